/** Who is on the list of a session: enrolled, waiting, offered a place; and what they hear in time. */
import type { Acts, Context, JobRun, Keeps } from '../../../bot/capability.ts'
import type { Tx } from '../../../db/db.ts'
import { wake } from '../../../jobs/schedule.ts'
import { after, DAY } from '../../../lib/clock.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { callOff, groupReminder, reminderFor, reminderKey, reminderKeys, remindOne } from '../reminders/operations.ts'
import * as timetable from '../timetable/operations.ts'
import { DAILY_LOOK, DAY_BEFORE, firstWord, LISTS, LOOK_AHEAD, meantBy, type SaidOf, soonMoment } from '../timetable/rules.ts'
import * as replies from './replies.ts'
import { KEPT_FOR, lastCall, offerEnd, overlaps, RANK } from './rules.ts'
import * as store from './store.ts'

export { callOff, reminderKeys, remindersAhead } from '../reminders/operations.ts'
export type { Session, SessionView } from '../timetable/operations.ts'
export { kindName, seen, sessionById, upcomingSessions } from '../timetable/operations.ts'
export { kindIn, LISTS, type SaidOf } from '../timetable/rules.ts'
export type { Enrolment } from './store.ts'

type Session = timetable.Session

export interface Own {
  readonly session: Session
  readonly enrolment: store.Enrolment
}

/** The speaker's places and waits in sessions that are not over, the next first. */
export async function ownAhead(ctx: Pick<Context, 'tx' | 'now'>, personId: string): Promise<Own[]> {
  const all = await ownRows(ctx.tx, personId, store.ON_LIST)
  return all.filter(({ session }) => session.endsAt > ctx.now && session.state !== 'cancelled')
}

/** Lists the person is or was on, by the sessions' time. */
export async function ownRows(read: Parameters<typeof store.rowsOfPerson>[0], personId: string, states?: readonly store.EnrolmentState[]): Promise<Own[]> {
  const rows = await store.rowsOfPerson(read, personId, states)
  const ids = rows.map((row) => row.sessionId)
  const sessions = await timetable.sessionsById(read, ids)
  return sessions.flatMap((session) => {
    const enrolment = rows.find((row) => row.sessionId === session.id)
    return enrolment ? [{ session, enrolment }] : []
  })
}

/** The sessions that the words mean. */
export const meantSessions = ({ calendar }: Pick<Context, 'calendar'>, said: SaidOf, sessions: readonly Session[]) => meantBy(said, sessions, calendar)

export interface Enrolled {
  readonly is: 'enrolled' | 'waiting'
  readonly session: Session
  /** How many wait before. */
  readonly ahead: number
  /** Another session of the person's at the same time. */
  readonly clash: Session | undefined
}

export type EnrolRefusal = 'unknown' | 'cancelled' | 'started' | 'already' | 'waiting' | 'full'

/**
 * Puts a person on the list: a place while there is one, else the end of the waiting list. Takes up an offer.
 * When it is too late to offer places, who comes first has one.
 * @returns refused with `unknown`, `cancelled`, `started`, `already` (has a place), `waiting` (waits already), `full` (and too late to wait)
 */
export async function enrol(acts: Acts, sessionId: string, personId: string): Promise<Result<Enrolled, EnrolRefusal>> {
  const { tx, now } = acts
  const session = await timetable.lockSession(tx, sessionId)
  if (!session) return refused('unknown')
  if (session.state !== 'open') return refused('cancelled')
  if (session.startsAt <= now) return refused('started')
  const row = await store.enrolmentOf(tx, sessionId, personId)
  if (row?.state === 'enrolled') return refused('already')
  const late = offerEnd(session.startsAt, now, acts.calendar) === undefined
  if (row?.state === 'waiting' && !late) return refused('waiting')
  const clash = (await ownAhead(acts, personId)).find((own) => own.session.id !== sessionId && overlaps(own.session, session))?.session
  if (row?.state === 'offered') {
    await store.setState(tx, row.id, { state: 'enrolled', since: now, offeredUntil: null })
    await remindOne(acts, session, personId)
    return ok({ is: 'enrolled', session, ahead: 0, clash })
  }
  const queue = await store.listOf(tx, sessionId, ['waiting'])
  const state = (late || queue.length === 0) && (await timetable.takePlace(tx, sessionId)) ? 'enrolled' : 'waiting'
  if (state === 'waiting' && late) return refused('full')
  await store.putOnList(tx, { sessionId, personId, state, since: now })
  if (state === 'waiting') {
    await fill(acts, session)
    await wake(tx, LISTS, lastCall(session), now)
  } else await remindOne(acts, session, personId)
  return ok({ is: state, session, ahead: queue.length, clash })
}

