/** Multinomial softmax regression over sparse features: one row of weights a feature, one column a label. */

/** A message as the model sees it. */
export interface Encoded {
  /** Rows of the known features, and the one that every message has. */
  readonly rows: Int32Array
  /** Every feature counts alike; unknown ones dilute the known, so that what resembles nothing scores low. */
  readonly scale: number
  /** The share of the features that is known. */
  readonly known: number
}

/** What a model is made of, as it lies on disk: weights of one byte each take a quarter of the room and of the time to read. */
export interface ModelParts {
  readonly labels: readonly string[]
  /** The number of each row's feature, ascending. */
  readonly features: Int32Array<ArrayBufferLike>
  /** One row a feature, and a last one that every message has; `labels.length` columns. */
  readonly weights: Int8Array<ArrayBufferLike>
  /** What one is worth in each row. */
  readonly units: Float32Array<ArrayBufferLike>
}

const LARGEST = 127

export class Model {
  readonly parts: ModelParts

  /** @throws RangeError when the parts do not fit each other */
  constructor(parts: ModelParts) {
    const rows = parts.features.length + 1
    if (parts.units.length !== rows || parts.weights.length !== rows * parts.labels.length) throw new RangeError('the parts of a model do not fit')
    this.parts = parts
  }

  /** @param exact the weights as they were learned, in the order of `features` */
  static of(labels: readonly string[], features: Int32Array, exact: Float32Array): Model {
    const width = labels.length
    const units = new Float32Array(features.length + 1)
    const weights = new Int8Array(units.length * width)
    for (let row = 0; row < units.length; row += 1) {
      const line = exact.subarray(row * width, (row + 1) * width)
      units[row] = line.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / LARGEST || 1
      const unit = units[row] ?? 1
      for (let label = 0; label < width; label += 1) weights[row * width + label] = Math.round((line[label] ?? 0) / unit)
    }
    return new Model({ labels, features, weights, units })
  }

  get labels(): readonly string[] {
    return this.parts.labels
  }

  /** @param features the numbers of a message's features, each once */
  encode(features: Int32Array): Encoded {
    const rows = new Int32Array(features.length + 1)
    let known = 0
    for (const feature of features) {
      const row = this.#rowOf(feature)
      if (row < 0) continue
      rows[known] = row
      known += 1
    }
    rows[known] = this.parts.features.length
    return { rows: rows.subarray(0, known + 1), scale: scaleOf(features.length), known: features.length === 0 ? 0 : known / features.length }
  }

  /** One score a label, before softmax. */
  scores({ rows, scale }: Encoded): Float64Array<ArrayBuffer> {
    const { weights, units } = this.parts
    const width = this.labels.length
    const scores = new Float64Array(width)
    for (const row of rows) {
      const unit = scale * (units[row] ?? 0)
      const from = row * width
      for (let label = 0; label < width; label += 1) scores[label] = (scores[label] ?? 0) + unit * (weights[from + label] ?? 0)
    }
    return scores
  }

  /**
   * What spoke for a label: the features with the largest share in its score.
   * @param names a message's features: number → name
   */
  reasons(names: ReadonlyMap<number, string>, label: string, count = 5): { feature: string; share: number }[] {
    const column = this.labels.indexOf(label)
    const scale = scaleOf(names.size)
    return [...names]
      .flatMap(([number, feature]) => {
        const row = this.#rowOf(number)
        const weight = this.parts.weights[row * this.labels.length + column] ?? 0
        return row < 0 || column < 0 ? [] : [{ feature, share: weight * (this.parts.units[row] ?? 0) * scale }]
      })
      .sort((a, b) => b.share - a.share)
      .slice(0, count)
  }

  /** -1 for an unknown feature. */
  #rowOf(feature: number): number {
    const { features } = this.parts
    let from = 0
    let to = features.length
    while (from < to) {
      const middle = (from + to) >>> 1
      if ((features[middle] ?? 0) < feature) from = middle + 1
      else to = middle
    }
    return features[from] === feature ? from : -1
  }
}

/** @param features how many a message has in all */
export const scaleOf = (features: number): number => 1 / Math.sqrt(features + 1)

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
