/** Learning from what was not understood: staff attach it to a meaning, and it is understood from then on. */
import type { Teaching } from '../../../bot/capability.ts'
import { record } from '../../../bot/store/staff.ts'
import { INTENTS, TOPICS } from '../../../bot/vocabulary.ts'
import type { Reader, Tx } from '../../../db/db.ts'
import { decide } from '../../../intents/decide.ts'
import { labelOf } from '../../../intents/labels.ts'
import type { Wordings } from '../../../intents/lexicon.ts'
import type { Lessons } from '../../../intents/live.ts'
import type { Mind } from '../../../intents/understand.ts'
import type { Meaning } from '../../../intents/understanding.ts'
import { after, DAY } from '../../../lib/clock.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { topicTitles } from '../knowledge/operations.ts'
import { meaningChecks } from '../regression/operations.ts'
import { asExample, type Group, groupAlike } from './rules.ts'
import * as store from './store.ts'

/** How far back staff look, and at how many questions at a time. */
const LOOK_BACK = 30 * DAY
const MOST_QUESTIONS = 2_000
/** The messages that a rehearsal replays: so far back, so many at most, so many between two breaths. */
const REPLAY_BACK = 14 * DAY
const MOST_REPLAYED = 3_000
const AT_A_TIME = 100
/** From this likeness on another meaning's wording claims the words. */
const CLAIMED = 0.8

