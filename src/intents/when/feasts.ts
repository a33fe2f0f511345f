/** Days by the moon and by festivals: 腊月二十三, 大年初三, 除夕, 国庆后第一天, 节后第一天上班. */
import { type Calendar, type Day, festivalDay } from '../../lib/calendar.ts'
import { N, numberOf } from './fold.ts'
import { type DayMeaning, type DayRule, type Days, fixed, nearest, oneDay, type Reading, yearOf } from './meaning.ts'
import { CLEARLY, lunar, NAMED_DAYS, NO_NAME, NO_PLACE } from './named-days.ts'

const sticky = (source: string): RegExp => new RegExp(source, 'y')

const around = (reading: Reading, inYear: (year: number) => Days | undefined): Days | undefined =>
  nearest(
    reading,
    reading.today,
    [-1, 0, 1, 2].map((years) => inYear(yearOf(reading.today) + years)),
  )

const byMoon = (month: number, date: number, reading: Reading): DayMeaning | undefined =>
  month >= 1 && month <= 12 && date >= 1 && date <= 30 ? fixed(around(reading, (year) => oneDay(lunar(year, month, date)))) : undefined

const eve = (reading: Reading): DayMeaning | undefined =>
  fixed(
    around(reading, (year) => {
      const first = lunar(year, 1, 1)
      return oneDay(first && reading.calendar.addDays(first, -1))
    }),
  )

/** A bare 初六 means the one of the first month when that is near. */
const NEAR_DAYS = 100
function bareFirstMonth(date: number, reading: Reading): DayMeaning | undefined {
  const meaning = byMoon(1, date, reading)
  const day = meaning?.find(reading.today)?.first
  const { calendar, today } = reading
  return day !== undefined && day <= calendar.addDays(today, NEAR_DAYS) && day >= calendar.addDays(today, -NEAR_DAYS) ? meaning : undefined
}

const LUNAR_DAY = `(初[一二三四五六七八九十]|初(?:10|\\d)|${N})[号日]?`
const dateSaid = (words = ''): number => numberOf(words.replace('初', ''))

const MOON: readonly DayRule[] = [
  [sticky('除夕夜?|大?年三十|大年夜'), (_, reading) => eve(reading)],
  [sticky(`(?:(?:春节|过年|大年)初|大年)(${N}|\\d)(?![点个月])`), ([, date], reading) => byMoon(1, numberOf(date), reading)],
  [sticky(`正月${LUNAR_DAY}`), ([, date], reading) => byMoon(1, dateSaid(date), reading)],
  [sticky(`(?:腊月|农历十二月)${LUNAR_DAY}`), ([, date], reading) => byMoon(12, dateSaid(date), reading)],
  [sticky(`冬月${LUNAR_DAY}`), ([, date], reading) => byMoon(11, dateSaid(date), reading)],
  [sticky(`(?:农历|阴历|旧历)(${N})月${LUNAR_DAY}`), ([, month, date], reading) => byMoon(numberOf(month), dateSaid(date), reading)],
  [sticky(`([二三四五六七八九十]{1,2})月(初[一二三四五六七八九十])`), ([, month, date], reading) => byMoon(numberOf(month), dateSaid(date), reading)],
  [sticky('八月十五(?![号日])'), (_, reading) => byMoon(8, 15, reading)],
  [
    sticky('(?<![年月第])初([一二三四五六七八九十])(?![一二三四五六七八九十中级步次期学生毕年的孩])'),
    ([, date], reading) => bareFirstMonth(numberOf(date), reading),
  ],
]

/** Festivals that bring days off. A bare 十一 or 五一 must look like the holiday. */
const FEASTS: readonly (readonly [words: string, name: string])[] = [
  [`${NO_NAME}国庆(?:节|${NO_PLACE})`, '国庆节'],
  [`(?<![二三四五六七八九十百千零第双\\d])十一${CLEARLY}`, '国庆节'],
  ['劳动节', '劳动节'],
  [`(?<![二三四五六七八九十百千零第\\d])五一${CLEARLY}`, '劳动节'],
  [`${NO_NAME}元旦(?:节|${NO_PLACE})`, '元旦'],
  ['春节|(?<!通)过年(?![龄检审])|大年(?!初|三十|夜)', '春节'],
  ['清明节?', '清明'],
  ['端午节?', '端午'],
  ['中秋节?', '中秋'],
]

/** The days off around a festival; only the festival itself when no plan is known. */
function daysOff(day: Day, calendar: Calendar): Days {
  const off = (each: Day): boolean => calendar.holiday(each)?.kind === 'holiday'
  if (!off(day)) return { first: day, last: day, date: day }
  let [first, last] = [day, day]
  for (let steps = 0; steps < 15 && off(calendar.addDays(first, -1)); steps += 1) first = calendar.addDays(first, -1)
  for (let steps = 0; steps < 15 && off(calendar.addDays(last, 1)); steps += 1) last = calendar.addDays(last, 1)
  return { first, last, date: day }
}

