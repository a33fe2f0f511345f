/** Days far ahead, as people name them: 后年六月底, 腊月初八, 2027.6.26, 下月八号. A day that was said without its year is the next one. */
import { type Day, lunarDay } from '../lib/calendar.ts'
import { readNumber } from './numbers.ts'

/** `exact` is false where only a month (or its beginning or middle) was said; the day is then its last one (the 1st, the 15th). */
export interface SaidDay {
  readonly day: Day
  readonly exact: boolean
  /** The day is over. */
  readonly past: boolean
}

const N = '(?:\\d{1,2}|[一二两三四五六七八九十]{1,3})'
const YEAR = '(?:20\\d{2}(?=[年\\s.\\-/]|[^\\d])|\\d{2}(?=年)|今年|明年|来年|大后年|后年|去年|前年)'
const LUNAR = '农历|阴历|老历|旧历'
const DATE = `(?:(初[一二三四五六七八九十])|(${N})(?:[号日]|(?![\\d零一二两三四五六七八九十点个天月元块.]|年(?![检审捡间])))|(?:份|的)?(底|末|初|中旬|中|上旬|下旬))?`
const MONTHLY = new RegExp(`(?:(${YEAR})年?[的\\s,，]*)?(${LUNAR})?(?:阳历|公历)?(${N}|正|腊|冬)月(?:份)?\\s*${DATE}(?:\\s*(?:${LUNAR})(?:的)?)?`, 'g')
const NEAR_MONTH = new RegExp(`(下下个?月|下个?月|这个?月|本月|当月)\\s*${DATE}`, 'g')
const NUMERIC = /(20\d{2})\s?[-/.]\s?(\d{1,2})(?:\s?[-/.]\s?(\d{1,2}))?(?!\d)/g
const SHORT = /(?<![\d.:])(\d{1,2})[./-](\d{1,2})(?![\d.]|\s?[元块米吨:])/g
const EDGE = new RegExp(`(?:(${YEAR})年?的?)?(年底|年末|元旦|国庆节?|五一)`, 'g')
const ONLY_DATE = new RegExp(`(${N})[号日]`, 'g')
const NEAR = /大后天|后天|明天|今天|昨天|前天/g
const FROM_NOW = new RegExp(`(?:还有|再过|过)?(半|${N})(?:来|多)?(天|日|个?(?:星期|礼拜|周)|个月)(?:以后|之后|后|到期|就)`, 'g')
const WEEKDAY = /(下下|下|这|本)?个?(?:周|星期|礼拜)([一二三四五六日天])/g
const YEAR_DIGITS = /(?<![零〇一二三四五六七八九十])([二][零〇]?[零〇一二三四五六七八九]{1,3})(?=年)/g
const DIGITS = '零一二三四五六七八九'

/** The day that the words name; the last exact one where several are said ("八月初九，不对，是八月九号"). */
export function dayIn(words: string, today: Day): SaidDay | undefined {
  const text = fromPinyin(words).replace(YEAR_DIGITS, (year) => Array.from(year, (digit) => DIGITS.indexOf(digit === '〇' ? '零' : digit)).join(''))
  const found = new Reading(text, today).all()
  return found.findLast((each) => each.exact) ?? found.at(-1)
}

/** "mingnian 9 yue 20 hao": the signs between the digits. */
const fromPinyin = (words: string): string =>
  words
    .replace(/(\d)\s*yue(?![a-z])\s*/g, '$1月')
    .replace(/(\d)\s*hao(?![a-z])/g, '$1号')
    .replace(/mingnian\s*/g, '明年')
    .replace(/hounian\s*/g, '后年')

/** The words without the days in them. */
export function withoutDays(words: string): string {
  const patterns = [NUMERIC, MONTHLY, NEAR_MONTH, EDGE, SHORT, ONLY_DATE, NEAR, WEEKDAY, FROM_NOW, new RegExp(YEAR, 'g')]
  return patterns.reduce((text, pattern) => text.replace(pattern, ' '), words)
}

class Reading {
  #left: string
  readonly #today: Day
  readonly #found: (SaidDay & { at: number })[] = []

  constructor(text: string, today: Day) {
    this.#left = text
    this.#today = today
  }

  all(): SaidDay[] {
    this.#take(NUMERIC, ([, year, month, date]) => this.#inYear(Number(year), Number(month), date === undefined ? undefined : Number(date)))
    this.#take(MONTHLY, (found) => this.#monthly(found))
    this.#take(NEAR_MONTH, ([, word = '', lunar, date, part]) => this.#nearMonth(word, lunar ? readNumber(lunar.slice(1)) : date && readNumber(date), part))
    this.#take(EDGE, ([, year, word = '']) => this.#edge(yearOf(year, this.#today), word))
    this.#take(SHORT, ([, month, date]) => this.#next(Number(month), Number(date)))
    this.#take(ONLY_DATE, ([, date = '']) => this.#nextDate(readNumber(date)))
    this.#take(NEAR, ([word = '']) => this.#said(addDays(this.#today, NEAR_DAYS[word] ?? 0)))
    this.#take(WEEKDAY, ([, week = '', name = '']) => this.#weekday(week, name))
    this.#take(FROM_NOW, ([, count = '', unit = '']) => this.#fromNow(count, unit))
    return this.#found.sort((a, b) => a.at - b.at).map(({ at: _, ...said }) => said)
  }

