/**
 * The wire to the Bot API: a small `fetch` over Node's own client with connections kept open. It knows
 * what no ready-made one tells: whether a request that failed had been written at all.
 */
import { type ClientRequest, type IncomingMessage, Agent as PlainAgent, request as plainRequest } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import { SECOND } from '../../../lib/clock.ts'
import { codeOf } from '../../../lib/errors.ts'

/** How long a connection may take to be there (milliseconds). */
const CONNECT = 5 * SECOND
/** An unused connection is closed after this time, before the other side does: what is written into a closing one is lost. */
const IDLE = 30 * SECOND
/** Connections at once: more than Telegram's limits can use, fewer than a process may open. */
const CONNECTIONS = 128
/** An answer of the Bot API is never near this size (bytes). */
const LARGEST_ANSWER = 32_000_000

/** A request that came to no answer. The message holds no address, which would hold the token. */
export class WireError extends Error {
  override readonly name = 'WireError'
  /** No byte of the request left this machine. */
  readonly unsent: boolean

  constructor(why: string, unsent: boolean) {
    super(why)
    this.unsent = unsent
  }
}

export interface WireRequest {
  method?: string
  headers?: Record<string, string>
  /** A stream (of a file that goes along) is gathered first, so that its length is known. */
  body?: string | AsyncIterable<Uint8Array>
  signal?: AbortSignal
}

/** An answer, whole and at most `limit` bytes; `bytes` is undefined when it is larger. */
export interface WireAnswer {
  status: number
  bytes: Buffer | undefined
  json(): Promise<unknown>
}

export class Wire {
  readonly #plain = new PlainAgent({ keepAlive: true, maxSockets: CONNECTIONS, timeout: IDLE })
  readonly #secure = new SecureAgent({ keepAlive: true, maxSockets: CONNECTIONS, timeout: IDLE })

  /**
   * @param within milliseconds for the whole answer, from the moment the connection is there
   * @param limit bytes of the answer's body
   * @throws WireError
   */
  async fetch(url: string, { body: given, ...rest }: WireRequest, within: number, limit = LARGEST_ANSWER): Promise<WireAnswer> {
    return this.#fetch(url, { ...rest, body: given === undefined || typeof given === 'string' ? given : await gathered(given) }, within, limit)
  }

  #fetch(url: string, { method = 'GET', headers = {}, body, signal }: Ready, within: number, limit: number): Promise<WireAnswer> {
    return new Promise((resolve, reject) => {
      const secure = url.startsWith('https:')
      const options = { method, agent: secure ? this.#secure : this.#plain, headers: withLength(headers, body) }
      const request = secure ? secureRequest(url, options) : plainRequest(url, options)
      const attempt = new Attempt(request, secure, within, reject)
      const abort = () => attempt.fail('aborted')
      if (signal?.aborted) abort()
      else signal?.addEventListener('abort', abort)
      request.on('close', () => {
        signal?.removeEventListener('abort', abort)
        attempt.fail('the connection was closed')
      })
      request.on('error', (error) => attempt.fail(codeOf(error) ?? error.name))
      request.on('response', (response) => collect(response, limit, attempt, resolve))
      request.end(body)
    })
  }
}

/** One request on its way: knows whether it was written, and ends it when it takes too long. */
class Attempt {
  readonly #request: ClientRequest
  readonly #reject: (error: WireError) => void
  #written = false
  #over = false
  #timer: NodeJS.Timeout

  constructor(request: ClientRequest, secure: boolean, within: number, reject: (error: WireError) => void) {
    this.#request = request
    this.#reject = reject
    this.#timer = setTimeout(() => this.fail('no connection in time'), CONNECT)
    const connected = () => {
      this.#written = true
      clearTimeout(this.#timer)
      if (!this.#over) this.#timer = setTimeout(() => this.fail('no answer in time'), within)
    }
    request.on('socket', (socket) => {
      if (request.reusedSocket || !socket.connecting) connected()
      else socket.once(secure ? 'secureConnect' : 'connect', connected)
    })
  }

  /** Nothing more is awaited; false when it had failed before. */
  end(): boolean {
    clearTimeout(this.#timer)
    if (this.#over) return false
    this.#over = true
    return true
  }

  fail(why: string): void {
    if (!this.end()) return
    this.#request.destroy()
    this.#reject(new WireError(why, !this.#written))
  }
}

function collect(response: IncomingMessage, limit: number, attempt: Attempt, resolve: (answer: WireAnswer) => void): void {
  const chunks: Buffer[] = []
  let size = 0
  const status = response.statusCode ?? 0
  response.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= limit) chunks.push(chunk)
    else if (attempt.end()) {
      response.destroy()
      resolve(answer(status, undefined))
    }
  })
  response.on('error', (error) => attempt.fail(codeOf(error) ?? error.name))
  response.on('end', () => {
    if (attempt.end()) resolve(answer(status, chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)))
  })
}

function answer(status: number, bytes: Buffer | undefined): WireAnswer {
  return {
    status,
    bytes,
    async json() {
      try {
        return JSON.parse(bytes?.toString() ?? '')
      } catch {
        throw new WireError(`HTTP ${status}: no JSON`, false)
      }
    },
  }
}

/** A request whose body is at hand. */
type Ready = Omit<WireRequest, 'body'> & { body: string | Buffer | undefined }

async function gathered(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const withLength = (headers: Record<string, string>, body: string | Buffer | undefined): Record<string, string> =>
  body === undefined ? headers : { ...headers, 'content-length': String(Buffer.byteLength(body)) }
