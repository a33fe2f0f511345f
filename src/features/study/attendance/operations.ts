/** Checking in, by code or by staff; what it gives; and the own record of a year. */
import type { Acts, Context, Keeps } from '../../../bot/capability.ts'
import type { Reader } from '../../../db/db.ts'
import { after, MINUTE } from '../../../lib/clock.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { isRotatingCode, linkKey, rotatingCode } from '../../../lib/rotating-code.ts'
import { award } from '../../points/points/operations.ts'
import { callOff, ownAhead, ownRows, reminderKeys, waitingBefore } from '../study/operations.ts'
import * as timetable from '../timetable/operations.ts'
import { KINDS } from '../timetable/rules.ts'
import * as replies from './replies.ts'
import { CLOSES_AFTER, closing, KEPT_FOR, OPENS_BEFORE, type Standing, standings, type Way } from './rules.ts'
import * as store from './store.ts'

export { seen, sessionByNumber, sessionsById, upcomingSessions } from '../timetable/operations.ts'
export { pageWords } from './replies.ts'
export type { Attendance } from './store.ts'
export { ownAhead, ownRows, waitingBefore }

type Session = timetable.Session

/** Sessions at which one can check in now. */
export async function openNow({ tx, now }: { tx: Reader; now: Date }): Promise<Session[]> {
  const near = await timetable.sessionsBetween(tx, after(now, -CLOSES_AFTER), after(now, OPENS_BEFORE))
  return near.filter(({ state }) => state === 'open')
}

/** Who comes early hears when checking in begins: from so long before the start on (milliseconds). */
const EARLY = 60 * MINUTE

/** Sessions at which one can check in now, and the person's own ones at which one soon can: a bare 签到 is meant for these. */
export async function sessionsNow(acts: { tx: Reader; now: Date; person?: { readonly id: string } }): Promise<Session[]> {
  const { tx, now, person } = acts
  const open = await openNow(acts)
  const own = person ? await ownAhead({ tx: tx as Acts['tx'], now }, person.id) : []
  const soon = own.filter(({ session, enrolment }) => enrolment.state === 'enrolled' && isEarly(session, now)).map(({ session }) => session)
  return [...open, ...soon.filter(({ id }) => !open.some((each) => each.id === id))]
}

const isEarly = ({ startsAt, state }: Session, now: Date): boolean => state === 'open' && now < after(startsAt, -OPENS_BEFORE) && now >= after(startsAt, -EARLY)

export interface Present {
  readonly session: Session
  readonly points: number
}

export type CheckInRefusal = 'none-now' | 'wrong' | 'locked' | 'not-enrolled' | 'already'

/**
 * Checks a person in by the code on the screen.
 * @returns refused with `none-now` (no session is near), `wrong`, `locked` (too many wrong ones), `not-enrolled`
 * (staff can let the person in), `already`
 */
export async function checkIn(acts: Acts, personId: string, code: string): Promise<Result<Present, CheckInRefusal>> {
  const { tx, now } = acts
  const near = await openNow(acts)
  if (near.length === 0) return refused('none-now')
  if (await store.isLocked(tx, personId, now)) return refused('locked')
  const fits: Session[] = []
  for (const session of near) {
    const secret = await store.knownSecret(tx, session.id)
    if (secret !== undefined && isRotatingCode(secret, code, now)) fits.push(session)
  }
  if (fits.length === 0) return refused((await store.countMiss(tx, personId, now)) > 0 ? 'wrong' : 'locked')
  await store.forgetMisses(tx, personId)
  const own = await ownAhead(acts, personId)
  const session = fits.find(({ id }) => own.some((each) => each.session.id === id && each.enrolment.state === 'enrolled'))
  if (!session) return refused('not-enrolled')
  return attend(acts, session.id, personId, { way: 'code', by: null })
}

/**
 * Writes down that the person was at the session: hours and points follow, what would have been said to an absent one
 * is called off. Staff may let in who is not enrolled.
 * @returns refused with `already`, `none-now` when there is no such session
 */
export async function attend(
  acts: Acts,
  sessionId: string,
  personId: string,
  { way, by }: { way: Way; by: string | null },
): Promise<Result<Present, 'already' | 'none-now'>> {
  const { tx, now } = acts
  const session = await timetable.lockSession(tx, sessionId)
  if (!session) return refused('none-now')
  const { kind, startsAt, tenths } = session
  if (!(await store.add(tx, { sessionId, personId, at: now, way, by, kind, startsAt, tenths }))) return refused('already')
  await callOff(tx, [...reminderKeys(session, [personId]), missedKey(session.number, personId)], now)
  const points = await reward(acts, session, personId)
  return ok({ session, points })
}

async function reward(acts: Acts, session: Session, personId: string): Promise<number> {
  if (session.points === 0) return 0
  const { number, title, points } = session
  const given = await award(acts, { personId, rule: 'study', cause: `study:${number}`, key: `study:${session.id}:${personId}`, points, about: title })
  if (!given.ok) return 0
  await store.setPoints(acts.tx, session.id, personId, given.value.points)
  return given.value.points
}

