/** What a time that was said comes to: the clerk's rules for what was left open. */
import type { Day } from '../../lib/calendar.ts'
import { after, MINUTE } from '../../lib/clock.ts'
import type { When } from '../when.ts'
import { type Clock, hourIn, type Period } from './clock.ts'
import { type DayMeaning, type Days, fixed, oneDay, type Reading } from './meaning.ts'
import type { Piece, Words } from './scan.ts'

export type Grain = 'minute' | 'hours' | 'day' | 'days' | 'month' | 'year'

export interface Resolved {
  readonly when: When
  readonly grain: Grain
  readonly days: { readonly first: Day; readonly last: Day }
  readonly past?: true
}

const NOON = 12 * 60
const WHOLE_DAY = 24 * 60
/** A day named for a time after it ("周五以后") is meant for about so many days. */
const OPEN_DAYS = 7
/** Nobody says a bare 三点 for the small hours of a day gone by. */
const WAKING = 5 * 60
const LATE = 22 * 60
const JUST_NOW = 60

export function resolved(said: Piece, reading: Reading): Resolved | undefined {
  const day = said.day ?? (reading.on === undefined || said.fromNow || said.weak ? undefined : fixed(oneDay(reading.on)))
  const piece = day ? { ...said, day } : said
  if (piece.fromNow) return fromNow(piece.fromNow.minutes, reading)
  if (piece.weak) return weak(piece.weak, reading)
  if (!piece.clock && !piece.period) return wholeDays(piece, reading)
  const spans = spansOf(piece, reading)
  return spans.length === 0 ? undefined : placed(piece, spans, reading)
}

function fromNow(minutes: number, { now, calendar, local }: Reading): Resolved {
  const start = calendar.isoLocal(after(now, minutes * MINUTE))
  return { when: { start }, grain: 'minute', days: sameDay(start.slice(0, 10)), ...(start < local ? { past: true } : {}) }
}

function weak(kind: NonNullable<Piece['weak']>, reading: Reading): Resolved | undefined {
  const { local, today } = reading
  if (kind === 'now') return { when: { start: local }, grain: 'minute', days: sameDay(today) }
  if (kind === 'today') return reading.back ? undefined : { when: { date: today }, grain: 'day', days: sameDay(today) }
  if (!reading.back) return undefined
  const { when, days } = fromNow(-JUST_NOW, reading)
  return { when: { start: 'start' in when ? when.start : local, end: local }, grain: 'hours', days: { first: days.first, last: today }, past: true }
}

const sameDay = (day: Day) => ({ first: day, last: day })

/** Days without an hour. */
function wholeDays({ day, until, open }: Piece, reading: Reading): Resolved | undefined {
  const { today, calendar, local } = reading
  const start = day?.find(today)
  if (!day || !start) return undefined
  const end = until?.day && endOf(until.day, start.first)
  if (until?.day && !end) return undefined
  const days = { first: start.first, last: end?.last ?? start.last }
  const past = days.last < today ? { past: true as const } : {}
  const midnight = (each: Day) => `${each}T00:00`
  if (open === 'before') {
    const to = midnight(calendar.addDays(days.last, 1))
    return {
      when: { start: days.last < today ? midnight(days.first) : local, end: to },
      grain: 'days',
      days: { first: today < days.last ? today : days.last, last: days.last },
      ...past,
    }
  }
  if (open === 'after') {
    const from = calendar.addDays(days.last, 1)
    const last = calendar.addDays(days.last, OPEN_DAYS)
    return {
      when: { start: midnight(from), end: midnight(calendar.addDays(last, 1)) },
      grain: 'days',
      days: { first: from, last },
      ...(last < today ? { past: true } : {}),
    }
  }
  const date = end ? undefined : (dateIn(start, reading) ?? (days.first === days.last ? days.first : undefined))
  const grain = end ? 'days' : day.grain
  if (date !== undefined) return { when: { date }, grain, days, ...(date < today ? { past: true } : {}) }
  return { when: { start: midnight(days.first), end: midnight(calendar.addDays(days.last, 1)) }, grain, days, ...past }
}

