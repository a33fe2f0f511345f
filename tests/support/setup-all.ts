/** Once for the whole run: a private PostgreSQL, a migrated database of each engine to copy, and the recogniser trained and cached. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migratePostgres } from '../../src/db/migrate-postgres.ts'
import { migrateSqlite } from '../../src/db/migrate-sqlite.ts'
import { openUnderstanding } from '../../src/intents/understand.ts'
import { HOW_TO_INSTALL, startPrivatePostgres } from './private-postgres.ts'
import { TEMPLATE } from './template.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: string
    /** A migrated SQLite file without data. */
    template: string
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
  if (server) await migratePostgres(await server.create(TEMPLATE))
  const folder = mkdtempSync(join(tmpdir(), 'yizhan-template-'))
  const template = join(folder, 'template.db')
  migrateSqlite(template)
  project.provide('postgres', server?.url ?? '')
  project.provide('template', template)
  return async () => {
    rmSync(folder, { recursive: true, force: true })
    await server?.stop()
  }
}