/** The key of what an absent person hears after a session. */
export const missedKey = (number: string, personId: string): string => `study.missed:${number}:${personId}`

/** The code on the screen now, for who shows it. */
export async function codeNow({ tx, now }: Pick<Acts, 'tx' | 'now'>, session: Session): Promise<{ code: string; key: string }> {
  const secret = await store.secretOf(tx, session.id)
  return { code: rotatingCode(secret, now), key: linkKey(secret, session.number) }
}

/** What a screen shows: the code now, if the link is right. */
export async function screenOf(
  { read, now }: { read: Reader; now: Date },
  number: string,
  key: string,
): Promise<{ session: Session; code: string | undefined; present: number } | undefined> {
  const session = await timetable.sessionByNumber(read, number)
  const secret = session && (await store.knownSecret(read, session.id))
  if (!session || secret === undefined || linkKey(secret, number) !== key) return undefined
  const open = (await openNow({ tx: read, now })).some(({ id }) => id === session.id)
  return { session, code: open ? rotatingCode(secret, now) : undefined, present: await store.countPresent(read, session.id) }
}

export interface OwnRecord {
  readonly year: string
  readonly standings: readonly (Standing & { readonly sample: boolean })[]
  readonly latest: readonly (store.Attendance & { readonly session: Session | undefined })[]
  /** Places and waits in what is still to come. */
  readonly own: readonly { readonly session: Session; readonly state: string }[]
  readonly gaps: readonly Gap[]
}

/** What would close a kind's missing hours, beside what one is enrolled in. */
export interface Gap {
  readonly kind: Session['kind']
  /** The next sessions with a free place, as many as it takes; all of them where they do not close it. */
  readonly sessions: readonly Session[]
  /** What is missing still after all of these, in tenths. */
  readonly left: number
}

/** How many attended sessions are shown. */
const LATEST = 3

/** The speaker's year: hours done and missing, and which sessions would close the gap. */
export async function ownRecord(ctx: Context): Promise<OwnRecord> {
  const { tx, now, calendar, person } = ctx
  const year = calendar.localDay(now).slice(0, 4)
  const [from, to] = [calendar.startOfDay(`${year}-01-01`), calendar.startOfDay(`${Number(year) + 1}-01-01`)]
  const attended = await store.attendedBetween(tx, person.id, from, to)
  const needed = await timetable.requiredHours(tx)
  const all = standings(KINDS, attended, new Map(needed.map(({ kind, tenths }) => [kind, tenths])))
  const own = (await ownAhead(ctx, person.id)).filter(({ session }) => !attended.some((row) => row.sessionId === session.id))
  const open = (await timetable.upcomingSessions(ctx)).filter(({ id, taken, places }) => taken < places && !own.some(({ session }) => session.id === id))
  const sum = (sessions: readonly Session[]): number => sessions.reduce((tenths, each) => tenths + each.tenths, 0)
  const gaps = all.flatMap(({ kind, missing }): Gap[] => {
    // Who only waits may never come to sit in it.
    const coming = own.filter(({ session, enrolment }) => session.kind === kind && enrolment.state === 'enrolled').map(({ session }) => session)
    const gap = missing - sum(coming)
    if (gap <= 0) return []
    const sessions = closing(
      open.filter((each) => each.kind === kind),
      gap,
      Number.POSITIVE_INFINITY,
    )
    return [{ kind: kind as Session['kind'], sessions, left: Math.max(0, gap - sum(sessions)) }]
  })
  const known = await timetable.sessionsById(
    tx,
    attended.map((row) => row.sessionId),
  )
  return {
    year,
    standings: all.map((each) => ({ ...each, sample: needed.some(({ kind, sample }) => kind === each.kind && sample) })),
    latest: attended.slice(-LATEST).map((row) => ({ ...row, session: known.find(({ id }) => id === row.sessionId) })),
    own: own.map(({ session, enrolment }) => ({ session, state: enrolment.state })),
    gaps,
  }
}

/** Who was there, and who is still to come, for staff. */
export const presentAt = (read: Reader, sessionId: string): Promise<store.Attendance[]> => store.present(read, sessionId)
export const wasThere = store.wasThere

/** Attendance in a person's file. */
export const keeps: Keeps = {
  show: async (read, personId) => {
    const rows = await store.attendedBy(read, personId)
    return [
      replies.keptLine(
        rows.length,
        rows.reduce((sum, row) => sum + row.tenths, 0),
      ),
    ]
  },
  copy: async (read, personId, calendar) => {
    const rows = await store.attendedBy(read, personId)
    const sessions = await timetable.sessionsById(
      read,
      rows.map((row) => row.sessionId),
    )
    return replies.copied(
      rows.map((row) => ({
        at: calendar.isoLocal(row.startsAt).replace('T', ' '),
        title: sessions.find(({ id }) => id === row.sessionId)?.title ?? '',
        tenths: row.tenths,
        points: row.points,
      })),
    )
  },
  erase: store.eraseAll,
  move: store.moveAll,
  clocks: [{ keep: KEPT_FOR, sweep: store.dropOld }],
}
