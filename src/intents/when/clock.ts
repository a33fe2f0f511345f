/** The hour in a sentence: periods of the day, clock times, and spans of minutes or hours from now. */
import { N, numberOf } from './fold.ts'

const sticky = (source: string): RegExp => new RegExp(source, 'y')

/** A part of the day, in minutes of it (beyond 1,440: the night after it). */
export interface Period {
  readonly to: number
  readonly name: PeriodName
  readonly minutes: readonly [from: number, to: number]
}

type PeriodName = 'dawn' | 'early' | 'morning' | 'forenoon' | 'noon' | 'afternoon' | 'dusk' | 'evening' | 'night' | 'daytime'

const PERIODS: readonly (readonly [name: PeriodName, words: RegExp, from: number, to: number])[] = [
  ['dawn', sticky('(?:大|后)?凌晨|拂晓|天不亮|天没亮|蒙蒙亮'), 0, 5],
  ['early', sticky('(?:大?清[早晨](?:起来?)?|一大早|大早上?)'), 6, 9],
  ['morning', sticky('早上|早间|早晨|清起|晨间|晨'), 8, 12],
  ['forenoon', sticky('上午|午前|前晌|头晌|上晌|[前上]半晌'), 8, 12],
  ['noon', sticky('大?中午头?|晌午头?|正午|午间|晌火'), 11, 13],
  ['afternoon', sticky('下午|午后|后晌|下晌|过晌|[后下]半晌'), 12, 18],
  ['dusk', sticky('傍晚|傍黑儿?|天?擦黑儿?|天黑|黄昏|挨黑|傍黑天'), 17, 19],
  ['night', sticky('(?:后|下)半夜'), 24, 29],
  ['evening', sticky('(?:前|上)半夜'), 20, 24],
  ['night', sticky('大?半夜三更|三更半夜|大?半夜|夜里头?|深夜|夜间'), 22, 29],
  ['evening', sticky('大?晚上|夜晚|晚间|黑[老里家喽]|后黑|今夜'), 18, 22],
  ['daytime', sticky('(?:大)?白天'), 8, 18],
  ['evening', sticky(`晚(?=(?!一点(?!半|钟|\\d))${N}[点:])`), 18, 22],
  ['morning', sticky(`早(?=(?!一点(?!半|钟|\\d))${N}[点:])`), 8, 12],
]
/** What 今, 明, 昨 and 周五 leave behind: 今晚, 明早, 昨夜, 周五晚八点. */
const AFTER_DAY: readonly (readonly [name: PeriodName, words: RegExp, from: number, to: number])[] = [
  ['evening', sticky('晚'), 18, 22],
  ['evening', sticky('黑儿?|夜'), 18, 22],
  ['early', sticky('一早(?![上晚])'), 6, 9],
  ['morning', sticky('早'), 8, 12],
]
/** 早上好 greets; 晚点来 and 早一点 ask for later or earlier. */
const NO_PERIOD = /(?:好(?![不吗])|茶|班车|睡(?!醒|起|完|好|够|到))/y
const LATER_OR_EARLIER = /[早晚](?:一?点(?!半|钟|\d)|一?些|一会|到|来|去|走|饭|餐|班|回|退|期|高峰)/y

/** @param near whether the character before belongs to a day: 近 for 今早 (always a period), `day` for 周五晚 */
export function readPeriod(text: string, at: number, near: 'short' | 'day' | undefined): Period | undefined {
  const rules = near === undefined || (near === 'day' && matchAt(LATER_OR_EARLIER, text, at)) ? PERIODS : [...PERIODS, ...AFTER_DAY]
  for (const [name, words, from, to] of rules) {
    const found = matchAt(words, text, at)
    if (!found || (near === undefined && matchAt(NO_PERIOD, text, at + found[0].length))) continue
    return { to: at + found[0].length, name, minutes: [from * 60, to * 60] }
  }
  return undefined
}

/** An hour by the clock as it was said. */
export interface Clock {
  readonly to: number
  readonly hour: number
  readonly minute: number
  /** Said so that it can only be one of the two halves of the day: 15:00, 03:00, 3pm. */
  readonly exact: boolean
  /** 两三点: up to this hour. */
  readonly until?: number
}

