/** The SQL of lots and holds. */
import { and, asc, eq, gt, inArray, lt, sql } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/db.ts'
import { given, prepared } from '../../../db/prepared.ts'
import { newId } from '../../../lib/ids.ts'
import type { HoldState, LotUse } from './rules.ts'
import { holds, lots, lotUses } from './tables.ts'

export type Hold = typeof holds.$inferSelect

const insertLot = prepared('point_lot_add', (tx: Tx) =>
  tx.insert(lots).values({
    id: given('id'),
    accountId: given('accountId'),
    movementId: given('movementId'),
    granted: given<number>('points'),
    left: given<number>('points'),
    until: given('until'),
  }),
)

export async function addLot(tx: Tx, lot: { accountId: string; movementId: string; points: number; until: string }): Promise<void> {
  await insertLot(tx, { id: newId(), ...lot })
}

const lotsLeft = prepared('point_lots_left', (db: Reader) =>
  db
    .select({ id: lots.id, left: lots.left, until: lots.until, movementId: lots.movementId })
    .from(lots)
    .where(and(eq(lots.accountId, given('accountId')), gt(lots.left, 0)))
    .orderBy(asc(lots.until), asc(lots.id))
    .limit(given<number>('limit')),
)

/** The account's lots with something left, those first that lapse first. */
export async function openLots(db: Reader, accountId: string, limit: number): Promise<{ id: string; left: number; until: string; movementId: string }[]> {
  return lotsLeft(db, { accountId, limit })
}

const take = prepared('point_lot_take', (tx: Tx) =>
  tx
    .update(lots)
    .set({ left: sql`${lots.left} - ${given('amount')}` })
    .where(and(eq(lots.id, given('lotId')), sql`${lots.left} >= ${given('amount')}`))
    .returning({ id: lots.id }),
)

const insertUse = prepared('point_use_add', (tx: Tx) =>
  tx.insert(lotUses).values({ movementId: given('movementId'), lotId: given('lotId'), amount: given<number>('amount') }),
)

/** Draws on the lots in the movement's name. @throws when a lot holds less: the caller looked before, under the account's lock */
export async function useLots(tx: Tx, movementId: string, uses: readonly LotUse[]): Promise<void> {
  for (const { lotId, amount } of uses) {
    const taken = await take(tx, { lotId, amount })
    if (taken.length === 0) throw new Error('a lot would have gone below zero')
    await insertUse(tx, { movementId, lotId, amount })
  }
}

/** The lots that a movement granted. */
export async function lotsFrom(db: Reader, movementId: string): Promise<{ id: string; left: number; lapsed: number; until: string }[]> {
  return db.select({ id: lots.id, left: lots.left, lapsed: lots.lapsed, until: lots.until }).from(lots).where(eq(lots.movementId, movementId))
}

/** Writes down that so much of the lots lapsed. */
export async function markLapsed(tx: Tx, lapsed: readonly LotUse[]): Promise<void> {
  for (const { lotId, amount } of lapsed) {
    await tx
      .update(lots)
      .set({ lapsed: sql`${lots.lapsed} + ${amount}` })
      .where(eq(lots.id, lotId))
  }
}

const uses = prepared('point_uses', (db: Reader) =>
  db
    .select({ lotId: lotUses.lotId, amount: lotUses.amount, until: lots.until })
    .from(lotUses)
    .innerJoin(lots, eq(lots.id, lotUses.lotId))
    .where(and(eq(lotUses.movementId, given('movementId')), gt(lotUses.amount, 0))),
)

export async function usesOf(db: Reader, movementId: string): Promise<(LotUse & { until: string })[]> {
  return uses(db, { movementId })
}

const giveBack = prepared('point_lot_return', (tx: Tx) =>
  tx
    .update(lots)
    .set({ left: sql`${lots.left} + ${given('amount')}` })
    .where(eq(lots.id, given('lotId'))),
)

