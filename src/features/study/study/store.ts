/** The only SQL about who is on the list of a session. */
import { and, asc, count, eq, inArray, lt, lte, min, or } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/db.ts'
import { newId } from '../../../lib/ids.ts'
import { studyEnrolments as enrolments } from './tables.ts'

export type Enrolment = typeof enrolments.$inferSelect
export type EnrolmentState = Enrolment['state']

/** States of people who are told what becomes of a session. */
export const ON_LIST = ['enrolled', 'offered', 'waiting'] as const

export async function enrolmentOf(read: Reader, sessionId: string, personId: string): Promise<Enrolment | undefined> {
  const [row] = await read
    .select()
    .from(enrolments)
    .where(and(eq(enrolments.sessionId, sessionId), eq(enrolments.personId, personId)))
  return row
}

/** Puts the person on the list (or back on it) in this state. */
export async function putOnList(
  tx: Tx,
  row: { sessionId: string; personId: string; state: EnrolmentState; since: Date; offeredUntil?: Date | null },
): Promise<void> {
  const { state, since, offeredUntil = null } = row
  await tx
    .insert(enrolments)
    .values({ ...row, offeredUntil, id: newId() })
    .onConflictDoUpdate({ target: [enrolments.sessionId, enrolments.personId], set: { state, since, offeredUntil } })
}

export async function setState(tx: Tx, id: string, to: { state: EnrolmentState; since?: Date; offeredUntil: Date | null }): Promise<void> {
  await tx.update(enrolments).set(to).where(eq(enrolments.id, id))
}

/** Who has waited longest. */
export async function firstWaiting(read: Reader, sessionId: string): Promise<Enrolment | undefined> {
  const [row] = await read
    .select()
    .from(enrolments)
    .where(and(eq(enrolments.sessionId, sessionId), eq(enrolments.state, 'waiting')))
    .orderBy(asc(enrolments.since), asc(enrolments.id))
    .limit(1)
  return row
}

/** How many wait before this enrolment. */
export async function waitingBefore(read: Reader, { sessionId, since, id }: Enrolment): Promise<number> {
  const [row] = await read
    .select({ count: count() })
    .from(enrolments)
    .where(
      and(
        eq(enrolments.sessionId, sessionId),
        eq(enrolments.state, 'waiting'),
        or(lt(enrolments.since, since), and(eq(enrolments.since, since), lt(enrolments.id, id))),
      ),
    )
  return row?.count ?? 0
}

export async function listOf(read: Reader, sessionId: string, states: readonly EnrolmentState[]): Promise<Enrolment[]> {
  return read
    .select()
    .from(enrolments)
    .where(and(eq(enrolments.sessionId, sessionId), inArray(enrolments.state, [...states])))
    .orderBy(asc(enrolments.since), asc(enrolments.id))
}

export async function offersEnded(read: Reader, sessionId: string, now: Date): Promise<Enrolment[]> {
  return read
    .select()
    .from(enrolments)
    .where(and(eq(enrolments.sessionId, sessionId), eq(enrolments.state, 'offered'), lte(enrolments.offeredUntil, now)))
    .orderBy(asc(enrolments.id))
}

/** The lists that these persons are on, with the sessions' ids in the order in which their rows are to be held. */
export async function rowsOf(read: Reader, persons: readonly string[]): Promise<Enrolment[]> {
  return read
    .select()
    .from(enrolments)
    .where(inArray(enrolments.personId, [...persons]))
    .orderBy(asc(enrolments.sessionId), asc(enrolments.id))
}

export async function giveEnrolment(tx: Tx, id: string, personId: string): Promise<void> {
  await tx.update(enrolments).set({ personId }).where(eq(enrolments.id, id))
}

/** The person's rows in these states (all, when none is named). */
export async function rowsOfPerson(read: Reader, personId: string, states?: readonly EnrolmentState[]): Promise<Enrolment[]> {
  const own = eq(enrolments.personId, personId)
  return read
    .select()
    .from(enrolments)
    .where(states ? and(own, inArray(enrolments.state, [...states])) : own)
    .orderBy(asc(enrolments.since), asc(enrolments.id))
}

/** Sessions with an offer that ended. */
export async function offersOver(read: Reader, now: Date): Promise<string[]> {
  const rows = await read
    .selectDistinct({ id: enrolments.sessionId })
    .from(enrolments)
    .where(and(eq(enrolments.state, 'offered'), lte(enrolments.offeredUntil, now)))
  return rows.map((row) => row.id)
}

/** When the next offer ends. */
export async function nextOfferEnd(read: Reader): Promise<Date | undefined> {
  const [row] = await read
    .select({ at: min(enrolments.offeredUntil) })
    .from(enrolments)
    .where(eq(enrolments.state, 'offered'))
  return row?.at ?? undefined
}

/** Sessions for which somebody waits. */
export async function waitedFor(read: Reader): Promise<string[]> {
  const rows = await read.selectDistinct({ id: enrolments.sessionId }).from(enrolments).where(eq(enrolments.state, 'waiting'))
  return rows.map((row) => row.id)
}

export async function dropRow(tx: Tx, id: string): Promise<void> {
  await tx.delete(enrolments).where(eq(enrolments.id, id))
}

/** Deletes up to `limit` rows that have stood unchanged since before then. */
export async function dropOld(tx: Tx, before: Date, limit: number): Promise<number> {
  const rows = await tx.select({ id: enrolments.id }).from(enrolments).where(lt(enrolments.since, before)).limit(limit)
  const ids = rows.map((row) => row.id)
  if (ids.length > 0) await tx.delete(enrolments).where(inArray(enrolments.id, ids))
  return ids.length
}
