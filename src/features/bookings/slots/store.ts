/** The only SQL about the places people hold. */
import { and, eq, gt, gte, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/db.ts'
import { given, prepared } from '../../../db/prepared.ts'
import { placeHolds } from './tables.ts'

const heldNow = (now: Date) => or(isNull(placeHolds.until), gt(placeHolds.until, now))

/** The start of every place that is held from `from` until before `to`, once for each. */
export async function heldStarts(read: Reader, service: string, from: Date, to: Date, now: Date): Promise<Date[]> {
  const rows = await read
    .select({ startAt: placeHolds.startAt })
    .from(placeHolds)
    .where(and(eq(placeHolds.service, service), gte(placeHolds.startAt, from), lt(placeHolds.startAt, to), heldNow(now)))
  return rows.map((row) => row.startAt)
}

const placesOf = prepared('places_held', (db: Reader) =>
  db
    .select({ place: placeHolds.place, until: placeHolds.until })
    .from(placeHolds)
    .where(and(eq(placeHolds.service, given('service')), eq(placeHolds.startAt, sql.param(given('startAt'), placeHolds.startAt)))),
)

/** The places of one slot that are held; those whose deadline has passed are held by nobody. */
export async function heldPlaces(tx: Tx, service: string, startAt: Date, now: Date): Promise<number[]> {
  const rows = await placesOf(tx, { service, startAt })
  if (rows.some(({ until }) => until && until <= now)) {
    await tx.delete(placeHolds).where(and(eq(placeHolds.service, service), eq(placeHolds.startAt, startAt), lte(placeHolds.until, now)))
  }
  return rows.filter(({ until }) => !until || until > now).map(({ place }) => place)
}

const hold = prepared('place_hold', (tx: Tx) =>
  tx
    .insert(placeHolds)
    .values({ service: given('service'), startAt: given('startAt'), place: given('place'), holder: given('holder'), until: null })
    .onConflictDoNothing()
    .returning({ place: placeHolds.place }),
)

/** Takes a place if nobody holds it. @returns whether it is the holder's now */
export async function holdPlace(tx: Tx, row: { service: string; startAt: Date; place: number; holder: string; until: Date | null }): Promise<boolean> {
  const { until, ...place } = row
  const rows = until ? await tx.insert(placeHolds).values(row).onConflictDoNothing().returning({ place: placeHolds.place }) : await hold(tx, place)
  return rows.length > 0
}

/** Gives up what these hold. @returns how many places that was */
export async function freePlaces(tx: Tx, holders: readonly string[]): Promise<number> {
  const rows = await tx
    .delete(placeHolds)
    .where(inArray(placeHolds.holder, [...holders]))
    .returning({ holder: placeHolds.holder })
  return rows.length
}

/** How many places these hold. */
export const countHeld = (read: Reader, holders: readonly string[]): Promise<number> => read.$count(placeHolds, inArray(placeHolds.holder, [...holders]))

/** The same place goes over to another holder, for good. @returns whether the first one still held it */
export async function passPlace(tx: Tx, from: string, to: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(placeHolds)
    .set({ holder: to, until: null })
    .where(and(eq(placeHolds.holder, from), heldNow(now)))
    .returning({ holder: placeHolds.holder })
  return rows.length > 0
}

/** Holds of times long gone. */
export async function dropHolds(tx: Tx, before: Date, limit: number): Promise<number> {
  const rows = await tx.select({ holder: placeHolds.holder }).from(placeHolds).where(lt(placeHolds.startAt, before)).limit(limit)
  const holders = rows.map((row) => row.holder)
  if (holders.length > 0) await tx.delete(placeHolds).where(inArray(placeHolds.holder, holders))
  return holders.length
}
