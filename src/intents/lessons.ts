/** What the recogniser is taught: every wording with what was made from it, and follow-ups with what was said before them. */
import { seeded } from '../lib/random.ts'
import { featuresOf, leaning, miswritten, type Said, SHORT, writtenAndHeard } from './features.ts'
import { labelOf } from './labels.ts'
import type { FollowUps, Wordings } from './lexicon.ts'
import type { Normalise } from './normalise.ts'
import type { Example } from './train.ts'
import type { Meaning } from './understanding.ts'
import { homophonesOf, pickOne, type Variant, variantsOf } from './variants.ts'
import type { Vocabulary } from './vocabulary.ts'

/** One wording with what was made from it; all of it is held out together. */
export interface Lesson {
  readonly said: Said
  /** What was understood before it. */
  readonly after?: Meaning | undefined
  readonly fold: number
  readonly own: Example
  readonly variants: readonly Example[]
}

export interface Material {
  readonly wordings: readonly Wordings[]
  readonly followUps: FollowUps
  /** Names of topics, by word → label: whoever says one turns to that topic, whatever was talked about. */
  readonly names: ReadonlyMap<string, string>
}

/** Neighbours in a file are often of one author, so folds are blocks: what is held out is by somebody else. */
export const FOLDS = 3
const SEED = 1_124
/** Every follow-up is learned after this share of the topics: training time is by the number of examples. */
const TOPICS_TRIED = 0.34
/** The same share of the meanings in a turn's `after`, where there are many of them. */
const TURNS_TRIED = 0.4
const MANY = 4
/** Follow-ups come many times with the same words. */
const FOLLOW_UP_WEIGHT = 0.7
const AFTER_ANYTHING_WEIGHT = 0.4

export function lessonsFrom(material: Material, normalise: Normalise, vocabulary: Vocabulary): Lesson[] {
  const random = seeded(SEED)
  return [...fromWordings(material.wordings, normalise, vocabulary, random), ...fromFollowUps(material, normalise, vocabulary, random)]
}

function fromWordings(wordings: readonly Wordings[], normalise: Normalise, vocabulary: Vocabulary, random: () => number): Lesson[] {
  const said = wordings.flatMap((file) =>
    file.wordings.map((wording, at) => {
      const { spoken, text, relatives } = normalise(wording)
      return { label: labelOf(file.meaning), fold: Math.floor((at * FOLDS) / file.wordings.length), said: { spoken, text, relatives } satisfies Said }
    }),
  )
  const homophones = homophonesOf(said.map((one) => one.said.text))
  const meanings = wordings.map(({ meaning }) => meaning)
  return said.map(({ label, fold, said: words }) => {
    const { own, heard } = writtenAndHeard(words)
    const variants = variantsOf(words, homophones, random).map((variant) => ({
      features: vocabulary.placesOf(featuresOfVariant(variant, words, heard)),
      label,
      weight: variant.weight,
    }))
    // A sentence that speaks for itself may follow anything; only short ones are in danger of being taken for follow-ups.
    const after = words.text.length <= SHORT ? pickOne(meanings, random) : undefined
    if (after) variants.push({ features: vocabulary.placesOf(leaning(own, words, after)), label, weight: AFTER_ANYTHING_WEIGHT })
    return { fold, said: words, own: { features: vocabulary.placesOf(own), label, weight: 1 }, variants }
  })
}

function featuresOfVariant({ said, sounds }: Variant, wording: Said, heard: Int32Array): Int32Array {
  if (sounds === 'only') return heard
  return sounds === 'own' ? miswritten(wording, said.text, heard) : featuresOf(said)
}

function fromFollowUps({ wordings, followUps, names }: Material, normalise: Normalise, vocabulary: Vocabulary, random: () => number): Lesson[] {
  const meanings = new Map(wordings.map(({ meaning }) => [labelOf(meaning), meaning]))
  const topics = [...meanings.keys()].filter((label) => meanings.get(label)?.topic !== undefined)
  const lessons: Lesson[] = []
  const teach = (words: string, label: string, after: string, at: number): void => {
    const { spoken, text, relatives } = normalise(words)
    const said = { spoken, text, relatives }
    const before = meanings.get(after)
    const own = { features: vocabulary.placesOf(featuresOf(said, before)), label, weight: FOLLOW_UP_WEIGHT }
    lessons.push({ said, after: before, fold: at % FOLDS, own, variants: [] })
  }
  for (const [at, words] of followUps.topics.entries()) {
    for (const topic of topics) if (random() < TOPICS_TRIED) teach(words, topic, topic, at)
  }
  for (const { after, means, wordings: said } of followUps.turns) {
    for (const [at, words] of said.entries()) {
      for (const before of after) if (after.length <= MANY || random() < TURNS_TRIED) teach(words, means, before, at)
    }
  }
  for (const [at, [name, label]] of [...names].entries()) {
    if (Array.from(name).length < 2 || !topics.includes(label)) continue
    teach(`那${name}呢`, label, pickOne(topics, random) ?? label, at)
  }
  return lessons
}
