/** Points by hand: given, taken, reversed by staff, with a reason; a second person where they are many. */
import type { Acts, Context, Keeps } from '../../../bot/capability.ts'
import { nextNumber } from '../../../bot/store/numbers.ts'
import { personsWithRole } from '../../../bot/store/staff.ts'
import type { Reader } from '../../../db/db.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { digest } from '../../../lib/ids.ts'
import { readSheets } from '../../../lib/sheets.ts'
import { deduct, reverse } from '../corrections/operations.ts'
import { NEVER } from '../ledger/rules.ts'
import { generalRule, lapsesOn, ruleNamed } from '../points/operations.ts'
import { type Driver, driverBy, driverOf, recognisable } from '../pointtalk/operations.ts'
import { give } from '../wallet/operations.ts'
import { granted, taken, waitsForSecond } from './replies.ts'
import { GRANT_SHEET, type GrantRow, grantRow } from './rules.ts'
import * as store from './store.ts'

export type HandAct = store.HandAct
export const waitingActs = store.waitingActs
export const lastActs = store.lastActs

/** The driver that staff name, with what makes sure that it is the right one. */
export async function driverNamed(read: Reader, who: string) {
  const found = await driverBy(read, who.startsWith('D-') ? { number: who } : { phone: who })
  return found.ok ? ok({ driver: found.value, ...(await recognisable(read, found.value)) }) : found
}

/** Who acts: a member of staff. */
export interface By {
  /** The member's person. */
  readonly person: string
}

export interface Wanted {
  readonly personId: string
  /** Below zero to take points. */
  readonly points: number
  readonly reason: string
  readonly key: string
}

/** What became of it: done, or waiting for a second person. */
export interface Handled {
  readonly number: string
  readonly waiting: boolean
  /** Points that the driver has more now (fewer, below zero). */
  readonly change: number
  readonly owed: number
}

/** `own`: nobody gives points to oneself; `undone`: it was reversed before; `gone`: its driver is not known any more; `frozen`: an objection comes first. */
export type NotHandled = 'own' | 'unknown' | 'undone' | 'gone' | 'frozen' | 'waits' | 'rejected' | 'same-person' | 'key-reused'

/** Gives or takes points by hand. From the rule's limit on it waits for another member of staff. */
export async function byHand(acts: Acts, { personId, points, reason, key }: Wanted, by: By): Promise<Result<Handled, NotHandled>> {
  if (personId === by.person) return refused('own')
  const known = await store.actByKey(acts.tx, key)
  if (known) return known.personId === personId && known.points === points ? ok(asHandled(known)) : refused('key-reused')
  return enter(acts, { personId, points, reason, key, undoes: null }, by)
}

/** Reverses what a member of staff gave or took, by its number. */
export async function undo(acts: Acts, number: string, reason: string, key: string, by: By): Promise<Result<Handled, NotHandled>> {
  const known = await store.actByKey(acts.tx, key)
  if (known) return ok(asHandled(known))
  const act = await store.actNumbered(acts.tx, number)
  if (!act) return refused('unknown')
  if (act.state !== 'done') return refused(act.state === 'waiting' ? 'waits' : 'rejected')
  if (act.personId === null) return refused('gone')
  if (act.personId === by.person) return refused('own')
  if (await store.undoneBy(acts.tx, number)) return refused('undone')
  return enter(acts, { personId: act.personId, points: -act.points, reason, key, undoes: number }, by)
}

const asHandled = ({ number, state, points }: HandAct): Handled => ({ number, waiting: state === 'waiting', change: state === 'done' ? points : 0, owed: 0 })

async function enter(acts: Acts, wanted: Wanted & { undoes: string | null }, by: By): Promise<Result<Handled, NotHandled>> {
  const general = await generalRule(acts.tx)
  const waiting = Math.abs(wanted.points) >= (general?.secondPersonFrom ?? 1)
  const number = await nextNumber(acts.tx, 'P')
  const act = await store.addAct(acts.tx, { ...wanted, number, state: waiting ? 'waiting' : 'done', by: by.person, at: acts.now })
  if (!act) {
    // Somebody asked for the same at the same moment and was quicker.
    const twin = await store.actByKey(acts.tx, wanted.key)
    return twin ? ok(asHandled(twin)) : refused('undone')
  }
  if (!waiting) return execute(acts, act, by)
  await askSecond(acts, act)
  return ok({ number, waiting, change: 0, owed: 0 })
}

async function askSecond({ tx, push }: Acts, { number, points, reason, by, personId }: HandAct): Promise<void> {
  const driver = personId === null ? undefined : await driverOfPerson(tx, personId)
  for (const person of await personsWithRole(tx, ['approver', 'counter', 'admin'])) {
    if (person === by || person === personId) continue
    const parts = waitsForSecond(number, driver, points, reason)
    await push({ key: `points.second:${number}:${person}`, reason: 'points.second', to: { person }, parts: parts.parts, choices: parts.choices, priority: 100 })
  }
}

const driverOfPerson = async (tx: Acts['tx'], personId: string) => {
  const driver = await driverOf(tx, personId)
  return driver && recognisable(tx, driver)
}

