/** Free times, and the places that people hold in them. */
import type { Acts } from '../../../bot/capability.ts'
import type { Reader, Tx } from '../../../db/db.ts'
import type { Calendar, Day } from '../../../lib/calendar.ts'
import { DAY } from '../../../lib/clock.ts'
import { below } from '../../../lib/random.ts'
import { knownNow } from '../../knowledge/knowledge/operations.ts'
import { serviceDays } from '../services/operations.ts'
import type { Service } from '../services/rules.ts'
import { aroundOwn, type Closure, dayPlan, daysBetween, nearestTo, type Plan, type Slot, slotsOf, spread, type Why, type Wish, window } from './rules.ts'
import * as store from './store.ts'

type Looks = { readonly tx: Reader; readonly now: Date; readonly calendar: Calendar /** So many come together; one when absent. */; readonly people?: number }

/** A day of a service: its slots with the places still free in each, or why there are none. */
export interface ServiceDayPlan {
  readonly day: Day
  readonly slots: readonly (Slot & { readonly free: number })[]
  readonly closed: Closure | undefined
}

/** The days from `first` to `last` with all their slots, bookable or not. */
export async function planOf({ tx, now, calendar }: Looks, service: Service, first: Day, last: Day): Promise<ServiceDayPlan[]> {
  const { places } = await knownNow(tx, now, calendar)
  const plan: Plan = { service, place: places.get(service.place), days: await serviceDays(tx, service.key, first, last) }
  const [from, to] = [calendar.startOfDay(first), calendar.startOfDay(calendar.addDays(last, 2))]
  const held = new Map<number, number>()
  for (const start of await store.heldStarts(tx, service.key, from, to, now)) held.set(start.getTime(), (held.get(start.getTime()) ?? 0) + 1)
  return daysBetween(first, last, calendar).map((day) => {
    const { spans, closed } = dayPlan(plan, day, calendar)
    const slots = slotsOf(spans, service.slotMinutes, day, calendar)
    return { day, closed, slots: slots.map((slot) => ({ ...slot, free: Math.max(0, service.places - (held.get(slot.start.getTime()) ?? 0)) })) }
  })
}

/** The days that can be booked from `first` on (today when earlier), each with what is still free and not too soon. */
export async function freeFrom(looks: Looks, service: Service, first: Day, last: Day): Promise<ServiceDayPlan[]> {
  const { now, calendar, people = 1 } = looks
  const open = window(service, now, calendar)
  const from = first > calendar.localDay(now) ? first : calendar.localDay(now)
  const to = last < open.lastDay ? last : open.lastDay
  if (from > to) return []
  const plans = await planOf(looks, service, from, to)
  return plans.map((plan) => ({ ...plan, slots: plan.slots.filter(({ start, free }) => free >= people && start >= open.first) }))
}

/** Days looked at together when the next free ones are searched. */
const STRIDE = 7

/** The next free slots from a day on, at most `count`, within the horizon. */
export async function nextFree(looks: Looks, service: Service, first: Day, count: number): Promise<Slot[]> {
  const { now, calendar } = looks
  const found: Slot[] = []
  const { lastDay } = window(service, now, calendar)
  for (let from = first; from <= lastDay && found.length < count; from = calendar.addDays(from, STRIDE)) {
    const days = await freeFrom(looks, service, from, calendar.addDays(from, STRIDE - 1))
    found.push(...days.flatMap(({ slots }) => slots))
  }
  return found.slice(0, count)
}

/** Free slots around a booking that is to be moved: of its day first. */
export async function freeAround(looks: Looks, service: Service, own: Date, count: number): Promise<Slot[]> {
  const { calendar } = looks
  const day = calendar.localDay(own)
  return aroundOwn(await freeFrom(looks, service, calendar.addDays(day, -STRIDE), calendar.addDays(day, STRIDE)), own, count, calendar)
}

/** Times offered at once where one was wanted, and where a stretch of time was. */
const NEAREST = 3
const CHOICES = 6

/** What came of a wish: the slot itself, or times to choose from and why. */
export type Found =
  | { readonly is: 'slot'; readonly slot: Slot }
  | {
      readonly is: 'choose'
      readonly why: Why
      readonly slots: readonly Slot[]
      /** The day that was asked for. */
      readonly day?: Day
      readonly closed?: Closure
      /** What a waiting list would be for. */
      readonly full?: { readonly from: Date; readonly to: Date }
      /** Places that are left where more are wanted. */
      readonly left?: number
    }

/** Looks for a free slot that fits the wish. */
export async function findTimes(looks: Looks, service: Service, wish: Wish): Promise<Found> {
  const { now, calendar } = looks
  const today = calendar.localDay(now)
  if (wish.is === 'any') return { is: 'choose', why: 'any', slots: await nextFree(looks, service, today, NEAREST) }
  if (wish.is === 'moment') return findMoment(looks, service, wish.at)
  const [from, to] = wish.is === 'range' ? [wish.from, wish.to] : [calendar.startOfDay(wish.day), calendar.startOfDay(calendar.addDays(wish.day, 1))]
  return findWithin(looks, service, wish.is, from, to)
}

