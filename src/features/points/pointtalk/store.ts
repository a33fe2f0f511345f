/** The SQL of how drivers are known to staff. */
import { and, eq, inArray, sql } from 'drizzle-orm'
import { nextNumber } from '../../../bot/store/numbers.ts'
import type { Reader, Tx } from '../../../db/db.ts'
import { pointDrivers } from './tables.ts'

export type Driver = typeof pointDrivers.$inferSelect

export async function driverOf(db: Reader, personId: string): Promise<Driver | undefined> {
  const [row] = await db.select().from(pointDrivers).where(eq(pointDrivers.personId, personId))
  return row
}

/** The person's number; a fresh one where there is none. */
export async function ensureDriver(tx: Tx, personId: string, now: Date): Promise<Driver> {
  const known = await driverOf(tx, personId)
  if (known) return known
  const number = await nextNumber(tx, 'D')
  const [row] = await tx.insert(pointDrivers).values({ personId, number, since: now }).onConflictDoNothing().returning()
  const driver = row ?? (await driverOf(tx, personId))
  if (!driver) throw new Error('a driver got no number')
  return driver
}

export async function setPhone(tx: Tx, personId: string, phone: string | null): Promise<void> {
  await tx.update(pointDrivers).set({ phone }).where(eq(pointDrivers.personId, personId))
}

export async function driversByPhone(db: Reader, phone: string): Promise<Driver[]> {
  return db.select().from(pointDrivers).where(eq(pointDrivers.phone, phone)).limit(3)
}

export async function driverByNumber(db: Reader, number: string): Promise<Driver | undefined> {
  const [row] = await db.select().from(pointDrivers).where(eq(pointDrivers.number, number))
  return row
}

export async function forgetDrivers(tx: Tx, persons: readonly string[]): Promise<void> {
  await tx.delete(pointDrivers).where(inArray(pointDrivers.personId, [...persons]))
}

/** The number goes along where the other file has none; the phone, where the other file has none. */
export async function moveDriver(tx: Tx, from: string, to: string): Promise<void> {
  const own = await driverOf(tx, from)
  if (!own) return
  const other = await driverOf(tx, to)
  if (!other) {
    await tx.update(pointDrivers).set({ personId: to }).where(eq(pointDrivers.personId, from))
    return
  }
  if (own.phone) {
    await tx
      .update(pointDrivers)
      .set({ phone: own.phone })
      .where(and(eq(pointDrivers.personId, to), sql`${pointDrivers.phone} is null`))
  }
  await forgetDrivers(tx, [from])
}
