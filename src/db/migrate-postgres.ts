import pg from 'pg'
import { codeOf, describe, StartError } from '../lib/errors.ts'
import { bundledMigrations, dueMigrations } from './migrations.ts'

/** The advisory lock under which one replica migrates while the others wait; any constant of our own. */
const LOCK = 0x797a

/**
 * Brings the database up to date, all migrations in one transaction under a lock.
 * @returns how many migrations were applied
 * @throws StartError with what to do, when the database cannot serve
 */
export async function migratePostgres(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined) // the query in flight reports it
  try {
    await client.connect()
    return await apply(client)
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error instanceof StartError ? error : new StartError(`DATABASE_URL: ${advice(error)}`)
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function apply(client: pg.Client): Promise<number> {
  const all = bundledMigrations('postgresql')
  await client.query('begin')
  await client.query('select pg_advisory_xact_lock($1)', [LOCK])
  await client.query('create schema if not exists drizzle')
  await client.query('create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)')
  const { rows } = await client.query<{ last: string | null }>('select max(created_at) as last from drizzle.__drizzle_migrations')
  const last = rows[0]?.last
  const due = dueMigrations(all, last == null ? null : Number(last))
  for (const migration of due) {
    for (const statement of migration.sql) await client.query(statement)
    await client.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [migration.hash, migration.folderMillis])
  }
  await client.query('commit')
  return due.length
}

function advice(error: unknown): string {
  const code = codeOf(error) ?? ''
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ETIMEDOUT')
    return `no PostgreSQL answers there (${code}); start it, or correct host and port.`
  if (code === '28P01' || code === '28000') return 'PostgreSQL refuses this user or password; correct them.'
  if (code === '3D000') return 'this database does not exist; create it with: createdb --template=template0 --lc-collate=C --encoding=UTF8 NAME'
  if (code === '42501') return 'this user may not create tables; grant it CREATE on the database and on schema public.'
  return `PostgreSQL cannot be prepared (${describe(error)})`
}
