/**
 * An inverted index over typed arrays: which of very many sentences share the most telling characters and pairs with
 * a message (BM25). A search looks at a bounded number of places, so it takes as long for 100,000 sentences as for 10,000.
 */
import { gramsOf } from './likeness.ts'
import { Vocabulary } from './vocabulary.ts'

/** The index as plain arrays, to be kept on disk and handed to another thread. */
export interface IndexArrays {
  /** Characters and pairs as numbers, ascending. */
  readonly grams: Uint32Array<ArrayBufferLike>
  /** Where each gram's places begin; one more at the end. */
  readonly starts: Uint32Array<ArrayBufferLike>
  /** The sentences of each gram, ascending. */
  readonly places: Uint32Array<ArrayBufferLike>
  /** What a shared gram counts in each sentence: less in long ones. */
  readonly norms: Float32Array<ArrayBufferLike>
}

export interface Hit {
  /** The sentence's number. */
  readonly at: number
  /** 0 to about 1: of what the message could score, how much this sentence does. */
  readonly score: number
}

/** Of a longer message the beginning is looked up (characters). */
export const LONGEST_SOUGHT = 200
/** BM25's usual constants: how soon a longer sentence counts less. */
const K = 1.2
const B = 0.75
/** Rare grams are looked up first; once this many places were seen, the common ones that are left add nothing. */
const MOST_PLACES = 20_000

export class SentenceIndex {
  readonly arrays: IndexArrays
  /** Scratch: all zero between searches. */
  readonly #scores: Float32Array

  constructor(arrays: IndexArrays) {
    this.arrays = arrays
    this.#scores = new Float32Array(arrays.norms.length)
  }

  /** @param sentences in standard form */
  static of(sentences: readonly string[]): SentenceIndex {
    const { grams, encoded } = numbered(sentences)
    const starts = new Uint32Array(grams.length + 1)
    for (const numbers of encoded) for (const number of numbers) starts[number + 1] = (starts[number + 1] ?? 0) + 1
    for (let at = 0; at < grams.length; at += 1) starts[at + 1] = (starts[at + 1] ?? 0) + (starts[at] ?? 0)
    const next = starts.slice()
    const places = new Uint32Array(starts.at(-1) ?? 0)
    for (const [at, numbers] of encoded.entries()) {
      for (const number of numbers) {
        const place = next[number] ?? 0
        places[place] = at
        next[number] = place + 1
      }
    }
    const mean = places.length / Math.max(1, sentences.length)
    const norms = Float32Array.from(encoded, (numbers) => normOf(numbers.length, mean))
    return new SentenceIndex({ grams, starts, places, norms })
  }

  get size(): number {
    return this.arrays.norms.length
  }

  /** The sentences most like a message in standard form, best first. */
  search(text: string, limit: number): Hit[] {
    const { grams, starts, places, norms } = this.arrays
    const said = gramsOf(text)
    const known = [...said].flatMap((gram) => {
      const number = placeOf(grams, codeOf(gram))
      if (number < 0) return []
      const from = starts[number] ?? 0
      const to = starts[number + 1] ?? 0
      return [{ from, to, weight: this.#rarity(to - from) }]
    })
    known.sort((a, b) => b.weight - a.weight)
    const touched: number[] = []
    let seen = 0
    for (const { from, to, weight } of known) {
      if (seen > 0 && seen + to - from > MOST_PLACES) break
      seen += to - from
      for (let place = from; place < to; place += 1) {
        const at = places[place] ?? 0
        const score = this.#scores[at] ?? 0
        if (score === 0) touched.push(at)
        this.#scores[at] = score + weight * (norms[at] ?? 0)
      }
    }
    const unknown = said.size - known.length
    const most = known.reduce((sum, { weight }) => sum + weight, unknown * this.#rarity(0)) * normOf(said.size, places.length / Math.max(1, this.size))
    return this.#best(touched, limit).map(({ at, score }) => ({ at, score: score / most }))
  }

  /** The highest scores, best first, of equals the earlier sentence; clears the scratch. */
  #best(touched: readonly number[], limit: number): Hit[] {
    const best: Hit[] = []
    for (const at of touched) {
      const score = this.#scores[at] ?? 0
      this.#scores[at] = 0
      const last = best.at(-1)
      if (last && best.length === limit && !isBetter({ at, score }, last)) continue
      if (best.length === limit) best.pop()
      let place = best.length
      while (place > 0 && isBetter({ at, score }, best[place - 1])) place -= 1
      best.splice(place, 0, { at, score })
    }
    return best
  }

  #rarity(sentences: number): number {
    return Math.log(1 + (this.size - sentences + 0.5) / (sentences + 0.5))
  }
}

/** All grams of the sentences, ascending, and each sentence's by their places among them. */
function numbered(sentences: readonly string[]): { grams: Uint32Array; encoded: Int32Array[] } {
  const met = new Vocabulary()
  const encoded = sentences.map((sentence) => met.placesOf(Array.from(gramsOf(sentence), codeOf)))
  const codes = Uint32Array.from(met.numbers())
  const grams = codes.slice().sort()
  const places = Int32Array.from(codes, (code) => placeOf(grams, code))
  for (const numbers of encoded) for (let at = 0; at < numbers.length; at += 1) numbers[at] = places[numbers[at] ?? 0] ?? 0
  return { grams, encoded }
}

/** A gram's number: its one or two UTF-16 units side by side; the few with more share a number with others. */
function codeOf(gram: string): number {
  let code = 0
  for (let at = 0; at < gram.length; at += 1) code = (Math.imul(code, 65_536) ^ (at > 1 ? code >>> 16 : 0) ^ gram.charCodeAt(at)) >>> 0
  return code
}

/** Where a number stands among ascending ones; -1 when it is not there. */
function placeOf(numbers: Uint32Array<ArrayBufferLike>, wanted: number): number {
  let low = 0
  let high = numbers.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = numbers[middle] ?? 0
    if (found === wanted) return middle
    if (found < wanted) low = middle + 1
    else high = middle - 1
  }
  return -1
}

const normOf = (grams: number, mean: number): number => (K + 1) / (1 + K * (1 - B + (B * grams) / Math.max(1, mean)))

const isBetter = (one: Hit, other: Hit | undefined): boolean =>
  other === undefined || one.score > other.score || (one.score === other.score && one.at < other.at)
