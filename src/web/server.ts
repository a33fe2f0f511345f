/** The web pages' server. The only home of @hono/node-server. */
import { type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { codeOf, StartError } from '../lib/errors.ts'
import { frontPage } from './front.tsx'

export interface ServerOptions {
  host: string
  port: number
  /** True when database, jobs and enabled channels are up. */
  ready(): Promise<boolean>
}

export interface Server {
  address: string
  close(): Promise<void>
}

/** Listens; throws `StartError` when the port cannot be had. */
export async function openServer(options: ServerOptions): Promise<Server> {
  const pages = new Hono()
  pages.use(secureHeaders({ contentSecurityPolicy: { defaultSrc: ["'none'"], styleSrc: ["'unsafe-inline'"], frameAncestors: ["'none'"] } }))
  pages.get('/healthz', (c) => c.text('ok'))
  pages.get('/readyz', async (c) => ((await options.ready()) ? c.text('ready') : c.text('not ready', 503)))
  pages.get('/', async (c) => c.html(frontPage(await options.ready())))
  const server = await listen(pages, options)
  const where = server.address()
  const port = typeof where === 'object' && where ? where.port : options.port
  return {
    address: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function listen(pages: Hono, { host, port }: ServerOptions): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: pages.fetch, hostname: host, port }, () => resolve(server))
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
