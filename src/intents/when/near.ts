/** Days by their distance from today and by their weekday: 明天, 大后天, 三天后, 下周三, 周末. */
import type { Day } from '../../lib/calendar.ts'
import { numberOf } from './fold.ts'
import { addMonths, type DayRule, type Days, fixed, nearest, oneDay, type Reading } from './meaning.ts'

const sticky = (source: string): RegExp => new RegExp(source, 'y')

const ahead = (words: string, days: number): DayRule => [sticky(words), (_, { calendar, today }) => fixed(oneDay(calendar.addDays(today, days)))]

const NEAR: readonly DayRule[] = [
  ahead('大大后[天日]', 4),
  ahead('大后[天日儿个]个?', 3),
  ahead('(?<![今以之往此然随最先])后(?:天|日|儿个?|个(?!月|星期|礼拜|小时|人))', 2),
  ahead('(?:赶)?(?<![聪文])明(?:天|日|儿个?|个(?!月|星期|礼拜|人|白))|次日|第二天(?=[早上下中晚])', 1),
  ahead('今(?:天|日(?!头条|说法)|儿个?|个(?!月|星期|礼拜))|当天(?=[早上下中晚])', 0),
  ahead('今(?=[早晚夜晨])', 0),
  ahead('(?<![聪文证透声表])明(?=[早晨晚](?![期会餐]))', 1),
  ahead('大前[天日儿个]', -3),
  ahead('昨(?:天|日|儿个?|个)|夜(?:儿个?|个儿?)(?!黑)', -1),
  ahead('昨(?=[早晚夜晨黑])', -1),
  ahead('(?<![以之从提])前(?:天|日|儿个?|个(?!月|星期|礼拜|人))', -2),
  ahead('(?<![以之从提])前(?=[晚夜])', -2),
  // 夜黑 is the evening of yesterday; 黑 is read as the period.
  ahead('夜(?:儿个?)?(?=黑)', -1),
]

const DAYS = `(\\d{1,3}|[一二两三四五六七八九十百廿俩仨]{1,4})`
const LATER = '(?:以后|之后|过后|后(?![面门排视台备期悔天勤]))'

function later(count: number, unit: string, half: boolean, reading: Reading): Day | undefined {
  const { calendar, today } = reading
  if (!(count >= 0)) return undefined
  if (unit === '天' || unit === '日') return calendar.addDays(today, count)
  if (unit === '年') return addMonths(today, 12 * count + (half ? 6 : 0))
  if (unit === '月') return calendar.addDays(addMonths(today, count), half ? 15 : 0)
  return calendar.addDays(today, 7 * count)
}

const LATER_ON: readonly DayRule[] = [
  [sticky(`再?过?半(?:个(月)|(年))${LATER}`), ([, month], reading) => fixed(oneDay(later(0, month ?? '年', true, reading)))],
  [
    sticky(`(?:再?过)?${DAYS}(?:(天|日)|个?(周|星期|礼拜)|个(半)?(月)|(年)(半)?)${LATER}`),
    ([, count, day, week, halfMonth, month, year, halfYear], reading) =>
      fixed(oneDay(later(numberOf(count), day ?? week ?? month ?? year ?? '', Boolean(halfMonth ?? halfYear), reading))),
  ],
  [
    sticky(`再?过(?!了)${DAYS}(?:(天)|个?(周|星期|礼拜)|个(月))(?!的)`),
    ([, count, day, week, month], reading) => fixed(oneDay(later(numberOf(count), day ?? week ?? month ?? '', false, reading))),
  ],
]

/** 还有四十来天, 半个月到期: of what runs out, not of what is booked. */
const RUNS_OUT: readonly DayRule[] = [
  [
    sticky(`(还有)?(?:(半)|${DAYS})(?:来|多)?(?:(天|日)|个?(周|星期|礼拜)|个(月))(到期|就)?`),
    ([, left, half, count, day, week, month, ends], reading) =>
      reading.yearly && (left ?? ends)
        ? fixed(oneDay(half ? (month ? later(0, month, true, reading) : undefined) : later(numberOf(count), day ?? week ?? month ?? '', false, reading)))
        : undefined,
  ],
]

/** Monday of the week that lies `weeks` after today's. */
export const mondayOf = ({ calendar, today }: Reading, weeks: number): Day => calendar.addDays(today, 1 - calendar.weekday(today) + 7 * weeks)

export const WEEK = '(?:周|星期|礼拜)'
// 一下周三 and 约上周六 are 周三 and 周六.
const WHICH = `((?<!一)下+|(?<![约排订定挂记赶补报占跟加早晚马安])上+|这|本)(?:一)?个?`
const NAME = '([一二三四五日天]|六(?!福)|[1-7](?![\\d点个天:.号月日年]))'
// 一周三次, 每周三, 周三十 are no weekdays.
const NO_COUNT = '(?<![每半几满]|(?<!周|星期|礼拜)[\\d一二两三四五六七八九十])'

