/** The two sides of a counter: the driver asks for a code, the merchant answers it. */
import type { Acts, Answer, Context, Desk } from '../../../bot/capability.ts'
import type { Filled } from '../../../bot/dialogue.ts'
import { nameSearch } from '../../../intents/names.ts'
import type { Understanding } from '../../../intents/understanding.ts'
import { type Result, refused } from '../../../lib/errors.ts'
import { digest } from '../../../lib/ids.ts'
import { openingAt } from '../../../lib/opening.ts'
import { qrPng } from '../../../lib/qr.ts'
import {
  hoursOf,
  issueMerchantCode,
  kindsOf,
  linkEdition,
  listMerchants,
  type Merchant,
  merchantById,
  merchantNamed,
  merchantOf,
  notAMerchant,
  useCode,
} from '../../merchants/merchants/operations.ts'
import { bindingCodeIn, pointsFor } from '../../merchants/merchants/rules.ts'
import { balanceOf } from '../ledger/operations.ts'
import { driver } from '../ledger/rules.ts'
import { usedUp, useUp } from '../points/operations.ts'
import { begin, bringUpToDate, cancelOpen, type NotBegun, type NotRedeemed, type Redeemed, redeem } from '../spending/operations.ts'
import * as replies from './replies.ts'

export type { Merchant, Redeemed }
export { linkEdition, merchantById, merchantOf, notAMerchant }

/** What the driver's questions depend on. */
export interface Till {
  readonly balance: number
  readonly merchants: readonly Merchant[]
  /** Those that are open now. */
  readonly open: ReadonlySet<string>
}

export async function tillFor(ctx: Context): Promise<Till> {
  await bringUpToDate(ctx, ctx.person.id)
  const merchants = await listMerchants(ctx.tx, { suspended: false })
  const open = merchants.filter((merchant) => openingAt(hoursOf(merchant), ctx.now, ctx.calendar).open)
  return { balance: await balanceOf(ctx.tx, driver(ctx.person.id)), merchants, open: new Set(open.map(({ id }) => id)) }
}

/** Merchants offered as choices: open ones first, of the kind that was spoken of. */
export function offered({ merchants, open }: Till, kind: string | undefined, most: number): Merchant[] {
  const fitting = merchants.filter((merchant) => kind === undefined || merchant.kind === kind)
  return [...(fitting.length > 0 ? fitting : merchants)].sort((a, b) => Number(open.has(b.id)) - Number(open.has(a.id))).slice(0, most)
}

const SURE_NAME = 0.7

/** The merchant that the words name; `direct`: they are the answer to that very question. */
export function merchantIn({ merchants }: Till, heard: Understanding, direct: boolean): string | undefined {
  const named = merchants.filter(({ name }) => heard.text.includes(name.toLowerCase()) || heard.raw.includes(name))
  if (named.length === 1) return named[0]?.name
  if (direct) {
    const [first] = nameSearch(merchants, ({ name }) => [name])(heard.text, 1)
    if (first && first.similarity >= SURE_NAME) return first.item.name
  }
  // A kind alone chooses nothing: the one that is meant may be suspended.
  return undefined
}

/** The one kind of merchants that the words speak of. */
export function kindIn(heard: Understanding): string | undefined {
  const [kind, another] = kindsOf(heard.text)
  return another === undefined ? kind : undefined
}

/** Points as they were said (`50`, `all`, `yuan:10`) as a number for this merchant. */
function pointsAt(said: string, balance: number, { terms }: Merchant): number {
  if (said === 'all') return Math.min(balance, pointsFor(terms.maxPerBill ?? Number.MAX_SAFE_INTEGER / terms.pointsPerYuan, terms))
  return said.startsWith('yuan:') ? Math.ceil(Number(said.slice('yuan:'.length)) * terms.pointsPerYuan) : Number(said)
}