async function findMoment(looks: Looks, service: Service, at: Date): Promise<Found> {
  const { now, calendar, people = 1 } = looks
  const day = calendar.localDay(at)
  const open = window(service, now, calendar)
  const soon = (why: Why): Promise<Found> => nearby(looks, service, why, at < now ? now : at, day)
  if (at <= now) return soon('past')
  if (day > open.lastDay) return { is: 'choose', why: 'beyond', day, slots: await nextFree(looks, service, calendar.localDay(now), NEAREST) }
  const [plan] = await planOf(looks, service, day, day)
  if (!plan || plan.closed)
    return { is: 'choose', why: 'closed', day, ...closedBy(plan), slots: await nextFree(looks, service, calendar.addDays(day, 1), NEAREST) }
  const slot = plan.slots.find(({ start, end }) => start <= at && at < end)
  if (!slot) return soon('outside')
  if (slot.start < open.first) return soon('too-soon')
  if (slot.start < at) return soon('between')
  if (slot.free >= people) return { is: 'slot', slot: { start: slot.start, end: slot.end } }
  const full = { from: slot.start, to: slot.end }
  return { ...(await soon(slot.free > 0 ? 'few' : 'taken')), full, left: slot.free } as Found
}

const closedBy = (plan: ServiceDayPlan | undefined): { closed?: Closure } => (plan?.closed ? { closed: plan.closed } : {})

/** The free slots nearest to a moment: of its own day and of the days around. */
async function nearby(looks: Looks, service: Service, why: Why, at: Date, day: Day): Promise<Found> {
  const { calendar } = looks
  const around = await freeFrom(looks, service, calendar.addDays(calendar.localDay(at), -1), calendar.addDays(calendar.localDay(at), STRIDE))
  return {
    is: 'choose',
    why,
    day,
    slots: nearestTo(
      around.flatMap(({ slots }) => slots),
      at,
      NEAREST,
    ),
  }
}

async function findWithin(looks: Looks, service: Service, why: 'day' | 'range', from: Date, to: Date): Promise<Found> {
  const { now, calendar } = looks
  const [first, last] = [calendar.localDay(from), calendar.localDay(new Date(to.getTime() - 1))]
  if (to <= now) return nearby(looks, service, 'past', now, first)
  const open = window(service, now, calendar)
  if (first > open.lastDay) return { is: 'choose', why: 'beyond', day: first, slots: await nextFree(looks, service, calendar.localDay(now), NEAREST) }
  const within = ({ start }: Slot): boolean => start >= from && start < to
  const free = (await freeFrom(looks, service, first, last)).flatMap(({ slots }) => slots).filter(within)
  if (free.length > 0) return { is: 'choose', why, day: first, slots: spread(free, CHOICES) }
  const plans = await planOf(looks, service, first, last)
  const [plan] = plans
  if (plans.every(({ closed }) => closed))
    return { is: 'choose', why: 'closed', day: first, ...closedBy(plan), slots: await nextFree(looks, service, calendar.addDays(last, 1), NEAREST) }
  const left = plans.flatMap(({ slots }) => slots).filter((slot) => within(slot) && slot.start >= open.first)
  if (left.length === 0) return nearby(looks, service, last === calendar.localDay(now) ? 'too-soon' : 'outside', from < now ? now : from, first)
  const found = await nearby(looks, service, 'full', from < now ? now : from, first)
  return { ...found, full: { from: from < now ? now : from, to } } as Found
}

/** Who takes a place: a holder's name is unique, so that it never holds two. An offer ends at `until`. */
export interface Taking {
  readonly service: Service
  readonly start: Date
  readonly holder: string
  readonly until?: Date
}

/**
 * Takes a free place of a slot; of many who try at the same moment each gets another one.
 * @returns false when all are held
 */
export async function takePlace({ tx, now }: Pick<Acts, 'tx' | 'now'>, { service, start, holder, until }: Taking): Promise<boolean> {
  const held = await store.heldPlaces(tx, service.key, start, now)
  const free = Array.from({ length: service.places }, (_, at) => at + 1).filter((place) => !held.includes(place))
  // From a place at random: who comes at the same moment mostly tries another one first.
  const from = free.length > 1 ? below(free.length) : 0
  for (const place of [...free.slice(from), ...free.slice(0, from)]) {
    if (await store.holdPlace(tx, { service: service.key, startAt: start, place, holder, until: until ?? null })) return true
  }
  return false
}

/** Takes a place for each of these holders, or none at all. @returns whether they have them */
export async function takePlaces(acts: Pick<Acts, 'tx' | 'now'>, service: Service, start: Date, holders: readonly string[]): Promise<boolean> {
  for (const [taken, holder] of holders.entries()) {
    if (await takePlace(acts, { service, start, holder })) continue
    await store.freePlaces(acts.tx, holders.slice(0, taken))
    return false
  }
  return true
}

/** @returns how many places were given back */
export const givePlacesBack = (tx: Tx, holders: readonly string[]): Promise<number> => store.freePlaces(tx, holders)
export const givePlaceBack = async (tx: Tx, holder: string): Promise<boolean> => (await store.freePlaces(tx, [holder])) > 0
export const placesHeld = (read: Reader, holders: readonly string[]): Promise<number> => store.countHeld(read, holders)

/** An offered place becomes a booking's. @returns whether the offer still stood */
export const passPlace = ({ tx, now }: Pick<Acts, 'tx' | 'now'>, from: string, to: string): Promise<boolean> => store.passPlace(tx, from, to, now)

/** How long it stays known who held which place: bookings themselves say the rest. */
export const holdsClock = { keep: 7 * DAY, sweep: store.dropHolds }
