import { index, instant, primaryKey, table, text } from '../../db/kit.ts'

/** Who came on which day; once a day counts. */
export const visits = table('visits', { personId: text('person_id').notNull(), day: text('day').notNull(), at: instant('at').notNull() }, (t) => [
  primaryKey({ columns: [t.personId, t.day] }),
  index('visits_day').on(t.day),
])