/** Begins the spending that the form describes. */
export async function start(ctx: Context, update: string, filled: Filled, till: Till): Promise<Answer> {
  if (till.balance === 0) return { reply: replies.noPoints }
  const merchant = await merchantNamed(ctx.tx, filled.merchant ?? '')
  if (!merchant) return { reply: replies.closed }
  const points = pointsAt(filled.points ?? '', till.balance, merchant)
  const begun = await begin(ctx, { personId: ctx.person.id, merchantId: merchant.id, points, key: `redeem:${update}` })
  if ('is' in begun) return { reply: refusalFor(merchant.name, begun) }
  const until = ctx.calendar.localTime(begun.expiresAt)
  const { number, fen, code } = begun
  return {
    reply: replies.codeReady({ ...begun, until, merchant: merchant.name }, await qrPng(code)),
    data: { spending: number, points: begun.points, yuan: fen / 100 },
  }
}

function refusalFor(merchant: string, refusal: NotBegun) {
  switch (refusal.is) {
    case 'short':
      return replies.short(refusal.balance)
    case 'too-few':
      return replies.tooFew(merchant, refusal.least)
    case 'too-many':
      return replies.tooMany(merchant, refusal.most)
    case 'day-full':
      return replies.dayFull(merchant)
    case 'closed':
      return replies.closed
  }
}

/** The driver calls the open code off. */
export async function stop(ctx: Context): Promise<Answer> {
  const cancelled = await cancelOpen(ctx, ctx.person.id)
  return { reply: cancelled > 0 ? replies.cancelled(await balanceOf(ctx.tx, driver(ctx.person.id))) : replies.nothingOpen }
}

/** A merchant's answer to a code, by whatever door. */
export async function sell(
  acts: Acts,
  sale: { merchantId: string; code: string; bill: number; actor: string; key: string },
): Promise<{ is: 'sold'; done: Redeemed } | NotRedeemed> {
  const sold = await redeem(acts, sale)
  return sold.ok ? { is: 'sold', done: sold.value } : (sold.why ?? { is: 'closed' })
}

/** The same in the merchant's own chat. */
export async function sellInChat(ctx: Context, merchantId: string, code: string, bill: number, update: string): Promise<Answer> {
  const sold = await sell(ctx, { merchantId, code, bill, actor: ctx.person.id, key: `chat:${update}` })
  if (sold.is !== 'sold') return { reply: { parts: replies.notRedeemed(sold) } }
  const { number, points, fen } = sold.done
  return { reply: { parts: replies.redeemed(sold.done) }, data: { spending: number, points, yuan: fen / 100 } }
}

/** A one-time code that opens the phone page for a merchant. */
export async function pageCode(ctx: Context): Promise<Answer> {
  const merchant = await merchantOf(ctx.tx, ctx.person.id)
  if (!merchant) return { reply: notAMerchant }
  await ctx.audit('merchant.page', merchant.id)
  return { reply: replies.pageCode(await issueMerchantCode(ctx, merchant.id)) }
}

/** What the page says of a sale, the most important first. */
export const saleWords = (sold: Awaited<ReturnType<typeof sell>>): string[] =>
  (sold.is === 'sold' ? replies.redeemed(sold.done) : replies.notRedeemed(sold)).map((part) => part.text)

/** Wrong codes from one address within an hour. */
const TRIES = 10

/**
 * Uses a merchant's code up for the phone page.
 * @returns refused with `locked` after ten wrong ones from this address within an hour, `wrong`, `over`
 */
export async function openPage(desk: Pick<Desk, 'act'>, said: string, ip: string): Promise<Result<Merchant, 'wrong' | 'over' | 'locked'>> {
  return desk.act(async (acts) => {
    const scope = `${acts.now.toISOString().slice(0, 13)}|page|${digest(ip).slice(0, 16)}`
    if (((await usedUp(acts.tx, [scope])).get(scope) ?? 0) >= TRIES) return refused('locked')
    const used = await useCode(acts, bindingCodeIn(said) ?? '')
    if (!used.ok) await useUp(acts.tx, { scope, most: TRIES }, 1, acts.now)
    return used
  })
}
