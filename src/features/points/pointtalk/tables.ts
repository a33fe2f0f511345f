import { index, instant, table, text } from '../../../db/kit.ts'

/** How a driver is known to staff: by a number that the driver reads out, and by the phone that the driver gave. */
export const pointDrivers = table(
  'point_drivers',
  {
    personId: text('person_id').primaryKey(),
    /** `D-12` */
    number: text('number').notNull().unique('point_drivers_number'),
    phone: text('phone'),
    since: instant('since').notNull(),
  },
  (t) => [index('point_drivers_phone').on(t.phone)],
)
