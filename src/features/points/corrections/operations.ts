/** Undoing: every reversal is an opposite movement; nothing is ever changed or deleted. */
import type { Acts } from '../../../bot/capability.ts'
import type { Tx } from '../../../db/db.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import * as ledger from '../ledger/operations.ts'
import { driver, expiry, issuance, merchant } from '../ledger/rules.ts'
import * as wallet from '../wallet/operations.ts'
import * as store from './store.ts'

type Core = Pick<Acts, 'tx' | 'now' | 'calendar'>
export type Debt = store.Debt

/** What a correction did. */
export interface Corrected {
  readonly personId: string
  /** Points that the driver has more (or, below zero, fewer) than before. */
  readonly change: number
  /** What could not be taken back, because it was spent: an open debt. */
  readonly owed: number
  readonly movementId: string
  readonly replayed: boolean
}

/**
 * `unknown`: no such movement; `frozen`: somebody objected to it, staff decide first; `reversed`: it was reversed
 * before; `not-reversible`: a movement that is none of its own (a hold, a release, a reversal); `gone`: its driver
 * had the own data erased; `key-reused`; `short`: the merchant's account holds less.
 */
export type NotCorrected = 'unknown' | 'frozen' | 'reversed' | 'not-reversible' | 'gone' | 'key-reused' | 'short'

export type Correction = ledger.Cause & {
  /** The movement to be undone. */
  readonly movementId: string
  /** The decision about an objection: the only thing that is done to a frozen movement. */
  readonly decided?: true
}

/** Undoes a movement by its opposite: an award is taken back, a spending refunded, lapsed points are given anew. */
export async function reverse(core: Core, { movementId, decided, ...cause }: Correction): Promise<Result<Corrected, NotCorrected>> {
  const { tx } = core
  const movement = await ledger.movement(tx, movementId)
  if (!movement) return refused('unknown')
  if (!decided && (await ledger.frozen(tx, movementId))) return refused('frozen')
  const own = (await ledger.entriesIn(tx, movementId)).find(({ kind }) => kind === 'driver' || kind === 'held')
  const personId = own && (await ledger.ownerOf(tx, own.accountId))
  if (!own || personId === undefined) return refused('gone')
  const undone: Undone = { movement, personId, points: Math.abs(own.amount), cause }
  switch (movement.what) {
    case 'award':
    case 'grant':
      return takeBack(core, undone)
    case 'confirm':
      return refund(core, undone)
    case 'expire':
      return reprieve(core, undone)
    case 'take-back':
      return restore(core, undone)
    default:
      return refused('not-reversible')
  }
}

interface Undone {
  readonly movement: ledger.Movement
  readonly personId: string
  readonly points: number
  readonly cause: ledger.Cause
}

const inputOf = ({ movement }: Undone) => ({ what: 'reverse', movementId: movement.id })

/** Takes back what an award gave, as far as it is there; of what lapsed unused nothing is owed. */
async function takeBack(core: Core, undone: Undone): Promise<Result<Corrected, NotCorrected>> {
  // First of all: what lapsed since and was not booked yet would else be owed.
  await wallet.lapse(core, undone.personId)
  const lots = await wallet.lotsFrom(core.tx, undone.movement.id)
  const lapsed = lots.reduce((sum, lot) => sum + lot.lapsed, 0)
  return take(core, undone.personId, undone.points - lapsed, { ...undone.cause, reverses: undone.movement.id, input: inputOf(undone) }, undone.movement.id)
}

type Taking = ledger.Cause & { readonly reverses?: string; readonly input: ledger.Posting['input'] }

/** Takes points, never below zero: the rest is an open debt. `origin` is the movement whose lots go first. */
async function take(core: Core, personId: string, points: number, taking: Taking, origin?: string): Promise<Result<Corrected, NotCorrected>> {
  const { tx, now } = core
  await wallet.lapse(core, personId)
  const account = driver(personId)
  const accounts = await ledger.hold(tx, [account])
  const known = await ledger.earlier(tx, taking.key, taking.input)
  if (known) return known.ok ? ok({ personId, ...(await whatItDid(tx, known.value.movementId)), ...known.value }) : known
  const there = accounts.get(account)
  const taken = Math.min(points, there?.balance ?? 0)
  const lines =
    taken === 0
      ? []
      : [
          { account, amount: -taken },
          { account: issuance(personId), amount: taken },
        ]
  const posted = await ledger.write(tx, { ...taking, what: 'take-back', lines }, accounts, now)
  if (!posted.ok) return posted
  const { movementId } = posted.value
  const first = origin === undefined ? [] : (await wallet.lotsFrom(tx, origin)).filter((lot) => lot.left > 0)
  if (taken > 0) await wallet.takeLots(tx, movementId, personId, taken, first)
  const owed = points - taken
  if (owed > 0) await store.addDebt(tx, { movementId, accountId: there?.id ?? '', points: owed }, now)
  return ok({ personId, change: -taken, owed, ...posted.value })
}

async function whatItDid(tx: Tx, movementId: string): Promise<{ change: number; owed: number }> {
  const entries = await ledger.entriesIn(tx, movementId)
  return { change: entries.find(({ kind }) => kind === 'driver')?.amount ?? 0, owed: (await store.debtOf(tx, movementId))?.points ?? 0 }
}

/** Takes points that no single award gave (a mistake found later): never below zero, the rest is an open debt. */
export function deduct(core: Core, { personId, points, ...cause }: ledger.Cause & { personId: string; points: number }) {
  return take(core, personId, points, { ...cause, input: { what: 'deduct', personId, points } })
}

