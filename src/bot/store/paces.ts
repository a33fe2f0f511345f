/** How each account of the bot fares, shared by all processes on the database. */
import { and, asc, count, eq, gt, inArray } from 'drizzle-orm'
import type { Reader, Tx } from '../../db/db.ts'
import { after, DAY } from '../../lib/clock.ts'
import { afterFailure, type Health } from '../pace.ts'
import { outgoing, paces, workers } from '../tables.ts'

export interface AccountPace extends Health {
  heldUntil: Date | null
}

export async function paceOf(read: Reader, channel: string): Promise<AccountPace | undefined> {
  const [row] = await read.select().from(paces).where(eq(paces.channel, channel))
  return row && { health: row.health, at: row.healthAt, resting: row.resting, heldUntil: row.heldUntil }
}

/** The network asked the account to wait: no process pushes before. */
export async function holdAccount(tx: Tx, channel: string, until: Date, now: Date): Promise<void> {
  await tx
    .insert(paces)
    .values({ channel, heldUntil: until, healthAt: now })
    .onConflictDoUpdate({ target: paces.channel, set: { heldUntil: until } })
}

/** A failure of a guarded account. */
export async function countFailure(tx: Tx, channel: string, now: Date): Promise<Health> {
  const before = await paceOf(tx, channel)
  const { health, at: healthAt, resting } = afterFailure(before ?? { health: 100, at: now, resting: false }, now)
  await tx.insert(paces).values({ channel, health, healthAt, resting }).onConflictDoUpdate({ target: paces.channel, set: { health, healthAt, resting } })
  return { health, at: healthAt, resting }
}

/** Pushes of the last 24 hours, the oldest first. */
export async function pushedToday(read: Reader, channel: string, now: Date): Promise<Date[]> {
  const today = and(
    eq(outgoing.kind, 'push'),
    eq(outgoing.channel, channel),
    inArray(outgoing.state, ['sent', 'unknown']),
    gt(outgoing.settledAt, after(now, -DAY)),
  )
  const rows = await read.select({ at: outgoing.settledAt }).from(outgoing).where(today).orderBy(asc(outgoing.settledAt))
  return rows.flatMap(({ at }) => at ?? [])
}

/** Processes that live on this database. `wall` is real time. */
export async function livingWorkers(read: Reader, wall: Date): Promise<number> {
  const [row] = await read.select({ count: count() }).from(workers).where(gt(workers.aliveUntil, wall))
  return Math.max(1, row?.count ?? 1)
}
