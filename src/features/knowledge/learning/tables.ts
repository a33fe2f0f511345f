/** What staff teach: wordings for a meaning, beside those of `content/`. */
import { index, instant, json, oneOf, table, text, uniqueIndex } from '../../../db/kit.ts'

export const wordings = table(
  'wordings',
  {
    id: text('id').primaryKey(),
    /** The meaning's label: a topic, or an intent of the catalogue. */
    label: text('label').notNull(),
    text: text('text').notNull(),
    /** The words folded, as the exact table compares them: one meaning each. */
    folded: text('folded').notNull(),
    /**
     * new: understood word for word, still to be learned; live: learned;
     * held: learning it would break a question of the regression list, so it stays word for word.
     */
    state: oneOf('state', ['new', 'live', 'held']).notNull(),
    /** The questions that learning it would break. */
    breaks: json<string[]>('breaks').notNull(),
    /** Who added it: a member of staff. */
    addedBy: text('added_by').notNull(),
    addedAt: instant('added_at').notNull(),
  },
  (t) => [uniqueIndex('wordings_folded').on(t.folded), index('wordings_label').on(t.label)],
)

/** Names the present state of what staff taught, so that every process notices a change. */
export const lessons = table('lessons', { name: text('name').primaryKey(), edition: text('edition').notNull() })
