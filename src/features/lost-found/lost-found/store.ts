/** The SQL of reports. */
import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/db.ts'
import { NO_THING } from '../../../intents/thing.ts'
import { newId } from '../../../lib/ids.ts'
import { events, reports } from './tables.ts'

export type Report = typeof reports.$inferSelect
export type NewReport = typeof reports.$inferInsert
export type Event = typeof events.$inferSelect

/** Open in the sense that something may still come of it. */
export const LIVE = ['open', 'matched', 'claimed'] as const

export async function addReport(tx: Tx, report: NewReport): Promise<void> {
  await tx.insert(reports).values(report)
}

export async function byNumber(read: Reader, number: string): Promise<Report | undefined> {
  const [row] = await read.select().from(reports).where(eq(reports.number, number))
  return row
}

export async function byId(read: Reader, id: string): Promise<Report | undefined> {
  const [row] = await read.select().from(reports).where(eq(reports.id, id))
  return row
}

export async function byIds(read: Reader, ids: readonly string[]): Promise<Report[]> {
  if (ids.length === 0) return []
  return read
    .select()
    .from(reports)
    .where(inArray(reports.id, [...ids]))
}

/** A person's reports, newest first; live ones only, unless `all`. */
export async function reportsOf(read: Reader, personId: string, all = false): Promise<Report[]> {
  return read
    .select()
    .from(reports)
    .where(and(eq(reports.personId, personId), all ? undefined : inArray(reports.state, [...LIVE])))
    .orderBy(desc(reports.createdAt), desc(reports.id))
}

/**
 * Changes a report that is in one of these states.
 * @returns the report as it is now; undefined when it was in another state
 */
export async function change(tx: Tx, id: string, from: readonly Report['state'][], to: Partial<NewReport>): Promise<Report | undefined> {
  const [row] = await tx
    .update(reports)
    .set({ ...to, edition: sql`${reports.edition} + 1` })
    .where(and(eq(reports.id, id), inArray(reports.state, [...from])))
    .returning()
  return row
}

/** Reports of urgent kinds that nothing came of yet, the oldest first. */
export async function urgentOpen(read: Reader, since: Date, limit: number): Promise<Report[]> {
  return read
    .select()
    .from(reports)
    .where(and(inArray(reports.state, ['open', 'matched']), gte(reports.createdAt, since), eq(reports.urgent, true)))
    .orderBy(asc(reports.createdAt), asc(reports.id))
    .limit(limit)
}

/** Found things that wait for their owners, newest first. */
export async function openFinds(read: Reader, items: readonly string[], since: Date, limit: number): Promise<Report[]> {
  return read
    .select()
    .from(reports)
    .where(
      and(
        inArray(reports.state, ['open', 'matched']),
        eq(reports.kind, 'found'),
        gte(reports.createdAt, since),
        items.length > 0 ? inArray(reports.item, [...items]) : undefined,
      ),
    )
    .orderBy(desc(reports.createdAt), desc(reports.id))
    .limit(limit)
}

export async function addEvent(tx: Tx, event: Omit<Event, 'id'>): Promise<void> {
  await tx.insert(events).values({ id: newId(), ...event })
}

export async function eventsBetween(read: Reader, from: Date, to: Date): Promise<Event[]> {
  return read
    .select()
    .from(events)
    .where(and(gte(events.at, from), lt(events.at, to)))
    .orderBy(asc(events.at), asc(events.id))
}

/** Lost reports whose watch has run out and whose reporters were not asked yet. */
export async function watchedOut(read: Reader, now: Date, limit: number): Promise<Report[]> {
  return read
    .select()
    .from(reports)
    .where(and(inArray(reports.state, ['open', 'matched']), lte(reports.watchUntil, now), isNull(reports.askedAt)))
    .orderBy(asc(reports.watchUntil), asc(reports.id))
    .limit(limit)
}

