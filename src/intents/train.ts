/** Training: plain stochastic gradient descent, repeatable to the bit. */
import { seeded } from '../lib/random.ts'
import { type Encoded, Model, softmax } from './model.ts'

export interface Example {
  readonly features: readonly string[]
  readonly label: string
  /** Below 1 for what a program made up. */
  readonly weight: number
}

export interface TrainingOptions {
  readonly epochs: number
  readonly rate: number
  /** Features seen in fewer wordings are noise and are left out; what a program made up adds none. */
  readonly minCount: number
}

export const TRAINING: TrainingOptions = { epochs: 6, rate: 20, minCount: 2 }
const SEED = 20_261_124
/** Rare features learn faster than common ones, which every message corrects anyway; measured on held-out folds. */
const RARITY = 0.25
const COMMON = 10
/** What every message has learns at half speed: otherwise large labels win where nothing else speaks. */
const EVERYWHERE = 0.5
/** Labels whose error is smaller are not worth the step; most of the eighty are at any time. */
const NEGLIGIBLE = 0.003

export function train(examples: readonly Example[], options: TrainingOptions = TRAINING): Model {
  const labels = [...new Set(examples.map((example) => example.label))].sort()
  const columns = new Map(labels.map((label, column) => [label, column]))
  const { rows, speeds } = dictionary(examples, options.minCount)
  const model = new Model(labels, rows, new Float32Array((rows.size + 1) * labels.length))
  const lessons = examples.map((example) => ({ encoded: model.encode(example.features), column: columns.get(example.label) ?? 0, weight: example.weight }))
  const order = Uint32Array.from(lessons.keys())
  const random = seeded(SEED)
  const scores = new Float64Array(labels.length)
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    shuffle(order, random)
    const rate = options.rate * (1 - epoch / options.epochs)
    for (const at of order) {
      const lesson = lessons[at]
      if (lesson) learn(model, lesson.encoded, lesson.column, rate * lesson.weight, speeds, scores)
    }
  }
  return model
}

function learn(model: Model, encoded: Encoded, column: number, rate: number, speeds: Float32Array, scores: Float64Array<ArrayBuffer>): void {
  softmax(model.scores(encoded, scores))
  scores[column] = (scores[column] ?? 0) - 1
  const width = model.labels.length
  const { weights } = model
  const step = rate * encoded.scale
  const active: number[] = []
  for (let label = 0; label < width; label += 1) {
    const error = scores[label] ?? 0
    if (error >= NEGLIGIBLE || error <= -NEGLIGIBLE) active.push(label)
  }
  // Row by row, as the weights lie in memory.
  for (const row of encoded.rows) {
    const from = row * width
    const pace = step * (speeds[row] ?? 1)
    for (const label of active) weights[from + label] = (weights[from + label] ?? 0) - pace * (scores[label] ?? 0)
  }
}

interface Dictionary {
  /** Feature → row. */
  readonly rows: Map<string, number>
  /** How fast each row learns; the last one is every message's. */
  readonly speeds: Float32Array
}

function dictionary(examples: readonly Example[], minCount: number): Dictionary {
  const counts = new Map<string, { wordings: number; all: number }>()
  for (const { features, weight } of examples) {
    for (const feature of features) {
      const count = counts.get(feature) ?? { wordings: 0, all: 0 }
      count.all += 1
      if (weight === 1) count.wordings += 1
      counts.set(feature, count)
    }
  }
  const kept = [...counts].filter(([, { wordings }]) => wordings >= minCount)
  const speeds = Float32Array.from([...kept.map(([, { all }]) => (COMMON / (all + COMMON)) ** RARITY), EVERYWHERE])
  return { rows: new Map(kept.map(([feature], row) => [feature, row])), speeds }
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1))
    const kept = order[at] ?? 0
    order[at] = order[other] ?? 0
    order[other] = kept
  }
}
