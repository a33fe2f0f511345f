import { index, instant, int, oneOf, primaryKey, table, text } from '../../../db/kit.ts'

/** Who says that a found thing is theirs, and how it went. */
export const claims = table(
  'lost_claims',
  {
    lostId: text('lost_id').notNull(),
    foundId: text('found_id').notNull(),
    /** asked: a feature is awaited; answered: somebody is to confirm; locked: three answers were wrong. */
    state: oneOf('state', ['asked', 'answered', 'confirmed', 'locked', 'lapsed']).notNull(),
    /** Wrong answers so far. */
    misses: int('misses').notNull(),
    /** What the claimant named. */
    answer: text('answer').notNull(),
    /** Did the answer agree with what is known of the find? */
    agrees: int('agrees').notNull(),
    confirmedBy: text('confirmed_by'),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.lostId, t.foundId] }), index('lost_claims_found').on(t.foundId), index('lost_claims_state').on(t.state)],
)