const TIME = sticky('(?<![\\d:.])(\\d{1,2}):([0-5]\\d)(?::[0-5]\\d)?(?![\\d:])(?:\\s?(am|pm))?')
const AM_PM = sticky('(\\d{1,2})\\s?(am|pm)(?![a-z])')
const DOTTED = sticky('(\\d{1,2})\\.([0-5]\\d)(?![\\d.元块毛万角折人次个%])')
const SHORT_OF = sticky(`差(${N}|一刻|1刻)(?:分钟?)?(?:就|到)?(${N})点`)
// 3点种 and 三点中 are 钟 heard wrong; 三点半 comes as 办 or 伴.
const POINT = `(?:点(?!意见|建议|要求|原因|理由|积分|说明|感受|体会|问题|疑问|想法|希望|请求|注意|一线|多钱|[心评菜餐赞头击滴])|时(?![候间刻常不段代装差]))`
const HOUR = sticky(`(${N}|[零〇])${POINT}(?:钟|种|整|中(?=[来去到过的能左之以]))?`)
const HALF = sticky('半(?!个|天|小时|价|夜)|[办伴](?=$|[,。!?~ ]|[吧的去来过能行可见到约有开左之以呢吗好])')
const QUARTERS = sticky('([一三13])刻钟?')
const MINUTES = sticky(`过?(?:零|0)?(${N})分(?!钟?[之以]?[后前])`)
const BARE_MINUTES = sticky(
  '([0-5]\\d)(?![\\d个元块位人号日月年点天:.公吨米多])|([二三四五]?十[一二三四五六七八九]?|[零〇][一二三四五六七八九]|[二三四五]十)(?![个元块位人号日月年点天公吨米多])',
)
const LESS = sticky(`差(${N}|一刻)(?:分钟?)?`)
// 九点九 is a price, 三点五公里 a distance.
const DECIMAL = sticky('[一二三四五六七八九\\d](?![\\d一二三四五六七八九十]*(?:个人|个月|位|名|辆|点|号|楼|层))')
const PAIR = sticky('(?:(十)?([一两二三四五六七八九])、?([二三四五六七八九])|(1?\\d)[、,](1?\\d))点(?!半|\\d)(?:钟|多)?')
const FIRST_OF_RANGE = sticky(`(${N})(?=(?:到|至|-|~)(?:[早晚上中下午]{0,2})${N}(?:点|时(?![候间])|:\\d\\d))`)
/** 快一点 asks for more: a bare 一点 needs something around that makes it an hour. */
const A_LITTLE_GOES_ON = /(?:就[到来去过]|[来去到过见能可行吧吗呢有走开]|$|[,。!?~ ]|左右|之?前|以?前|之?后|以?后|多)/y
const LITTLE_BEFORE = /(?:^|[到在约是就等改成,。!? 定]|之前|大概|大约)$/
const ROUGHLY = /(?:多|来钟|左右|上下|前后|的?样子|多钟)/y

/** @param near the hour follows a day or period directly */
export function readClock(text: string, at: number, near: boolean): Clock | undefined {
  const read = exactClock(text, at, near) ?? pairOfHours(text, at) ?? spokenClock(text, at, near) ?? firstOfRange(text, at)
  // Numerals that make no number (五三点) are NaN and in no range.
  if (!read || !(read.hour >= 0 && read.hour <= 24 && read.minute >= 0 && read.minute <= 59)) return undefined
  const roughly = matchAt(ROUGHLY, text, read.to)
  return roughly ? { ...read, to: read.to + roughly[0].length } : read
}

function exactClock(text: string, at: number, near: boolean): Clock | undefined {
  const found = matchAt(TIME, text, at) ?? (near ? matchAt(DOTTED, text, at) : null)
  if (found) return halves(found, found[1], Number(found[2]), found[3])
  const short = matchAt(AM_PM, text, at)
  return short ? halves(short, short[1], 0, short[2]) : undefined

  function halves([said]: RegExpExecArray, digits = '', minute: number, half: string | undefined): Clock {
    const hour = Number(digits)
    const turned = half === 'pm' && hour < 12 ? hour + 12 : half === 'am' && hour === 12 ? 0 : hour
    return { to: at + said.length, hour: turned, minute, exact: half !== undefined || digits.startsWith('0') || hour > 12 }
  }
}

function spokenClock(text: string, at: number, near: boolean): Clock | undefined {
  const short = matchAt(SHORT_OF, text, at)
  if (short) return lessBy(at + short[0].length, numberOf(short[2]), short[1] ?? '')
  const found = matchAt(HOUR, text, at)
  if (!found) return undefined
  const [said, words = ''] = found
  const end = at + said.length
  const hour = numberOf(words)
  const spoken: Clock = { to: end, hour, minute: 0, exact: hour > 12 || hour === 0 || /^0\d/.test(words) }
  const half = matchAt(HALF, text, end)
  if (half) return { ...spoken, to: end + half[0].length, minute: 30 }
  const quarters = matchAt(QUARTERS, text, end)
  if (quarters) return { ...spoken, to: end + quarters[0].length, minute: 15 * numberOf(quarters[1]) }
  const less = matchAt(LESS, text, end)
  if (less) return lessBy(end + less[0].length, hour, less[1] ?? '')
  const minutes = matchAt(MINUTES, text, end) ?? matchAt(BARE_MINUTES, text, end)
  if (minutes) return { ...spoken, to: end + minutes[0].length, minute: numberOf((minutes[1] ?? minutes[2] ?? '').replace(/^[零〇](?=.)/, '')) }
  // A 钟 or 整 settles it; else digits behind the 点 make it a decimal.
  if (said.endsWith('点') && matchAt(DECIMAL, text, end)) return undefined
  return words === '一' && said === '一点' && !near && !isOneOClock(text, at, end) ? undefined : spoken
}

