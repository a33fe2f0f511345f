/** The only SQL about series and sessions. */
import { and, asc, eq, gt, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/db.ts'
import type { Day } from '../../../lib/calendar.ts'
import { newId } from '../../../lib/ids.ts'
import type { Kind } from './rules.ts'
import { studyRequired as required, studySeries as series, studySessions as sessions } from './tables.ts'

export type Session = typeof sessions.$inferSelect
export type Series = typeof series.$inferSelect
export type Required = typeof required.$inferSelect

export async function hasSeries(read: Reader): Promise<boolean> {
  return (await read.select({ id: series.id }).from(series).limit(1)).length > 0
}

export async function addSeries(tx: Tx, row: Omit<Series, 'id' | 'firstDay' | 'madeUntil'> & Partial<Pick<Series, 'firstDay'>>): Promise<string> {
  const id = newId()
  await tx.insert(series).values({ firstDay: null, madeUntil: null, ...row, id })
  return id
}

/** Series whose sessions are not made up to this day. */
export async function behind(read: Reader, until: Day): Promise<Series[]> {
  return read
    .select()
    .from(series)
    .where(or(isNull(series.madeUntil), lt(series.madeUntil, until)))
    .orderBy(asc(series.id))
}

/** Claims the making of a series' sessions up to a day; one caller wins. */
export async function claimSeries(tx: Tx, row: Series, to: { firstDay: Day; madeUntil: Day }): Promise<boolean> {
  const seen = row.madeUntil === null ? isNull(series.madeUntil) : eq(series.madeUntil, row.madeUntil)
  const rows = await tx
    .update(series)
    .set(to)
    .where(and(eq(series.id, row.id), seen))
    .returning({ id: series.id })
  return rows.length > 0
}

export async function endSeries(tx: Tx, id: string, lastDay: Day): Promise<boolean> {
  return (await tx.update(series).set({ lastDay }).where(eq(series.id, id)).returning({ id: series.id })).length > 0
}

/** Adds a session; one of a series that is there already is left as it is: undefined. */
export async function addSession(
  tx: Tx,
  row: Omit<Session, 'id' | 'taken' | 'version' | 'state' | 'why' | 'dayReminded' | 'soonReminded'>,
): Promise<Session | undefined> {
  const fresh = { taken: 0, version: 1, state: 'open' as const, why: null, dayReminded: false, soonReminded: false }
  const [added] = await tx
    .insert(sessions)
    .values({ ...fresh, ...row, id: newId() })
    .onConflictDoNothing()
    .returning()
  return added
}

/** Open sessions that start after `from`, the next first. */
export async function upcoming(read: Reader, from: Date, until: Date): Promise<Session[]> {
  return read
    .select()
    .from(sessions)
    .where(and(eq(sessions.state, 'open'), gt(sessions.startsAt, from), lt(sessions.startsAt, until)))
    .orderBy(asc(sessions.startsAt), asc(sessions.id))
}

export async function sessionById(read: Reader, id: string): Promise<Session | undefined> {
  return (await read.select().from(sessions).where(eq(sessions.id, id)))[0]
}

export async function sessionByNumber(read: Reader, number: string): Promise<Session | undefined> {
  return (await read.select().from(sessions).where(eq(sessions.number, number)))[0]
}

/** Sessions that overlap the span, whatever their state. */
export async function sessionsBetween(read: Reader, from: Date, to: Date): Promise<Session[]> {
  return read
    .select()
    .from(sessions)
    .where(and(lt(sessions.startsAt, to), gt(sessions.endsAt, from)))
    .orderBy(asc(sessions.startsAt), asc(sessions.id))
}

/** Holds the session's row: whoever changes its list comes here first, so that one does so at a time. */
export async function lockSession(tx: Tx, id: string): Promise<Session | undefined> {
  const [row] = await tx
    .update(sessions)
    .set({ version: sql`${sessions.version}` })
    .where(eq(sessions.id, id))
    .returning()
  return row
}

/** Takes one of the places; false when none is left. */
export async function takePlace(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx
    .update(sessions)
    .set({ taken: sql`${sessions.taken} + 1` })
    .where(and(eq(sessions.id, id), eq(sessions.state, 'open'), lt(sessions.taken, sessions.places)))
    .returning({ id: sessions.id })
  return rows.length > 0
}

export async function freePlace(tx: Tx, id: string): Promise<void> {
  await tx
    .update(sessions)
    .set({ taken: sql`${sessions.taken} - 1` })
    .where(and(eq(sessions.id, id), gt(sessions.taken, 0)))
}

export async function changeSession(tx: Tx, id: string, to: Partial<Session>): Promise<Session | undefined> {
  const [row] = await tx.update(sessions).set(to).where(eq(sessions.id, id)).returning()
  return row
}

/** Marks a reminder as left; false when it was already. */
export async function markReminded(tx: Tx, id: string, which: 'dayReminded' | 'soonReminded'): Promise<boolean> {
  const rows = await tx
    .update(sessions)
    .set({ [which]: true })
    .where(and(eq(sessions.id, id), eq(sessions[which], false), eq(sessions.state, 'open')))
    .returning({ id: sessions.id })
  return rows.length > 0
}

/** Open sessions that start in the span and lack one of their reminders. */
export async function unreminded(read: Reader, from: Date, until: Date): Promise<Session[]> {
  return read
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.state, 'open'),
        gt(sessions.startsAt, from),
        lte(sessions.startsAt, until),
        or(eq(sessions.dayReminded, false), eq(sessions.soonReminded, false)),
      ),
    )
    .orderBy(asc(sessions.startsAt), asc(sessions.id))
}

export async function setRequired(tx: Tx, kind: Kind, tenths: number, sample: boolean): Promise<void> {
  await tx.insert(required).values({ kind, tenths, sample }).onConflictDoUpdate({ target: required.kind, set: { tenths, sample } })
}

export async function requiredHours(read: Reader): Promise<(typeof required.$inferSelect)[]> {
  return read.select().from(required).orderBy(asc(required.kind))
}

export async function sessionsById(read: Reader, ids: readonly string[]): Promise<Session[]> {
  if (ids.length === 0) return []
  return read
    .select()
    .from(sessions)
    .where(inArray(sessions.id, [...ids]))
    .orderBy(asc(sessions.startsAt), asc(sessions.id))
}

/** Of these sessions the open ones that start after `now` and have a free place. */
export async function withRoom(read: Reader, ids: readonly string[], now: Date): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await read
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(inArray(sessions.id, [...ids]), eq(sessions.state, 'open'), gt(sessions.startsAt, now), lt(sessions.taken, sessions.places)))
  return rows.map((row) => row.id)
}
