/** What there is to learn, and how it is learned: for the recogniser itself and for the one that is examined. */
import { labelOf } from './labels.ts'
import { type Lesson, lessonsFrom, type Material } from './lessons.ts'
import type { Wordings } from './lexicon.ts'
import { Neighbours } from './neighbours.ts'
import type { Normalise } from './normalise.ts'
import { type Known, SOME_TOPIC, type Voices } from './recogniser.ts'
import type { TopicWordings } from './topics.ts'
import { train } from './train.ts'
import { Vocabulary } from './vocabulary.ts'

/** Training takes time by meanings times wordings: topics beyond this many meanings are left to the index. */
const MOST_MEANINGS = 150
/** Of more wordings than this the classifier gets an even sample. */
const MOST_WORDINGS = 16_000
/** That a message is about one of the topics left to the index is learned from a sample of their wordings. */
const SAMPLE = 3_000

export interface Course {
  readonly lessons: readonly Lesson[]
  readonly vocabulary: Vocabulary
  /** The topics that are left to the index. */
  readonly topics: readonly TopicWordings[]
  readonly known: readonly Known[]
}

export function prepare(material: Material, normalise: Normalise): Course {
  const { taught, left } = divided(material.wordings)
  const vocabulary = new Vocabulary()
  return {
    lessons: lessonsFrom({ ...material, wordings: taught }, normalise, vocabulary),
    vocabulary,
    topics: left.map(({ meaning, wordings }) => ({ label: labelOf(meaning), texts: wordings.map((words) => normalise(words).text) })),
    known: material.wordings.map(({ meaning, means }) => ({ meaning, means })),
  }
}

/** @param lessons all of a course, or those that are not held out */
export function learn(lessons: readonly Lesson[], vocabulary: Vocabulary): Voices {
  const model = train(
    lessons.flatMap((lesson) => [lesson.own, ...lesson.variants]),
    vocabulary,
  )
  // Follow-ups mean nothing without what was said before them: they are nobody's neighbours.
  const alone = lessons.filter(({ after }) => after === undefined)
  const wordings = alone.map(({ said, own }) => ({ said, label: own.label }))
  return { model, neighbours: Neighbours.of(wordings, model.labels) }
}

/** What the classifier learns, and the topics that are left to the index: what comes first is taught. */
function divided(all: readonly Wordings[]): { taught: Wordings[]; left: Wordings[] } {
  const intents = all.filter(({ meaning }) => meaning.topic === undefined)
  const topics = all.filter(({ meaning }) => meaning.topic !== undefined)
  const room = Math.max(0, MOST_MEANINGS - intents.length)
  const left = topics.length > room ? topics.slice(room) : []
  const taught = [...intents, ...topics.slice(0, topics.length - left.length)]
  const count = taught.reduce((sum, { wordings }) => sum + wordings.length, 0)
  const sampled =
    count <= MOST_WORDINGS
      ? taught
      : taught.map((one) => ({ ...one, wordings: evenly(one.wordings, Math.ceil((one.wordings.length * MOST_WORDINGS) / count)) }))
  if (left.length === 0) return { taught: sampled, left }
  const some = evenly(
    left.flatMap(({ wordings }) => wordings),
    SAMPLE,
  )
  return { taught: [...sampled, { meaning: { intent: SOME_TOPIC }, wordings: some }], left }
}

/** So many of the items, from the first to the last. */
export function evenly<Item>(items: readonly Item[], count: number): Item[] {
  const step = Math.max(1, items.length / count)
  return Array.from({ length: Math.min(count, items.length) }, (_, at) => items[Math.floor(at * step)]).filter((item) => item !== undefined)
}
