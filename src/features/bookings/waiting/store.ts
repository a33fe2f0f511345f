/** The only SQL about waiting lists. */
import { and, asc, desc, eq, gt, inArray, isNotNull, lt, lte, min, sql } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/db.ts'
import { newId } from '../../../lib/ids.ts'
import { waits } from './tables.ts'

export type Wait = typeof waits.$inferSelect
const OPEN = ['waiting', 'offered'] as const

export async function addWait(tx: Tx, wait: Pick<Wait, 'number' | 'service' | 'personId' | 'fromAt' | 'toAt' | 'urgent' | 'createdAt'>): Promise<void> {
  await tx.insert(waits).values({ id: newId(), state: 'waiting', offers: 0, ...wait })
}

export async function openWaits(read: Reader, personId: string): Promise<Wait[]> {
  return read
    .select()
    .from(waits)
    .where(and(eq(waits.personId, personId), inArray(waits.state, [...OPEN])))
    .orderBy(asc(waits.createdAt), asc(waits.id))
}

export async function byNumber(read: Reader, number: string): Promise<Wait | undefined> {
  const [row] = await read.select().from(waits).where(eq(waits.number, number))
  return row
}

/** Who waits for a slot, in the order in which it is offered: urgent ones, then the longest waiting. */
export async function lineFor(read: Reader, service: string, start: Date): Promise<Wait[]> {
  return read
    .select()
    .from(waits)
    .where(and(eq(waits.service, service), eq(waits.state, 'waiting'), isNotNull(waits.personId), lte(waits.fromAt, start), gt(waits.toAt, start)))
    .orderBy(desc(waits.urgent), asc(waits.createdAt), asc(waits.id))
}

/** Everybody who waits for a service. */
export async function waitingFor(read: Reader, service: string): Promise<Wait[]> {
  return read
    .select()
    .from(waits)
    .where(and(eq(waits.service, service), inArray(waits.state, [...OPEN])))
    .orderBy(desc(waits.urgent), asc(waits.createdAt), asc(waits.id))
}

/** The services for which somebody waits. */
export async function servicesWaitedFor(read: Reader): Promise<string[]> {
  const rows = await read.selectDistinct({ service: waits.service }).from(waits).where(eq(waits.state, 'waiting'))
  return rows.map((row) => row.service).sort()
}

/** @returns the offer's count, or nothing when somebody was quicker */
export async function offer(tx: Tx, id: string, start: Date, until: Date): Promise<number | undefined> {
  const [row] = await tx
    .update(waits)
    .set({ state: 'offered', offeredStart: start, offeredUntil: until, offers: sql`${waits.offers} + 1` })
    .where(and(eq(waits.id, id), eq(waits.state, 'waiting')))
    .returning({ offers: waits.offers })
  return row?.offers
}

/** The offer could not be made after all. */
export async function takeOfferBack(tx: Tx, id: string): Promise<void> {
  await tx.update(waits).set({ state: 'waiting', offeredStart: null, offeredUntil: null }).where(eq(waits.id, id))
}

/** Ends a wait that stands in one of these states. @returns it as it was, or nothing when it stands otherwise */
export async function end(tx: Tx, id: string, from: readonly Wait['state'][], to: Wait['state']): Promise<boolean> {
  const rows = await tx
    .update(waits)
    .set({ state: to })
    .where(and(eq(waits.id, id), inArray(waits.state, [...from])))
    .returning({ id: waits.id })
  return rows.length > 0
}

/** Offers whose deadline has passed, and waits whose time has. */
export async function overdue(read: Reader, now: Date, limit: number): Promise<Wait[]> {
  const offers = await read
    .select()
    .from(waits)
    .where(and(eq(waits.state, 'offered'), lte(waits.offeredUntil, now)))
    .orderBy(asc(waits.createdAt), asc(waits.id))
    .limit(limit)
  const late = await read
    .select()
    .from(waits)
    .where(and(eq(waits.state, 'waiting'), lte(waits.toAt, now)))
    .limit(limit - offers.length)
  return [...offers, ...late]
}

export async function nextDeadline(read: Reader): Promise<Date | undefined> {
  const [row] = await read
    .select({ at: min(waits.offeredUntil) })
    .from(waits)
    .where(eq(waits.state, 'offered'))
  return row?.at ?? undefined
}

export async function waitsOf(read: Reader, personId: string): Promise<Wait[]> {
  return read.select().from(waits).where(eq(waits.personId, personId)).orderBy(asc(waits.createdAt), asc(waits.id))
}

export async function moveWaits(tx: Tx, from: string, to: string): Promise<void> {
  await tx.update(waits).set({ personId: to }).where(eq(waits.personId, from))
}

/** Forgets whose they were; what was still open ends. @returns what was open */
export async function forgetWaits(tx: Tx, persons: readonly string[]): Promise<Wait[]> {
  const own = inArray(waits.personId, [...persons])
  const open = await tx
    .select()
    .from(waits)
    .where(and(own, inArray(waits.state, [...OPEN])))
  await tx
    .update(waits)
    .set({ state: 'left' })
    .where(and(own, inArray(waits.state, [...OPEN])))
  await tx.update(waits).set({ personId: null }).where(own)
  return open
}

export async function dropWaits(tx: Tx, before: Date, limit: number): Promise<number> {
  const rows = await tx.select({ id: waits.id }).from(waits).where(lt(waits.toAt, before)).limit(limit)
  const ids = rows.map((row) => row.id)
  if (ids.length > 0) await tx.delete(waits).where(inArray(waits.id, ids))
  return ids.length
}
