/** Who is on a session's list and who was there, for staff; also as a spreadsheet that comes back marked. */
import type { Acts } from '../../../bot/capability.ts'
import { accountsOf } from '../../../bot/store/people.ts'
import type { Reader } from '../../../db/db.ts'
import { after } from '../../../lib/clock.ts'
import { type Mistake, readSheets, writeSheets } from '../../../lib/sheets.ts'
import { attend, presentAt } from '../attendance/operations.ts'
import { OPENS_BEFORE } from '../attendance/rules.ts'
import { listOf } from '../study/operations.ts'
import * as timetable from '../timetable/operations.ts'
import * as replies from './replies.ts'

type Session = timetable.Session
/** States of a list that staff see. */
export const ON_ROSTER = ['enrolled', 'offered', 'waiting'] as const

/** Somebody on a session's list, for staff. */
export interface Listed {
  /** The place in the list: staff name people by it. */
  readonly position: number
  /** The row's id: the sheet names people by it. */
  readonly id: string
  readonly personId: string
  readonly name: string
  readonly state: (typeof ON_ROSTER)[number] | 'let-in'
  readonly present: boolean
}

/** The list of a session in its order: places first, then who waits, then who was let in without being on it. */
export async function rosterOf(read: Reader, session: Session): Promise<Listed[]> {
  const rows = await listOf(read, session.id, ON_ROSTER)
  const there = await presentAt(read, session.id)
  const seats = rows.filter(({ state }) => state !== 'waiting')
  const listed = [...seats, ...rows.filter(({ state }) => state === 'waiting')]
  const others = there.flatMap(({ id, personId }) =>
    personId !== null && !rows.some((row) => row.personId === personId) ? [{ id, personId, state: 'let-in' as const }] : [],
  )
  const all: Listed[] = []
  for (const { id, personId, state } of [...listed, ...others]) {
    const name = (await accountsOf(read, personId)).find(({ display }) => display)?.display ?? ''
    const present = there.some((each) => each.personId === personId)
    all.push({ position: all.length + 1, id, personId, name, state: state as Listed['state'], present })
  }
  return all
}

/** Can people be checked in by now? */
export const hasBegun = ({ startsAt }: Session, now: Date): boolean => now >= after(startsAt, -OPENS_BEFORE)

/** The list as a spreadsheet: staff mark who was there and hand it back. */
export async function rosterSheet(read: Reader, session: Session): Promise<Buffer> {
  const roster = await rosterOf(read, session)
  return writeSheets([replies.sheet(session.number, roster)])
}

/**
 * Takes attendance from the sheet: all of it, or nothing when a row names nobody on the list.
 * @returns how many were new; or what is wrong, row by row
 */
export async function attendanceFromSheet(
  acts: Acts,
  number: string,
  file: Uint8Array,
  by: string,
): Promise<{ ok: true; added: number } | { ok: false; mistakes: readonly Mistake[] }> {
  const session = await timetable.sessionByNumber(acts.tx, number)
  if (!session || session.state === 'cancelled') return { ok: false, mistakes: [{ text: replies.sheetWords.noSession(number) }] }
  if (!hasBegun(session, acts.now)) return { ok: false, mistakes: [{ text: replies.sheetWords.early }] }
  const { sheets, mistakes } = await readSheets(file, [replies.sheetPlan])
  const roster = await rosterOf(acts.tx, session)
  const { marked, wrong } = replies.marks(sheets, roster)
  if (mistakes.length + wrong.length > 0) return { ok: false, mistakes: [...mistakes, ...wrong] }
  let added = 0
  for (const personId of marked) if ((await attend(acts, session.id, personId, { way: 'sheet', by })).ok) added += 1
  return { ok: true, added }
}
