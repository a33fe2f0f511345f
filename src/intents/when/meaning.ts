/** What the words for a day mean, before anything is known about the hour. */
import type { Calendar, Day } from '../../lib/calendar.ts'

/** From where and how a sentence is read. */
export interface Reading {
  readonly now: Date
  /** `2026-11-24T15:00`, by the centre's clocks. */
  readonly local: string
  readonly today: Day
  readonly calendar: Calendar
  readonly back: boolean
  readonly yearly: boolean
  /** The day that an hour without a day is on. */
  readonly on: Day | undefined
  /** Minutes of the day. */
  readonly office: { readonly from: number; readonly to: number }
}

/** How exactly the day was said. */
export type DayGrain = 'day' | 'days' | 'month' | 'year'

/** `date` is the one day that stands for them, where the words mean one (月底: the last day of the month). */
export interface Days {
  readonly first: Day
  readonly last: Day
  readonly date?: Day
}

export interface DayMeaning {
  readonly grain: DayGrain
  /** A day that passed is not the next one of its name: 昨天, 11月20号. 周三 is not fixed. */
  readonly fixed: boolean
  /** A bare weekday: 周三到五 goes on from it. */
  readonly weekday?: true
  /** Named by a festival or by the moon. */
  readonly festival?: true
  /** The first such days from `from` on; looking back, the last ones that have begun by then. */
  find(from: Day): Days | undefined
  /** The first such day from the start of a range on, when that is not what `find` gives: 10月1号到7号. */
  readonly after?: (start: Day) => Days | undefined
}

/** Words and what they mean; `words` is sticky. */
export type DayRule = readonly [words: RegExp, means: (found: RegExpExecArray, reading: Reading) => DayMeaning | undefined]

/** Words that mean one day, or the days around one. */
export const fixed = (days: Days | undefined, grain: DayGrain = 'day'): DayMeaning | undefined => days && { grain, fixed: true, find: () => days }

export const oneDay = (day: Day | undefined): Days | undefined => (day === undefined ? undefined : { first: day, last: day })

/** The nearest of some days in the direction of the reading; `by` tells which end has to lie there. */
export function nearest(reading: Reading, from: Day, candidates: readonly (Days | undefined)[]): Days | undefined {
  const known = candidates.filter((each) => each !== undefined).sort((a, b) => (a.first < b.first ? -1 : 1))
  return reading.back ? known.filter(({ first }) => first <= from).at(-1) : known.find(({ date, last }) => (date ?? last) >= from)
}

const two = (part: number): string => String(part).padStart(2, '0')

/** Undefined for a day that does not exist. Months beyond 12 (or below 1) belong to the years around. */
export function dayOf(year: number, month: number, date: number): Day | undefined {
  const moment = new Date(Date.UTC(year, month - 1, date))
  const day = `${moment.getUTCFullYear()}-${two(moment.getUTCMonth() + 1)}-${two(moment.getUTCDate())}`
  return moment.getUTCDate() === date ? day : undefined
}

export const lastOfMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

export const yearOf = (day: Day): number => Number(day.slice(0, 4))
export const monthOf = (day: Day): number => Number(day.slice(5, 7))
export const dateOf = (day: Day): number => Number(day.slice(8, 10))

/** The same date some months on; a shorter month's last day. */
export function addMonths(day: Day, months: number): Day {
  const [year, month] = [yearOf(day), monthOf(day) + months]
  return dayOf(year, month, Math.min(dateOf(day), lastOfMonth(year, month))) ?? day
}
