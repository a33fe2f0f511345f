import { sql } from 'drizzle-orm'
import { index, instant, int, oneOf, table, text, uniqueIndex } from '../../../db/kit.ts'

/** What drivers object to: the line is frozen until staff decide. */
export const pointObjections = table(
  'point_objections',
  {
    id: text('id').primaryKey(),
    /** `Y-3` */
    number: text('number').notNull().unique('point_objections_number'),
    /** Empty once the driver had the own data erased. */
    personId: text('person_id'),
    movementId: text('movement_id').notNull(),
    /** The line as the driver saw it, and what is wrong with it in the driver's words. */
    line: text('line').notNull(),
    amount: int('amount').notNull(),
    words: text('words').notNull(),
    state: oneOf('state', ['open', 'upheld', 'dismissed']).notNull(),
    createdAt: instant('created_at').notNull(),
    decidedAt: instant('decided_at'),
    decidedBy: text('decided_by'),
    reason: text('reason'),
  },
  (t) => [
    uniqueIndex('point_objections_open').on(t.movementId).where(sql`state = 'open'`),
    index('point_objections_person').on(t.personId),
    index('point_objections_state').on(t.state, t.createdAt),
  ],
)
