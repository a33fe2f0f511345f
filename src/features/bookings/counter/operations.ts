/** The counter: numbers for walk-ins, one fair line with those who booked, the day's sheet. */
import type { Acts, Keeps } from '../../../bot/capability.ts'
import type { Reader } from '../../../db/db.ts'
import type { Understanding } from '../../../intents/understanding.ts'
import { after, DAY, MINUTE } from '../../../lib/clock.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { placeOf, settle, startingWithin } from '../bookings/operations.ts'
import { serviceIn } from '../clerk/rules.ts'
import { isUrgent } from '../legal/operations.ts'
import { bookable, serviceNamed } from '../services/operations.ts'
import type { Service } from '../services/rules.ts'
import { planOf } from '../slots/operations.ts'
import { copied, keptLine, yourTurn } from './replies.ts'
import { type Estimate, estimate, GRACE, type InLine, nextInLine, typicalTime } from './rules.ts'
import * as store from './store.ts'

export { openBookings, placeOf, shownOf } from '../bookings/operations.ts'
export { bookable, serviceNamed } from '../services/operations.ts'
export { pageWords } from './replies.ts'
export type Ticket = store.Ticket

type Looks = Pick<Acts, 'tx' | 'now' | 'calendar'> | { readonly tx: Reader; readonly now: Date; readonly calendar: Acts['calendar'] }

/** Numbers are given out so long before the first slot (milliseconds). */
const BEFORE_OPENING = 30 * MINUTE

/** Is a number to be had now; else when the next opening is. */
export async function opensNow(looks: Looks, service: Service): Promise<{ open: true; until: Date } | { open: false; next: Date | undefined }> {
  const { now, calendar } = looks
  const today = calendar.localDay(now)
  const days = await planOf(looks, service, today, calendar.addDays(today, 14))
  const slots = days[0]?.slots ?? []
  const [first, last] = [slots[0], slots.at(-1)]
  if (first && last && now >= after(first.start, -BEFORE_OPENING) && now < last.end) return { open: true, until: last.end }
  return { open: false, next: days.flatMap((day) => day.slots).find(({ start }) => start > now)?.start }
}

interface Line {
  readonly service: Service
  readonly waiting: readonly store.Ticket[]
  readonly people: readonly InLine[]
  readonly busyUntil: readonly Date[]
  readonly typical: number
}

const asPerson = (ticket: store.Ticket): InLine => ({
  id: ticket.id,
  since: ticket.takenAt,
  bookedAt: ticket.bookedAt ?? undefined,
  urgent: ticket.urgent !== '',
})

/** The line as it stands: who is served, who waits, and who booked and is still expected. */
async function lineOf(looks: Looks, service: Service): Promise<Line> {
  const { tx, now, calendar } = looks
  const day = calendar.localDay(now)
  const present = await store.present(tx, service.key, day)
  const typical = typicalTime(await store.measured(tx, service.key, 20), service.slotMinutes * MINUTE)
  const called = present.filter(({ state }) => state === 'called').map(({ calledAt }) => after(calledAt ?? now, typical))
  const desks = Array.from({ length: service.places }, (_, at) => called[at] ?? now)
  const waiting = present.filter(({ state }) => state === 'waiting')
  const arrived = new Set(present.flatMap(({ booking }) => booking ?? []))
  const booked = await startingWithin(tx, after(now, -GRACE), calendar.startOfDay(calendar.addDays(day, 1)), service.key)
  const expected = booked.filter(({ state, number }) => state === 'booked' && !arrived.has(number))
  const people = [
    ...waiting.map(asPerson),
    ...expected.map(({ id, startAt }) => ({ id, since: startAt > now ? startAt : now, bookedAt: startAt, urgent: false })),
  ]
  return { service, waiting, people, busyUntil: desks, typical }
}

/** How long a ticket of the line still waits. */
async function waitOfTicket(looks: Looks, service: Service, ticket: string): Promise<Estimate> {
  const { people, busyUntil, typical } = await lineOf(looks, service)
  return estimate(people, ticket, busyUntil, typical, looks.now)
}

const NEWCOMER = '~'
/** How long somebody would wait who took a number now. */
export async function waitNow(looks: Looks, service: Service): Promise<Estimate> {
  const { people, busyUntil, typical } = await lineOf(looks, service)
  return estimate([...people, { id: NEWCOMER, since: looks.now, bookedAt: undefined, urgent: false }], NEWCOMER, busyUntil, typical, looks.now)
}

