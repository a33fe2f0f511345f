import { index, instant, int, oneOf, table, text, unique } from '../../../db/kit.ts'

/** Who is in the line at the counter: walk-ins with a number of the day, and those who booked and arrived. */
export const tickets = table(
  'tickets',
  {
    id: text('id').primaryKey(),
    service: text('service').notNull(),
    day: text('day').notNull(),
    /** The number of the day, counted for each service from 1. */
    number: int('number').notNull(),
    /** Empty for somebody who took a number on the counter's page. */
    personId: text('person_id'),
    /** The booking's public number; empty for a walk-in. */
    booking: text('booking'),
    /** When the booked time was. */
    bookedAt: instant('booked_at'),
    /** Why it goes first, in the words of staff; empty otherwise. */
    urgent: text('urgent').notNull(),
    state: oneOf('state', ['waiting', 'called', 'done', 'left', 'missed']).notNull(),
    takenAt: instant('taken_at').notNull(),
    calledAt: instant('called_at'),
    doneAt: instant('done_at'),
  },
  (t) => [
    unique('tickets_number').on(t.service, t.day, t.number),
    unique('tickets_booking').on(t.booking),
    index('tickets_line').on(t.service, t.day, t.state),
    index('tickets_person').on(t.personId),
  ],
)
