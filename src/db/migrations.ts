import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator'
import { StartError } from '../lib/errors.ts'

/** The bundled migrations of one engine, oldest first. */
export function bundledMigrations(engine: 'sqlite' | 'postgresql'): MigrationMeta[] {
  // The built program lives in dist/src/db; the migrations stay in src/db.
  const beside = fileURLToPath(new URL(`./migrations/${engine}`, import.meta.url))
  const fromBuild = fileURLToPath(new URL(`../../../src/db/migrations/${engine}`, import.meta.url))
  return readMigrationFiles({ migrationsFolder: existsSync(beside) ? beside : fromBuild })
}

/**
 * The migrations still to be applied, given when the newest applied one was made.
 * @throws StartError when the database was made by a newer version of the product
 */
export function dueMigrations(all: MigrationMeta[], applied: number | null): MigrationMeta[] {
  const newest = all.at(-1)?.folderMillis ?? 0
  if (applied !== null && applied > newest) {
    throw new StartError(
      'DATABASE_URL: this database was made by a newer version of Yizhan; install that version, or restore a backup made by this one. Nothing was changed.',
    )
  }
  return all.filter((migration) => migration.folderMillis > (applied ?? -1))
}
