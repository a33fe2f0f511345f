/** Questions that must keep their meaning and their answer, whatever staff change. */
import { instant, json, table, text, uniqueIndex } from '../../../db/kit.ts'

export const regressionQuestions = table(
  'regression_questions',
  {
    id: text('id').primaryKey(),
    text: text('text').notNull(),
    /** The words folded, as the exact table compares them: each question once. */
    folded: text('folded').notNull(),
    /** The meaning's label: a topic, or an intent of the catalogue. */
    label: text('label').notNull(),
    /** What the words ask for about the topic, when they say so. */
    aspect: text('aspect'),
    /** Words that the answer must hold. */
    contains: json<string[]>('contains').notNull(),
    addedBy: text('added_by').notNull(),
    addedAt: instant('added_at').notNull(),
  },
  (t) => [uniqueIndex('regression_questions_folded').on(t.folded)],
)
