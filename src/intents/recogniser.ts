/** A trained model with its confidence curves: predicts readings of a message. */
import { type Curve, confidenceOf, type Signals } from './calibrate.ts'
import { clausesOf } from './clauses.ts'
import { featuresOf, leaning, namesOf, type Said, SHORT } from './features.ts'
import { labelOf } from './labels.ts'
import { type Model, softmax } from './model.ts'
import type { Heard, Neighbours } from './neighbours.ts'
import type { TopicFinder } from './topics.ts'
import type { Meaning, Reading } from './understanding.ts'

export interface Curves {
  readonly ours: Curve
  readonly none: Curve
}

const NONE = 'none'
/** The classifier's label for every topic that is left to the index: an answer, to be found. */
export const SOME_TOPIC = 'answer'
/** How many readings are worth showing. */
export const READINGS = 5

/** A meaning that can be recognised, and the plain words for it. */
export interface Known {
  readonly meaning: Meaning
  readonly means?: string | undefined
}

/** The classifier and the nearest wordings: together they judge. */
export interface Voices {
  readonly model: Model
  readonly neighbours: Neighbours
}

export class Recogniser implements Voices {
  readonly model: Model
  readonly neighbours: Neighbours
  readonly curves: Curves
  /** By label. */
  readonly known: ReadonlyMap<string, Known>

  /** Where there are more topics than the classifier learns. */
  readonly finder: TopicFinder | undefined

  constructor({ model, neighbours }: Voices, curves: Curves, known: readonly Known[], finder?: TopicFinder) {
    this.model = model
    this.neighbours = neighbours
    this.curves = curves
    this.finder = finder
    this.known = new Map(known.map((one) => [labelOf(one.meaning), one]))
  }

