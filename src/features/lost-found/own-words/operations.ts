/** Words said of a report that is there already: whether they are, and what they name. */
import type { Context } from '../../../bot/capability.ts'
import { things } from '../../../intents/things.ts'
import type { Understanding } from '../../../intents/understanding.ts'
import { namesKnown, readReport } from '../lost-found/operations.ts'
import { directionIn, type Words } from '../lost-found/rules.ts'
import { claimsReport, type Wish, wishIn, withoutWhere } from '../lost-mine/rules.ts'
import { describes } from '../lost-search/operations.ts'

/** What kinds of things the words name. */
export const itemsIn = (ctx: Context, words: Words, wish: Wish): readonly string[] =>
  readReport(
    wish === 'withdraw' ? { ...words, raw: withoutWhere(words.raw), text: withoutWhere(words.text), slots: withoutItems(words) } : words,
    ctx.now,
    ctx.calendar,
  ).thing.items

/** Of these reports those of the kind of thing that the words name; all where they name none of them. */
export function alike<T extends { item: string }>(ctx: Context, all: readonly T[], words: Words): readonly T[] {
  const items = itemsIn(ctx, words, 'list')
  const named = all.filter((each) => items.some((item) => things().kinship(item, each.item) !== 'other'))
  return named.length > 0 ? named : all
}

const withoutItems = ({ slots }: Words): Words['slots'] => ({ ...slots, named: { ...slots.named, items: [] } })

/** "在你们食堂", "好像落大厅了": a place that somebody names and asks nothing about. */
const tellsWhere = ({ text, slots }: Understanding): boolean =>
  WHERE.test(text) && slots.named.places.length > 0 && slots.named.items.length === 0 && !ASKS.test(text)
const WHERE = /^(?:就|都|好像|可能|应该|大概|估计|也许|八成|是|可|我|俺|当时)*(?:在|搁|[落丢忘掉](?=[在到你咱恁这那]))/
const ASKS = /[?？吗呢么]|[哪谁几啥]|什么|怎么|多少|没有?$/

const REPORTS = new Set(['lost.report', 'found.report', 'lost.search'])
/** Certainly said of a report that is there already. */
export const claimsOwn = ({ raw, text }: Pick<Words, 'raw' | 'text'>): boolean => claimsReport(raw, namesKnown(text))

/** Does the message go on about a report that more was asked of: a description without a word of losing or finding, or an order? */
export const tellsMore = (heard: Understanding): boolean =>
  claimsOwn(heard) ||
  describes(heard) ||
  tellsWhere(heard) ||
  wishIn(heard.raw) === 'withdraw' ||
  (REPORTS.has(heard.readings[0]?.intent ?? '') && directionIn(heard.text) === undefined && !/[?？吗呢么]|谁|没有?$/.test(heard.raw))
