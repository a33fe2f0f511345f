/** Which days and which time of day a question is about. Pure. */
import type { Calendar, Day } from '../lib/calendar.ts'
import { readNumber } from './numbers.ts'
import { whensIn } from './when.ts'

const N = '(\\d{1,2}|[一二两三四五六七八九十]{1,3})'
const MOST_DAYS = 3
/** 周末 and 明后天 are asked about day by day; of 周一到周五 and 下个月 the weekly plan tells more. */
const MOST_TOGETHER = 2

/** The days that a question asks about, none before today, in order. */
export function askedDays(text: string, today: Day, calendar: Calendar): Day[] {
  const said = daysSaid(text, today, calendar)
  const ordinary = said.filter(({ festival }) => !festival)
  return [...new Set((ordinary.length > 0 ? ordinary : said).flatMap(({ days }) => days))].sort().slice(0, MOST_DAYS)
}

/** Does the question name its day by a festival only? */
export function byFestival(text: string, today: Day, calendar: Calendar): boolean {
  const said = daysSaid(text, today, calendar)
  return said.length > 0 && said.every(({ festival }) => festival)
}

function daysSaid(text: string, today: Day, calendar: Calendar): { days: Day[]; festival: boolean }[] {
  return whensIn(text, calendar.startOfDay(today), calendar, { yearly: true }).flatMap((found): { days: Day[]; festival: boolean }[] => {
    if (found.dayless || found.past) return []
    const festival = found.festival ?? false
    // Of a holiday its first day off that is still to come.
    if (festival) return [{ days: [found.days.first > today ? found.days.first : today], festival }]
    if ('date' in found.when) return [{ days: [found.when.date], festival }]
    const days = [found.days.first, calendar.addDays(found.days.first, 1)].filter((day) => day <= found.days.last)
    return calendar.addDays(found.days.first, MOST_TOGETHER) > found.days.last ? [{ days, festival }] : []
  })
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
