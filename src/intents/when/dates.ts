/** Days by the calendar: 11月25日, 25号, 下个月15号, 月底, 后年6月, 年底, 2027-03-05. */
import type { Day } from '../../lib/calendar.ts'
import { N, numberOf } from './fold.ts'
import { addMonths, type DayMeaning, type DayRule, type Days, dayOf, fixed, lastOfMonth, monthOf, nearest, oneDay, type Reading, yearOf } from './meaning.ts'

const sticky = (source: string): RegExp => new RegExp(source, 'y')

/** A date without a year that passed this many days ago or fewer is a past date; an older one is next year's. */
const RECENT_DAYS = 60

export const YEAR = '(?:(今|本|明|后|大后|去|前|大前)年|((?:19|20)\\d\\d|[0-4]\\d|[二两][零〇][零〇一二三四五六七八九]{2})年)(?:的|,)?'
const YEARS: Readonly<Record<string, number>> = { 今: 0, 本: 0, 明: 1, 后: 2, 大后: 3, 去: -1, 前: -2, 大前: -3 }
const NUMERALS = '零一二三四五六七八九'

export function yearSaid(relative: string | undefined, digits: string | undefined, { today }: Reading): number | undefined {
  if (relative !== undefined) return yearOf(today) + (YEARS[relative] ?? 0)
  if (digits === undefined) return undefined
  if (digits.length === 2) return 2000 + Number(digits)
  return Number(/\d/.test(digits) ? digits : Array.from(digits.replace('两', '二').replaceAll('〇', '零'), (each) => NUMERALS.indexOf(each)).join(''))
}

const YEAR_ALONE = sticky(YEAR)

/** A year that begins right there, and where it ends. */
export function yearBefore(text: string, at: number, reading: Reading): { readonly year: number; readonly to: number } | undefined {
  YEAR_ALONE.lastIndex = at
  const found = YEAR_ALONE.exec(text)
  const year = found ? yearSaid(found[1], found[2], reading) : undefined
  return found && year !== undefined ? { year, to: at + found[0].length } : undefined
}

/** A month and day; the year follows from the direction of reading when it was not said. */
function date(year: number | undefined, month: number, day: number, reading: Reading): DayMeaning | undefined {
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31)) return undefined
  if (year !== undefined) return fixed(oneDay(dayOf(year, month, day)))
  const { today, calendar, back, yearly } = reading
  // Four years around: 29 February.
  const candidates = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((years) => dayOf(yearOf(today) + years, month, day)).filter((each) => each !== undefined)
  const latest = candidates.filter((each) => each < today).at(-1)
  if (!back && !yearly && latest !== undefined && latest >= calendar.addDays(today, -RECENT_DAYS)) return fixed(oneDay(latest))
  return fixed(nearest(reading, today, candidates.map(oneDay)))
}

/** A day of a month that was not named. */
function dayOfMonth(day: number, reading: Reading): DayMeaning | undefined {
  const { today } = reading
  if (!(day >= 1 && day <= 31)) return undefined
  const around = (from: Day): (Days | undefined)[] =>
    [-3, -2, -1, 0, 1, 2, 3].map((months) => {
      const first = addMonths(`${from.slice(0, 8)}01`, months)
      return oneDay(dayOf(yearOf(first), monthOf(first), day))
    })
  const found = fixed(nearest(reading, today, around(today)))
  return found && { ...found, after: (start) => nearest({ ...reading, back: false }, start, around(start)) }
}

const PART = '(底|末|尾|初|中旬|中(?![午间国华秋级])|上旬|下旬)'

/** A part of a month, or all of it. */
function partOfMonth(year: number, month: number, part: string | undefined): Days | undefined {
  const last = lastOfMonth(year, month)
  const days = (from: number, to: number, at?: number): Days | undefined => {
    const [first, end, date] = [dayOf(year, month, from), dayOf(year, month, to), at === undefined ? undefined : dayOf(year, month, at)]
    return first === undefined || end === undefined ? undefined : { first, last: end, ...(date === undefined ? {} : { date }) }
  }
  if (part === '底' || part === '末' || part === '尾') return days(last - 4, last, last)
  if (part === '初') return days(1, 5, 1)
  if (part === '中') return days(13, 17, 15)
  if (part === '上旬') return days(1, 10)
  if (part === '中旬') return days(11, 20)
  if (part === '下旬') return days(21, last)
  return days(1, last)
}

const grainOf = (part: string | undefined): DayMeaning['grain'] => (part === undefined ? 'month' : 'days')

