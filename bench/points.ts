/** The points' ledger: movements per second beside raw prepared statements that write the same rows; balance and history as one account grows. */
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { ticks } from '../src/lib/clock.ts'
import { seeded } from '../src/lib/random.ts'
import { startPrivatePostgres } from '../tests/support/private-postgres.ts'
import type { Row } from './row.ts'

const MOVEMENTS = 2_000
const PERSONS = 200
const SIZES = [1_000, 10_000, 100_000, 1_000_000]

export interface PointsJob {
  does: 'prepare' | 'movements' | 'growth'
  url: string
  count: number
  inFlight: number
  from: number
  sizes: readonly number[]
}

export async function benchPoints(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'yizhan-bench-'))
  const rows: Row[] = []
  const sqlite = `file:${join(folder, 'points.db')}`
  const raw = rawSqlite(join(folder, 'raw.db'))
  rows.push(line('raw better-sqlite3, same rows, a commit each (FULL)', raw, raw))
  await child({ does: 'prepare', url: sqlite })
  rows.push(await row('ledger, SQLite (FULL), 1 in flight', sqlite, raw, 1, 1))
  rows.push(await row('ledger, SQLite (FULL), 64 in flight', sqlite, raw, 64, 1))
  rows.push(...((await child({ does: 'growth', url: sqlite, sizes: SIZES })) as Row[]))
  const server = await startPrivatePostgres({ durable: true })
  if (server) {
    await query(`${server.url}/postgres`, 'create database points')
    await query(`${server.url}/postgres`, 'create database raw')
    const url = `${server.url}/points`
    const rawPg = await rawPostgres(`${server.url}/raw`)
    rows.push(line('raw pg, same rows, 10 connections', rawPg, rawPg))
    await child({ does: 'prepare', url })
    rows.push(await row('ledger, PostgreSQL, one process, 64 in flight', url, rawPg, 64, 1))
    rows.push(await row('ledger, PostgreSQL, two processes, 64 in flight each', url, rawPg, 64, 2))
    await server.stop()
  } else console.info('PostgreSQL is not installed: its rows are left out')
  rmSync(folder, { recursive: true, force: true })
  return rows
}

const line = (what: string, perSecond: number, raw: number): Row => ({
  what,
  'movements/s': Math.round(perSecond),
  'of raw': `${((100 * perSecond) / raw).toFixed(0)} %`,
})

/** Names the keys of each process's movements. */
let started = 0

/** All processes together, each with as much to do as one alone: what they learn while they warm up weighs the same. */
async function row(what: string, url: string, raw: number, inFlight: number, processes: number): Promise<Row> {
  const parts = await Promise.all(
    Array.from({ length: processes }, () => {
      started += 1
      return child({ does: 'movements', url, count: MOVEMENTS, inFlight, from: started }) as Promise<{ seconds: number; cpu: number }>
    }),
  )
  const perSecond = (MOVEMENTS * processes) / Math.max(...parts.map(({ seconds }) => seconds))
  const cpu = parts.reduce((sum, part) => sum + part.cpu, 0) / (MOVEMENTS * processes)
  return { ...line(what, perSecond, raw), 'CPU ms each': cpu.toFixed(2) }
}

/** One process per engine: the engine is chosen once. */
function child(job: Partial<PointsJob> & Pick<PointsJob, 'does' | 'url'>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const process = fork(fileURLToPath(new URL('./points-child.js', import.meta.url)), [JSON.stringify(job)])
    let result: unknown
    process.once('message', (message) => {
      result = message
    })
    process.once('exit', (code) => (code === 0 ? resolve(result) : reject(new Error(`the benchmark's process ended with ${code}`))))
  })
}

const TABLES = `create table accounts (id text primary key, kind text not null, owner text, balance integer not null, entries integer not null, unique (kind, owner), check (kind = 'issuance' or balance >= 0));
  create table movements (id text primary key, key text not null unique, digest text not null, what text not null, actor text not null, at bigint not null);
  create table entries (account_id text not null, seq integer not null, movement_id text not null, amount integer not null, balance integer not null, primary key (account_id, seq));
  create index entries_movement on entries (movement_id);
  create table lots (id text primary key, account_id text not null, movement_id text not null, granted integer not null, left_over integer not null, until_day text not null);
  create index lots_account on lots (account_id, until_day);`
const MOVE = ['insert into movements values (?, ?, ?, ?, ?, ?)', 'insert into entries values (?, ?, ?, ?, ?)', 'insert into lots values (?, ?, ?, 5, 5, ?)']
const ACCOUNT =
  'insert into accounts values (?, ?, ?, ?, 1) on conflict (kind, owner) do update set balance = accounts.balance + excluded.balance, entries = accounts.entries + 1 returning id, balance, entries'

function rawSqlite(file: string): number {
  const db = new Sqlite(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(TABLES)
  const [movement, entry, lot] = MOVE.map((words) => db.prepare(words))
  const account = db.prepare(ACCOUNT)
  const move = db.transaction((n: number) => {
    const id = `m${n}`
    movement?.run(id, `key${n}`, 'digest', 'award', 'bench', n)
    for (const [kind, owner, amount] of [
      ['driver', `p${n % PERSONS}`, 5],
      ['issuance', String(n % 16), -5],
    ] as const) {
      const row = account.get(`${kind}${owner}`, kind, owner, amount) as { id: string; balance: number; entries: number }
      entry?.run(row.id, row.entries, id, amount, row.balance)
    }
    lot?.run(`l${n}`, `driverp${n % PERSONS}`, id, '2027-01-01')
  })
  const before = ticks()
  for (let n = 0; n < MOVEMENTS; n++) move.immediate(n)
  const perSecond = (MOVEMENTS * 1_000) / (ticks() - before)
  db.close()
  return perSecond
}

async function rawPostgres(url: string): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  for (const words of TABLES.split(';').filter((each) => each.trim())) await pool.query(words)
  const numbered = (words: string): string => {
    let position = 0
    return words.replace(/\?/g, () => {
      position += 1
      return `$${position}`
    })
  }
  const chance = seeded(0)
  const run = async (n: number) => {
    const person = Math.floor(chance() * PERSONS)
    const client = await pool.connect()
    const send = (name: string, text: string, values: unknown[]) => client.query({ name, text: numbered(text), values })
    await client.query('begin')
    await send('movement', MOVE[0] ?? '', [`m${n}`, `key${n}`, 'digest', 'award', 'bench', n])
    for (const [kind, owner, amount] of [
      ['driver', `p${person}`, 5],
      ['issuance', String(person), -5],
    ] as const) {
      const { rows } = await send('account', ACCOUNT, [`${kind}${owner}`, kind, owner, amount])
      await send('entry', MOVE[1] ?? '', [rows[0].id, rows[0].entries, `m${n}`, amount, rows[0].balance])
    }
    await send('lot', MOVE[2] ?? '', [`l${n}`, `driverp${person}`, `m${n}`, '2027-01-01'])
    await client.query('commit')
    client.release()
  }
  let next = 0
  const lane = async () => {
    while (next < MOVEMENTS) await run(next++)
  }
  const before = ticks()
  await Promise.all(Array.from({ length: 64 }, lane))
  const perSecond = (MOVEMENTS * 1_000) / (ticks() - before)
  await pool.end()
  return perSecond
}

async function query(url: string, words: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(words)
  await client.end()
}
