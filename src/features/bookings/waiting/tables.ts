import { bool, index, instant, int, oneOf, table, text, unique } from '../../../db/kit.ts'

/** People who wait for a time that is full, each under a public number like `W-3`. */
export const waits = table(
  'waits',
  {
    id: text('id').primaryKey(),
    number: text('number').notNull(),
    service: text('service').notNull(),
    /** Empty once the person had the own data erased. */
    personId: text('person_id'),
    /** Any slot that starts from here until before `toAt` will do. */
    fromAt: instant('from_at').notNull(),
    toAt: instant('to_at').notNull(),
    urgent: bool('urgent').notNull(),
    state: oneOf('state', ['waiting', 'offered', 'taken', 'left', 'expired']).notNull(),
    /** Offers made so far: part of the holder's name of each. */
    offers: int('offers').notNull(),
    offeredStart: instant('offered_start'),
    offeredUntil: instant('offered_until'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [unique('waits_number').on(t.number), index('waits_line').on(t.service, t.state), index('waits_person').on(t.personId)],
)