const lessUsed = prepared('point_use_less', (tx: Tx) =>
  tx
    .update(lotUses)
    .set({ amount: sql`${lotUses.amount} - ${given('amount')}` })
    .where(and(eq(lotUses.movementId, given('movementId')), eq(lotUses.lotId, given('lotId')))),
)

/** Gives lots back what the movement drew from them. */
export async function returnLots(tx: Tx, movementId: string, back: readonly LotUse[]): Promise<void> {
  for (const { lotId, amount } of back) {
    await giveBack(tx, { lotId, amount })
    await lessUsed(tx, { movementId, lotId, amount })
  }
}

const insertHold = prepared('point_hold_add', (tx: Tx) =>
  tx
    .insert(holds)
    .values({ id: given('id'), accountId: given('accountId'), points: given<number>('points'), state: 'held', expiresAt: given<Date>('expiresAt') }),
)

export async function addHold(tx: Tx, hold: { id: string; accountId: string; points: number; expiresAt: Date }): Promise<void> {
  await insertHold(tx, hold)
}

export async function holdById(db: Reader, id: string): Promise<Hold | undefined> {
  const [row] = await db.select().from(holds).where(eq(holds.id, id))
  return row
}

/** Ends an open hold. Of several at the same time one gets it; a confirmation only before its time is over. */
export async function endHold(tx: Tx, id: string, to: Exclude<HoldState, 'held'>, now: Date): Promise<Hold | undefined> {
  const inTime = to === 'confirmed' ? gt(holds.expiresAt, now) : undefined
  const [row] = await tx
    .update(holds)
    .set({ state: to, settledAt: now })
    .where(and(eq(holds.id, id), eq(holds.state, 'held'), inTime))
    .returning()
  return row
}

export async function openHolds(db: Reader, accountId: string): Promise<Hold[]> {
  return db
    .select()
    .from(holds)
    .where(and(eq(holds.accountId, accountId), eq(holds.state, 'held')))
    .orderBy(asc(holds.id))
}

/** Accounts with lots that lapsed before this day, at most so many. */
export async function accountsWithLapsed(db: Reader, day: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectDistinct({ accountId: lots.accountId })
    .from(lots)
    .where(and(lt(lots.until, day), gt(lots.left, 0)))
    .limit(limit)
  return rows.map(({ accountId }) => accountId)
}

/** What lapses on this day, by account. */
export async function lapsingOn(db: Reader, day: string): Promise<{ accountId: string; points: number }[]> {
  return db
    .select({ accountId: lots.accountId, points: sql`sum(${lots.left})`.mapWith(Number) })
    .from(lots)
    .where(and(eq(lots.until, day), gt(lots.left, 0)))
    .groupBy(lots.accountId)
}

/** Lots and holds of one account go to another. */
export async function moveBelongings(tx: Tx, from: string, to: string): Promise<void> {
  await tx.update(lots).set({ accountId: to }).where(eq(lots.accountId, from))
  await tx.update(holds).set({ accountId: to }).where(eq(holds.accountId, from))
}

/** What is left in the lots of each of these accounts. */
export async function leftInLots(db: Reader, accountIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .select({ accountId: lots.accountId, sum: sql`sum(${lots.left})`.mapWith(Number) })
    .from(lots)
    .where(and(inArray(lots.accountId, [...accountIds]), gt(lots.left, 0)))
    .groupBy(lots.accountId)
  return new Map(rows.map(({ accountId, sum }) => [accountId, sum]))
}

/** What is set aside for each of these drivers' accounts. */
export async function setAsideFor(db: Reader, accountIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .select({ accountId: holds.accountId, sum: sql`sum(${holds.points})`.mapWith(Number) })
    .from(holds)
    .where(and(inArray(holds.accountId, [...accountIds]), eq(holds.state, 'held')))
    .groupBy(holds.accountId)
  return new Map(rows.map(({ accountId, sum }) => [accountId, sum]))
}
