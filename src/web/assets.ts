/** Style sheets, scripts and pictures of the pages: plain files of `src/web/assets`, served under a name that changes with their content. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { digest } from '../lib/ids.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
}

/** A name holds its content's hash, so it is good for ever. */
const FOR_EVER = 'public, max-age=31536000, immutable'
const SHORTLY = 'no-cache'

/** The compiler does not copy plain files: the built program reads them from the sources. */
const folder = ['./assets', '../../../src/web/assets'].map((path) => fileURLToPath(new URL(path, import.meta.url))).find((path) => existsSync(path)) ?? ''

interface Asset {
  text: string
  type: string
  hash: string
}

const assets = new Map<string, Asset>()
for (const name of folder ? readdirSync(folder) : []) {
  const type = TYPES[extname(name)]
  if (!type) continue
  const text = readFileSync(join(folder, name), 'utf8')
  assets.set(name, { text, type, hash: digest(text).slice(0, 12) })
}

/**
 * The address of an asset: `asset('style.css')`.
 * @throws when there is no such file: a page would come without its looks
 */
export function asset(name: string): string {
  const found = assets.get(name)
  if (!found) throw new Error(`there is no asset "${name}"; it belongs into src/web/assets`)
  return `/assets/${name}?v=${found.hash}`
}

/** Serves `/assets/<name>`; undefined when there is no such file. */
export function serveAsset(request: Request): Response | undefined {
  const { pathname, searchParams } = new URL(request.url)
  const found = assets.get(pathname.slice('/assets/'.length))
  if (!found) return undefined
  const etag = `"${found.hash}"`
  const headers = { 'content-type': found.type, etag, 'cache-control': searchParams.get('v') === found.hash ? FOR_EVER : SHORTLY }
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  return new Response(found.text, { headers })
}