const isOneOClock = (text: string, at: number, end: number): boolean => LITTLE_BEFORE.test(text.slice(0, at)) && matchAt(A_LITTLE_GOES_ON, text, end) !== null

function lessBy(to: number, hour: number, words: string): Clock | undefined {
  const less = words.endsWith('刻') ? 15 : numberOf(words)
  if (!(less > 0 && less < 60)) return undefined
  return { to, hour: hour === 0 ? 23 : hour - 1, minute: 60 - less, exact: hour > 13 }
}

/** 两三点, 3、4点, 十一二点. */
function pairOfHours(text: string, at: number): Clock | undefined {
  const found = matchAt(PAIR, text, at)
  if (!found) return undefined
  const [said, ten, first, second, digits, moreDigits] = found
  const more = ten ? 10 : 0
  const [hour, until] = [numberOf(first ?? digits) + more, numberOf(second ?? moreDigits) + more]
  return until === hour + 1 ? { to: at + said.length, hour, minute: 0, exact: hour > 12, until } : undefined
}

/** The 9 of 9-11点. */
function firstOfRange(text: string, at: number): Clock | undefined {
  const found = matchAt(FIRST_OF_RANGE, text, at)
  const hour = numberOf(found?.[1])
  return found ? { to: at + found[0].length, hour, minute: 0, exact: hour > 12 } : undefined
}

/** A span from now, in minutes: 半小时后, 过两个钟头, 一刻钟以后; looking back, 半小时前. */
export interface FromNow {
  readonly to: number
  readonly minutes: number
}

const COUNT = '(\\d{1,3}(?:\\.\\d)?|[一二两三四五六七八九十廿俩仨]{1,4})'
const AMOUNT = `(?:${COUNT}(?:分钟|分(?=[之以]?后))|(半)个?(?:小时|钟头|钟)|${COUNT}刻钟|${COUNT}(?:个(半)?)?(?:小时|钟头|钟)(半)?(?:${COUNT}分钟?)?)`
const LATER = sticky(`(?:再?过|等)?${AMOUNT}(?:过后|以后|之后|后(?![面门天排]))`)
const PASSING = sticky(`(?:再过|过|再等)${AMOUNT}(?!了)`)
const EARLIER = sticky(`${AMOUNT}(?:以前|之前|前(?![面门台]))`)

export function readFromNow(text: string, at: number, back: boolean): FromNow | undefined {
  const earlier = back ? matchAt(EARLIER, text, at) : null
  const found = earlier ?? matchAt(LATER, text, at) ?? matchAt(PASSING, text, at)
  if (!found) return undefined
  const [said, minutes, half, quarters, hours, halfMore, halfBehind, odd] = found
  const size = minutes
    ? numberOf(minutes)
    : half
      ? 30
      : quarters
        ? 15 * numberOf(quarters)
        : 60 * numberOf(hours) + ((halfMore ?? halfBehind) ? 30 : 0) + (odd ? numberOf(odd) : 0)
  return size > 0 ? { to: at + said.length, minutes: Math.round(size) * (earlier ? -1 : 1) } : undefined
}

/** Does the sticky pattern match right there? */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** The hour within a period: 晚上9点 is 21, 半夜两点 belongs to the night after the day. Undefined when they do not go together. */
export function hourIn({ name }: Pick<Period, 'name'>, hour: number): number | undefined {
  if (hour > 12) return name === 'night' && hour < 18 ? undefined : hour
  switch (name) {
    case 'dawn':
      return hour === 12 ? 0 : hour
    case 'early':
    case 'morning':
    case 'forenoon':
      return hour
    case 'noon':
      return hour <= 3 ? hour + 12 : hour
    case 'afternoon':
    case 'dusk':
      return hour < 12 ? hour + 12 : hour
    case 'evening':
      return hour < 5 || hour === 12 ? hour + (hour === 12 ? 12 : 24) : hour + 12
    case 'night':
      return hour < 6 ? hour + 24 : hour + 12
    case 'daytime':
      return hour < 7 ? hour + 12 : hour
  }
}
