/** A real server with the console on a real database, and a browser's worth of HTTP to use it with. */
import { afterEach } from 'vitest'
import type { Channel, ChannelStatus } from '../../src/bot/channel.ts'
import type { Db } from '../../src/db/db.ts'
import { openDb } from '../../src/db/open.ts'
import { VirtualClock } from '../../src/lib/clock.ts'
import { openLog } from '../../src/lib/log.ts'
import { type ConsoleParts, consolePages, prepareConsole } from '../../src/web/console/site.tsx'
import { openServer, type Server } from '../../src/web/server.ts'
import { newDatabase } from '../support/engine.ts'

export const PASSWORD = 'a good password'

export interface SiteOptions {
  adminPassword?: string
  databaseUrl?: string
  channels?: readonly Channel[]
  at?: Date
  /** Where to listen; this machine only when absent. */
  host?: string
}

const open: Site[] = []
afterEach(async () => {
  for (const site of open.splice(0)) await site.stop()
})

/** One running process of the product, as far as the console sees it. */
export class Site {
  readonly db: Db
  readonly clock: VirtualClock
  readonly address: string
  readonly databaseUrl: string
  /** What the start printed. */
  readonly setupLink: string | undefined
  readonly #server: Server

  private constructor(parts: Pick<Site, 'db' | 'clock' | 'address' | 'databaseUrl' | 'setupLink'>, server: Server) {
    this.db = parts.db
    this.clock = parts.clock
    this.address = parts.address
    this.databaseUrl = parts.databaseUrl
    this.setupLink = parts.setupLink
    this.#server = server
  }

  static async start(options: SiteOptions = {}): Promise<Site> {
    const databaseUrl = options.databaseUrl ?? (await newDatabase())
    const db = await openDb(databaseUrl)
    const clock = new VirtualClock(options.at ?? new Date())
    const common = { db, clock, adminPassword: options.adminPassword }
    const parts: ConsoleParts = {
      ...common,
      zone: 'Asia/Shanghai',
      log: openLog('silent'),
      channels: options.channels ?? [],
      secret: 'the same in every process of one database',
      baseUrl: 'http://console.example',
      version: '1.2.3',
    }
    const host = options.host ?? '127.0.0.1'
    const server = await openServer({ host, port: 0, ready: async () => true, mounts: [consolePages(parts)], log: parts.log })
    const { setupLink } = await prepareConsole({ ...common, baseUrl: server.address })
    const site = new Site({ db, clock, address: server.address, databaseUrl, setupLink }, server)
    open.push(site)
    return site
  }

  visitor(): Visitor {
    return new Visitor(this.address)
  }

  async stop(): Promise<void> {
    await this.#server.close()
    await this.db.close()
  }
}

/** Somebody at a browser, without a script: keeps cookies, follows one redirect. */
export class Visitor {
  readonly #address: string
  cookie = ''

  constructor(address: string) {
    this.#address = address
  }

  async get(path: string): Promise<Seen> {
    return this.#send(path, { headers: { accept: 'text/html' } })
  }

  async post(path: string, fields: Record<string, string> = {}, headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' }): Promise<Seen> {
    return this.#send(path, { method: 'POST', body: new URLSearchParams(fields), headers: { accept: 'text/html', ...headers } })
  }

  signIn(name: string, password: string, from = '203.0.113.1'): Promise<Seen> {
    return this.post('/console/sign-in', { name, password }, { 'sec-fetch-site': 'same-origin', 'x-forwarded-for': from })
  }

  /** True when the status page is shown. */
  async isIn(): Promise<boolean> {
    const { status } = await this.get('/console')
    return status === 200
  }

  async #send(path: string, init: RequestInit): Promise<Seen> {
    const address = path.startsWith('http') ? path : `${this.#address}${path}`
    const answer = await fetch(address, { ...init, redirect: 'manual', headers: { ...(init.headers as Record<string, string>), cookie: this.cookie } })
    const cookies = answer.headers.getSetCookie()
    const [last] = cookies.slice(-1)
    if (last) this.cookie = last.split(';')[0] ?? ''
    return { status: answer.status, to: answer.headers.get('location'), cookies, headers: answer.headers, html: await answer.text() }
  }
}

export interface Seen {
  status: number
  to: string | null
  cookies: string[]
  headers: Headers
  html: string
}

/** A channel that only tells how it is. */
export function channelThat(name: string, status: ChannelStatus): Channel {
  return {
    name,
    abilities: { buttons: true, edits: false, files: false, replyTo: false, privateFromGroup: false, readReceipts: false, limited: true, keepsSent: false },
    start: async () => {},
    send: async () => ({ is: 'sent' }),
    canSend: () => true,
    stop: async () => {},
    status: () => status,
  }
}
