/** The SQL of what staff give and take by hand. */
import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/db.ts'
import { newId } from '../../../lib/ids.ts'
import { handActs } from './tables.ts'

export type HandAct = typeof handActs.$inferSelect

/** @returns undefined when there is one with this key, or one that reverses the same act */
export async function addAct(tx: Tx, act: Omit<HandAct, 'id' | 'decidedBy' | 'decidedAt' | 'movementId'>): Promise<HandAct | undefined> {
  const [row] = await tx
    .insert(handActs)
    .values({ id: newId(), ...act })
    .onConflictDoNothing()
    .returning()
  return row
}

export async function actByKey(db: Reader, key: string): Promise<HandAct | undefined> {
  const [row] = await db.select().from(handActs).where(eq(handActs.key, key))
  return row
}

export async function actNumbered(db: Reader, number: string): Promise<HandAct | undefined> {
  const [row] = await db.select().from(handActs).where(eq(handActs.number, number))
  return row
}

export async function undoneBy(db: Reader, number: string): Promise<HandAct | undefined> {
  const [row] = await db.select().from(handActs).where(eq(handActs.undoes, number))
  return row
}

/** Of two who decide at the same time, one does. */
export async function decideAct(tx: Tx, id: string, state: 'done' | 'rejected', by: string, now: Date): Promise<HandAct | undefined> {
  const [row] = await tx
    .update(handActs)
    .set({ state, decidedBy: by, decidedAt: now })
    .where(and(eq(handActs.id, id), eq(handActs.state, 'waiting')))
    .returning()
  return row
}

export async function noteMovement(tx: Tx, id: string, movementId: string): Promise<void> {
  await tx.update(handActs).set({ movementId }).where(eq(handActs.id, id))
}

/** A rejected reversal makes room for another one. */
export async function freeUndo(tx: Tx, id: string): Promise<void> {
  await tx.update(handActs).set({ undoes: null }).where(eq(handActs.id, id))
}

export async function waitingActs(db: Reader): Promise<HandAct[]> {
  return db.select().from(handActs).where(eq(handActs.state, 'waiting')).orderBy(asc(handActs.at), asc(handActs.id))
}

export async function lastActs(db: Reader, limit: number): Promise<HandAct[]> {
  return db.select().from(handActs).orderBy(desc(handActs.at), desc(handActs.id)).limit(limit)
}

export async function forgetPersons(tx: Tx, persons: readonly string[]): Promise<void> {
  const own = inArray(handActs.personId, [...persons])
  await tx
    .update(handActs)
    .set({ state: 'rejected' })
    .where(and(own, eq(handActs.state, 'waiting')))
  await tx.update(handActs).set({ personId: null, reason: '' }).where(own)
}

export async function movePerson(tx: Tx, from: string, to: string): Promise<void> {
  await tx.update(handActs).set({ personId: to }).where(eq(handActs.personId, from))
}

export async function reject(tx: Tx, id: string): Promise<void> {
  await tx.update(handActs).set({ state: 'rejected', undoes: null }).where(eq(handActs.id, id))
}