/**
 * Takes a person off the list; a freed place is offered to who waits.
 * @returns the state the person was in; refused with `unknown`, `not-enrolled`, `started`
 */
export async function withdraw(
  acts: Acts,
  sessionId: string,
  personId: string,
): Promise<Result<{ session: Session; was: store.EnrolmentState }, 'unknown' | 'not-enrolled' | 'started'>> {
  const { tx, now } = acts
  const session = await timetable.lockSession(tx, sessionId)
  if (!session) return refused('unknown')
  const row = await store.enrolmentOf(tx, sessionId, personId)
  if (!row || row.state === 'withdrawn' || row.state === 'lapsed') return refused('not-enrolled')
  if (session.startsAt <= now) return refused('started')
  await leave(acts, session, row, 'withdrawn')
  await fill(acts, session)
  return ok({ session, was: row.state })
}

/** Off the list: the place is free again, and what was left to be said is called off. */
async function leave({ tx, now }: Acts, session: Session, row: store.Enrolment, state: 'withdrawn' | 'lapsed'): Promise<void> {
  await store.setState(tx, row.id, { state, since: now, offeredUntil: null })
  if (row.state !== 'waiting') await timetable.freePlace(tx, session.id)
  await callOff(tx, reminderKeys(session, [row.personId]), now)
}

/** Offers free places to those who waited longest, each with a deadline. The session's row must be held. @returns how many */
export async function fill(acts: Acts, session: Session): Promise<number> {
  const { tx, now } = acts
  const until = session.state === 'open' ? offerEnd(session.startsAt, now, acts.calendar) : undefined
  let offers = 0
  if (!until) return offers
  for (let next = await store.firstWaiting(tx, session.id); next; next = await store.firstWaiting(tx, session.id)) {
    if (!(await timetable.takePlace(tx, session.id))) return offers
    offers += 1
    await store.setState(tx, next.id, { state: 'offered', since: next.since, offeredUntil: until })
    await wake(tx, LISTS, until, now)
    const end = acts.calendar.plain(acts.calendar.localDay(until), acts.calendar.localDay(now))
    await acts.push({
      key: `study.offer:${session.id}:${next.personId}:${until.toISOString()}`,
      reason: 'study.offer',
      to: { person: next.personId },
      worthlessAfter: until,
      priority: 100,
      ...replies.offer(timetable.seenLater(acts, session), `${end}${acts.calendar.localTime(until)}`),
    })
  }
  return offers
}

/** Who still waits when no place can be offered any more hears so, once. */
async function tellWaiting(acts: Acts): Promise<void> {
  const { tx, now } = acts
  for (const session of await timetable.sessionsById(tx, await store.waitedFor(tx))) {
    if (session.state !== 'open' || session.startsAt <= now || lastCall(session) > now) continue
    const next = (await timetable.upcomingSessions(acts)).find(({ id, title }) => id !== session.id && title === session.title)
    const words = replies.noPlace(timetable.seenLater(acts, session), session.taken < session.places, next && timetable.seenLater(acts, next))
    for (const { personId } of await store.listOf(tx, session.id, ['waiting'])) {
      const key = `study.no-place:${session.id}:${session.startsAt.toISOString()}:${personId}`
      await acts.push({ key, reason: 'study.no-place', to: { person: personId }, worthlessAfter: session.startsAt, urgent: true, priority: 100, ...words })
    }
  }
}

/** Lets offers lapse whose time is over, and offers what is free. @returns whether more remains */
export async function sweep(acts: Acts): Promise<boolean> {
  const { tx, now } = acts
  const free = await timetable.withRoom(tx, await store.waitedFor(tx), now)
  const ids = [...new Set([...(await store.offersOver(tx, now)), ...free])].sort()
  for (const id of ids) {
    const session = await timetable.lockSession(tx, id)
    if (!session) continue
    const ended = await store.offersEnded(tx, id, now)
    for (const row of ended) await leave(acts, session, row, 'lapsed')
    const offers = await fill(acts, session)
    for (const [place, row] of ended.entries()) {
      await acts.push({
        key: `study.lapsed:${id}:${row.personId}:${now.toISOString()}`,
        reason: 'study.offer',
        to: { person: row.personId },
        worthlessAfter: session.startsAt,
        ...replies.lapsed(timetable.seenLater(acts, session), place < offers),
      })
    }
  }
  return false
}

/** Older ones get no rows that say "too late". */
const LOOK_BACK = 8 * DAY

