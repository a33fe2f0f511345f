/** The regression list: staff keep questions in it whose meaning and answer no change may spoil unnoticed. */
import { record } from '../../../bot/store/staff.ts'
import type { Reader, Tx } from '../../../db/db.ts'
import type { Check } from '../../../intents/live.ts'
import type { Calendar } from '../../../lib/calendar.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { type Knowledge, statementOf } from '../knowledge/operations.ts'
import * as store from './store.ts'

export type { Question } from './store.ts'

/** A question to be kept. */
export interface Wanted {
  readonly text: string
  /** Folded (`Mind.fold`), and what the words ask for (`Mind.understand`). */
  readonly folded: string
  readonly aspect: string | undefined
  /** Its meaning: a topic, or an intent of the catalogue. */
  readonly label: string
  /** Words that the answer must hold. */
  readonly contains: readonly string[]
}

/** A question that a change would spoil. */
export interface Broken {
  readonly text: string
  readonly label: string
  /** Words that the answer would lack; none of them when there would be no proper answer at all. */
  readonly lacks: readonly string[]
}

export const listQuestions = (read: Reader): Promise<store.Question[]> => store.allQuestions(read)

/** The list as far as it is about understanding. */
export async function meaningChecks(read: Reader): Promise<Check[]> {
  return (await store.allQuestions(read)).map(({ text, label }) => ({ text, label }))
}

/** Keeps a question, or changes what is asked of it. @returns refused `nothing-asked` when it has no words */
export async function keepQuestion({ tx, now, who }: { tx: Tx; now: Date; who: string }, wanted: Wanted): Promise<Result<void, 'nothing-asked'>> {
  if (wanted.folded === '') return refused('nothing-asked')
  const { aspect = null, contains, ...rest } = wanted
  await store.putQuestion(tx, { ...rest, aspect, contains: [...contains], addedBy: who, addedAt: now })
  await record(tx, { actor: who, action: 'regression.keep', subject: wanted.label }, now)
  return ok(undefined)
}

/** Takes a question off the list. @returns refused `gone` when somebody was quicker */
export async function dropQuestion({ tx, now, who }: { tx: Tx; now: Date; who: string }, id: string): Promise<Result<string, 'gone'>> {
  const gone = await store.removeQuestion(tx, id)
  if (!gone) return refused('gone')
  await record(tx, { actor: who, action: 'regression.drop', subject: gone.label }, now)
  return ok(gone.text)
}

/** The questions that are answered well now and would not be after the change. */
export async function brokenBy(read: Reader, before: Knowledge, after: Knowledge, now: Date, calendar: Calendar): Promise<Broken[]> {
  return (await store.allQuestions(read)).flatMap((question) => {
    const lacksNow = lacksIn(question, before, now, calendar)
    const lacksThen = lacksIn(question, after, now, calendar)
    const spoiled = lacksNow?.length === 0 && lacksThen?.length !== 0
    return spoiled ? [{ text: question.text, label: question.label, lacks: lacksThen ?? [] }] : []
  })
}

/** The words that the answer lacks; undefined when there is no proper answer. */
export function lacksIn(
  { label, aspect, text, contains }: Pick<Wanted, 'text' | 'label' | 'contains'> & { readonly aspect: string | null | undefined },
  known: Knowledge,
  now: Date,
  calendar: Calendar,
) {
  const said = statementOf(known, { topic: label, aspect: aspect ?? undefined, text }, now, calendar)
  return said === undefined ? undefined : contains.filter((word) => !said.includes(word))
}
