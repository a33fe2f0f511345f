/** The centre's days: its time zone, its public holidays and make-up workdays. The only home of chinese-days. */
import chineseDays from 'chinese-days'
import { z } from 'zod'
import { DAY, MINUTE } from './clock.ts'
import { contentPath, readYaml } from './content.ts'

/** A day of the centre, `2026-11-24`. */
export type Day = string

/** When something recurs, in the centre's own time. `every` counts whole spans of milliseconds since 1970. */
export type Recurrence = { every: number } | { daily: string } | { monthly: number; at: string }

/** A public holiday, or a weekend day that is worked in exchange for one (调休); named after the holiday: 国庆节. */
export interface Holiday {
  readonly name: string
  readonly kind: 'holiday' | 'workday'
}

/** Days that differ from what is known otherwise; `undefined` makes a day an ordinary one. */
export type Holidays = ReadonlyMap<Day, Holiday | undefined>

export interface Calendar {
  readonly zone: string
  localDay(moment: Date): Day
  /** `HH:MM` */
  localTime(moment: Date): string
  /** `2026-11-24T15:00` */
  isoLocal(moment: Date): string
  /** 1 (Monday) to 7 (Sunday). */
  weekday(day: Day): number
  addDays(day: Day, days: number): Day
  /**
   * The moment when the centre's clocks show `time` (`HH:MM`, up to `24:00`) on that day. A time that a
   * clock change skips is as far behind it as it would have been (02:30 becomes 03:30); of a time that
   * comes twice, the first.
   */
  instant(day: Day, time: string): Date
  startOfDay(day: Day): Date
  /** Undefined for ordinary days and beyond the years that are known. */
  holiday(day: Day): Holiday | undefined
  /** Is the year's plan of holidays and make-up workdays known? Without it only the statutory days may be. */
  planned(year: number): boolean
  /** The same calendar with these days on top of all that it knows. */
  withHolidays(more: Holidays): Calendar
  /** The first moment of the recurrence strictly after `after`. A month too short for its day uses its last day. */
  next(when: Recurrence, after: Date): Date
  /** 今天, 明天, 后天, 11月30日（周一）; with the year when it is not today's. */
  plain(day: Day, today: Day): string
}

/**
 * The calendar of a time zone; `more` are days that chinese-days does not know (yet), and win over it; those of
 * `live` win over both.
 */
export function openCalendar(zone: string, more: Holidays = new Map(), live?: LiveHolidays): Calendar {
  return new ZonedCalendar(zone, live ? [live, { now: more }] : [{ now: more }])
}

const DayText = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'a day is written 2027-01-31')
/** Days that can be exchanged while calendars look at them: what staff changed counts for whoever holds one. */
export class LiveHolidays {
  #days: Holidays = new Map()

  replace(days: Holidays): void {
    this.#days = days
  }

  get now(): Holidays {
    return this.#days
  }
}

const Days = z.record(DayText, z.string().min(1)).default({})

/** The days that staff added in `content/calendar/holidays.yaml`. */
export function readHolidays(): Holidays {
  const file = readYaml(contentPath('calendar', 'holidays.yaml'), z.strictObject({ holidays: Days, workdays: Days }))
  const entries = (days: Record<Day, string>, kind: Holiday['kind']) => Object.entries(days).map(([day, name]): [Day, Holiday] => [day, { name, kind }])
  return new Map([...entries(file.holidays, 'holiday'), ...entries(file.workdays, 'workday')])
}

const WEEKDAYS = '一二三四五六日'

/** 周一 … 周日, for 1 … 7. */
export const weekdayName = (weekday: number): string => `周${WEEKDAYS[weekday - 1]}`

/** The day of a lunar date; `year` is the one in which the lunar year begins. Undefined when there is no such day. */
export function lunarDay(year: number, month: number, day: number): Day | undefined {
  const two = (part: number): string => String(part).padStart(2, '0')
  const found = chineseDays.getSolarDateFromLunar(`${year}-${two(month)}-${two(day)}`).date
  const lunar = chineseDays.getLunarDate(found)
  return lunar.lunarYear === year && lunar.lunarMon === month && lunar.lunarDay === day ? found : undefined
}

/** Where a public holiday lies in a year, whatever the plan: its first statutory day; undefined for a name that is none. */
export function festivalDay(name: string, year: number): Day | undefined {
  const fixed: Readonly<Record<string, string>> = { 元旦: '01-01', 劳动节: '05-01', 国庆节: '10-01' }
  if (fixed[name]) return `${year}-${fixed[name]}`
  if (name === '清明') return chineseDays.getSolarTermDate(year, 4, 'pure_brightness')
  if (name === '端午') return lunarDay(year, 5, 5)
  if (name === '中秋') return lunarDay(year, 8, 15)
  return name === '春节' ? lunarDay(year, 1, 1) : undefined
}

const termsOf = new Map<number, ReadonlyMap<string, Day>>()

/** The day of a solar term (冬至, 立春) in a year; undefined for a name that is none and beyond the years 1900 to 2100. */
export function solarTermDay(name: string, year: number): Day | undefined {
  if (year < 1900 || year > 2100) return undefined
  let terms = termsOf.get(year)
  if (!terms) {
    terms = new Map(chineseDays.getSolarTerms(`${year}-01-01`, `${year}-12-31`).map((term) => [term.name, term.date]))
    termsOf.set(year, terms)
  }
  return terms.get(name)
}

const QUARTER = 15 * MINUTE
const QUARTERS_KEPT = 10_000

