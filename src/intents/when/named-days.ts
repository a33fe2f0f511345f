/** Days with a name that bring no day off: 圣诞节, 三八, 教师节, 双十一, 腊八, 七夕, 冬至. */
import { type Day, lunarDay, solarTermDay } from '../../lib/calendar.ts'
import { N, numberOf } from './fold.ts'
import { type DayRule, dayOf, fixed, nearest, oneDay, type Reading, yearOf } from './meaning.ts'

const sticky = (source: string): RegExp => new RegExp(source, 'y')

/** 张国庆 and 国庆哥 are people, 国庆路 is a road. */
export const NO_NAME =
  '(?<![李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范姚谭廖邹熊陆郝崔康邱秦史顾侯邵孟段钱汤尹黎贺赖龚])'
export const NO_PLACE =
  '(?![哥叔伯爷姐嫂姨]|师傅|老[师板弟]|先生|女士|经理|律师|[东西南北中]?(?:路|街|大道|巷|村|小区|广场|公园|超市|饭店|酒店|宾馆|大厦|商城))'
/** What may follow a name that is a number by itself: 五一, 十一, 三八. */
export const CLEARLY =
  '(?=期间|放假|假期|长假|小长假|黄金周|那天|那日|当天|当日|这天|过后|以后|之后|后|之前|以前|前|开|上班|还|能|可|想|约|要|我|带|孩子|免费|活动|到|休息|有人|去|来|节|早|晚|上午|下午|中午|$|[,。?!吗 ])'
const NO_NUMBER = '(?<![一二两三四五六七八九十百千零第\\d月])'
/** Weather, food and names of people as well, unless called a day. */
const AS_A_DAY = '(?=那天|那日|当天|当日|这天|节气|前一天|后一天|前后|第二天|上午|下午|中午)'

/** Its day in a year of the sun; of the moon, in the year in which the moon's year begins. */
type InYear = (year: number) => Day | undefined

const two = (part: number): string => String(part).padStart(2, '0')
const solar =
  (month: number, date: number): InYear =>
  (year) =>
    `${year}-${two(month)}-${two(date)}`

/** Lunar days by their date: each costs a walk through the tables of the library. */
const known = new Map<string, Day | undefined>()
const KNOWN_KEPT = 1_000

export function lunar(year: number, month: number, date: number): Day | undefined {
  // The tables of the moon end here.
  if (year < 1901 || year > 2099) return undefined
  const key = `${year}-${month}-${date}`
  if (!known.has(key)) {
    if (known.size >= KNOWN_KEPT) known.clear()
    known.set(key, lunarDay(year, month, date))
  }
  return known.get(key)
}

const moon =
  (month: number, date: number): InYear =>
  (year) =>
    lunar(year, month, date)

/** The nth such weekday of a month; Sunday is 0. */
const nth =
  (month: number, weekday: number, count: number): InYear =>
  (year) => {
    const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay()
    return dayOf(year, month, 1 + ((weekday - first + 7) % 7) + 7 * (count - 1))
  }

const term =
  (name: string): InYear =>
  (year) =>
    solarTermDay(name, year)

const CLEAR_TERMS = ['立春', '惊蛰', '春分', '谷雨', '立夏', '芒种', '夏至', '小暑', '大暑', '立秋', '处暑', '秋分', '寒露', '立冬', '冬至']
const OTHER_TERMS = ['雨水', '小满', '白露', '霜降', '小雪', '大雪', '小寒', '大寒']

