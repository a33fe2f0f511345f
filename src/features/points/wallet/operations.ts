/** Points in drivers' hands: given, set aside, spent, given back, lapsed. Every change is a movement of the ledger. */
import type { Acts } from '../../../bot/capability.ts'
import { type Result, refused } from '../../../lib/errors.ts'
import { newId } from '../../../lib/ids.ts'
import * as ledger from '../ledger/operations.ts'
import { driver, expiry, held, issuance, merchant, NEVER } from '../ledger/rules.ts'
import { drawn, type HoldState, type Lot, type LotUse, unneeded } from './rules.ts'
import * as store from './store.ts'

type Core = Pick<Acts, 'tx' | 'now' | 'calendar'>
type Writing = Pick<Acts, 'tx' | 'now'>
export type Hold = store.Hold

export interface Gift extends ledger.Cause {
  readonly personId: string
  readonly points: number
  /** The last day on which they can be spent. */
  readonly until: string
  /** What the key stands for, where that is less than all of this. */
  readonly input?: ledger.Posting['input']
}

/**
 * New points for a driver.
 * @returns refused with `key-reused` when the key stands for something else
 */
export async function give({ tx, now }: Writing, gift: Gift, what: 'award' | 'grant'): Promise<Result<ledger.Posted, 'key-reused'>> {
  const { personId, points, until, input, ...cause } = gift
  const account = driver(personId)
  const lines = [
    { account, amount: points },
    { account: issuance(personId), amount: -points },
  ]
  const accounts = await ledger.hold(tx, [account])
  const posting = { ...cause, what, lines, input: input ?? { what, personId, points, rule: cause.rule, cause: cause.cause } }
  const posted = await ledger.write(tx, posting, accounts, now)
  if (!posted.ok) return refused(asReused(posted.reason))
  const { movementId, replayed } = posted.value
  if (!replayed) await store.addLot(tx, { accountId: accounts.get(account)?.id ?? '', movementId, points, until })
  return posted
}

/** A refusal that cannot be where nothing is taken and nothing reversed. */
function asReused(reason: ledger.NotPosted): 'key-reused' {
  if (reason !== 'key-reused') throw new Error(`a movement was refused that could not be: ${reason}`)
  return reason
}

async function accountOf(tx: Core['tx'], personId: string): Promise<string> {
  const id = await ledger.accountId(tx, driver(personId))
  if (id === undefined) throw new Error('an account is missing')
  return id
}

/** Lots looked at first; more only when these do not hold enough. */
const FEW = 24
const ALL = 1_000_000

/** Draws on the lots that lapse first, without looking at more of them than it takes. */
async function draw(tx: Core['tx'], accountId: string, points: number, first: readonly Lot[] = []): Promise<LotUse[]> {
  const known = new Set(first.map((lot) => lot.id))
  for (const limit of [FEW, ALL]) {
    const others = (await store.openLots(tx, accountId, limit)).filter((lot) => !known.has(lot.id))
    const own = first.reduce((sum, lot) => sum + lot.left, 0)
    const fromOwn = drawn(first, Math.min(own, points)) ?? []
    const fromOthers = drawn(others, points - Math.min(own, points))
    if (fromOthers) return [...fromOwn, ...fromOthers]
  }
  throw new Error('the lots hold less than the balance')
}

/** What a spending that waits is for. */
export interface Asked extends ledger.Cause {
  readonly personId: string
  readonly points: number
  readonly expiresAt: Date
}

/**
 * Sets points aside, those first that lapse first.
 * @returns the hold's id; refused with `short` when the driver has fewer, `key-reused`
 */
export async function setAside(core: Core, { personId, points, expiresAt, ...cause }: Asked): Promise<Result<ledger.Posted, 'short' | 'key-reused'>> {
  const { tx, now } = core
  const [account, aside] = [driver(personId), held(personId)]
  const input = { what: 'hold', personId, points }
  await lapse(core, personId)
  const accounts = await ledger.hold(tx, [account, aside])
  const known = await ledger.earlier(tx, cause.key, input)
  if (known) return known
  const lines = [
    { account, amount: -points },
    { account: aside, amount: points },
  ]
  const posted = await ledger.write(tx, { ...cause, what: 'hold', input, lines }, accounts, now)
  if (!posted.ok) return refused(posted.reason === 'short' ? 'short' : asReused(posted.reason))
  const { movementId } = posted.value
  const accountId = accounts.get(account)?.id ?? ''
  await store.useLots(tx, movementId, await draw(tx, accountId, points))
  await store.addHold(tx, { id: movementId, accountId, points, expiresAt })
  return posted
}

export type Ending = { readonly holdId: string } & ledger.Cause

/** `over`: it was settled before, or its time is over. */
export type NotEnded = 'unknown' | 'over' | 'key-reused'

/**
 * Spends what was set aside: `points` of it go to the merchant, the rest back to the driver.
 * @returns refused with `over` when it was settled before or its time is over, `unknown`, `key-reused`
 */
export async function confirm(core: Writing, { holdId, merchantId, points, ...cause }: Ending & { merchantId: string; points: number }) {
  const input = { what: 'confirm', holdId, merchantId, points }
  return end(core, holdId, 'confirmed', { ...cause, input, what: 'confirm', cause: holdId }, (hold, personId) => {
    if (points < 1 || points > hold.points) throw new Error('a confirmation is of one point or more, and of no more than was set aside')
    const back = hold.points - points
    return [
      { account: held(personId), amount: -hold.points },
      { account: merchant(merchantId), amount: points },
      ...(back > 0 ? [{ account: driver(personId), amount: back }] : []),
    ]
  })
}

