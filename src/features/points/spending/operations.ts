/** Spending points at a merchant: set aside under a one-time code, then confirmed, given back or timed out, exactly once. */
import type { Acts } from '../../../bot/capability.ts'
import { nextNumber } from '../../../bot/store/numbers.ts'
import type { Reader } from '../../../db/db.ts'
import { wake } from '../../../jobs/schedule.ts'
import { after, DAY, MINUTE } from '../../../lib/clock.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { digest } from '../../../lib/ids.ts'
import { digits } from '../../../lib/random.ts'
import { type Merchant, merchantById } from '../../merchants/merchants/operations.ts'
import { type LeftToday, reckon, refusedBy, type TermRefusal, worth } from '../../merchants/merchants/rules.ts'
import * as ledger from '../ledger/operations.ts'
import { driver } from '../ledger/rules.ts'
import { giveBackCap, usedUp, useUp } from '../points/operations.ts'
import * as wallet from '../wallet/operations.ts'
import { codeLocked, spentForDriver, timedOut } from './replies.ts'
import { MISSES } from './rules.ts'
import * as store from './store.ts'

export type Spending = store.Spending

/** How long a code is good for (milliseconds). */
export const CODE_LIFE = 10 * MINUTE
/** A code that is older is simply wrong. */
const REMEMBERED = DAY

const codeOf = (merchantId: string, code: string): string => digest(`spending:${merchantId}:${code}`)

/** Tries for a code that is not open at the merchant yet. */
const TRIES = 20

export interface Begun {
  readonly number: string
  readonly code: string
  readonly points: number
  /** What it takes off the bill, in fen. */
  readonly fen: number
  readonly expiresAt: Date
  readonly balance: number
  /** An earlier code of the driver that is void now. */
  readonly replaced: boolean
}

export type NotBegun = { readonly is: 'short'; readonly balance: number } | { readonly is: 'closed' } | TermRefusal

/** Sets points aside for a merchant and gives a code; an earlier code of the driver is void from now on. */
export async function begin(
  acts: Acts,
  { personId, merchantId, points, key }: { personId: string; merchantId: string; points: number; key: string },
): Promise<Begun | NotBegun> {
  const { tx, now } = acts
  const merchant = await merchantById(tx, merchantId)
  if (merchant?.state !== 'open') return { is: 'closed' }
  const refusal = refusedBy(merchant.terms, points, await leftToday(acts, merchant, await accountOf(tx, personId)))
  if (refusal) return refusal
  const replaced = (await cancelOpen(acts, personId)) > 0
  const expiresAt = after(now, CODE_LIFE)
  const aside = await wallet.setAside(acts, { personId, points, expiresAt, key, actor: 'self', words: merchant.name })
  const balance = await ledger.balanceOf(tx, driver(personId))
  if (!aside.ok) return { is: 'short', balance }
  const number = await nextNumber(tx, 'K')
  const code = await freshCode(tx, merchantId)
  const codeDigest = codeOf(merchantId, code)
  const spending = { number, personId, merchantId, holdId: aside.value.movementId, points, codeDigest, createdAt: now, expiresAt }
  if (!(await store.addSpending(tx, spending))) throw new Error('a code was given out twice')
  await wake(tx, TIME_OUT, expiresAt, now)
  return { number, code, points, fen: worth(points, merchant.terms), expiresAt, balance, replaced }
}

async function freshCode(tx: Reader, merchantId: string): Promise<string> {
  for (let tries = 0; tries < TRIES; tries++) {
    const code = digits(6)
    if (!(await store.codeIsOpen(tx, merchantId, codeOf(merchantId, code)))) return code
  }
  throw new Error('no code is free')
}

const accountOf = async (tx: Reader, personId: string): Promise<string> => (await ledger.accountId(tx, driver(personId))) ?? ''

const scopesOf = (day: string, merchantId: string, accountId: string) => ({ person: `${day}|m|${merchantId}|${accountId}`, all: `${day}|m|${merchantId}` })

/** What the merchant's ceilings still allow today, in fen. */
async function leftToday(
  { tx, now, calendar }: Pick<Acts, 'now' | 'calendar'> & { tx: Reader },
  { id, terms }: Merchant,
  accountId: string,
): Promise<LeftToday> {
  if (terms.maxPerPersonDay === undefined && terms.maxPerDay === undefined) return { person: undefined, all: undefined }
  const scopes = scopesOf(calendar.localDay(now), id, accountId)
  const used = await usedUp(tx, [scopes.person, scopes.all])
  const left = (most: number | undefined, scope: string) => (most === undefined ? undefined : Math.max(0, most - (used.get(scope) ?? 0)))
  return { person: left(terms.maxPerPersonDay, scopes.person), all: left(terms.maxPerDay, scopes.all) }
}

