/** The text that the readers of times see: half width, simplified, no gaps around Chinese characters, no numbers that name something else. */
import { toSimplified } from '../../lib/script.ts'
import { readNumber } from '../numbers.ts'
import { LANDLINE, MOBILE, PLATE } from '../slots.ts'
import { withoutSlips } from './slips.ts'
import { typedOut, type Unit } from './typed.ts'

export interface Folded {
  readonly text: string
  /** Where in the message each character was said. */
  readonly origin: readonly { readonly from: number; readonly to: number }[]
}

/** A number of up to two digits or three numerals, as it stands in a pattern. */
export const N = '(?:\\d{1,2}|[一二两三四五六七八九十廿卅]{1,3})'
const LONGEST = 2_000
const MASK = '□'
const TRADITIONAL = /[點鐘兩後週禮個號節時間國慶過這與至開還陰曆農臘]/
/** Sums, distances and weights, and digits behind a letter: 9.9元, 3.5公里, B-12. */
const OTHERS =
  /[a-z]+[-·]?\d+[a-z\d]*|[¥$]\s?\d+(?:\.\d+)?|\d+(?:\.\d+)?(?:元|块钱?|角|毛|公里|千米|吨|公斤|斤|米|升|度|岁|折|倍|%)\d?|(?<!\d)(?!20[2-4]\d[01]\d[0-3]\d(?!\d))(?:\d{5,}|\d{3,}(?=[^\d年个天分小.:/-]|$))/g

/** The name after 我叫, 姓名: 周三喜, 周末, 国庆. What is done on a day is no name: "叫我周三来". */
const CALLED =
  /(?<=(?:[我他她]|名字|大名|本名|师傅|人|老婆|媳妇|孩子)叫|姓名是?:?|名字(?:是|:)|联系人是?:?|称呼:?)(?![我你他她俺咱人谁啥什几])[\u4e00-\u9fff][\u4e00-\u9fff]{1,2}(?<![去来到约想要能可找办剪]|[今明后昨]天|[上下中]午)/g
const CALLED_TIME =
  /^(?:[今明后昨前][天日晚早儿]|下个?周|上个?周|这个?周|[下上这]个?[星礼月]|[上下中]午|早上|晚上|周[一二三四五六日天末](?:$|[上下早晚中去来到约的想要我你有])|星期|礼拜|\d)/
const I_AM = /(?<=(?:我是|本人))周[一二三四五六日天](?![上下早晚中去来到约的想要前后凌傍点有没之以就])[\u4e00-\u9fff](?=$|[,。!? ])/g

/** Folds a message of any length; what is beyond the longest is not read. */
export function foldForTimes(message: string): Folded {
  const units = Array.from({ length: Math.min(message.length, LONGEST) }, (_, at) => halfWidth(message.charCodeAt(at)))
  const lower = sameLength(units.join(''), (text) => text.toLowerCase())
  const written = typedOut(TRADITIONAL.test(lower) ? sameLength(lower, toSimplified) : lower)
  const simple = written.map(({ text }) => text).join('')
  // A gap counts only between digits and letters ("11.25 14:00").
  const kept: Unit[] = []
  for (const [at, unit] of written.entries()) {
    if (unit.text !== ' ' || !(isWide(kept.at(-1)?.text) || isWide(simple[nextSolid(simple, at)]))) kept.push(unit)
  }
  const heard = withoutSlips(kept.map(({ text }) => text).join(''))
  const named = heard.replace(CALLED, (name) => (CALLED_TIME.test(name) ? name : MASK.repeat(name.length))).replace(I_AM, (name) => MASK.repeat(name.length))
  const text = [MOBILE, LANDLINE, PLATE, OTHERS].reduce((left, pattern) => left.replace(pattern, (found) => MASK.repeat(found.length)), named)
  return { text, origin: kept.map(({ from, to }) => ({ from, to })) }
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
