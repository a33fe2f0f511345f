/** The SQL of spendings. */
import { and, asc, desc, eq, gt, gte, inArray, lte, min, sql } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/db.ts'
import { newId } from '../../../lib/ids.ts'
import type { SpendingState } from './rules.ts'
import { spendings } from './tables.ts'

export type Spending = typeof spendings.$inferSelect

type Fresh = Pick<Spending, 'number' | 'merchantId' | 'holdId' | 'points' | 'codeDigest' | 'createdAt' | 'expiresAt'> & { personId: string }

/** @returns false when the merchant has this very code open */
export async function addSpending(tx: Tx, spending: Fresh): Promise<boolean> {
  const rows = await tx
    .insert(spendings)
    .values({ id: newId(), state: 'open', misses: 0, ...spending })
    .onConflictDoNothing()
    .returning({ id: spendings.id })
  return rows.length > 0
}

export async function codeIsOpen(db: Reader, merchantId: string, codeDigest: string): Promise<boolean> {
  const open = and(eq(spendings.merchantId, merchantId), eq(spendings.codeDigest, codeDigest), eq(spendings.state, 'open'))
  return (await db.select({ id: spendings.id }).from(spendings).where(open)).length > 0
}

/** The newest spending with this code at this merchant, from `since` on. */
export async function byCode(db: Reader, merchantId: string, codeDigest: string, since: Date): Promise<Spending | undefined> {
  const [row] = await db
    .select()
    .from(spendings)
    .where(and(eq(spendings.merchantId, merchantId), eq(spendings.codeDigest, codeDigest), gte(spendings.createdAt, since)))
    .orderBy(desc(spendings.createdAt), desc(spendings.id))
    .limit(1)
  return row
}

/** Ends an open spending; of several at the same time one gets it. */
export async function endSpending(tx: Tx, id: string, to: Exclude<SpendingState, 'open'>, more: Partial<Spending>, now: Date): Promise<boolean> {
  const inTime = to === 'confirmed' ? gt(spendings.expiresAt, now) : undefined
  const rows = await tx
    .update(spendings)
    .set({ state: to, settledAt: now, ...more })
    .where(and(eq(spendings.id, id), eq(spendings.state, 'open'), inTime))
    .returning({ id: spendings.id })
  return rows.length > 0
}

/** Keeps everybody else from an open spending until the commit. @returns false when it is open no more */
export async function holdOpen(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx
    .update(spendings)
    .set({ misses: sql`${spendings.misses}` })
    .where(and(eq(spendings.id, id), eq(spendings.state, 'open')))
    .returning({ id: spendings.id })
  return rows.length > 0
}

/** The ledger's movement by which it was confirmed. */
export async function noteMovement(tx: Tx, id: string, movementId: string): Promise<void> {
  await tx.update(spendings).set({ movementId }).where(eq(spendings.id, id))
}

export async function openOf(db: Reader, personId: string): Promise<Spending[]> {
  return db
    .select()
    .from(spendings)
    .where(and(eq(spendings.personId, personId), eq(spendings.state, 'open')))
    .orderBy(asc(spendings.id))
}

/** Counts a wrong code against every code that is open at the merchant. @returns these, as they are now */
export async function countMiss(tx: Tx, merchantId: string): Promise<Spending[]> {
  const rows = await tx
    .update(spendings)
    .set({ misses: sql`${spendings.misses} + 1` })
    .where(and(eq(spendings.merchantId, merchantId), eq(spendings.state, 'open')))
    .returning()
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Open ones whose time is over, at most so many. */
export async function overdue(db: Reader, now: Date, limit: number): Promise<Spending[]> {
  return db
    .select()
    .from(spendings)
    .where(and(eq(spendings.state, 'open'), lte(spendings.expiresAt, now)))
    .orderBy(asc(spendings.expiresAt), asc(spendings.id))
    .limit(limit)
}

export async function byMovement(db: Reader, movementIds: readonly string[]): Promise<Spending[]> {
  if (movementIds.length === 0) return []
  return db
    .select()
    .from(spendings)
    .where(inArray(spendings.movementId, [...movementIds]))
}

export async function byHold(db: Reader, holdIds: readonly string[]): Promise<Spending[]> {
  if (holdIds.length === 0) return []
  return db
    .select()
    .from(spendings)
    .where(inArray(spendings.holdId, [...holdIds]))
}

export async function forgetPersons(tx: Tx, persons: readonly string[]): Promise<void> {
  await tx
    .update(spendings)
    .set({ personId: null })
    .where(inArray(spendings.personId, [...persons]))
}

export async function movePerson(tx: Tx, from: string, to: string): Promise<void> {
  await tx.update(spendings).set({ personId: to }).where(eq(spendings.personId, from))
}

/** When the next open spending ends. */
export async function nextExpiry(read: Reader): Promise<Date | undefined> {
  const [row] = await read
    .select({ at: min(spendings.expiresAt) })
    .from(spendings)
    .where(eq(spendings.state, 'open'))
  return row?.at ?? undefined
}
