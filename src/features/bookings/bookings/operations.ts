/** Booking, moving, cancelling: each either done whole or refused whole, and never two on one place. */
import type { Acts, Keeps } from '../../../bot/capability.ts'
import { nextNumber } from '../../../bot/store/numbers.ts'
import { withdrawPushes } from '../../../bot/store/outgoing.ts'
import type { Reader, Tx } from '../../../db/db.ts'
import type { Calendar } from '../../../lib/calendar.ts'
import { after, DAY } from '../../../lib/clock.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { knownNow } from '../../knowledge/knowledge/operations.ts'
import { isExpired } from '../../knowledge/knowledge/rules.ts'
import { closeCases, reopenCase } from '../legal/operations.ts'
import { bookable, serviceNamed } from '../services/operations.ts'
import type { Service } from '../services/rules.ts'
import { givePlaceBack, givePlacesBack, holdsClock, passPlace, placesHeld, takePlaces } from '../slots/operations.ts'
import type { Slot } from '../slots/rules.ts'
import { acceptOffer, offerPlace } from '../waiting/operations.ts'
import { copied, keptLine, reminderChoices, reminderWords, type Shown, titleFor } from './replies.ts'
import { bookingHolder, bookingHolders, MISSED_WITHIN, reminderKeys, remindersFor, restsUntil } from './rules.ts'
import * as store from './store.ts'

export type Booking = store.Booking

export interface Wanted {
  readonly personId: string
  readonly service: Service
  readonly slot: Slot
  readonly source: Booking['source']
  /** So many come together, each with a place; one when absent. */
  readonly people?: number
  /** Who holds the place for the person so far (an accepted offer). */
  readonly heldBy?: string
}

/** Why a booking was refused; what stands in the way comes along. */
export type Refusal = 'same' | 'overlap' | 'limit' | 'rests' | 'taken'
export type Booked =
  | { readonly ok: true; readonly value: Booking }
  | { readonly ok: false; readonly reason: Refusal; readonly own?: Booking; readonly until?: Date }

/**
 * Books a slot for a person.
 * @returns refused with `same` when the person holds this very slot already, `overlap` with another booking of the
 * same time, `limit` with as many as one may hold, `rests` after too many missed ones, `taken` when no place is free
 */
export async function book(acts: Acts, wanted: Wanted): Promise<Booked> {
  const { tx, now } = acts
  const { personId, service, slot, source, heldBy, people = 1 } = wanted
  await store.lockPerson(tx, personId, now)
  const stands = await mayHold(acts, wanted)
  if (stands) return stands
  const id = store.freshId()
  const holders = bookingHolders(id, 1, people)
  const placed = heldBy === undefined ? await takePlaces(acts, service, slot.start, holders) : await passPlace(acts, heldBy, bookingHolder(id, 1))
  if (!placed) return refused('taken')
  const where = (await placeOf(acts, service)).words
  const times = { startAt: slot.start, endAt: slot.end, createdAt: now, changedAt: now }
  // Last of all: everybody who books waits for the number.
  const number = await nextNumber(tx, 'B')
  const booking = await store.addBooking(tx, { id, number, service: service.key, personId, source, ...times })
  await remind(acts, service, booking, { where, people })
  return ok(booking)
}

async function mayHold({ tx, now }: Acts, { personId, service, slot, source }: Wanted): Promise<Booked | undefined> {
  const { open: own, missed } = await store.countingFor(tx, personId, now, after(now, -MISSED_WITHIN))
  const clash = overlapping(own, slot)
  if (clash) return { ...refused(clash.service === service.key && clash.startAt.getTime() === slot.start.getTime() ? 'same' : 'overlap'), own: clash }
  const [first, ...more] = own.filter((booking) => booking.service === service.key)
  if (first && more.length + 1 >= service.perPerson) return { ...refused('limit'), own: first }
  if (source === 'counter') return undefined
  const until = restsUntil(missed, now)
  return until ? { ...refused('rests'), until } : undefined
}

const overlapping = (own: readonly Booking[], slot: Slot): Booking | undefined => own.find(({ startAt, endAt }) => startAt < slot.end && slot.start < endAt)