/** Gives back what was set aside, to the very same lots; the refusals are those of `confirm`. */
export async function release(core: Writing, { holdId, ...cause }: Ending, how: 'released' | 'timed-out' = 'released') {
  const what = how === 'released' ? 'release' : 'time-out'
  return end(core, holdId, how, { ...cause, input: { what, holdId }, what, cause: holdId }, (hold, personId) => [
    { account: held(personId), amount: -hold.points },
    { account: driver(personId), amount: hold.points },
  ])
}

type Lines = ledger.Posting['lines']

async function end(
  { tx, now }: Writing,
  holdId: string,
  to: Exclude<HoldState, 'held'>,
  posting: Omit<ledger.Posting, 'lines'>,
  linesOf: (hold: Hold, personId: string) => Lines,
): Promise<Result<ledger.Posted, NotEnded>> {
  const known = await ledger.earlier(tx, posting.key, posting.input)
  if (known) return known
  const hold = await store.endHold(tx, holdId, to, now)
  if (!hold) return (await ledger.earlier(tx, posting.key, posting.input)) ?? refused((await store.holdById(tx, holdId)) ? 'over' : 'unknown')
  const personId = await ledger.ownerOf(tx, hold.accountId)
  if (personId === undefined) throw new Error('points are held for nobody')
  const lines = linesOf(hold, personId)
  const posted = await ledger.post(tx, { ...posting, lines }, now)
  // The hold was ended a moment ago: leaving it so without the movement would lose its points.
  if (!posted.ok) throw new Error(`a hold could not be ended: ${posted.reason}`)
  const back = lines.find(({ account }) => account.kind === 'driver')?.amount ?? 0
  if (back > 0) await store.returnLots(tx, holdId, unneeded(await store.usesOf(tx, holdId), hold.points - back))
  return posted
}

/** Lapses what the driver did not use in time. @returns how many points */
export async function lapse({ tx, now, calendar }: Core, personId: string): Promise<number> {
  const [account, sink] = [driver(personId), expiry(personId)]
  const known = await ledger.accountId(tx, account)
  const today = calendar.localDay(now)
  const isOver = (lots: readonly Lot[]) => lots.filter((lot) => lot.until < today)
  if (known === undefined || isOver(await store.openLots(tx, known, 1)).length === 0) return 0
  const accounts = await ledger.hold(tx, [account, sink])
  // Once more, now that nobody else can draw on them.
  const over = isOver(await store.openLots(tx, known, ALL))
  const points = over.reduce((sum, lot) => sum + lot.left, 0)
  if (points === 0) return 0
  const uses = over.map((lot) => ({ lotId: lot.id, amount: lot.left }))
  const key = `lapse:${newId()}`
  const lines = [
    { account, amount: -points },
    { account: sink, amount: points },
  ]
  const cause = over.map((lot) => lot.until).sort()[0]
  const posted = await ledger.write(tx, { key, actor: 'lapse', what: 'expire', cause, input: { key }, lines }, accounts, now)
  if (!posted.ok || posted.value.replayed) throw new Error('points could not lapse')
  await store.useLots(tx, posted.value.movementId, uses)
  await store.markLapsed(tx, uses)
  return points
}

/** Takes points of the driver in the movement's name: from the lots of `first`, then from those that lapse first. */
export async function takeLots(tx: Core['tx'], movementId: string, personId: string, points: number, first: readonly Lot[] = []): Promise<void> {
  await store.useLots(tx, movementId, await draw(tx, await accountOf(tx, personId), points, first))
}

/** Gives back to their lots whatever the movement drew from them. */
export async function giveBackLots(tx: Core['tx'], movementId: string): Promise<void> {
  await store.returnLots(tx, movementId, await store.usesOf(tx, movementId))
}

export const lotsFrom = store.lotsFrom

/** Puts points that the ledger gave already into a lot. */
export async function addLot(tx: Core['tx'], { personId, ...lot }: { personId: string; movementId: string; points: number; until: string }): Promise<void> {
  await store.addLot(tx, { accountId: await accountOf(tx, personId), ...lot })
}
export const openHolds = store.openHolds

/** What of the balance lapses next, and when; undefined when nothing does. */
export async function nextToLapse(tx: Core['tx'], personId: string): Promise<{ points: number; until: string } | undefined> {
  const id = await ledger.accountId(tx, driver(personId))
  const [first, ...others] = id === undefined ? [] : await store.openLots(tx, id, FEW)
  if (!first || first.until === NEVER) return undefined
  return { points: [first, ...others].filter((lot) => lot.until === first.until).reduce((sum, lot) => sum + lot.left, 0), until: first.until }
}

/** Lapses what is over for some of the drivers. @returns what each lost; at most `limit` drivers */
export async function lapseSome(core: Core, limit: number): Promise<{ personId: string; points: number }[]> {
  const done: { personId: string; points: number }[] = []
  for (const accountId of await store.accountsWithLapsed(core.tx, core.calendar.localDay(core.now), limit)) {
    const personId = await ledger.ownerOf(core.tx, accountId)
    if (personId === undefined) throw new Error('an account that belongs to nobody holds points')
    done.push({ personId, points: await lapse(core, personId) })
  }
  return done
}

/** What lapses after this day is over, by driver. */
export async function lapsingOn(tx: Core['tx'], day: string): Promise<{ personId: string; points: number }[]> {
  const found: { personId: string; points: number }[] = []
  for (const { accountId, points } of await store.lapsingOn(tx, day)) {
    const personId = await ledger.ownerOf(tx, accountId)
    if (personId !== undefined) found.push({ personId, points })
  }
  return found
}

/** Lots and holds of one account become another's. */
export const moveBelongings = store.moveBelongings

export const leftInLots = store.leftInLots
export const setAsideFor = store.setAsideFor
