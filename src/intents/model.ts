/** Multinomial softmax regression over sparse features: one row of weights a feature, one column a label. */

/** A message as numbers: which known features it has, and how many it has in all. */
export interface Encoded {
  /** Rows of the known features and of what every message has, filled up with the empty row to a multiple of `STRIDE`. */
  readonly rows: Int32Array
  /** How many of them are not filling. */
  readonly count: number
  /** Every feature counts alike; unknown ones dilute the known, so that what resembles nothing scores low. */
  readonly scale: number
  /** The share of the features that is known. */
  readonly known: number
}

/** Rows are summed up this many at a time: five times as fast as one by one. */
const STRIDE = 8

export class Model {
  readonly labels: readonly string[]
  /** Feature → row. */
  readonly rows: ReadonlyMap<string, number>
  /** One row a feature, one that every message has, and one that stays empty; `labels.length` columns. */
  readonly weights: Float32Array<ArrayBufferLike>

  constructor(
    labels: readonly string[],
    rows: ReadonlyMap<string, number>,
    weights: Float32Array<ArrayBufferLike> = new Float32Array(Model.sizeOf(labels, rows)),
  ) {
    this.labels = labels
    this.rows = rows
    this.weights = weights
  }

  /** How many weights there are. */
  static sizeOf(labels: readonly string[], rows: ReadonlyMap<string, number>): number {
    return (rows.size + 2) * labels.length
  }

  encode(features: readonly string[]): Encoded {
    const rows: number[] = []
    for (const feature of features) {
      const row = this.rows.get(feature)
      if (row !== undefined) rows.push(row)
    }
    return encoded(rows, features.length, this.rows.size)
  }

  /** One score a label, before softmax. */
  scores({ rows, scale }: Pick<Encoded, 'rows' | 'scale'>, into: Float64Array<ArrayBuffer> = new Float64Array(this.labels.length)): Float64Array<ArrayBuffer> {
    const { weights } = this
    const width = this.labels.length
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
    return into
  }

  /** What spoke for a label: the features with the largest share in its score. */
  reasons(features: readonly string[], label: string, count = 5): { feature: string; share: number }[] {
    const column = this.labels.indexOf(label)
    const scale = scaleOf(features.length)
    return features
      .flatMap((feature) => {
        const row = this.rows.get(feature)
        return row === undefined || column < 0 ? [] : [{ feature, share: (this.weights[row * this.labels.length + column] ?? 0) * scale }]
      })
      .sort((a, b) => b.share - a.share)
      .slice(0, count)
  }
}

const scaleOf = (features: number): number => 1 / Math.sqrt(features + 1)

/**
 * @param known rows of the features that the model knows
 * @param features how many features there are in all
 * @param size how many features the model knows in all
 */
export function encoded(known: ArrayLike<number>, features: number, size: number): Encoded {
  const count = known.length + 1
  const rows = new Int32Array(Math.ceil(count / STRIDE) * STRIDE).fill(size + 1)
  rows.set(known)
  rows[known.length] = size
  return { rows, count, scale: scaleOf(features), known: features === 0 ? 0 : known.length / features }
}

/** Turns scores into shares that add up to 1, in place. */
export function softmax(scores: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  let highest = Number.NEGATIVE_INFINITY
  for (const score of scores) highest = Math.max(highest, score)
  let sum = 0
  for (let at = 0; at < scores.length; at += 1) {
    const share = Math.exp((scores[at] ?? 0) - highest)
    scores[at] = share
    sum += share
  }
  for (let at = 0; at < scores.length; at += 1) scores[at] = (scores[at] ?? 0) / sum
  return scores
}
