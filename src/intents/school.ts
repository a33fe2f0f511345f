/** From example sentences to a calibrated recogniser. */
import { fitCurve, type Judged } from './calibrate.ts'
import { FOLDS, type Lesson, lessonsFrom, type Material } from './lessons.ts'
import type { Normalise } from './normalise.ts'
import { type Curves, judgeMessage, Recogniser } from './recogniser.ts'
import { type Example, TRAINING, train, Vocabulary } from './train.ts'

/** The held-out part only measures; it may be trained less finely than the model itself. */
const FOLD_TRAINING = { ...TRAINING, epochs: 3, rate: 30 }

export function teach(material: Material, normalise: Normalise): Recogniser {
  const vocabulary = new Vocabulary()
  const lessons = lessonsFrom(material, normalise, vocabulary)
  const model = train(examplesOf(lessons), vocabulary)
  return new Recogniser(
    model,
    calibrate(lessons, vocabulary),
    material.wordings.map(({ meaning, means }) => ({ meaning, means })),
  )
}

const examplesOf = (lessons: readonly Lesson[]): Example[] => lessons.flatMap((lesson) => [lesson.own, ...lesson.variants])

/** One fold is held out; which of them a meaning's is goes in turns, so that no author's place in the files matters. */
function calibrate(lessons: readonly Lesson[], vocabulary: Vocabulary): Curves {
  const ours: Judged[] = []
  const none: Judged[] = []
  const turns = new Map([...new Set(lessons.map(({ own }) => own.label))].map((label, at) => [label, at % FOLDS]))
  const heldOut = (lesson: Lesson): boolean => lesson.fold === turns.get(lesson.own.label)
  const model = train(examplesOf(lessons.filter((lesson) => !heldOut(lesson))), vocabulary, FOLD_TRAINING)
  for (const { own, said, after } of lessons.filter(heldOut)) {
    const judged = judgeMessage(model, said, after)
    if (!judged) continue
    const { ranked, signals } = judged
    const best = ranked[0]?.label
    const pile = best === 'none' ? none : ours
    pile.push({ ...signals, right: best === own.label })
  }
  return { ours: fitCurve(ours), none: fitCurve(none) }
}
