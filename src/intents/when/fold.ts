/** The text that the readers of times see: half width, simplified, no gaps around Chinese characters, no numbers that name something else. */
import { toSimplified } from '../../lib/script.ts'
import { readNumber } from '../numbers.ts'
import { LANDLINE, MOBILE, PLATE } from '../slots.ts'

export interface Folded {
  readonly text: string
  /** Where each character stood in the message; one more for the end. */
  readonly origin: readonly number[]
}

/** A number of up to two digits or three numerals, as it stands in a pattern. */
export const N = '(?:\\d{1,2}|[一二两三四五六七八九十廿卅]{1,3})'
const LONGEST = 2_000
const MASK = '□'
const TRADITIONAL = /[點鐘兩後週禮個號節時間國慶過這與至開還陰曆農臘]/
/** Sums, distances and weights, and digits behind a letter: 9.9元, 3.5公里, B-12. */
const OTHERS =
  /[a-z]+[-·]?\d+[a-z\d]*|[¥$]\s?\d+(?:\.\d+)?|\d+(?:\.\d+)?(?:元|块钱?|角|毛|公里|千米|吨|公斤|斤|米|升|度|岁|折|倍|%)\d?|(?<!\d)(?!20[2-4]\d[01]\d[0-3]\d(?!\d))(?:\d{5,}|\d{3,}(?=[^\d年个天分小.:/-]|$))/g

/** Folds a message of any length; what is beyond the longest is not read. */
export function foldForTimes(message: string): Folded {
  const units = Array.from({ length: Math.min(message.length, LONGEST) }, (_, at) => halfWidth(message.charCodeAt(at)))
  const lower = sameLength(units.join(''), (text) => text.toLowerCase())
  const simple = TRADITIONAL.test(lower) ? sameLength(lower, toSimplified) : lower
  const kept: string[] = []
  const origin: number[] = []
  for (let at = 0; at < simple.length; at += 1) {
    const unit = simple[at] ?? ''
    // A gap counts only between digits and letters ("11.25 14:00").
    if (unit === ' ' && (isWide(kept.at(-1)) || isWide(simple[nextSolid(simple, at)]))) continue
    kept.push(unit)
    origin.push(at)
  }
  origin.push(simple.length)
  const text = [MOBILE, LANDLINE, PLATE, OTHERS].reduce((left, pattern) => left.replace(pattern, (found) => MASK.repeat(found.length)), kept.join(''))
  return { text, origin }
}

const sameLength = (text: string, turned: (text: string) => string): string => {
  const other = turned(text)
  return other.length === text.length ? other : text
}

function halfWidth(code: number): string {
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0)
  if (code === 0x3000 || code === 0xa0 || code === 9 || code === 10 || code === 13) return ' '
  if (code === 0x2014 || code === 0x2013 || code === 0x2212) return '-'
  return String.fromCharCode(code)
}

const isWide = (unit: string | undefined): boolean => unit === undefined || unit === ' ' || unit > '\u00ff'

function nextSolid(text: string, from: number): number {
  let at = from
  while (text[at] === ' ') at += 1
  return at
}

const SPOKEN: Readonly<Record<string, string>> = { 廿: '二十', 卅: '三十', 俩: '两', 仨: '三' }

/** The value of digits or numerals; NaN when they are none. */
export const numberOf = (words: string | undefined): number => readNumber((words ?? '').replace(/[廿卅俩仨]/g, (word) => SPOKEN[word] ?? word)) ?? Number.NaN
