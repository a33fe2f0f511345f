/** Rows on their way out, and the processes that hold them. */
import { and, asc, desc, eq, getTableColumns, gt, inArray, isNotNull, lt, lte, min, or, sql } from 'drizzle-orm'
import { type Reader, skipLocked, type Tx } from '../../db/db.ts'
import { given, givenAsIs, prepared } from '../../db/prepared.ts'
import { after, SECOND } from '../../lib/clock.ts'
import type { Answered } from '../channel.ts'
import type { Offer } from '../conversation.ts'
import type { Act, Enclosed } from '../message.ts'
import { outgoing, workers } from '../tables.ts'

export type OutgoingRow = typeof outgoing.$inferSelect
/** What a new row holds where nothing is said about it. */
const UNSAID = {
  personId: null,
  updateId: null,
  answers: null,
  files: null,
  why: null,
  repeated: false,
  worker: null,
  attempts: 0,
  settledAt: null,
  matter: null,
  urgent: false,
  unasked: false,
  deferred: false,
} satisfies Partial<OutgoingRow>

export type NewOutgoing = Omit<OutgoingRow, keyof typeof UNSAID> & Partial<Pick<OutgoingRow, keyof typeof UNSAID>>

/** A process that has not reported for this long holds nothing any more (milliseconds of real time). */
export const LEASE = 20 * SECOND

const insert = prepared('outgoing_add', (tx: Tx) => {
  const columns = Object.keys(getTableColumns(outgoing)) as (keyof NewOutgoing)[]
  const row = Object.fromEntries(columns.map((column) => [column, given(column)])) as NewOutgoing
  const values = { ...row, answers: givenAsIs<Answered>('answers'), files: givenAsIs<Enclosed[]>('files'), settledAt: null }
  return tx.insert(outgoing).values(values).onConflictDoNothing().returning({ id: outgoing.id })
})

/** Adds a row; a push whose key exists already is left as it is: undefined. */
export async function addOutgoing(tx: Tx, fresh: NewOutgoing): Promise<OutgoingRow | undefined> {
  const row: OutgoingRow = { ...UNSAID, ...fresh }
  const added = await insert(tx, { ...row, answers: row.answers && JSON.stringify(row.answers), files: row.files && JSON.stringify(row.files) })
  if (added.length === 0) return undefined
  // Hardly any row ends as it begins, so the prepared statement has no place for its end.
  if (row.settledAt) await tx.update(outgoing).set({ settledAt: row.settledAt }).where(eq(outgoing.id, row.id))
  return row
}

/** Pushes that have not gone out yet are not sent after all. Those on their way or sent stay what they are. */
export async function withdrawPushes(tx: Tx, keys: readonly string[], now: Date): Promise<void> {
  await tx
    .update(outgoing)
    .set({ state: 'cancelled', why: 'withdrawn', settledAt: now })
    .where(and(inArray(outgoing.key, [...keys]), inArray(outgoing.state, ['waiting', 'claimed'])))
}

/** A pressed choice of a push names its row: 38 bytes, within what any channel carries. */
export const pushChoiceId = (row: string, position: number): string => `${row}.${position + 1}`

/** What a pressed choice of a push means, if the push was for this person (or a group) and is not older than `since`. */
export async function pushedChoice(tx: Reader, pressed: string, personId: string, since: Date): Promise<Act | undefined> {
  const [, id, number] = /^([0-9a-f-]{36})\.(\d+)$/.exec(pressed) ?? []
  if (id === undefined) return undefined
  const [row] = await tx
    .select({ choices: outgoing.choices })
    .from(outgoing)
    .where(and(eq(outgoing.id, id), eq(outgoing.kind, 'push'), gt(outgoing.dueAt, since), or(eq(outgoing.personId, personId), eq(outgoing.place, 'group'))))
  return row?.choices[Number(number) - 1]?.act
}

