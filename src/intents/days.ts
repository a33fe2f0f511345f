/** Which days and which time of day a question is about. Pure. */
import { type Calendar, type Day, festivalDay, lunarDay } from '../lib/calendar.ts'
import { readNumber } from './numbers.ts'

const N = '(\\d{1,2}|[一二两三四五六七八九十]{1,3})'
const DATE = new RegExp(`${N}月${N}(?!\\d)`, 'g')
const DAY_OF_MONTH = new RegExp(`(?<![\\d月第初十周期拜])${N}[号日](?![\\d楼窗线门桌院库店口厅车卡内后前])`, 'g')
const NEAR: readonly (readonly [RegExp, number])[] = [
  [/今[天日早晚夜儿]/, 0],
  [/明[天日早晚儿个](?!白)/, 1],
  [/(?<!大)后(?:天|个(?!月|星期|礼拜)|儿个?)/, 2],
  [/大后(?:天|个|儿)/, 3],
]
const WEEKDAY = /(?<![上到至-]|上个)(下+|这|本)?个?(?:周|星期|礼拜)([一二三四五六日天末])(?!\s*[到至-])(?:[、和跟]?([日天])(?![周星礼期到]))?|(双休)/g
const HOLIDAYS: readonly (readonly [RegExp, string])[] = [
  [/国庆|(?<![二三四五六七八九十\d])十一(?![月号日点个块元岁年人])/, '国庆节'],
  [/劳动节|(?<![十百])五一(?![月号日点个块元])/, '劳动节'],
  [/元旦/, '元旦'],
  [/春节|过年|大年(?!初|三十)/, '春节'],
  [/清明/, '清明'],
  [/端午/, '端午'],
  [/中秋/, '中秋'],
]
const NEW_YEARS_EVE = /除夕|年三十/
const FIRST_MONTH = /(?:正月|大年)初?([一二三四五六七八九十]{1,3}|\d{1,2})|(?<![年月])初([一二三四五六七八九十]|10|[1-9])(?![中级步次\d])/g
const MOST_DAYS = 3

/** The days that a question asks about, none before today, in order. */
export function askedDays(text: string, today: Day, calendar: Calendar): Day[] {
  const ordinary = ordinaryDays(text, today, calendar)
  const days = ordinary.length > 0 ? ordinary : festivals(text, today, calendar)
  return [...new Set(days)].sort().slice(0, MOST_DAYS)
}

/** Does the question name its day by a festival only? */
export function byFestival(text: string, today: Day, calendar: Calendar): boolean {
  return ordinaryDays(text, today, calendar).length === 0 && festivals(text, today, calendar).length > 0
}

/** Days by their date, weekday, or distance from today. */
function ordinaryDays(text: string, today: Day, calendar: Calendar): Day[] {
  const dates = [...text.matchAll(DATE)].map((match) => comingDate(today, readNumber(match[1] ?? ''), readNumber(match[2] ?? '')))
  if (dates.length > 0) return known(dates)
  const near = NEAR.flatMap(([word, ahead]) => (word.test(text) ? [calendar.addDays(today, ahead)] : []))
  const weekdays = [...text.matchAll(WEEKDAY)].flatMap(([, which = '', name = '', also, both]) => {
    const first = both || name === '末' ? weekend(which, today, calendar) : [comingWeekday(which, name, today, calendar)]
    return also && name !== '末' ? [...first, comingWeekday(which, also, today, calendar)] : first
  })
  const inMonth = [...text.matchAll(DAY_OF_MONTH)].map((match) => {
    const wanted = readNumber(match[1] ?? '')
    return daysFrom(today, 62, calendar).find((day) => Number(day.slice(8)) === wanted)
  })
  return [...near, ...weekdays, ...known(inMonth)]
}

/** Days by their festival; where the plan names none, the statutory day. */
function festivals(text: string, today: Day, calendar: Calendar): Day[] {
  const year = Number(today.slice(0, 4))
  const coming = (dayIn: (year: number) => Day | undefined): Day | undefined => [year - 1, year, year + 1].map(dayIn).find((day) => day && day >= today)
  const eve = NEW_YEARS_EVE.test(text) ? [coming((each) => before(lunarDay(each, 1, 1), calendar))] : []
  const lunar = [...text.replace(NEW_YEARS_EVE, '').matchAll(FIRST_MONTH)].map((match) => {
    const date = readNumber(match[1] ?? match[2] ?? '') ?? 0
    return date >= 1 && date <= 30 ? coming((each) => lunarDay(each, 1, date)) : undefined
  })
  const exact = known([...eve, ...lunar])
  if (exact.length > 0) return exact
  const named = HOLIDAYS.flatMap(([words, name]) => (words.test(text) ? [name] : []))
  return known(
    named.map((name) => {
      const planned = daysFrom(today, 400, calendar).find((day) => calendar.holiday(day)?.kind === 'holiday' && calendar.holiday(day)?.name === name)
      return planned ?? coming((each) => festivalDay(name, each))
    }),
  )
}

