/** When a place is open: a weekly plan with breaks, spans past midnight, holidays and special days. Pure. */
import type { Calendar, Day, Holiday } from './calendar.ts'
import { DAY } from './clock.ts'

/** Open from `from` to `to` (`HH:MM`); a `to` that is not later ends on the next day; `00:00` to `24:00` is the whole day. */
export interface Span {
  readonly from: string
  readonly to: string
}

/** A day that differs from the plan; closed when it has no hours. */
export interface SpecialDay {
  readonly hours: readonly Span[]
  readonly reason: string
}

/** What a place does on public holidays. */
export type OnHolidays = 'closed' | 'as-usual' | readonly Span[]

export interface Hours {
  /** Seven days, Monday first. */
  readonly weekly: readonly (readonly Span[])[]
  readonly holidays: OnHolidays
  readonly special: ReadonlyMap<Day, SpecialDay>
}

/** The hours of one day and what they come from, when that is out of the ordinary. */
export interface DayHours {
  readonly hours: readonly Span[]
  readonly holiday: Holiday | undefined
  /** Why a special day is special. */
  readonly reason: string | undefined
}

export type Opening =
  /** `until` is absent where the doors stay open beyond the end of tomorrow. */
  | { readonly open: true; readonly until: Date | undefined }
  /** `next` is absent when no opening is known for the coming weeks. */
  | { readonly open: false; readonly next: Date | undefined; readonly today: DayHours }

export const ROUND_THE_CLOCK: readonly Span[] = [{ from: '00:00', to: '24:00' }]

/** Days that are searched for the next opening: longer than any public holiday. */
const AHEAD = 30
/** More than from the start of yesterday to the end of tomorrow, the farthest that `openingAt` looks. */
const LONGEST = 4 * DAY

/** The hours of a day. Special days beat public holidays; a weekend day worked in exchange keeps the hours of a weekday. */
export function hoursOn(place: Hours, day: Day, calendar: Calendar): DayHours {
  const holiday = calendar.holiday(day)
  const special = place.special.get(day)
  if (special) return { hours: special.hours, holiday, reason: special.reason }
  const usual = place.weekly[calendar.weekday(day) - 1] ?? []
  if (holiday?.kind === 'workday') return { hours: place.weekly.slice(0, 5).find((hours) => hours.length > 0) ?? usual, holiday, reason: undefined }
  if (holiday === undefined || place.holidays === 'as-usual') return { hours: usual, holiday, reason: undefined }
  return { hours: place.holidays === 'closed' ? [] : place.holidays, holiday, reason: undefined }
}

/** Did the holiday or the special day change the hours that the weekday would have had? */
export function differs(place: Hours, day: Day, calendar: Calendar): boolean {
  return !sameHours(hoursOn(place, day, calendar).hours, place.weekly[calendar.weekday(day) - 1] ?? [])
}

/** Is the place open at this moment, until when, or when next? */
export function openingAt(place: Hours, at: Date, calendar: Calendar): Opening {
  const today = calendar.localDay(at)
  const beyond = calendar.startOfDay(calendar.addDays(today, 2))
  for (const { from, to } of openTimes(place, calendar.addDays(today, -1), calendar)) {
    if (to <= at) continue
    if (from <= at) return { open: true, until: to >= beyond ? undefined : to }
    return { open: false, next: from, today: hoursOn(place, today, calendar) }
  }
  return { open: false, next: undefined, today: hoursOn(place, today, calendar) }
}

/** Is the place open at any moment from `from` to `to`, both included? */
export function opensWithin(place: Hours, from: Date, to: Date, calendar: Calendar): boolean {
  for (const time of openTimes(place, calendar.addDays(calendar.localDay(from), -1), calendar)) {
    if (time.from > to) return false
    if (time.to > from) return true
  }
  return false
}

/** The first opening that begins on a day after this one. */
export function nextOpeningAfter(place: Hours, day: Day, calendar: Calendar): Date | undefined {
  for (let ahead = 1; ahead <= AHEAD; ahead += 1) {
    const later = calendar.addDays(day, ahead)
    const first = timesOf(place, later, calendar)[0]
    if (first) return first.from
  }
  return undefined
}

interface OpenTime {
  readonly from: Date
  readonly to: Date
}

/** From `first` on, in order; times that touch or overlap are one, up to the length that answers look at. */
function* openTimes(place: Hours, first: Day, calendar: Calendar): Generator<OpenTime> {
  let current: OpenTime | undefined
  for (let ahead = 0; ahead <= AHEAD; ahead += 1) {
    for (const next of timesOf(place, calendar.addDays(first, ahead), calendar)) {
      if (current && next.from <= current.to && current.to.getTime() - current.from.getTime() < LONGEST)
        current = { from: current.from, to: new Date(Math.max(current.to.getTime(), next.to.getTime())) }
      else {
        if (current) yield current
        current = next
      }
    }
  }
  if (current) yield current
}

function timesOf(place: Hours, day: Day, calendar: Calendar): OpenTime[] {
  const times = hoursOn(place, day, calendar).hours.map(({ from, to }) => ({
    from: calendar.instant(day, from),
    to: calendar.instant(to > from ? day : calendar.addDays(day, 1), to),
  }))
  return times.sort((a, b) => a.from.getTime() - b.from.getTime())
}

/** Neighbouring weekdays (1 to 7) with the same hours, in order. */
export interface WeekGroup {
  readonly first: number
  readonly last: number
  readonly hours: readonly Span[]
}

export function weekGroups(weekly: Hours['weekly']): WeekGroup[] {
  const groups: WeekGroup[] = []
  for (const [position, hours] of weekly.entries()) {
    const before = groups.at(-1)
    if (before && sameHours(before.hours, hours)) groups[groups.length - 1] = { ...before, last: position + 1 }
    else groups.push({ first: position + 1, last: position + 1, hours })
  }
  return groups
}

const sameHours = (a: readonly Span[], b: readonly Span[]): boolean => writeHours(a) === writeHours(b)

const SPAN = /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d|24:00)$/
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Reads `08:30-12:00, 14:30-17:30`, `24h` or `closed` as staff write it; undefined when it is none of these. */
export function readHours(text: string): readonly Span[] | undefined {
  if (text === 'closed') return []
  if (text === '24h') return ROUND_THE_CLOCK
  const spans = text.split(',').map((part) => SPAN.exec(part.trim()))
  const read = spans.flatMap((match) => (match?.[1] && match[2] && match[1] !== match[2] ? [{ from: match[1], to: match[2] }] : []))
  return read.length === spans.length ? read : undefined
}

/** The opposite of `readHours`. */
export function writeHours(hours: readonly Span[]): string {
  return hours.length === 0 ? 'closed' : isWholeDay(hours) ? '24h' : hours.map(({ from, to }) => `${from}-${to}`).join(', ')
}

export const isWholeDay = (hours: readonly Span[]): boolean => hours.some(({ from, to }) => from === '00:00' && to === '24:00')

/** The weekday numbers that `daily`, `mon`, or `mon-fri` names; undefined when it names none. */
export function readWeekdays(text: string): number[] | undefined {
  if (text === 'daily') return [1, 2, 3, 4, 5, 6, 7]
  const [first = -1, last = first, ...more] = text.split('-').map((name) => DAYS.indexOf(name))
  if (first < 0 || last < first || more.length > 0) return undefined
  return Array.from({ length: last - first + 1 }, (_, ahead) => first + ahead + 1)
}
