import { index, instant, int, oneOf, table, text, unique } from '../../../db/kit.ts'
import { WAYS } from './rules.ts'

/** Who was at a session, once each. */
export const studyAttendance = table(
  'study_attendance',
  {
    id: text('id').primaryKey(),
    sessionId: text('session_id').notNull(),
    /** Empty once the person had the own data erased; that somebody was there stays counted. */
    personId: text('person_id'),
    at: instant('at').notNull(),
    /** How it was found out: the person's code, or staff by hand, from a sheet, or after a word of the person. */
    way: oneOf('way', WAYS).notNull(),
    /** The member of staff, where one did it. */
    by: text('by'),
    kind: text('kind').notNull(),
    startsAt: instant('starts_at').notNull(),
    /** Credit hours in tenths. */
    tenths: int('tenths').notNull(),
    /** Points that were given for it. */
    points: int('points').notNull(),
  },
  (t) => [unique('study_attendance_once').on(t.sessionId, t.personId), index('study_attendance_person').on(t.personId)],
)

/** What the changing code of a session is made from. */
export const studyCodes = table('study_codes', { sessionId: text('session_id').primaryKey(), secret: text('secret').notNull() })

/** Wrong codes of a person: nobody can try them all. */
export const studyTries = table('study_tries', { personId: text('person_id').primaryKey(), misses: int('misses').notNull(), since: instant('since').notNull() })
