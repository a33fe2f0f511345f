/** The SQL of lines between finders and owners. */
import { and, asc, desc, eq, inArray, isNull, lt, or } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/db.ts'
import { newId } from '../../../lib/ids.ts'
import { relayLines, relayWords } from './tables.ts'

export type Line = typeof relayLines.$inferSelect
export type Words = typeof relayWords.$inferSelect
export type Side = Words['side']

/** @returns the line, new or as it was */
export async function openLine(tx: Tx, line: { about: string; ownerId: string; finderId: string }, now: Date): Promise<Line> {
  await tx
    .insert(relayLines)
    .values({ id: newId(), state: 'asked', createdAt: now, ...line })
    .onConflictDoNothing({ target: relayLines.about })
  const [row] = await tx.select().from(relayLines).where(eq(relayLines.about, line.about))
  if (!row) throw new Error('a line was not stored')
  return row
}

export async function lineById(read: Reader, id: string): Promise<Line | undefined> {
  const [row] = await read.select().from(relayLines).where(eq(relayLines.id, id))
  return row
}

/** The lines of a person, newest first. */
export async function linesOf(read: Reader, personId: string): Promise<Line[]> {
  return read
    .select()
    .from(relayLines)
    .where(or(eq(relayLines.ownerId, personId), eq(relayLines.finderId, personId)))
    .orderBy(desc(relayLines.createdAt), desc(relayLines.id))
}

/** All lines that name one of these numbers, newest first. */
export async function linesAbout(read: Reader, about: readonly string[]): Promise<Line[]> {
  if (about.length === 0) return []
  return read
    .select()
    .from(relayLines)
    .where(inArray(relayLines.about, [...about]))
    .orderBy(desc(relayLines.createdAt))
}

/** One side agrees; with the other's consent the line opens. @returns the line as it is now, where it waited for this */
export async function agree(tx: Tx, id: string, side: Side, now: Date): Promise<Line | undefined> {
  const [agreed] = await tx
    .update(relayLines)
    .set(side === 'owner' ? { ownerAgreed: now } : { finderAgreed: now })
    .where(and(eq(relayLines.id, id), eq(relayLines.state, 'asked'), isNull(side === 'owner' ? relayLines.ownerAgreed : relayLines.finderAgreed)))
    .returning()
  if (!agreed?.ownerAgreed || !agreed.finderAgreed) return agreed
  const [opened] = await tx
    .update(relayLines)
    .set({ state: 'open', openedAt: now })
    .where(and(eq(relayLines.id, id), eq(relayLines.state, 'asked')))
    .returning()
  return opened ?? agreed
}

/** @returns the line, where it was not over yet */
export async function end(tx: Tx, id: string, state: 'ended' | 'reported', by: string, now: Date): Promise<Line | undefined> {
  const [row] = await tx
    .update(relayLines)
    .set({ state, endedBy: by, endedAt: now })
    // What was ended can still be reported.
    .where(and(eq(relayLines.id, id), inArray(relayLines.state, state === 'reported' ? ['asked', 'open', 'ended'] : ['asked', 'open'])))
    .returning()
  return row
}

export async function addWords(tx: Tx, words: Omit<Words, 'id'>): Promise<string> {
  const id = newId()
  await tx.insert(relayWords).values({ id, ...words })
  return id
}

export async function wordsOf(read: Reader, lineIds: readonly string[]): Promise<Words[]> {
  if (lineIds.length === 0) return []
  return read
    .select()
    .from(relayWords)
    .where(inArray(relayWords.lineId, [...lineIds]))
    .orderBy(asc(relayWords.at), asc(relayWords.id))
}

/** The person's own words go, and the lines end; that there were lines stays. */
export async function erase(tx: Tx, persons: readonly string[], now: Date): Promise<void> {
  for (const personId of persons) {
    for (const line of await linesOf(tx, personId)) {
      const side: Side = line.ownerId === personId ? 'owner' : 'finder'
      await tx
        .update(relayWords)
        .set({ text: '' })
        .where(and(eq(relayWords.lineId, line.id), eq(relayWords.side, side)))
      await end(tx, line.id, 'ended', personId, now)
    }
  }
}

export async function move(tx: Tx, from: string, to: string): Promise<void> {
  await tx.update(relayLines).set({ ownerId: to }).where(eq(relayLines.ownerId, from))
  await tx.update(relayLines).set({ finderId: to }).where(eq(relayLines.finderId, from))
}

/** Deletes up to `limit` lines that ended before then, with their words. */
export async function drop(tx: Tx, before: Date, limit: number): Promise<number> {
  const rows = await tx.select({ id: relayLines.id }).from(relayLines).where(lt(relayLines.endedAt, before)).orderBy(asc(relayLines.endedAt)).limit(limit)
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return 0
  await tx.delete(relayWords).where(inArray(relayWords.lineId, ids))
  await tx.delete(relayLines).where(inArray(relayLines.id, ids))
  return ids.length
}