/** Leaves the reminders of the day before and of two hours before, each once; one that is too late expires by itself. */
export async function remind(acts: Acts): Promise<void> {
  const { tx, now, calendar } = acts
  const soon = after(now, LOOK_AHEAD)
  for (const session of await timetable.unreminded(tx, after(now, -LOOK_BACK), after(soon, DAY_BEFORE))) {
    const [dayBefore, twoHours] = [after(session.startsAt, -DAY_BEFORE), soonMoment(session.startsAt, calendar)]
    if (!session.dayReminded && dayBefore <= soon) await remindAll(acts, session, 'day', dayBefore, twoHours)
    if (!session.soonReminded && twoHours <= soon) await remindAll(acts, session, 'soon', twoHours, session.startsAt)
  }
}

async function remindAll(acts: Acts, session: Session, which: 'day' | 'soon', due: Date, worthlessAfter: Date): Promise<void> {
  if (!(await timetable.markReminded(acts.tx, session.id, which === 'day' ? 'dayReminded' : 'soonReminded'))) return
  for (const { personId, since } of await store.listOf(acts.tx, session.id, ['enrolled'])) {
    // Who put the name down after that moment knows.
    if (since <= due) await acts.push(reminderFor(acts, session, personId, which, due, worthlessAfter))
  }
  const common = { reason: 'study.reminder', due, worthlessAfter: after(worthlessAfter, -1) }
  const parts = groupReminder(timetable.seenLater(acts, session), which)
  for (const group of session.groups) await acts.push({ ...common, key: reminderKey(session, group, which), to: { group }, parts })
}

/** What falls due by itself. */
export async function tick(run: JobRun): Promise<boolean> {
  await sweep(run)
  await remind(run)
  await tellWaiting(run)
  const next = await nextMoment(run)
  if (next) await wake(run.tx, LISTS, next, run.now)
  return false
}

/** When the next offer ends, who waits is to hear the last word, or the next reminder is to be left, as far as the daily look reaches. */
async function nextMoment({ tx, now, calendar }: Acts): Promise<Date | undefined> {
  const sessions = await timetable.unreminded(tx, now, after(now, DAILY_LOOK + DAY_BEFORE + LOOK_AHEAD))
  const reminders = sessions.flatMap((session) => [
    ...(session.dayReminded ? [] : [firstWord(session)]),
    ...(session.soonReminded ? [] : [after(soonMoment(session.startsAt, calendar), -LOOK_AHEAD)]),
  ])
  const offer = await store.nextOfferEnd(tx)
  const waited = (await timetable.sessionsById(tx, await store.waitedFor(tx))).filter(({ state }) => state === 'open').map(lastCall)
  return [...reminders, ...waited, ...(offer ? [offer] : [])].filter((at) => at > now).sort((a, b) => a.getTime() - b.getTime())[0]
}

export const { listOf, waitingBefore } = store

export const keeps: Keeps = {
  show: async (read, personId, calendar) => [replies.keptLine((await ownRows(read, personId, store.ON_LIST)).map((own) => named(own, calendar)))],
  copy: async (read, personId, calendar) =>
    replies.copied((await ownRows(read, personId)).map((own) => ({ ...named(own, calendar), state: own.enrolment.state }))),
  erase: eraseRows,
  move: moveRows,
  clocks: [{ keep: KEPT_FOR, sweep: store.dropOld }],
}

const named = ({ session }: Own, calendar: Acts['calendar']) => ({ title: session.title, at: calendar.isoLocal(session.startsAt).replace('T', ' ') })

/** Held in the order of the sessions' ids, as everybody else does who needs several. */
async function eraseRows(tx: Tx, persons: readonly string[]): Promise<void> {
  for (const row of await store.rowsOf(tx, persons)) await dropRow(tx, row)
}

async function dropRow(tx: Tx, row: store.Enrolment): Promise<void> {
  await timetable.lockSession(tx, row.sessionId)
  await store.dropRow(tx, row.id)
  if (row.state === 'enrolled' || row.state === 'offered') await timetable.freePlace(tx, row.sessionId)
}

/** Two files of one person were on one list: the better place is kept, the other is free again. */
async function moveRows(tx: Tx, from: string, to: string): Promise<void> {
  const rows = await store.rowsOf(tx, [from, to])
  for (const row of rows.filter((each) => each.personId === from)) {
    const other = rows.find((each) => each.personId === to && each.sessionId === row.sessionId)
    const worse = other && (RANK.indexOf(row.state) < RANK.indexOf(other.state) ? other : row)
    if (worse) await dropRow(tx, worse)
    if (worse !== row) await store.giveEnrolment(tx, row.id, to)
  }
}
