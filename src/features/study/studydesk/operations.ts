/** What staff do with sessions: plan, change, cancel, let people in, go through the list, also by spreadsheet. */
import type { Acts } from '../../../bot/capability.ts'
import { quietAround } from '../../../bot/quiet.ts'
import { accountsOf, quietOf } from '../../../bot/store/people.ts'
import type { Reader } from '../../../db/db.ts'
import { after, HOUR, MINUTE } from '../../../lib/clock.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { type Mistake, readSheets, writeSheets } from '../../../lib/sheets.ts'
import { attend, presentAt } from '../attendance/operations.ts'
import { callOff, enrol, fill, listOf, reminderKeys } from '../study/operations.ts'
import * as timetable from '../timetable/operations.ts'
import * as replies from './replies.ts'

export { closeSession, decide, openOnes } from '../absences/operations.ts'
export { codeNow, sessionsNow } from '../attendance/operations.ts'
export { createSeries, createSession, seen, sessionByNumber, sessionsById, upcomingSessions } from '../timetable/operations.ts'

type Session = timetable.Session
const ALL = ['enrolled', 'offered', 'waiting'] as const

/** What may be changed about a session that stands. */
export type Change = Partial<Pick<timetable.SessionPlan, 'title' | 'place' | 'startsAt' | 'endsAt' | 'places' | 'tenths' | 'points' | 'audience'>> & {
  readonly groups?: readonly string[]
}

export type ChangeRefusal = timetable.PlanRefusal | 'unknown' | 'cancelled' | 'over' | 'taken' | 'nothing'

/**
 * Changes a session. Who is on its list is told once when time, place or title change; more places are offered to who waits.
 * @returns how many were told; refused as `createSession`, or `unknown`, `cancelled`, `over`, `taken` (more are enrolled than
 * there would be places), `nothing` (all of it is so already)
 */
export async function changeSession(acts: Acts, number: string, to: Change): Promise<Result<{ session: Session; told: number }, ChangeRefusal>> {
  const { tx, now } = acts
  const known = await timetable.sessionByNumber(tx, number)
  const session = known && (await timetable.lockSession(tx, known.id))
  if (!session) return refused('unknown')
  if (session.state !== 'open') return refused('cancelled')
  if (session.startsAt <= now) return refused('over')
  const next = { ...session, ...to, groups: [...(to.groups ?? session.groups)] }
  const wrong = timetable.wrongWith(next, now)
  if (wrong) return refused(wrong)
  if (next.places < session.taken) return refused('taken')
  const moved = next.startsAt.getTime() !== session.startsAt.getTime() || next.endsAt.getTime() !== session.endsAt.getTime()
  const tells = moved || next.place !== session.place || next.title !== session.title
  if (JSON.stringify(next) === JSON.stringify(session)) return refused('nothing')
  const people = await listOf(tx, session.id, ALL)
  const version = session.version + (tells ? 1 : 0)
  const marks = moved ? { dayReminded: false, soonReminded: false } : {}
  const changed = await timetable.changeSession(acts, session.id, { ...to, groups: next.groups, version, sample: false, ...marks })
  if (!changed) return refused('unknown')
  if (moved) await callOff(tx, reminderKeys(session, [...people.map(({ personId }) => personId), ...session.groups]), now)
  await fill(acts, changed)
  if (!tells) return ok({ session: changed, told: 0 })
  const view = timetable.seenLater(acts, changed)
  const first = changed.startsAt < session.startsAt ? changed.startsAt : session.startsAt
  for (const { personId } of people) {
    await acts.push({
      urgent: await tooLateInTheMorning(acts, personId, first),
      key: `study.changed:${session.id}:${version}:${personId}`,
      reason: 'study.changed',
      to: { person: personId },
      worthlessAfter: changed.startsAt,
      priority: 100,
      ...replies.changedForPerson(view, timetable.seenLater(acts, session)),
    })
  }
  return ok({ session: changed, told: people.length })
}

