import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { codeOf, describe, StartError } from '../lib/errors.ts'
import { bundledMigrations, dueMigrations } from './migrations.ts'

/** How long to wait for another process that is migrating the same file, in milliseconds. */
const PATIENCE = 30_000

/**
 * Brings the file up to date, all migrations in one transaction; creates it and its folder when absent.
 * @returns how many migrations were applied
 * @throws StartError with what to do, when the file cannot serve
 */
export function migrateSqlite(file: string): number {
  try {
    mkdirSync(dirname(file), { recursive: true })
    const db = new Sqlite(file, { timeout: PATIENCE })
    try {
      return apply(db)
    } finally {
      db.close()
    }
  } catch (error) {
    throw error instanceof StartError ? error : new StartError(`DATABASE_URL: ${advice(file, error)}`)
  }
}

function apply(db: Sqlite.Database): number {
  db.pragma('journal_mode = WAL')
  db.pragma('foreign_keys = OFF') // must precede BEGIN: inside a transaction it is ignored and a rebuilt table would cascade
  const all = bundledMigrations('sqlite')
  return db
    .transaction(() => {
      db.exec('CREATE TABLE IF NOT EXISTS __drizzle_migrations (id INTEGER PRIMARY KEY, hash TEXT NOT NULL, created_at INTEGER)')
      const applied = db.prepare<[], number | null>('SELECT max(created_at) FROM __drizzle_migrations').pluck().get() ?? null
      const due = dueMigrations(all, applied)
      for (const migration of due) {
        for (const statement of migration.sql) db.exec(statement)
        db.prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)').run(migration.hash, migration.folderMillis)
      }
      const dangling = db.pragma('foreign_key_check') as unknown[]
      if (due.length > 0 && dangling.length > 0) throw new Error(`a migration leaves ${dangling.length} dangling foreign keys`)
      return due.length
    })
    .immediate()
}

function advice(file: string, error: unknown): string {
  const code = codeOf(error) ?? ''
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return `${file} is no database or is damaged; move it aside and restore a backup, or start with another file. It was not changed.`
  }
  if (code.startsWith('SQLITE_READONLY') || code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
    return `${file} or its folder cannot be written; give this user write access, or choose another path.`
  }
  if (code.startsWith('SQLITE_CANTOPEN') || code === 'ENOTDIR' || code === 'EISDIR')
    return `${file} cannot be opened; it must be a file in a folder that can be written.`
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') return `the disk of ${file} is full; free some room and start again. Nothing is lost.`
  if (code.startsWith('SQLITE_BUSY')) return `${file} is held by another program for too long; stop that program and start again.`
  return `${file} cannot be prepared (${describe(error)})`
}