/** What is left of a month that has begun. */
function clipped(days: Days | undefined, { today, back }: Reading): Days | undefined {
  if (!days || days.date !== undefined || days.first > today || days.last < today) return days
  return back ? { ...days, last: today } : { ...days, first: today }
}

function monthNamed(year: number | undefined, month: number, part: string | undefined, reading: Reading): DayMeaning | undefined {
  if (!(month >= 1 && month <= 12)) return undefined
  const years = year === undefined ? [-1, 0, 1].map((more) => yearOf(reading.today) + more) : [year]
  const candidates = years.map((each) => clipped(partOfMonth(each, month, part), reading))
  return fixed(year === undefined ? nearest(reading, reading.today, candidates) : candidates[0], grainOf(part))
}

/** @param months from the present one; undefined when none was named */
function monthNear(months: number | undefined, part: string | undefined, reading: Reading): DayMeaning | undefined {
  const inMonth = (ahead: number): Days | undefined => {
    const start = addMonths(`${reading.today.slice(0, 8)}01`, ahead)
    return clipped(partOfMonth(yearOf(start), monthOf(start), part), reading)
  }
  const days = months === undefined ? nearest(reading, reading.today, [-1, 0, 1].map(inMonth)) : inMonth(months)
  return fixed(days, grainOf(part))
}

function inMonthNear(months: number, day: number, { today }: Reading): DayMeaning | undefined {
  const start = addMonths(`${today.slice(0, 8)}01`, months)
  return fixed(oneDay(dayOf(yearOf(start), monthOf(start), day)))
}

export const NEAR_MONTH = '(这个?|本|当|下下个?|下个?|次|上个?|上上个?)月(?:份的?|的)?'
export const monthsAhead = (which: string): number =>
  /^[下次]/.test(which) ? Math.max(1, which.split('下').length - 1) : which.startsWith('上') ? 1 - which.split('上').length : 0

// 3号楼, 3号柜台 and 20号柴油 are no days; 25号后 is.
const THINGS = [
  '楼|窗|线|门|桌|院|库|店|口|厅|车|卡|柜|台|机|仓|路|码|位|房|间|柴|汽油|油(?!卡)|服务区|选手|文件|内|游|后[面门院排]|前[面门台]',
  '师傅(?!们)|技师|员工(?!大会|活动)|司机(?!之家|大会|活动|节|聚)|客服|坐席|席位|充电|桩|枪|泵|电梯|单元|宿舍|铺|床|病房|教室|会议室|通道|入口|出口|道口',
  '地磅|磅|场(?!次)|馆|站|摊|档|灯|座(?!谈)|槽|包[厢间]|公路|国道|[工订]?单(?![休独位])|表(?![彰演态决])|文(?![章化艺明])|头条',
].join('|')
const DAY = `(?:[号日](?!${THINGS}))`
const TIME_FOLLOWS = `(?= ?(?:\\d{1,2}[:点]|[上中下]午|早上|晚上|凌晨|傍晚|晌午|[一二两三四五六七八九十]{1,3}点)|那天|号|日|[（(]?(?:周|星期|礼拜)[一二三四五六日天])`
const NUMBER_BEFORE = '(?<![\\d.:/-])'

const EXACT: readonly DayRule[] = [
  [
    sticky('(?<![码号单])(20[2-4]\\d)([01]\\d)([0-3]\\d)(?!\\d)'),
    ([, year, month, date], _) => fixed(oneDay(dayOf(Number(year), Number(month), Number(date)))),
  ],
  [
    sticky(`${NUMBER_BEFORE}(20\\d\\d)(?:-|/|\\.)(\\d{1,2})(?:-|/|\\.)(\\d{1,2})(?!\\d)${DAY}?`),
    ([, year, month, date], _) => fixed(oneDay(dayOf(Number(year), Number(month), Number(date)))),
  ],
  [
    sticky(`(?:${YEAR})?(${N})月份?的?(${N})(?:${DAY}|(?![\\d:个位人元块点分月年天万.-]|[号日]))`),
    ([, relative, digits, month, day], reading) => date(yearSaid(relative, digits, reading), numberOf(month), numberOf(day), reading),
  ],
  // "25到27号", "25、26号": the first one lacks its 号.
  [
    sticky(`(?:${YEAR})?(${N})月份?(${N})(?=[到至、,和或~-]{1,2}${N}${DAY})`),
    ([, relative, digits, month, day], reading) => date(yearSaid(relative, digits, reading), numberOf(month), numberOf(day), reading),
  ],
  [
    sticky(`${NUMBER_BEFORE}(\\d{1,2})[./-](\\d{1,2})(?![\\d.:])(?:${DAY}|${TIME_FOLLOWS})`),
    ([, month, day], reading) => date(undefined, Number(month), Number(day), reading),
  ],
  [
    sticky(`(?:(?<=^|改到|改成|改为|换到|换成|定在|约在|约到)(\\d\\d)[./-](\\d\\d)|(?<=^)(\\d{1,2})/(\\d{1,2}))(?=$|[ ,。!?吧])`),
    ([, month, day, otherMonth, otherDay], reading) => date(undefined, Number(month ?? otherMonth), Number(day ?? otherDay), reading),
  ],
]