/** What the last push to this person offered, if it was sent since then and has choices. */
export async function lastPushedOffer(tx: Reader, personId: string, since: Date): Promise<Offer | undefined> {
  const [row] = await tx
    .select({ id: outgoing.id, choices: outgoing.choices, at: outgoing.settledAt })
    .from(outgoing)
    .where(
      and(eq(outgoing.personId, personId), eq(outgoing.kind, 'push'), eq(outgoing.place, 'private'), eq(outgoing.state, 'sent'), gt(outgoing.settledAt, since)),
    )
    .orderBy(desc(outgoing.settledAt), desc(outgoing.id))
    .limit(1)
  const choices = (row?.choices ?? []).flatMap(({ label, act }) => (act ? [{ label, act, audience: 'personal' as const }] : []))
  return row?.at && choices.length > 0 ? { key: row.id, at: row.at.getTime(), choices, push: true } : undefined
}

const nextOf = (kind?: 'reply' | 'push') => (read: Reader) => {
  const waits = and(eq(outgoing.state, 'waiting'), eq(outgoing.channel, given('channel')), kind && eq(outgoing.kind, kind))
  return read
    .select({ due: min(outgoing.dueAt) })
    .from(outgoing)
    .where(waits)
}
const [nextAny, nextReply, nextPush] = [prepared('next', nextOf()), prepared('next_reply', nextOf('reply')), prepared('next_push', nextOf('push'))]

/** When the next waiting row (of this kind) of the channel falls due. */
export async function nextDue(read: Reader, channel: string, kind?: 'reply' | 'push'): Promise<Date | undefined> {
  const [row] = await { any: nextAny, reply: nextReply, push: nextPush }[kind ?? 'any'](read, { channel })
  return row?.due ?? undefined
}

/**
 * Takes up to `limit` due rows (of this kind) for this worker: highest priority first, then the longest due.
 * What else was put off for the same persons comes along, so that it can be said in one message.
 */
export async function claimDue(tx: Tx, worker: string, channels: readonly string[], now: Date, limit: number, kind?: 'reply'): Promise<OutgoingRow[]> {
  const ready = and(eq(outgoing.state, 'waiting'), lte(outgoing.dueAt, now), inArray(outgoing.channel, [...channels]), kind && eq(outgoing.kind, kind))
  const due = await skipLocked(
    tx
      .select({ id: outgoing.id })
      .from(outgoing)
      .where(ready)
      .orderBy(sql`${outgoing.priority} desc`, asc(outgoing.dueAt), asc(outgoing.createdAt), asc(outgoing.id))
      .limit(limit),
  )
  const rows = await claimRows(tx, worker, due)
  const putOff = [...new Set(rows.filter((row) => row.deferred).flatMap((row) => row.personId ?? []))].sort()
  if (rows.length === limit && putOff.length > 0) {
    const others = await skipLocked(
      tx
        .select({ id: outgoing.id })
        .from(outgoing)
        .where(and(ready, eq(outgoing.deferred, true), inArray(outgoing.personId, putOff))),
    )
    rows.push(...(await claimRows(tx, worker, others)))
  }
  return rows.sort((a, b) => b.priority - a.priority || a.dueAt.getTime() - b.dueAt.getTime() || (a.id < b.id ? -1 : 1))
}

async function claimRows(tx: Tx, worker: string, found: readonly { id: string }[]): Promise<OutgoingRow[]> {
  if (found.length === 0) return []
  const ids = found.map((row) => row.id)
  return tx
    .update(outgoing)
    .set({ state: 'claimed', worker })
    .where(and(inArray(outgoing.id, ids), eq(outgoing.state, 'waiting')))
    .returning()
}

/** What this worker claimed of a channel and has not in hand waits again. */
export async function releaseClaims(tx: Tx, worker: string, channel: string): Promise<void> {
  const left = and(eq(outgoing.worker, worker), eq(outgoing.state, 'claimed'), eq(outgoing.channel, channel))
  await tx.update(outgoing).set({ state: 'waiting', worker: null }).where(left)
}

/** Commits "about to be sent": from here on a death leaves it unknown. @returns the ids that are still ours */
export async function markSending(tx: Tx, ids: readonly string[], worker: string): Promise<string[]> {
  const rows = await tx
    .update(outgoing)
    .set({ state: 'sending', attempts: sql`${outgoing.attempts} + 1` })
    .where(and(inArray(outgoing.id, [...ids]), eq(outgoing.state, 'claimed'), eq(outgoing.worker, worker)))
    .returning({ id: outgoing.id })
  return rows.map((row) => row.id)
}

