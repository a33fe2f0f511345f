/** The times in a sentence as they were said, from left to right. */
import { type Clock, type FromNow, matchAt, type Period, readClock, readFromNow, readPeriod } from './clock.ts'
import { COUNTED_RULES } from './counted.ts'
import { DATE_RULES, yearBefore } from './dates.ts'
import { FEAST_RULES } from './feasts.ts'
import { type DayMeaning, type DayRule, fixed, type Reading } from './meaning.ts'
import { NEAR_RULES, weekday } from './near.ts'

export interface Words {
  readonly day?: DayMeaning
  readonly period?: Period
  readonly clock?: Clock
}

/** A time as it was said: the piece of the folded text, and what it says. */
export interface Piece extends Words {
  readonly from: number
  readonly to: number
  readonly until?: Words
  /** 三点以后, 周五之前. */
  readonly open?: 'before' | 'after'
  readonly fromNow?: FromNow
  /** 刚才, 现在, 一会儿: counts only when nothing better was said. */
  readonly weak?: 'now' | 'today' | 'just'
}

const DAY_RULES: readonly DayRule[] = [...FEAST_RULES, ...DATE_RULES, ...NEAR_RULES]
/** The rules for counted days are many and seldom wanted. */
const COUNTS = /最后|倒数|第|头|[作班]日/
const COUNTS_WITHIN = 16
/** Every time begins with one of these. */
const BEGINS =
  /[\d一二两三四五六七八九十廿零〇半仨俩月初还大今明昨前后夜次第当赶凌拂天蒙清早晨起上头下过中晌正午傍擦黄挨深黑白晚差再等周星礼双这本除年春农阴旧正腊冬小元七重初国劳端收放节假去刚方现马待眼圣平跨情妇女植消愚青护母儿父建教万记光感全交公国龙惊谷芒夏处白寒霜立雨七九工最]/