/** Does what the act says, and tells the driver. */
async function execute(acts: Acts, act: HandAct, by: By): Promise<Result<Handled, NotHandled>> {
  const done = await move(acts, act, by)
  if (!done.ok) {
    // What cannot be done must not stand there as done.
    if (done.reason === 'unknown' || done.reason === 'gone' || done.reason === 'frozen' || done.reason === 'undone') await store.reject(acts.tx, act.id)
    return done
  }
  await store.noteMovement(acts.tx, act.id, done.value.movementId)
  const { change, owed } = done.value
  const { number, reason, personId } = act
  const parts = act.points > 0 ? granted(number, change, reason) : taken(number, -change, reason, owed)
  if (personId !== null) await acts.push({ key: `points.hand:${number}`, reason: 'points.hand', to: { person: personId }, parts })
  return ok({ number, waiting: false, change, owed })
}

interface Moved {
  readonly movementId: string
  readonly change: number
  readonly owed: number
}

async function move(acts: Acts, act: HandAct, by: By): Promise<Result<Moved, NotHandled>> {
  const { personId, points, reason, number, undoes } = act
  const cause = { key: `hand:${number}`, actor: by.person, words: reason }
  if (personId === null) return refused('gone')
  const before = undoes === null ? undefined : await store.actNumbered(acts.tx, undoes)
  if (before?.movementId) {
    const done = await reverse(acts, { movementId: before.movementId, ...cause })
    if (done.ok) return done
    return refused(done.reason === 'frozen' ? 'frozen' : done.reason === 'gone' ? 'gone' : 'undone')
  }
  if (points < 0) {
    const done = await deduct(acts, { personId, points: -points, ...cause })
    return done.ok ? done : refused('key-reused')
  }
  const rule = await ruleNamed(acts.tx, 'hand')
  const until = (rule && lapsesOn(rule, acts.calendar.localDay(acts.now), acts.calendar)) ?? NEVER
  const done = await give(acts, { personId, points, until, rule: 'hand', ...cause }, 'grant')
  return done.ok ? ok({ movementId: done.value.movementId, change: points, owed: 0 }) : refused('key-reused')
}

/**
 * The second person's word on an act that waits.
 * @returns refused with `same-person` when it is the one who asked, or the driver; `unknown`, `rejected` when it was decided
 */
export async function decide(acts: Acts, number: string, approves: boolean, by: By): Promise<Result<Handled, NotHandled>> {
  const act = await store.actNumbered(acts.tx, number)
  if (!act) return refused('unknown')
  if (act.state !== 'waiting') return refused('rejected')
  if (act.by === by.person || act.personId === by.person) return refused('same-person')
  const decided = await store.decideAct(acts.tx, act.id, approves ? 'done' : 'rejected', by.person, acts.now)
  if (!decided) return refused('rejected')
  if (approves) return execute(acts, decided, by)
  await store.freeUndo(acts.tx, act.id)
  return ok({ number, waiting: false, change: 0, owed: 0 })
}

/** A row of an import, checked: the driver it means, or what is wrong. */
export type Previewed = { readonly row: number } & (
  | { readonly is: 'good'; readonly driver: Driver; readonly shown: string; readonly points: number; readonly reason: string; readonly second: boolean }
  | { readonly is: 'bad'; readonly why: string }
)

const WHO = { unknown: '没有这位司机：编号不对，或者司机没有登记这个手机号', several: '有不止一位司机登记了这个手机号，请写司机编号' } as const

/** Reads a sheet of grants and says of each row what would become of it; nothing is changed. */
export async function previewImport(read: Reader, file: Uint8Array): Promise<readonly Previewed[]> {
  const { sheets, mistakes } = await readSheets(file, [{ ...GRANT_SHEET, others: 'ignored' }])
  const general = await generalRule(read)
  const rows: Previewed[] = mistakes.map(({ row = 1, text }) => ({ row, is: 'bad', why: text }))
  for (const sheetRow of sheets.get(GRANT_SHEET.name) ?? []) {
    const row = grantRow(sheetRow)
    rows.push(typeof row === 'string' ? { row: sheetRow.row, is: 'bad', why: row } : await previewed(read, row, general?.secondPersonFrom ?? 1))
  }
  return rows
}

async function previewed(read: Reader, { row, driver, points, reason }: GrantRow, second: number): Promise<Previewed> {
  const found = await driverNamed(read, driver)
  if (!found.ok) return { row, is: 'bad', why: WHO[found.reason] }
  const { number, display, tail } = found.value
  return { row, is: 'good', driver: found.value.driver, shown: [number, display, tail].filter(Boolean).join(' '), points, reason, second: points >= second }
}

/** Gives what the good rows of a previewed sheet say. The same sheet a second time gives nothing more. */
export async function importGrants(acts: Acts, file: Uint8Array, by: By): Promise<{ done: number; waiting: number; left: readonly Previewed[] }> {
  const sheet = digest(Buffer.from(file).toString('base64')).slice(0, 24)
  const rows = await previewImport(acts.tx, file)
  const left: Previewed[] = []
  let [done, waiting] = [0, 0]
  for (const row of rows) {
    if (row.is === 'bad') left.push(row)
    else {
      const handled = await byHand(acts, { personId: row.driver.personId, points: row.points, reason: row.reason, key: `sheet:${sheet}:${row.row}` }, by)
      if (!handled.ok) left.push({ row: row.row, is: 'bad', why: handled.reason === 'own' ? '不能给自己发' : '没有发成' })
      else if (handled.value.waiting) waiting += 1
      else done += 1
    }
  }
  return { done, waiting, left }
}

/** The same for a member of staff in chat, who must hold the role. */
export const speaker = (ctx: Context): By => ({ person: ctx.person.id })

export const keeps: Keeps = {
  // What was given and taken is in the history of the points.
  show: async () => [],
  copy: async () => [],
  erase: store.forgetPersons,
  move: store.movePerson,
}
