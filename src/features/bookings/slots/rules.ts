/** When a service can be had: its plan within the centre's days, leave and extra hours, cut into slots. Pure. */
import type { Calendar, Day } from '../../../lib/calendar.ts'
import { DAY, MINUTE } from '../../../lib/clock.ts'
import { type Hours, hoursOn, type Span } from '../../../lib/opening.ts'

/** What counts of a service here. */
export interface Planned {
  /** Seven days, Monday first; null: as the place is open. */
  readonly weekly: readonly (readonly Span[])[] | null
  readonly breaks: readonly Span[]
}

/** A day on which the service differs from its plan. */
export interface Differing {
  readonly day: Day
  readonly kind: 'leave' | 'extra'
  /** Of a leave: none is the whole day. */
  readonly hours: readonly Span[]
  readonly reason: string
}

/** Why nothing can be had on a day; `words` is what staff or the calendar say about it. */
export interface Closure {
  readonly why: 'leave' | 'special' | 'holiday' | 'weekday'
  readonly words: string
}

/** The hours of one day. Without hours, why. */
export type DayPlan = { readonly spans: readonly Span[]; readonly closed?: undefined } | { readonly spans: readonly []; readonly closed: Closure }

export interface Slot {
  readonly start: Date
  readonly end: Date
}

/** What the plan of one day comes from. */
export interface Plan {
  readonly service: Planned
  /** The hours of the place; undefined: a place that nobody described is always closed. */
  readonly place: Hours | undefined
  readonly days: readonly Differing[]
}

/** The hours of a day: the plan within the place's hours, less breaks and leave, with extra hours. */
export function dayPlan({ service, place, days }: Plan, day: Day, calendar: Calendar): DayPlan {
  const today = days.filter((each) => each.day === day)
  const extra = today.filter(({ kind }) => kind === 'extra').flatMap(({ hours }) => hours)
  const leaves = today.filter(({ kind }) => kind === 'leave')
  const away = leaves.some(({ hours }) => hours.length === 0)
  const usual = place ? usualHours(service, place, day, calendar) : []
  const worked = away ? [] : subtract(usual, [...service.breaks, ...leaves.flatMap(({ hours }) => hours)])
  const spans = unite([...worked, ...extra])
  if (spans.length > 0) return { spans }
  return { spans: [], closed: closureOf(leaves, usual, place, day, calendar) }
}

/** The place's own hours count where the centre makes a day special; on other days the service's plan does. */
function usualHours(service: Planned, place: Hours, day: Day, calendar: Calendar): readonly Span[] {
  const open = hoursOn(place, day, calendar)
  if (!service.weekly) return open.hours
  const planned = hoursOn({ ...place, weekly: service.weekly, special: new Map() }, day, calendar).hours
  return open.reason === undefined ? planned : intersect(planned, open.hours)
}

function closureOf(leaves: readonly Differing[], usual: readonly Span[], place: Hours | undefined, day: Day, calendar: Calendar): Closure {
  const [leave] = leaves
  if (leave && usual.length > 0) return { why: 'leave', words: leave.reason }
  const on = place && hoursOn(place, day, calendar)
  if (on?.reason !== undefined) return { why: 'special', words: on.reason }
  if (on?.holiday?.kind === 'holiday') return { why: 'holiday', words: on.holiday.name }
  return { why: 'weekday', words: '' }
}

/** A service's slots of one day, in order; a rest too short for one is left over. */
export function slotsOf(spans: readonly Span[], minutes: number, day: Day, calendar: Calendar): Slot[] {
  const slots: Slot[] = []
  for (const { from, to } of spans) {
    const closes = calendar.instant(to > from ? day : calendar.addDays(day, 1), to).getTime()
    for (let start = calendar.instant(day, from).getTime(); start + minutes * MINUTE <= closes; start += minutes * MINUTE)
      slots.push({ start: new Date(start), end: new Date(start + minutes * MINUTE) })
  }
  return slots.sort((a, b) => a.start.getTime() - b.start.getTime())
}

/** The first moment that can still be booked, and the last day. */
export function window(service: { readonly leadMinutes: number; readonly horizonDays: number }, now: Date, calendar: Calendar): { first: Date; lastDay: Day } {
  return { first: new Date(now.getTime() + service.leadMinutes * MINUTE), lastDay: calendar.addDays(calendar.localDay(now), service.horizonDays) }
}

