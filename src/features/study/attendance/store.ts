/** The only SQL about who was there. */
import { and, asc, count, eq, gte, inArray, lt, lte, sql } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/db.ts'
import { after } from '../../../lib/clock.ts'
import { newId } from '../../../lib/ids.ts'
import { bytes } from '../../../lib/random.ts'
import { TRIES, TRIES_WITHIN } from './rules.ts'
import { studyAttendance as attendance, studyCodes as codes, studyTries as tries } from './tables.ts'

export type Attendance = typeof attendance.$inferSelect

/** The secret of a session's code; made when it is asked for first. */
export async function secretOf(tx: Tx, sessionId: string): Promise<string> {
  await tx
    .insert(codes)
    .values({ sessionId, secret: bytes(32).toString('hex') })
    .onConflictDoNothing()
  const secret = await knownSecret(tx, sessionId)
  if (secret === undefined) throw new Error('the secret of a session was not stored')
  return secret
}

export async function knownSecret(read: Reader, sessionId: string): Promise<string | undefined> {
  const [row] = await read.select({ secret: codes.secret }).from(codes).where(eq(codes.sessionId, sessionId))
  return row?.secret
}

/** Writes down that the person was there. @returns false when that is known already */
export async function add(tx: Tx, row: Omit<Attendance, 'id' | 'points'>): Promise<boolean> {
  const rows = await tx
    .insert(attendance)
    .values({ ...row, points: 0, id: newId() })
    .onConflictDoNothing()
    .returning({ id: attendance.id })
  return rows.length > 0
}

export async function setPoints(tx: Tx, sessionId: string, personId: string, points: number): Promise<void> {
  await tx
    .update(attendance)
    .set({ points })
    .where(and(eq(attendance.sessionId, sessionId), eq(attendance.personId, personId)))
}

export async function wasThere(read: Reader, sessionId: string, personId: string): Promise<boolean> {
  const rows = await read
    .select({ id: attendance.id })
    .from(attendance)
    .where(and(eq(attendance.sessionId, sessionId), eq(attendance.personId, personId)))
  return rows.length > 0
}

/** Persons who were there. */
export async function present(read: Reader, sessionId: string): Promise<Attendance[]> {
  return read.select().from(attendance).where(eq(attendance.sessionId, sessionId)).orderBy(asc(attendance.at), asc(attendance.id))
}

/** What a person attended within the span, by the sessions' time. */
export async function attendedBetween(read: Reader, personId: string, from: Date, to: Date): Promise<Attendance[]> {
  return read
    .select()
    .from(attendance)
    .where(and(eq(attendance.personId, personId), gte(attendance.startsAt, from), lt(attendance.startsAt, to)))
    .orderBy(asc(attendance.startsAt), asc(attendance.id))
}

export async function attendedBy(read: Reader, personId: string): Promise<Attendance[]> {
  return read.select().from(attendance).where(eq(attendance.personId, personId)).orderBy(asc(attendance.startsAt), asc(attendance.id))
}

/** Counts a wrong code. @returns how many of them there were lately */
export async function countMiss(tx: Tx, personId: string, now: Date): Promise<number> {
  await tx.delete(tries).where(and(eq(tries.personId, personId), lte(tries.since, after(now, -TRIES_WITHIN))))
  const [row] = await tx
    .insert(tries)
    .values({ personId, misses: 1, since: now })
    .onConflictDoUpdate({ target: tries.personId, set: { misses: sql`${tries.misses} + 1` } })
    .returning({ misses: tries.misses })
  return row?.misses ?? 1
}

/** Too many wrong codes lately? */
export async function isLocked(read: Reader, personId: string, now: Date): Promise<boolean> {
  const [row] = await read.select().from(tries).where(eq(tries.personId, personId))
  return row !== undefined && row.misses >= TRIES && after(row.since, TRIES_WITHIN) > now
}

export async function forgetMisses(tx: Tx, personId: string): Promise<void> {
  await tx.delete(tries).where(eq(tries.personId, personId))
}

/** What these persons did is no longer theirs; that somebody was there stays. */
export async function eraseAll(tx: Tx, persons: readonly string[]): Promise<void> {
  await tx
    .update(attendance)
    .set({ personId: null })
    .where(inArray(attendance.personId, [...persons]))
  await tx.delete(tries).where(inArray(tries.personId, [...persons]))
}

/** One session counts once, also when both files of a person were there. */
export async function moveAll(tx: Tx, from: string, to: string): Promise<void> {
  const known = (await attendedBy(tx, to)).map((row) => row.sessionId)
  if (known.length > 0) await tx.delete(attendance).where(and(eq(attendance.personId, from), inArray(attendance.sessionId, known)))
  await tx.update(attendance).set({ personId: to }).where(eq(attendance.personId, from))
  await tx.delete(tries).where(eq(tries.personId, from))
}

/** Deletes up to `limit` rows of sessions before then. */
export async function dropOld(tx: Tx, before: Date, limit: number): Promise<number> {
  const rows = await tx.select({ id: attendance.id }).from(attendance).where(lt(attendance.startsAt, before)).limit(limit)
  const ids = rows.map((row) => row.id)
  if (ids.length > 0) await tx.delete(attendance).where(inArray(attendance.id, ids))
  return ids.length
}

export async function countPresent(read: Reader, sessionId: string): Promise<number> {
  const [row] = await read.select({ count: count() }).from(attendance).where(eq(attendance.sessionId, sessionId))
  return row?.count ?? 0
}
