import { index, instant, json, oneOf, table, text, unique } from '../../../db/kit.ts'

/** Words of people who missed a session, or were there and could not check in; each under a number like `Q-3`. */
export const studyExcuses = table(
  'study_excuses',
  {
    id: text('id').primaryKey(),
    number: text('number').notNull(),
    sessionId: text('session_id').notNull(),
    /** Empty once the person had the own data erased. */
    personId: text('person_id'),
    /** `away`: could not come; `there`: was there without checking in. */
    kind: oneOf('kind', ['away', 'there']).notNull(),
    text: text('text').notNull(),
    state: oneOf('state', ['open', 'approved', 'declined']).notNull(),
    createdAt: instant('created_at').notNull(),
    decidedAt: instant('decided_at'),
    /** The member of staff, as a person. */
    decidedBy: text('decided_by'),
    /** Members of staff who were sent the words. */
    told: json<string[]>('told').notNull(),
  },
  (t) => [unique('study_excuses_number').on(t.number), unique('study_excuses_once').on(t.sessionId, t.personId), index('study_excuses_person').on(t.personId)],
)
