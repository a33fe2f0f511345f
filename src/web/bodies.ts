/** How much a request may bring along. What is too big is read to its end all the same: a browser that is cut off shows no answer. */
import type { IncomingMessage } from 'node:http'
import type { Http2ServerRequest } from 'node:http2'

/** Words, JSON and form fields (bytes): 2,000 characters of Chinese in a form are 18,000. */
export const LARGEST_TEXT = 64 * 1024
/** A picture of ten million bytes with the fields around it. */
export const LARGEST_UPLOAD = 10_000_000 + LARGEST_TEXT
/** Beyond this the sender is cut off (bytes). */
const PATIENCE = 100_000_000

type Incoming = IncomingMessage | Http2ServerRequest

/** The request with a body within its limit, or `too-big`, with the body read and thrown away. */
export async function withinLimit(request: Request, incoming: Incoming): Promise<Request | 'too-big'> {
  if (request.method === 'GET' || request.method === 'HEAD') return request
  const limit = request.headers.get('content-type')?.startsWith('multipart/form-data') ? LARGEST_UPLOAD : LARGEST_TEXT
  if (Number(request.headers.get('content-length') ?? 0) > limit) {
    await discard(incoming)
    return 'too-big'
  }
  if (!request.headers.has('transfer-encoding')) return request
  const body = await collect(incoming, limit)
  return body === undefined ? 'too-big' : new Request(request.url, { method: request.method, headers: request.headers, body })
}

async function discard(incoming: Incoming): Promise<void> {
  let left = PATIENCE
  for await (const chunk of incoming) {
    left -= (chunk as Buffer).length
    if (left < 0) return
  }
}

/** A body that does not tell its length. */
async function collect(incoming: Incoming, limit: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming) {
    size += (chunk as Buffer).length
    if (size > PATIENCE) return undefined
    if (size <= limit) chunks.push(chunk as Buffer)
  }
  return size > limit ? undefined : new Uint8Array(Buffer.concat(chunks))
}
