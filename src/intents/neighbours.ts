/**
 * What the wordings most like a message mean. The classifier weighs all that every wording taught; this second voice
 * listens to the few that are nearest, and is right where a rare word decides.
 */
import type { Said } from './features.ts'
import { LONGEST_SOUGHT, SentenceIndex } from './search.ts'
import { soundLetters } from './stretches.ts'

/** So many wordings have a say, the nearer the louder; measured on held-out folds, where half or twice as many cost little. */
const COUNT = 20
const SHARPNESS = 24

export interface Heard {
  /** Each label's share among the nearest wordings, by its number; labels without one are absent. */
  readonly shares: ReadonlyMap<number, number>
  /** How like the message the nearest is: 0 to about 1. */
  readonly alike: number
}

export class Neighbours {
  readonly index: SentenceIndex
  /** Whose each wording is, by the label's number. */
  readonly owners: Uint32Array<ArrayBufferLike>

  constructor(index: SentenceIndex, owners: Uint32Array<ArrayBufferLike>) {
    this.index = index
    this.owners = owners
  }

  /** @param labels what the owners' numbers count */
  static of(wordings: readonly { readonly said: Said; readonly label: string }[], labels: readonly string[]): Neighbours {
    const numbers = new Map(labels.map((label, number) => [label, number]))
    return new Neighbours(
      SentenceIndex.of(wordings.map(({ said }) => writtenAndHeard(said.text))),
      Uint32Array.from(wordings, ({ label }) => numbers.get(label) ?? 0),
    )
  }

  hear({ text }: Said): Heard {
    const hits = this.index.search(writtenAndHeard(text.slice(0, LONGEST_SOUGHT)), COUNT)
    const shares = new Map<number, number>()
    let sum = 0
    for (const { at, score } of hits) {
      const voice = Math.exp(SHARPNESS * score)
      const owner = this.owners[at] ?? 0
      shares.set(owner, (shares.get(owner) ?? 0) + voice)
      sum += voice
    }
    for (const [owner, voice] of shares) shares.set(owner, voice / sum)
    return { shares, alike: hits[0]?.score ?? 0 }
  }
}

const writtenAndHeard = (text: string): string => text + soundLetters(text)
