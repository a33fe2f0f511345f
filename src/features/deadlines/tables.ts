import { index, instant, json, oneOf, table, text } from '../../db/kit.ts'
import { KINDS } from './rules.ts'

/** Personal dates: what runs out for whom on which day. */
export const deadlines = table(
  'deadlines',
  {
    id: text('id').primaryKey(),
    personId: text('person_id').notNull(),
    kind: oneOf('kind', KINDS).notNull(),
    /** In the person's words: 年检, 挂车年检, 交强险. */
    label: text('label').notNull(),
    plate: text('plate'),
    /** The last good day, in the centre's zone. */
    day: text('day').notNull(),
    /** Reminded so many days before. */
    leads: json<number[]>('leads').notNull(),
    /** When something is to be said next; empty when nothing is. */
    nextAt: instant('next_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('deadlines_person').on(t.personId), index('deadlines_next').on(t.nextAt)],
)
