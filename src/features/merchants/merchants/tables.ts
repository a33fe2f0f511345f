import { bool, index, instant, int, json, oneOf, table, text } from '../../../db/kit.ts'
import type { Terms, WeekText } from './rules.ts'

/** The directory of caring merchants. */
export const merchants = table(
  'merchants',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull().unique('merchants_name'),
    kind: text('kind').notNull(),
    place: text('place').notNull(),
    near: text('near'),
    /** Millionths of a degree. */
    lat: int('lat'),
    lon: int('lon'),
    hours: json<WeekText>('hours').notNull(),
    holidays: text('holidays').notNull(),
    phone: text('phone'),
    does: json<string[]>('does').notNull(),
    parking: text('parking'),
    terms: json<Terms>('terms').notNull(),
    state: oneOf('state', ['open', 'suspended']).notNull(),
    /** Not confirmed by the centre. */
    sample: bool('sample').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [index('merchants_kind').on(t.kind)],
)

/** The persons who answer for a merchant in chat. */
export const merchantPeople = table(
  'merchant_people',
  {
    personId: text('person_id').primaryKey(),
    merchantId: text('merchant_id').notNull(),
    since: instant('since').notNull(),
  },
  (t) => [index('merchant_people_merchant').on(t.merchantId)],
)

/** One-time codes by which a chat becomes a merchant's. */
export const merchantCodes = table(
  'merchant_codes',
  {
    digest: text('digest').primaryKey(),
    merchantId: text('merchant_id').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [index('merchant_codes_merchant').on(t.merchantId)],
)

/** Signed links to a merchant's phone page: a new edition makes the old links void. */
export const merchantLinks = table('merchant_links', { merchantId: text('merchant_id').primaryKey(), edition: int('edition').notNull() })
