/** What is planned: series, sessions and their places. Who is on the lists is another room's matter (study). */
import { z } from 'zod'
import type { Acts, Context } from '../../../bot/capability.ts'
import { nextNumber } from '../../../bot/store/numbers.ts'
import type { Reader, Tx } from '../../../db/db.ts'
import { wake } from '../../../jobs/schedule.ts'
import type { Day } from '../../../lib/calendar.ts'
import { after, DAY } from '../../../lib/clock.ts'
import { contentPath, readYaml } from '../../../lib/content.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { type SessionView, sessionView } from './replies.ts'
import { AHEAD, AUDIENCES, type Audience, DAILY_LOOK, firstWord, KINDS, type Kind, LISTS, seriesDays } from './rules.ts'
import * as store from './store.ts'

export type { SessionView } from './replies.ts'
export { kindName } from './replies.ts'
export type { Required, Session } from './store.ts'
export {
  freePlace,
  lockSession,
  markReminded,
  requiredHours,
  sessionById,
  sessionByNumber,
  sessionsBetween,
  sessionsById,
  setRequired,
  takePlace,
  unreminded,
  withRoom,
} from './store.ts'

/** What staff say about a session. */
export interface SessionPlan {
  readonly kind: Kind
  readonly title: string
  readonly place: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly places: number
  /** Credit hours in tenths. */
  readonly tenths: number
  readonly points: number
  readonly audience: Audience
  /** Groups that are reminded, too. */
  readonly groups?: readonly string[]
}

export type PlanRefusal = 'past' | 'ends-before-start' | 'too-long' | 'no-places' | 'no-title'

const LONGEST = DAY
const MOST_PLACES = 2_000

/** What is wrong with a plan, if anything. */
export function wrongWith(plan: Pick<SessionPlan, 'title' | 'startsAt' | 'endsAt' | 'places'>, now: Date): PlanRefusal | undefined {
  if (plan.title.trim() === '') return 'no-title'
  if (plan.startsAt <= now) return 'past'
  if (plan.endsAt <= plan.startsAt) return 'ends-before-start'
  if (plan.endsAt.getTime() - plan.startsAt.getTime() > LONGEST) return 'too-long'
  if (!Number.isInteger(plan.places) || plan.places < 1 || plan.places > MOST_PLACES) return 'no-places'
  return undefined
}

/** Adds one session. @returns refused when the plan makes no sense; see `wrongWith` */
export async function createSession({ tx, now }: Pick<Acts, 'tx' | 'now'>, plan: SessionPlan): Promise<Result<store.Session, PlanRefusal>> {
  const wrong = wrongWith(plan, now)
  if (wrong) return refused(wrong)
  const number = await nextNumber(tx, 'S')
  const session = await store.addSession(tx, {
    ...plan,
    title: plan.title.trim(),
    groups: [...(plan.groups ?? [])],
    number,
    seriesId: null,
    sample: false,
    createdAt: now,
  })
  if (!session) throw new Error('the session was not stored')
  await expect(tx, now, session)
  return ok(session)
}

/** Somebody looks after the session's list in time; what is farther off than a day is found by the daily look. */
async function expect(tx: Tx, now: Date, session: Pick<store.Session, 'startsAt'>): Promise<void> {
  const at = firstWord(session)
  if (at < after(now, DAILY_LOOK)) await wake(tx, LISTS, at > now ? at : now, now)
}

/** Changes a session's row; a new time is waited for. */
export async function changeSession(acts: Pick<Acts, 'tx' | 'now'>, id: string, to: Partial<store.Session>): Promise<store.Session | undefined> {
  const changed = await store.changeSession(acts.tx, id, to)
  if (changed && to.startsAt) await expect(acts.tx, acts.now, changed)
  return changed
}

/** What recurs. Days and times are the centre's. */
export interface SeriesPlan extends Omit<SessionPlan, 'startsAt' | 'endsAt' | 'groups'> {
  readonly weekday: number
  readonly weeks: number
  readonly startTime: string
  readonly endTime: string
  readonly firstDay?: Day
  readonly lastDay?: Day
}

/** Adds a series; its sessions of the next weeks are made at once. @returns its id; refused when it makes no sense */
export async function createSeries(acts: Pick<Acts, 'tx' | 'now' | 'calendar'>, plan: SeriesPlan): Promise<Result<string, PlanRefusal>> {
  const { tx, now } = acts
  if (plan.title.trim() === '') return refused('no-title')
  if (plan.endTime <= plan.startTime) return refused('ends-before-start')
  if (!Number.isInteger(plan.places) || plan.places < 1 || plan.places > MOST_PLACES) return refused('no-places')
  if (plan.lastDay !== undefined && plan.lastDay < acts.calendar.localDay(now)) return refused('past')
  const { firstDay = null, lastDay = null, ...rest } = plan
  const id = await store.addSeries(tx, { ...rest, firstDay, lastDay, sample: false, createdAt: now })
  await makeSessions(acts)
  return ok(id)
}

