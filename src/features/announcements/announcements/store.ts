/** Announcements, from the draft to the record. */
import { and, asc, desc, eq, gt, inArray, isNotNull, lte, min } from 'drizzle-orm'
import { outgoing } from '../../../bot/tables.ts'
import type { Reader, Tx } from '../../../db/db.ts'
import { newId } from '../../../lib/ids.ts'
import type { State } from './rules.ts'
import { announcements } from './tables.ts'

export type Announcement = typeof announcements.$inferSelect
type Fresh = Pick<Announcement, 'number' | 'text' | 'picture' | 'audience' | 'author' | 'corrects' | 'emergency' | 'ack'>

export async function addDraft(tx: Tx, fresh: Fresh, now: Date): Promise<Announcement> {
  const [row] = await tx
    .insert(announcements)
    .values({ id: newId(), state: 'draft', createdAt: now, ...fresh })
    .returning()
  if (!row) throw new Error('an announcement was not stored')
  return row
}

export async function byNumber(tx: Reader, number: string): Promise<Announcement | undefined> {
  const [row] = await tx.select().from(announcements).where(eq(announcements.number, number))
  return row
}

/** Changes it if it is still in one of these states. @returns what it is now */
export async function change(tx: Tx, number: string, from: readonly State[], to: Partial<Announcement>): Promise<Announcement | undefined> {
  const [row] = await tx
    .update(announcements)
    .set(to)
    .where(and(eq(announcements.number, number), inArray(announcements.state, [...from])))
    .returning()
  return row
}

export async function dueOnes(tx: Reader, now: Date): Promise<Announcement[]> {
  return tx
    .select()
    .from(announcements)
    .where(and(eq(announcements.state, 'scheduled'), lte(announcements.dueAt, now)))
    .orderBy(asc(announcements.dueAt), asc(announcements.number))
}

export async function submittedOnes(tx: Reader): Promise<Announcement[]> {
  return tx.select().from(announcements).where(eq(announcements.state, 'submitted')).orderBy(asc(announcements.createdAt), asc(announcements.number))
}

export async function nextDue(tx: Reader): Promise<Date | undefined> {
  const [row] = await tx
    .select({ due: min(announcements.dueAt) })
    .from(announcements)
    .where(eq(announcements.state, 'scheduled'))
  return row?.due ?? undefined
}

/** The newest that went out, newest first. */
export async function latest(tx: Reader, limit: number): Promise<Announcement[]> {
  return tx
    .select()
    .from(announcements)
    .where(and(eq(announcements.state, 'sending'), isNotNull(announcements.startedAt)))
    .orderBy(desc(announcements.startedAt), desc(announcements.number))
    .limit(limit)
}

/** All that is not over, and what is since then; newest first. */
export async function listAll(tx: Reader, since: Date): Promise<Announcement[]> {
  return tx.select().from(announcements).where(gt(announcements.createdAt, since)).orderBy(desc(announcements.createdAt), desc(announcements.number))
}

/** The announcement that was pushed to the person last, since then. */
export async function lastPushed(tx: Reader, personId: string, since: Date): Promise<string | undefined> {
  const [row] = await tx
    .select({ matter: outgoing.matter })
    .from(outgoing)
    .where(
      and(
        eq(outgoing.personId, personId),
        eq(outgoing.kind, 'push'),
        inArray(outgoing.reason, ['notice.announcement', 'emergency.announcement', 'notice.chase']),
        inArray(outgoing.state, ['sent', 'unknown']),
        gt(outgoing.settledAt, since),
      ),
    )
    .orderBy(desc(outgoing.settledAt), desc(outgoing.id))
    .limit(1)
  return row?.matter?.split('/')[0]
}

export async function picturesWanted(tx: Reader): Promise<string[]> {
  const rows = await tx.select({ picture: announcements.picture }).from(announcements).where(isNotNull(announcements.picture))
  return rows.flatMap(({ picture }) => picture?.picture ?? [])
}

export async function forgetPersons(tx: Tx, ids: readonly string[]): Promise<void> {
  const own = [...ids]
  await tx.update(announcements).set({ author: null }).where(inArray(announcements.author, own))
  await tx.update(announcements).set({ approver: null }).where(inArray(announcements.approver, own))
}

export async function movePerson(tx: Tx, from: string, to: string): Promise<void> {
  await tx.update(announcements).set({ author: to }).where(eq(announcements.author, from))
  await tx.update(announcements).set({ approver: to }).where(eq(announcements.approver, from))
}
