/** The web chat as people meet it: a real server on a real database, spoken to over HTTP. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterEach } from 'vitest'
import { App } from '../../src/app.ts'
import { WebChannel } from '../../src/bot/channels/webchat.ts'
import { Files } from '../../src/bot/files.ts'
import { say } from '../../src/bot/message.ts'
import { leavePush } from '../../src/bot/outbox.ts'
import { accounts } from '../../src/bot/tables.ts'
import { openLog } from '../../src/lib/log.ts'
import { openChat } from '../../src/web/chat/site.tsx'
import { type Mount, openServer, type Server } from '../../src/web/server.ts'
import { newDatabase, newFolder } from '../support/engine.ts'

const ZONE = 'Asia/Shanghai'
const open: Site[] = []
afterEach(async () => {
  for (const site of open.splice(0)) await site.stop()
})

export interface SiteOptions {
  databaseUrl?: string
  mounts?: readonly Mount[]
}

export class Site {
  readonly databaseUrl: string
  readonly #files: string
  readonly #mounts: readonly Mount[]
  app: App
  channel: WebChannel
  #server: Server | undefined

  private constructor(databaseUrl: string, files: string, mounts: readonly Mount[], started: { app: App; channel: WebChannel }) {
    this.databaseUrl = databaseUrl
    this.#files = files
    this.#mounts = mounts
    this.app = started.app
    this.channel = started.channel
  }

  static async open({ databaseUrl, mounts = [] }: SiteOptions = {}): Promise<Site> {
    const url = databaseUrl ?? (await newDatabase())
    const files = mkdtempSync(join(tmpdir(), 'yizhan-files-'))
    const site = new Site(url, files, mounts, await startApp(url, files))
    await site.#serve(0)
    open.push(site)
    return site
  }

  get address(): string {
    return this.#server?.address ?? ''
  }

  /** Stops the whole process's work and starts it again on the same database and port. */
  async restarts(whileDown?: () => Promise<void>): Promise<void> {
    const port = Number(new URL(this.address).port)
    await this.#down()
    await whileDown?.()
    Object.assign(this, await startApp(this.databaseUrl, this.#files))
    await this.#serve(port)
  }

  async stop(): Promise<void> {
    await this.#down()
    rmSync(this.#files, { recursive: true, force: true })
  }

  async #serve(port: number): Promise<void> {
    const { app, channel } = this
    const log = openLog('silent')
    const chat = openChat({ db: app.db, channel, clock: app.clock, zone: ZONE, hears: true, files: new Files(newFolder()), log })
    this.#server = await openServer({ host: '127.0.0.1', port, ready: () => app.ready(), mounts: [chat, ...this.#mounts], log })
    await app.start()
  }

  async #down(): Promise<void> {
    await this.#server?.close()
    await this.app.stop()
  }
}

async function startApp(databaseUrl: string, filesFolder: string): Promise<{ app: App; channel: WebChannel }> {
  const channel = new WebChannel()
  const app = await App.open({ databaseUrl, zone: ZONE, log: openLog('silent'), channels: [channel], cacheFolder: 'data/cache', filesFolder })
  return { app, channel }
}

/** Whose browser this is. */
export async function personOf({ app }: Site, visitor: string): Promise<string> {
  const [row] = await app.db.read.select({ personId: accounts.personId }).from(accounts).where(eq(accounts.external, visitor))
  return row?.personId ?? ''
}

/** Leaves a push for whoever wrote from this browser, and sends it. */
export async function pushTo(site: Site, visitor: string, text: string, due?: Date): Promise<void> {
  const person = await personOf(site, visitor)
  const { app } = site
  const push = { key: `test:${text}`, reason: 'test', urgent: true, to: { person }, parts: [say`${text}`], ...(due ? { due } : {}) }
  await app.db.tx((tx) => leavePush(tx, push, app.clock.now()))
  await app.delivery.pump()
}
