/** When a place is open: a weekly plan with breaks, spans past midnight, holidays and special days. Pure. */
import type { Calendar, Day, Holiday } from './calendar.ts'
import { DAY, MINUTE } from './clock.ts'

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

/** Closed against the plan, whatever the plan says; without an end until somebody ends it. */
export interface Closure {
  readonly from: Date
  readonly until: Date | undefined
  readonly reason: string
}

/** What a place does on public holidays. */
export type OnHolidays = 'closed' | 'as-usual' | readonly Span[]

export interface Hours {
  /** Seven days, Monday first. */
  readonly weekly: readonly (readonly Span[])[]
  readonly holidays: OnHolidays
  readonly special: ReadonlyMap<Day, SpecialDay>
  readonly closures?: readonly Closure[]
}

/** The hours of one day and what they come from, when that is out of the ordinary. */
export interface DayHours {
  readonly hours: readonly Span[]
  readonly holiday: Holiday | undefined
  /** Why a special day is special, or why it is closed against the plan. */
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

/**
 * The hours of a day. Special days beat public holidays; a weekend day worked in exchange keeps the hours of a
 * weekday; closures take away from all of them.
 */
export function hoursOn(place: Hours, day: Day, calendar: Calendar): DayHours {
  let on = plannedOn(place, day, calendar)
  for (const { from, until, reason } of place.closures ?? []) {
    const end = until ? minutesOf(until, day, calendar) : Number.POSITIVE_INFINITY
    const hours = on.hours.flatMap((span) => without(span, minutesOf(from, day, calendar), end))
    if (writeHours(hours) !== writeHours(on.hours)) on = { ...on, hours, reason }
  }
  return on
}

/** Minutes of the centre's clocks from the start of `day` to the moment. */
function minutesOf(moment: Date, day: Day, calendar: Calendar): number {
  const local = calendar.isoLocal(moment)
  return (Date.parse(local.slice(0, 10)) - Date.parse(day)) / MINUTE + minutesIn(local.slice(11))
}

const minutesIn = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const DAY_MINUTES = DAY / MINUTE

/** What is left of a span when the minutes from `start` to `end` are taken out; what begins after midnight is no part of this day. */
function without({ from, to }: Span, start: number, end: number): Span[] {
  const [opens, closes] = [minutesIn(from), minutesIn(to) + (to > from ? 0 : DAY_MINUTES)]
  if (end <= opens || start >= closes) return [{ from, to }]
  const left = [
    [opens, Math.min(start, closes)],
    [Math.max(end, opens), closes],
  ] as const
  return left.flatMap(([a, b]) => (b > a && a < DAY_MINUTES ? [{ from: clock(a), to: clock(b) }] : []))
}

function clock(minutes: number): string {
  const ofDay = minutes > DAY_MINUTES ? minutes - DAY_MINUTES : minutes
  return [Math.floor(ofDay / 60), ofDay % 60].map((part) => String(part).padStart(2, '0')).join(':')
}

/** Without closures. */
function plannedOn(place: Hours, day: Day, calendar: Calendar): DayHours {
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
  const planned = plannedOn(place, day, calendar).hours.map(({ from, to }) => ({
    from: calendar.instant(day, from),
    to: calendar.instant(to > from ? day : calendar.addDays(day, 1), to),
  }))
  const times = (place.closures ?? []).reduce<OpenTime[]>((open, closure) => open.flatMap((time) => outside(time, closure)), planned)
  return times.sort((a, b) => a.from.getTime() - b.from.getTime())
}

/** What is left of an open time beside a closure. */
function outside({ from, to }: OpenTime, closure: Closure): OpenTime[] {
  if (closure.from >= to || (closure.until && closure.until <= from)) return [{ from, to }]
  const before = closure.from > from ? [{ from, to: closure.from }] : []
  return closure.until && closure.until < to ? [...before, { from: closure.until, to }] : before
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