/** The day that stands for several; in the middle of them (国庆, said on its third day) today. */
function dateIn({ first, last, date }: Days, { today, back }: Reading): Day | undefined {
  if (date === undefined) return undefined
  return first <= today && last >= today && (back ? date > today : date < today) ? today : date
}

/** The end of 周五到下周二; undefined when it lies before the start. */
function endOf(end: DayMeaning, start: Day): Days | undefined {
  const days = end.after ? end.after(start) : end.find(start)
  return days && (days.date ?? days.last) >= start ? days : undefined
}

/** Minutes of a day from `from` to `to`; a moment when there is no `to`. `sure`: not one of two readings of a bare hour. */
interface Span {
  readonly from: number
  readonly to?: number
}

/** All readings of the hours, the likeliest first; the second only where the first has passed. */
function spansOf(piece: Piece, reading: Reading): Span[] {
  const { clock, period, until, open } = piece
  const starts = clock ? minutesOf(clock, period, reading) : period ? [period.minutes[0]] : []
  return starts.flatMap((from): Span[] => {
    if (until?.clock || until?.period) {
      const to = untilMinutes(until, period, from, reading, until.day !== undefined)
      return to === undefined ? [] : [{ from, to }]
    }
    if (open) return [openSpan(piece, from, reading)]
    if (clock?.until !== undefined) return [{ from, to: from + 60 }]
    return clock || !period ? [{ from }] : [{ from, to: period.minutes[1] }]
  })
}

function minutesOf({ hour, minute, exact }: Clock, period: Period | undefined, { office }: Reading): number[] {
  if (period) {
    const inPeriod = hourIn(period, hour)
    return inPeriod === undefined ? [] : [inPeriod * 60 + minute]
  }
  const said = hour * 60 + minute
  if (exact || said > 13 * 60) return [said]
  const other = said >= NOON ? said - NOON : said + NOON
  const outside = (at: number): number => Math.max(0, office.from - at, at - office.to)
  // 12点 is noon; of the others, the one in or nearer to office hours.
  if (said >= NOON || outside(said) <= outside(other)) return said >= NOON ? [said] : [said, other]
  return [other, said]
}

/** 两点到四点, 上午十点到两点, 晚上十点到两点: the first such hour after the start. */
function untilMinutes({ clock, period }: Words, startPeriod: Period | undefined, from: number, { office }: Reading, otherDay: boolean): number | undefined {
  // 下午五点到凌晨三点 goes on into the next day.
  const afterStart = (at: number): number => (at > from || otherDay ? at : at + WHOLE_DAY)
  if (!clock) return period && afterStart(period.minutes[1])
  const said = clock.hour * 60 + clock.minute
  const inPeriod = period && hourIn(period, clock.hour)
  if (period) return inPeriod === undefined ? undefined : afterStart(inPeriod * 60 + clock.minute)
  if (otherDay) return clock.exact || said >= office.from ? said : said + NOON
  const readings = clock.exact ? [said, said + WHOLE_DAY] : [said, said + NOON, said + WHOLE_DAY]
  return readings.find((at) => at > from && (startPeriod?.name !== 'night' || at < 36 * 60))
}

function openSpan({ clock, period, open }: Piece, from: number, { office }: Reading): Span {
  if (open === 'before') {
    const to = from
    return { from: to > office.from ? office.from : Math.min(0, to - WHOLE_DAY / 2), to }
  }
  const start = clock || !period ? from : period.name === 'noon' ? NOON : period.minutes[1]
  const ends = [period && clock ? period.minutes[1] : 0, office.to, LATE, WHOLE_DAY, start + 120]
  return { from: start, to: ends.find((end) => end > start) ?? start + 120 }
}

