/** Days counted within a month, a week or a year: 这个月最后一天, 下个月第一个周一, 月底最后一个工作日. */
import type { Day } from '../../lib/calendar.ts'
import { monthsAhead, NEAR_MONTH, YEAR, yearSaid } from './dates.ts'
import { isWorkday } from './feasts.ts'
import { N, numberOf } from './fold.ts'
import { addMonths, type DayRule, type Days, dayOf, fixed, lastOfMonth, monthOf, nearest, oneDay, type Reading, yearOf } from './meaning.ts'
import { mondayOf, WEEK, weekdayNumber, weeksAhead } from './near.ts'

const sticky = (source: string): RegExp => new RegExp(source, 'y')

const WHICH = `(?:(最后|倒数第?)的?(${N})?个?|(头|第)(${N})?个?)`
const WHAT = `(?:(天)|(工作日|上班日)|${WEEK}([一二三四五六日天]))`
const COUNTED = `(?:里|内|份|中)?的?${WHICH}${WHAT}`
const LONGEST_SPAN = 400

/** Which of the days is counted: "最后一个周六" has kind `weekday`. */
interface Counting {
  readonly fromEnd: boolean
  readonly count: number
  readonly fits: (day: Day, reading: Reading) => boolean
}

function counting([last, lastCount, first, firstCount, day, workday, weekday]: readonly (string | undefined)[]): Counting | undefined {
  const words = lastCount ?? firstCount
  if (first === '第' && !words) return undefined
  const count = words ? numberOf(words) : 1
  const fits = (each: Day, { calendar }: Reading): boolean =>
    day !== undefined || (workday ? isWorkday(each, calendar) : calendar.weekday(each) === weekdayNumber(weekday ?? ''))
  return count >= 1 ? { fromEnd: last !== undefined, count, fits } : undefined
}

function countedIn({ first, last }: Days, { fromEnd, count, fits }: Counting, reading: Reading): Days | undefined {
  let day = fromEnd ? last : first
  for (let [steps, left] = [0, count]; steps < LONGEST_SPAN && day >= first && day <= last; steps += 1) {
    if (fits(day, reading)) left -= 1
    if (left === 0) return oneDay(day)
    day = reading.calendar.addDays(day, fromEnd ? -1 : 1)
  }
  return undefined
}

function month(year: number, number: number): Days | undefined {
  const [first, last] = [dayOf(year, number, 1), dayOf(year, number, lastOfMonth(year, number))]
  return first && last ? { first, last } : undefined
}

function monthAhead(months: number, { today }: Reading): Days | undefined {
  const start = addMonths(`${today.slice(0, 8)}01`, months)
  return month(yearOf(start), monthOf(start))
}

/** In the span that was named, whether it has passed or not. */
const named = (span: Days | undefined, how: Counting | undefined, reading: Reading) => fixed(span && how && countedIn(span, how, reading))

/** In the nearest of several spans. */
const near = (spans: readonly (Days | undefined)[], how: Counting | undefined, reading: Reading) =>
  how &&
  fixed(
    nearest(
      reading,
      reading.today,
      spans.map((span) => span && countedIn(span, how, reading)),
    ),
  )

const MONTH_END = '(?:月?[底末尾])?'
const SPAN = 30
const nextDays = ({ today, calendar }: Reading): Days => ({ first: calendar.addDays(today, 1), last: calendar.addDays(today, SPAN) })

export const COUNTED_RULES: readonly DayRule[] = [
  [
    sticky(`${NEAR_MONTH}${MONTH_END}${COUNTED}`),
    ([, which = '', ...words], reading) => named(monthAhead(monthsAhead(which), reading), counting(words), reading),
  ],
  [
    sticky(`(?<![年月])月[底末尾]${COUNTED}`),
    ([, ...words], reading) =>
      near(
        [-1, 0, 1].map((months) => monthAhead(months, reading)),
        counting(words),
        reading,
      ),
  ],
  [
    sticky(`(?:${YEAR})?(${N})月${MONTH_END}${COUNTED}`),
    ([, relative, digits, number, ...words], reading) => {
      const year = yearSaid(relative, digits, reading)
      if (year !== undefined) return named(month(year, numberOf(number)), counting(words), reading)
      const spans = [-1, 0, 1].map((more) => month(yearOf(reading.today) + more, numberOf(number)))
      return near(spans, counting(words), reading)
    },
  ],
  [
    sticky(`((?<!一)下+|上+|这|本)(?:一)?个?${WEEK}${COUNTED}`),
    ([, which = '', ...words], reading) => {
      const monday = mondayOf(reading, weeksAhead(which))
      return named({ first: monday, last: reading.calendar.addDays(monday, 6) }, counting(words), reading)
    },
  ],
  [
    sticky(`(今|本|明|后|去)年(?:年?底)?${COUNTED}`),
    ([, relative, ...words], reading) => {
      const year = yearSaid(relative, undefined, reading)
      return named(year === undefined ? undefined : { first: `${year}-01-01`, last: `${year}-12-31` }, counting(words), reading)
    },
  ],
  [
    sticky('(?:下一?个|第一个|头一个|最近(?:的|一个)*)(?:工作日|上班日)'),
    (_, reading) => named(nextDays(reading), { fromEnd: false, count: 1, fits: (day) => isWorkday(day, reading.calendar) }, reading),
  ],
]
