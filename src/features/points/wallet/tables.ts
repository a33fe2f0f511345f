/** What a driver's balance is made of: lots with their dates, and points set aside. */
import { sql } from 'drizzle-orm'
import { check, index, instant, int, oneOf, primaryKey, table, text, uniqueIndex } from '../../../db/kit.ts'
import { HOLD_STATES } from './rules.ts'

/** Points that came together and lapse together. What is left of a driver's lots is the driver's balance. */
export const lots = table(
  'point_lots',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id').notNull(),
    movementId: text('movement_id').notNull(),
    granted: int('granted').notNull(),
    left: int('left_over').notNull(),
    /** How much of it lapsed unused. */
    lapsed: int('lapsed').notNull().default(0),
    /** The last day on which they can be spent. */
    until: text('until_day').notNull(),
  },
  (t) => [
    index('point_lots_account').on(t.accountId, t.until).where(sql`left_over > 0`),
    index('point_lots_until').on(t.until).where(sql`left_over > 0`),
    index('point_lots_movement').on(t.movementId),
    check('point_lots_within', sql`left_over >= 0 and lapsed >= 0 and left_over + lapsed <= granted`),
  ],
)

/** Which lots a hold or a taking back drew on: a release gives the very same ones back. */
export const lotUses = table(
  'point_lot_uses',
  { movementId: text('movement_id').notNull(), lotId: text('lot_id').notNull(), amount: int('amount').notNull() },
  (t) => [primaryKey({ columns: [t.movementId, t.lotId] })],
)

/** Points set aside for a spending: then exactly one of confirmed, released, timed out. The id is its movement's. */
export const holds = table(
  'point_holds',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id').notNull(),
    points: int('points').notNull(),
    state: oneOf('state', HOLD_STATES).notNull(),
    expiresAt: instant('expires_at').notNull(),
    settledAt: instant('settled_at'),
  },
  (t) => [uniqueIndex('point_holds_open').on(t.accountId, t.id).where(sql`state = 'held'`), check('point_holds_points', sql`points > 0`)],
)