/** What goes on behind a number without its 号 and makes it none: 下个月十五个人, 这月3次. */
const NO_DATE = '(?![\\d一二两三四五六七八九十号日:个位人元块点分月天万千百次回场趟台条辆.-]|年(?![检审]))'

const IN_MONTH: readonly DayRule[] = [
  [sticky(`${NEAR_MONTH}(${N})${NO_DATE}`), ([, which = '', day], reading) => inMonthNear(monthsAhead(which), numberOf(day), reading)],
  [sticky(`${NEAR_MONTH}(${N})${DAY}`), ([, which = '', day], reading) => inMonthNear(monthsAhead(which), numberOf(day), reading)],
  [sticky(`${NEAR_MONTH}(?:月?${PART})?(?!(?:${N})[号日])`), ([, which = '', part], reading) => monthNear(monthsAhead(which), part, reading)],
  [sticky(`(?<![个半本这下上年])(?:这)?月(底|末|初|中旬|中(?![午间国华秋级])|上旬|下旬)`), ([, part], reading) => monthNear(undefined, part, reading)],
  [sticky(`(?<![第尾])(${N})${DAY}`), ([, day], reading) => dayOfMonth(numberOf(day), reading)],
  [sticky(`(?<![第尾])(${N})(?=[到至、,和或~-]{1,2}${N}${DAY})`), ([, day], reading) => dayOfMonth(numberOf(day), reading)],
]

/** 10.18 is a date only where people speak of such: beside 年检 it is, beside a booking it may be a price. */
const DOTTED: readonly DayRule[] = [
  [
    sticky(`${NUMBER_BEFORE}(\\d{1,2})[./-](\\d{1,2})(?![\\d.]| ?[元块米吨:])`),
    ([, month, day], reading) => (reading.yearly ? date(undefined, Number(month), Number(day), reading) : undefined),
  ],
]

const MONTHS: readonly DayRule[] = [
  [
    sticky(`(?:${YEAR})(${N})月(?:份的?)?${PART}?(?!${N}[号日])`),
    ([, relative, digits, month, part], reading) => monthNamed(yearSaid(relative, digits, reading), numberOf(month), part, reading),
  ],
  [sticky(`(${N})月(?:份的?)?${PART}`), ([, month, part], reading) => monthNamed(undefined, numberOf(month), part, reading)],
  [
    sticky(`(${N})月(?:份|(?![子球票饼薪供费租])(?!\\d|[一二两三四五六七八九十]次|[一二两三四五六七八九十]+[号日]))`),
    ([, month], reading) => monthNamed(undefined, numberOf(month), undefined, reading),
  ],
]

const yearPart = (year: number, part: string | undefined): Days | undefined => {
  const [first, last] = [dayOf(year, 1, 1), dayOf(year, 12, 31)]
  if (!first || !last) return undefined
  if (part === undefined) return { first, last }
  return part === '初' ? { first, last: `${year}-01-15`, date: first } : { first: `${year}-12-16`, last, date: last }
}

const YEAR_RULES: readonly DayRule[] = [
  [
    sticky(`(今|本|明|后|去|前)年?年?(底|末|初)`),
    ([, relative = '', part], reading) => fixed(yearPart(yearOf(reading.today) + (YEARS[relative] ?? 0), part), 'days'),
  ],
  [
    sticky('(?<![今本明后去前\\d])年(底|末|初)(?!尾|[一二三四五六七八九十\\d])'),
    ([, part], reading) =>
      fixed(
        nearest(
          reading,
          reading.today,
          [-1, 0, 1].map((years) => yearPart(yearOf(reading.today) + years, part)),
        ),
        'days',
      ),
  ],
  [
    sticky('(?:(明|后|大后|去|前|大前)年|((?:19|20)\\d\\d)年)(?![级款龄度会轻纪])'),
    ([, relative, digits], reading) => fixed(yearPart(yearSaid(relative, digits, reading) ?? 0, undefined), 'year'),
  ],
]

export const DATE_RULES: readonly DayRule[] = [...EXACT, ...DOTTED, ...IN_MONTH, ...MONTHS, ...YEAR_RULES]