export const weeksAhead = (which: string): number => (which.startsWith('下') ? which.length : which.startsWith('上') ? -which.length : 0)
export const weekdayNumber = (name: string): number => (/\d/.test(name) ? Number(name) : name === '天' ? 7 : '一二三四五六日'.indexOf(name) + 1)

/** Clipped to what is left of it (looking back: what has begun), for days that belong to the present. */
function clipped(days: Days, { today, back }: Reading): Days {
  if (days.first > today || days.last < today) return days
  return back ? { ...days, last: today } : { ...days, first: today }
}

function weekendFrom(saturday: Day, reading: Reading): Days {
  return clipped({ first: saturday, last: reading.calendar.addDays(saturday, 1) }, reading)
}

const WEEKS: readonly DayRule[] = [
  [
    sticky(`${WHICH}(?:${WEEK}末|${WEEK}六[、和]?${WEEK}?[日天])`),
    ([, which = ''], reading) => fixed(weekendFrom(reading.calendar.addDays(mondayOf(reading, weeksAhead(which)), 5), reading), 'days'),
  ],
  [
    sticky(`${NO_COUNT}(?:${WEEK}末|${WEEK}六[、和]?${WEEK}?[日天]|双休日?)`),
    (_, reading) => ({
      grain: 'days',
      fixed: false,
      find: (from) =>
        nearest(
          reading,
          from,
          [-1, 0, 1, 2].map((weeks) => weekendFrom(reading.calendar.addDays(mondayOf(reading, weeks), 5), reading)),
        ),
    }),
  ],
  [
    sticky(`${WHICH}${WEEK}(?:的?${WEEK})?${NAME}`),
    ([, which = '', name = ''], reading) => {
      const day = fixed(oneDay(reading.calendar.addDays(mondayOf(reading, weeksAhead(which)), weekdayNumber(name) - 1)))
      return day && { ...day, weekday: true }
    },
  ],
  [sticky(`${NO_COUNT}${WEEK}${NAME}`), ([, name = ''], reading) => weekday(weekdayNumber(name), reading)],
  [
    sticky(`${WHICH}(?:周|星期|礼拜)(?![一二三四五六日天末\\d])(?!年|边|到(?!期)|期)`),
    ([, which = ''], reading) => {
      const monday = mondayOf(reading, weeksAhead(which))
      return fixed(clipped({ first: monday, last: reading.calendar.addDays(monday, 6) }, reading), 'days')
    },
  ],
]

const sameDay = (day: Day): Days => ({ first: day, last: day })

/** The next such weekday, today included. */
export function weekday(wanted: number, reading: Reading): ReturnType<DayRule[1]> {
  const { calendar, back } = reading
  const nextFrom = (from: Day): Days => sameDay(calendar.addDays(from, (wanted - calendar.weekday(from) + 7) % 7))
  const find = (from: Day): Days => (back ? sameDay(calendar.addDays(from, -((calendar.weekday(from) - wanted + 7) % 7))) : nextFrom(from))
  return wanted >= 1 && wanted <= 7 ? { grain: 'day', fixed: false, weekday: true, find, after: (start) => nextFrom(start) } : undefined
}

/** 明后天, 这两天, 前几天. */
const VAGUE: readonly DayRule[] = [
  [
    sticky('明后[两二]?天|明天(?:或|或者|和|跟|、|,)?后天(?=都|皆)'),
    (_, { calendar, today }) => between(calendar.addDays(today, 1), calendar.addDays(today, 2)),
  ],
  [sticky('今明[两二]?天'), (_, { calendar, today }) => between(today, calendar.addDays(today, 1))],
  [
    sticky(`这([两二三几])天`),
    ([, count = ''], { calendar, today, back }) => {
      const days = count === '两' || count === '二' ? 1 : 2
      return back ? between(calendar.addDays(today, -days), today) : between(today, calendar.addDays(today, days))
    },
  ],
  [
    sticky('(?<!以)前([两二三几])天'),
    ([, count = ''], { calendar, today, back }) =>
      back ? between(calendar.addDays(today, count === '两' || count === '二' ? -3 : -5), calendar.addDays(today, -1)) : undefined,
  ],
  [
    sticky(`${DAYS}(?:(天)|个?(周|星期|礼拜)|个(月))(?:以前|之前|前(?![面台门]))`),
    ([, count, day, week, month], reading) => {
      const back = numberOf(count)
      if (!reading.back || !(back > 0)) return undefined
      return fixed(oneDay(month ? addMonths(reading.today, -back) : reading.calendar.addDays(reading.today, -(week ? 7 : 1) * (day || week ? back : 0))))
    },
  ],
]

const between = (first: Day, last: Day) => fixed({ first, last }, 'days')

export const NEAR_RULES: readonly DayRule[] = [...VAGUE, ...LATER_ON, ...RUNS_OUT, ...NEAR, ...WEEKS]
