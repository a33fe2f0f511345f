/** What staff do with sessions: plan, change, cancel, let people in, go through the list, also by spreadsheet. */
import type { Acts } from '../../../bot/capability.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { attend } from '../attendance/operations.ts'
import { tooLateInTheMorning } from '../plans/operations.ts'
import { hasBegun, type Listed, ON_ROSTER, rosterOf } from '../rosters/operations.ts'
import { callOff, enrol, fill, listOf, reminderKeys } from '../study/operations.ts'
import * as timetable from '../timetable/operations.ts'
import * as replies from './replies.ts'

export { closeSession, decide, openOnes } from '../absences/operations.ts'
export { codeNow, openNow } from '../attendance/operations.ts'
export {
  movedTo,
  peopleCalled,
  recurs,
  restOfSeries,
  type SaidSession,
  saidSession,
  sessionsCalled,
  spanIn,
  stopSeries,
  timeIn,
} from '../plans/operations.ts'
export { attendanceFromSheet, type Listed, rosterOf, rosterSheet } from '../rosters/operations.ts'
export { createSeries, createSession, seen, sessionByNumber, sessionsById, upcomingSessions } from '../timetable/operations.ts'

type Session = timetable.Session

/** Of the states on a list: does the person only wait? */
const stateOf = (state: string): 'waiting' | 'offered' | 'enrolled' => (state === 'waiting' || state === 'offered' ? state : 'enrolled')

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
  const people = await listOf(tx, session.id, ON_ROSTER)
  const version = session.version + (tells ? 1 : 0)
  const marks = moved ? { dayReminded: false, soonReminded: false } : {}
  const changed = await timetable.changeSession(acts, session.id, { ...to, groups: next.groups, version, sample: false, ...marks })
  if (!changed) return refused('unknown')
  if (moved) await callOff(tx, reminderKeys(session, [...people.map(({ personId }) => personId), ...session.groups]), now)
  await fill(acts, changed)
  if (!tells) return ok({ session: changed, told: 0 })
  const view = timetable.seenLater(acts, changed)
  const first = changed.startsAt < session.startsAt ? changed.startsAt : session.startsAt
  for (const { personId, state } of people) {
    await acts.push({
      urgent: await tooLateInTheMorning(acts, personId, first),
      key: `study.changed:${session.id}:${version}:${personId}`,
      reason: 'study.changed',
      to: { person: personId },
      worthlessAfter: changed.startsAt,
      priority: 100,
      ...replies.changedForPerson(view, timetable.seenLater(acts, session), stateOf(state)),
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
  const people = await listOf(tx, session.id, ON_ROSTER)
  await callOff(tx, reminderKeys(session, [...people.map(({ personId }) => personId), ...session.groups]), now)
  for (const { personId, state } of people) {
    await acts.push({
      urgent: await tooLateInTheMorning(acts, personId, session.startsAt),
      key: `study.cancelled:${session.id}:${personId}`,
      reason: 'study.cancelled',
      to: { person: personId },
      worthlessAfter: session.endsAt,
      priority: 100,
      ...replies.cancelledForPerson(timetable.seenLater(acts, session), why, stateOf(state)),
    })
  }
  return ok({ session, told: people.length })
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
