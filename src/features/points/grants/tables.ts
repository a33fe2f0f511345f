import { index, instant, int, oneOf, table, text } from '../../../db/kit.ts'

/** What staff give and take by hand, each under a number by which it can be reversed. Large ones wait for a second person. */
export const handActs = table(
  'point_hand_acts',
  {
    id: text('id').primaryKey(),
    /** `P-12` */
    number: text('number').notNull().unique('point_hand_acts_number'),
    /** Names the message, the form or the row of a sheet: said twice, it is one act. */
    key: text('key').notNull().unique('point_hand_acts_key'),
    personId: text('person_id'),
    /** Below zero where points are taken. */
    points: int('points').notNull(),
    reason: text('reason').notNull(),
    state: oneOf('state', ['waiting', 'done', 'rejected']).notNull(),
    by: text('by').notNull(),
    at: instant('at').notNull(),
    decidedBy: text('decided_by'),
    decidedAt: instant('decided_at'),
    movementId: text('movement_id'),
    /** The act that this one reverses, by its number. */
    undoes: text('undoes').unique('point_hand_acts_undoes'),
  },
  (t) => [index('point_hand_acts_state').on(t.state, t.at), index('point_hand_acts_person').on(t.personId)],
)
