import { instant, int, primaryKey, table, text, unique } from '../../../db/kit.ts'

/** One row for each place that somebody holds: its key is what makes two people on one place impossible. */
export const placeHolds = table(
  'place_holds',
  {
    service: text('service').notNull(),
    startAt: instant('start_at').notNull(),
    /** 1 up to the number of places. */
    place: int('place').notNull(),
    /** A booking or an offer of the waiting list, with its version: each holds one place. */
    holder: text('holder').notNull(),
    /** An offer's deadline; a booking has none. */
    until: instant('until'),
  },
  (t) => [primaryKey({ name: 'place_holds_pk', columns: [t.service, t.startAt, t.place] }), unique('place_holds_holder').on(t.holder)],
)
