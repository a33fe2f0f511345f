/**
 * The features of a message: sets of short strings, each readable by a person ("why did you think so?").
 * `c:` characters of the standard text, `w:` its words, `k:` the families of words that are kin, `r:` characters of what was really said, `p:` sounds, `n:` how
 * long it is (small talk and steering words are short), `a:` what was talked about before.
 */
import { withoutDenied } from './denial.ts'
import { labelOf } from './labels.ts'
import { heard, splitPinyin, syllablesOf } from './pinyin.ts'
import { withPlaceholders } from './placeholders.ts'
import type { Relative } from './relatives.ts'
import type { Meaning } from './understanding.ts'

export interface Said {
  /** Dialect kept. */
  readonly spoken: string
  /** Dialect replaced. */
  readonly text: string
  /** Words of it that the thesaurus knows; those that a part or a variant of it no longer has count no more. */
  readonly relatives?: readonly Relative[]
}

const LATIN = /[a-z]+/g
const EDGE = '^'

const SOUND = 'p:'
const LENGTH = 'n:'

/** Of a message's features those of the message as if typed in pinyin. */
export const soundsAmong = (features: readonly string[]): string[] => features.filter((feature) => feature.startsWith(SOUND) || feature.startsWith(LENGTH))

/**
 * All features of a message, each once.
 * @param after what was understood just before
 */
export function featuresOf(said: Said, after?: Meaning): string[] {
  const text = read(said.text)
  const spoken = said.spoken === said.text ? text : read(said.spoken)
  const features = new Set<string>()
  grams(features, 'c:', characters(text), 3)
  for (const word of wordsOf(text)) features.add(`w:${word}`)
  for (const { word, families } of said.relatives ?? []) if (text.includes(word)) for (const family of families) features.add(`k:${family}`)
  if (spoken !== text) grams(features, 'r:', characters(spoken), 2)
  sounds(features, text)
  if (spoken !== text) sounds(features, spoken)
  if (features.size > 0) features.add(lengthOf(text))
  return after ? [...features, ...contextOf(said, after)] : [...features]
}

/** Of a longer message its beginning and its end are read: there the wish stands, and time is by length. */
const LONGEST_READ = 400

function read(text: string): string {
  const whole = text.length <= LONGEST_READ ? text : `${text.slice(0, LONGEST_READ / 2)} ${text.slice(-LONGEST_READ / 2)}`
  return withPlaceholders(withoutDenied(whole))
}

/** Two steps for each doubling of the length. */
const lengthOf = (text: string): string => `${LENGTH}${Math.min(12, Math.floor(2 * Math.log2(Array.from(text).length + 1)))}`

/** From this length on a message hardly leans on the one before (characters). */
export const SHORT = 8

/** What was understood before: the meaning, its kind, and once more by itself before short messages, which lean on it more. */
export function contextOf({ text }: Said, after: Meaning): string[] {
  const label = labelOf(after)
  const kind = after.intent.split('.')[0]
  return [`a:${label}`, `a:${kind}.*`, ...(text.length <= SHORT ? [`a:${label} short`] : [])]
}

/** Cut by the dictionary that comes with Node. */
const WORDS = new Intl.Segmenter('zh', { granularity: 'word' })

function wordsOf(text: string): string[] {
  const words: string[] = []
  for (const { segment, isWordLike } of WORDS.segment(withoutPinyin(text))) if (isWordLike) words.push(segment)
  return words
}

/** Parts of a message between punctuation. */
function characters(text: string): string[][] {
  return withoutPinyin(text)
    .split(/[\s\p{P}\p{S}]+/u)
    .filter((part) => part !== '')
    .map((part) => Array.from(part))
}

/** What is typed as it sounds counts by its sounds only. */
const withoutPinyin = (text: string): string => text.replace(LATIN, (run) => (splitPinyin(run) ? ' ' : run))

function grams(features: Set<string>, prefix: string, parts: readonly (readonly string[])[], longest: number): void {
  for (const part of parts) {
    for (let at = 0; at < part.length; at += 1) {
      let gram = prefix
      for (let end = at; end < at + longest && end < part.length; end += 1) {
        gram += part[end]
        features.add(gram)
      }
    }
  }
  const first = parts[0]
  const last = parts.at(-1)
  if (first && last) {
    features.add(prefix + EDGE + first.slice(0, 2).join(''))
    features.add(prefix + last.slice(-2).join('') + EDGE)
  }
}

/** Sounds of 1 and 2 syllables; Latin runs that read as pinyin count like the characters they stand for. */
function sounds(features: Set<string>, text: string): void {
  const syllables = text
    .split(/([a-z]+)/)
    .flatMap((piece) => (/^[a-z]/.test(piece) ? (splitPinyin(piece) ?? []) : syllablesOf(piece)))
    .map(heard)
  for (const [at, syllable] of syllables.entries()) {
    features.add(SOUND + syllable)
    const next = syllables[at + 1]
    if (next !== undefined) features.add(`${SOUND}${syllable} ${next}`)
  }
}
