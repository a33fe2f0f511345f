/** The words and the sounds of a text, stretch by stretch: whatever comes again and again is cut and looked up once. */
import { heard, letterOf, splitPinyin, syllablesOf } from './pinyin.ts'

/** Chinese characters without a break, or anything else between them. */
interface Stretch {
  readonly words: readonly string[]
  /** One for each syllable, as it is heard. */
  readonly sounds: readonly string[]
}

const STRETCHES = /\p{Script=Han}+|\P{Script=Han}+/gu
const HAN = /^\p{Script=Han}/u
const LATIN = /[a-z]+/g

/** Cut by the dictionary that comes with Node. */
const WORDS = new Intl.Segmenter('zh', { granularity: 'word' })

/** Longer ones hardly come again. */
const LONGEST_KEPT = 30
/** Training comes back to every stretch of the wordings: these are 25,000, and half as many again in what is made from them. */
const MOST_KEPT = 65_536

export const stretchesOf = (text: string): Stretch[] => (text.match(STRETCHES) ?? []).map(stretchOf)

/** The sound of a text, one letter a syllable, for comparing; Latin runs that read as pinyin count, other signs do not. */
export const soundLetters = (text: string): string =>
  stretchesOf(text)
    .map(({ sounds }) => sounds.map(letterOf).join(''))
    .join('')

/** What is typed as it sounds counts by its sounds only. */
export const withoutPinyin = (text: string): string => text.replace(LATIN, (run) => (splitPinyin(run) ? ' ' : run))

const stretchOf = remembering((stretch): Stretch => {
  if (!HAN.test(stretch))
    return { words: wordsOf(withoutPinyin(stretch)), sounds: (stretch.match(LATIN) ?? []).flatMap((run) => splitPinyin(run) ?? []).map(heard) }
  const words = wordsOf(stretch)
  return { words, sounds: words.flatMap(soundsOf) }
})

const soundsOf = remembering((word) => syllablesOf(word).map(heard))

function wordsOf(text: string): string[] {
  const words: string[] = []
  for (const { segment, isWordLike } of WORDS.segment(text)) if (isWordLike) words.push(segment)
  return words
}

/** The same function with a memory for its latest answers. */
function remembering<Answer>(answer: (text: string) => Answer): (text: string) => Answer {
  const known = new Map<string, Answer>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const found = answer(text)
    if (known.size >= MOST_KEPT) known.clear()
    if (text.length <= LONGEST_KEPT) known.set(text, found)
    return found
  }
}
