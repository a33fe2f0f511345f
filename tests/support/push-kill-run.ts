/**
 * An announcement goes out through the started product and a local Bot API server with its limits on; the
 * product is killed with SIGKILL at moments of chance and started again, until everything is settled.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { and, eq, inArray, ne } from 'drizzle-orm'
import type { Acts } from '../../src/bot/capability.ts'
import { leavePush } from '../../src/bot/outbox.ts'
import { openDb } from '../../src/db/open.ts'
import { openCalendar } from '../../src/lib/calendar.ts'
import { after, DAY, systemClock } from '../../src/lib/clock.ts'
import { newId } from '../../src/lib/ids.ts'
import { seeded } from '../../src/lib/random.ts'
import { BotApi } from './bot-api/index.ts'

/** Sends that one process has in flight at most. */
export const LANES = 16
const MATTER = 'N-1'
/** Lives in which nothing new arrives for so long are over (milliseconds). */
const PATIENCE = 240_000

export interface PushKillPlan {
  databaseUrl: string
  people: number
  kills: number
  seed: number
  latencyMs: number
  /** Told after each kill, with how many messages the network has taken by then. */
  onKill?: (kill: number, reached: number) => void
}

/** What became of everybody, by what the network saw and by what is stored. */
export interface Account {
  kills: number
  people: number
  /** People who got it more than once. */
  twice: number
  /** Stored as sent, and never seen by the network. */
  onlySaid: number
  /** How many rows are in each state. */
  states: Record<string, number>
  /** The most that may be unknown: what the killed processes had in flight. */
  mayBeUnknown: number
  floods: number
  seconds: number
}

export async function accountOf(databaseUrl: string, run: Awaited<ReturnType<typeof pushKillRun>>): Promise<Account> {
  const { outgoing } = await import('../../src/bot/tables.ts')
  const db = await openDb(databaseUrl)
  const rows = await db.read.select().from(outgoing).where(eq(outgoing.matter, run.matter))
  await db.close()
  const times = new Map<number, number>()
  for (const chat of run.reached) times.set(chat, (times.get(chat) ?? 0) + 1)
  const states: Record<string, number> = {}
  for (const { state } of rows) states[state] = (states[state] ?? 0) + 1
  return {
    kills: run.kills,
    people: rows.length,
    twice: [...times.values()].filter((count) => count > 1).length,
    onlySaid: rows.filter(({ state, address }) => state === 'sent' && !times.has(Number(address))).length,
    states,
    mayBeUnknown: run.kills * LANES,
    floods: run.floods,
    seconds: Math.round(run.seconds),
  }
}

export async function pushKillRun({ databaseUrl, people, kills, seed, latencyMs, onKill }: PushKillPlan) {
  const api = await BotApi.start({ bot: { username: 'yizhan_bot' }, latencyMs, limits: {} })
  const random = seeded(seed)
  const begun = performance.now()
  let child: ChildProcess | undefined
  let killed = 0
  const begin = () => {
    const env = { ...process.env, DATABASE_URL: databaseUrl, PORT: '0', TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_ROOT: api.url, LOG_LEVEL: 'error' }
    child = spawn(process.execPath, ['scripts/launch.mjs', 'start'], { env, stdio: 'ignore' })
  }
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    const ended = new Promise((resolve) => child?.once('close', resolve))
    if (child?.kill(signal) && signal === 'SIGKILL') killed += 1
    await ended
    child = undefined
  }
  try {
    await prepare(databaseUrl, api, people)
    const db = await openDb(databaseUrl)
    const { outgoing } = await import('../../src/bot/tables.ts')
    const { mailings } = await import('../../src/features/announcements/mailings/tables.ts')
    const ours = eq(outgoing.matter, MATTER)
    for (let life = 1; life <= kills; life++) {
      // What a death left unknown may never arrive: it is no part of what is still to come.
      const lost = await db.read.$count(outgoing, and(ours, eq(outgoing.state, 'unknown')))
      const before = reached(api).length
      begin()
      // Anywhere within its share of the sending, and within the milliseconds around a message.
      const until = before + Math.floor(((people - before - lost) / (kills - life + 2)) * (0.2 + random() * 0.7))
      await api.until(() => reached(api).length >= until, PATIENCE)
      await sleep(random() * 60)
      await end('SIGKILL')
      onKill?.(life, reached(api).length)
    }
    begin()
    const waits = ['waiting', 'claimed', 'sending'] as const
    const settled = async () => {
      const running = await db.read.select({ id: mailings.id }).from(mailings).where(ne(mailings.state, 'done'))
      const open = await db.read
        .select({ id: outgoing.id })
        .from(outgoing)
        .where(and(ours, inArray(outgoing.state, [...waits])))
      return running.length + open.length === 0
    }
    for (const by = performance.now() + PATIENCE + people * 40; !(await settled()); await sleep(200)) {
      if (performance.now() > by) throw new Error(`the sending did not end: ${reached(api).length} of ${people}`)
    }
    await end('SIGTERM')
    await db.close()
  } finally {
    if (child) await end('SIGKILL')
    await api.stop()
  }
  const times = api.sent.filter(({ text }) => text.includes(WORDS)).map(({ at }) => at)
  return {
    kills: killed,
    matter: MATTER,
    reached: reached(api),
    floods: api.records.counts.floods429,
    seconds: (performance.now() - begun) / 1_000,
    /** From the first message to the last (milliseconds). */
    sendingMs: Math.max(...times) - Math.min(...times),
  }
}

const reached = (api: BotApi): number[] => api.sent.filter(({ text }) => text.includes(WORDS)).map(({ chatId }) => chatId)
const WORDS = '明天上午停水，请接好水'

/** People who can be reached, and a sending to all of them, as it stands after its approval. */
async function prepare(databaseUrl: string, api: BotApi, people: number): Promise<void> {
  const { accounts, persons } = await import('../../src/bot/tables.ts')
  const { beginMailing } = await import('../../src/features/announcements/mailings/operations.ts')
  const { schedules } = await import('../../src/jobs/tables.ts')
  const db = await openDb(databaseUrl)
  const calendar = openCalendar('Asia/Shanghai')
  const now = systemClock.now()
  const receivers: { person: string }[] = []
  for (let from = 0; from < people; from += 200) {
    const some = Array.from({ length: Math.min(200, people - from) }, () => ({ person: newId(), chat: api.world.person().id }))
    await db.tx(async (tx) => {
      await tx.insert(persons).values(some.map(({ person }) => ({ id: person, createdAt: now })))
      const rows = some.map(({ person, chat }) => ({
        id: newId(),
        channel: 'telegram',
        external: String(chat),
        personId: person,
        lastSeenAt: now,
        reachable: true,
      }))
      await tx.insert(accounts).values(rows)
    })
    receivers.push(...some)
  }
  // Day and night, so that the test may run at any hour.
  const mailing = {
    matter: MATTER,
    words: { lines: [WORDS], choices: [], pictures: [] },
    reason: 'notice.announcement',
    urgent: true,
    owner: undefined,
    priority: -10,
  }
  await db.tx(async (tx) => {
    const acts: Acts = { tx, now, calendar, push: (push) => leavePush(tx, push, now, calendar) }
    await beginMailing(acts, { ...mailing, lastAt: after(now, DAY) }, receivers)
    await tx.insert(schedules).values({ name: 'mailings.send', dueAt: now, skipped: 0 }).onConflictDoNothing()
  })
  await db.close()
}