/** Leaves the reminders, to be sent a day and two hours before. */
async function remind(acts: Acts, service: Service, booking: Booking, { where, people }: { where: string; people: number }): Promise<void> {
  const { now, calendar } = acts
  const { personId, id, version, startAt, number } = booking
  if (personId === null) return
  const due = remindersFor(startAt, now, calendar)
  const keys = reminderKeys(id, version)
  for (const [kind, at] of Object.entries(due) as ['day' | 'hours', Date][]) {
    await acts.push({
      key: keys[kind],
      reason: 'booking.reminder',
      matter: number,
      to: { person: personId },
      due: at,
      worthlessAfter: startAt,
      priority: 100,
      parts: reminderWords(shown(service, booking, people, { now: at, calendar }), where),
      choices: reminderChoices(number),
    })
  }
}

const silence = ({ tx, now }: Pick<Acts, 'tx' | 'now'>, { id, version }: Booking): Promise<void> =>
  withdrawPushes(tx, Object.values(reminderKeys(id, version)), now)

/** What the person holds and is still to come, in order. */
export const openBookings = (read: Reader, personId: string, now: Date): Promise<Booking[]> => store.openBookings(read, personId, now)

export const bookingNumbered = (read: Reader, number: string): Promise<Booking | undefined> => store.byNumber(read, number)

/**
 * Cancels a booking; its place goes to the waiting list, or is free.
 * @param personId whose it must be; absent when staff cancel it
 * @returns refused with `unknown` when it is not the person's, `gone` when it does not stand any more
 */
export async function cancel(acts: Acts, number: string, personId?: string): Promise<Result<Booking, 'unknown' | 'gone'>> {
  const booking = await store.byNumber(acts.tx, number)
  if (!booking || (personId !== undefined && booking.personId !== personId)) return refused('unknown')
  const ended = await store.changeState(acts.tx, booking.id, ['booked'], 'cancelled', acts.now)
  if (!ended) return refused('gone')
  await closeCases(acts.tx, [number], acts.now)
  await silence(acts, ended)
  await release(acts, ended)
  return ok(ended)
}

async function release(acts: Acts, { id, version, service: key, startAt }: Booking): Promise<void> {
  const places = await givePlacesBack(acts.tx, bookingHolders(id, version))
  const service = await serviceNamed(acts.tx, key)
  if (service) for (let place = 0; place < places; place += 1) await offerPlace(acts, service, startAt)
}

/** How many come. */
export const peopleOf = async (read: Reader, { id, version }: Booking): Promise<number> => Math.max(1, await placesHeld(read, bookingHolders(id, version)))

export type MoveRefusal = 'unknown' | 'gone' | 'same' | 'overlap' | 'taken'

/**
 * Moves a booking to another slot of its service: the new place is taken before the old one is given up.
 * @returns refused with `unknown`, `gone` when it was cancelled or used meanwhile, `same`, `overlap`, `taken`
 */
export async function move(acts: Acts, number: string, personId: string, slot: Slot): Promise<Result<Booking, MoveRefusal>> {
  const { tx, now } = acts
  await store.lockPerson(tx, personId, now)
  const booking = await store.byNumber(tx, number)
  if (!booking || booking.personId !== personId) return refused('unknown')
  if (booking.state !== 'booked' || booking.endAt <= now) return refused('gone')
  if (booking.startAt.getTime() === slot.start.getTime()) return refused('same')
  const others = (await store.openBookings(tx, personId, now)).filter(({ id }) => id !== booking.id)
  if (overlapping(others, slot)) return refused('overlap')
  const service = await serviceNamed(tx, booking.service)
  if (!service) return refused('gone')
  const holders = bookingHolders(booking.id, booking.version + 1, await peopleOf(tx, booking))
  if (!(await takePlaces(acts, service, slot.start, holders))) return refused('taken')
  const moved = await store.moveBooking(tx, booking, { startAt: slot.start, endAt: slot.end }, now)
  if (!moved) {
    await givePlacesBack(tx, holders)
    return refused('gone')
  }
  await silence(acts, booking)
  await release(acts, booking)
  await remind(acts, service, moved, { where: (await placeOf(acts, service)).words, people: holders.length })
  return ok(moved)
}