/** A number that goes on to the left is not this number. */
const GOES_ON = /[\d.一二两三四五六七八九十百千零〇第每几月a-z]/
/** 每天下午三点 is no one time. */
const RECURS = /每(?:天|日|晚|早|周.?|个?(?:星期|礼拜).?|个?月)的?$/
/** 一上午 and 半晚上 are how long; 周一上午 and 初一晚上 are when. */
const COUNTED = /(?:^|[^周期拜初十])[一整几半]个?$/
const NUMERAL = /[\d一二两三四五六七八九十廿]/
const SHORT_DAY = /^(?:今|明|昨|前|夜(?:儿个?)?)$/
const FILLER = /(?:的|那天|当天|这天|,|、|:| |大概|大约|差不多|约|就|在|是)*/y
/** Between two names of one day. */
const APPOSITION = /[,、]?[（(]?(?:那个|那天|那周|也就是|就是|正好是?|刚好是?|是|的)*(?:个(?=周|星期|礼拜))?/y
const SAME_WEEKDAY = /[（(]?(?:周|星期|礼拜)[一二三四五六日天][)）]?/y
const RANGE = /(?:一直)?(?:到|至|-|~){1,2}/y
const BETWEEN = /和|跟|与/y
const BETWEEN_ENDS = /之间|中间/
const RANGE_END = /(?:之间|中间|这段时间|期间|这个?时间段?)/y
const AFTERWARDS = /(?:以后|之后|过后|往后|后(?![面门天院排半晌续台]))/y
const BEFOREHAND = /(?:以前|之前|前(?![面台门天年往晌后半]))/y
const SHORT_WEEKDAY = /(?:到|至|-|~)([一二三四五六日天])(?![点月号个年十百\d:]|[一二三四五六七八九十])/y

const WEAK: readonly (readonly [words: RegExp, kind: NonNullable<Piece['weak']>])[] = [
  [/刚才|刚刚|方才|才刚|刚(?=[丢掉落捡拾拉下送])/y, 'just'],
  [/现在(?=就|能|可以|有空|过去|过来|来|去|理|办|剪)|马上(?=就?(?:来|去|过去|过来|到))|眼下|这会儿?/y, 'now'],
  [/(?:一会儿?|待会儿?|等会儿?|等下|过会儿?)(?=就|能|可以|去|来|过去|过来|到)/y, 'today'],
]

export function piecesIn(text: string, reading: Reading): Piece[] {
  const pieces: Piece[] = []
  for (let at = 0; at < text.length; ) {
    const piece = BEGINS.test(text[at] ?? '') ? pieceAt(text, at, reading) : undefined
    if (piece && !RECURS.test(text.slice(Math.max(0, at - 5), at))) pieces.push(piece)
    at = piece?.to ?? at + 1
  }
  return pieces
}

function pieceAt(text: string, at: number, reading: Reading): Piece | undefined {
  const first = text[at] ?? ''
  if (NUMERAL.test(first) && at > 0 && GOES_ON.test(text[at - 1] ?? '')) return undefined
  if (COUNTED.test(text.slice(Math.max(0, at - 3), at)) && readPeriod(text, at, undefined)) return undefined
  const fromNow = readFromNow(text, at, reading.back)
  if (fromNow) return { from: at, to: fromNow.to, fromNow }
  const start = wordsAt(text, at, reading)
  if (!start) return weakAt(text, at)
  return ended(text, { from: at, ...start.words, to: start.to }, reading)
}

/** A day, a period and an hour that follow one another; at least one of them. */
function wordsAt(text: string, at: number, reading: Reading): { words: Words; to: number } | undefined {
  const day = dayAt(text, at, reading)
  let to = day?.to ?? at
  const near = day ? (SHORT_DAY.test(text.slice(at, to)) ? 'short' : 'day') : undefined
  const period = day ? (readPeriod(text, to, near) ?? readPeriod(text, skip(text, to), undefined)) : readPeriod(text, to, undefined)
  to = period?.to ?? to
  const clock = readClock(text, to, Boolean(day ?? period)) ?? (to > at ? readClock(text, skip(text, to), false) : undefined)
  to = clock?.to ?? to
  if (to === at) return undefined
  return { words: { ...(day ? { day: day.meaning } : {}), ...(period ? { period } : {}), ...(clock ? { clock } : {}) }, to }
}

const skip = (text: string, at: number): number => at + (matchAt(FILLER, text, at)?.[0].length ?? 0)

/** A day; said twice in one breath it is the narrower one: 下周周三, 月底30号, 十号那个周六. */
function dayAt(text: string, at: number, reading: Reading): { meaning: DayMeaning; to: number } | undefined {
  const first = oneDayAt(text, at, reading)
  const gap = first && matchAt(APPOSITION, text, first.to)
  const from = first && first.to + (gap?.[0].length ?? 0)
  if (!first || from === undefined || !BEGINS.test(text[from] ?? '')) return first
  const second = oneDayAt(text, from, reading)
  const both = second && narrower(first.meaning, second.meaning, reading)
  if (!second || !both) return first
  const closing = /[（(]/.test(gap?.[0] ?? '') && /[)）]/.test(text[second.to] ?? '') ? 1 : 0
  return { meaning: both, to: second.to + closing }
}

function oneDayAt(text: string, at: number, reading: Reading): { meaning: DayMeaning; to: number } | undefined {
  // 明年国庆: the one after the beginning of that year.
  const year = yearBefore(text, at, reading)
  const feast = year && ruled(FEAST_RULES, text, year.to, { ...reading, today: `${year.year}-01-01`, back: false })
  const counted = COUNTS.test(text.slice(at, at + COUNTS_WITHIN)) ? ruled(COUNTED_RULES, text, at, reading) : undefined
  return counted ?? feast ?? ruled(DAY_RULES, text, at, reading)
}

/** What both words name; undefined when the second goes on to another day. */
function narrower(first: DayMeaning, second: DayMeaning, reading: Reading): DayMeaning | undefined {
  const days = first.find(reading.today)
  if (!days) return undefined
  const from = reading.back ? days.last : days.first
  const after = reading.back ? undefined : second.after?.(from)
  const inside = after ?? second.find(second.fixed ? reading.today : from)
  const alone = first.weekday ? second.find(reading.today) : undefined
  // 周六12号: the date counts when it is a Saturday.
  if (alone && alone.first === alone.last && reading.calendar.weekday(alone.first) === reading.calendar.weekday(days.first)) return second
  if (!inside || inside.first < days.first || inside.last > days.last) return undefined
  const festival = (first.festival ?? second.festival) ? { festival: true as const } : {}
  const inner = inside.first === days.first && inside.last === days.last ? first : fixed(inside, second.grain)
  return inner && { ...inner, ...festival }
}

function ruled(rules: readonly DayRule[], text: string, at: number, reading: Reading): { meaning: DayMeaning; to: number } | undefined {
  for (const [words, means] of rules) {
    const found = matchAt(words, text, at)
    const meaning = found && means(found, reading)
    if (!found || !meaning) continue
    const to = at + found[0].length
    // 11月25日（周三）: the date counts.
    const days = meaning.weekday ? undefined : meaning.find(reading.today)
    const again = days?.first === days?.last && days ? matchAt(SAME_WEEKDAY, text, to) : null
    return { meaning, to: to + (again?.[0].length ?? 0) }
  }
  return undefined
}

/** With the other end of a range, or left open. */
function ended(text: string, piece: Piece, reading: Reading): Piece {
  const weekdays = piece.day?.weekday && !piece.period && !piece.clock ? matchAt(SHORT_WEEKDAY, text, piece.to) : null
  const short = weekdays && weekday(weekdays[1] === '天' ? 7 : '一二三四五六日'.indexOf(weekdays[1] ?? '') + 1, reading)
  if (weekdays && short) return { ...piece, to: piece.to + weekdays[0].length, until: { day: short } }
  const separator = matchAt(RANGE, text, piece.to) ?? matchAt(BETWEEN, text, piece.to)
  const other = separator && wordsAt(text, piece.to + separator[0].length, reading)
  if (separator && other) {
    const end = matchAt(RANGE_END, text, other.to)
    if (/^[和跟与]/.test(separator[0]) ? end && BETWEEN_ENDS.test(end[0]) : goTogether(piece, other.words)) {
      return {
        ...piece,
        until: piece.clock || piece.period || !other.words.day ? other.words : { day: other.words.day },
        to: other.to + (end?.[0].length ?? 0),
      }
    }
  }
  const after = matchAt(AFTERWARDS, text, piece.to)
  if (after) return { ...piece, open: 'after', to: piece.to + after[0].length }
  const before = matchAt(BEFOREHAND, text, piece.to)
  return before ? { ...piece, open: 'before', to: piece.to + before[0].length } : piece
}

/** 明天到三点 and 三点到后天 are no ranges; of 周一到周五上午 the days count. */
function goTogether(start: Words, end: Words): boolean {
  const hours = (words: Words): boolean => words.clock !== undefined || words.period !== undefined
  return hours(start) === hours(end) || (!hours(start) && end.day !== undefined)
}

function weakAt(text: string, at: number): Piece | undefined {
  for (const [words, weak] of WEAK) {
    const found = matchAt(words, text, at)
    if (found) return { from: at, to: at + found[0].length, weak }
  }
  return undefined
}
