/**
 * From shares to confidence: how often readings like this one proved right on wordings the model had not seen.
 * A logistic curve over a few signals, fitted on held-out folds; one curve for our meanings and one for `none`,
 * because unfamiliar words speak against a meaning of ours and for `none`.
 */
import { fitWeights, probability, type Weights } from './logistic.ts'

/** What the curve looks at; each can be shown to a person. */
export interface Signals {
  /** The best label's share of the softmax, and the second's. */
  readonly first: number
  readonly second: number
  /** The share of the message's features that the wordings know. */
  readonly known: number
  /** How many features the message has: a single word says less than a sentence. */
  readonly size: number
  /** The best label's share among the wordings most like the message; 0 where they were not asked. */
  readonly near: number
  /** How like the message the nearest wording is. */
  readonly alike: number
}

export interface Judged extends Signals {
  readonly right: boolean
}

export type Curve = Weights

const vector = ({ first, second, known, size, near, alike }: Signals): number[] => [
  1,
  oddsOf(first),
  Math.log((first + 1e-4) / (second + 1e-4)),
  known,
  Math.log1p(size) / 4,
  near,
  alike,
]

/** A share as a number without bounds; 0 for a half. */
export const oddsOf = (share: number): number => Math.log((share + 1e-4) / (1 - share + 1e-4))

/** The probability that the best label is right. */
export const confidenceOf = (signals: Signals, curve: Curve): number => probability(vector(signals), curve)

/** Where there is nothing to learn from, the softmax share itself is the confidence. */
const AS_IT_IS: Curve = [0, 1, 0, 0, 0, 0, 0]

export const fitCurve = (examples: readonly Judged[]): Curve =>
  fitWeights(
    examples.map((example) => ({ values: vector(example), right: example.right })),
    AS_IT_IS,
  )
