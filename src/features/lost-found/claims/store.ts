/** The SQL of claims. */
import { and, asc, desc, eq, inArray, lt, ne, or, sql } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/db.ts'
import { MISSES } from './rules.ts'
import { claims } from './tables.ts'

export type Claim = typeof claims.$inferSelect

/** Begins a claim, or takes up the one that is there. */
export async function beginClaim(tx: Tx, lostId: string, foundId: string, now: Date): Promise<Claim> {
  const fresh = { state: 'asked' as const, misses: 0, answer: '', agrees: 0, createdAt: now, changedAt: now }
  await tx
    .insert(claims)
    .values({ lostId, foundId, ...fresh })
    .onConflictDoNothing()
  // A claim that lapsed may be made once more; its wrong answers stay counted.
  await tx
    .update(claims)
    .set({ state: 'asked', changedAt: now })
    .where(and(of(lostId, foundId), eq(claims.state, 'lapsed')))
  const claim = await claimOf(tx, lostId, foundId)
  if (!claim) throw new Error('a claim was not stored')
  return claim
}

const of = (lostId: string, foundId: string) => and(eq(claims.lostId, lostId), eq(claims.foundId, foundId))

export async function claimOf(read: Reader, lostId: string, foundId: string): Promise<Claim | undefined> {
  const [row] = await read.select().from(claims).where(of(lostId, foundId))
  return row
}

/** All claims on a find, or of a loss, newest first. */
export async function claimsOn(read: Reader, reportId: string): Promise<Claim[]> {
  return read
    .select()
    .from(claims)
    .where(or(eq(claims.foundId, reportId), eq(claims.lostId, reportId)))
    .orderBy(desc(claims.changedAt), asc(claims.lostId))
}

/** Claims that wait for somebody's word, the oldest first. */
export async function answeredClaims(read: Reader, limit: number): Promise<Claim[]> {
  return read
    .select()
    .from(claims)
    .where(inArray(claims.state, ['answered', 'locked']))
    .orderBy(asc(claims.changedAt), asc(claims.lostId))
    .limit(limit)
}

/** A wrong answer: counted, and the third one locks. @returns the claim as it is now; undefined where none was awaited */
export async function countMiss(tx: Tx, lostId: string, foundId: string, answer: string, now: Date): Promise<Claim | undefined> {
  const rows = await tx
    .update(claims)
    .set({ misses: sql`${claims.misses} + 1`, state: 'asked', answer, changedAt: now })
    .where(and(of(lostId, foundId), inArray(claims.state, ['asked', 'answered']), lt(claims.misses, MISSES)))
    .returning()
  const [missed] = rows
  if (!missed || missed.misses < MISSES) return missed
  const [locked] = await tx.update(claims).set({ state: 'locked' }).where(of(lostId, foundId)).returning()
  return locked
}

/** @returns the claim, where an answer was awaited */
export async function storeAnswer(tx: Tx, lostId: string, foundId: string, answer: string, agrees: boolean, now: Date): Promise<Claim | undefined> {
  const [row] = await tx
    .update(claims)
    .set({ state: 'answered', answer, agrees: agrees ? 1 : 0, changedAt: now })
    .where(and(of(lostId, foundId), eq(claims.state, 'asked')))
    .returning()
  return row
}

/** @returns the claim, where it waited to be confirmed (or, for staff, was locked) */
export async function confirm(tx: Tx, lostId: string, foundId: string, by: string, now: Date): Promise<Claim | undefined> {
  const [row] = await tx
    .update(claims)
    .set({ state: 'confirmed', confirmedBy: by, changedAt: now })
    .where(and(of(lostId, foundId), ne(claims.state, 'confirmed')))
    .returning()
  return row
}

export async function lapse(tx: Tx, lostId: string, foundId: string, now: Date): Promise<void> {
  await tx
    .update(claims)
    .set({ state: 'lapsed', changedAt: now })
    .where(and(of(lostId, foundId), eq(claims.state, 'confirmed')))
}

/** What claimants said is forgotten; that there was a claim stays. */
export async function emptyAnswers(tx: Tx, reportIds: readonly string[]): Promise<void> {
  if (reportIds.length === 0) return
  await tx
    .update(claims)
    .set({ answer: '' })
    .where(or(inArray(claims.lostId, [...reportIds]), inArray(claims.foundId, [...reportIds])))
}

export async function dropOf(tx: Tx, reportIds: readonly string[]): Promise<void> {
  if (reportIds.length === 0) return
  await tx.delete(claims).where(or(inArray(claims.lostId, [...reportIds]), inArray(claims.foundId, [...reportIds])))
}
