/** One message in the forms the other layers read. */
import { toSimplified } from '../lib/script.ts'
import type { Lexicon } from './lexicon.ts'
import { makeRelatives, type Relative } from './relatives.ts'

export interface Normalised {
  /** As it came, trimmed, without control and zero-width characters. */
  readonly raw: string
  /** Folded (width, case, simplified characters, no mention, no bot name, no polite noise), dialect kept. */
  readonly spoken: string
  /** `spoken` with dialect words in their standard form. */
  readonly text: string
  readonly traditional: boolean
  /** The words of `text` that the thesaurus knows. */
  readonly relatives: readonly Relative[]
}

export type Normalise = (message: string) => Normalised

/** Longer messages are cut: no question needs more, and every later step costs time by length. */
export const LONGEST_MESSAGE = 2_000
/** More pieces of noise are no politeness; each costs a look over the whole message. */
const MOST_NOISE = 20
const NAMES = ['驿站小驿', '小驿']

// Cc, Cf (bidi, zero width, tags), surrogates without a partner, private use, and the letters that show as nothing.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u115f\u1160\u2800\u3164\uffa0]|\p{Variation_Selector}/gu
const LINE_BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g
/** Says nothing that words around it do not say. */
const LINK = /https?:\/\/[^\s\p{Script=Han}]+/gu
const MENTION = /(?<![a-z0-9._])@[^\s@]{1,40}\s/g
const EDGES = /^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu

/** Makes the function that folds messages, with the words of this lexicon. */
export function makeNormalise(lexicon: Pick<Lexicon, 'dialect' | 'before' | 'after' | 'apart' | 'thesaurus'>): Normalise {
  const dialect = replacer(lexicon.dialect)
  const relatives = makeRelatives(lexicon.thesaurus, (word) => dialect(word.toLowerCase()))
  const apart = alternatives(lexicon.apart)
  const before = new RegExp(`^(?:(?:${alternatives(lexicon.before)})[\\s\\p{P}]*|(?:${apart})[\\s\\p{P}]+)`, 'u')
  const after = new RegExp(`(?:${alternatives(lexicon.after)}|(?<=[\\s\\p{P}])(?:${apart}))[\\s\\p{P}~]*$`, 'u')
  const name = new RegExp(`^@?(?:${alternatives(NAMES)})[\\s,.:;!?、。~]*`)
  return (message) => {
    const raw = visible(message)
    const folded = cut(
      raw
        .normalize('NFKC')
        .replace(/\p{Mn}+/gu, '')
        .toLowerCase(),
    )
    const simple = toSimplified(folded)
    const plain = unlessEmpty(simple.replace(LINK, ' ').trim(), simple)
    const addressed = unlessEmpty(`${plain} `.replace(MENTION, ' ').trim(), plain.replace(/^@/, ''))
    const named = unlessEmpty(addressed.replace(name, ''), addressed)
    const spoken = unlessEmpty(withoutEnds(named, before, after), named)
      .replace(/\s+/g, ' ')
      .trim()
    const text = dialect(spoken)
    return { raw, spoken, text, traditional: isTraditional(folded, simple), relatives: relatives(text) }
  }
}

/** The message without what nobody sees, cut to the longest we read. */
export function visible(message: string): string {
  // Cut twice: what nobody sees must not push the words out, and a huge message must not cost much.
  return cut(
    message
      .slice(0, 10 * LONGEST_MESSAGE)
      .replace(LINE_BREAKS, ' ')
      .replace(UNSEEN, ''),
  ).trim()
}

/** Never in the middle of a character of two units. */
const cut = (text: string): string => text.slice(0, LONGEST_MESSAGE).replace(/\p{Cs}$/u, '')

/** The bare words of a message, for exact comparison: no case, width, spaces or punctuation. */
export const bareWords = (text: string): string => text.replace(/(?!^\/)[\s\p{P}\p{S}]+/gu, '')

const unlessEmpty = (stripped: string, otherwise: string): string => (stripped.replace(EDGES, '') === '' ? otherwise : stripped)

/** Several pieces of noise may stand at one end ("你好师傅请问…"). */
function withoutEnds(text: string, before: RegExp, after: RegExp): string {
  let at = text
  for (let piece = 0; piece < MOST_NOISE; piece += 1) {
    const next = at
      .replace(before, '')
      .replace(after, '')
      .replace(/[\s,、]+$/, '')
    if (next === at) break
    at = next
  }
  return at
}

const escaped = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** The longest word first, so that a word wins over its own beginning; never matches when there is none. */
export const alternatives = (words: readonly string[]): string =>
  words.length === 0
    ? '(?!)'
    : [...words]
        .sort((a, b) => b.length - a.length)
        .map(escaped)
        .join('|')

function replacer(words: ReadonlyMap<string, string>): (text: string) => string {
  const pattern = new RegExp(alternatives([...words.keys()]), 'g')
  return (text) => text.replace(pattern, (word) => words.get(word) ?? word)
}

/** The 6,763 characters of GB 2312: what people who write simplified characters use every day. */
const SIMPLIFIED_WRITERS_USE: ReadonlySet<string> = (() => {
  const bytes: number[] = []
  for (let row = 0xb0; row <= 0xf7; row += 1) for (let cell = 0xa1; cell <= 0xfe; cell += 1) bytes.push(row, cell)
  return new Set(new TextDecoder('gb18030').decode(new Uint8Array(bytes)))
})()

/** 著, 乾 and 於 change too, but stand in simplified names and phrases; 請 or 麼 do not. */
function isTraditional(folded: string, simple: string): boolean {
  if (folded === simple) return false
  const kept = new Set(simple)
  return Array.from(folded).some((character) => /\p{Script=Han}/u.test(character) && !kept.has(character) && !SIMPLIFIED_WRITERS_USE.has(character))
}
