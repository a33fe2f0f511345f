/** The only SQL about services. */
import { and, asc, eq, gte, lte } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/db.ts'
import { prepared } from '../../../db/prepared.ts'
import type { Day } from '../../../lib/calendar.ts'
import { newId } from '../../../lib/ids.ts'
import type { Service, ServiceDay } from './rules.ts'
import { serviceDays, services } from './tables.ts'

const all = prepared('services_all', (db: Reader) => db.select().from(services).orderBy(asc(services.position), asc(services.key)))

/** Every service, also those that can no longer be booked, in their order. */
export const allServices = (read: Reader): Promise<Service[]> => all(read, {})

export type NewService = typeof services.$inferInsert

/** Adds the services that are not there yet; what staff changed stays. */
export async function addServices(tx: Tx, rows: readonly NewService[]): Promise<void> {
  if (rows.length > 0)
    await tx
      .insert(services)
      .values([...rows])
      .onConflictDoNothing()
}

export async function writeService(tx: Tx, row: NewService): Promise<void> {
  const { key, ...columns } = row
  await tx.insert(services).values(row).onConflictDoUpdate({ target: services.key, set: columns })
}

export async function serviceDaysOf(read: Reader, service: string, first: Day, last: Day): Promise<(ServiceDay & { id: string })[]> {
  return read
    .select({ id: serviceDays.id, day: serviceDays.day, kind: serviceDays.kind, hours: serviceDays.hours, reason: serviceDays.reason })
    .from(serviceDays)
    .where(and(eq(serviceDays.service, service), gte(serviceDays.day, first), lte(serviceDays.day, last)))
    .orderBy(asc(serviceDays.day), asc(serviceDays.id))
}

export async function addServiceDay(tx: Tx, day: Omit<typeof serviceDays.$inferInsert, 'id'>): Promise<string> {
  const id = newId()
  await tx.insert(serviceDays).values({ id, ...day })
  return id
}

/** @returns whether there was such a day */
export async function removeServiceDay(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.delete(serviceDays).where(eq(serviceDays.id, id)).returning({ id: serviceDays.id })
  return rows.length > 0
}
