/** Bookings per second on both engines, beside raw prepared statements that make the same writes in the same run. */
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { ticks } from '../src/lib/clock.ts'
import { startPrivatePostgres } from '../tests/support/private-postgres.ts'
import type { Row } from './row.ts'

const BOOKINGS = 2_000
const IN_FLIGHT = 64
/** As many as the product keeps to PostgreSQL. */
const CONNECTIONS = 10

/** A place held, a booking with its number, a lock on the person, two reminders: what a booking writes. */
const TABLES = `create table persons (id text primary key, at bigint);
  create table holds (service text, start bigint, place integer, holder text unique, primary key (service, start, place));
  create table numbers (kind text primary key, last integer);
  create table bookings (id text primary key, number text unique, service text, person text, start bigint, state text, at bigint);
  create table outgoing (id text primary key, key text unique, person text, text text, choices text, state text, due bigint);`
const LOCK = 'insert into persons values ($1, $2) on conflict (id) do update set at = excluded.at'
const OWN = 'select id from bookings where person = $1 and state = $2'
const HELD = 'select place from holds where service = $1 and start = $2'
const HOLD = 'insert into holds values ($1, $2, $3, $4) on conflict do nothing'
const NUMBER = 'insert into numbers values ($1, 1) on conflict (kind) do update set last = numbers.last + 1 returning last'
const BOOK = 'insert into bookings values ($1, $2, $3, $4, $5, $6, $7)'
const REMIND = 'insert into outgoing values ($1, $2, $3, $4, $5, $6, $7)'
const CHOICES = '[{"label":"来"},{"label":"改时间"},{"label":"取消"}]'

export async function benchBookings(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'yizhan-bench-'))
  const raw = rawSqlite(join(folder, 'raw.db'))
  const rows = [row('raw better-sqlite3, same writes, a commit each (FULL)', raw, raw)]
  rows.push(row(`bookings, SQLite (FULL), ${IN_FLIGHT} in flight`, await inChild(`file:${join(folder, 'a.db')}`), raw))
  const server = await startPrivatePostgres({ durable: true })
  if (server) {
    for (const name of ['raw', 'product']) await once(`${server.url}/postgres`, `create database ${name}`)
    const rawPg = await rawPostgres(`${server.url}/raw`)
    rows.push(row(`raw pg, same writes, ${CONNECTIONS} connections`, rawPg, rawPg))
    rows.push(row(`bookings, PostgreSQL, ${IN_FLIGHT} in flight`, await inChild(`${server.url}/product`), rawPg))
    await server.stop()
  } else console.info('PostgreSQL is not installed: its rows are left out')
  rmSync(folder, { recursive: true, force: true })
  return rows
}

const row = (what: string, perSecond: number, raw: number): Row => ({
  what,
  'bookings/s': Math.round(perSecond),
  'of raw': `${((100 * perSecond) / raw).toFixed(0)} %`,
})

async function once(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}

/** One process per engine: the engine is chosen once. */
function inChild(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./bookings-child.js', import.meta.url)), [url, String(BOOKINGS), String(IN_FLIGHT)])
    let result: number | undefined
    child.once('message', (message) => {
      result = Number(message)
    })
    child.once('exit', (code) => (result ? resolve(result) : reject(new Error(`the benchmark's process ended with ${code}`))))
  })
}

const START = (n: number): number => n % 100

function rawSqlite(file: string): number {
  const db = new Sqlite(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(TABLES)
  const prepare = (text: string) => db.prepare(text.replace(/\$\d/g, '?'))
  const [lock, own, held, hold, number, book, remind] = [
    prepare(LOCK),
    prepare(OWN),
    prepare(HELD),
    prepare(HOLD),
    prepare(NUMBER),
    prepare(BOOK),
    prepare(REMIND),
  ]
  const booking = db.transaction((n: number) => {
    lock.run(`p${n}`, n)
    own.all(`p${n}`, 'booked')
    held.all('bench', START(n))
    hold.run('bench', START(n), Math.floor(n / 100), `booking:${n}:1`)
    const { last } = number.get('B') as { last: number }
    book.run(`b${n}`, `B-${last}`, 'bench', `p${n}`, START(n), 'booked', n)
    for (const kind of ['day', 'hours']) remind.run(`o${n}${kind}`, `booking:${n}:1:${kind}`, `p${n}`, '提醒：明天15:00，理发。', CHOICES, 'waiting', n)
  })
  const started = ticks()
  for (let n = 0; n < BOOKINGS; n++) booking.immediate(n)
  const seconds = (ticks() - started) / 1_000
  db.close()
  return BOOKINGS / seconds
}

async function rawPostgres(url: string): Promise<number> {
  await once(url, TABLES)
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS })
  const run = async (n: number): Promise<void> => {
    const client = await pool.connect()
    const query = (name: string, text: string, values: unknown[]) => client.query({ name, text, values })
    await client.query('begin')
    await query('lock', LOCK, [`p${n}`, n])
    await query('own', OWN, [`p${n}`, 'booked'])
    await query('held', HELD, ['bench', START(n)])
    await query('hold', HOLD, ['bench', START(n), Math.floor(n / 100), `booking:${n}:1`])
    const { rows } = await query('number', NUMBER, ['B'])
    await query('book', BOOK, [`b${n}`, `B-${rows[0].last}`, 'bench', `p${n}`, START(n), 'booked', n])
    for (const kind of ['day', 'hours'])
      await query('remind', REMIND, [`o${n}${kind}`, `booking:${n}:1:${kind}`, `p${n}`, '提醒：明天15:00，理发。', CHOICES, 'waiting', n])
    await client.query('commit')
    client.release()
  }
  let next = 0
  const lane = async () => {
    while (next < BOOKINGS) await run(next++)
  }
  const started = ticks()
  await Promise.all(Array.from({ length: CONNECTIONS }, lane))
  const seconds = (ticks() - started) / 1_000
  await pool.end()
  return BOOKINGS / seconds
}
