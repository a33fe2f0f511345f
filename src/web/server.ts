/** The web pages' server. The only home of @hono/node-server. */
import { createServer, type Server as HttpServer } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { SECOND } from '../lib/clock.ts'
import { codeOf, describe, StartError, traceOf } from '../lib/errors.ts'
import { faultId } from '../lib/ids.ts'
import type { Log } from '../lib/log.ts'
import { serveAsset } from './assets.ts'
import { withinLimit } from './bodies.ts'
import { Connections } from './connections.ts'
import { errorPage, wantsPage } from './error-page.tsx'
import * as replies from './replies.ts'

/** How long a stop waits for requests in hand (milliseconds). */
const GRACE = 5 * SECOND

export interface Caller {
  /** The caller's address; behind a proxy on this machine, the one that the proxy tells. */
  ip: string
}

/** A part of the site: everything at `path` and beneath it, unless a longer path is somebody else's. */
export interface Mount {
  readonly path: string
  /** A bare 404 (no content type) becomes the site's own page. A thrown fault is logged and answered with its number. */
  fetch(request: Request, caller: Caller): Promise<Response> | Response
  /** Ends what stays open (streams): the server is about to stop. */
  close?(): void
}

export interface ServerOptions {
  host: string
  port: number
  /** True when database, jobs and enabled channels are up. */
  ready(): Promise<boolean>
  mounts: readonly Mount[]
  log: Log
}

export interface Server {
  address: string
  close(): Promise<void>
}

type Env = { Bindings: HttpBindings }

/** Listens; throws `StartError` when the port cannot be had. */
export async function openServer(options: ServerOptions): Promise<Server> {
  const server = await listen(siteOf(options), options)
  const connections = new Connections(server)
  const where = server.address()
  const port = typeof where === 'object' && where ? where.port : options.port
  return {
    address: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    close() {
      for (const mount of options.mounts) mount.close?.()
      return connections.close(GRACE)
    },
  }
}

function siteOf({ ready, mounts, log }: ServerOptions): Hono<Env> {
  const site = new Hono<Env>()
  site.use(protect)
  site.get('/healthz', (c) => c.text('ok'))
  site.get('/readyz', async (c) => ((await ready()) ? c.text('ready') : c.text('not ready', 503)))
  site.get('/assets/*', (c) => serveAsset(c.req.raw) ?? c.notFound())
  const longestFirst = [...mounts].sort((a, b) => b.path.length - a.path.length)
  site.all('*', async (c) => {
    const mount = longestFirst.find(({ path }) => path === '/' || c.req.path === path || c.req.path.startsWith(`${path}/`))
    if (!mount) return c.notFound()
    const request = await withinLimit(c.req.raw, c.env.incoming)
    if (request === 'too-big') return refusal(c, 413, replies.tooBig)
    const response = await mount.fetch(request, { ip: addressOf(c) })
    return response.status === 404 && !response.headers.has('content-type') ? c.notFound() : response
  })
  site.notFound((c) => refusal(c, 404, replies.notFound))
  site.onError((error, c) => {
    const fault = faultId()
    log.error({ fault, method: c.req.method, error: describe(error), at: traceOf(error) }, 'a page could not be made')
    return refusal(c, 500, replies.broken(fault))
  })
  return site
}

const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  // Without any referrer, browsers send forms over plain http with `Origin: null`, as they would another site's.
  referrerPolicy: 'same-origin',
  xFrameOptions: 'DENY',
  // What else runs under the domain is not this program's business: no includeSubDomains.
  strictTransportSecurity: 'max-age=15552000',
  permissionsPolicy: { geolocation: ['self'], camera: [], microphone: [] },
})

/** Secure headers on everything; nothing is kept by browsers or proxies unless it says so itself. */
async function protect(c: Context<Env>, next: () => Promise<void>): Promise<void> {
  await headers(c, next)
  if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store')
}

/** A plain sentence: as a page for people who look at pages, as text for scripts and programs. */
function refusal(c: Context<Env>, status: 404 | 413 | 500, words: string): Response {
  return wantsPage(c.req.raw) ? c.html(errorPage(words), status) : c.text(words, status)
}

/** Only a proxy on this machine is believed: others could tell any address they like. */
function addressOf(c: Context<Env>): string {
  const peer = c.env.incoming.socket.remoteAddress?.replace(/^::ffff:/, '') ?? ''
  const local = peer === '::1' || peer.startsWith('127.')
  const told = local ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return told || peer
}

function listen(site: Hono<Env>, { host, port }: ServerOptions): Promise<HttpServer> {
  return new Promise((resolve, reject) => {
    const server = createServer(getRequestListener((request, env) => site.fetch(request, env as HttpBindings), { hostname: host }))
    server.listen(port, host, () => resolve(server))
    server.once('error', (error) => {
      const code = codeOf(error)
      if (code === 'EADDRINUSE') reject(new StartError(`PORT: ${port} on ${host} is already in use; stop the other program or set PORT to a free one`))
      else if (code === 'EACCES') reject(new StartError(`PORT: ${port} may not be used by this user; allowed: a port from 1024 to 65535`))
      else if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
        reject(new StartError(`HOST: read "${host}"; allowed: an address of this machine, e.g. 127.0.0.1 or 0.0.0.0`))
      else reject(error)
    })
  })
}
