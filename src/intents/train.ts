/** Training: plain stochastic gradient descent, repeatable to the bit. */
import { seeded } from '../lib/random.ts'
import { Descent, type Step } from './descent.ts'
import { Model, scaleOf } from './model.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface Example {
  /** By their places in the vocabulary, each once. */
  readonly features: Int32Array
  readonly label: string
  /** Below `WRITTEN` for what a program made up. */
  readonly weight: number
}

export interface TrainingOptions {
  readonly epochs: number
  readonly rate: number
  /** Features seen in fewer wordings are noise and are left out; what a program made up adds none. */
  readonly minCount: number
}

export const TRAINING: TrainingOptions = { epochs: 4, rate: 25, minCount: 2 }
/** What a person wrote weighs at least this much. */
const WRITTEN = 0.5
const SEED = 20_261_124
/** Rare features learn faster than common ones, which every message corrects anyway; measured on held-out folds. */
const RARITY = 0.25
const COMMON = 10
/** What every message has learns at half speed: otherwise large labels win where nothing else speaks. */
const EVERYWHERE = 0.5
/** What was this clear sits out one round. */
const CLEAR = 0.1

interface Lesson extends Step {
  readonly weight: number
}

export function train(examples: readonly Example[], vocabulary: Vocabulary, options: TrainingOptions = TRAINING): Model {
  const labels = [...new Set(examples.map((example) => example.label))].sort()
  const columns = new Map(labels.map((label, column) => [label, column]))
  const { features, rowOf, speeds } = dictionary(examples, vocabulary.numbers(), options.minCount)
  const descent = new Descent(labels.length, speeds)
  const scratch = new Int32Array(rowOf.length + 1)
  const lessons = examples.map((example): Lesson => {
    let count = 0
    for (const feature of example.features) {
      const row = rowOf[feature] ?? -1
      if (row >= 0) scratch[count++] = row
    }
    scratch[count++] = features.length
    const rows = descent.padded(scratch, count)
    return { rows, count, scale: scaleOf(example.features.length), column: columns.get(example.label) ?? 0, weight: example.weight }
  })
  rounds(descent, lessons, options)
  return Model.of(labels, features, descent.weights)
}

function rounds(descent: Descent, lessons: readonly Lesson[], { epochs, rate }: TrainingOptions): void {
  const order = Uint32Array.from(lessons.keys())
  const clear = new Uint8Array(lessons.length)
  const random = seeded(SEED)
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(order, random)
    const pace = rate * (1 - epoch / epochs)
    for (const at of order) {
      const lesson = lessons[at]
      clear[at] = lesson && !clear[at] && descent.learn(lesson, pace * lesson.weight) < CLEAR ? 1 : 0
    }
  }
}

interface Dictionary {
  /** What the model will know, by row: ascending. */
  readonly features: Int32Array
  /** Row by place in the vocabulary; -1 for what is left out. */
  readonly rowOf: Int32Array
  /** How fast each row learns; the last one is every message's. */
  readonly speeds: Float32Array
}

/** @param numbers by place in the vocabulary */
function dictionary(examples: readonly Example[], numbers: Int32Array, minCount: number): Dictionary {
  const wordings = new Int32Array(numbers.length)
  const all = new Int32Array(numbers.length)
  for (const { features, weight } of examples) {
    const written = weight >= WRITTEN ? 1 : 0
    for (const place of features) {
      all[place] = (all[place] ?? 0) + 1
      wordings[place] = (wordings[place] ?? 0) + written
    }
  }
  const numberAt = (place: number): number => numbers[place] ?? 0
  const kept = [...numbers.keys()].filter((place) => (wordings[place] ?? 0) >= minCount).sort((a, b) => numberAt(a) - numberAt(b))
  const rowOf = new Int32Array(numbers.length).fill(-1)
  for (const [row, place] of kept.entries()) rowOf[place] = row
  const speeds = Float32Array.from([...kept.map((place) => (COMMON / ((all[place] ?? 0) + COMMON)) ** RARITY), EVERYWHERE])
  return { features: Int32Array.from(kept, numberAt), rowOf, speeds }
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1))
    const kept = order[at] ?? 0
    order[at] = order[other] ?? 0
    order[other] = kept
  }
}
