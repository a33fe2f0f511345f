/** The only SQL about bookings. */
import { and, asc, eq, gt, gte, inArray, isNotNull, lt, or, sql } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/db.ts'
import { given, prepared } from '../../../db/prepared.ts'
import { newId } from '../../../lib/ids.ts'
import { bookingPersons, bookings } from './tables.ts'

export type Booking = typeof bookings.$inferSelect
export type State = Booking['state']

const lock = prepared('booking_person_lock', (tx: Tx) =>
  tx
    .insert(bookingPersons)
    .values({ personId: given('personId'), at: given('at') })
    .onConflictDoUpdate({ target: bookingPersons.personId, set: { at: sql`excluded.at` } })
    .returning({ personId: bookingPersons.personId }),
)

/** One at a time for each person, from whatever device: what the person may hold is counted under this lock. */
export async function lockPerson(tx: Tx, personId: string, now: Date): Promise<void> {
  await lock(tx, { personId, at: now })
}

const open = prepared('bookings_open', (db: Reader) =>
  db
    .select()
    .from(bookings)
    .where(and(eq(bookings.personId, given('personId')), eq(bookings.state, 'booked'), gt(bookings.endAt, sql.param(given('now'), bookings.endAt))))
    .orderBy(asc(bookings.startAt), asc(bookings.id)),
)

/** The person's bookings that are still to come. */
export const openBookings = (read: Reader, personId: string, now: Date): Promise<Booking[]> => open(read, { personId, now })

const add = prepared('booking_add', (tx: Tx) => {
  const names = ['id', 'number', 'service', 'personId', 'startAt', 'endAt', 'source', 'createdAt', 'changedAt'] as const
  const row = Object.fromEntries(names.map((name) => [name, given(name)])) as Pick<Booking, (typeof names)[number]>
  return tx
    .insert(bookings)
    .values({ ...row, state: 'booked', version: 1, forgiven: false, confirmedAt: null })
    .returning()
})

export async function addBooking(tx: Tx, row: Omit<Booking, 'state' | 'version' | 'forgiven' | 'confirmedAt'>): Promise<Booking> {
  const [added] = await add(tx, row)
  if (!added) throw new Error('the booking was not stored')
  return added
}

export const freshId = newId

export async function byNumber(read: Reader, number: string): Promise<Booking | undefined> {
  const [row] = await read.select().from(bookings).where(eq(bookings.number, number))
  return row
}

/** Moves a booking that still stands. @returns it as it is now, or nothing when it stands no more */
export async function moveBooking(tx: Tx, seen: Booking, to: { startAt: Date; endAt: Date }, now: Date): Promise<Booking | undefined> {
  const [row] = await tx
    .update(bookings)
    .set({ ...to, version: seen.version + 1, changedAt: now, confirmedAt: null })
    .where(and(eq(bookings.id, seen.id), eq(bookings.state, 'booked'), eq(bookings.version, seen.version)))
    .returning()
  return row
}

/** Changes the state of a booking that stands in one of these. @returns it as it is now, or nothing when it stands otherwise */
export async function changeState(tx: Tx, id: string, from: readonly State[], to: State, now: Date): Promise<Booking | undefined> {
  const [row] = await tx
    .update(bookings)
    .set({ state: to, changedAt: now })
    .where(and(eq(bookings.id, id), inArray(bookings.state, [...from])))
    .returning()
  return row
}

export async function confirm(tx: Tx, id: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(bookings)
    .set({ confirmedAt: now })
    .where(and(eq(bookings.id, id), eq(bookings.state, 'booked')))
    .returning({ id: bookings.id })
  return rows.length > 0
}

/** Bookings that start from `from` until before `to`, in order; of one service, or of all. */
export async function startingWithin(read: Reader, from: Date, to: Date, service?: string): Promise<Booking[]> {
  const within = and(gte(bookings.startAt, from), lt(bookings.startAt, to), ...(service === undefined ? [] : [eq(bookings.service, service)]))
  return read.select().from(bookings).where(within).orderBy(asc(bookings.startAt), asc(bookings.number))
}

const counting = prepared('bookings_counting', (db: Reader) => {
  const open = and(eq(bookings.state, 'booked'), gt(bookings.endAt, sql.param(given('now'), bookings.endAt)))
  const missed = and(eq(bookings.state, 'no-show'), eq(bookings.forgiven, false), gt(bookings.startAt, sql.param(given('since'), bookings.startAt)))
  return db
    .select()
    .from(bookings)
    .where(and(eq(bookings.personId, given('personId')), inArray(bookings.state, ['booked', 'no-show']), or(open, missed)))
    .orderBy(asc(bookings.startAt), asc(bookings.id))
})

/** What counts when the person wants another: what is still to come, and when nobody came since then, as far as it was not forgiven. */
export async function countingFor(read: Reader, personId: string, now: Date, since: Date): Promise<{ open: Booking[]; missed: Date[] }> {
  const rows = await counting(read, { personId, now, since })
  return { open: rows.filter(({ state }) => state === 'booked'), missed: rows.filter(({ state }) => state === 'no-show').map(({ startAt }) => startAt) }
}

/** @returns how many missed appointments no longer count */
export async function forgive(tx: Tx, personId: string): Promise<number> {
  const rows = await tx
    .update(bookings)
    .set({ forgiven: true })
    .where(and(eq(bookings.personId, personId), eq(bookings.state, 'no-show'), eq(bookings.forgiven, false)))
    .returning({ id: bookings.id })
  return rows.length
}

export async function bookingsOf(read: Reader, personId: string): Promise<Booking[]> {
  return read.select().from(bookings).where(eq(bookings.personId, personId)).orderBy(asc(bookings.startAt), asc(bookings.id))
}

export async function moveBookings(tx: Tx, from: string, to: string): Promise<void> {
  await tx.update(bookings).set({ personId: to }).where(eq(bookings.personId, from))
}

/** Forgets whose they were; what was still to come is cancelled. @returns what was to come */
export async function forgetBookings(tx: Tx, persons: readonly string[], now: Date): Promise<Booking[]> {
  const own = inArray(bookings.personId, [...persons])
  const ended = await tx
    .update(bookings)
    .set({ state: 'cancelled', changedAt: now })
    .where(and(own, eq(bookings.state, 'booked')))
    .returning()
  await tx.update(bookings).set({ personId: null }).where(own)
  await tx.delete(bookingPersons).where(inArray(bookingPersons.personId, [...persons]))
  return ended
}

/** Old bookings stay as counts: whose they were is forgotten. */
export async function forgetOwners(tx: Tx, before: Date, limit: number): Promise<number> {
  const rows = await tx
    .select({ id: bookings.id })
    .from(bookings)
    .where(and(lt(bookings.startAt, before), isNotNull(bookings.personId)))
    .limit(limit)
  const ids = rows.map((row) => row.id)
  if (ids.length > 0) await tx.update(bookings).set({ personId: null }).where(inArray(bookings.id, ids))
  return ids.length
}

/** People who have not booked for so long. */
export async function dropPersons(tx: Tx, before: Date, limit: number): Promise<number> {
  const rows = await tx.select({ personId: bookingPersons.personId }).from(bookingPersons).where(lt(bookingPersons.at, before)).limit(limit)
  const ids = rows.map((row) => row.personId)
  if (ids.length > 0) await tx.delete(bookingPersons).where(inArray(bookingPersons.personId, ids))
  return ids.length
}
