/** The only SQL about the line at the counter. */
import { and, asc, desc, eq, inArray, isNotNull, lt, max } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/db.ts'
import type { Day } from '../../../lib/calendar.ts'
import { newId } from '../../../lib/ids.ts'
import { tickets } from './tables.ts'

export type Ticket = typeof tickets.$inferSelect

/** Numbers are tried until one is free: two who come at the same moment get two. */
const TRIES = 20

export async function addTicket(
  tx: Tx,
  row: Pick<Ticket, 'service' | 'day' | 'personId' | 'booking' | 'bookedAt' | 'urgent' | 'takenAt'>,
): Promise<Ticket | undefined> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const [last] = await tx
      .select({ number: max(tickets.number) })
      .from(tickets)
      .where(and(eq(tickets.service, row.service), eq(tickets.day, row.day)))
    const values = { id: newId(), state: 'waiting' as const, number: (last?.number ?? 0) + 1, ...row }
    const [added] = await tx.insert(tickets).values(values).onConflictDoNothing().returning()
    if (added) return added
    if (row.booking !== null && (await ofBooking(tx, row.booking))) return undefined
  }
  return undefined
}

export async function ofBooking(read: Reader, booking: string): Promise<Ticket | undefined> {
  const [row] = await read.select().from(tickets).where(eq(tickets.booking, booking))
  return row
}

export async function byId(read: Reader, id: string): Promise<Ticket | undefined> {
  const [row] = await read.select().from(tickets).where(eq(tickets.id, id))
  return row
}

export async function byNumber(read: Reader, service: string, day: Day, number: number): Promise<Ticket | undefined> {
  const [row] = await read
    .select()
    .from(tickets)
    .where(and(eq(tickets.service, service), eq(tickets.day, day), eq(tickets.number, number)))
  return row
}

/** Those of a day who wait or are being served, by their number. */
export async function present(read: Reader, service: string, day: Day): Promise<Ticket[]> {
  return read
    .select()
    .from(tickets)
    .where(and(eq(tickets.service, service), eq(tickets.day, day), inArray(tickets.state, ['waiting', 'called'])))
    .orderBy(asc(tickets.number))
}

/** What the person waits for today. */
export async function ofPerson(read: Reader, personId: string, day: Day): Promise<Ticket[]> {
  return read
    .select()
    .from(tickets)
    .where(and(eq(tickets.personId, personId), eq(tickets.day, day), inArray(tickets.state, ['waiting', 'called'])))
    .orderBy(asc(tickets.takenAt), asc(tickets.id))
}

/** Changes the state of a ticket that stands in one of these. @returns it as it is now, or nothing when somebody was quicker */
export async function change(tx: Tx, id: string, from: readonly Ticket['state'][], to: Partial<Ticket>): Promise<Ticket | undefined> {
  const [row] = await tx
    .update(tickets)
    .set(to)
    .where(and(eq(tickets.id, id), inArray(tickets.state, [...from])))
    .returning()
  return row
}

/** How long the last ones took (milliseconds). */
export async function measured(read: Reader, service: string, count: number): Promise<number[]> {
  const rows = await read
    .select({ calledAt: tickets.calledAt, doneAt: tickets.doneAt })
    .from(tickets)
    .where(and(eq(tickets.service, service), eq(tickets.state, 'done'), isNotNull(tickets.doneAt), isNotNull(tickets.calledAt)))
    .orderBy(desc(tickets.takenAt), desc(tickets.id))
    .limit(count)
  return rows.flatMap(({ calledAt, doneAt }) => (calledAt && doneAt ? [doneAt.getTime() - calledAt.getTime()] : []))
}

export async function ticketsOf(read: Reader, personId: string): Promise<Ticket[]> {
  return read.select().from(tickets).where(eq(tickets.personId, personId)).orderBy(asc(tickets.takenAt), asc(tickets.id))
}

export async function moveTickets(tx: Tx, from: string, to: string): Promise<void> {
  await tx.update(tickets).set({ personId: to }).where(eq(tickets.personId, from))
}

export async function forgetTickets(tx: Tx, persons: readonly string[]): Promise<void> {
  const own = inArray(tickets.personId, [...persons])
  await tx
    .update(tickets)
    .set({ state: 'left' })
    .where(and(own, eq(tickets.state, 'waiting')))
  await tx.update(tickets).set({ personId: null, urgent: '' }).where(own)
}

/** Old numbers stay as counts: whose they were is forgotten. */
export async function forgetOwners(tx: Tx, before: Date, limit: number): Promise<number> {
  const rows = await tx
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(lt(tickets.takenAt, before), isNotNull(tickets.personId)))
    .limit(limit)
  const ids = rows.map((row) => row.id)
  if (ids.length > 0) await tx.update(tickets).set({ personId: null, urgent: '' }).where(inArray(tickets.id, ids))
  return ids.length
}
