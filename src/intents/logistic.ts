/** Logistic regression over a handful of values: small enough to be fitted exactly, and repeatable to the bit. */

/** One weight a value. */
export type Weights = readonly number[]

export interface Case {
  readonly values: readonly number[]
  readonly right: boolean
}

export function probability(values: readonly number[], weights: Weights): number {
  let sum = 0
  for (let at = 0; at < values.length; at += 1) sum += (values[at] ?? 0) * (weights[at] ?? 0)
  return 1 / (1 + Math.exp(-sum))
}

const STEPS = 25
/** Keeps the weights tame where cases are few. */
const RIDGE = 0.5

/**
 * Newton's method; exact enough in a few steps.
 * @param start what holds where there is nothing to learn from; the weights are kept near it
 */
export function fitWeights(cases: readonly Case[], start: Weights): Weights {
  let weights: Weights = start
  for (let step = 0; step < STEPS; step += 1) {
    const gradient = weights.map((value, at) => RIDGE * (value - (start[at] ?? 0)))
    const curvature = weights.map((_, row) => weights.map((__, column) => (row === column ? RIDGE : 0)))
    for (const each of cases) accumulate(each, weights, gradient, curvature)
    const next = stepped(cases, weights, solve(curvature, gradient), start)
    if (!next) break
    weights = next
  }
  return weights
}

const HALVINGS = 20

/** Newton's step, halved until it is one downhill: from far away a whole step may jump to where every probability is 0 or 1. */
function stepped(cases: readonly Case[], weights: Weights, change: readonly number[], start: Weights): number[] | undefined {
  const before = lossOf(cases, weights, start)
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const next = weights.map((value, at) => value - (change[at] ?? 0) / 2 ** halving)
    if (lossOf(cases, next, start) < before) return next
  }
  return undefined
}

function lossOf(cases: readonly Case[], weights: Weights, start: Weights): number {
  const ridge = weights.reduce((sum, value, at) => sum + (RIDGE / 2) * (value - (start[at] ?? 0)) ** 2, 0)
  return cases.reduce((sum, { values, right }) => {
    const expected = probability(values, weights)
    return sum - Math.log(Math.max(right ? expected : 1 - expected, 1e-12))
  }, ridge)
}

function accumulate({ values, right }: Case, weights: Weights, gradient: number[], curvature: number[][]): void {
  const expected = probability(values, weights)
  const error = expected - (right ? 1 : 0)
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
