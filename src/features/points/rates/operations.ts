/** Rules and terms, changed by staff in so many words: what is said back first is what is then done. */
import type { Acts, Context } from '../../../bot/capability.ts'
import type { Reader } from '../../../db/db.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { type Merchant, merchantNamed, peopleOf, setTerms } from '../../merchants/merchants/operations.ts'
import { pointsFor } from '../../merchants/merchants/rules.ts'
import { generalRule, ruleNamed, setGeneral, setRule } from '../points/operations.ts'
import { ruleTitle, ruleValue, termsNotice, termsValue } from './replies.ts'
import { type RuleChange, ruleChangeIn, type TermsChange, termsChangeIn } from './rules.ts'

export { sureIn } from '../grants/rules.ts'

/** A change as it is said back. */
export interface Meant {
  readonly title: string
  readonly from: string
  readonly to: string
}

export type NotMeant = 'unknown' | 'same' | 'against-itself'
type Change = { readonly is: 'rule'; readonly change: RuleChange } | { readonly is: 'terms'; readonly change: TermsChange; readonly merchant: Merchant }

type Planned<T> = Result<T, NotMeant> & { meant?: Meant; name?: string }

/** What the words would change. @returns refused with `unknown` merchant (with its name), `same` as it is, `against-itself` */
export async function meant(read: Reader, words: string): Promise<Planned<Meant>> {
  const planned = await plannedIn(read, words)
  return planned.ok ? ok(planned.value.shown) : planned
}

async function plannedIn(read: Reader, words: string): Promise<Planned<{ shown: Meant; change: Change }>> {
  const found = await changeIn(read, words)
  if (!found.ok) return found
  const change = found.value
  const shown = change.is === 'rule' ? await ruleShown(read, change.change) : termsShown(change)
  if (shown.from === shown.to) return { ...refused('same'), meant: shown }
  if (change.is === 'terms' && !usable(change)) return refused('against-itself')
  return ok({ shown, change })
}

async function changeIn(read: Reader, words: string): Promise<Result<Change, 'unknown'> & { name?: string }> {
  const rule = ruleChangeIn(words)
  if (rule) return ok({ is: 'rule', change: rule })
  const terms = termsChangeIn(words)
  const merchant = terms && (await merchantNamed(read, terms.merchant, { suspended: true }))
  return terms && merchant ? ok({ is: 'terms', change: terms, merchant }) : { ...refused('unknown'), name: terms?.merchant ?? '' }
}

async function ruleShown(read: Reader, change: RuleChange): Promise<Meant> {
  const now = change.of === 'all' ? await generalRule(read) : await ruleNamed(read, change.of)
  const value = now?.[change.what as keyof typeof now] as number | boolean | undefined
  return { title: ruleTitle(change.of), from: ruleValue(change.what, value), to: ruleValue(change.what, change.to) }
}

const termsShown = ({ change: { what, to }, merchant }: Extract<Change, { is: 'terms' }>): Meant => ({
  title: merchant.name,
  from: termsValue(what, merchant.terms[what]),
  to: termsValue(what, to),
})

/** Can anybody still spend points there? */
function usable({ change: { what, to }, merchant }: Extract<Change, { is: 'terms' }>): boolean {
  const terms = { ...merchant.terms, [what]: to }
  const most = Math.min(...[terms.maxPerBill, terms.maxPerPersonDay, terms.maxPerDay].map((ceiling) => ceiling ?? Number.MAX_SAFE_INTEGER))
  return pointsFor(most, terms) >= terms.minPoints
}

/** Does what the words say, and lets the merchant's people know. @returns refused as `meant` */
export async function change(ctx: Context, words: string): Promise<Planned<Meant>> {
  const planned = await plannedIn(ctx.tx, words)
  if (!planned.ok) return planned
  const { shown, change } = planned.value
  if (change.is === 'rule') await applyRule(ctx, change.change)
  else await applyTerms(ctx, change, shown)
  await ctx.audit('points.rates', `${shown.title} ${shown.from} → ${shown.to}`)
  return ok(shown)
}

async function applyRule(acts: Acts, { of, what, to }: RuleChange): Promise<void> {
  if (of === 'all') {
    const general = await generalRule(acts.tx)
    if (!general) throw new Error('there are no rules yet')
    return setGeneral(acts, { ...general, [what]: to })
  }
  const rule = await ruleNamed(acts.tx, of)
  if (!rule) throw new Error('the rule is missing')
  return setRule(acts, of, { ...rule, [what]: to })
}

async function applyTerms(acts: Acts, { change: { what, to }, merchant }: Extract<Change, { is: 'terms' }>, { from, to: after }: Meant): Promise<void> {
  await setTerms(acts, merchant.id, { ...merchant.terms, [what]: to })
  for (const person of await peopleOf(acts.tx, merchant.id)) {
    const key = `merchant.terms:${merchant.id}:${acts.now.getTime()}:${person}`
    await acts.push({ key, reason: 'merchant.terms', to: { person }, parts: termsNotice(merchant.name, from, after), priority: 50 })
  }
}