/** The merchant's points go back to the driver, to the very lots that they came from. */
async function refund(core: Core, undone: Undone): Promise<Result<Corrected, NotCorrected>> {
  const { personId, movement } = undone
  const seller = (await ledger.entriesIn(core.tx, movement.id)).find(({ kind }) => kind === 'merchant')
  if (!seller?.owner) return refused('not-reversible')
  const lines = [
    { account: merchant(seller.owner), amount: -seller.amount },
    { account: driver(personId), amount: seller.amount },
  ]
  const done = await opposite(core, undone, 'refund', lines)
  if (done.ok && !done.value.replayed) await wallet.giveBackLots(core.tx, movement.cause ?? '')
  return done
}

/** How long lapsed points are good for once they were given anew (days). */
const REPRIEVE = 90

async function reprieve(core: Core, undone: Undone): Promise<Result<Corrected, NotCorrected>> {
  const { personId, points } = undone
  const lines = [
    { account: expiry(personId), amount: -points },
    { account: driver(personId), amount: points },
  ]
  const done = await opposite(core, undone, 'refund', lines)
  const until = core.calendar.addDays(core.calendar.localDay(core.now), REPRIEVE)
  if (done.ok && !done.value.replayed) await wallet.addLot(core.tx, { personId, movementId: done.value.movementId, points, until })
  return done
}

/** Gives back what was taken by mistake, to the same lots; the debt that it left is forgiven. */
async function restore(core: Core, undone: Undone): Promise<Result<Corrected, NotCorrected>> {
  const { personId, points, movement } = undone
  const lines = [
    { account: issuance(personId), amount: -points },
    { account: driver(personId), amount: points },
  ]
  const debt = await store.debtOf(core.tx, movement.id)
  // Part of it was collected since: that part would be lost sight of.
  if (debt?.how === 'collected' || (debt && debt.left < debt.points)) return refused('not-reversible')
  const done = await opposite(core, undone, 'restore', lines)
  if (!done.ok || done.value.replayed) return done
  await wallet.giveBackLots(core.tx, movement.id)
  if (debt && !debt.settledAt) await store.lessenDebt(core.tx, debt, debt.left, 'forgiven', core.now)
  return done
}

async function opposite(core: Core, undone: Undone, what: 'refund' | 'restore', lines: ledger.Posting['lines']): Promise<Result<Corrected, NotCorrected>> {
  const { movement, personId, cause } = undone
  const posted = await ledger.post(core.tx, { ...cause, what, input: inputOf(undone), reverses: movement.id, lines }, core.now)
  const change = lines.find(({ account }) => account.kind === 'driver')?.amount ?? 0
  return posted.ok ? ok({ personId, change, owed: 0, ...posted.value }) : posted
}

/** Takes back an award by what it was for (an attendance that was struck off). @returns refused with `unknown` when nothing was given for it */
export async function cancelCause(core: Core, { personId, cause, ...why }: Omit<ledger.Cause, 'rule'> & { personId: string; cause: string }) {
  const movement = await ledger.movementForCause(core.tx, driver(personId), 'award', cause)
  return movement ? reverse(core, { movementId: movement.id, ...why }) : refused('unknown')
}

/** Debts that staff have to decide on, with whose they are. */
export async function openDebts(tx: Tx, personId?: string): Promise<(Debt & { personId: string | undefined })[]> {
  const account = personId === undefined ? undefined : ((await ledger.accountId(tx, driver(personId))) ?? '')
  const found: (Debt & { personId: string | undefined })[] = []
  for (const debt of await store.openDebts(tx, account)) found.push({ ...debt, personId: await ledger.ownerOf(tx, debt.accountId) })
  return found
}

/**
 * Ends a debt: what the driver has is collected, or all of it is forgiven.
 * @returns what is still owed; refused with `unknown` when no such debt is open
 */
export async function settleDebt(
  core: Core,
  movementId: string,
  how: 'collected' | 'forgiven',
  cause: ledger.Cause,
): Promise<Result<{ left: number }, 'unknown'>> {
  const { tx, now } = core
  const debt = await store.debtOf(tx, movementId)
  const personId = debt && (await ledger.ownerOf(tx, debt.accountId))
  if (!debt || debt.settledAt || personId === undefined) return refused('unknown')
  if (how === 'forgiven') return (await store.lessenDebt(tx, debt, debt.left, how, now)) ? ok({ left: 0 }) : refused('unknown')
  await wallet.lapse(core, personId)
  const account = driver(personId)
  const accounts = await ledger.hold(tx, [account])
  const input = { what: 'collect', movementId }
  if (await ledger.earlier(tx, cause.key, input)) return ok({ left: debt.left })
  const points = Math.min(debt.left, accounts.get(account)?.balance ?? 0)
  if (points === 0) return ok({ left: debt.left })
  if (!(await store.lessenDebt(tx, debt, points, how, now))) return refused('unknown')
  const lines = [
    { account, amount: -points },
    { account: issuance(personId), amount: points },
  ]
  const posted = await ledger.write(tx, { ...cause, what: 'collect', input, lines }, accounts, now)
  if (!posted.ok) throw new Error(`a debt could not be collected: ${posted.reason}`)
  await wallet.takeLots(tx, posted.value.movementId, personId, points)
  return ok({ left: debt.left - points })
}

export const moveDebts = store.moveDebts

/** All that the driver owes is forgiven. */
export async function forgiveDebts(tx: Tx, personId: string, now: Date): Promise<void> {
  for (const debt of await openDebts(tx, personId)) await store.lessenDebt(tx, debt, debt.left, 'forgiven', now)
}
