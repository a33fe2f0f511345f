/** What the centre says: facts stored once, templates that use them, opening hours. */
import { bool, instant, int, json, oneOf, primaryKey, table, text } from '../../../db/kit.ts'
import type { OnHolidays, Span } from '../../../lib/opening.ts'

export const facts = table('facts', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
  /** Not confirmed by the centre yet. */
  sample: bool('sample').notNull(),
  source: text('source').notNull(),
  owner: text('owner').notNull(),
  /** The last day (`2026-12-31`, the centre's) on which it may be stated. */
  validUntil: text('valid_until'),
  updatedAt: instant('updated_at').notNull(),
})

export const topics = table('topics', {
  name: text('name').primaryKey(),
  title: text('title').notNull(),
  /** The place whose hours apply. */
  place: text('place'),
  /** Words by which people call it; absent: those of `content/`. */
  names: json<string[]>('names'),
  position: int('position').notNull(),
})

export const aspects = table(
  'aspects',
  {
    topic: text('topic')
      .notNull()
      .references(() => topics.name),
    aspect: text('aspect').notNull(),
    template: text('template').notNull(),
    sample: bool('sample').notNull(),
    source: text('source').notNull().default(''),
    owner: text('owner').notNull().default(''),
    validUntil: text('valid_until'),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [primaryKey({ name: 'aspects_pk', columns: [t.topic, t.aspect] })],
)

export const places = table('places', {
  key: text('key').primaryKey(),
  title: text('title').notNull(),
  /** Seven days, Monday first. */
  weekly: json<Span[][]>('weekly').notNull(),
  holidays: json<OnHolidays>('holidays').notNull(),
  sample: bool('sample').notNull(),
  source: text('source').notNull().default(''),
  owner: text('owner').notNull().default(''),
  validUntil: text('valid_until'),
  updatedAt: instant('updated_at').notNull(),
})

export const specialDays = table(
  'special_days',
  {
    /** A place's key, or `all`. */
    place: text('place').notNull(),
    day: text('day').notNull(),
    /** Empty: closed all day. */
    hours: json<Span[]>('hours').notNull(),
    reason: text('reason').notNull(),
  },
  (t) => [primaryKey({ name: 'special_days_pk', columns: [t.place, t.day] })],
)

/** Closed against the plan: a power cut, a flood. */
export const closures = table('closures', {
  id: text('id').primaryKey(),
  /** A place's key, or `all`. */
  place: text('place').notNull(),
  startsAt: instant('starts_at').notNull(),
  /** Absent: until somebody ends it. */
  endsAt: instant('ends_at'),
  reason: text('reason').notNull(),
})

/** Days that staff know better than the library: a holiday, a weekend day that is worked, or after all an ordinary day. */
export const holidays = table('holidays', {
  day: text('day').primaryKey(),
  kind: oneOf('kind', ['holiday', 'workday', 'ordinary']).notNull(),
  name: text('name').notNull(),
})

/** Names the present state of all this: whoever kept a copy in memory sees by it whether the copy still holds. */
export const editions = table('knowledge_editions', { name: text('name').primaryKey(), edition: text('edition').notNull() })
