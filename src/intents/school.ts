/** From example sentences to a calibrated recogniser. */
import { seeded } from '../lib/random.ts'
import { fitCurve, type Judged } from './calibrate.ts'
import { featuresOf, type Said, soundsAmong } from './features.ts'
import { labelOf } from './labels.ts'
import type { Wordings } from './lexicon.ts'
import type { Normalise } from './normalise.ts'
import { type Curves, judgeMessage, Recogniser } from './recogniser.ts'
import { type Example, TRAINING, train, Vocabulary } from './train.ts'
import { homophonesOf, variantsOf } from './variants.ts'

/** One wording with what was made from it; all of it is held out together. */
interface Lesson {
  readonly said: Said
  readonly fold: number
  readonly own: Example
  readonly variants: readonly Example[]
}

/** Neighbours in a file are often of one author, so folds are blocks: what is held out is by somebody else. */
const FOLDS = 3
/** The held-out part only measures; it may be trained less finely than the model itself. */
const FOLD_TRAINING = { ...TRAINING, epochs: 3, rate: 30 }
const SEED = 1_124
/** Shorter lines of small talk are no story. */
const SHORTEST_CHATTER = 6

export function teach(wordings: readonly Wordings[], normalise: Normalise): Recogniser {
  const vocabulary = new Vocabulary()
  const lessons = lessonsFrom(wordings, normalise, vocabulary)
  const model = train(examplesOf(lessons), vocabulary)
  return new Recogniser(
    model,
    calibrate(lessons, vocabulary),
    wordings.map(({ meaning, means }) => ({ meaning, means })),
  )
}

function lessonsFrom(wordings: readonly Wordings[], normalise: Normalise, vocabulary: Vocabulary): Lesson[] {
  const random = seeded(SEED)
  const said = wordings.flatMap((file) =>
    file.wordings.map((wording, at) => {
      const { spoken, text } = normalise(wording)
      return { label: labelOf(file.meaning), fold: Math.floor((at * FOLDS) / file.wordings.length), said: { spoken, text } satisfies Said }
    }),
  )
  const chatter = Array.from({ length: FOLDS }, (_, fold) =>
    said.filter((one) => one.label === 'none' && one.fold === fold && one.said.text.length >= SHORTEST_CHATTER).map((one) => one.said),
  )
  const homophones = homophonesOf(said.map((one) => one.said.text))
  return said.map(({ label, fold, said: words }) => {
    const own = featuresOf(words)
    return {
      fold,
      said: words,
      own: { features: vocabulary.numbersOf(own), label, weight: 1 },
      variants: variantsOf(words, homophones, chatter[fold] ?? [], random).map((variant) => ({
        features: vocabulary.numbersOf(variant.soundOnly ? soundsAmong(own) : featuresOf(variant.said)),
        label,
        weight: variant.weight,
      })),
    }
  })
}

const examplesOf = (lessons: readonly Lesson[]): Example[] => lessons.flatMap((lesson) => [lesson.own, ...lesson.variants])

/** One fold is held out; which of them a meaning's is goes in turns, so that no author's place in the files matters. */
function calibrate(lessons: readonly Lesson[], vocabulary: Vocabulary): Curves {
  const ours: Judged[] = []
  const none: Judged[] = []
  const turns = new Map([...new Set(lessons.map(({ own }) => own.label))].map((label, at) => [label, at % FOLDS]))
  const heldOut = (lesson: Lesson): boolean => lesson.fold === turns.get(lesson.own.label)
  const model = train(examplesOf(lessons.filter((lesson) => !heldOut(lesson))), vocabulary, FOLD_TRAINING)
  for (const { own, said } of lessons.filter(heldOut)) {
    const judged = judgeMessage(model, said)
    if (!judged) continue
    const { ranked, signals } = judged
    const best = ranked[0]?.label
    const pile = best === 'none' ? none : ours
    pile.push({ ...signals, right: best === own.label })
  }
  return { ours: fitCurve(ours), none: fitCurve(none) }
}
