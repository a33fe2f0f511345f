/** Who said 收到 to which announcement. */
import { and, asc, eq, inArray, lt } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/db.ts'
import { announcementAcks } from './tables.ts'

/** @returns whether this was the first time */
export async function addAck(tx: Tx, number: string, personId: string, now: Date): Promise<boolean> {
  const rows = await tx.insert(announcementAcks).values({ number, personId, at: now }).onConflictDoNothing().returning({ number: announcementAcks.number })
  return rows.length > 0
}

export async function acksOf(tx: Reader, number: string): Promise<Map<string, Date>> {
  const rows = await tx.select().from(announcementAcks).where(eq(announcementAcks.number, number))
  return new Map(rows.map(({ personId, at }) => [personId, at]))
}

export async function ackedBy(tx: Reader, personId: string): Promise<{ number: string; at: Date }[]> {
  return tx
    .select({ number: announcementAcks.number, at: announcementAcks.at })
    .from(announcementAcks)
    .where(eq(announcementAcks.personId, personId))
    .orderBy(asc(announcementAcks.at))
}

export async function dropAcks(tx: Tx, before: Date, limit: number): Promise<number> {
  const rows = await tx
    .select({ number: announcementAcks.number, personId: announcementAcks.personId })
    .from(announcementAcks)
    .where(lt(announcementAcks.at, before))
    .limit(limit)
  for (const { number, personId } of rows)
    await tx.delete(announcementAcks).where(and(eq(announcementAcks.number, number), eq(announcementAcks.personId, personId)))
  return rows.length
}

export async function forgetAcks(tx: Tx, persons: readonly string[]): Promise<void> {
  await tx.delete(announcementAcks).where(inArray(announcementAcks.personId, [...persons]))
}

export async function moveAcks(tx: Tx, from: string, to: string): Promise<void> {
  for (const { number, at } of await ackedBy(tx, from)) await addAck(tx, number, to, at)
  await forgetAcks(tx, [from])
}
