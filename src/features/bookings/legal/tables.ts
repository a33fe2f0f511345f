/** What a legal consultation is about: only the lawyer's view reads it. */
import { index, instant, oneOf, table, text, unique } from '../../../db/kit.ts'

export const legalIntakes = table(
  'legal_intakes',
  {
    id: text('id').primaryKey(),
    /** The booking's public number. */
    booking: text('booking').notNull(),
    /** Empty once its writer had the own data erased. */
    personId: text('person_id'),
    matter: text('matter').notNull(),
    opponent: text('opponent').notNull(),
    /** Why it goes first: the kind of urgency, in our words. */
    urgent: oneOf('urgent', ['court-date', 'limitation', 'detention']),
    createdAt: instant('created_at').notNull(),
    /** When the case ended: the retention clock runs from here. */
    closedAt: instant('closed_at'),
  },
  (t) => [unique('legal_intakes_booking').on(t.booking), index('legal_intakes_person').on(t.personId), index('legal_intakes_closed').on(t.closedAt)],
)

/** Who stood on which side, as keyed digests of names: enough to warn of a conflict, useless to anybody who reads it. */
export const legalParties = table(
  'legal_parties',
  {
    id: text('id').primaryKey(),
    digest: text('digest').notNull(),
    side: oneOf('side', ['client', 'opponent']).notNull(),
    /** The booking's number; empty where a lawyer entered a client. */
    booking: text('booking'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('legal_parties_digest').on(t.digest, t.side), index('legal_parties_booking').on(t.booking), index('legal_parties_created').on(t.createdAt)],
)
