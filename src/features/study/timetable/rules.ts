/** Study sessions: kinds, moments, and which session words mean. */
import type { Calendar, Day } from '../../../lib/calendar.ts'
import { after, HOUR } from '../../../lib/clock.ts'

export const KINDS = ['education', 'party', 'skills'] as const
export type Kind = (typeof KINDS)[number]
export const KIND_NAMES: Record<Kind, string> = { education: '继续教育', party: '党员学习', skills: '技能培训' }
export const AUDIENCES = ['all', 'truck', 'ride-hailing', 'members'] as const
export type Audience = (typeof AUDIENCES)[number]
export const AUDIENCE_NAMES: Record<Audience, string> = { all: '都能来', truck: '货车司机', 'ride-hailing': '网约车司机', members: '党员' }

/** Sessions of a series are made so many days ahead. */
export const AHEAD = 28
/** Reminders go out so long before the start (milliseconds). */
export const DAY_BEFORE = 24 * HOUR
export const SOON_BEFORE = 2 * HOUR
/** The hours that a house rule keeps quiet. */
const QUIET_ENDS = '08:00'
const EVENING = '20:30'

/** The job that looks after the lists; it is woken for every session. */
export const LISTS = 'study.lists'
/** Reminders are left so long before they are due, so that one that would be useless after quiet hours, a night shift's too, can go out before them (milliseconds). */
export const LOOK_AHEAD = 13 * HOUR

/** The job looks at least once a day for what comes up within this span (milliseconds). */
export const DAILY_LOOK = 26 * HOUR

/** When the first thing is to be said about a session. */
export const firstWord = ({ startsAt }: { startsAt: Date }): Date => after(startsAt, -DAY_BEFORE - LOOK_AHEAD)

/** Two hours before; of a session so early that this is night, the evening before. */
export function soonMoment(startsAt: Date, calendar: Calendar): Date {
  const moment = after(startsAt, -SOON_BEFORE)
  const day = calendar.localDay(startsAt)
  if (startsAt > calendar.instant(day, '08:30') || moment >= calendar.instant(day, QUIET_ENDS)) return moment
  return calendar.instant(calendar.addDays(day, -1), EVENING)
}

/** The days of a series from one day to another: its weekday every so many weeks, counted from its first. */
export function seriesDays(series: { weekday: number; weeks: number; firstDay: Day; lastDay: Day | null }, from: Day, to: Day, calendar: Calendar): Day[] {
  const days: Day[] = []
  const ahead = (series.weekday - calendar.weekday(series.firstDay) + 7) % 7
  const last = series.lastDay !== null && series.lastDay < to ? series.lastDay : to
  for (let day = calendar.addDays(series.firstDay, ahead); day <= last; day = calendar.addDays(day, 7 * series.weeks)) {
    if (day >= from && calendar.holiday(day)?.kind !== 'holiday') days.push(day)
  }
  return days
}

const CALLED: readonly (readonly [RegExp, Kind])[] = [
  [/继续教育|继教|继续教玉|jixu ?jiaoyu/, 'education'],
  [/党课|党员|党日|党史|支部/, 'party'],
  [/技能|jineng/, 'skills'],
]

/** The kind that words name. */
export const kindIn = (text: string): Kind | undefined => CALLED.find(([words]) => words.test(text))?.[1]

/** What says nothing about which session: such pairs of characters join no title. */
const COMMON = /继续教育|技能培训|培训|学习|课程|党员|报名|上课|[那这]个|的课|班|课|场|期|节|堂/g

/** How many characters of a title the words have in a row (at least two), common words aside. */
export function titleLikeness(text: string, title: string): number {
  const words = text.replace(COMMON, ' ')
  const name = title.replace(COMMON, ' ')
  let best = 0
  for (let from = 0; from < name.length; from += 1) {
    for (let to = from + Math.max(2, best + 1); to <= name.length; to += 1) {
      const piece = name.slice(from, to)
      if (/\s/.test(piece) || !words.includes(piece)) break
      best = piece.length
    }
  }
  return best
}

export interface Candidate {
  readonly id: string
  readonly number: string
  readonly kind: Kind
  readonly title: string
  readonly startsAt: Date
}

/** What the words say about a session. */
export interface SaidOf {
  readonly text: string
  readonly codes: readonly string[]
  /** The days that were said, first to last; with an hour, from and to (`HH:MM`). */
  readonly days?: { readonly first: Day; readonly last: Day; readonly from?: string; readonly to?: string } | undefined
  /** The number of a list. */
  readonly position?: number | undefined
}

const NEXT = /最近|下一?[期场次堂节回]|最早|头一[个场期]|离得近/
const NOT_THIS = /(?:别|不要|不是)[^,，。]*[,，。]/g

/** The sessions that fit the words; `named` is false when the words say nothing about any. */
export function meantBy<S extends Candidate>(said: SaidOf, sessions: readonly S[], calendar: Calendar): { named: boolean; fits: readonly S[] } {
  const text = said.text.replace(NOT_THIS, '')
  const numbered = sessions.filter(({ number }) => said.codes.includes(number))
  if (numbered.length > 0) return { named: true, fits: numbered }
  let fits = sessions
  let named = said.codes.some((code) => /^S-\d+$/.test(code))
  if (named) return { named, fits: [] }
  const likest = Math.max(0, ...sessions.map(({ title }) => titleLikeness(text, title)))
  if (likest >= 2) {
    named = true
    fits = fits.filter(({ title }) => titleLikeness(text, title) === likest)
  }
  const kind = kindIn(text)
  if (kind && (likest < 2 || fits.some((each) => each.kind === kind))) {
    named = true
    fits = fits.filter((each) => each.kind === kind)
  }
  const { days } = said
  if (days) {
    named = true
    fits = fits.filter(({ startsAt }) => within(startsAt, days, calendar))
  }
  if (said.position !== undefined) return { named: true, fits: fits.slice(said.position - 1, said.position) }
  if (NEXT.test(text) && fits.length > 0) return { named: true, fits: fits.slice(0, 1) }
  return { named, fits }
}

function within(startsAt: Date, { first, last, from, to }: NonNullable<SaidOf['days']>, calendar: Calendar): boolean {
  const day = calendar.localDay(startsAt)
  const time = calendar.localTime(startsAt)
  return day >= first && day <= last && (from === undefined || time >= from) && (to === undefined || time < to)
}

/** 3, 1.5: credit hours. */
export const hoursText = (tenths: number): string => String(tenths / 10)
