/** The messages for staff. */
import { and, asc, count, eq, gt, inArray, lt, ne, sql } from 'drizzle-orm'
import { questions } from '../../bot/tables.ts'
import type { Reader, Tx } from '../../db/db.ts'
import { newId } from '../../lib/ids.ts'
import { helpMessages } from './tables.ts'

export type HelpMessage = typeof helpMessages.$inferSelect

export async function addMessage(tx: Tx, message: { number: string; personId: string; text: string; told: string[] }, now: Date): Promise<void> {
  await tx.insert(helpMessages).values({ id: newId(), state: 'open', createdAt: now, ...message })
}

export async function byNumber(tx: Reader, number: string): Promise<HelpMessage | undefined> {
  const [row] = await tx.select().from(helpMessages).where(eq(helpMessages.number, number))
  return row
}

/** An answer is put after those before it. */
const further = (answer: string) => sql<string>`coalesce(${helpMessages.answer} || ${'\n'}, '') || ${answer}`

/** @returns whether the message still took an answer */
export async function storeAnswer(tx: Tx, number: string, { answer, answeredBy }: { answer: string; answeredBy: string }, now: Date): Promise<boolean> {
  const rows = await tx
    .update(helpMessages)
    .set({ answer: further(answer), answeredBy, answeredAt: now, state: 'answered' })
    .where(and(eq(helpMessages.number, number), ne(helpMessages.state, 'closed')))
    .returning({ id: helpMessages.id })
  return rows.length > 0
}

/** Closes a message; the reason, if any, is kept like an answer. @returns whether it was still open or answered */
export async function closeMessage(tx: Tx, number: string, { reason, by }: { reason: string; by: string }, now: Date): Promise<boolean> {
  const said = reason === '' ? {} : { answer: further(reason), answeredBy: by, answeredAt: now }
  const rows = await tx
    .update(helpMessages)
    .set({ state: 'closed', ...said })
    .where(and(eq(helpMessages.number, number), ne(helpMessages.state, 'closed')))
    .returning({ id: helpMessages.id })
  return rows.length > 0
}

/** Messages that wait for an answer, the oldest first. */
export async function openMessages(tx: Reader): Promise<HelpMessage[]> {
  return tx.select().from(helpMessages).where(eq(helpMessages.state, 'open')).orderBy(asc(helpMessages.createdAt), asc(helpMessages.id))
}

export async function messagesOf(tx: Reader, personId: string): Promise<HelpMessage[]> {
  return tx.select().from(helpMessages).where(eq(helpMessages.personId, personId)).orderBy(asc(helpMessages.createdAt), asc(helpMessages.id))
}

export async function moveMessages(tx: Tx, from: string, to: string): Promise<void> {
  await tx.update(helpMessages).set({ personId: to }).where(eq(helpMessages.personId, from))
}

/** Empties the person's messages and their answers. Returns what they were. */
export async function emptyMessages(tx: Tx, persons: readonly string[]): Promise<HelpMessage[]> {
  const own = inArray(helpMessages.personId, [...persons])
  const rows = await tx.select().from(helpMessages).where(own)
  await tx.update(helpMessages).set({ personId: null, text: '', answer: null, state: 'closed' }).where(own)
  return rows
}

/** Questions of anybody since then that were not, or not surely, understood. */
export async function failedQuestions(tx: Reader, since: Date): Promise<number> {
  const [row] = await tx.select({ count: count() }).from(questions).where(gt(questions.at, since))
  return row?.count ?? 0
}

/** Deletes up to `limit` messages that were written before then and do not wait any more. */
export async function dropMessages(tx: Tx, before: Date, limit: number): Promise<number> {
  const rows = await tx
    .select({ id: helpMessages.id })
    .from(helpMessages)
    .where(and(ne(helpMessages.state, 'open'), lt(helpMessages.createdAt, before)))
    .limit(limit)
  const ids = rows.map((row) => row.id)
  if (ids.length > 0) await tx.delete(helpMessages).where(inArray(helpMessages.id, ids))
  return ids.length
}