  /**
   * Takes a message in once. The function tells its five likeliest readings, best first, by itself or after the label
   * of what was understood just before; none for a message without words.
   */
  readerOf(said: Said): (after?: string) => Reading[] {
    const judge = judgeOf(this, said)
    return (after) => {
      const judged = judge?.(this.#meant(after))
      if (!judged) return []
      const read = this.#readingsOf(judged)
      return (this.finder ? withTopics(read, this.#find(this.finder, said, judged)) : read).slice(0, READINGS)
    }
  }

  #readingsOf({ ranked, signals }: Judgement): Reading[] {
    const best = ranked[0]
    if (!best) return []
    const confidence = confidenceOf(signals, best.label === NONE ? this.curves.none : this.curves.ours)
    // What the best reading does not have is shared out among the others as the model sees them.
    const rest = (1 - confidence) / Math.max(1 - best.share, 1e-9)
    return ranked
      .slice(0, READINGS)
      .map(({ label, share }, at) => ({ ...this.#meaning(label), confidence: at === 0 ? confidence : Math.min(confidence, share * rest) }))
  }

  /** The best topics of the index; what the first does not have is shared among the others. */
  #find(finder: TopicFinder, said: Said, { ranked }: Judgement): Reading[] {
    const found = finder.find(said.text).slice(0, READINGS)
    const share = ranked.find(({ label }) => label === SOME_TOPIC)?.share ?? 0
    const confidence = finder.confidence(found, share)
    const others = found.slice(1).reduce((sum, { score }) => sum + score, 0)
    return found.map(({ label, score }, at) => ({
      ...this.#meaning(label),
      confidence: at === 0 ? confidence : Math.min(confidence, (share * (1 - confidence) * score) / Math.max(others, 1e-9)),
    }))
  }

  #meaning(label: string): Meaning {
    return this.known.get(label)?.meaning ?? { intent: label }
  }

  /** The features that spoke for a label, strongest first. */
  why(said: Said, label: string, after?: string): { feature: string; share: number }[] {
    return this.model.reasons(namesOf(said, this.#meant(after)), label)
  }

  #meant(label: string | undefined): Meaning | undefined {
    return label === undefined ? undefined : this.known.get(label)?.meaning
  }
}

/** Readings of the classifier and of the index together; where both are sure, each is less so. */
function withTopics(read: readonly Reading[], topics: readonly Reading[]): Reading[] {
  const others = read.filter(({ intent, topic }) => intent !== SOME_TOPIC || topic !== undefined)
  const sum = (others[0]?.confidence ?? 0) + (topics[0]?.confidence ?? 0)
  const scale = sum > 1 ? 1 / sum : 1
  return [...others, ...topics].map((reading) => ({ ...reading, confidence: reading.confidence * scale })).sort((a, b) => b.confidence - a.confidence)
}

/** The labels by share, and what the confidence curves look at. */
export interface Judgement {
  readonly ranked: readonly { label: string; share: number }[]
  readonly signals: Signals
}

/** Above this share the whole message speaks for itself. */
const CLEAR = 0.5
/** A clause must be this clear to be heard over the rest. */
const CLEAR_CLAUSE = 0.9
/** What the whole and its clearest clause weigh: as little more as lets a wish be heard behind a story that is surely chatter. */
const WEIGHT_OF_CLAUSE = 0.55

/** Looks a message over once and judges it, by itself or after a meaning; undefined for a message without words. */
export function judgeOf({ model, neighbours }: Voices, said: Said): ((after?: Meaning) => Judgement) | undefined {
  const own = featuresOf(said)
  if (own.length === 0) return undefined
  const heard = neighbours.hear(said)
  const alone = joined(judge(model, own), heard, model.labels)
  return (after) => withClauses(model, said, after ? inContext(alone, afterThat(model, said, own, after, heard)) : alone)
}

/** Where the whole message is doubtful or nothing of ours, what its clearest clause says counts too. */
function withClauses(model: Model, said: Said, whole: Judgement): Judgement {
  if (whole.ranked[0]?.label !== NONE && whole.signals.first >= CLEAR) return whole
  let clearest: Judgement | undefined
  for (const clause of clausesOf(said)) {
    const part = judge(model, featuresOf(clause))
    const wish = part.ranked[0]?.label !== NONE && part.signals.first >= CLEAR_CLAUSE
    if (wish && part.signals.first > (clearest?.signals.first ?? 0)) clearest = part
  }
  return clearest ? blend(whole, clearest) : whole
}

/** Short messages lean on what was said before; the wordings most like them do not know what that was. */
function afterThat(model: Model, said: Said, own: Int32Array, after: Meaning, heard: Heard): Judgement {
  const judged = judge(model, leaning(own, said, after))
  return said.text.length <= SHORT ? judged : joined(judged, heard, model.labels)
}

/** What was said before helps to read a message; it makes nobody doubt what the message says by itself. */
function inContext(alone: Judgement, after: Judgement): Judgement {
  const agreed = alone.ranked[0]?.label === after.ranked[0]?.label
  return agreed && alone.signals.first > after.signals.first ? alone : after
}

/** How loud the nearest wordings speak, and what a label has that none of them has; measured on held-out folds. */
const VOICE = 0.65
const UNHEARD = 0.02

/** What the classifier and the nearest wordings say together. */
export function joined({ ranked, signals }: Judgement, { shares, alike }: Heard, labels: readonly string[], voice = VOICE): Judgement {
  const near = new Map([...shares].map(([number, share]) => [labels[number], share]))
  const weighed = ranked.map(({ label, share }) => ({ label, share: share * ((near.get(label) ?? 0) + UNHEARD) ** voice }))
  const sum = weighed.reduce((total, { share }) => total + share, 0)
  const together = sorted(weighed.map(({ label, share }) => ({ label, share: share / sum })))
  const [first, second] = together
  return {
    ranked: together,
    signals: { ...signals, first: first?.share ?? 0, second: second?.share ?? 0, near: near.get(first?.label) ?? 0, alike },
  }
}

function blend(whole: Judgement, clause: Judgement): Judgement {
  const shares = new Map(whole.ranked.map(({ label, share }) => [label, (1 - WEIGHT_OF_CLAUSE) * share]))
  for (const { label, share } of clause.ranked) shares.set(label, (shares.get(label) ?? 0) + WEIGHT_OF_CLAUSE * share)
  const ranked = sorted([...shares].map(([label, share]) => ({ label, share })))
  return { ranked, signals: { ...whole.signals, first: ranked[0]?.share ?? 0, second: ranked[1]?.share ?? 0 } }
}

/** What the classifier says by itself. */
export function judge(model: Model, features: Int32Array): Judgement {
  const encoded = model.encode(features)
  const shares = softmax(model.scores(encoded))
  const ranked = sorted(model.labels.map((label, at) => ({ label, share: shares[at] ?? 0 })))
  return { ranked, signals: { first: ranked[0]?.share ?? 0, second: ranked[1]?.share ?? 0, known: encoded.known, size: features.length, near: 0, alike: 0 } }
}

const sorted = (ranked: { label: string; share: number }[]) => ranked.sort((a, b) => b.share - a.share)
