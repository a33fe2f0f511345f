/** The ledger checks itself; and what of it belongs to a person's file. */
import type { Acts } from '../../../bot/capability.ts'
import { personsWithRole } from '../../../bot/store/staff.ts'
import type { Tx } from '../../../db/db.ts'
import { DAY } from '../../../lib/clock.ts'
import { newId } from '../../../lib/ids.ts'
import { forgiveDebts, moveDebts } from '../corrections/operations.ts'
import * as ledger from '../ledger/operations.ts'
import { driver, expiry, held } from '../ledger/rules.ts'
import * as wallet from '../wallet/operations.ts'
import { auditLine, booksDoNotBalance } from './replies.ts'
import { accountFaults, cursorFor, movementFault, type Recounted, type Step, stepAt } from './rules.ts'
import * as store from './store.ts'

export type Audit = store.Audit
export const lastAudit = store.lastAudit

/** Accounts or movements that one piece of the audit looks at. */
const PIECE = 300
/** Faults that are kept in words. */
const TOLD = 20

/** Checks a bounded piece of the books. @returns the audit as it stands; it has ended when `endedAt` is set */
export async function auditPiece(acts: Acts): Promise<Audit> {
  const { tx, now } = acts
  const audit = await store.currentAudit(tx, now)
  const { faults, checked, next } = await checkAt(tx, stepAt(audit.cursor))
  const after: Audit = {
    ...audit,
    cursor: next ? cursorFor(next) : '',
    endedAt: next ? null : now,
    checked: audit.checked + checked,
    faults: audit.faults + faults.length,
    found: [...audit.found, ...faults].slice(0, TOLD),
  }
  await store.keepAudit(tx, after)
  if (after.endedAt && after.faults > 0) await tellAdmins(acts, after)
  return after
}

interface Checked {
  readonly faults: string[]
  readonly checked: number
  readonly next?: Step
}

async function checkAt(tx: Tx, step: Step): Promise<Checked> {
  if (step.at === 'accounts') return checkAccounts(tx, step.after)
  if (step.at === 'movements') {
    const movements = await ledger.movementSums(tx, step.after, PIECE)
    const last = movements.length === PIECE ? movements.at(-1) : undefined
    return { faults: movements.flatMap(movementFault), checked: movements.length, next: last ? { at: 'movements', after: last.id } : { at: 'totals' } }
  }
  const all = (await ledger.totals(tx)).reduce((sum, each) => sum + each.sum, 0)
  return { faults: all === 0 ? [] : [`全部账户合计 ${all}，应为零`], checked: 0 }
}

async function checkAccounts(tx: Tx, after: string): Promise<Checked> {
  const accounts = await ledger.recounted(tx, after, PIECE)
  const faults = accounts.flatMap(accountFaults)
  for (const { kind, owner } of await unlikeLots(tx, accounts)) {
    // Somebody may have moved points between the two looks: once more, while nobody can.
    if (owner === null) continue
    const name = { kind, owner }
    const [account] = [...(await ledger.hold(tx, kind === 'held' ? [driver(owner), name] : [name])).values()].slice(-1)
    const [again] = account ? await unlikeLots(tx, [{ id: account.id, kind, owner, balance: account.balance }]) : []
    if (again) faults.push(`账户 ${again.id}：余额 ${again.balance}，${kind === 'held' ? '冻结的合计' : '各批剩余'} ${again.parts}`)
  }
  const last = accounts.length === PIECE ? accounts.at(-1) : undefined
  return { faults, checked: accounts.length, next: last ? { at: 'accounts', after: last.id } : { at: 'movements', after: '' } }
}

type Kept = Pick<Recounted, 'id' | 'balance'> & { kind: Parameters<typeof ledger.hold>[1][number]['kind']; owner: string | null }

