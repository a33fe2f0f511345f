/** `npm start`: the product, with every door whose settings are present. */
import { App, type AppOptions } from './app.ts'
import type { Desk } from './bot/capability.ts'
import type { Channel } from './bot/channel.ts'
import { WebChannel } from './bot/channels/webchat.ts'
import { Files } from './bot/files.ts'
import { advisor } from './bot/second-opinion.ts'
import { secretNamed } from './bot/store/secrets.ts'
import { transcriber } from './bot/transcribe.ts'
import { catalog } from './catalog.ts'
import { type Settings, tellWechaty } from './config.ts'
import { systemClock as clock } from './lib/clock.ts'
import { productVersion } from './lib/content.ts'
import type { Log } from './lib/log.ts'
import { openChat } from './web/chat/site.tsx'
import { consolePages, prepareConsole } from './web/console/site.tsx'
import type { Metrics } from './web/metrics.ts'
import { type Caller, type Mount, openServer } from './web/server.ts'

export interface Serving {
  address: string
  /** Makes the first account of the console, once; absent when there is one. */
  setupLink: string | undefined
  stop(): Promise<void>
}

export interface Folders extends Pick<AppOptions, 'cacheFolder' | 'filesFolder'> {
  /** Where a WeChat puppet keeps its sign-in, so that a restart needs no new scan. */
  wechatMemory?: string
}

/** Opens database, jobs, pages and channels; resolves when all of them serve. */
export async function serve(settings: Settings, log: Log, { wechatMemory, ...folders }: Folders): Promise<Serving> {
  const { host, port, zone, databaseUrl, adminPassword } = settings
  const transcribe = settings.transcribe && transcriber(settings.transcribe)
  const advise = settings.llm && advisor(settings.llm, log)
  const metrics = settings.metricsToken === undefined ? undefined : (await import('./web/metrics.ts')).openMetrics()
  const web = new WebChannel()
  const channels: Channel[] = [web, ...(await otherChannels(settings, wechatMemory, log))]
  const app = await App.open({ databaseUrl, zone, log, ...folders, transcribe, advise, meter: metrics?.meter, channels })
  const { db } = app
  const baseUrl = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  const console = { db, clock, zone, log, channels, adminPassword, baseUrl, secret: await secretNamed(db, 'console'), version: productVersion() }
  const mounts: Mount[] = [
    openChat({ db, channel: web, clock, zone, hears: transcribe !== undefined, files: new Files(folders.filesFolder), log }),
    consolePages(console),
    ...channels.flatMap((channel) => channel.http ?? []),
    ...capabilityPages(app, { baseUrl, secret: await secretNamed(db, 'pages') }),
    ...metricsPage(metrics, settings.metricsToken, app, channels),
  ]
  const server = await openServer({ host, port, ready: () => app.ready(), mounts, log })
  const { setupLink } = await prepareConsole({ ...console, baseUrl: server.address })
  await app.start()
  return {
    address: server.address,
    setupLink,
    async stop() {
      await server.close()
      await app.stop()
    },
  }
}

/** The doors to networks; each library is loaded only when its door is open. */
async function otherChannels({ telegram, wechaty }: Settings, wechatMemory: string | undefined, log: Log): Promise<Channel[]> {
  const channels: Channel[] = []
  if (telegram) {
    const { TelegramChannel } = await import('./bot/channels/telegram/channel.ts')
    channels.push(new TelegramChannel({ ...telegram, log, clock }))
  }
  if (wechaty) {
    tellWechaty(wechaty)
    const { WechatChannel } = await import('./bot/channels/wechat/channel.ts')
    channels.push(new WechatChannel({ log, ...(wechatMemory ? { memory: wechatMemory } : {}) }))
  }
  return channels
}

/** The pages that capabilities open to people without the console. */
function capabilityPages(app: App, { baseUrl, secret }: Pick<Desk, 'baseUrl' | 'secret'>): Mount[] {
  const desk: Desk = { read: app.db.read, calendar: app.calendar, now: () => clock.now(), secret, baseUrl, act: (work) => app.act(work) }
  return catalog.flatMap(({ pages = [] }) =>
    pages.map((page) => ({ path: page.path, fetch: (request: Request, caller: Caller) => page.fetch(request, desk, caller) })),
  )
}

function metricsPage(metrics: Metrics | undefined, token: string | undefined, { db }: App, channels: readonly Channel[]): Mount[] {
  return metrics && token !== undefined ? [metrics.mount(token, { db, clock, channels })] : []
}