/** The offer of the waiting list becomes a booking. @returns refused with `gone` when it does not stand any more */
export async function takeOffer(acts: Acts, wait: string, personId: string): Promise<Booked | { readonly ok: false; readonly reason: 'gone' }> {
  const offer = await acceptOffer(acts, wait, personId)
  if (!offer.ok) return offer
  const { service, start, holder } = offer.value
  const slot = { start, end: after(start, service.slotMinutes * 60_000) }
  const booked = await book(acts, { personId, service, slot, source: 'waiting', heldBy: holder })
  if (!booked.ok) {
    await givePlaceBack(acts.tx, holder)
    await offerPlace(acts, service, start)
  }
  return booked
}

/** The person comes. @returns refused with `gone` when the booking does not stand any more or its time is over */
export async function willCome(acts: Acts, number: string, personId: string): Promise<Result<Booking, 'gone'>> {
  const booking = await store.byNumber(acts.tx, number)
  if (!booking || booking.personId !== personId || booking.endAt <= acts.now || !(await store.confirm(acts.tx, booking.id, acts.now))) return refused('gone')
  return ok(booking)
}

/**
 * Staff say what became of a booking. A mistake is mended by saying it anew.
 * @returns refused with `unknown`, `gone` when it was cancelled, `early` for a missed appointment whose time has not come
 */
export async function settle(acts: Acts, number: string, to: 'arrived' | 'done' | 'no-show'): Promise<Result<Booking, 'unknown' | 'gone' | 'early'>> {
  const { tx, now } = acts
  const booking = await store.byNumber(tx, number)
  if (!booking) return refused('unknown')
  if (to === 'no-show' && booking.startAt > now) return refused('early')
  const settled = await store.changeState(tx, booking.id, ['booked', 'arrived', 'done', 'no-show'], to, now)
  if (!settled) return refused('gone')
  await silence(acts, settled)
  if (to === 'arrived') await reopenCase(tx, number)
  else await closeCases(tx, [number], now)
  return ok(settled)
}

/** Missed appointments of this person no longer count. @returns how many */
export const forgive = (tx: Tx, personId: string): Promise<number> => store.forgive(tx, personId)

/** All bookings that start within, in order. */
export const startingWithin = (read: Reader, from: Date, to: Date, service?: string): Promise<Booking[]> => store.startingWithin(read, from, to, service)

/** Where a service is found, and whether the centre has confirmed it. */
export async function placeOf(
  { tx, now, calendar }: { tx: Reader; now: Date; calendar: Calendar },
  service: Service,
): Promise<{ words: string; sample: boolean }> {
  const fact = service.whereFact === null ? undefined : (await knownNow(tx, now, calendar)).facts.get(service.whereFact)
  if (!fact || isExpired(fact.validUntil, calendar.localDay(now))) return { words: '', sample: false }
  return { words: fact.value, sample: fact.sample }
}

/** A booking as it is told. */
export async function shownOf({ tx, now, calendar }: { tx: Reader; now: Date; calendar: Calendar }, booking: Booking): Promise<Shown> {
  return shown(await serviceNamed(tx, booking.service), booking, await peopleOf(tx, booking), { now, calendar })
}

function shown(service: Service | undefined, booking: Booking, people: number, { now, calendar }: { now: Date; calendar: Calendar }): Shown {
  const { number, startAt, service: key } = booking
  const day = calendar.plain(calendar.localDay(startAt), calendar.localDay(now))
  return { number, title: titleFor(service?.title ?? key, people), when: `${day}${calendar.localTime(startAt)}`, discreet: service?.discreet ?? true }
}

const YEAR = 365 * DAY

/** The bookings in a person's file. */
export const keeps: Keeps = {
  show: async (read, personId, calendar) => [
    keptLine((await store.bookingsOf(read, personId)).map((booking) => ({ ...booking, at: calendar.isoLocal(booking.startAt) }))),
  ],
  async copy(read, personId, calendar) {
    const titles = new Map((await bookable(read)).map(({ key, title }) => [key, title]))
    const lines = (await store.bookingsOf(read, personId)).map((booking) => ({
      ...booking,
      title: titles.get(booking.service) ?? booking.service,
      at: calendar.isoLocal(booking.startAt),
    }))
    return copied(lines)
  },
  async erase(tx, persons, now) {
    for (const booking of await store.forgetBookings(tx, persons, now)) {
      await silence({ tx, now }, booking)
      await givePlacesBack(tx, bookingHolders(booking.id, booking.version))
    }
  },
  move: store.moveBookings,
  clocks: [{ keep: YEAR, sweep: store.forgetOwners }, { keep: YEAR, sweep: store.dropPersons }, holdsClock],
}
