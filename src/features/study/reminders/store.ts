/** The SQL of what was left to be said in time. */
import { and, eq, gt, inArray } from 'drizzle-orm'
import { outgoing } from '../../../bot/tables.ts'
import type { Tx } from '../../../db/db.ts'

const CALLED_OFF = 'called off'

/** Calls off what was left to be said under these keys and is not on its way yet. */
export async function callOff(tx: Tx, keys: readonly string[], now: Date): Promise<void> {
  if (keys.length === 0) return
  await tx
    .update(outgoing)
    .set({ state: 'cancelled', why: CALLED_OFF, settledAt: now })
    .where(and(inArray(outgoing.key, [...keys]), eq(outgoing.state, 'waiting')))
}

/** What was called off under these keys and is still to come is to be said after all. */
export async function callOn(tx: Tx, keys: readonly string[], now: Date): Promise<void> {
  await tx
    .update(outgoing)
    .set({ state: 'waiting', why: null, settledAt: null })
    .where(and(inArray(outgoing.key, [...keys]), eq(outgoing.state, 'cancelled'), eq(outgoing.why, CALLED_OFF), gt(outgoing.dueAt, now)))
}