/** Who does it, when, and how words are understood now. Let the mind explain something before the transaction: the first time it reads all wordings. */
export interface Desk {
  readonly tx: Tx
  readonly now: Date
  /** The member of staff. */
  readonly who: string
  readonly mind: Pick<Mind, 'fold' | 'explain'>
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

/** Words that lie nearer to another meaning, and to which. */
export interface Nearer {
  readonly text: string
  readonly label: string
}

export type NotAttached =
  | { ok: false; reason: 'no-such-meaning' | 'nothing-to-add' | 'regression' }
  | { ok: false; reason: 'nearer'; nearer: readonly Nearer[] }

/**
 * Adds the words of these questions to a meaning (a topic, or an intent of the catalogue; `none` for "not ours").
 * They are understood at once, word for word; what is like them as soon as it is learned, in seconds.
 * @returns refused: `no-such-meaning`; `nothing-to-add` when there are no words; `regression` when the
 * regression list says that these very words mean something else; `nearer` when words lie nearer to another
 * meaning, unless confirmed
 */
export async function attach(desk: Desk, questions: readonly string[], label: string, confirmed = false): Promise<{ ok: true; value: Attached } | NotAttached> {
  const added = await addWordings(desk, await store.questionTexts(desk.tx, questions), label, confirmed)
  if (!added.ok) return added
  return ok({ wordings: added.value, questions: await store.settleQuestions(desk.tx, questions, label, desk.now) })
}

/** Adds wordings to a meaning. @returns those that are new; refusals as for `attach` */
export async function addWordings(
  { tx, now, who, mind }: Desk,
  texts: readonly string[],
  label: string,
  confirmed = false,
): Promise<{ ok: true; value: string[] } | NotAttached> {
  if (!(await meaningOf(tx, label))) return refused('no-such-meaning')
  const examples = examplesOf(mind, texts)
  if (examples.size === 0) return refused('nothing-to-add')
  const checks = await meaningChecks(tx)
  if (checks.some((check) => check.label !== label && examples.has(mind.fold(check.text)))) return refused('regression')
  const nearer = confirmed ? [] : nearerElsewhere(mind, [...examples.values()], label)
  if (nearer.length > 0) return { ok: false, reason: 'nearer', nearer }
  const added: string[] = []
  for (const [folded, text] of examples) {
    if (await store.teachWording(tx, { label, text, folded, addedBy: who, addedAt: now })) added.push(text)
  }
  if (added.length > 0) {
    await store.newLessons(tx)
    await record(tx, { actor: who, action: 'wording.add', subject: `${label} +${added.length}` }, now)
  }
  return ok(added)
}

/** The words as examples, each once, by how the exact table compares them. */
const examplesOf = (mind: Pick<Mind, 'fold'>, texts: readonly string[]): Map<string, string> =>
  new Map(texts.map(asExample).flatMap((text) => (mind.fold(text) === '' ? [] : [[mind.fold(text), text] as const])))

/** The words that clearly mean something else now, or are all but another meaning's wording. */
export function nearerElsewhere(mind: Pick<Mind, 'explain'>, texts: readonly string[], label: string): Nearer[] {
  return texts.flatMap((text) => {
    const { readings, nearest, certain } = mind.explain(text)
    const [top] = readings
    // A topic of staff's own is new to the recogniser: that it hears something else in the words says nothing.
    const heard = certain === true || isCatalogueMeaning(label)
    const sure = heard && decide(readings, { group: false, changes: () => false }) === 'sure' && top && labelOf(top) !== 'none' ? labelOf(top) : undefined
    const [example] = nearest
    const claimed = example && example.likeness >= CLAIMED && example.label !== 'none' ? example.label : undefined
    const own = nearest.some((each) => each.label === label && each.likeness >= (example?.likeness ?? 1))
    const elsewhere = [sure, own ? undefined : claimed].find((each) => each !== undefined && each !== label)
    return elsewhere === undefined ? [] : [{ text, label: elsewhere }]
  })
}

/** What would be taught with these wordings, for a mind to rehearse (`LiveMind.rehearse`). */
export async function lessonsWith(read: Reader, mind: Pick<Mind, 'fold'>, texts: readonly string[], label: string): Promise<Lessons> {
  const meaning = await meaningOf(read, label)
  const lessons = await teaching.lessons(read)
  const wordings = [...examplesOf(mind, texts).values()]
  return meaning ? { ...lessons, wordings: [...lessons.wordings, { meaning, wordings }] } : lessons
}

/** A kept message that would be understood otherwise; the labels are undefined where it is not sure. */
export interface Flip {
  readonly text: string
  readonly times: number
  readonly from: string | undefined
  readonly to: string | undefined
}

/** Which messages of the last days another mind would understand otherwise, the most frequent first. Takes a few seconds at most. */
export async function replay(
  read: Reader,
  now: Date,
  before: Pick<Mind, 'understand'>,
  then: Pick<Mind, 'understand'>,
): Promise<{ replayed: number; flips: Flip[] }> {
  const kept = await store.recentMessages(read, after(now, -REPLAY_BACK), MOST_REPLAYED)
  const flips: Flip[] = []
  for (const [at, { text, times }] of kept.entries()) {
    if (at % AT_A_TIME === AT_A_TIME - 1) await new Promise((resolve) => setImmediate(resolve))
    const [from, to] = [surelyMeant(before, text), surelyMeant(then, text)]
    if (from !== to) flips.push({ text, times, from, to })
  }
  return { replayed: kept.length, flips: flips.sort((a, b) => b.times - a.times) }
}

function surelyMeant(mind: Pick<Mind, 'understand'>, text: string): string | undefined {
  const { readings } = mind.understand(text)
  const [top] = readings
  return top && decide(readings, { group: false, changes: () => false }) === 'sure' ? labelOf(top) : undefined
}

/** Everything is to be learned anew: topics came, went, or were renamed. */
export const relearn = (tx: Tx): Promise<void> => store.newLessons(tx)

/** A question of the regression list is gone: what it held back gets another chance. */
export async function reconsider(tx: Tx): Promise<void> {
  await store.reviveHeld(tx)
  await store.newLessons(tx)
}

/** Takes a wording back. @returns refused `gone` when somebody was quicker */
export async function removeWording({ tx, now, who }: Omit<Desk, 'mind'>, id: string): Promise<Result<string, 'gone'>> {
  const removed = await store.removeWording(tx, id)
  if (!removed) return refused('gone')
  await store.newLessons(tx)
  await record(tx, { actor: who, action: 'wording.remove', subject: removed.label }, now)
  return ok(removed.text)
}

/** These questions need nothing more. @returns how many were still open */
export async function setAside({ tx, now, who }: Omit<Desk, 'mind'>, questions: readonly string[]): Promise<number> {
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
      checks: await meaningChecks(read),
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

/** Is this the label of a meaning of the catalogue? Topics of staff are in the database. */
export const isCatalogueMeaning = (label: string): boolean => catalogueMeaning(label) !== undefined

async function meaningOf(read: Reader, label: string): Promise<Meaning | undefined> {
  return catalogueMeaning(label) ?? ((await topicTitles(read)).has(label) ? { intent: 'answer', topic: label } : undefined)
}
