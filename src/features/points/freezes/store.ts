/** The SQL of frozen movements. */
import { eq, inArray } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/db.ts'
import { ledgerFreezes } from './tables.ts'

export async function freeze(tx: Tx, movementId: string, now: Date): Promise<boolean> {
  const rows = await tx.insert(ledgerFreezes).values({ movementId, at: now }).onConflictDoNothing().returning({ id: ledgerFreezes.movementId })
  return rows.length > 0
}

export async function thaw(tx: Tx, movementId: string): Promise<void> {
  await tx.delete(ledgerFreezes).where(eq(ledgerFreezes.movementId, movementId))
}

export async function frozenAmong(db: Reader, movementIds: readonly string[]): Promise<Set<string>> {
  if (movementIds.length === 0) return new Set()
  const rows = await db
    .select({ id: ledgerFreezes.movementId })
    .from(ledgerFreezes)
    .where(inArray(ledgerFreezes.movementId, [...movementIds]))
  return new Set(rows.map(({ id }) => id))
}
