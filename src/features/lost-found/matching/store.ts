/** The SQL of open reports and of pairs of them. */
import { and, asc, desc, eq, gte, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/db.ts'
import type { Kind, Sought } from './rules.ts'
import { matches, sought, soughtKeys } from './tables.ts'

export type Pair = typeof matches.$inferSelect

/** Keeps a report under its keys, anew when it was kept before. */
export async function keepSought(tx: Tx, report: Sought, keys: readonly string[]): Promise<void> {
  await dropSought(tx, report.reportId)
  await tx.insert(sought).values(report)
  if (keys.length === 0) return
  await tx.insert(soughtKeys).values(keys.map((key) => ({ reportId: report.reportId, kind: report.kind, key, at: report.at })))
}

export async function dropSought(tx: Tx, reportId: string): Promise<void> {
  await tx.delete(soughtKeys).where(eq(soughtKeys.reportId, reportId))
  await tx.delete(sought).where(eq(sought.reportId, reportId))
}

/** As many reports each way in time as one key yields: so many are read, however many there are. */
const PER_KEY = 40
/** As many candidates as are compared. */
const COMPARED = 150

/** The open reports of a kind that share most of these keys, around a moment. */
export async function candidates(read: Reader, kind: Kind, keys: readonly string[], at: Date): Promise<Sought[]> {
  if (keys.length === 0) return []
  const around = sql.join(
    keys.flatMap((key) => [slice(kind, key, at, 'before'), slice(kind, key, at, 'after')]),
    sql` union all `,
  )
  const rows = await read
    .select({ reportId: sql<string>`report_id`, shared: sql<number>`count(*)`.mapWith(Number) })
    .from(sql`(${around}) as hits`)
    .groupBy(sql`report_id`)
    .orderBy(desc(sql`count(*)`), asc(sql`report_id`))
    .limit(COMPARED)
  if (rows.length === 0) return []
  return read
    .select()
    .from(sought)
    .where(
      inArray(
        sought.reportId,
        rows.map((row) => row.reportId),
      ),
    )
}

/** The nearest in time under one key, on one side of the moment. */
function slice(kind: Kind, key: string, at: Date, side: 'before' | 'after'): SQL {
  const moment = sql.param(at, soughtKeys.at)
  const when = side === 'before' ? sql`${soughtKeys.at} <= ${moment}` : sql`${soughtKeys.at} > ${moment}`
  const order = side === 'before' ? sql`${soughtKeys.at} desc` : sql`${soughtKeys.at} asc`
  return sql`select report_id from (select ${soughtKeys.reportId} as report_id from ${soughtKeys} where ${soughtKeys.kind} = ${kind} and ${soughtKeys.key} = ${key} and ${when} order by ${order} limit ${sql.raw(String(PER_KEY))}) as one`
}

export async function soughtOf(read: Reader, reportId: string): Promise<Sought | undefined> {
  const [row] = await read.select().from(sought).where(eq(sought.reportId, reportId))
  return row
}

/** Writes down a pair, or its new score; what was said of it before stays. */
export async function keepPair(tx: Tx, pair: { lostId: string; foundId: string; score: number; why: string[] }, now: Date): Promise<Pair> {
  const { score, why } = pair
  const [row] = await tx
    .insert(matches)
    .values({ ...pair, createdAt: now })
    .onConflictDoUpdate({ target: [matches.lostId, matches.foundId], set: { score, why } })
    .returning()
  if (!row) throw new Error('a pair was not stored')
  return row
}

export async function pairOf(read: Reader, lostId: string, foundId: string): Promise<Pair | undefined> {
  const [row] = await read
    .select()
    .from(matches)
    .where(and(eq(matches.lostId, lostId), eq(matches.foundId, foundId)))
  return row
}

/** The pairs of a report that nobody refused, best first. */
export async function pairsOf(read: Reader, reportId: string): Promise<Pair[]> {
  return read
    .select()
    .from(matches)
    .where(and(or(eq(matches.lostId, reportId), eq(matches.foundId, reportId)), isNull(matches.refusedAt)))
    .orderBy(desc(matches.score), asc(matches.lostId), asc(matches.foundId))
}

/** @returns whether they were not told before */
export async function markTold(tx: Tx, lostId: string, foundId: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(matches)
    .set({ toldAt: now })
    .where(and(eq(matches.lostId, lostId), eq(matches.foundId, foundId), isNull(matches.toldAt)))
    .returning({ id: matches.lostId })
  return rows.length > 0
}

/** @returns whether it was not refused before */
export async function markRefused(tx: Tx, lostId: string, foundId: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(matches)
    .set({ refusedAt: now })
    .where(and(eq(matches.lostId, lostId), eq(matches.foundId, foundId), isNull(matches.refusedAt)))
    .returning({ id: matches.lostId })
  return rows.length > 0
}

export async function movePerson(tx: Tx, from: string, to: string): Promise<void> {
  await tx.update(sought).set({ personId: to }).where(eq(sought.personId, from))
}

/** Forgets pairs of reports that are gone. */
export async function dropPairs(tx: Tx, reportIds: readonly string[]): Promise<void> {
  if (reportIds.length === 0) return
  await tx.delete(matches).where(or(inArray(matches.lostId, [...reportIds]), inArray(matches.foundId, [...reportIds])))
}

/** Pairs since then that nobody was told of and nobody refused, best first: for staff. */
export async function pairsForStaff(read: Reader, since: Date, limit: number): Promise<Pair[]> {
  return read
    .select()
    .from(matches)
    .where(and(isNull(matches.refusedAt), isNull(matches.toldAt), gte(matches.createdAt, since)))
    .orderBy(desc(matches.score), asc(matches.lostId), asc(matches.foundId))
    .limit(limit)
}
