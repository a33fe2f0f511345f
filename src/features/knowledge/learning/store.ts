/** The SQL of what staff teach. */
import { and, asc, desc, eq, gte, inArray, isNull, ne } from 'drizzle-orm'
import { questions, updates } from '../../../bot/tables.ts'
import type { Reader, Tx } from '../../../db/db.ts'
import { given, prepared } from '../../../db/prepared.ts'
import { newId } from '../../../lib/ids.ts'
import type { Asked } from './rules.ts'
import { lessons, wordings } from './tables.ts'

/** The one row of `lessons`. */
const NAME = 'wordings'
/** As many ids as one statement takes on both engines. */
const BATCH = 500

const editionNow = prepared('lessons_edition', (db: Reader) =>
  db
    .select({ edition: lessons.edition })
    .from(lessons)
    .where(eq(lessons.name, given('name'))),
)

export async function lessonsEdition(read: Reader): Promise<string | undefined> {
  const [row] = await editionNow(read, { name: NAME })
  return row?.edition
}

/** Must be called in every transaction that changes what was taught. */
export async function newLessons(tx: Tx): Promise<void> {
  const edition = newId()
  await tx.insert(lessons).values({ name: NAME, edition }).onConflictDoUpdate({ target: lessons.name, set: { edition } })
}

/** What was held back gets another chance. */
export async function reviveHeld(tx: Tx): Promise<void> {
  await tx.update(wordings).set({ state: 'new', breaks: [] }).where(eq(wordings.state, 'held'))
}

export type Taught = typeof wordings.$inferSelect

/** Everything that was taught, oldest first; of one meaning, where a label is given. */
export async function allTaught(read: Reader, label?: string): Promise<Taught[]> {
  return read
    .select()
    .from(wordings)
    .where(label === undefined ? undefined : eq(wordings.label, label))
    .orderBy(asc(wordings.addedAt), asc(wordings.id))
}

export interface Wording {
  label: string
  text: string
  folded: string
  addedBy: string
  addedAt: Date
}

/** Adds a wording, or moves it to another meaning. Returns false when it is there already. */
export async function teachWording(tx: Tx, wording: Wording): Promise<boolean> {
  const fresh = { ...wording, state: 'new' as const, breaks: [] }
  const added = await tx
    .insert(wordings)
    .values({ id: newId(), ...fresh })
    .onConflictDoNothing({ target: wordings.folded })
    .returning({ id: wordings.id })
  if (added.length > 0) return true
  const [there] = await tx.select({ id: wordings.id, label: wordings.label }).from(wordings).where(eq(wordings.folded, wording.folded))
  if (!there || there.label === wording.label) return false
  await tx.update(wordings).set(fresh).where(eq(wordings.id, there.id))
  return true
}

/** Returns what was removed; nothing when it is gone already. */
export async function removeWording(tx: Tx, id: string): Promise<Taught | undefined> {
  const [gone] = await tx.delete(wordings).where(eq(wordings.id, id)).returning()
  return gone
}

/** Settles what is still new: learned, or held because learning it would break these questions. Returns how many. */
export async function settleNew(tx: Tx, ids: readonly string[], state: 'live' | 'held', breaks: string[]): Promise<number> {
  let settled = 0
  for (const batch of batches(ids)) {
    const rows = await tx
      .update(wordings)
      .set({ state, breaks })
      .where(and(inArray(wordings.id, batch), eq(wordings.state, 'new')))
      .returning({ id: wordings.id })
    settled += rows.length
  }
  return settled
}

/** Questions nobody has dealt with yet, newest first. */
export async function openQuestions(read: Reader, since: Date, limit: number): Promise<Asked[]> {
  const rows = await read
    .select({ id: questions.id, text: questions.text, at: questions.at, nearest: questions.nearest, chosen: questions.chosen })
    .from(questions)
    .where(and(isNull(questions.settled), gte(questions.at, since)))
    .orderBy(desc(questions.at), desc(questions.id))
    .limit(limit)
  return rows.map(({ nearest: [best], chosen, ...row }) => ({ ...row, chosen: chosen ?? undefined, nearest: best && (best.topic ?? best.intent) }))
}

/** What people wrote lately and was answered, each wording once with how often, the most recent first. */
export async function recentMessages(read: Reader, since: Date, limit: number): Promise<{ text: string; times: number }[]> {
  const rows = await read
    .select({ text: updates.text })
    .from(updates)
    .where(and(gte(updates.at, since), ne(updates.text, '')))
    .orderBy(desc(updates.at), desc(updates.key))
    .limit(limit)
  const times = new Map<string, number>()
  for (const { text } of rows) times.set(text, (times.get(text) ?? 0) + 1)
  return [...times].map(([text, count]) => ({ text, times: count }))
}

export async function questionTexts(read: Reader, ids: readonly string[]): Promise<string[]> {
  const texts: string[] = []
  for (const batch of batches(ids)) {
    const rows = await read.select({ text: questions.text }).from(questions).where(inArray(questions.id, batch)).orderBy(asc(questions.at), asc(questions.id))
    texts.push(...rows.map((row) => row.text))
  }
  return [...new Set(texts)]
}

/** Marks questions as dealt with. Returns how many were still open. */
export async function settleQuestions(tx: Tx, ids: readonly string[], settled: string, now: Date): Promise<number> {
  let count = 0
  for (const batch of batches(ids)) {
    const rows = await tx
      .update(questions)
      .set({ settled, settledAt: now })
      .where(and(inArray(questions.id, batch), isNull(questions.settled)))
      .returning({ id: questions.id })
    count += rows.length
  }
  return count
}

function batches(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, at) => ids.slice(at * BATCH, (at + 1) * BATCH))
}
