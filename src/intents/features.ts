/**
 * The features of a message: short names, each readable by a person ("why did you think so?").
 * `c:` characters of the standard text, `w:` its words, `k:` the families that they are kin to, `r:` characters of
 * what was really said, `p:` sounds, `n:` how long it is (small talk and steering words are short), `a:` what was talked
 * about before.
 */
import { withoutDenied } from './denial.ts'
import { familyOf, labelOf } from './labels.ts'
import { withPlaceholders } from './placeholders.ts'
import type { Relative } from './relatives.ts'
import { stretchesOf, withoutPinyin } from './stretches.ts'
import type { Meaning } from './understanding.ts'

export interface Said {
  /** Dialect kept. */
  readonly spoken: string
  /** Dialect replaced. */
  readonly text: string
  /** Words of it that the thesaurus knows; those that a part or a variant of it no longer has count no more. */
  readonly relatives?: readonly Relative[]
}

const EDGE = '^'

const SOUND = 'p:'
const LENGTH = 'n:'

/** Collects features by number; with their names where somebody wants to read them. */
class Features {
  readonly names: Map<number, string> | undefined
  readonly #all: number[] = []

  constructor(names?: Map<number, string>) {
    this.names = names
  }

  get none(): boolean {
    return this.#all.length === 0
  }

  add(name: string): void {
    this.#all.push(numberOf(name))
    this.names?.set(numberOf(name), name)
  }

  /** Every beginning of the parts, each with the prefix: a feature's number grows with its name. */
  addGrowing(prefix: string, parts: readonly string[], from: number, to: number): void {
    let number = numberOf(prefix)
    let name = prefix
    for (let at = from; at < to; at += 1) {
      number = grown(number, parts[at] ?? '')
      this.#all.push(number)
      if (!this.names) continue
      name += parts[at]
      this.names.set(number, name)
    }
  }

  /**
   * Each once, ascending.
   * @param others to be counted in
   */
  numbers(others?: Int32Array): Int32Array {
    const sorted = new Int32Array(this.#all.length + (others?.length ?? 0))
    sorted.set(this.#all)
    if (others) sorted.set(others, this.#all.length)
    sorted.sort()
    let kept = 0
    for (let at = 0; at < sorted.length; at += 1) {
      const number = sorted[at] ?? 0
      if (at > 0 && number === sorted[at - 1]) continue
      sorted[kept] = number
      kept += 1
    }
    return sorted.subarray(0, kept)
  }
}

/** A feature's number is made from its name (FNV-1a, 32 bits), so that no list of names has to be kept or searched. */
const numberOf = (name: string): number => grown(0x811c9dc5, name)

/** The number of a name that goes on after another one. */
function grown(before: number, name: string): number {
  let number = before
  for (let at = 0; at < name.length; at += 1) number = Math.imul(number ^ name.charCodeAt(at), 0x01000193)
  return number
}

/**
 * The numbers of all features of a message, each once.
 * @param after what was understood just before
 */
export function featuresOf(said: Said, after?: Meaning): Int32Array {
  const { own } = writtenAndHeard(said)
  return after ? leaning(own, said, after) : own
}

/** The features of a message, and those that it has when it is typed in pinyin. */
export function writtenAndHeard(said: Said): { own: Int32Array; heard: Int32Array } {
  const texts = textsOf(said)
  const heard = collectHeard(texts, new Features()).numbers()
  const written = collectWritten(said, texts, new Features())
  // Marks alone are no message.
  return { own: heard.length === 1 && written.none ? new Int32Array() : written.numbers(heard), heard }
}

/** The same features by their names. */
export function namesOf(said: Said, after?: Meaning): ReadonlyMap<number, string> {
  const names = new Map<number, string>()
  const texts = textsOf(said)
  collectWritten(said, texts, collectHeard(texts, new Features(names)))
  for (const name of after ? contextOf(said, after) : []) names.set(numberOf(name), name)
  return names
}

/** A message's own features together with what was understood before it. */
export function leaning(own: Int32Array, said: Said, after: Meaning): Int32Array {
  const context = contextOf(said, after).map(numberOf)
  const all = new Int32Array(own.length + context.length)
  all.set(own)
  all.set(context, own.length)
  return all
}

/**
 * The features of a message written with other characters that sound alike: they are hardly words.
 * @param heard the sounds of the message
 */
export function miswritten({ relatives }: Said, written: string, heard: Int32Array): Int32Array {
  const features = new Features()
  grams(features, 'c:', characters(read(written)), 3)
  kin(features, relatives, written)
  return features.numbers(heard)
}

function collectWritten({ relatives }: Said, [text, spoken]: Texts, features: Features): Features {
  grams(features, 'c:', characters(text), 3)
  for (const { words } of stretchesOf(text)) for (const word of words) features.add(`w:${word}`)
  kin(features, relatives, text)
  if (spoken !== undefined) grams(features, 'r:', characters(spoken), 2)
  return features
}

function collectHeard([text, spoken]: Texts, features: Features): Features {
  sounds(features, text)
  if (spoken !== undefined) sounds(features, spoken)
  features.add(lengthOf(text))
  return features
}

type Texts = readonly [text: string, spoken?: string]

/** The standard text, and what was really said where that is something else. */
function textsOf({ spoken, text }: Said): Texts {
  const standard = read(text)
  if (spoken === text) return [standard]
  const own = read(spoken)
  return own === standard ? [standard] : [standard, own]
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
function contextOf({ text }: Said, after: Meaning): string[] {
  const label = labelOf(after)
  const kind = familyOf(after.intent)
  return [`a:${label}`, `a:${kind}.*`, ...(text.length <= SHORT ? [`a:${label} short`] : [])]
}

/** Parts of a message between punctuation. */
function characters(text: string): string[][] {
  return withoutPinyin(text)
    .split(/[\s\p{P}\p{S}]+/u)
    .filter((part) => part !== '')
    .map((part) => Array.from(part))
}

function grams(features: Features, prefix: string, parts: readonly (readonly string[])[], longest: number): void {
  for (const part of parts) {
    for (let at = 0; at < part.length; at += 1) features.addGrowing(prefix, part, at, Math.min(at + longest, part.length))
  }
  const first = parts[0]
  const last = parts.at(-1)
  if (first && last) {
    features.add(prefix + EDGE + first.slice(0, 2).join(''))
    features.add(prefix + last.slice(-2).join('') + EDGE)
  }
}

function kin(features: Features, relatives: readonly Relative[] | undefined, text: string): void {
  for (const { word, families } of relatives ?? []) if (text.includes(word)) for (const family of families) features.add(`k:${family}`)
}

/** Sounds of 1 and 2 syllables; Latin runs that read as pinyin count like the characters they stand for. */
function sounds(features: Features, text: string): void {
  const syllables = stretchesOf(text).flatMap((stretch) => stretch.sounds)
  for (const [at, syllable] of syllables.entries()) {
    features.add(SOUND + syllable)
    const next = syllables[at + 1]
    if (next !== undefined) features.add(`${SOUND}${syllable} ${next}`)
  }
}