export function isWorkday(day: Day, calendar: Calendar): boolean {
  const kind = calendar.holiday(day)?.kind
  return kind === undefined ? calendar.weekday(day) <= 5 : kind === 'workday'
}

/** The days off of a festival, the one that is coming or has begun (looking back: the latest that has begun). */
function feast(names: readonly string[], reading: Reading): Days | undefined {
  const { calendar, today, back } = reading
  const all = names.flatMap((name) =>
    [-1, 0, 1, 2].flatMap((years) => {
      const day = festivalDay(name, yearOf(today) + years)
      // The days off reach no further than this from the festival.
      return day !== undefined && day > calendar.addDays(today, -400) && day < calendar.addDays(today, 400) ? [day] : []
    }),
  )
  const inOrder = all.sort()
  if (back) {
    const latest = inOrder.filter((day) => day <= calendar.addDays(today, 15)).reverse()
    return latest.map((day) => daysOff(day, calendar)).find(({ first }) => first <= today)
  }
  const coming = inOrder.filter((day) => day >= calendar.addDays(today, -15))
  return coming.map((day) => daysOff(day, calendar)).find(({ last }) => last >= today)
}

function workdayAfter(days: Days, nth: number, calendar: Calendar): Day {
  let day = days.last
  for (let left = Math.min(Math.max(nth, 1), 30); left > 0; ) {
    day = calendar.addDays(day, 1)
    if (isWorkday(day, calendar)) left -= 1
  }
  return day
}

const OF_IT = '(?:节|假期|放假|小?长假|黄金周|期间|假)*'
const WHICH_DAY = `(?:的?(?:头一?|第(${N}))(?:天|个工作日|个上班日))?的?(?:上班(?:的?第一天)?)?`
const LATER = `(?:过后|以后|之后|后(?![面门天院]))${WHICH_DAY}`
const EARLIER = `(?:之前|以前|前(?![面台门]))(?:的?(${N})天)?`

/** 第三天, 三天: one when it was not said, or is no number. */
const count = (words: string | undefined): number => numberOf(words) || 1

const after = (days: Days | undefined, nth: string | undefined, { calendar }: Reading) => fixed(oneDay(days && workdayAfter(days, count(nth), calendar)))
const before = (days: Days | undefined, daysBefore: string | undefined, { calendar }: Reading) =>
  fixed(oneDay(days && calendar.addDays(days.first, -count(daysBefore))))

/** The festival itself, a day of it, and the days around it. */
const festivalRules = (words: string, names: readonly string[]): DayRule[] => [
  [
    sticky(`(?:${words})${OF_IT}(?:过完|结束)?${LATER}|过完(?:${words})${OF_IT}${WHICH_DAY}`),
    ([, nth, other], reading) => after(feast(names, reading), nth ?? other, reading),
  ],
  [sticky(`(?:${words})${OF_IT}${EARLIER}`), ([, count], reading) => before(feast(names, reading), count, reading)],
  [
    sticky(`(?:${words})${OF_IT}的?(?:第(${N})|(最后)一?)天`),
    ([, nth, last], reading) => {
      const days = feast(names, reading)
      return fixed(oneDay(days && (last ? days.last : reading.calendar.addDays(days.first, count(nth) - 1))))
    },
  ],
  [sticky(`(?:${words})${OF_IT}`), (_, reading) => fixed(feast(names, reading))],
]

const ALL = ['元旦', '春节', '清明', '劳动节', '端午', '中秋', '国庆节']

const BY_NAME: readonly DayRule[] = [
  [sticky(`(?<![\\d一二两三四五六七八九十半几多今明去])年${LATER}`), ([, nth], reading) => after(feast(['春节'], reading), nth, reading)],
  [sticky(`过完年${WHICH_DAY}`), ([, nth], reading) => after(feast(['春节'], reading), nth, reading)],
  ...FEASTS.flatMap(([words, name]) => festivalRules(words, [name])),
  [sticky(`(?:节|节日|假期?|放假|收假)(?:过完|结束)?${LATER}`), ([, nth], reading) => after(feast(ALL, reading), nth, reading)],
  [sticky(`(?:过完节|放完假|收假)${WHICH_DAY}`), ([, nth], reading) => after(feast(ALL, reading), nth, reading)],
  [sticky(`(?:节|放假)${EARLIER}`), ([, count], reading) => before(feast(ALL, reading), count, reading)],
]

export const FEAST_RULES: readonly DayRule[] = [...MOON, ...NAMED_DAYS, ...BY_NAME].map(([words, means]) => [
  words,
  (found, reading) => {
    const meaning = means(found, reading)
    return meaning && { ...meaning, festival: true }
  },
])
