import { StartError } from '../lib/errors.ts'
import type { Db } from './db.ts'
import { dialectOf } from './dialect.ts'

/**
 * Migrates and opens the database at `url` (`file:PATH` or `postgres://…`).
 * Throws `StartError` with what to do when it is newer, corrupt, read-only or out of reach.
 */
export async function openDb(url: string): Promise<Db> {
  if (dialectOf(url) === 'postgres') {
    const [{ openPostgres }, { migratePostgres }] = await Promise.all([import('./postgres.ts'), import('./migrate-postgres.ts')])
    await migratePostgres(url)
    return openPostgres(url)
  }
  const file = url.replace(/^file:(\/\/)?/, '')
  if (file === '' || file === ':memory:') throw new StartError(`DATABASE_URL: read "${url}"; allowed: file:PATH (a file on a local disk) or postgres://…`)
  const [{ openSqlite }, { migrateSqlite }] = await Promise.all([import('./sqlite.ts'), import('./migrate-sqlite.ts')])
  migrateSqlite(file)
  return openSqlite(file)
}
