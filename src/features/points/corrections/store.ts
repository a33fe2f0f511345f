/** The SQL of debts. */
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/db.ts'
import { debts } from './tables.ts'

export type Debt = typeof debts.$inferSelect

export async function addDebt(tx: Tx, debt: { movementId: string; accountId: string; points: number }, now: Date): Promise<void> {
  await tx.insert(debts).values({ ...debt, left: debt.points, at: now })
}

/** The debt that a taking back left. */
export async function debtOf(db: Reader, movementId: string): Promise<Debt | undefined> {
  const [row] = await db.select().from(debts).where(eq(debts.movementId, movementId))
  return row
}

/** Debts that nobody settled yet, the oldest first. */
export async function openDebts(db: Reader, accountId?: string): Promise<Debt[]> {
  return db
    .select()
    .from(debts)
    .where(and(isNull(debts.settledAt), accountId === undefined ? undefined : eq(debts.accountId, accountId)))
    .orderBy(asc(debts.at), asc(debts.movementId))
}

/** Takes up to `points` off an open debt; with nothing left it is settled. */
export async function lessenDebt(tx: Tx, debt: Debt, points: number, how: 'collected' | 'forgiven', now: Date): Promise<boolean> {
  const left = debt.left - points
  const rows = await tx
    .update(debts)
    .set({ left, ...(left === 0 ? { settledAt: now, how } : {}) })
    .where(and(eq(debts.movementId, debt.movementId), isNull(debts.settledAt), eq(debts.left, debt.left)))
    .returning({ id: debts.movementId })
  return rows.length > 0
}

export async function moveDebts(tx: Tx, from: string, to: string): Promise<void> {
  await tx.update(debts).set({ accountId: to }).where(eq(debts.accountId, from))
}
