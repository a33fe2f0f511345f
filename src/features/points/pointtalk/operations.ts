/** A driver's own view of the points: balance, history in plain words, and how staff know the driver. */
import type { Acts, Context } from '../../../bot/capability.ts'
import { accountsOf } from '../../../bot/store/people.ts'
import type { Reader } from '../../../db/db.ts'
import type { Calendar } from '../../../lib/calendar.ts'
import { DAY } from '../../../lib/clock.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { merchantById } from '../../merchants/merchants/operations.ts'
import { AUDITS_KEPT, auditPiece, closeAccount, dropAudits, mergeAccounts } from '../bookkeeping/operations.ts'
import { openDebts } from '../corrections/operations.ts'
import * as ledger from '../ledger/operations.ts'
import { driver, held } from '../ledger/rules.ts'
import { bringUpToDate, byHold, byMovement } from '../spending/operations.ts'
import { lapseSome, lapsingOn, nextToLapse } from '../wallet/operations.ts'
import { lapsesSoon, lineText, type Told } from './replies.ts'
import * as store from './store.ts'

export type Driver = store.Driver
export type { Told }

export interface Purse {
  readonly balance: number
  /** Set aside under a code that waits. */
  readonly aside: number
  readonly next: { readonly points: number; readonly until: string } | undefined
  readonly owed: number
  readonly number: string
}

/** The speaker's points as they are now. */
export async function purseOf(ctx: Context): Promise<Purse> {
  const { id } = ctx.person
  await bringUpToDate(ctx, id)
  const owed = (await openDebts(ctx.tx, id)).reduce((sum, debt) => sum + debt.left, 0)
  const [balance, aside] = [await ledger.balanceOf(ctx.tx, driver(id)), await ledger.balanceOf(ctx.tx, held(id))]
  return { balance, aside, next: await nextToLapse(ctx.tx, id), owed, number: (await store.ensureDriver(ctx.tx, id, ctx.now)).number }
}

/** Entries looked at for a history. */
const LOOKED_AT = 60

/** The last lines of a driver's history, the newest first, each in plain words. What was set aside and came back is no line. */
export async function historyOf(read: Reader, personId: string, calendar: Calendar, limit: number): Promise<Told[]> {
  const lines = await ledger.history(read, driver(personId), Math.max(LOOKED_AT, limit))
  const holds = lines.flatMap(({ movement: { what, id, cause } }) => (what === 'hold' ? [id] : cause && BACK.has(what) ? [cause] : []))
  const spendings = [
    ...(await byHold(read, holds)),
    ...(await byMovement(
      read,
      lines.flatMap(({ movement }) => movement.reverses ?? []),
    )),
  ]
  const shops = new Map<string, string>()
  for (const { merchantId } of spendings) if (!shops.has(merchantId)) shops.set(merchantId, (await merchantById(read, merchantId))?.name ?? '商家')
  const told: Told[] = []
  for (const line of lines) {
    const { movement } = line
    const holdId = movement.what === 'hold' ? movement.id : movement.cause
    const spending = spendings.find((each) => each.holdId === holdId || (movement.reverses !== null && each.movementId === movement.reverses))
    const sale = spending && { ...spending, merchant: shops.get(spending.merchantId) ?? '' }
    if (cameBack(line, sale?.state)) continue
    const reversed = movement.reverses === null ? undefined : await ledger.movement(read, movement.reverses)
    const target = sale && movement.what === 'hold' ? (sale.movementId ?? movement.id) : movement.id
    const frozen = line.frozen || (target !== movement.id && (await ledger.frozen(read, target)))
    told.push({ target, frozen, amount: line.amount, day: calendar.localDay(movement.at), text: lineText({ movement, amount: line.amount, sale, reversed }) })
  }
  return told.slice(0, limit)
}

const BACK = new Set(['release', 'time-out', 'confirm'])

/** Set aside and given back: neither is worth a line. */
function cameBack({ movement, amount }: ledger.Line, state: string | undefined): boolean {
  if (movement.what === 'release' || movement.what === 'time-out') return true
  return movement.what === 'hold' && amount < 0 && state !== undefined && state !== 'open' && state !== 'confirmed'
}

/** Keeps the phone that a driver gave, so that staff find the driver by it. */
export async function givePhone(ctx: Context, phone: string): Promise<Driver> {
  const known = await store.ensureDriver(ctx.tx, ctx.person.id, ctx.now)
  await store.setPhone(ctx.tx, ctx.person.id, phone)
  await ctx.audit('points.phone', known.number)
  return { ...known, phone }
}

/** The driver by number, or by the phone that exactly one driver gave. */
export async function driverBy(read: Reader, by: { number: string } | { phone: string }): Promise<Result<Driver, 'unknown' | 'several'>> {
  if ('number' in by) {
    const found = await store.driverByNumber(read, by.number)
    return found ? ok(found) : refused('unknown')
  }
  const [first, ...others] = await store.driversByPhone(read, by.phone)
  return first ? (others.length > 0 ? refused('several') : ok(first)) : refused('unknown')
}

/** What staff see of a driver, to be sure that it is the right one: the shown name and the end of the phone. */
export async function recognisable(
  read: Reader,
  { personId, number, phone }: Driver,
): Promise<{ number: string; display: string | undefined; tail: string | undefined }> {
  const accounts = await accountsOf(read, personId)
  return { number, display: accounts.find(({ display }) => display)?.display ?? undefined, tail: phone?.slice(-4) }
}

/** Tells drivers 30 and 7 days before some of their points lapse. */
export async function warnOfLapsing(acts: Acts): Promise<void> {
  const today = acts.calendar.localDay(acts.now)
  for (const days of [30, 7]) {
    const day = acts.calendar.addDays(today, days)
    for (const { personId, points } of await lapsingOn(acts.tx, day)) {
      await acts.push({
        key: `points.lapsing:${personId}:${day}:${days}`,
        reason: 'points.lapsing',
        to: { person: personId },
        parts: lapsesSoon(points, day, days),
        worthlessAfter: new Date(acts.now.getTime() + 3 * DAY),
      })
    }
  }
}

export const driverOf = store.driverOf
export const ensureDriver = store.ensureDriver
export const CLOCKS = [{ keep: AUDITS_KEPT, sweep: dropAudits }] as const

/** The account is closed under its own number; how staff knew the driver is forgotten. */
export async function forget(tx: Acts['tx'], persons: readonly string[], now: Date): Promise<void> {
  for (const person of persons) await closeAccount(tx, person, now)
  await store.forgetDrivers(tx, persons)
}

export async function move(tx: Acts['tx'], from: string, to: string, now: Date): Promise<void> {
  await mergeAccounts(tx, from, to, now)
  await store.moveDriver(tx, from, to)
}

export const balanceOf = (read: Reader, personId: string): Promise<number> => ledger.balanceOf(read, driver(personId))

/** Drivers whose points one piece of the lapsing looks at. */
const PIECE = 100

/** Lapses what is over. @returns whether more may be */
export const lapsePiece = async (acts: Acts): Promise<boolean> => (await lapseSome(acts, PIECE)).length === PIECE

/** Checks a piece of the books. @returns whether more remains */
export const auditSome = async (acts: Acts): Promise<boolean> => (await auditPiece(acts)).endedAt === null

export const forgetPhone = (ctx: Context): Promise<void> => store.setPhone(ctx.tx, ctx.person.id, null)
