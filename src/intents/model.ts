/** Multinomial softmax regression over sparse features: one row of weights a feature, one column a label. */

/** A message as numbers: which known features it has, and how many it has in all. */
export interface Encoded {
  readonly rows: Int32Array
  /** Every feature counts alike; unknown ones dilute the known, so that what resembles nothing scores low. */
  readonly scale: number
  /** The share of the features that is known. */
  readonly known: number
}

export class Model {
  readonly labels: readonly string[]
  /** Feature → row. */
  readonly rows: ReadonlyMap<string, number>
  /** `rows.size` × `labels.length`, row by row; the last row is every message's. */
  readonly weights: Float32Array

  constructor(labels: readonly string[], rows: ReadonlyMap<string, number>, weights: Float32Array) {
    this.labels = labels
    this.rows = rows
    this.weights = weights
  }

  encode(features: readonly string[]): Encoded {
    const rows: number[] = []
    for (const feature of features) {
      const row = this.rows.get(feature)
      if (row !== undefined) rows.push(row)
    }
    const known = features.length === 0 ? 0 : rows.length / features.length
    rows.push(this.rows.size)
    return { rows: Int32Array.from(rows), scale: 1 / Math.sqrt(features.length + 1), known }
  }

  /** One score a label, before softmax. */
  scores({ rows, scale }: Encoded, into = new Float64Array(this.labels.length)): Float64Array {
    into.fill(0)
    const width = this.labels.length
    for (const row of rows) {
      const from = row * width
      for (let label = 0; label < width; label += 1) into[label] = (into[label] ?? 0) + (this.weights[from + label] ?? 0)
    }
    for (let label = 0; label < width; label += 1) into[label] = (into[label] ?? 0) * scale
    return into
  }

  /** What spoke for a label: the features with the largest share in its score. */
  reasons(features: readonly string[], label: string, count = 5): { feature: string; share: number }[] {
    const column = this.labels.indexOf(label)
    const scale = 1 / Math.sqrt(features.length + 1)
    return features
      .flatMap((feature) => {
        const row = this.rows.get(feature)
        return row === undefined || column < 0 ? [] : [{ feature, share: (this.weights[row * this.labels.length + column] ?? 0) * scale }]
      })
      .sort((a, b) => b.share - a.share)
      .slice(0, count)
  }
}

/** Turns scores into shares that add up to 1, in place. */
export function softmax(scores: Float64Array, temperature = 1): Float64Array {
  let highest = Number.NEGATIVE_INFINITY
  for (const score of scores) highest = Math.max(highest, score)
  let sum = 0
  for (let at = 0; at < scores.length; at += 1) {
    const share = Math.exp(((scores[at] ?? 0) - highest) / temperature)
    scores[at] = share
    sum += share
  }
  for (let at = 0; at < scores.length; at += 1) scores[at] = (scores[at] ?? 0) / sum
  return scores
}
