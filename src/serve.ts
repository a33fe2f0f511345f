/** `npm start`: the product, with every door whose settings are present. */
import { App, type AppOptions } from './app.ts'
import { transcriber } from './bot/transcribe.ts'
import type { Settings } from './config.ts'
import type { Log } from './lib/log.ts'
import { openServer } from './web/server.ts'

export interface Serving {
  address: string
  stop(): Promise<void>
}

/** Opens database, jobs, pages and channels; resolves when all of them serve. */
export async function serve(settings: Settings, log: Log, folders: Pick<AppOptions, 'cacheFolder' | 'filesFolder'>): Promise<Serving> {
  const transcribe = settings.transcribe && transcriber(settings.transcribe)
  const app = await App.open({ databaseUrl: settings.databaseUrl, zone: settings.zone, log, ...folders, transcribe, channels: [] })
  const server = await openServer({ host: settings.host, port: settings.port, ready: () => app.ready() })
  await app.start()
  return {
    address: server.address,
    async stop() {
      await server.close()
      await app.stop()
    },
  }
}
