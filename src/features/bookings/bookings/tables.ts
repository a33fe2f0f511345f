import { bool, index, instant, int, oneOf, table, text, unique } from '../../../db/kit.ts'

/** What people booked, each under a public number like `B-12`. Which place is theirs is in `place_holds`. */
export const bookings = table(
  'bookings',
  {
    id: text('id').primaryKey(),
    number: text('number').notNull(),
    service: text('service').notNull(),
    /** Empty once the person had the own data erased, and a year after. */
    personId: text('person_id'),
    startAt: instant('start_at').notNull(),
    endAt: instant('end_at').notNull(),
    state: oneOf('state', ['booked', 'arrived', 'done', 'no-show', 'cancelled']).notNull(),
    /** Raised whenever it is moved: part of the name under which it holds its place. */
    version: int('version').notNull(),
    source: oneOf('source', ['chat', 'waiting', 'counter']).notNull(),
    /** The person answered a reminder: comes. */
    confirmedAt: instant('confirmed_at'),
    /** A missed appointment that no longer counts. */
    forgiven: bool('forgiven').notNull(),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [unique('bookings_number').on(t.number), index('bookings_person').on(t.personId, t.state), index('bookings_day').on(t.service, t.startAt)],
)

/** One row per person who books: locked while what the person may hold is counted. */
export const bookingPersons = table('booking_persons', { personId: text('person_id').primaryKey(), at: instant('at').notNull() })