/** No further sessions of the series are made after that day; those that stand stay. @returns whether there is such a series */
export const endSeries = (tx: Tx, id: string, lastDay: Day): Promise<boolean> => store.endSeries(tx, id, lastDay)

/** Makes the sessions of every series for the next weeks, each once, whoever calls. */
export async function makeSessions({ tx, now, calendar }: Pick<Acts, 'tx' | 'now' | 'calendar'>): Promise<void> {
  const today = calendar.localDay(now)
  const until = calendar.addDays(today, AHEAD)
  for (const series of await store.behind(tx, until)) {
    const firstDay = series.firstDay ?? today
    if (!(await store.claimSeries(tx, series, { firstDay, madeUntil: until }))) continue
    const from = series.madeUntil === null ? today : calendar.addDays(series.madeUntil, 1)
    for (const day of seriesDays({ ...series, firstDay }, from < today ? today : from, until, calendar)) await makeOne({ tx, now, calendar }, series, day)
  }
}

async function makeOne({ tx, now, calendar }: Pick<Acts, 'tx' | 'now' | 'calendar'>, series: store.Series, day: Day): Promise<void> {
  const [startsAt, endsAt] = [calendar.instant(day, series.startTime), calendar.instant(day, series.endTime)]
  if (startsAt <= now) return
  const { kind, title, place, places, tenths, points, audience, sample } = series
  const number = await nextNumber(tx, 'S')
  await expect(tx, now, { startsAt })
  await store.addSession(tx, {
    kind,
    title,
    place,
    places,
    tenths,
    points,
    audience,
    sample,
    number,
    seriesId: series.id,
    startsAt,
    endsAt,
    groups: [],
    createdAt: now,
  })
}

/** How far ahead sessions are shown. */
const SHOWN_AHEAD = 60 * DAY

/** Open sessions that have not begun, the next first. */
export async function upcomingSessions(ctx: Pick<Context, 'tx' | 'now' | 'calendar'>): Promise<store.Session[]> {
  await makeSessions(ctx)
  return store.upcoming(ctx.tx, ctx.now, after(ctx.now, SHOWN_AHEAD))
}

const Time = /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const Hours = z.number().min(0).max(100).multipleOf(0.1)

const StudyFile = z.strictObject({
  series: z.array(
    z.strictObject({
      kind: z.enum(KINDS),
      title: z.string().min(1),
      on: z.enum(WEEKDAYS),
      weeks: z.int().min(1).max(52).default(1),
      time: z.string().regex(Time, 'a time is written "14:30-17:00"'),
      place: z.string().min(1),
      places: z.int().min(1).max(MOST_PLACES),
      hours: Hours,
      points: z.int().min(0).max(10_000).default(0),
      audience: z.enum(AUDIENCES),
      sample: z.boolean(),
    }),
  ),
  required: z.partialRecord(z.enum(KINDS), z.strictObject({ hours: Hours, sample: z.boolean() })),
})

/** Fills an empty database with the series and required hours of `content/study.yaml`. */
export async function seedTimetable(tx: Tx, now: Date): Promise<void> {
  const file = readYaml(contentPath('study.yaml'), StudyFile)
  if (await store.hasSeries(tx)) return
  for (const { on, time, hours, ...rest } of file.series) {
    const [startTime = '', endTime = ''] = time.split('-')
    await store.addSeries(tx, { ...rest, weekday: WEEKDAYS.indexOf(on) + 1, startTime, endTime, tenths: Math.round(hours * 10), lastDay: null, createdAt: now })
  }
  for (const kind of KINDS) {
    const needed = file.required[kind]
    if (needed) await store.setRequired(tx, kind, Math.round(needed.hours * 10), needed.sample)
  }
}

/** A session in words, as seen from now. */
export function seen({ now, calendar }: Pick<Acts, 'now' | 'calendar'>, session: store.Session): SessionView {
  const day = calendar.plain(calendar.localDay(session.startsAt), calendar.localDay(now))
  return sessionView(session, { day, time: calendar.localTime(session.startsAt), end: calendar.localTime(session.endsAt) })
}

/** The same with the day's date, however near it is: for words that are read later. */
export function seenLater({ now, calendar }: Pick<Acts, 'now' | 'calendar'>, session: store.Session): SessionView {
  const far = calendar.addDays(calendar.localDay(now), -5)
  const day = calendar.plain(
    calendar.localDay(session.startsAt),
    far.slice(0, 4) === calendar.localDay(session.startsAt).slice(0, 4) ? far : calendar.localDay(now),
  )
  return sessionView(session, { day, time: calendar.localTime(session.startsAt), end: calendar.localTime(session.endsAt) })
}

/** Is anything planned at all? */
export const hasSeries = (read: Reader): Promise<boolean> => store.hasSeries(read)