/** Losses whose reporters were asked before then and did not answer. */
export async function unanswered(read: Reader, askedBefore: Date, limit: number): Promise<Report[]> {
  return read
    .select()
    .from(reports)
    .where(and(inArray(reports.state, ['open', 'matched']), eq(reports.kind, 'lost'), isNotNull(reports.askedAt), lte(reports.askedAt, askedBefore)))
    .orderBy(asc(reports.id))
    .limit(limit)
}

/** Finds that were not put up on the public notice yet. */
export async function notNoticed(read: Reader, before: Date, limit: number): Promise<Report[]> {
  return read
    .select()
    .from(reports)
    .where(and(inArray(reports.state, ['open', 'matched']), eq(reports.kind, 'found'), isNull(reports.noticedAt), lte(reports.createdAt, before)))
    .orderBy(asc(reports.createdAt), asc(reports.id))
    .limit(limit)
}

/** Finds that are up on the notice, the newest first. */
export async function onNotice(read: Reader, since: Date, limit: number): Promise<Pick<Report, 'item' | 'place' | 'createdAt'>[]> {
  return read
    .select({ item: reports.item, place: reports.place, createdAt: reports.createdAt })
    .from(reports)
    .where(and(inArray(reports.state, ['open', 'matched']), eq(reports.kind, 'found'), isNotNull(reports.noticedAt), gte(reports.createdAt, since)))
    .orderBy(desc(reports.createdAt), desc(reports.id))
    .limit(limit)
}

/** Finds whose notice has been up since before then without an owner. */
export async function ownerless(read: Reader, noticedBefore: Date, limit: number): Promise<Report[]> {
  return read
    .select()
    .from(reports)
    .where(and(inArray(reports.state, ['open', 'matched']), eq(reports.kind, 'found'), isNotNull(reports.noticedAt), lte(reports.noticedAt, noticedBefore)))
    .orderBy(asc(reports.noticedAt), asc(reports.id))
    .limit(limit)
}

/** Claimed finds whose time to be fetched ends by then. */
export async function toFetchBy(read: Reader, before: Date, after: Date | undefined, limit: number): Promise<Report[]> {
  return read
    .select()
    .from(reports)
    .where(and(eq(reports.state, 'claimed'), eq(reports.kind, 'found'), lte(reports.fetchUntil, before), after ? gt(reports.fetchUntil, after) : undefined))
    .orderBy(asc(reports.fetchUntil), asc(reports.id))
    .limit(limit)
}

export async function movePerson(tx: Tx, from: string, to: string): Promise<void> {
  await tx.update(reports).set({ personId: to }).where(eq(reports.personId, from))
}

/** Empties the persons' reports of whatever says whose they were. @returns what they were */
export async function emptyReports(tx: Tx, persons: readonly string[], now: Date): Promise<Report[]> {
  const own = inArray(reports.personId, [...persons])
  const rows = await tx.select().from(reports).where(own)
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return rows
  await tx
    .update(reports)
    .set({ personId: null, words: '', contact: null, pictures: [], place: null, groupId: null, thing: NO_THING })
    .where(inArray(reports.id, ids))
  await tx
    .update(reports)
    .set({ state: 'closed', settledAt: now })
    .where(and(inArray(reports.id, ids), inArray(reports.state, [...LIVE])))
  return rows
}

/** Deletes up to `limit` reports that were settled before then. @returns their ids */
export async function dropSettled(tx: Tx, before: Date, limit: number): Promise<string[]> {
  const rows = await tx.select({ id: reports.id }).from(reports).where(lt(reports.settledAt, before)).orderBy(asc(reports.settledAt)).limit(limit)
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) await tx.delete(reports).where(inArray(reports.id, ids))
  return ids
}

/** The names of all pictures that reports refer to. */
export async function picturesKept(read: Reader): Promise<string[]> {
  const rows = await read
    .select({ pictures: reports.pictures })
    .from(reports)
    .where(or(inArray(reports.state, [...LIVE]), isNotNull(reports.settledAt)))
  return rows.flatMap(({ pictures }) => pictures)
}
