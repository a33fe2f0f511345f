import { index, instant, int, json, table, text } from '../../../db/kit.ts'

/** Self-audits of the ledger, and how far the running one has come. */
export const pointAudits = table(
  'point_audits',
  {
    id: text('id').primaryKey(),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
    /** Where the next piece begins. */
    cursor: text('cursor').notNull(),
    checked: int('checked').notNull(),
    /** How many faults were found; the first of them in words. */
    faults: int('faults').notNull(),
    found: json<string[]>('found').notNull(),
  },
  (t) => [index('point_audits_started').on(t.startedAt)],
)
