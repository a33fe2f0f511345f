/** Bodies of calls: JSON, urlencoded and multipart. */
import { isObject } from './params.ts'
import { badRequest, type Params, type Upload, type Uploads } from './types.ts'

const NO_UPLOADS: Uploads = new Map()

export interface Body {
  params: Params
  uploads: Uploads
}

/** Reads a body; the query's parameters hold unless the body names them too. */
export function readBody(contentType: string, bytes: Buffer | undefined, query: string): Body {
  const params: Params = query === '' ? {} : Object.fromEntries(new URLSearchParams(query))
  if (!bytes || bytes.length === 0) return { params, uploads: NO_UPLOADS }
  if (contentType.startsWith('application/json')) return { params: Object.assign(params, parsedObject(bytes)), uploads: NO_UPLOADS }
  if (contentType.startsWith('application/x-www-form-urlencoded'))
    return { params: Object.assign(params, Object.fromEntries(new URLSearchParams(bytes.toString()))), uploads: NO_UPLOADS }
  if (contentType.startsWith('multipart/form-data')) return multipart(contentType, bytes, params)
  return { params, uploads: NO_UPLOADS }
}

function parsedObject(bytes: Buffer): Params {
  try {
    const value: unknown = JSON.parse(bytes.toString())
    if (isObject(value)) return value
  } catch {
    // falls through to the one answer for both
  }
  throw badRequest("can't parse request body as JSON object")
}

const HEADER_END = Buffer.from('\r\n\r\n')

function multipart(contentType: string, bytes: Buffer, params: Params): Body {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1]
  if (!boundary) throw badRequest('boundary is missing in the multipart request')
  const uploads = new Map<string, Upload>()
  const mark = Buffer.from(`--${boundary}`)
  for (let at = bytes.indexOf(mark); at >= 0; ) {
    const start = at + mark.length
    const next = bytes.indexOf(mark, start)
    const headerEnd = bytes.indexOf(HEADER_END, start)
    if (next < 0 || headerEnd < 0 || headerEnd > next) break
    // Two bytes of line end before the next mark belong to the mark.
    takePart(bytes.toString('utf8', start, headerEnd), bytes.subarray(headerEnd + HEADER_END.length, next - 2), params, uploads)
    at = next
  }
  return { params, uploads }
}

function takePart(header: string, content: Buffer, params: Params, uploads: Map<string, Upload>): void {
  const name = /[; ]name="?([^";\r\n]+)"?/i.exec(header)?.[1]
  if (!name) return
  const filename = /filename="?([^";\r\n]*)"?/i.exec(header)?.[1]
  if (filename === undefined) params[name] = content.toString()
  else uploads.set(name, { filename, contentType: /content-type:\s*([^\r\n;]+)/i.exec(header)?.[1] ?? 'application/octet-stream', bytes: content })
}
