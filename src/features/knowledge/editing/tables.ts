/** The history of what the centre says, and who was told that something lapses. */
import { index, instant, int, json, primaryKey, table, text } from '../../../db/kit.ts'

/** Append-only. One change of staff (a public number) may touch several entries: a row each. */
export const knowledgeChanges = table(
  'knowledge_changes',
  {
    id: text('id').primaryKey(),
    number: text('number').notNull(),
    /** Counts changes: the number's figure. */
    sequence: int('sequence').notNull(),
    at: instant('at').notNull(),
    /** The member of staff. */
    who: text('who').notNull(),
    kind: text('kind').notNull(),
    key: text('key').notNull(),
    /** The entry as it was; absent: there was none. */
    before: json<unknown>('before'),
    /** The entry as it is now; absent: it was taken away. */
    after: json<unknown>('after'),
    /** The number of the change that this one undoes. */
    undoes: text('undoes'),
  },
  (t) => [index('knowledge_changes_number').on(t.number), index('knowledge_changes_key').on(t.kind, t.key), index('knowledge_changes_sequence').on(t.sequence)],
)

/** Who answers for an entry was told that it lapses on this day: once some days before, once when it did. */
export const knowledgeNotices = table(
  'knowledge_notices',
  {
    kind: text('kind').notNull(),
    key: text('key').notNull(),
    validUntil: text('valid_until').notNull(),
    stage: text('stage').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ name: 'knowledge_notices_pk', columns: [t.kind, t.key, t.validUntil, t.stage] })],
)
