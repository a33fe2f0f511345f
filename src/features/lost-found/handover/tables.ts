import { index, instant, oneOf, table, text } from '../../../db/kit.ts'

/** Who held a found thing, where, since when: append-only. */
export const custody = table(
  'lost_custody',
  {
    id: text('id').primaryKey(),
    reportId: text('report_id').notNull(),
    holder: oneOf('holder', ['finder', 'centre', 'owner', 'state']).notNull(),
    spot: text('spot'),
    at: instant('at').notNull(),
    /** The person who said so. */
    by: text('by'),
  },
  (t) => [index('lost_custody_report').on(t.reportId, t.at)],
)