export interface Settlement {
  id: string
  state: OutgoingRow['state']
  why?: string
  /** For `waiting`: when to try again. */
  dueAt?: Date
  repeated?: boolean
  attempts?: number
  /** Put off to the end of quiet hours. */
  deferred?: boolean
}

const HELD: readonly OutgoingRow['state'][] = ['claimed', 'sending']
/** So many rows are marked as sent by one statement; a shorter list repeats its last id. */
const TOGETHER = 16

const markSent = prepared('outgoing_sent', (tx: Tx) =>
  tx
    .update(outgoing)
    .set({ state: 'sent', worker: null, why: null, settledAt: given('now') })
    .where(
      and(
        inArray(
          outgoing.id,
          Array.from({ length: TOGETHER }, (_, position) => given<string>(`id${position}`)),
        ),
        eq(outgoing.worker, given('worker')),
        inArray(outgoing.state, [...HELD]),
      ),
    ),
)

/** Writes final (or waiting-again) states, only on rows this worker still holds. */
export async function settle(tx: Tx, worker: string, settlements: readonly Settlement[], now: Date): Promise<void> {
  const sent = settlements.filter((each) => each.state === 'sent').map((each) => each.id)
  for (let from = 0; from < sent.length; from += TOGETHER) {
    const last = Math.min(sent.length, from + TOGETHER) - 1
    const ids = Array.from({ length: TOGETHER }, (_, position) => [`id${position}`, sent[Math.min(from + position, last)]])
    await markSent(tx, { ...Object.fromEntries(ids), worker, now })
  }
  for (const { id, state, why, dueAt, repeated, attempts, deferred } of settlements) {
    if (state === 'sent') continue
    const final = state === 'waiting' ? {} : { settledAt: now }
    await tx
      .update(outgoing)
      .set({
        state,
        worker: null,
        why: why ?? null,
        ...final,
        ...(dueAt ? { dueAt } : {}),
        ...(repeated ? { repeated } : {}),
        ...(attempts === undefined ? {} : { attempts }),
        ...(deferred === undefined ? {} : { deferred }),
      })
      .where(and(eq(outgoing.id, id), eq(outgoing.worker, worker), inArray(outgoing.state, [...HELD])))
  }
}

/** Rows held by a worker. */
export async function heldBy(tx: Reader, ids: readonly string[]): Promise<OutgoingRow[]> {
  if (ids.length === 0) return []
  return tx
    .select()
    .from(outgoing)
    .where(and(inArray(outgoing.state, ['claimed', 'sending']), inArray(outgoing.worker, [...ids])))
}

export interface Worker {
  id: string
  host: string
  pid: number
}

/** Reports this process as alive until the lease's end. `wall` is real time. */
export async function reportAlive(tx: Tx, worker: Worker, wall: Date): Promise<void> {
  const aliveUntil = after(wall, LEASE)
  await tx
    .insert(workers)
    .values({ ...worker, aliveUntil })
    .onConflictDoUpdate({ target: workers.id, set: { aliveUntil } })
}

/** Workers other than `self` that hold rows and may be dead: their lease ended, or they ran on this host. */
export async function suspects(tx: Reader, self: Worker, wall: Date): Promise<(Worker & { lapsed: boolean })[]> {
  const rows = await tx
    .select()
    .from(workers)
    .where(and(sql`${workers.id} <> ${self.id}`, or(lt(workers.aliveUntil, wall), eq(workers.host, self.host))))
  return rows.map((row) => ({ id: row.id, host: row.host, pid: row.pid, lapsed: row.aliveUntil < wall }))
}

export async function forgetWorkers(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.delete(workers).where(inArray(workers.id, [...ids]))
}

/** Rows in doubt for staff: pushes that may or may not have arrived. */
export async function unknownPushes(tx: Reader, since: Date): Promise<OutgoingRow[]> {
  return tx
    .select()
    .from(outgoing)
    .where(and(eq(outgoing.kind, 'push'), eq(outgoing.state, 'unknown'), isNotNull(outgoing.settledAt), gt(outgoing.createdAt, since)))
}