/** Drivers' accounts whose lots, and accounts of holds whose holds, do not add up to the balance. */
async function unlikeLots(tx: Tx, accounts: readonly Kept[]): Promise<(Kept & { parts: number })[]> {
  const drivers = accounts.filter(({ kind }) => kind === 'driver')
  const lots =
    drivers.length > 0
      ? await wallet.leftInLots(
          tx,
          drivers.map(({ id }) => id),
        )
      : new Map<string, number>()
  const inLots = drivers.map((account) => ({ ...account, parts: lots.get(account.id) ?? 0 }))
  const aside: (Kept & { parts: number })[] = []
  for (const account of accounts.filter(({ kind, owner }) => kind === 'held' && owner !== null)) {
    const own = (await ledger.accountId(tx, driver(account.owner ?? ''))) ?? ''
    aside.push({ ...account, parts: (await wallet.setAsideFor(tx, [own])).get(own) ?? 0 })
  }
  return [...inLots, ...aside].filter(({ balance, parts }) => balance !== parts)
}

async function tellAdmins({ tx, push }: Acts, audit: Audit): Promise<void> {
  for (const person of await personsWithRole(tx, ['admin'])) {
    await push({ key: `points.audit:${audit.id}:${person}`, reason: 'points.audit', to: { person }, parts: booksDoNotBalance(audit), priority: 500 })
  }
}

/** Two files of one person become one: its points, lots and holds go along, its past stays readable. */
export async function mergeAccounts(tx: Tx, from: string, to: string, now: Date): Promise<void> {
  const old = await ledger.accountId(tx, driver(from))
  if (old === undefined) return
  const names = [driver(from), driver(to), held(from), held(to)] as const
  const accounts = await ledger.hold(tx, names)
  const [own, other, aside, otherAside] = names.map((name) => accounts.get(name))
  if (!own || !other || !aside || !otherAside) throw new Error('an account is missing')
  const lines = [
    { account: names[0], amount: -own.balance },
    { account: names[1], amount: own.balance },
    { account: names[2], amount: -aside.balance },
    { account: names[3], amount: aside.balance },
  ].filter(({ amount }) => amount !== 0)
  if (lines.length > 0) {
    const posted = await ledger.write(
      tx,
      { key: `merge:${own.id}:${other.id}`, actor: 'self', what: 'merge', input: { from: own.id, to: other.id }, lines },
      accounts,
      now,
    )
    if (!posted.ok) throw new Error(`two accounts could not be joined: ${posted.reason}`)
  }
  await wallet.moveBelongings(tx, own.id, other.id)
  await moveDebts(tx, own.id, other.id)
  await ledger.joinAccount(tx, own.id, other.id)
  await ledger.joinAccount(tx, aside.id, otherAside.id)
}

/** The person's points lapse and the account belongs to nobody any more; its entries stay for the books. */
export async function closeAccount(tx: Tx, personId: string, now: Date): Promise<void> {
  const own = await ledger.accountId(tx, driver(personId))
  if (own === undefined) return
  for (const hold of await wallet.openHolds(tx, own)) {
    await wallet.release({ tx, now }, { holdId: hold.id, key: `close:${hold.id}`, actor: 'self' })
  }
  await forgiveDebts(tx, personId, now)
  const [account, sink] = [driver(personId), expiry(personId)]
  const accounts = await ledger.hold(tx, [account, sink])
  const points = accounts.get(account)?.balance ?? 0
  if (points > 0) {
    const lines = [
      { account, amount: -points },
      { account: sink, amount: points },
    ]
    const posted = await ledger.write(tx, { key: `close:${newId()}`, actor: 'self', what: 'close', input: {}, lines }, accounts, now)
    if (!posted.ok) throw new Error(`an account could not be closed: ${posted.reason}`)
    await wallet.takeLots(tx, posted.value.movementId, personId, points)
  }
  await ledger.disown(tx, own)
  const aside = await ledger.accountId(tx, held(personId))
  if (aside !== undefined) await ledger.disown(tx, aside)
}

/** How long the results of audits are kept (milliseconds). */
export const AUDITS_KEPT = 365 * DAY
export const dropAudits = store.dropAudits

/** What an audit found, a line each. */
export const auditWords = (audit: Audit): string[] => [auditLine(audit), ...audit.found]
