import { index, instant, oneOf, table, text, unique } from '../../../db/kit.ts'

/** Who is on the list of a session. `enrolled` and `offered` hold a place. */
export const studyEnrolments = table(
  'study_enrolments',
  {
    id: text('id').primaryKey(),
    sessionId: text('session_id').notNull(),
    personId: text('person_id').notNull(),
    state: oneOf('state', ['enrolled', 'waiting', 'offered', 'withdrawn', 'lapsed']).notNull(),
    /** Since when in this state: the waiting list goes by it. */
    since: instant('since').notNull(),
    /** The end of an offer. */
    offeredUntil: instant('offered_until'),
  },
  (t) => [
    unique('study_enrolments_once').on(t.sessionId, t.personId),
    index('study_enrolments_person').on(t.personId),
    index('study_enrolments_offer').on(t.offeredUntil),
  ],
)
