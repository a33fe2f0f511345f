/** Chooses this test process's engine before any table is imported, and makes databases for the tests. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeEach, inject } from 'vitest'
import { chooseDialect } from '../../src/db/dialect.ts'
import { newId } from '../../src/lib/ids.ts'
import { TEMPLATE } from './template.ts'

export const engine = process.env.YIZHAN_TEST_ENGINE === 'postgres' ? 'postgres' : 'sqlite'
const server = engine === 'postgres' ? inject('postgres') : ''
const folder = mkdtempSync(join(tmpdir(), 'yizhan-test-'))
const made: string[] = []

chooseDialect(engine === 'postgres' ? 'postgres://chosen' : 'file:chosen')

beforeEach((test) => {
  if (engine === 'postgres' && server === '') test.skip()
})

// A file may have made eighty databases, and each one dropped waits for the disk.
const CLEANING_UP = 300_000

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  if (made.length > 0) await administer(...made.map((name) => `drop database if exists ${name} with (force)`))
}, CLEANING_UP)

/** A new, empty folder that goes away after the test file. */
export const newFolder = (): string => mkdtempSync(join(folder, 'files-'))

/** The address of a new database of this process's engine: migrated and without data, or with nothing at all in it. */
export async function newDatabase(state: 'migrated' | 'empty' = 'migrated'): Promise<string> {
  const name = `t_${newId().replaceAll('-', '')}`
  if (engine === 'sqlite') {
    const file = join(folder, `${name}.db`)
    if (state === 'migrated') copyFileSync(inject('template'), file)
    return `file:${file}`
  }
  await administer(`create database ${name} template ${state === 'migrated' ? TEMPLATE : `template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`}`)
  made.push(name)
  return `${server}/${name}`
}

async function administer(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: `${server}/postgres` })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}
