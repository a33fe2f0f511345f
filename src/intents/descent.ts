/** Gradient descent on softmax regression, one example at a time: where the time of training goes, so it is written for speed. */
import { softmax } from './model.ts'

/** An example by the rows of its features. */
export interface Step {
  /** Filled up with the empty row to a multiple of `STRIDE`. */
  readonly rows: Int32Array
  /** How many of them are not filling. */
  readonly count: number
  readonly scale: number
  /** The right label's. */
  readonly column: number
}

/** Rows are summed up this many at a time: five times as fast as one by one. */
const STRIDE = 8
/** Labels whose error is smaller are not worth the step; most of the eighty are at any time. */
const NEGLIGIBLE = 0.003

export class Descent {
  /** Row by row; the last one stays empty. */
  readonly weights: Float32Array
  readonly #width: number
  readonly #speeds: Float32Array
  readonly #scores: Float64Array<ArrayBuffer>
  readonly #active: Int32Array
  readonly #steps: Float64Array

  /** @param speeds how fast each row learns */
  constructor(width: number, speeds: Float32Array) {
    this.weights = new Float32Array((speeds.length + 1) * width)
    this.#width = width
    this.#speeds = speeds
    this.#scores = new Float64Array(width)
    this.#active = new Int32Array(width)
    this.#steps = new Float64Array(width)
  }

  /** Rows as steps take them. */
  padded(rows: ArrayLike<number>, count: number): Int32Array {
    const padded = new Int32Array(Math.ceil(count / STRIDE) * STRIDE).fill(this.#speeds.length)
    for (let at = 0; at < count; at += 1) padded[at] = rows[at] ?? 0
    return padded
  }

  /** @returns how far from certain the right label was before: 0 to 1 */
  learn({ rows, count, scale, column }: Step, rate: number): number {
    const scores = this.#scores
    this.#score(rows, scale)
    softmax(scores)
    const doubt = 1 - (scores[column] ?? 0)
    scores[column] = -doubt
    let wrong = 0
    for (let label = 0; label < this.#width; label += 1) {
      const error = scores[label] ?? 0
      if (error < NEGLIGIBLE && error > -NEGLIGIBLE) continue
      this.#active[wrong] = label
      this.#steps[wrong] = rate * scale * error
      wrong += 1
    }
    this.#move(rows, count, wrong)
    return doubt
  }

  #score(rows: Int32Array, scale: number): void {
    const { weights } = this
    const width = this.#width
    const into = this.#scores
    into.fill(0)
    for (let at = 0; at < rows.length; at += STRIDE) {
      const a = (rows[at] ?? 0) * width
      const b = (rows[at + 1] ?? 0) * width
      const c = (rows[at + 2] ?? 0) * width
      const d = (rows[at + 3] ?? 0) * width
      const e = (rows[at + 4] ?? 0) * width
      const f = (rows[at + 5] ?? 0) * width
      const g = (rows[at + 6] ?? 0) * width
      const h = (rows[at + 7] ?? 0) * width
      for (let label = 0; label < width; label += 1) {
        const first = (weights[a + label] ?? 0) + (weights[b + label] ?? 0) + (weights[c + label] ?? 0) + (weights[d + label] ?? 0)
        const second = (weights[e + label] ?? 0) + (weights[f + label] ?? 0) + (weights[g + label] ?? 0) + (weights[h + label] ?? 0)
        into[label] = (into[label] ?? 0) + first + second
      }
    }
    for (let label = 0; label < width; label += 1) into[label] = (into[label] ?? 0) * scale
  }

  /** Row by row, as the weights lie in memory. */
  #move(rows: Int32Array, count: number, wrong: number): void {
    const { weights } = this
    const active = this.#active
    const steps = this.#steps
    for (let at = 0; at < count; at += 1) {
      const row = rows[at] ?? 0
      const from = row * this.#width
      const speed = this.#speeds[row] ?? 1
      for (let each = 0; each < wrong; each += 1) {
        const place = from + (active[each] ?? 0)
        weights[place] = (weights[place] ?? 0) - speed * (steps[each] ?? 0)
      }
    }
  }
}