class ZonedCalendar implements Calendar {
  readonly zone: string
  /** The first that has a day counts. */
  readonly #sources: readonly { readonly now: Holidays }[]
  /** Calendars made from this one, by their days. */
  readonly #made = new WeakMap<Holidays, Calendar>()
  readonly #format: Intl.DateTimeFormat
  /** How far the zone's clocks are ahead of UTC in each quarter of an hour that was asked for (milliseconds). */
  readonly #ahead = new Map<number, number>()

  constructor(zone: string, sources: readonly { readonly now: Holidays }[]) {
    this.zone = zone
    this.#sources = sources
    const two = '2-digit'
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: two,
      day: two,
      hour: two,
      minute: two,
      second: two,
    })
  }

  localDay(moment: Date): Day {
    return this.isoLocal(moment).slice(0, 10)
  }

  localTime(moment: Date): string {
    return this.isoLocal(moment).slice(11)
  }

  isoLocal(moment: Date): string {
    return new Date(this.#wall(moment.getTime())).toISOString().slice(0, 16)
  }

  weekday(day: Day): number {
    return new Date(midnight(day)).getUTCDay() || 7
  }

  addDays(day: Day, days: number): Day {
    return new Date(midnight(day) + days * DAY).toISOString().slice(0, 10)
  }

  instant(day: Day, time: string): Date {
    const wall = Date.parse(`${day}T${time}:00Z`)
    // The offsets in force well before and well after: the same, unless the clocks change around then.
    const [before, after] = [wall - DAY, wall + DAY].map((near) => wall - (this.#wall(near) - near)) as [number, number]
    const first = [before, after].sort((a, b) => a - b).find((moment) => this.#wall(moment) === wall)
    return new Date(first ?? before)
  }

  startOfDay(day: Day): Date {
    return this.instant(day, '00:00')
  }

  holiday(day: Day): Holiday | undefined {
    const source = this.#sources.find(({ now }) => now.has(day))
    if (source) return source.now.get(day)
    // The package answers `National Day,国庆节,3` for special days and an English weekday for all others.
    const detail = chineseDays.getDayDetail(day)
    const name = detail.name.split(',')[1]
    return name === undefined ? undefined : { name, kind: detail.work ? 'workday' : 'holiday' }
  }

  planned(year: number): boolean {
    // Every plan has make-up workdays, so days that staff added are a plan as soon as they hold one.
    const added = this.#sources.some(({ now }) => [...now].some(([day, holiday]) => holiday?.kind === 'workday' && day.startsWith(`${year}-`)))
    return added || chineseDays.getDayDetail(`${year}-01-01`).name.includes(',')
  }

  withHolidays(more: Holidays): Calendar {
    if (more.size === 0) return this
    const made = this.#made.get(more) ?? new ZonedCalendar(this.zone, [{ now: more }, ...this.#sources])
    this.#made.set(more, made)
    return made
  }

  next(when: Recurrence, after: Date): Date {
    if ('every' in when) return new Date((Math.floor(after.getTime() / when.every) + 1) * when.every)
    for (const moment of 'daily' in when ? this.#daily(when.daily, after) : this.#monthly(when.monthly, when.at, after)) {
      if (moment > after) return moment
    }
    throw new Error('a recurrence never ends')
  }

  plain(day: Day, today: Day): string {
    const near = ['今天', '明天', '后天'].find((_, days) => this.addDays(today, days) === day)
    if (near) return near
    const [year, month, date] = day.split('-').map(Number)
    const ofYear = day.slice(0, 4) === today.slice(0, 4) ? '' : `${year}年`
    return `${ofYear}${month}月${date}日（${weekdayName(this.weekday(day))}）`
  }

  /** From the day before: a time that its own day skips can fall into the next one. */
  *#daily(time: string, from: Date): Generator<Date> {
    for (let day = this.addDays(this.localDay(from), -1); ; day = this.addDays(day, 1)) yield this.instant(day, time)
  }

  *#monthly(dayOfMonth: number, time: string, from: Date): Generator<Date> {
    const [year, month] = this.localDay(from).split('-').map(Number) as [number, number]
    for (let ahead = -1; ; ahead += 1) {
      const last = new Date(Date.UTC(year, month + ahead, 0))
      last.setUTCDate(Math.min(dayOfMonth, last.getUTCDate()))
      yield this.instant(last.toISOString().slice(0, 10), time)
    }
  }

  /** What the clocks show at a moment, as if it were UTC. */
  #wall(moment: number): number {
    // Since 1970 clocks have been changed at full quarters of an hour only: one look at each is enough.
    if (moment < 0) return this.#shown(moment)
    const quarter = Math.floor(moment / QUARTER)
    let ahead = this.#ahead.get(quarter)
    if (ahead === undefined) {
      if (this.#ahead.size >= QUARTERS_KEPT) this.#ahead.clear()
      ahead = this.#shown(quarter * QUARTER) - quarter * QUARTER
      this.#ahead.set(quarter, ahead)
    }
    return moment + ahead
  }

  #shown(moment: number): number {
    const shown: Record<string, number> = {}
    for (const part of this.#format.formatToParts(moment)) shown[part.type] = Number(part.value)
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown
    return Date.UTC(year, month - 1, day, hour, minute, second) + modulo(moment, 1000)
  }
}

const midnight = (day: Day): number => Date.parse(`${day}T00:00:00Z`)
const modulo = (value: number, by: number): number => ((value % by) + by) % by