/** Cancels a session; everybody on its list is told once. @returns how many; refused with `unknown`, `cancelled`, `over` */
export async function cancelSession(
  acts: Acts,
  number: string,
  why: string,
): Promise<Result<{ session: Session; told: number }, 'unknown' | 'cancelled' | 'over'>> {
  const { tx, now } = acts
  const known = await timetable.sessionByNumber(tx, number)
  const session = known && (await timetable.lockSession(tx, known.id))
  if (!session) return refused('unknown')
  if (session.state === 'cancelled') return refused('cancelled')
  if (session.startsAt <= now || session.state === 'closed') return refused('over')
  await timetable.changeSession(acts, session.id, { state: 'cancelled', why })
  const people = await listOf(tx, session.id, ALL)
  await callOff(tx, reminderKeys(session, [...people.map(({ personId }) => personId), ...session.groups]), now)
  for (const { personId } of people) {
    await acts.push({
      urgent: await tooLateInTheMorning(acts, personId, session.startsAt),
      key: `study.cancelled:${session.id}:${personId}`,
      reason: 'study.cancelled',
      to: { person: personId },
      worthlessAfter: session.endsAt,
      priority: 100,
      ...replies.cancelledForPerson(timetable.seenLater(acts, session), why),
    })
  }
  return ok({ session, told: people.length })
}

/** From the end of the quiet hours to the session: who reads it then has set out (milliseconds). */
const ON_THE_WAY = 2 * HOUR

/** In their quiet hours only those are woken who would read in the morning that they need not have come. */
async function tooLateInTheMorning({ tx, now, calendar }: Acts, personId: string, startsAt: Date): Promise<boolean> {
  const quiet = quietAround(await quietOf(tx, personId), now, calendar)
  return quiet !== undefined && startsAt < after(quiet.end, ON_THE_WAY)
}

/** Somebody on a session's list, for staff. */
export interface Listed {
  /** The place in the list: staff name people by it. */
  readonly position: number
  /** The row's id: the sheet names people by it. */
  readonly id: string
  readonly personId: string
  readonly name: string
  readonly state: (typeof ALL)[number] | 'let-in'
  readonly present: boolean
}

/** The list of a session in its order: places first, then who waits, then who was let in without being on it. */
export async function rosterOf(read: Reader, session: Session): Promise<Listed[]> {
  const rows = await listOf(read, session.id, ALL)
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

/**
 * Checks people in by hand, by their places in the list; also who only waits.
 * @returns who is in now; refused with `unknown`, `too-early` (the session has not begun), `no-such-position`
 */
export async function admit(
  acts: Acts,
  number: string,
  positions: readonly number[],
  by: string,
): Promise<Result<readonly Listed[], 'unknown' | 'too-early' | 'no-such-position'>> {
  const session = await timetable.sessionByNumber(acts.tx, number)
  if (!session || session.state === 'cancelled') return refused('unknown')
  if (!hasBegun(session, acts.now)) return refused('too-early')
  const roster = await rosterOf(acts.tx, session)
  const chosen = positions.flatMap((position) => roster[position - 1] ?? [])
  if (chosen.length === 0 || chosen.length < positions.length) return refused('no-such-position')
  for (const { personId } of chosen) await attend(acts, session.id, personId, { way: 'staff', by })
  return ok(chosen)
}

/** Lets in somebody who is not on the list (staff's leave). @returns refused with `unknown`, `too-early`, `already` */
export async function letIn(
  acts: Acts,
  number: string,
  personId: string,
  by: string,
): Promise<Result<{ points: number }, 'unknown' | 'too-early' | 'already'>> {
  const session = await timetable.sessionByNumber(acts.tx, number)
  if (!session || session.state === 'cancelled') return refused('unknown')
  if (!hasBegun(session, acts.now)) return refused('too-early')
  await enrol(acts, session.id, personId)
  const done = await attend(acts, session.id, personId, { way: 'staff', by })
  return done.ok ? ok({ points: done.value.points }) : refused('already')
}

const EARLY = 30 * MINUTE
const hasBegun = ({ startsAt }: Session, now: Date): boolean => now.getTime() >= startsAt.getTime() - EARLY

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
