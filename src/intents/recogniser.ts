/** A trained model with its confidence curves: predicts readings of a message. */
import { type Curve, confidenceOf, type Signals } from './calibrate.ts'
import { featuresOf, type Said } from './features.ts'
import { labelOf } from './labels.ts'
import { type Model, softmax } from './model.ts'
import type { Meaning, Reading } from './understanding.ts'

export interface Curves {
  readonly ours: Curve
  readonly none: Curve
}

const NONE = 'none'
/** How many readings are worth showing. */
export const READINGS = 5

/** A meaning that can be recognised, and the plain words for it. */
export interface Known {
  readonly meaning: Meaning
  readonly means?: string | undefined
}

export class Recogniser {
  readonly model: Model
  readonly curves: Curves
  /** By label. */
  readonly known: ReadonlyMap<string, Known>

  constructor(model: Model, curves: Curves, known: readonly Known[]) {
    this.model = model
    this.curves = curves
    this.known = new Map(known.map((one) => [labelOf(one.meaning), one]))
  }

  /** The five likeliest readings, best first; none for a message without words. */
  predict(said: Said): Reading[] {
    const features = featuresOf(said)
    if (features.length === 0) return []
    const { ranked, signals } = judge(this.model, features)
    const best = ranked[0]
    if (!best) return []
    const confidence = confidenceOf(signals, best.label === NONE ? this.curves.none : this.curves.ours)
    // What the best reading does not have is shared out among the others as the model sees them.
    const rest = (1 - confidence) / Math.max(1 - best.share, 1e-9)
    return ranked.slice(0, READINGS).map(({ label, share }, at) => ({
      ...(this.known.get(label)?.meaning ?? { intent: label }),
      confidence: at === 0 ? confidence : Math.min(confidence, share * rest),
    }))
  }

  /** The features that spoke for a label, strongest first. */
  why(said: Said, label: string): { feature: string; share: number }[] {
    return this.model.reasons(featuresOf(said), label)
  }
}

/** The labels by share, and what the confidence curves look at. */
export function judge(model: Model, features: readonly string[]): { ranked: { label: string; share: number }[]; signals: Signals } {
  const encoded = model.encode(features)
  const shares = softmax(model.scores(encoded))
  const ranked = model.labels.map((label, at) => ({ label, share: shares[at] ?? 0 })).sort((a, b) => b.share - a.share)
  return { ranked, signals: { first: ranked[0]?.share ?? 0, second: ranked[1]?.share ?? 0, known: encoded.known, size: features.length } }
}
