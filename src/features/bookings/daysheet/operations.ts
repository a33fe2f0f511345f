/** The day as staff see it: the sheet, missed appointments, leave. */
import type { Acts } from '../../../bot/capability.ts'
import { accountsOf, addressOf } from '../../../bot/store/people.ts'
import type { Reader } from '../../../db/db.ts'
import type { Day } from '../../../lib/calendar.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import type { Span } from '../../../lib/opening.ts'
import { type Booking, bookingNumbered, cancel, forgive, settle, shownOf, startingWithin } from '../bookings/operations.ts'
import { isUrgent } from '../legal/operations.ts'
import { bookable, serviceNamed, setServiceDay } from '../services/operations.ts'
import type { Service } from '../services/rules.ts'
import { nextFree, planOf } from '../slots/operations.ts'
import { offerAll } from '../waiting/operations.ts'
import { anotherTime, calledOff, closedThen, missedYou, type SheetLine, stateWords } from './replies.ts'

export { arrive, callNext, passOver, serviceNamedIn, waitedFor, waitingCounts } from '../counter/operations.ts'
export { bookable, serviceNamed } from '../services/operations.ts'

type Looks = { readonly tx: Reader; readonly now: Date; readonly calendar: Acts['calendar'] }

/**
 * Somebody who booked did not come: a kind word, and other times.
 * @returns whether the person can be reached; refused with `unknown`, `gone`, `early`
 */
export async function missAppointment(acts: Acts, number: string): Promise<Result<{ reachable: boolean }, 'unknown' | 'gone' | 'early'>> {
  const settled = await settle(acts, number, 'no-show')
  if (!settled.ok) return settled
  const booking = settled.value
  const service = await serviceNamed(acts.tx, booking.service)
  if (booking.personId === null || !service) return ok({ reachable: false })
  const { title, when } = await shownOf(acts, booking)
  await acts.push({
    key: `booking:${booking.id}:${booking.version}:missed`,
    reason: 'booking.missed',
    to: { person: booking.personId },
    parts: missedYou(when, title),
    choices: await otherTimes(acts, service),
  })
  return ok({ reachable: (await addressOf(acts.tx, booking.personId)) !== undefined })
}

/** Missed appointments of whoever made this booking no longer count. @returns how many; refused with `unknown` */
export async function forgiveOwner({ tx }: Pick<Acts, 'tx'>, number: string): Promise<Result<number, 'unknown'>> {
  const booking = await bookingNumbered(tx, number)
  return booking?.personId ? ok(await forgive(tx, booking.personId)) : refused('unknown')
}

/** The day's bookings for staff: who, when, what state; never what it is about. */
export async function daySheet({ tx, calendar }: Looks, day: Day, service?: string): Promise<SheetLine[]> {
  const titles = new Map((await bookable(tx)).map(({ key, title }) => [key, title]))
  const bookings = await startingWithin(tx, calendar.startOfDay(day), calendar.startOfDay(calendar.addDays(day, 1)), service)
  const lines: SheetLine[] = []
  for (const booking of bookings.filter(({ state }) => state !== 'cancelled')) {
    const { number, state, confirmedAt, startAt } = booking
    const title = titles.get(booking.service) ?? booking.service
    lines.push({
      time: calendar.localTime(startAt),
      title,
      number,
      who: await nameOf(tx, booking),
      state: stateWords(state, confirmedAt !== null),
      urgent: await isUrgent(tx, number),
    })
  }
  return lines
}

async function nameOf(tx: Reader, { personId }: Booking): Promise<string> {
  const accounts = personId === null ? [] : await accountsOf(tx, personId)
  return accounts.find(({ display }) => display)?.display ?? '没有显示名'
}

/** Three other times to choose from. */
async function otherTimes(acts: Acts, service: Service) {
  const { calendar, now } = acts
  const slots = await nextFree(acts, service, calendar.localDay(now), 3)
  const label = (start: Date): string => `${calendar.plain(calendar.localDay(start), calendar.localDay(now))}${calendar.localTime(start)}`
  return slots.map(({ start }) => anotherTime(service.key, label(start), calendar.isoLocal(start)))
}

/** A change of one day's plan by staff. */
export interface DayChange {
  readonly service: string
  readonly day: Day
  readonly kind: 'leave' | 'extra'
  /** Of a leave: none is the whole day. */
  readonly hours: readonly Span[]
  /** Told to those whose booking it ends: 律师请假. */
  readonly reason: string
  readonly by: string
}

/**
 * Leave or extra hours. Bookings that leave no longer allows are cancelled and their owners offered other times; what extra
 * hours open goes to the waiting list first.
 * @returns the numbers of the bookings that were cancelled; refused with `unknown` service or `no-reason`
 */
export async function changeDay(acts: Acts, { service: key, by, ...day }: DayChange): Promise<Result<string[], 'unknown' | 'no-reason'>> {
  const service = await serviceNamed(acts.tx, key)
  if (!service) return refused('unknown')
  if (day.reason.trim() === '') return refused('no-reason')
  const set = await setServiceDay(acts, key, day, by)
  if (!set.ok) return set
  const off = await callOffUncovered(acts, service, day.day, day.reason)
  if (day.kind === 'extra') await offerAll(acts, service)
  return ok(off)
}

/** Calls off the bookings of a day that its plan does not allow (any more): after leave, or when the centre closes. */
export async function callOffUncovered(acts: Acts, service: Service, day: Day, reason: string): Promise<string[]> {
  const { calendar, tx, now } = acts
  const [plan] = await planOf(acts, service, day, day)
  const left = new Set((plan?.slots ?? []).map(({ start }) => start.getTime()))
  const booked = await startingWithin(tx, calendar.startOfDay(day), calendar.startOfDay(calendar.addDays(day, 1)), service.key)
  const off = booked.filter(({ state, startAt }) => state === 'booked' && startAt > now && !left.has(startAt.getTime()))
  for (const booking of off) await callOff(acts, service, booking, reason)
  return off.map(({ number }) => number)
}

/** The job that looks after bookings when the centre's days change. */
export const CLOSED_DAYS = 'daysheet.closed-days'

/** Calls off every booking to come whose time the centre no longer keeps: sudden closure, special days, changed hours. */
export async function callOffClosed(acts: Acts): Promise<string[]> {
  const { calendar, tx, now } = acts
  const off: string[] = []
  for (const service of await bookable(tx)) {
    const last = calendar.startOfDay(calendar.addDays(calendar.localDay(now), service.horizonDays + 1))
    const booked = (await startingWithin(tx, now, last, service.key)).filter(({ state }) => state === 'booked')
    for (const day of [...new Set(booked.map(({ startAt }) => calendar.localDay(startAt)))]) {
      const [plan] = await planOf(acts, service, day, day)
      off.push(...(await callOffUncovered(acts, service, day, plan?.closed?.words || closedThen)))
    }
  }
  return off
}

async function callOff(acts: Acts, service: Service, booking: Booking, reason: string): Promise<void> {
  await cancel(acts, booking.number)
  if (booking.personId === null) return
  const { when, title } = await shownOf(acts, booking)
  const push = {
    key: `booking:${booking.id}:${booking.version}:off`,
    reason: 'appointment.off',
    urgent: true,
    parts: calledOff(when, title, reason),
    priority: 500,
  }
  await acts.push({ ...push, to: { person: booking.personId }, choices: await otherTimes(acts, service) })
}
