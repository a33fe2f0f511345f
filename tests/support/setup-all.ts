/** Once for the whole run: a private PostgreSQL, and the recogniser trained and cached. */
import type { TestProject } from 'vitest/node'
import { openUnderstanding } from '../../src/intents/understand.ts'
import { HOW_TO_INSTALL, startPrivatePostgres } from './private-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: string
  }
}

export const CACHE = 'data/cache'

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  openUnderstanding({ cacheFolder: CACHE })
  const server = await startPrivatePostgres()
  if (!server) {
    if (process.env.YIZHAN_TESTS_SKIP_NOTHING) throw new Error(HOW_TO_INSTALL)
    console.warn(`${HOW_TO_INSTALL}; its tests are skipped`)
  }
  project.provide('postgres', server?.url ?? '')
  return async () => server?.stop()
}