export interface Numbered {
  readonly ticket: store.Ticket
  readonly wait: Estimate
}

/**
 * Takes a number of the day.
 * @returns refused with `closed`, or `full` when the line is longer than the day
 */
export async function takeNumber(acts: Acts, service: Service, personId: string | null): Promise<Result<Numbered, 'closed' | 'full'>> {
  const { tx, now, calendar } = acts
  const opening = await opensNow(acts, service)
  if (!opening.open) return refused('closed')
  const [own] = personId === null ? [] : (await store.ofPerson(tx, personId, calendar.localDay(now))).filter((ticket) => ticket.service === service.key)
  if (own) return ok({ ticket: own, wait: await waitOfTicket(acts, service, own.id) })
  const wait = await waitNow(acts, service)
  if (after(now, wait.minutes * MINUTE) >= opening.until) return refused('full')
  const ticket = await store.addTicket(tx, {
    service: service.key,
    day: calendar.localDay(now),
    personId,
    booking: null,
    bookedAt: null,
    urgent: '',
    takenAt: now,
  })
  if (!ticket) throw new Error('no number could be given')
  return ok({ ticket, wait })
}

/** A ticket and how long it still waits. */
export async function standing(looks: Looks, id: string): Promise<(Numbered & { service: Service }) | undefined> {
  const ticket = await store.byId(looks.tx, id)
  const service = ticket && (await serviceNamed(looks.tx, ticket.service))
  return ticket && service ? { ticket, service, wait: await waitOfTicket(looks, service, id) } : undefined
}

/** The person's numbers of today. */
export const ticketsToday = ({ tx, now, calendar }: Looks, personId: string): Promise<store.Ticket[]> => store.ofPerson(tx, personId, calendar.localDay(now))

/** The number of today, of the named service or of the only one that gave it out. */
export async function standingNumber(looks: Looks, number: number, key: string | undefined): Promise<Awaited<ReturnType<typeof standing>>> {
  const found: store.Ticket[] = []
  for (const service of await bookable(looks.tx)) {
    const ticket =
      key === undefined || key === service.key ? await store.byNumber(looks.tx, service.key, looks.calendar.localDay(looks.now), number) : undefined
    if (ticket && ['waiting', 'called'].includes(ticket.state)) found.push(ticket)
  }
  const [only] = found
  return only && found.length === 1 ? standing(looks, only.id) : undefined
}

/** The service that the words name. */
export const serviceNamedIn = (services: readonly Service[], heard: Pick<Understanding, 'raw' | 'text' | 'slots'>): string | undefined => {
  const key = serviceIn(heard, services, false)
  return services.some((service) => service.key === key) ? key : undefined
}

/** 明天9:00, for a line that is closed now. */
export async function nextOpening(looks: Looks, service: Service): Promise<string | undefined> {
  const opening = await opensNow(looks, service)
  if (opening.open || !opening.next) return undefined
  const { calendar, now } = looks
  return `${calendar.plain(calendar.localDay(opening.next), calendar.localDay(now))}${calendar.localTime(opening.next)}`
}

/** Leaves the line, also when called just now. @returns whether the ticket was still in it */
export const leaveLine = async ({ tx }: Pick<Acts, 'tx'>, id: string): Promise<boolean> =>
  (await store.change(tx, id, ['waiting', 'called'], { state: 'left' })) !== undefined

/**
 * Somebody who booked is here: stands in the line from now on.
 * @returns refused with `unknown` or `gone`
 */
export async function arrive(acts: Acts, number: string): Promise<Result<Numbered, 'unknown' | 'gone'>> {
  const settled = await settle(acts, number, 'arrived')
  if (!settled.ok) return refused(settled.reason === 'early' ? 'gone' : settled.reason)
  const { tx, now, calendar } = acts
  const booking = settled.value
  const urgent = (await isUrgent(tx, number)) ? '急件' : ''
  const row = {
    service: booking.service,
    day: calendar.localDay(now),
    personId: booking.personId,
    booking: number,
    bookedAt: booking.startAt,
    urgent,
    takenAt: now,
  }
  const known = await store.ofBooking(tx, number)
  if (known) await store.change(tx, known.id, ['missed', 'left', 'done'], { state: 'waiting', takenAt: now, doneAt: null })
  const ticket = known ?? (await store.addTicket(tx, row))
  const service = await serviceNamed(tx, booking.service)
  if (!ticket || !service) throw new Error('the arrival was not stored')
  return ok({ ticket, wait: await waitOfTicket(acts, service, ticket.id) })
}

