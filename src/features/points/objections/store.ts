/** The SQL of objections. */
import { and, asc, eq, inArray, lt, ne } from 'drizzle-orm'
import type { Broom } from '../../../bot/capability.ts'
import type { Reader, Tx } from '../../../db/db.ts'
import { newId } from '../../../lib/ids.ts'
import { pointObjections } from './tables.ts'

export type Objection = typeof pointObjections.$inferSelect

/** @returns false when somebody objected to the movement already */
export async function addObjection(
  tx: Tx,
  objection: Pick<Objection, 'number' | 'movementId' | 'line' | 'amount' | 'words'> & { personId: string },
  now: Date,
): Promise<boolean> {
  const rows = await tx
    .insert(pointObjections)
    .values({ id: newId(), state: 'open', createdAt: now, ...objection })
    .onConflictDoNothing()
    .returning({ id: pointObjections.id })
  return rows.length > 0
}

export async function objectionTo(db: Reader, movementId: string): Promise<Objection | undefined> {
  const [row] = await db
    .select()
    .from(pointObjections)
    .where(and(eq(pointObjections.movementId, movementId), eq(pointObjections.state, 'open')))
  return row
}

export async function objectionNumbered(db: Reader, number: string): Promise<Objection | undefined> {
  const [row] = await db.select().from(pointObjections).where(eq(pointObjections.number, number))
  return row
}

export async function openObjections(db: Reader): Promise<Objection[]> {
  return db.select().from(pointObjections).where(eq(pointObjections.state, 'open')).orderBy(asc(pointObjections.createdAt), asc(pointObjections.id))
}

export async function objectionsOf(db: Reader, personId: string): Promise<Objection[]> {
  return db.select().from(pointObjections).where(eq(pointObjections.personId, personId)).orderBy(asc(pointObjections.createdAt), asc(pointObjections.id))
}

/** Of several members of staff who decide at the same time, one does. */
export async function decide(tx: Tx, id: string, state: 'upheld' | 'dismissed', by: { person: string; reason: string }, now: Date): Promise<boolean> {
  const rows = await tx
    .update(pointObjections)
    .set({ state, decidedAt: now, decidedBy: by.person, reason: by.reason })
    .where(and(eq(pointObjections.id, id), eq(pointObjections.state, 'open')))
    .returning({ id: pointObjections.id })
  return rows.length > 0
}

export async function forgetPersons(tx: Tx, persons: readonly string[]): Promise<string[]> {
  const own = inArray(pointObjections.personId, [...persons])
  const open = await tx
    .select({ movementId: pointObjections.movementId })
    .from(pointObjections)
    .where(and(own, eq(pointObjections.state, 'open')))
  await tx.update(pointObjections).set({ personId: null, words: '', line: '', reason: null }).where(own)
  await tx
    .update(pointObjections)
    .set({ state: 'dismissed' })
    .where(
      and(
        inArray(
          pointObjections.movementId,
          open.map(({ movementId }) => movementId),
        ),
        eq(pointObjections.state, 'open'),
      ),
    )
  return open.map(({ movementId }) => movementId)
}

export async function movePerson(tx: Tx, from: string, to: string): Promise<void> {
  await tx.update(pointObjections).set({ personId: to }).where(eq(pointObjections.personId, from))
}

export const dropOld: Broom = async (tx, before, limit) => {
  const rows = await tx
    .select({ id: pointObjections.id })
    .from(pointObjections)
    .where(and(ne(pointObjections.state, 'open'), lt(pointObjections.createdAt, before)))
    .limit(limit)
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) await tx.delete(pointObjections).where(inArray(pointObjections.id, ids))
  return ids.length
}
