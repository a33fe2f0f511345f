/** Services, their plans, and the places that people hold in them. */
import { z } from 'zod'
import type { Acts } from '../../bot/capability.ts'
import type { Reader, Tx } from '../../db/db.ts'
import type { Calendar, Day } from '../../lib/calendar.ts'
import { DAY } from '../../lib/clock.ts'
import { contentPath, readYaml } from '../../lib/content.ts'
import { ok, type Result, refused } from '../../lib/errors.ts'
import type { Span } from '../../lib/opening.ts'
import { below } from '../../lib/random.ts'
import { HoursText, placesNow, WeeklyText } from '../knowledge/operations.ts'
import {
  type Closure,
  dayPlan,
  daysBetween,
  nearestTo,
  type Plan,
  type Service,
  type ServiceDay,
  type Slot,
  slotsOf,
  spread,
  type Why,
  type Wish,
  window,
} from './rules.ts'
import * as store from './store.ts'

type Looks = { readonly tx: Reader; readonly now: Date; readonly calendar: Calendar }

/** What can be booked, in order. */
export async function bookable(read: Reader): Promise<Service[]> {
  return (await store.allServices(read)).filter(({ active }) => active)
}

/** One service, also when it can no longer be booked. */
export async function serviceNamed(read: Reader, key: string): Promise<Service | undefined> {
  return (await store.allServices(read)).find((service) => service.key === key)
}

/** A day of a service: its slots with the places still free in each, or why there are none. */
export interface ServiceDayPlan {
  readonly day: Day
  readonly slots: readonly (Slot & { readonly free: number })[]
  readonly closed: Closure | undefined
}

/** The days from `first` to `last` with all their slots, bookable or not. */
export async function planOf({ tx, now, calendar }: Looks, service: Service, first: Day, last: Day): Promise<ServiceDayPlan[]> {
  const places = await placesNow(tx, now, calendar)
  const plan: Plan = { service, place: places.get(service.place), days: await store.serviceDaysOf(tx, service.key, first, last) }
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
  const { now, calendar } = looks
  const open = window(service, now, calendar)
  const from = first > calendar.localDay(now) ? first : calendar.localDay(now)
  const to = last < open.lastDay ? last : open.lastDay
  if (from > to) return []
  const plans = await planOf(looks, service, from, to)
  return plans.map((plan) => ({ ...plan, slots: plan.slots.filter(({ start, free }) => free > 0 && start >= open.first) }))
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
  const { now, calendar } = looks
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
  if (slot.free > 0) return { is: 'slot', slot: { start: slot.start, end: slot.end } }
  return { ...(await soon('taken')), full: { from: slot.start, to: slot.end } } as Found
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

export const givePlaceBack = (tx: Tx, holder: string): Promise<boolean> => store.freePlace(tx, holder)

/** An offered place becomes a booking's. @returns whether the offer still stood */
export const passPlace = ({ tx, now }: Pick<Acts, 'tx' | 'now'>, from: string, to: string): Promise<boolean> => store.passPlace(tx, from, to, now)

/** How long it stays known who held which place: bookings themselves say the rest. */
export const holdsClock = { keep: 7 * DAY, sweep: store.dropHolds }

/** What staff say about a service. */
export type ServiceDraft = Omit<Service, 'active'> & { readonly active?: boolean }

/**
 * Adds a service or changes one. Bookings that stand keep their times.
 * @returns refused with `incomplete` when a name is missing, a number makes no sense, or the place is unknown
 */
export async function saveService({ tx, now, calendar }: Acts, draft: ServiceDraft): Promise<Result<Service, 'incomplete'>> {
  const numbers = [draft.slotMinutes, draft.places, draft.horizonDays, draft.perPerson]
  const sound = numbers.every((number) => Number.isInteger(number) && number >= 1) && Number.isInteger(draft.leadMinutes) && draft.leadMinutes >= 0
  const known = (await placesNow(tx, now, calendar)).has(draft.place)
  if (!sound || !known || draft.slotMinutes > 480 || draft.title.trim() === '' || !/^[a-z][a-z0-9-]{1,40}$/.test(draft.key)) return refused('incomplete')
  const before = await store.allServices(tx)
  const position = before.findIndex(({ key }) => key === draft.key)
  const service: Service = { ...draft, active: draft.active ?? true }
  await store.writeService(tx, { ...rowOf(service, now), position: position < 0 ? before.length : position })
  return ok(service)
}

/** Leave or extra hours of one day. Leave does not touch what is booked already: the caller tells those people. */
export async function setServiceDay({ tx, now }: Pick<Acts, 'tx' | 'now'>, service: string, day: ServiceDay, by: string): Promise<Result<string, 'unknown'>> {
  if (!(await serviceNamed(tx, service))) return refused('unknown')
  return ok(await store.addServiceDay(tx, { service, ...day, hours: [...day.hours], by, createdAt: now }))
}

export const removeServiceDay = (tx: Tx, id: string): Promise<boolean> => store.removeServiceDay(tx, id)

export const serviceDays = (read: Reader, service: string, first: Day, last: Day) => store.serviceDaysOf(read, service, first, last)

const whole = (from: number, to: number) => z.int().min(from).max(to)

const ServicesFile = z.strictObject({
  services: z.record(
    z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, 'a service is named like legal-aid'),
    z.strictObject({
      title: z.string().min(1),
      names: z.array(z.string().min(1)).default([]),
      place: z.string(),
      where: z.string().optional(),
      plan: WeeklyText.optional(),
      breaks: HoursText.optional(),
      slot: whole(5, 480),
      places: whole(1, 200),
      lead: whole(0, 10_080),
      horizon: whole(1, 366),
      limit: whole(1, 100),
      discreet: z.boolean().default(false),
    }),
  ),
})

/**
 * Adds the services of `content/services.yaml` that are not there yet.
 * @throws StartError naming file and line of a mistake
 */
export async function seedServices(tx: Tx, now: Date): Promise<void> {
  const file = readYaml(contentPath('services.yaml'), ServicesFile)
  const rows = Object.entries(file.services).map(
    ([key, { title, names, place, where, plan, breaks, slot, places, lead, horizon, limit, discreet }], position) => {
      const times = { slotMinutes: slot, places, leadMinutes: lead, horizonDays: horizon, perPerson: limit }
      const service: Service = {
        key,
        title,
        aliases: names,
        place,
        whereFact: where ?? null,
        weekly: plan ?? null,
        breaks: breaks ?? [],
        ...times,
        discreet,
        active: true,
      }
      return { ...rowOf(service, now), position }
    },
  )
  await store.addServices(tx, rows)
}

function rowOf({ aliases, weekly, breaks, ...service }: Service, now: Date): Omit<store.NewService, 'position'> {
  const copy = (spans: readonly Span[]): Span[] => [...spans]
  return { ...service, aliases: [...aliases], weekly: weekly ? weekly.map(copy) : null, breaks: copy(breaks), updatedAt: now }
}
