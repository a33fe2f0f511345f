import { bool, index, instant, int, json, oneOf, table, text, unique } from '../../../db/kit.ts'
import type { Thing } from '../../../intents/thing.ts'

export const STATES = ['open', 'matched', 'claimed', 'returned', 'closed', 'expired'] as const

/** What people lost or found, each under a public number like `L-12` or `F-31`. */
export const reports = table(
  'lost_reports',
  {
    id: text('id').primaryKey(),
    number: text('number').notNull(),
    kind: oneOf('kind', ['lost', 'found']).notNull(),
    /** Empty once its reporter had the own data erased. */
    personId: text('person_id'),
    /** The family of the thing and the place as the lists call them: all that a group ever hears. */
    item: text('item').notNull(),
    place: text('place'),
    thing: json<Thing>('thing').notNull(),
    /** The reporter's own words, kept back from everybody but staff. */
    words: text('words').notNull(),
    contact: text('contact'),
    /** Names of pictures in the folder of files. */
    pictures: json<string[]>('pictures').notNull(),
    state: oneOf('state', STATES).notNull(),
    urgent: bool('urgent').notNull(),
    /** When it happened, where the words say so. */
    since: instant('since'),
    until: instant('until'),
    /** The group it was first reported in. */
    groupId: text('group_id'),
    /** The other report of the thing, once it is claimed. */
    otherId: text('other_id'),
    createdAt: instant('created_at').notNull(),
    /** Until when it is watched without asking. */
    watchUntil: instant('watch_until').notNull(),
    /** When its reporter was asked whether to go on. */
    askedAt: instant('asked_at'),
    /** Until when the owner is to fetch it. */
    fetchUntil: instant('fetch_until'),
    /** When it was put up on the public notice. */
    noticedAt: instant('noticed_at'),
    settledAt: instant('settled_at'),
    /** How often it was changed since. */
    edition: int('edition').notNull(),
  },
  (t) => [
    unique('lost_reports_number').on(t.number),
    index('lost_reports_person').on(t.personId, t.state),
    index('lost_reports_state').on(t.state, t.kind, t.createdAt),
    index('lost_reports_settled').on(t.settledAt),
  ],
)

/** What happened to things, without whose they were: for the figures. */
export const events = table(
  'lost_events',
  {
    id: text('id').primaryKey(),
    at: instant('at').notNull(),
    what: oneOf('what', ['lost', 'found', 'matched', 'returned']).notNull(),
    item: text('item').notNull(),
    /** From the report to the return, in days. */
    days: int('days'),
  },
  (t) => [index('lost_events_at').on(t.at)],
)
