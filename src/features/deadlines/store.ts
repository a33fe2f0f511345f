/** The only SQL about personal dates. */
import { and, asc, count, eq, inArray, lt, lte } from 'drizzle-orm'
import type { Reader, Tx } from '../../db/db.ts'
import { newId } from '../../lib/ids.ts'
import { deadlines } from './tables.ts'

export type Deadline = typeof deadlines.$inferSelect

/** The person's dates, the nearest first. */
export async function deadlinesOf(read: Reader, personId: string): Promise<Deadline[]> {
  return read.select().from(deadlines).where(eq(deadlines.personId, personId)).orderBy(asc(deadlines.day), asc(deadlines.createdAt), asc(deadlines.id))
}

export async function countOf(read: Reader, personId: string): Promise<number> {
  const [row] = await read.select({ count: count() }).from(deadlines).where(eq(deadlines.personId, personId))
  return row?.count ?? 0
}

export async function add(tx: Tx, deadline: Omit<Deadline, 'id'>): Promise<Deadline> {
  const row = { id: newId(), ...deadline }
  await tx.insert(deadlines).values(row)
  return row
}

/** @returns whether the date was still there */
export async function change(tx: Tx, id: string, to: Pick<Deadline, 'day' | 'leads' | 'nextAt'> & Partial<Pick<Deadline, 'plate'>>): Promise<boolean> {
  const rows = await tx.update(deadlines).set(to).where(eq(deadlines.id, id)).returning({ id: deadlines.id })
  return rows.length > 0
}

/** Removes these dates of the person. @returns what they were */
export async function remove(tx: Tx, personId: string, ids: readonly string[]): Promise<Deadline[]> {
  if (ids.length === 0) return []
  return tx
    .delete(deadlines)
    .where(and(eq(deadlines.personId, personId), inArray(deadlines.id, [...ids])))
    .returning()
}

/** Up to `limit` dates about which something is to be said by then. */
export async function due(tx: Reader, by: Date, limit: number): Promise<Deadline[]> {
  return tx.select().from(deadlines).where(lte(deadlines.nextAt, by)).orderBy(asc(deadlines.id)).limit(limit)
}

/** Moves the next moment on, if it still stands where it was seen. */
export async function step(tx: Tx, { id, nextAt }: Deadline, next: Date | null): Promise<boolean> {
  if (!nextAt) return false
  const rows = await tx
    .update(deadlines)
    .set({ nextAt: next })
    .where(and(eq(deadlines.id, id), eq(deadlines.nextAt, nextAt)))
    .returning({ id: deadlines.id })
  return rows.length > 0
}

export async function moveAll(tx: Tx, from: string, to: string): Promise<void> {
  await tx.update(deadlines).set({ personId: to }).where(eq(deadlines.personId, from))
}

export async function eraseAll(tx: Tx, persons: readonly string[]): Promise<void> {
  await tx.delete(deadlines).where(inArray(deadlines.personId, [...persons]))
}

/** Deletes up to `limit` dates whose day was before then. */
export async function dropOver(tx: Tx, before: Date, limit: number): Promise<number> {
  const rows = await tx
    .select({ id: deadlines.id })
    .from(deadlines)
    .where(lt(deadlines.day, before.toISOString().slice(0, 10)))
    .limit(limit)
  const ids = rows.map((row) => row.id)
  if (ids.length > 0) await tx.delete(deadlines).where(inArray(deadlines.id, ids))
  return ids.length
}
