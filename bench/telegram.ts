/**
 * The whole path on Telegram, beside grammY bare, grammY with its runner, and both with one raw insert:
 * the same local Bot API server, the same load, one process each.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { BotApiProcess } from '../tests/support/bot-api/client.ts'
import { startPrivatePostgres } from '../tests/support/private-postgres.ts'
import type { Row } from './row.ts'

const TEXTS = ['理发多少钱', '几点开门', '有免费律师没', '恁这儿吃饭多少钱', '在哪', '党员活动有啥', '积分咋用', '充电宝丢了咋办']
/** Each person stays below what one may write in a minute. */
const USERS = 600
const MESSAGES = 4_000
/** Bare grammY handles one after the other: at 50 ms it would take minutes. */
const FEW = 200
const IN_FLIGHT = 64
/** Behind a delay more must be in flight before anybody is busy. */
const IN_FLIGHT_FAR = 400
const STEADY = 200
const STEADY_SECONDS = 15

interface Subject {
  what: string
  /** Starts it against the server; resolves when it takes messages. */
  start(server: BotApiProcess, folder: string): Promise<ChildProcess>
  slow?: boolean
}

export async function benchTelegram(): Promise<Row[]> {
  const postgres = await startPrivatePostgres({ durable: true })
  const subjects: Subject[] = [
    peer('grammY, one after the other', 'bare', true),
    peer('grammY and a raw insert (NORMAL), one after the other', 'insert-bare', true),
    peer('grammY with its runner (may lose)', 'runner'),
    peer('grammY with its runner and a raw insert (NORMAL)', 'insert'),
    product('whole path, SQLite (FULL), long polling'),
    peer('grammY, webhook', 'webhook'),
    peer('grammY with a raw insert (NORMAL), webhook', 'insert-webhook'),
    product('whole path, SQLite (FULL), webhook', { webhook: true }),
    ...(postgres ? [product('whole path, PostgreSQL, long polling', { databaseUrl: `${postgres.url}/postgres` })] : []),
  ]
  const rows: Row[] = []
  for (const subject of subjects) rows.push(await measure(subject))
  await postgres?.stop()
  return rows
}

async function measure(subject: Subject): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'yizhan-bench-'))
  const server = await BotApiProcess.fork({ latencyMs: 0 })
  const child = await subject.start(server, folder)
  const texts = TEXTS
  await server.load({ kind: 'saturated', messages: FEW, users: USERS, inFlight: IN_FLIGHT, texts }) // warm
  const idle = memoryOf(child)
  const cpu = cpuOf(child)
  const near = await server.load({ kind: 'saturated', messages: MESSAGES, users: USERS, inFlight: IN_FLIGHT, texts })
  const cpuEach = (cpuOf(child) - cpu) / MESSAGES
  await server.configure({ latencyMs: 50 })
  const far = await server.load({ kind: 'saturated', messages: subject.slow ? FEW : MESSAGES, users: USERS, inFlight: IN_FLIGHT_FAR, texts })
  await server.configure({ latencyMs: 20 })
  const steady = subject.slow ? undefined : await server.load({ kind: 'steady', perSecond: STEADY, seconds: STEADY_SECONDS, users: USERS, texts })
  const memory = memoryOf(child)
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await Promise.race([ended, sleep(5_000).then(() => child.kill('SIGKILL'))])
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
  const lost = near.lost + far.lost + (steady?.lost ?? 0)
  return {
    what: subject.what,
    'messages/s': Math.round(near.perSecond),
    'at 50 ms': Math.round(far.perSecond),
    'CPU ms each': Number(cpuEach.toFixed(2)),
    'p99 ms at 200/s, 20 ms away': steady ? Math.round(steady.fromWritten.p99) : '-',
    'MB warm': Math.round(idle),
    'MB after': Math.round(memory),
    lost,
  }
}

function peer(what: string, kind: string, slow = false): Subject {
  return {
    what,
    slow,
    async start(server, folder) {
      const port = await freePort()
      const script = fileURLToPath(new URL('./telegram-peer.js', import.meta.url))
      const env = { ...process.env, TELEGRAM_BOT_TOKEN: server.token, TELEGRAM_API_ROOT: server.url }
      const child = spawn(process.execPath, [script, kind, join(folder, 'peer.db'), String(port)], { env, stdio: ['ignore', 'ignore', 'inherit'] })
      await taking(server)
      return child
    },
  }
}

function product(what: string, { webhook = false, databaseUrl }: { webhook?: boolean; databaseUrl?: string } = {}): Subject {
  return {
    what,
    async start(server, folder) {
      const port = await freePort()
      const hook = webhook ? { TELEGRAM_WEBHOOK_URL: `http://127.0.0.1:${port}/telegram/webhook`, TELEGRAM_WEBHOOK_SECRET: 'bench-secret' } : {}
      const env = {
        ...process.env,
        ...hook,
        TELEGRAM_BOT_TOKEN: server.token,
        TELEGRAM_API_ROOT: server.url,
        DATABASE_URL: databaseUrl ?? `file:${join(folder, 'a.db')}`,
        PORT: String(port),
        LOG_LEVEL: 'error',
      }
      const child = spawn(process.execPath, ['scripts/launch.mjs', 'start'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
      await taking(server)
      return child
    },
  }
}

/** Until the bot under test answers its first message. */
async function taking(server: BotApiProcess): Promise<void> {
  const { lost } = await server.load({ kind: 'saturated', messages: 1, users: 1, inFlight: 1, texts: TEXTS, patienceMs: 30_000 })
  if (lost > 0) throw new Error('the bot under test does not answer')
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}

/** Clock ticks of the kernel, in milliseconds each. */
const TICK = 10

/** CPU time of a process so far, all its threads, in milliseconds (Linux). */
function cpuOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * TICK
}

/** Resident memory of a process, in MB (Linux). */
function memoryOf({ pid }: ChildProcess): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024
}
