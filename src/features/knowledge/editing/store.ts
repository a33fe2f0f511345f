/** The SQL of the history. */
import { and, asc, desc, eq } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/db.ts'
import { newId } from '../../../lib/ids.ts'
import { knowledgeChanges, knowledgeNotices } from './tables.ts'

export type Change = typeof knowledgeChanges.$inferSelect

export async function addChanges(tx: Tx, changes: readonly Omit<Change, 'id'>[]): Promise<void> {
  // A few at a time: a statement takes a bounded number of values.
  for (let at = 0; at < changes.length; at += 100) {
    await tx.insert(knowledgeChanges).values(changes.slice(at, at + 100).map((change) => ({ id: newId(), ...change })))
  }
}

/** The parts of one change. */
export async function changesOf(read: Reader, number: string): Promise<Change[]> {
  return read.select().from(knowledgeChanges).where(eq(knowledgeChanges.number, number)).orderBy(asc(knowledgeChanges.kind), asc(knowledgeChanges.key))
}

/** Newest first; of one entry, where it is named. */
export async function latestChanges(read: Reader, entry: { kind: string; key: string } | undefined, limit: number): Promise<Change[]> {
  return read
    .select()
    .from(knowledgeChanges)
    .where(entry && and(eq(knowledgeChanges.kind, entry.kind), eq(knowledgeChanges.key, entry.key)))
    .orderBy(desc(knowledgeChanges.sequence), asc(knowledgeChanges.kind), asc(knowledgeChanges.key))
    .limit(limit)
}

export interface Notice {
  kind: string
  key: string
  validUntil: string
  stage: string
}

/** Notes that the owner is told. Returns false when that was done before. */
export async function noteTold(tx: Tx, notice: Notice, at: Date): Promise<boolean> {
  const added = await tx
    .insert(knowledgeNotices)
    .values({ ...notice, at })
    .onConflictDoNothing()
    .returning({ key: knowledgeNotices.key })
  return added.length > 0
}
