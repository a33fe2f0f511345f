/**
 * From shares to confidence: how often readings like this one proved right on wordings the model had not seen.
 * A logistic curve over a few signals, fitted on held-out folds; one curve for our meanings and one for `none`,
 * because unfamiliar words speak against a meaning of ours and for `none`.
 */

/** What the curve looks at; each can be shown to a person. */
export interface Signals {
  /** The best label's share of the softmax, and the second's. */
  readonly first: number
  readonly second: number
  /** The share of the message's features that the wordings know. */
  readonly known: number
  /** How many features the message has: a single word says less than a sentence. */
  readonly size: number
}

export interface Judged extends Signals {
  readonly right: boolean
}

export type Curve = readonly number[]

const vector = ({ first, second, known, size }: Signals): number[] => {
  const odds = Math.log((first + 1e-4) / (1 - first + 1e-4))
  return [1, odds, Math.log((first + 1e-4) / (second + 1e-4)), known, Math.log1p(size) / 4]
}

/** The probability that the best label is right. */
export function confidenceOf(signals: Signals, curve: Curve): number {
  const sum = vector(signals).reduce((total, value, at) => total + value * (curve[at] ?? 0), 0)
  return 1 / (1 + Math.exp(-sum))
}

const STEPS = 25
/** Keeps the curve tame where examples are few. */
const RIDGE = 0.5

/** Newton's method for logistic regression; exact enough in a few steps, and repeatable. */
export function fitCurve(examples: readonly Judged[]): Curve {
  const size = vector({ first: 0, second: 0, known: 0, size: 0 }).length
  // Where there is nothing to learn from, the softmax share itself is the confidence.
  let curve: number[] = Array.from({ length: size }, (_, at) => (at === 1 ? 1 : 0))
  const start = curve
  for (let step = 0; step < STEPS; step += 1) {
    const gradient = curve.map((value, at) => RIDGE * (value - (start[at] ?? 0)))
    const curvature = curve.map((_, row) => curve.map((__, column) => (row === column ? RIDGE : 0)))
    for (const example of examples) accumulate(example, curve, gradient, curvature)
    const next = stepped(examples, curve, solve(curvature, gradient), start)
    if (!next) break
    curve = next
  }
  return curve
}

const HALVINGS = 20

/** Newton's step, halved until it is one downhill: from far away a whole step may jump to where every probability is 0 or 1. */
function stepped(examples: readonly Judged[], curve: Curve, change: readonly number[], start: Curve): number[] | undefined {
  const before = lossOf(examples, curve, start)
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const next = curve.map((value, at) => value - (change[at] ?? 0) / 2 ** halving)
    if (lossOf(examples, next, start) < before) return next
  }
  return undefined
}

function lossOf(examples: readonly Judged[], curve: Curve, start: Curve): number {
  const ridge = curve.reduce((sum, value, at) => sum + (RIDGE / 2) * (value - (start[at] ?? 0)) ** 2, 0)
  return examples.reduce((sum, example) => {
    const confidence = confidenceOf(example, curve)
    return sum - Math.log(Math.max(example.right ? confidence : 1 - confidence, 1e-12))
  }, ridge)
}

function accumulate(example: Judged, curve: Curve, gradient: number[], curvature: number[][]): void {
  const values = vector(example)
  const expected = confidenceOf(example, curve)
  const error = expected - (example.right ? 1 : 0)
  const slope = expected * (1 - expected)
  for (const [row, value] of values.entries()) {
    gradient[row] = (gradient[row] ?? 0) + error * value
    const line = curvature[row]
    if (line) for (const [column, other] of values.entries()) line[column] = (line[column] ?? 0) + slope * value * other
  }
}

/** Gaussian elimination; the ridge keeps the matrix positive, so no pivoting is needed. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((line, at) => [...line, right[at] ?? 0])
  for (const [at, pivot] of rows.entries()) {
    const scale = pivot[at] ?? 1
    for (let column = at; column < pivot.length; column += 1) pivot[column] = (pivot[column] ?? 0) / scale
    for (const [other, line] of rows.entries()) {
      const factor = line[at] ?? 0
      if (other === at || factor === 0) continue
      for (let column = at; column < line.length; column += 1) line[column] = (line[column] ?? 0) - factor * (pivot[column] ?? 0)
    }
  }
  return rows.map((line) => line.at(-1) ?? 0)
}