const NAMED: readonly (readonly [words: string, inYear: InYear])[] = [
  ['圣诞(?:前夕|前?夜)|平安夜(?!(?:里|间)?[\\d一二两三四五六七八九十]{1,2}[点:])|平安(?=夜(?:里|间)?[\\d一二两三四五六七八九十]{1,2}[点:])', solar(12, 24)],
  ['圣诞(?:节|(?!老人|树|帽|歌|卡|礼物|快乐|装|袜))', solar(12, 25)],
  ['跨年(?:夜|那天|那晚|当天|当晚)', solar(12, 31)],
  ['(?<!七夕)情人节', solar(2, 14)],
  [`${NO_NUMBER}三八(?:国际)?(?:妇女)?节|(?:国际)?(?:劳动)?妇女节|女神节|女生节|${NO_NUMBER}(?:三八|3\\.?8(?=妇女|节))${CLEARLY}`, solar(3, 8)],
  ['植树节', solar(3, 12)],
  ['消费者权益(?:保护)?日|三一五(?:晚会)?(?=那天|当天|节|之前|前|后|$|[,。?! ])', solar(3, 15)],
  ['愚人节', solar(4, 1)],
  [`${NO_NUMBER}五四(?:运动|青年)?节|青年节|${NO_NUMBER}五四${CLEARLY}`, solar(5, 4)],
  ['护士节', solar(5, 12)],
  ['母亲节', nth(5, 0, 2)],
  [`${NO_NUMBER}六一(?:国际)?(?:儿童)?节|(?:国际)?儿童节|${NO_NUMBER}六一${CLEARLY}`, solar(6, 1)],
  ['父亲节', nth(6, 0, 3)],
  [`${NO_NUMBER}六一八(?=那天|当天|大促|之前|前|后|期间|$|[,。?! ])`, solar(6, 18)],
  [`${NO_NUMBER}七一(?:建党)?节|建党节|${NO_NUMBER}七一(?=那天|当天|那日|当日)`, solar(7, 1)],
  [`${NO_NUMBER}八一(?:建军)?节|建军节|${NO_NUMBER}八一(?=那天|当天|那日|当日)`, solar(8, 1)],
  ['教师节', solar(9, 10)],
  ['万圣(?:节?前夜|前夕|夜)', solar(10, 31)],
  ['万圣节', solar(11, 1)],
  ['记者节', solar(11, 8)],
  ['消防(?:宣传)?日', solar(11, 9)],
  ['双(?:十一|11)|光棍节', solar(11, 11)],
  ['感恩节', nth(11, 4, 4)],
  ['(?:全国)?交通安全日', solar(12, 2)],
  ['双(?:十二|12)', solar(12, 12)],
  ['国家公祭日|公祭日', solar(12, 13)],
  ['元宵节|(?<![吃买卖煮包送发做碗份滚])元宵(?!灯会|馅|汤|卖)', moon(1, 15)],
  ['二月二(?![十号日\\d一二三四五六七八九])|龙抬头', moon(2, 2)],
  ['三月三(?![十号日\\d一二三四五六七八九])', moon(3, 3)],
  ['(?:七夕)(?:情人)?节?', moon(7, 7)],
  ['中元节?|七月半', moon(7, 15)],
  ['(?:九九)?重阳(?:节|(?!路|街|镇|木))', moon(9, 9)],
  ['寒衣节', moon(10, 1)],
  ['腊八(?:节|(?!粥|蒜|面|醋))', moon(12, 8)],
  ['小年夜?(?!轻)', moon(12, 23)],
  ...CLEAR_TERMS.map((name) => [`${NO_NAME}${name}${NO_PLACE}`, term(name)] as const),
  ...OTHER_TERMS.map((name) => [`${name}${AS_A_DAY}`, term(name)] as const),
]

function dayNear(inYear: InYear, reading: Reading, days = 0): ReturnType<DayRule[1]> {
  const { calendar, today } = reading
  const all = [-1, 0, 1, 2].map((more) => inYear(yearOf(today) + more)).map((day) => oneDay(day && calendar.addDays(day, days)))
  return fixed(nearest(reading, today, all))
}

const AROUND = `(?:([前后])的?(${N})天|(?:过?(后)的?)?第(${N})天|(前)一?(?=晚))?`

/** How many days from the named one: 前两天, 后第一天, 第二天 (the one after it), 前一晚. */
function daysAway([side, count, behind, ordinal, eve]: readonly (string | undefined)[]): number {
  if (side) return (side === '前' ? -1 : 1) * (numberOf(count) || 1)
  if (ordinal) return (numberOf(ordinal) || 1) - (behind ? 0 : 1)
  return eve ? -1 : 0
}

/** One pattern for all: it is tried wherever a time may begin. */
export const NAMED_DAYS: readonly DayRule[] = [
  [
    sticky(`(?:${NAMED.map(([words]) => `(${words})`).join('|')})${AROUND}`),
    (found, reading) => {
      const at = found.slice(1, NAMED.length + 1).findIndex((words) => words !== undefined)
      const inYear = NAMED[at]?.[1]
      return inYear && dayNear(inYear, reading, daysAway(found.slice(NAMED.length + 1)))
    },
  ],
]
