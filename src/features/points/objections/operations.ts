/** A driver objects to a line: it is frozen, staff decide, both sides are told. */
import type { Context, Keeps } from '../../../bot/capability.ts'
import { nextNumber } from '../../../bot/store/numbers.ts'
import { personsWithRole } from '../../../bot/store/staff.ts'
import { DAY } from '../../../lib/clock.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { peopleOf } from '../../merchants/merchants/operations.ts'
import { reverse } from '../corrections/operations.ts'
import * as ledger from '../ledger/operations.ts'
import { historyOf, type Told } from '../pointtalk/operations.ts'
import { byMovement } from '../spending/operations.ts'
import { copied, decidedForDriver, decidedForOther, keptLine, newForMerchant, newForStaff } from './replies.ts'
import * as store from './store.ts'

export type Objection = store.Objection
export const openObjections = store.openObjections

/** Lines that an objection can be about. */
const CHOOSABLE = 8

/** The speaker's last lines, as they stand in the history. */
export const linesOf = (ctx: Context): Promise<Told[]> => historyOf(ctx.tx, ctx.person.id, ctx.calendar, CHOOSABLE)

/**
 * Freezes the line and tells staff, and the merchant where it is a spending.
 * @returns the objection's number; refused with `already`, `waits` when the spending is not confirmed yet (it can simply be called off), `unknown`
 */
export async function object(ctx: Context, target: string, words: string): Promise<Result<string, 'already' | 'waits' | 'unknown'>> {
  const { tx, now, person } = ctx
  const line = (await linesOf(ctx)).find((each) => each.target === target)
  const movement = await ledger.movement(tx, target)
  if (!line || !movement) return refused('unknown')
  if (movement.what === 'hold') return refused('waits')
  if (await store.objectionTo(tx, target)) return refused('already')
  const number = await nextNumber(tx, 'Y')
  if (!(await store.addObjection(tx, { number, personId: person.id, movementId: target, line: `${line.day} ${line.text}`, amount: line.amount, words }, now)))
    return refused('already')
  await ledger.freeze(tx, target, now)
  for (const member of await personsWithRole(tx, ['counter', 'admin'])) {
    if (member === person.id) continue
    const parts = newForStaff(number, person.display, line, words)
    await ctx.push({ key: `points.objection:${number}:${member}`, reason: 'points.objection', to: { person: member }, parts, priority: 100 })
  }
  const merchantId = await merchantOfSale(ctx, target)
  for (const seller of merchantId ? await peopleOf(tx, merchantId) : []) {
    await ctx.push({ key: `points.objection:${number}:${seller}`, reason: 'points.objection', to: { person: seller }, parts: newForMerchant(number, line) })
  }
  await ctx.audit('points.objected', number)
  return ok(number)
}

async function merchantOfSale({ tx }: Pick<Context, 'tx'>, movementId: string): Promise<string | undefined> {
  return (await byMovement(tx, [movementId]))[0]?.merchantId
}

/** What a decision did: points that the driver has more now. */
export interface Decided {
  readonly change: number
  /** Upheld, but nothing that a reversal mends (points missing in an award): staff grant the difference by hand. */
  readonly byHand: boolean
}

/**
 * Staff's decision: upheld undoes the movement, dismissed leaves it; either thaws it, and both sides hear why.
 * @returns refused with `unknown`, `decided`, or `own` for one's own objection
 */
export async function decide(ctx: Context, number: string, upheld: boolean, reason: string): Promise<Result<Decided, 'unknown' | 'decided' | 'own'>> {
  const { tx, now, person } = ctx
  const objection = await store.objectionNumbered(tx, number)
  if (!objection) return refused('unknown')
  if (objection.state !== 'open') return refused('decided')
  if (objection.personId === person.id) return refused('own')
  if (!(await store.decide(tx, objection.id, upheld ? 'upheld' : 'dismissed', { person: person.id, reason }, now))) return refused('decided')
  const decided = upheld ? await undo(ctx, objection, reason) : { change: 0, byHand: false }
  await ledger.thaw(tx, objection.movementId)
  await tell(ctx, objection, { upheld, reason, ...decided })
  await ctx.audit('points.decided', number)
  return ok(decided)
}

/** Awards stay: an objection to one says that there should be more, and only staff know how much. */
async function undo(ctx: Context, { movementId, number, amount }: Objection, words: string): Promise<Decided> {
  if (amount > 0) return { change: 0, byHand: true }
  const done = await reverse(ctx, { movementId, key: `objection:${number}`, actor: ctx.person.id, words, decided: true })
  return done.ok ? { change: done.value.change, byHand: false } : { change: 0, byHand: true }
}

async function tell(ctx: Context, { number, personId, movementId, line }: Objection, decided: Decided & { upheld: boolean; reason: string }): Promise<void> {
  const push = (person: string, parts: ReturnType<typeof decidedForDriver>) =>
    ctx.push({ key: `points.decided:${number}:${person}`, reason: 'points.decided', to: { person }, parts, urgent: true, priority: 100 })
  if (personId !== null) await push(personId, decidedForDriver(number, line, decided))
  const merchantId = await merchantOfSale(ctx, movementId)
  if (merchantId !== undefined) {
    for (const seller of await peopleOf(ctx.tx, merchantId)) await push(seller, decidedForOther(number, line, decided))
    return
  }
  // Of what no merchant sold, the other side is the member of staff who wrote it.
  const actor = (await ledger.movement(ctx.tx, movementId))?.actor
  const staff = await personsWithRole(ctx.tx, ['counter', 'admin'])
  if (actor !== undefined && actor !== ctx.person.id && staff.includes(actor)) await push(actor, decidedForOther(number, line, decided))
}

/** Objections are kept as long as other requests (milliseconds). */
const KEPT_FOR = 365 * DAY

export const keeps: Keeps = {
  async show(read, personId) {
    const own = await store.objectionsOf(read, personId)
    return own.length > 0 ? [keptLine(own)] : []
  },
  async copy(read, personId) {
    const own = await store.objectionsOf(read, personId)
    return own.length > 0 ? [{ title: '积分异议', lines: copied(own) }] : []
  },
  async erase(tx, persons) {
    for (const movementId of await store.forgetPersons(tx, persons)) await ledger.thaw(tx, movementId)
  },
  move: store.movePerson,
  clocks: [{ keep: KEPT_FOR, sweep: store.dropOld }],
}