/** Puts a ticket first, with the reason on record. @returns whether it still waited */
export async function putFirst({ tx }: Pick<Acts, 'tx'>, id: string, reason: string): Promise<boolean> {
  return reason.trim() !== '' && (await store.change(tx, id, ['waiting'], { urgent: reason.trim().slice(0, 200) })) !== undefined
}

/** Calls the next in line; when all desks are taken, the one served longest is done. Nobody waits: undefined. */
export async function callNext(acts: Acts, service: Service): Promise<{ ticket: store.Ticket; left: number } | undefined> {
  const { tx, now, calendar } = acts
  await endServed(acts, service)
  const waiting = (await store.present(tx, service.key, calendar.localDay(now))).filter(({ state }) => state === 'waiting')
  const next = nextInLine(waiting.map(asPerson), now)
  const called = next && (await store.change(tx, next.id, ['waiting'], { state: 'called', calledAt: now }))
  if (!called) return undefined
  if (called.personId !== null) {
    const parts = yourTurn(called.number, service.title, (await placeOf(acts, service)).words)
    const push = {
      key: `counter:${called.id}:${now.getTime()}`,
      reason: 'counter.called',
      urgent: true,
      parts,
      worthlessAfter: after(now, 30 * MINUTE),
      priority: 900,
    }
    await acts.push({ ...push, to: { person: called.personId } })
  }
  return { ticket: called, left: waiting.length - 1 }
}

async function endServed(acts: Acts, service: Service): Promise<void> {
  const { tx, now, calendar } = acts
  const served = (await store.present(tx, service.key, calendar.localDay(now))).filter(({ state }) => state === 'called')
  const [longest] = [...served].sort((a, b) => (a.calledAt?.getTime() ?? 0) - (b.calledAt?.getTime() ?? 0))
  if (longest && served.length >= service.places) await finish(acts, longest.id)
}

/** Somebody was served: the time it took is measured from the call. @returns whether the ticket was being served */
export async function finish(acts: Acts, id: string): Promise<boolean> {
  const done = await store.change(acts.tx, id, ['called'], { state: 'done', doneAt: acts.now })
  if (done?.booking) await settle(acts, done.booking, 'done')
  return done !== undefined
}

/** Somebody was called and is not there. @returns whether the ticket was being called or waited */
export async function passOver({ tx, now, calendar }: Acts, service: Service, number: number): Promise<boolean> {
  const ticket = await store.byNumber(tx, service.key, calendar.localDay(now), number)
  return ticket !== undefined && (await store.change(tx, ticket.id, ['called', 'waiting'], { state: 'missed' })) !== undefined
}

/** How many wait in each line today. */
export async function waitingCounts({ tx, now, calendar }: Looks): Promise<{ title: string; count: number }[]> {
  const counts: { title: string; count: number }[] = []
  for (const { key, title } of await bookable(tx))
    counts.push({ title, count: (await store.present(tx, key, calendar.localDay(now))).filter(({ state }) => state === 'waiting').length })
  return counts
}

/** The services for which somebody waits at the counter now. */
export async function waitedFor({ tx, now, calendar }: Looks): Promise<string[]> {
  const keys: string[] = []
  for (const { key } of await bookable(tx)) if ((await store.present(tx, key, calendar.localDay(now))).some(({ state }) => state === 'waiting')) keys.push(key)
  return keys
}

/** The numbers in a person's file. */
export const keeps: Keeps = {
  show: async (read, personId) => keptLine((await store.ticketsOf(read, personId)).length),
  copy: async (read, personId, calendar) =>
    copied(
      (await store.ticketsOf(read, personId)).map(({ number, service, takenAt }) => `${calendar.isoLocal(takenAt).replace('T', ' ')} ${service} ${number}号`),
    ),
  erase: store.forgetTickets,
  move: store.moveTickets,
  clocks: [{ keep: 365 * DAY, sweep: store.forgetOwners }],
}
