/** The product on a local Bot API server: real channel, real HTTP, real database. */
import { PassThrough } from 'node:stream'
import { pino } from 'pino'
import { afterEach } from 'vitest'
import { App } from '../../src/app.ts'
import type { Capability } from '../../src/bot/capability.ts'
import { TelegramChannel, type TelegramOptions } from '../../src/bot/channels/telegram/channel.ts'
import type { Transcribe } from '../../src/bot/listen.ts'
import { type Clock, systemClock } from '../../src/lib/clock.ts'
import { type Log, openLog } from '../../src/lib/log.ts'
import { BotApi, type BotApiOptions } from './bot-api/index.ts'
import { newDatabase, newFolder } from './engine.ts'

export const NAME = 'yizhan_bot'

export interface TelegramWorldOptions {
  api?: BotApi
  server?: BotApiOptions
  databaseUrl?: string
  webhook?: TelegramOptions['webhook']
  clock?: Clock
  log?: Log
  transcribe?: Transcribe
  capabilities?: readonly Capability[]
  /** The Bot API server as the bot sees it. */
  apiRoot?: string
  token?: string
  /** False: nothing is waited for. */
  waitUntilUp?: boolean
}

export interface TelegramWorld {
  api: BotApi
  app: App
  channel: TelegramChannel
  databaseUrl: string
  /** Stops the app before the test's end. */
  stop(): Promise<void>
}

const open: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop()
})

/** Stops with the test. */
export async function botApi(options: BotApiOptions = {}): Promise<BotApi> {
  const api = await BotApi.start({ bot: { username: NAME }, ...options })
  open.push(api)
  return api
}

export async function telegramWorld(options: TelegramWorldOptions = {}): Promise<TelegramWorld> {
  const api = options.api ?? (await botApi(options.server))
  const databaseUrl = options.databaseUrl ?? (await newDatabase())
  const clock = options.clock ?? systemClock
  const log = options.log ?? openLog('silent')
  const channel = new TelegramChannel({ token: options.token ?? api.token, apiRoot: options.apiRoot ?? api.url, webhook: options.webhook, log, clock })
  const app = await App.open({
    databaseUrl,
    zone: 'Asia/Shanghai',
    log,
    channels: [channel],
    clock,
    cacheFolder: 'data/cache',
    filesFolder: newFolder(),
    ...(options.transcribe ? { transcribe: options.transcribe } : {}),
    ...(options.capabilities ? { capabilities: options.capabilities } : {}),
  })
  // What the app uses stops after it.
  let stopped: Promise<void> | undefined
  const stop = () => {
    stopped ??= app.stop()
    return stopped
  }
  open.unshift({ stop })
  await app.start()
  if (options.waitUntilUp ?? true)
    await eventually(
      () => channel.status().is === 'up',
      () => `the channel is ${channel.status().words}`,
    )
  return { api, app, channel, databaseUrl, stop }
}

/** Resolves when it is so; fails after a while with what is the case instead. */
export async function eventually(
  isSo: () => boolean | Promise<boolean>,
  orElse: () => string = () => 'it did not come to that',
  patience = 15_000,
): Promise<void> {
  const end = performance.now() + patience
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(orElse())
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** A log that can be read. */
export function readableLog(): { log: Log; text(): string } {
  const stream = new PassThrough()
  const chunks: Buffer[] = []
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  const log = pino({ level: 'trace', base: null }, stream)
  return { log, text: () => Buffer.concat(chunks).toString() }
}