  #take(pattern: RegExp, read: (found: RegExpExecArray) => SaidDay | undefined): void {
    for (const found of this.#left.matchAll(pattern)) {
      const day = read(found)
      if (day) this.#found.push({ ...day, at: found.index })
    }
    this.#left = this.#left.replace(pattern, (words) => '　'.repeat(words.length))
  }

  #said(day: Day, exact = true): SaidDay {
    return { day, exact, past: day < this.#today }
  }

  #monthly([all, year, lunar, month = '', firstTen, date, part]: RegExpExecArray): SaidDay | undefined {
    const number = { 正: 1, 冬: 11, 腊: 12 }[month] ?? readNumber(month)
    if (number === undefined || number < 1 || number > 12) return undefined
    const inYear = yearOf(year, this.#today)
    const byMoon = lunar !== undefined || firstTen !== undefined || /[正腊冬]/.test(month) || new RegExp(`(?:${LUNAR})`).test(all)
    const ofMonth = firstTen ? readNumber(firstTen.slice(1)) : date === undefined ? undefined : readNumber(date)
    if (byMoon) return this.#byMoon(inYear, number, ofMonth)
    if (ofMonth !== undefined) return inYear === undefined ? this.#next(number, ofMonth) : this.#inYear(inYear, number, ofMonth)
    const about = PARTS[part ?? '']
    return inYear === undefined ? this.#next(number, about, part) : this.#inYear(inYear, number, about, part)
  }

  #byMoon(year: number | undefined, month: number, date: number | undefined): SaidDay | undefined {
    const thisYear = Number(this.#today.slice(0, 4))
    // The lunar year that begins in a year ends in the next.
    const years = year === undefined ? [thisYear - 1, thisYear, thisYear + 1] : [year]
    const days = years.flatMap((each) => (date === undefined ? (lunarDay(each, month, 30) ?? lunarDay(each, month, 29)) : lunarDay(each, month, date)) ?? [])
    const day = year === undefined ? days.find((each) => each >= this.#today) : days[0]
    return day === undefined ? undefined : this.#said(day, date !== undefined)
  }

  #nearMonth(word: string, date: number | string | undefined, part: string | undefined): SaidDay | undefined {
    const ahead = word.startsWith('下下') ? 2 : word.startsWith('下') ? 1 : 0
    const [year = 0, month = 0] = this.#today.split('-').map(Number)
    const at = year * 12 + month - 1 + ahead
    const number = typeof date === 'number' ? date : PARTS[part ?? '']
    if (ahead === 0 && number === undefined && part === undefined) return undefined
    return this.#inYear(Math.floor(at / 12), (at % 12) + 1, number, typeof date === 'number' ? undefined : (part ?? ''))
  }

  /** A date of a month; without one, the month's last day. `part`: only a part of the month was said. */
  #inYear(year: number, month: number, date: number | undefined, part?: string): SaidDay | undefined {
    if (month < 1 || month > 12) return undefined
    const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
    if (date !== undefined && (date < 1 || date > last)) return undefined
    // The end of a month is as good as a date.
    const exact = (date !== undefined && part === undefined) || part === '底' || part === '末'
    return this.#said(dayOf(year, month, date ?? last), exact)
  }

  #next(month: number, date: number | undefined, part?: string): SaidDay | undefined {
    const year = Number(this.#today.slice(0, 4))
    const years = [year, year + 1, year + 2, year + 3, year + 4] // the 29th of February may be four years off
    return years.map((each) => this.#inYear(each, month, date, part)).find((said) => said && !said.past)
  }

  #nextDate(date: number | undefined): SaidDay | undefined {
    if (date === undefined) return undefined
    const [year = 0, month = 0] = this.#today.split('-').map(Number)
    const months = [0, 1, 2].map((ahead) => year * 12 + month - 1 + ahead)
    return months.map((at) => this.#inYear(Math.floor(at / 12), (at % 12) + 1, date)).find((said) => said && !said.past)
  }

  #edge(year: number | undefined, word: string): SaidDay | undefined {
    const [month, date] = word.startsWith('元旦') ? [1, 1] : word.startsWith('国庆') ? [10, 1] : word === '五一' ? [5, 1] : [12, 31]
    return year === undefined ? this.#next(month, date) : this.#inYear(year, month, date)
  }

  /** 周五 is the next one; 下周五 is next week's, whatever today is. */
  #weekday(week: string, name: string): SaidDay {
    const number = name === '天' ? 7 : '一二三四五六日'.indexOf(name) + 1
    const now = new Date(`${this.#today}T00:00:00Z`).getUTCDay() || 7
    const weeks = { 下: 1, 下下: 2 }[week] ?? 0
    const days = number - now + 7 * weeks
    return this.#said(addDays(this.#today, week === '' && days < 0 ? days + 7 : days))
  }

  #fromNow(count: string, unit: string): SaidDay | undefined {
    const number = count === '半' ? 0.5 : readNumber(count)
    if (number === undefined) return undefined
    const days = unit === '天' || unit === '日' ? number : unit.endsWith('月') ? number * 30 : number * 7
    return this.#said(addDays(this.#today, Math.round(days)))
  }
}

const PARTS: Readonly<Record<string, number>> = { 初: 1, 上旬: 1, 中: 15, 中旬: 15 }
const NEAR_DAYS: Readonly<Record<string, number>> = { 前天: -2, 昨天: -1, 今天: 0, 明天: 1, 后天: 2, 大后天: 3 }
const YEARS: Readonly<Record<string, number>> = { 前年: -2, 去年: -1, 今年: 0, 明年: 1, 来年: 1, 后年: 2, 大后年: 3 }

function yearOf(words: string | undefined, today: Day): number | undefined {
  if (words === undefined) return undefined
  const relative = YEARS[words]
  if (relative !== undefined) return Number(today.slice(0, 4)) + relative
  return words.length === 2 ? 2_000 + Number(words) : Number(words)
}

const two = (part: number): string => String(part).padStart(2, '0')
const dayOf = (year: number, month: number, date: number): Day => `${year}-${two(month)}-${two(date)}`
const addDays = (day: Day, days: number): Day => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
