/** The only SQL about excuses. */
import { and, asc, eq, inArray, lt } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/db.ts'
import { newId } from '../../../lib/ids.ts'
import { studyExcuses as excuses } from './tables.ts'

export type Excuse = typeof excuses.$inferSelect

/** @returns false when the person has said one for this session */
export async function add(tx: Tx, row: Pick<Excuse, 'number' | 'sessionId' | 'personId' | 'kind' | 'text' | 'told' | 'createdAt'>): Promise<boolean> {
  const rows = await tx
    .insert(excuses)
    .values({ ...row, id: newId(), state: 'open' })
    .onConflictDoNothing()
    .returning({ id: excuses.id })
  return rows.length > 0
}

export async function byNumber(read: Reader, number: string): Promise<Excuse | undefined> {
  return (await read.select().from(excuses).where(eq(excuses.number, number)))[0]
}

export async function ofPerson(read: Reader, sessionId: string, personId: string): Promise<Excuse | undefined> {
  const [row] = await read
    .select()
    .from(excuses)
    .where(and(eq(excuses.sessionId, sessionId), eq(excuses.personId, personId)))
  return row
}

/** @returns the excuse, if it was still open */
export async function decide(tx: Tx, number: string, to: { state: 'approved' | 'declined'; decidedBy: string; decidedAt: Date }): Promise<Excuse | undefined> {
  const [row] = await tx
    .update(excuses)
    .set(to)
    .where(and(eq(excuses.number, number), eq(excuses.state, 'open')))
    .returning()
  return row
}

export async function ofSession(read: Reader, sessionId: string): Promise<Excuse[]> {
  return read.select().from(excuses).where(eq(excuses.sessionId, sessionId)).orderBy(asc(excuses.createdAt), asc(excuses.id))
}

export async function openOnes(read: Reader): Promise<Excuse[]> {
  return read.select().from(excuses).where(eq(excuses.state, 'open')).orderBy(asc(excuses.createdAt), asc(excuses.id))
}

export async function allOf(read: Reader, personId: string): Promise<Excuse[]> {
  return read.select().from(excuses).where(eq(excuses.personId, personId)).orderBy(asc(excuses.createdAt), asc(excuses.id))
}

export async function eraseAll(tx: Tx, persons: readonly string[]): Promise<void> {
  await tx
    .update(excuses)
    .set({ personId: null, text: '' })
    .where(inArray(excuses.personId, [...persons]))
}

export async function moveAll(tx: Tx, from: string, to: string): Promise<void> {
  const known = (await allOf(tx, to)).map((row) => row.sessionId)
  if (known.length > 0) await tx.delete(excuses).where(and(eq(excuses.personId, from), inArray(excuses.sessionId, known)))
  await tx.update(excuses).set({ personId: to }).where(eq(excuses.personId, from))
}

/** Deletes up to `limit` excuses that were said before then. */
export async function dropOld(tx: Tx, before: Date, limit: number): Promise<number> {
  const rows = await tx.select({ id: excuses.id }).from(excuses).where(lt(excuses.createdAt, before)).limit(limit)
  const ids = rows.map((row) => row.id)
  if (ids.length > 0) await tx.delete(excuses).where(inArray(excuses.id, ids))
  return ids.length
}
