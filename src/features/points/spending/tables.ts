import { sql } from 'drizzle-orm'
import { index, instant, int, oneOf, table, text, uniqueIndex } from '../../../db/kit.ts'
import { SPENDING_STATES } from './rules.ts'

/** Points on their way to a merchant: a code for ten minutes, then confirmed, or given back. */
export const spendings = table(
  'spendings',
  {
    id: text('id').primaryKey(),
    /** `K-12`. */
    number: text('number').notNull().unique('spendings_number'),
    /** Empty once its driver had the own data erased. */
    personId: text('person_id'),
    merchantId: text('merchant_id').notNull(),
    holdId: text('hold_id').notNull(),
    /** Points set aside. */
    points: int('points').notNull(),
    codeDigest: text('code_digest').notNull(),
    state: oneOf('state', SPENDING_STATES).notNull(),
    /** Wrong codes at this merchant while this one was open. */
    misses: int('misses').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    settledAt: instant('settled_at'),
    /** Names the confirming message or form: said twice, it is one. */
    confirmKey: text('confirm_key'),
    movementId: text('movement_id'),
    /** Points that were spent. */
    used: int('used'),
    /** The bill and what came off it, in fen. */
    bill: int('bill'),
    fen: int('fen'),
  },
  (t) => [
    uniqueIndex('spendings_open_code').on(t.merchantId, t.codeDigest).where(sql`state = 'open'`),
    index('spendings_person').on(t.personId, t.createdAt),
    index('spendings_due').on(t.expiresAt).where(sql`state = 'open'`),
    index('spendings_merchant').on(t.merchantId, t.settledAt),
    index('spendings_movement').on(t.movementId),
  ],
)
