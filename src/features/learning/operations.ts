/** Learning from what was not understood: staff attach it to a meaning, and it is understood from then on. */
import type { Teaching } from '../../bot/capability.ts'
import { record } from '../../bot/store/staff.ts'
import { INTENTS, TOPICS } from '../../bot/vocabulary.ts'
import type { Reader, Tx } from '../../db/db.ts'
import type { Wordings } from '../../intents/lexicon.ts'
import type { Check } from '../../intents/live.ts'
import type { Meaning } from '../../intents/understanding.ts'
import { after, DAY } from '../../lib/clock.ts'
import { ok, type Result, refused } from '../../lib/errors.ts'
import { topicTitles } from '../knowledge/operations.ts'
import { asExample, type Group, groupAlike } from './rules.ts'
import * as store from './store.ts'

/** How far back staff look, and at how many questions at a time. */
const LOOK_BACK = 30 * DAY
const MOST_QUESTIONS = 2_000

/** Who does it, when, and how words are compared (`Mind.fold`). */
export interface Desk {
  readonly tx: Tx
  readonly now: Date
  /** The member of staff. */
  readonly who: string
  fold(text: string): string
}

/** What the bot failed at in the last 30 days and nobody dealt with, put together by likeness, the largest group first. */
export async function unanswered(read: Reader, now: Date): Promise<Group[]> {
  return groupAlike(await store.openQuestions(read, after(now, -LOOK_BACK), MOST_QUESTIONS))
}

export interface Attached {
  /** Wordings that are new to the meaning. */
  readonly wordings: readonly string[]
  /** Questions that are dealt with now. */
  readonly questions: number
}

export type NotAttached = 'no-such-meaning' | 'nothing-to-add' | 'regression'

/**
 * Adds the words of these questions to a meaning (a topic, or an intent of the catalogue; `none` for "not ours").
 * They are understood at once, word for word; what is like them as soon as it is learned, in seconds.
 * @returns refused: `no-such-meaning`; `nothing-to-add` when there are no words; `regression` when the
 * regression list says that these very words mean something else
 */
export async function attach(desk: Desk, questions: readonly string[], label: string): Promise<Result<Attached, NotAttached>> {
  const added = await addWordings(desk, await store.questionTexts(desk.tx, questions), label)
  if (!added.ok) return added
  return ok({ wordings: added.value, questions: await store.settleQuestions(desk.tx, questions, label, desk.now) })
}

/** Adds wordings to a meaning. @returns those that are new; refusals as for `attach` */
export async function addWordings({ tx, now, who, fold }: Desk, texts: readonly string[], label: string): Promise<Result<string[], NotAttached>> {
  if (!(await meaningOf(tx, label))) return refused('no-such-meaning')
  const examples = new Map(texts.map(asExample).flatMap((text) => (fold(text) === '' ? [] : [[fold(text), text] as const])))
  if (examples.size === 0) return refused('nothing-to-add')
  const checks = await checksOf(tx)
  if (checks.some((check) => check.label !== label && examples.has(fold(check.text)))) return refused('regression')
  const added: string[] = []
  for (const [folded, text] of examples) {
    if (await store.teachWording(tx, { label, text, folded, addedBy: who, addedAt: now })) added.push(text)
  }
  if (added.length > 0) await store.newLessons(tx)
  await record(tx, { actor: who, action: 'wording.add', subject: `${label} +${added.length}` }, now)
  return ok(added)
}

/** Takes a wording back. @returns refused `gone` when somebody was quicker */
export async function removeWording({ tx, now, who }: Omit<Desk, 'fold'>, id: string): Promise<Result<string, 'gone'>> {
  const removed = await store.removeWording(tx, id)
  if (!removed) return refused('gone')
  await store.newLessons(tx)
  await record(tx, { actor: who, action: 'wording.remove', subject: removed.label }, now)
  return ok(removed.text)
}

/** These questions need nothing more. @returns how many were still open */
export async function setAside({ tx, now, who }: Omit<Desk, 'fold'>, questions: readonly string[]): Promise<number> {
  const count = await store.settleQuestions(tx, questions, 'none', now)
  if (count > 0) await record(tx, { actor: who, action: 'questions.aside', subject: String(count) }, now)
  return count
}

/** What staff taught, with how it stands; of one meaning, where a label is given. */
export const taught = (read: Reader, label?: string): Promise<store.Taught[]> => store.allTaught(read, label)

/** What the recogniser is to learn, and the questions it must not lose. */
export const teaching: Teaching = {
  edition: store.lessonsEdition,
  async lessons(read) {
    const all = await store.allTaught(read)
    const titles = await topicTitles(read)
    const wordings = (kept: readonly store.Taught[]): Wordings[] => byMeaning(kept, titles)
    return {
      wordings: wordings(all.filter(({ state }) => state !== 'held')),
      verbatim: wordings(all.filter(({ state }) => state === 'held')),
      checks: await checksOf(read),
      fresh: all.filter(({ state }) => state === 'new').map(({ id }) => id),
    }
  },
  async judged(tx, fresh, broken) {
    const settled = await store.settleNew(tx, fresh, broken.length === 0 ? 'live' : 'held', [...broken])
    if (settled > 0 && broken.length > 0) await store.newLessons(tx)
  },
}

function byMeaning(rows: readonly store.Taught[], titles: ReadonlyMap<string, string>): Wordings[] {
  const labels = [...new Set(rows.map(({ label }) => label))]
  return labels.flatMap((label) => {
    const meaning = catalogueMeaning(label) ?? (titles.has(label) ? { intent: 'answer', topic: label } : undefined)
    const wordings = rows.filter((row) => row.label === label).map(({ text }) => text)
    // Wordings of a topic that is gone wait for it.
    return meaning ? [{ meaning, wordings, ...(titles.has(label) ? { means: titles.get(label) } : {}) }] : []
  })
}

function catalogueMeaning(label: string): Meaning | undefined {
  if (TOPICS.some((topic) => topic === label)) return { intent: 'answer', topic: label }
  return label !== 'answer' && INTENTS.some((intent) => intent === label) ? { intent: label } : undefined
}

async function meaningOf(read: Reader, label: string): Promise<Meaning | undefined> {
  return catalogueMeaning(label) ?? ((await topicTitles(read)).has(label) ? { intent: 'answer', topic: label } : undefined)
}

/** The regression list, as far as it is about understanding. */
const checksOf = async (_read: Reader): Promise<Check[]> => []