const known = (days: readonly (Day | undefined)[]): Day[] => days.filter((day) => day !== undefined)
const before = (day: Day | undefined, calendar: Calendar): Day | undefined => day && calendar.addDays(day, -1)

const daysFrom = (first: Day, count: number, calendar: Calendar): Day[] => Array.from({ length: count }, (_, ahead) => calendar.addDays(first, ahead))

function comingDate(today: Day, month = 0, date = 0): Day | undefined {
  const year = Number(today.slice(0, 4))
  // Four years ahead at most: 29 February.
  for (const candidate of [year, year + 1, year + 2, year + 3, year + 4]) {
    const moment = new Date(Date.UTC(candidate, month - 1, date))
    const day = moment.toISOString().slice(0, 10)
    if (moment.getUTCMonth() === month - 1 && moment.getUTCDate() === date && day >= today) return day
  }
  return undefined
}

/** Saturday and Sunday; on a Sunday, what is left of them. */
function weekend(which: string, today: Day, calendar: Calendar): Day[] {
  const sunday = comingWeekday(which, '日', today, calendar)
  return sunday === today ? [today] : [calendar.addDays(sunday, -1), sunday]
}

function comingWeekday(which: string, name: string, today: Day, calendar: Calendar): Day {
  const now = calendar.weekday(today)
  const wanted = name === '天' ? 7 : '一二三四五六日'.indexOf(name) + 1
  if (which.startsWith('下')) return calendar.addDays(today, wanted - now + 7 * which.length)
  return calendar.addDays(today, (wanted - now + 7) % 7)
}

/** A time of day that a question names, in minutes of its day (beyond 1,440: the night after it). */
export interface AskedTime {
  readonly said: string
  readonly from: number
  readonly to: number
  /** It was named by the meal. */
  readonly meal?: true
}

const MEALS: readonly (readonly [words: RegExp, said: string, from: number, to: number])[] = [
  [/早饭|早餐/, '早饭', 5, 10],
  [/午饭|午餐|中饭/, '午饭', 10, 15],
  [/晚饭|晚餐|夜饭/, '晚饭', 16, 21],
  [/夜宵|宵夜/, '夜宵', 21, 26],
]

const PERIODS: readonly (readonly [words: string, from: number, to: number])[] = [
  ['凌晨', 0, 5],
  ['早上|早晨|清早|清晨|大早|早(?!点)', 6, 9],
  ['上午', 8, 12],
  ['中午|晌午', 12, 13],
  ['下午', 13, 18],
  ['傍晚', 17, 19],
  ['后半夜|半夜|夜里|深夜', 22, 30],
  ['晚上|夜晚|晚(?!点)|今夜', 18, 24],
]
const PERIOD = PERIODS.map(([words]) => words).join('|')
const CLOCK = new RegExp(`(${PERIOD})?\\s*${N}(?:点|:(\\d\\d))(半|钟)?`)

/** The time of day that a question names; undefined when it names none or asks for one (几点). */
export function askedTime(text: string): AskedTime | undefined {
  const meal = MEALS.find(([words]) => words.test(text))
  const eaten: AskedTime | undefined = meal && { said: meal[1], from: meal[2] * 60, to: meal[3] * 60, meal: true }
  if (/几点|什么时候|什么时间/.test(text)) return eaten
  const clock = CLOCK.exec(text)
  const [said = '', period = '', digits = '', minutes, half] = clock ?? []
  const hour = readNumber(digits)
  // A bare 一点 is "a little".
  const little = digits === '一' && !period && !half
  if (hour !== undefined && hour <= 24 && !little) {
    const at = hourOfDay(period, hour, minutes !== undefined) * 60 + (half === '半' ? 30 : Number(minutes ?? 0))
    return { said: fullWords(said.trim()), from: at, to: at }
  }
  if (eaten) return eaten
  for (const [words, from, to] of PERIODS) {
    const period = new RegExp(words).exec(text)
    if (period) return { said: fullWords(period[0]), from: from * 60, to: to * 60 }
  }
  return undefined
}

/** 今晚 and 明早 leave a bare 晚 or 早. */
const fullWords = (said: string): string => said.replace(/^[早晚](?![上晨])/, '$&上')

/** 晚上9点 is 21, 半夜两点 belongs to the night after the day; a bare 三点 is 15. */
function hourOfDay(period: string, hour: number, exact: boolean): number {
  if (/夜|晚/.test(period)) return hour < 5 ? hour + 24 : hour <= 12 ? hour + 12 : hour
  if (period === '下午') return hour < 12 ? hour + 12 : hour
  if (/中午|晌午/.test(period)) return hour <= 2 ? hour + 12 : hour
  if (period === '') return !exact && hour >= 1 && hour <= 6 ? hour + 12 : hour
  return hour
}

/** The moment `minutes` after the start of a day by the centre's clocks. */
export function momentOn(day: Day, minutes: number, calendar: Calendar): Date {
  const time = [Math.floor(minutes / 60) % 24, minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')
  return calendar.instant(calendar.addDays(day, Math.floor(minutes / 1440)), time)
}
