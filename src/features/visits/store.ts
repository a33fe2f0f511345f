/** The SQL of visits. */
import { and, count, desc, eq, inArray, lt } from 'drizzle-orm'
import type { Broom } from '../../bot/capability.ts'
import type { Reader, Tx } from '../../db/db.ts'
import { visits } from './tables.ts'

/** @returns false when the person came on that day already */
export async function addVisit(tx: Tx, personId: string, day: string, now: Date): Promise<boolean> {
  const rows = await tx.insert(visits).values({ personId, day, at: now }).onConflictDoNothing().returning({ day: visits.day })
  return rows.length > 0
}

export async function visitOn(db: Reader, personId: string, day: string): Promise<Date | undefined> {
  const [row] = await db
    .select({ at: visits.at })
    .from(visits)
    .where(and(eq(visits.personId, personId), eq(visits.day, day)))
  return row?.at
}

export async function visitsOn(db: Reader, day: string): Promise<number> {
  const [row] = await db.select({ count: count() }).from(visits).where(eq(visits.day, day))
  return row?.count ?? 0
}

export async function visitsOf(db: Reader, personId: string, limit: number): Promise<string[]> {
  const rows = await db.select({ day: visits.day }).from(visits).where(eq(visits.personId, personId)).orderBy(desc(visits.day)).limit(limit)
  return rows.map(({ day }) => day)
}

export async function forgetPersons(tx: Tx, persons: readonly string[]): Promise<void> {
  await tx.delete(visits).where(inArray(visits.personId, [...persons]))
}

export async function movePerson(tx: Tx, from: string, to: string): Promise<void> {
  const own = await tx.select().from(visits).where(eq(visits.personId, from))
  for (const visit of own)
    await tx
      .insert(visits)
      .values({ ...visit, personId: to })
      .onConflictDoNothing()
  await forgetPersons(tx, [from])
}

export const dropOld: Broom = async (tx, before, limit) => {
  const rows = await tx.select().from(visits).where(lt(visits.at, before)).limit(limit)
  for (const { personId, day } of rows) await tx.delete(visits).where(and(eq(visits.personId, personId), eq(visits.day, day)))
  return rows.length
}
