/** The SQL of who holds what. */
import { desc, eq, inArray } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/db.ts'
import { newId } from '../../../lib/ids.ts'
import { custody } from './tables.ts'

export type Held = typeof custody.$inferSelect

export async function hold(tx: Tx, held: Omit<Held, 'id'>): Promise<void> {
  await tx.insert(custody).values({ id: newId(), ...held })
}

/** Who held it, the latest first. */
export async function custodyOf(read: Reader, reportId: string): Promise<Held[]> {
  return read.select().from(custody).where(eq(custody.reportId, reportId)).orderBy(desc(custody.at), desc(custody.id))
}

export async function dropCustody(tx: Tx, reportIds: readonly string[]): Promise<void> {
  if (reportIds.length > 0) await tx.delete(custody).where(inArray(custody.reportId, [...reportIds]))
}
