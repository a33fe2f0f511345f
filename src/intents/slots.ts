/** Values read out of the words by pattern. Each pattern takes its words away, so that no later one reads them again. */
import { readNumber } from './numbers.ts'
import type { Slots } from './understanding.ts'

export const NUMERALS = '零一二两三四五六七八九十百千万'
const NUMERAL = `[${NUMERALS}]`
export const MOBILE = /(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?!\d)/g
export const LANDLINE = /(?<!\d)(0\d{2,3})[- ]?(\d{7,8})(?!\d)/g
export const PLATE =
  /([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼])\s?([a-z])\s?[·.\-•・]?\s?([a-z0-9]{5,6}|[a-z0-9]{4}[挂学警港澳])(?![a-z0-9])/gi
const MONEY_DIGITS = /(?<![\d.])(\d{1,7}(?:\.\d{1,2})?)\s?(元|块|圆|毛|角)(?:(\d)(?!\d|[个点人次]))?/g
const MONEY_SIGN = /[¥$]\s?(\d{1,7}(?:\.\d{1,2})?)/g
// 一块 is also "together" and 三块 may count tiles: a numeral is money only when the words around agree.
const MONEY_WORDS = new RegExp(`(${NUMERAL}{1,9})(元|块钱|块(?=$|[^\\p{Script=Han}]|[多的管够抵能可吗呢是以左${NUMERALS}]))(?:(${NUMERAL}))?`, 'gu')
const REPORT = /(?<![a-z0-9])([a-z])-?(\d{1,8})(?![a-z0-9])/gi
const NOT_A_CODE = '年月日号点分时元块毛角个人次单吨公里度岁米天路层楼折项周%'
const CODE = new RegExp(`(?<![a-z0-9.:/-])(?=[a-z0-9]*\\d)([a-z0-9]{4,12})(?![a-z0-9.:/${NOT_A_CODE}-])`, 'gi')
const SPOKEN_CODE = /(?:码|code)[是为]?[:\s]*([a-z]{4,12})(?![a-z])/gi
const PICK = new RegExp(
  `^(?:我?[选要就挑报]|我?报名|就要|就选|选择)?(?:第)?(\\d{1,2}|[${NUMERALS}]{1,3})(?:[个项号条家种位场]|那个)?(?:[.、)])?(?:吧|的|呀|啊|了)?$`,
)
const LAST_PICK = /^(?:我?[选要就]|就要|就选)?(?:最后|最末|倒数第一|末|最下面|最底下)(?:那?[一1]?个|的|那个)?(?:吧|的|呀|啊)?$/

/** 三个人, 一行五个, 我们俩, 俩人; 几个人 and 个人 are no number. */
const PEOPLE = new RegExp(
  `(?<![\\d.第${NUMERALS}])(\\d{1,2}|[${NUMERALS}]{1,3})(?:个人|位(?!置|于)|口人|人(?![工民行员间家次]))|一行(\\d{1,2}|[${NUMERALS}]{1,3})个?|(?:(?:我|咱|俺|你|他)们?(?:弟兄|哥|姐)?|[爷娘哥姐]们?儿?|夫妻|弟兄|兄弟|父子|母女|老?两口子?)?(俩|仨)(?:个?人)?(?![点块元毛分月天钟小])`,
  'u',
)

/** @param text the message folded to half width; letters may have any case */
export function slotsOf(text: string): Omit<Slots, 'named'> {
  const left = { text: text.normalize('NFKC') }
  const phones = [...take(left, MOBILE, (found) => found[1]?.replace(/\D/g, '')), ...take(left, LANDLINE, (found) => `${found[1]}-${found[2]}`)]
  const plates = take(left, PLATE, (found) => `${found[1]}${found[2]}${found[3]}`.toUpperCase())
  const amounts = amountsIn(left)
  const codes = [
    ...take(left, REPORT, (found) => `${found[1]}-${found[2]}`.toUpperCase()),
    ...take(left, CODE, (found) => found[1]?.toUpperCase()),
    ...take(left, SPOKEN_CODE, (found) => found[1]?.toUpperCase()),
  ]
  const pick = pickOf(text)
  const count = countIn(left.text)
  return { phones, plates, amounts, codes, ...(pick === undefined ? {} : { pick }), ...(count === undefined ? {} : { count }) }
}

/** A choice by number ("2", "第二个", "选3", "二"), -1 for the last one. */
export function pickOf(text: string): number | undefined {
  const words = text
    .normalize('NFKC')
    .replace(/[\s,。!?!?]+/g, '')
    .toLowerCase()
  if (LAST_PICK.test(words)) return -1
  const found = PICK.exec(words)?.[1]
  const number = found === undefined ? undefined : readNumber(found)
  return number !== undefined && Number.isInteger(number) && number >= 1 && number <= 99 ? number : undefined
}

function countIn(text: string): number | undefined {
  const [, people, group, pair] = PEOPLE.exec(text) ?? []
  if (pair) return pair === '俩' ? 2 : 3
  const said = people ?? group
  return said === undefined ? undefined : readNumber(said)
}

function amountsIn(left: { text: string }): number[] {
  return [
    ...take(left, MONEY_SIGN, (found) => Number(found[1])),
    ...take(left, MONEY_DIGITS, (found) => money(Number(found[1]), found[2] ?? '', found[3])),
    ...take(left, MONEY_WORDS, (found) => money(readNumber(found[1] ?? ''), found[2] ?? '', found[3])),
  ]
}

/** "9块9" is 9.9 and "5毛" 0.5. */
function money(whole: number | undefined, unit: string, tenths: string | undefined): number | undefined {
  if (whole === undefined) return undefined
  const yuan = unit === '毛' || unit === '角' ? whole / 10 : whole
  const rest = tenths === undefined ? 0 : (readNumber(tenths) ?? 0) / 10
  return Math.round((yuan + rest) * 100) / 100
}

function take<Value>(left: { text: string }, pattern: RegExp, read: (found: RegExpExecArray) => Value | undefined): Value[] {
  const values: Value[] = []
  for (const found of left.text.matchAll(pattern)) {
    const value = read(found)
    if (value !== undefined) values.push(value)
  }
  left.text = left.text.replace(pattern, ' ')
  return [...new Set(values)]
}