/** The first day (looking back: the last) on which one of the readings is still ahead (was already). */
function placed(piece: Piece, spans: readonly Span[], reading: Reading): Resolved | undefined {
  const { calendar, today, back, local } = reading
  const { day } = piece
  const at = (on: Day, minutes: number): string => localTime(on, minutes, reading)
  // A part of the day that has begun is still ahead; an hour that has struck is not.
  const asHour = piece.clock !== undefined && !piece.open
  const ahead = (on: Day, { from, to }: Span): boolean => (to === undefined || asHour ? at(on, from) >= local : at(on, to) > local)
  const fits = (on: Day, span: Span): boolean => (back ? at(on, span.from) <= local : ahead(on, span))
  const step = back ? -1 : 1
  const [first] = spans
  if (!first) return undefined

  if (day?.fixed) {
    const named = day.find(today)
    const on = named && (dateIn(named, reading) ?? named.first)
    if (on === undefined || !named) return undefined
    // 今天八点 in the afternoon is this evening; on another day the office's reading holds.
    const span = (on === today ? spans.find((each) => fits(on, each)) : undefined) ?? first
    // "昨天夜里两点" soon after midnight: those of the night before.
    const tooFar = back && span.from >= WHOLE_DAY && !fits(on, span)
    return said(tooFar ? calendar.addDays(on, -1) : on, span, piece, reading, named)
  }
  if (day) {
    const named = day.find(today)
    const next = named && !fits(named.date ?? named.first, first) ? day.find(calendar.addDays(named.last, step)) : named
    return next && said(next.date ?? next.first, first, piece, reading, next)
  }
  const readings = spans.length > 1 && (back || isTie(spans, reading)) ? spans.filter(({ from }) => !back || from >= WAKING) : [first]
  const days = [-step, 0, step, 2 * step].map((days) => calendar.addDays(today, days))
  const found = days.flatMap((on) => readings.filter((span) => fits(on, span)).map((span) => ({ on, span, start: at(on, span.from) })))
  const best = found.sort((a, b) => (a.start < b.start ? -step : a.start > b.start ? step : 0))[0]
  return best && said(best.on, best.span, piece, reading, oneDay(best.on))
}

/** 七点 is as far from the morning's opening as from the evening's closing: the next one counts. */
function isTie([first, second]: readonly Span[], { office }: Reading): boolean {
  if (!first || !second) return false
  const outside = ({ from }: Span): number => Math.max(0, office.from - from, from - office.to)
  return outside(first) === outside(second) && outside(first) > 0
}

function said(on: Day, span: Span, { day, until, period, clock, open }: Piece, reading: Reading, named: Days | undefined): Resolved | undefined {
  const { calendar, today, local, back } = reading
  const end = until?.day && endOf(until.day, on)
  if (until?.day && !end) return undefined
  const endDay = end ? (end.date ?? end.last) : on
  let start = localTime(on, span.from, reading)
  const first = day ? on : start.slice(0, 10)
  const days = { first, last: end ? endDay : named && named.last > first && !clock ? named.last : first }
  if (span.to === undefined) return { when: { start }, grain: 'minute', days, ...(start < local ? { past: true } : {}) }
  let stop = localTime(endDay, span.to, reading)
  if (stop <= start) return undefined
  // "三点前" on a day that has begun: from now; "今晚" late in the evening: what is left of it.
  if (open && !back && start < local && local < stop) start = local
  if (on === today && period?.name === 'evening' && !clock && !until && stop <= local) stop = `${calendar.addDays(today, 1)}T00:00`
  return {
    when: { start, end: stop },
    grain: 'hours',
    days,
    ...(stop <= local ? { past: true } : {}),
  }
}

function localTime(on: Day, minutes: number, { calendar }: Reading): string {
  const days = Math.floor(minutes / WHOLE_DAY)
  const left = minutes - days * WHOLE_DAY
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${calendar.addDays(on, days)}T${two(Math.floor(left / 60))}:${two(left % 60)}`
}
