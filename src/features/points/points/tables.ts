import { index, instant, int, json, table, text } from '../../../db/kit.ts'
import type { General, Rule } from './rules.ts'

/** The earning rules as staff set them; `general` holds for all together. */
export const pointRules = table('point_rules', {
  name: text('name').primaryKey(),
  rule: json<Rule | General>('rule').notNull(),
  changedAt: instant('changed_at').notNull(),
})

/** How much of a cap is used up. */
export const pointCaps = table('point_caps', { scope: text('scope').primaryKey(), used: int('used').notNull(), at: instant('at').notNull() }, (t) => [
  index('point_caps_at').on(t.at),
])
