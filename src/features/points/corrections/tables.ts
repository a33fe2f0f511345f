import { sql } from 'drizzle-orm'
import { check, index, instant, int, oneOf, table, text } from '../../../db/kit.ts'

/** What could not be taken back because it was spent already: staff decide. */
export const debts = table(
  'point_debts',
  {
    /** The movement that should have taken it. */
    movementId: text('movement_id').primaryKey(),
    accountId: text('account_id').notNull(),
    points: int('points').notNull(),
    left: int('left_over').notNull(),
    at: instant('at').notNull(),
    settledAt: instant('settled_at'),
    how: oneOf('how', ['collected', 'forgiven']),
  },
  (t) => [index('point_debts_open').on(t.accountId).where(sql`settled_at is null`), check('point_debts_within', sql`left_over >= 0 and left_over <= points`)],
)