/** Counts what comes off against the day's ceilings. @returns false, with nothing counted, when another sale was faster */
async function countToday({ tx, now, calendar }: Acts, { id, terms }: Merchant, accountId: string, fen: number): Promise<boolean> {
  const scopes = scopesOf(calendar.localDay(now), id, accountId)
  const { maxPerPersonDay, maxPerDay } = terms
  if (maxPerPersonDay !== undefined && !(await useUp(tx, { scope: scopes.person, most: maxPerPersonDay }, fen, now))) return false
  if (maxPerDay === undefined || (await useUp(tx, { scope: scopes.all, most: maxPerDay }, fen, now))) return true
  if (maxPerPersonDay !== undefined) await giveBackCap(tx, scopes.person, fen)
  return false
}

/** The driver thought better of it: points go back to their lots. @returns how many codes were void by it */
export async function cancelOpen(acts: Pick<Acts, 'tx' | 'now'>, personId: string): Promise<number> {
  let cancelled = 0
  for (const spending of await store.openOf(acts.tx, personId)) {
    if (await giveBack(acts, spending, 'released', 'self')) cancelled += 1
  }
  return cancelled
}

/** Ends an open spending without a sale. @returns false when somebody else ended it */
async function giveBack(acts: Pick<Acts, 'tx' | 'now'>, spending: Spending, to: 'released' | 'timed-out' | 'locked', actor: string): Promise<boolean> {
  if (!(await store.endSpending(acts.tx, spending.id, to, {}, acts.now))) return false
  const ending = { holdId: spending.holdId, key: `${to}:${spending.holdId}`, actor, words: undefined }
  const released = await wallet.release(acts, ending, to === 'timed-out' ? 'timed-out' : 'released')
  if (!released.ok) throw new Error(`points could not be given back: ${released.reason}`)
  return true
}

export interface Redeemed {
  readonly number: string
  readonly points: number
  /** Points that were set aside and not needed. */
  readonly back: number
  readonly fen: number
  readonly bill: number
}

/** `left`: how many more wrong codes void the codes that are open at the merchant. */
export type NotRedeemed =
  | { readonly is: 'wrong'; readonly left: number }
  | { readonly is: 'locked' | 'used' | 'timed-out' | 'released' | 'closed' | 'day-full' }
  | { readonly is: 'bill-too-small'; readonly minBill: number }

export interface Sale {
  readonly merchantId: string
  readonly code: string
  /** In fen. */
  readonly bill: number
  /** The person who typed it, or `page`. */
  readonly actor: string
  /** Names the message or the form: said twice, it is one sale. */
  readonly key: string
}

/** A merchant's answer to a code: the points are the merchant's, and both sides hear of it. */
export async function redeem(acts: Acts, sale: Sale): Promise<Result<Redeemed, 'refused'> & { why?: NotRedeemed }> {
  const { tx, now } = acts
  const merchant = await merchantById(tx, sale.merchantId)
  if (merchant?.state !== 'open') return no({ is: 'closed' })
  const spending = await store.byCode(tx, merchant.id, codeOf(merchant.id, sale.code), after(now, -REMEMBERED))
  if (!spending) return missed(acts, merchant)
  if (spending.confirmKey === sale.key) return ok(redeemedAs(spending))
  if (spending.state !== 'open') return no({ is: spending.state === 'confirmed' ? 'used' : spending.state })
  if (spending.expiresAt <= now || spending.personId === null) return no({ is: 'timed-out' })
  // Whoever sends the same code at the same moment waits here, and then hears that it was used.
  if (!(await store.holdOpen(tx, spending.id))) return redeem(acts, sale)
  const accountId = await accountOf(tx, spending.personId)
  const reckoned = reckon(merchant.terms, spending.points, sale.bill, await leftToday(acts, merchant, accountId))
  if (reckoned.is !== 'ok') return no(reckoned)
  if (!(await countToday(acts, merchant, accountId, reckoned.fen))) return no({ is: 'day-full' })
  return confirm(acts, merchant, spending, sale, reckoned)
}

