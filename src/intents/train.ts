/** Training: plain stochastic gradient descent, repeatable to the bit. */
import { seeded } from '../lib/random.ts'
import { type Encoded, encoded, Model, softmax } from './model.ts'

/** All features of all lessons, each under a number. */
export class Vocabulary {
  readonly #numbers = new Map<string, number>()

  numbersOf(features: readonly string[]): Int32Array {
    const numbers = new Int32Array(features.length)
    for (let at = 0; at < features.length; at += 1) numbers[at] = this.#numberOf(features[at] ?? '')
    return numbers
  }

  #numberOf(feature: string): number {
    const known = this.#numbers.get(feature)
    if (known !== undefined) return known
    this.#numbers.set(feature, this.#numbers.size)
    return this.#numbers.size - 1
  }

  /** By number. */
  names(): string[] {
    return [...this.#numbers.keys()]
  }
}

export interface Example {
  /** By the vocabulary's numbers, each once. */
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
/** Labels whose error is smaller are not worth the step; most of the eighty are at any time. */
const NEGLIGIBLE = 0.003

interface Lesson {
  readonly encoded: Encoded
  readonly column: number
  readonly weight: number
}

export function train(examples: readonly Example[], vocabulary: Vocabulary, options: TrainingOptions = TRAINING): Model {
  const labels = [...new Set(examples.map((example) => example.label))].sort()
  const columns = new Map(labels.map((label, column) => [label, column]))
  const { rows, rowOf, speeds } = dictionary(examples, vocabulary.names(), options.minCount)
  const model = new Model(labels, rows)
  const lessons = examples.map(({ features, label, weight }): Lesson => {
    const known = features.map((feature) => rowOf[feature] ?? -1).filter((row) => row >= 0)
    return { encoded: encoded(known, features.length, rows.size), column: columns.get(label) ?? 0, weight }
  })
  const order = Uint32Array.from(lessons.keys())
  const random = seeded(SEED)
  const learn = learner(model, speeds)
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    shuffle(order, random)
    const rate = options.rate * (1 - epoch / options.epochs)
    for (const at of order) {
      const lesson = lessons[at]
      if (lesson) learn(lesson, rate * lesson.weight)
    }
  }
  return model
}

/** Makes the function that takes one step; it works in places of its own, because it is called half a million times. */
function learner(model: Model, speeds: Float32Array): (lesson: Lesson, rate: number) => void {
  const { weights } = model
  const width = model.labels.length
  const scores = new Float64Array(width)
  const active = new Int32Array(width)
  const steps = new Float64Array(width)
  return ({ encoded: { rows, count, scale }, ...lesson }, rate) => {
    softmax(model.scores({ rows, scale }, scores))
    scores[lesson.column] = (scores[lesson.column] ?? 0) - 1
    let wrong = 0
    for (let label = 0; label < width; label += 1) {
      const error = scores[label] ?? 0
      if (error < NEGLIGIBLE && error > -NEGLIGIBLE) continue
      active[wrong] = label
      steps[wrong] = rate * scale * error
      wrong += 1
    }
    // Row by row, as the weights lie in memory.
    for (let at = 0; at < count; at += 1) {
      const row = rows[at] ?? 0
      const from = row * width
      const speed = speeds[row] ?? 1
      for (let each = 0; each < wrong; each += 1) {
        const place = from + (active[each] ?? 0)
        weights[place] = (weights[place] ?? 0) - speed * (steps[each] ?? 0)
      }
    }
  }
}

interface Dictionary {
  /** Feature → row. */
  readonly rows: Map<string, number>
  /** Row by the vocabulary's number; -1 for what is left out. */
  readonly rowOf: Int32Array
  /** How fast each row learns; the last one is every message's. */
  readonly speeds: Float32Array
}

function dictionary(examples: readonly Example[], names: readonly string[], minCount: number): Dictionary {
  const wordings = new Int32Array(names.length)
  const all = new Int32Array(names.length)
  for (const { features, weight } of examples) {
    for (const feature of features) {
      all[feature] = (all[feature] ?? 0) + 1
      if (weight >= WRITTEN) wordings[feature] = (wordings[feature] ?? 0) + 1
    }
  }
  const kept = [...names.keys()].filter((feature) => (wordings[feature] ?? 0) >= minCount)
  const rowOf = new Int32Array(names.length).fill(-1)
  for (const [row, feature] of kept.entries()) rowOf[feature] = row
  const speeds = Float32Array.from([...kept.map((feature) => (COMMON / ((all[feature] ?? 0) + COMMON)) ** RARITY), EVERYWHERE])
  return { rows: new Map(kept.map((feature, row) => [names[feature] ?? '', row])), rowOf, speeds }
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1))
    const kept = order[at] ?? 0
    order[at] = order[other] ?? 0
    order[other] = kept
  }
}
