/** What the bot may do in a group, and what it said there lately. */
import { and, eq, like, lt, sql } from 'drizzle-orm'
import type { Reader, Tx } from '../../db/db.ts'
import { after, MINUTE, SECOND } from '../../lib/clock.ts'
import { conversations, groupAnswers, groups, outgoing } from '../tables.ts'
import { groupId } from './intake.ts'

/** Answers a group gets in a minute: more would be a flood. */
export const ANSWERS_PER_MINUTE = 20
/** The same public question is answered once for all within this span (milliseconds). */
export const ONCE_FOR_ALL = 60 * SECOND

export interface GroupSettings {
  unasked: boolean
}

export async function groupSettings(tx: Reader, id: string): Promise<GroupSettings> {
  const [row] = await tx.select({ unasked: groups.unasked }).from(groups).where(eq(groups.id, id))
  return row ?? { unasked: false }
}

export async function setUnasked(tx: Tx, group: { id: string; channel: string; chat: string }, unasked: boolean, now: Date): Promise<void> {
  await tx
    .insert(groups)
    .values({ ...group, unasked, answersLeft: ANSWERS_PER_MINUTE, minuteStart: now })
    .onConflictDoUpdate({ target: groups.id, set: { unasked } })
}

/** Takes one of the group's answers of this minute; false when none is left. */
export async function takeAnswer(tx: Tx, group: { id: string; channel: string; chat: string }, now: Date): Promise<boolean> {
  const [row] = await tx
    .insert(groups)
    .values({ ...group, unasked: false, answersLeft: ANSWERS_PER_MINUTE, minuteStart: now })
    .onConflictDoUpdate({ target: groups.id, set: { gone: null } }) // who is spoken to there is there
    .returning({ left: groups.answersLeft, start: groups.minuteStart })
  const fresh = !row || now.getTime() - row.start.getTime() >= MINUTE || row.start > now
  const left = fresh ? ANSWERS_PER_MINUTE : row.left
  if (left <= 0) return false
  await tx
    .update(groups)
    .set(fresh ? { answersLeft: left - 1, minuteStart: now } : { answersLeft: left - 1 })
    .where(eq(groups.id, group.id))
  return true
}

/** True when nobody got this answer in this group within the last minute; remembers it as given now. */
export async function answerOnce(tx: Tx, groupId: string, question: string, now: Date): Promise<boolean> {
  const rows = await tx
    .insert(groupAnswers)
    .values({ groupId, question, at: now })
    .onConflictDoUpdate({ target: [groupAnswers.groupId, groupAnswers.question], set: { at: now }, setWhere: lt(groupAnswers.at, after(now, -ONCE_FOR_ALL)) })
    .returning({ at: groupAnswers.at })
  return rows.length > 0
}

/** Remembers a group the bot was brought into, or back into. */
export async function enterGroup(tx: Tx, channel: string, chat: string, title: string | undefined, now: Date): Promise<void> {
  const known = { gone: null, ...(title === undefined ? {} : { title }) }
  await tx
    .insert(groups)
    .values({ id: groupId(channel, chat), channel, chat, ...known, answersLeft: ANSWERS_PER_MINUTE, minuteStart: now })
    .onConflictDoUpdate({ target: groups.id, set: known })
}

/** Why nothing can be said in the group any more, if so. */
export async function groupGone(tx: Reader, id: string): Promise<string | undefined> {
  const [row] = await tx.select({ gone: groups.gone }).from(groups).where(eq(groups.id, id))
  return row?.gone ?? undefined
}

/** Remembers why nothing can be said in the group any more; without a reason, it can again. */
export async function markGroup(tx: Tx, channel: string, chat: string, gone: string | null): Promise<void> {
  await tx
    .update(groups)
    .set({ gone })
    .where(eq(groups.id, groupId(channel, chat)))
}

/** The group goes on under another id: its settings, open conversations and what waits for it go along. */
export async function moveGroup(tx: Tx, channel: string, from: string, to: string, now: Date): Promise<void> {
  const [old, next] = [groupId(channel, from), groupId(channel, to)]
  const [row] = await tx.select().from(groups).where(eq(groups.id, old))
  if (row) {
    const { id: _, chat: __, ...kept } = row
    await tx
      .insert(groups)
      .values({ ...kept, id: next, chat: to })
      .onConflictDoUpdate({ target: groups.id, set: { unasked: row.unasked, title: row.title, gone: null } })
    await tx.delete(groups).where(eq(groups.id, old))
    await tx.delete(groupAnswers).where(eq(groupAnswers.groupId, old))
  }
  await tx
    .update(conversations)
    .set({ id: sql`replace(${conversations.id}, ${`${old}|`}, ${`${next}|`})`, updatedAt: now })
    .where(like(conversations.id, `${old}|%`))
  await tx
    .update(outgoing)
    .set({ address: to })
    .where(and(eq(outgoing.channel, channel), eq(outgoing.place, 'group'), eq(outgoing.address, from), eq(outgoing.state, 'waiting')))
}
