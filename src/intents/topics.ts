/**
 * Finds the topic of a message among thousands: an index fetches the twenty likeliest wordings, a small learned
 * ranking orders them. For the topics that are too many for the classifier.
 */
import { oddsOf } from './calibrate.ts'
import { gramsOf, likeness } from './likeness.ts'
import { type Case, fitWeights, probability, type Weights } from './logistic.ts'
import { LONGEST_SOUGHT, SentenceIndex } from './search.ts'
import { soundLetters } from './stretches.ts'

export interface Found {
  readonly label: string
  /** 0 to 1: how likely this wording asks the same as the message. */
  readonly score: number
}

export interface TopicWordings {
  readonly label: string
  /** In standard form. */
  readonly texts: readonly string[]
}

/** What a finder is made of. */
export interface FinderParts {
  readonly labels: readonly string[]
  /** All wordings. */
  readonly texts: readonly string[]
  /** The sound of each, one letter a syllable. */
  readonly sounds: readonly string[]
  /** Whose each is, by the label's number. */
  readonly owners: Uint32Array
  readonly index: SentenceIndex
  /** How candidates are ranked. */
  readonly ranking: Weights
  /** How sure the best of them is, together with what the classifier thinks. */
  readonly curve: Weights
}

const CANDIDATES = 20
/** So many wordings are enough to learn the ranking from. */
const LESSONS = 500
/** Without anything to learn from: likeness decides. */
const PLAIN: Weights = [-4, 4, 4, 2]
const PLAIN_CURVE: Weights = [-1, 0.5, 1, 0.3]

export class TopicFinder {
  readonly parts: FinderParts

  constructor(parts: FinderParts) {
    this.parts = parts
  }

  static of(topics: readonly TopicWordings[]): TopicFinder {
    const texts = topics.flatMap((topic) => topic.texts)
    const owners = Uint32Array.from(topics.flatMap((topic, owner) => topic.texts.map(() => owner)))
    const labels = topics.map(({ label }) => label)
    const sounds = texts.map(soundLetters)
    // Found by what is written and by how it sounds.
    const index = SentenceIndex.of(texts.map((text, at) => text + sounds[at]))
    const plain = new TopicFinder({ labels, texts, sounds, owners, index, ranking: PLAIN, curve: PLAIN_CURVE })
    return new TopicFinder({ ...plain.parts, ranking: fitWeights(plain.#cases(), PLAIN) })
  }

  withCurve(curve: Weights): TopicFinder {
    return new TopicFinder({ ...this.parts, curve })
  }

  /**
   * Each topic by its best wording, best first.
   * @param except a wording to look past, when it is the message itself
   */
  find(text: string, except?: string): Found[] {
    const best = new Map<string, number>()
    for (const { at, values } of this.#candidates(text.slice(0, LONGEST_SOUGHT), except)) {
      const label = this.#labelAt(at)
      best.set(label, Math.max(best.get(label) ?? 0, probability(values, this.parts.ranking)))
    }
    return [...best].map(([label, score]) => ({ label, score })).sort((a, b) => b.score - a.score)
  }

  /** The signals of how sure the best topic is; `share`: how much the classifier thinks that it is one of these topics at all. */
  static signals([first, second]: readonly Found[], share: number): number[] {
    const score = oddsOf(first?.score ?? 0)
    return [1, oddsOf(share), score, score - oddsOf(second?.score ?? 0)]
  }

  confidence(found: readonly Found[], share: number): number {
    return found.length === 0 ? 0 : probability(TopicFinder.signals(found, share), this.parts.curve)
  }

  /** How sure it may be, from what it found where the right topic is known. */
  curveFor(cases: readonly Case[]): Weights {
    return fitWeights(cases, PLAIN_CURVE)
  }

  #labelAt(at: number): string {
    return this.parts.labels[this.parts.owners[at] ?? 0] ?? ''
  }

  #candidates(text: string, except?: string): { at: number; values: number[] }[] {
    const { index, texts, sounds } = this.parts
    const heard = soundLetters(text)
    const said = gramsOf(text)
    const sounded = gramsOf(heard)
    return index
      .search(text + heard, CANDIDATES + (except === undefined ? 0 : 1))
      .filter(({ at }) => texts[at] !== except)
      .map(({ at, score }) => {
        const looks = likeness(said, gramsOf(texts[at] ?? ''))
        return { at, values: [1, score, looks, likeness(sounded, gramsOf(sounds[at] ?? ''))] }
      })
  }

  /** Lists as they are retrieved, for wordings that are looked past themselves: a ranking is worth what it learned from. */
  #cases(): Case[] {
    const { texts } = this.parts
    const step = Math.max(1, Math.floor(texts.length / LESSONS))
    const cases: Case[] = []
    for (let at = 0; at < texts.length; at += step) {
      const text = texts[at] ?? ''
      const own = this.#labelAt(at)
      for (const candidate of this.#candidates(text, text)) cases.push({ values: candidate.values, right: this.#labelAt(candidate.at) === own })
    }
    return cases
  }
}
