/** The whole path of a message, on both engines, beside raw prepared statements that do the same writes. */
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

const MESSAGES = 3_000

export interface PathResult {
  perSecond: number
  cpuMs: number
}

export async function benchPath(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'yizhan-bench-'))
  const raw = rawSqlite(join(folder, 'raw.db'))
  const rows: Row[] = [row('raw better-sqlite3, same writes, a commit each (FULL)', raw, raw)]
  rows.push(row('whole path, SQLite (FULL), 1 in flight', await inChild(`file:${join(folder, 'a.db')}`, 1), raw))
  rows.push(row('whole path, SQLite (FULL), 64 in flight', await inChild(`file:${join(folder, 'b.db')}`, 64), raw))
  const server = await startPrivatePostgres({ durable: true })
  if (server) {
    for (const inFlight of [1, 64]) {
      const name = `bench${inFlight}`
      const client = new pg.Client({ connectionString: `${server.url}/postgres` })
      await client.connect()
      await client.query(`create database ${name}`)
      await client.end()
      rows.push(row(`whole path, PostgreSQL, ${inFlight} in flight`, await inChild(`${server.url}/${name}`, inFlight), raw))
    }
    await server.stop()
  } else console.info('PostgreSQL is not installed: its rows are left out')
  rmSync(folder, { recursive: true, force: true })
  return rows
}

const row = (what: string, result: PathResult, raw: PathResult): Row => ({
  what,
  'messages/s': Math.round(result.perSecond),
  'CPU ms each': Number(result.cpuMs.toFixed(2)),
  'of raw': `${((100 * result.perSecond) / raw.perSecond).toFixed(0)} %`,
})

/** One process per engine: the engine is chosen once. */
function inChild(url: string, inFlight: number): Promise<PathResult> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./path-child.js', import.meta.url)), [url, String(MESSAGES), String(inFlight)])
    let result: PathResult | undefined
    child.once('message', (message) => {
      result = message as PathResult
    })
    child.once('exit', (code) => (result ? resolve(result) : reject(new Error(`the benchmark's process ended with ${code}`))))
  })
}

/** The five writes of a message as prepared statements, without anything else. */
function rawSqlite(file: string): PathResult {
  const db = new Sqlite(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(`create table conversations (id text primary key, state text, at integer);
    create table updates (key text primary key, conversation text, person text, at integer, text text, outcome text);
    create table outgoing (id text primary key, state text, text text, choices text, at integer);`)
  const lock = db.prepare('insert into conversations values (?, ?, ?) on conflict (id) do update set at = excluded.at returning state')
  const keep = db.prepare('update conversations set state = ? where id = ?')
  const claim = db.prepare('insert into updates values (?, ?, ?, ?, ?, ?)')
  const leave = db.prepare('insert into outgoing values (?, ?, ?, ?, ?)')
  const settle = db.prepare('update outgoing set state = ? where id = ?')
  const state = JSON.stringify({ topic: { name: 'haircut', at: 1 }, last: { text: '理发多少钱', at: 1, clear: true } })
  const message = db.transaction((n: number) => {
    const conversation = `c${n % 200}`
    lock.get(conversation, '{}', n)
    leave.run(`o${n}`, 'sending', '理发9.9元。', '[]', n)
    keep.run(state, conversation)
    claim.run(`u${n}`, conversation, `p${n % 200}`, n, '理发多少钱', '{"intent":"answer","topic":"haircut"}')
  })
  const cpu = process.cpuUsage()
  const started = ticks()
  for (let n = 0; n < MESSAGES; n++) {
    message.immediate(n)
    settle.run('sent', `o${n}`)
  }
  const seconds = (ticks() - started) / 1_000
  const { user, system } = process.cpuUsage(cpu)
  db.close()
  return { perSecond: MESSAGES / seconds, cpuMs: (user + system) / 1_000 / MESSAGES }
}
