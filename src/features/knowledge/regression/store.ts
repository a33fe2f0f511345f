/** The SQL of the regression list. */
import { asc, eq } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/db.ts'
import { newId } from '../../../lib/ids.ts'
import { regressionQuestions } from './tables.ts'

export type Question = typeof regressionQuestions.$inferSelect

export async function allQuestions(read: Reader): Promise<Question[]> {
  return read.select().from(regressionQuestions).orderBy(asc(regressionQuestions.addedAt), asc(regressionQuestions.id))
}

/** Adds a question, or changes what is asked of it. */
export async function putQuestion(tx: Tx, question: Omit<Question, 'id'>): Promise<void> {
  const { folded: _, ...rest } = question
  await tx
    .insert(regressionQuestions)
    .values({ id: newId(), ...question })
    .onConflictDoUpdate({ target: regressionQuestions.folded, set: rest })
}

/** Returns what was removed; nothing when it is gone already. */
export async function removeQuestion(tx: Tx, id: string): Promise<Question | undefined> {
  const [gone] = await tx.delete(regressionQuestions).where(eq(regressionQuestions.id, id)).returning()
  return gone
}