/** Those nearest to a moment, in the order of time. */
export function nearestTo<S extends { readonly start: Date }>(slots: readonly S[], at: Date, count: number): S[] {
  const away = (slot: S): number => Math.abs(slot.start.getTime() - at.getTime())
  return [...slots]
    .sort((a, b) => away(a) - away(b) || a.start.getTime() - b.start.getTime())
    .slice(0, count)
    .sort((a, b) => a.start.getTime() - b.start.getTime())
}

/** For who holds a time and wants another: the nearest of its own day, and about the same hour of the nearest days around. */
export function aroundOwn<S extends { readonly start: Date }>(
  days: readonly { readonly day: Day; readonly slots: readonly S[] }[],
  own: Date,
  count: number,
  calendar: Calendar,
): S[] {
  const day = calendar.localDay(own)
  const others = days.map((each) => ({ ...each, slots: each.slots.filter(({ start }) => start.getTime() !== own.getTime()) }))
  const elsewhere = others.flatMap((each) => {
    const [best] = nearestTo(each.slots, calendar.instant(each.day, calendar.localTime(own)), 1)
    return best && each.day !== day ? [best] : []
  })
  const sameDay = nearestTo(others.find((each) => each.day === day)?.slots ?? [], own, elsewhere.length > 0 ? count - 1 : count)
  // Who cannot come mostly wants a later day.
  const later = elsewhere.filter(({ start }) => start > own)
  return [...sameDay, ...nearestTo(later.length > 0 ? later : elsewhere, own, count - sameDay.length)].sort((a, b) => a.start.getTime() - b.start.getTime())
}

/** Several spread over the whole: the first, the last and what lies evenly between. */
export function spread<S>(slots: readonly S[], count: number): S[] {
  if (slots.length <= count) return [...slots]
  return Array.from({ length: count }, (_, at) => slots[Math.round((at * (slots.length - 1)) / (count - 1))]).filter((slot) => slot !== undefined)
}

/** Days from the first to the last, both included. */
export function daysBetween(first: Day, last: Day, calendar: Calendar): Day[] {
  const count = Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / DAY)
  return Array.from({ length: Math.max(0, count + 1) }, (_, ahead) => calendar.addDays(first, ahead))
}

const MIDNIGHT = '24:00'
const endOf = ({ from, to }: Span): string => (to > from ? to : MIDNIGHT)

function intersect(ones: readonly Span[], others: readonly Span[]): Span[] {
  return ones.flatMap((one) =>
    others.flatMap((other) => {
      const from = one.from > other.from ? one.from : other.from
      const to = endOf(one) < endOf(other) ? endOf(one) : endOf(other)
      return from < to ? [{ from, to }] : []
    }),
  )
}

function subtract(spans: readonly Span[], holes: readonly Span[]): Span[] {
  let left = spans.map((span) => ({ from: span.from, to: endOf(span) }))
  for (const hole of holes) {
    left = left.flatMap(({ from, to }) => {
      if (hole.from >= to || endOf(hole) <= from) return [{ from, to }]
      return [
        { from, to: hole.from },
        { from: endOf(hole), to },
      ].filter((piece) => piece.from < piece.to)
    })
  }
  return left
}

function unite(spans: readonly Span[]): Span[] {
  const united: { from: string; to: string }[] = []
  for (const { from, to } of spans.map((span) => ({ from: span.from, to: endOf(span) })).sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = united.at(-1)
    if (last && from <= last.to) last.to = to > last.to ? to : last.to
    else united.push({ from, to })
  }
  return united
}

/** When somebody would like to come: a moment, a stretch of time, a whole day, or whenever there is room. */
export type Wish =
  | { readonly is: 'any' }
  | { readonly is: 'moment'; readonly at: Date }
  | { readonly is: 'range'; readonly from: Date; readonly to: Date }
  | { readonly is: 'day'; readonly day: Day }

/** Why times are offered instead of one being taken. */
export type Why = 'free' | 'any' | 'day' | 'range' | 'taken' | 'few' | 'full' | 'between' | 'outside' | 'past' | 'too-soon' | 'beyond' | 'closed'
