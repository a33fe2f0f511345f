import { index, instant, int, json, oneOf, primaryKey, table, text } from '../../../db/kit.ts'
import type { Thing } from '../../../intents/thing.ts'

export const KINDS = ['lost', 'found'] as const

/** What is compared of each open report; gone when the report is no longer open. */
export const sought = table('lost_sought', {
  reportId: text('report_id').primaryKey(),
  number: text('number').notNull(),
  kind: oneOf('kind', KINDS).notNull(),
  personId: text('person_id'),
  thing: json<Thing>('thing').notNull(),
  /** When it happened, where the words say so. */
  since: instant('since'),
  until: instant('until'),
  /** The middle of that time, else when it was reported: candidates are looked for around it. */
  at: instant('at').notNull(),
  reportedAt: instant('reported_at').notNull(),
})

/** Under which keys an open report is found: what it is, with what colour, where … */
export const soughtKeys = table(
  'lost_keys',
  {
    reportId: text('report_id').notNull(),
    kind: oneOf('kind', KINDS).notNull(),
    key: text('key').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.reportId, t.key] }), index('lost_keys_key').on(t.kind, t.key, t.at)],
)

/** Two reports that may be about one thing. */
export const matches = table(
  'lost_matches',
  {
    lostId: text('lost_id').notNull(),
    foundId: text('found_id').notNull(),
    /** In thousandths. */
    score: int('score').notNull(),
    /** Why, in plain words. */
    why: json<string[]>('why').notNull(),
    /** Both sides were told that something matching exists. */
    toldAt: instant('told_at'),
    /** Somebody who knows said that it is not the same thing. */
    refusedAt: instant('refused_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.lostId, t.foundId] }), index('lost_matches_found').on(t.foundId)],
)