const no = (why: NotRedeemed) => ({ ...refused('refused'), why })

const redeemedAs = ({ number, points, used, fen, bill }: Spending): Redeemed => ({
  number,
  points: used ?? 0,
  back: points - (used ?? 0),
  fen: fen ?? 0,
  bill: bill ?? 0,
})

async function confirm(acts: Acts, merchant: Merchant, spending: Spending, { actor, bill, key }: Sale, { points, fen }: { points: number; fen: number }) {
  const { tx, now } = acts
  if (!(await store.endSpending(tx, spending.id, 'confirmed', { confirmKey: key, used: points, bill, fen }, now))) throw new Error('a spending got lost')
  const done = await wallet.confirm(acts, {
    holdId: spending.holdId,
    merchantId: merchant.id,
    points,
    key: `confirm:${spending.holdId}`,
    actor,
    words: merchant.name,
  })
  if (!done.ok) throw new Error(`a spending could not be confirmed: ${done.reason}`)
  await store.noteMovement(tx, spending.id, done.value.movementId)
  const redeemed: Redeemed = { number: spending.number, points, back: spending.points - points, fen, bill }
  const personId = spending.personId ?? ''
  await acts.push({
    key: `points.spent:${spending.id}`,
    reason: 'points.spent',
    to: { person: personId },
    parts: spentForDriver(merchant.name, redeemed, await ledger.balanceOf(tx, driver(personId))),
    worthlessAfter: after(now, DAY),
    urgent: true,
    priority: 500,
  })
  return ok(redeemed)
}

/** A wrong code counts against every code open at the merchant; with the fifth, these are void and their points back. */
async function missed(acts: Acts, merchant: Merchant) {
  const open = await store.countMiss(acts.tx, merchant.id)
  const spoilt = open.filter(({ misses }) => misses >= MISSES)
  for (const spending of spoilt) {
    if (!(await giveBack(acts, spending, 'locked', 'misses')) || spending.personId === null) continue
    await acts.push({
      key: `points.locked:${spending.id}`,
      reason: 'points.locked',
      to: { person: spending.personId },
      parts: codeLocked(merchant.name, spending.points),
      urgent: true,
      worthlessAfter: after(acts.now, DAY),
    })
  }
  if (spoilt.length > 0) return no({ is: 'locked' })
  return no({ is: 'wrong', left: MISSES - Math.max(0, ...open.map(({ misses }) => misses)) })
}

/** The job that gives back what nobody confirmed in time. */
export const TIME_OUT = 'points.time-out'
/** Spendings that one piece of it ends. */
const PIECE = 100
/** Gives back what nobody confirmed in time. @returns whether more may be due */
export async function timeOut(acts: Acts): Promise<boolean> {
  const due = await store.overdue(acts.tx, acts.now, PIECE)
  for (const spending of due) {
    if (!(await giveBack(acts, spending, 'timed-out', 'time-out')) || spending.personId === null) continue
    const merchant = await merchantById(acts.tx, spending.merchantId)
    await acts.push({
      key: `points.timed-out:${spending.id}`,
      reason: 'points.timed-out',
      to: { person: spending.personId },
      parts: timedOut(merchant?.name ?? '', spending.points),
      urgent: true,
      worthlessAfter: after(acts.now, DAY),
    })
  }
  const next = await store.nextExpiry(acts.tx)
  if (next) await wake(acts.tx, TIME_OUT, next)
  return due.length === PIECE
}

/** Brings a driver's points up to date: codes whose time is over give theirs back, what lapsed can be spent no more. */
export async function bringUpToDate(acts: Pick<Acts, 'tx' | 'now' | 'calendar'>, personId: string): Promise<void> {
  for (const spending of await store.openOf(acts.tx, personId)) {
    if (spending.expiresAt <= acts.now) await giveBack(acts, spending, 'timed-out', 'time-out')
  }
  await wallet.lapse(acts, personId)
}

export const openOf = store.openOf
export const byMovement = store.byMovement
export const byHold = store.byHold
export const movePerson = store.movePerson

/** The codes of an erased person are void; what was spent stays in the merchants' accounts, without whose it was. */
export async function forgetPersons(tx: Acts['tx'], persons: readonly string[], now: Date): Promise<void> {
  for (const person of persons) await cancelOpen({ tx, now }, person)
  await store.forgetPersons(tx, persons)
}
