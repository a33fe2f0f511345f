import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { openDb } from '../../src/db/open.ts'
import { engine, newDatabase } from '../support/engine.ts'
import { runScript } from '../support/script.ts'

async function markAsNewer(url: string): Promise<void> {
  const far = 9_999_999_999_999
  if (engine === 'sqlite') {
    const db = new Sqlite(url.slice('file:'.length))
    db.prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)').run('newer', far)
    db.close()
    return
  }
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', ['newer', far])
  await client.end()
}

describe('opening a database', () => {
  it('creates what is absent and finds nothing to do the second time', async () => {
    const url = await newDatabase('empty')
    await (await openDb(url)).close()
    const again = await openDb(url)
    await again.ping()
    await again.close()
  })

  it('four processes may start on an empty database at once', async () => {
    const url = await newDatabase('empty')
    const script = join(import.meta.dirname, '../support/open-once.mjs')
    const all = await Promise.all(Array.from({ length: 4 }, () => runScript(script, url)))
    expect(all.map((said) => said.trim())).toEqual(['open', 'open', 'open', 'open'])
  })

  it('refuses a database made by a newer version, and changes nothing', async () => {
    const url = await newDatabase('empty')
    await (await openDb(url)).close()
    await markAsNewer(url)
    await expect(openDb(url)).rejects.toThrow(/newer version/)
  })
})
