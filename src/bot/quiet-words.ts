/** The hours in which somebody wants to hear nothing, read out of their words. Pure. */

import { readNumber } from '../intents/numbers.ts'
import { HOUSE_QUIET, type QuietSpan } from './quiet.ts'

const NUMBER = String.raw`\d{1,2}|[零一二两三四五六七八九十]{1,3}`
const PERIOD = '凌晨|早上|早晨|清早|早|上午|中午|晌午|下午|后晌|傍晚|晚上|夜里|夜间|半夜|黑喽|黑了|晚|次日|第二天'
const TIME = String.raw`(${PERIOD})*(${NUMBER})(?:[点时](半|(?:${NUMBER})分?)?|:(\d\d))`
const RANGE = new RegExp(`${TIME}钟?(?:到|至|-|~|—|–)+(?:第二天|次日|转天)?${TIME}`)
const FROM = new RegExp(`${TIME}钟?(?:以后|之后|往后|过后|后)`)
const UNTIL = new RegExp(`(?:${TIME}钟?|(中午|晌午))(?:以前|之前|前)`)

/** After noon: what a clock of twelve hours calls 1 to 11. */
const AFTER_NOON = /下午|后晌|傍晚|晚|夜|黑/
const NOON = /中午|晌午/

interface Read {
  hour: number
  minute: number
}

function timeOf(
  period: string | undefined,
  hour: string | undefined,
  rest: string | undefined,
  minutes: string | undefined,
  bare: 'night' | 'as-is',
): Read | undefined {
  const number = readNumber(hour ?? '')
  if (number === undefined || number > 24) return undefined
  const said = period ?? ''
  const night = /夜|黑|晚/.test(said)
  const small = night && number >= 1 && number <= 5 && /夜|黑/.test(said)
  const later = (AFTER_NOON.test(said) && !small) || (NOON.test(said) && number <= 4) || (said === '' && bare === 'night' && number >= 6)
  const read = later && number < 12 ? number + 12 : night && number === 12 ? 24 : number
  const minute = minutes !== undefined ? Number(minutes) : rest === '半' ? 30 : (readNumber((rest ?? '').replace('分', '')) ?? 0)
  return minute < 60 ? { hour: read % 24, minute } : undefined
}

const clock = ({ hour, minute }: Read): string => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

const lengthOf = ({ from, to }: QuietSpan): number => (minutesOf(to) - minutesOf(from) + 1_440) % 1_440

const NEGATIVE = /别|不|免打扰|勿|静音|白(?:给|响|再|叫|发)|停|关|吵|睡|觉|歇|甭|莫/
const ONLY_THEN =
  /之间(?:再)?(?:推送|发|提醒|通知)|(?:只|光|才)(?:在|能)?.{0,12}(?:发|推送|提醒)|(?:推送|提醒|通知|消息)?(?:时间)?(?:调整|设置?|改)(?:为|成|到)/
const SHIFT = /夜班|夜车|跑夜|白天(?:睡|补觉|别|不|白|莫|勿|甭)|(?:别|不要|甭|莫)在?(?:大)?白天|大白天/
const NIGHT = /夜|晚上|半夜|黑喽|黑了|凌晨|早上再|上午再/
const MIDDAY = /(?:中午|晌午).{0,8}(?:别|不|白|莫|勿|甭|睡|歇|静)/
const HOUSE = /(?:免打扰|时段|时间).{0,4}(?:默认|改回|还原|恢复原|原来)|(?:恢复|改回|还原|按)(?:成)?(?:默认|原来)/

/** Of the day's work shift sleeper; of who rests at noon. */
const DAY_SLEEP: QuietSpan = { from: '08:00', to: '18:00' }
const NOON_REST: QuietSpan = { from: '12:00', to: '14:00' }
/** A rest in the day at most this long (minutes) comes to the night's quiet; a longer one takes its place. */
const SHORT = 4 * 60

/** `house`: the hours that hold for everybody; undefined: no hours can be made out. */
export function hoursIn(text: string): readonly QuietSpan[] | 'house' | undefined {
  const words = text.normalize('NFKC').replace(/\s+/g, '')
  if (HOUSE.test(words)) return 'house'
  const span = spanIn(words)
  if (span) return withNight(span)
  if (SHIFT.test(words)) return [DAY_SLEEP]
  if (MIDDAY.test(words)) return withNight(NOON_REST)
  return NIGHT.test(words) ? 'house' : undefined
}

function spanIn(words: string): QuietSpan | undefined {
  const range = RANGE.exec(words)
  if (range) {
    const [, p1, h1, r1, m1, p2, h2, r2, m2] = range
    const only = ONLY_THEN.test(words) && !NEGATIVE.test(words)
    const inherits = p2 === undefined && p1 !== undefined && NOON.test(p1)
    const bare = p1 === undefined && m1 === undefined && m2 === undefined
    const part = bare
      ? partOf(readNumber(h1 ?? '') ?? 0, readNumber(h2 ?? '') ?? 0, nextMorning(range[0], p2), p2 !== undefined, only || SHIFT.test(words))
      : {}
    const from = timeOf(part.from ?? p1, h1, r1, m1, 'as-is')
    const to = timeOf(part.to ?? (inherits ? p1 : p2), h2, r2, m2, 'as-is')
    if (!from || !to || clock(from) === clock(to)) return undefined
    return only ? { from: clock(to), to: clock(from) } : { from: clock(from), to: clock(to) }
  }
  const [, p, h, r, m] = FROM.exec(words) ?? []
  const from = h === undefined ? undefined : timeOf(p, h, r, m, 'night')
  const [house] = HOUSE_QUIET
  if (from && house && clock(from) !== house.to) return { from: clock(from), to: house.to }
  const until = UNTIL.exec(words)
  if (!until || !house) return undefined
  const to = until[5] ? { hour: 12, minute: 0 } : timeOf(until[1], until[2], until[3], until[4], 'as-is')
  return to && clock(to) !== house.from ? { from: house.from, to: clock(to) } : undefined
}

/** Does it end on the morning after? */
const nextMorning = (range: string, period: string | undefined): boolean => /次日|第二天|转天/.test(range) || /早|凌晨|清/.test(period ?? '')

/**
 * The parts of the day that two bare hours mean: "十点到早上七点" is the night, "十二点到两点" the noon, "九点到五点" of
 * somebody who works at night the day. None where the hours stand as they are.
 */
function partOf(from: number, to: number, morning: boolean, toSaid: boolean, day: boolean): { from?: string; to?: string } {
  if (from > 12 || to > 12) return {}
  if (day) return to < from && !toSaid ? { to: '下午' } : {}
  if (from === 12 && to <= LATEST_NOON && !toSaid && !morning) return { from: '中午', to: '中午' }
  if (from === 12 && (morning || !toSaid)) return { from: '半夜' }
  const night = morning ? from >= 6 && to < from : !toSaid && from >= EARLIEST_NIGHT && to < from
  return night ? { from: '晚上' } : {}
}
/** The hours of a clock of twelve at which a rest at noon ends at the latest, and a bare night begins at the earliest. */
const LATEST_NOON = 4
const EARLIEST_NIGHT = 9

function withNight(span: QuietSpan): QuietSpan[] {
  const inTheDay = span.from < span.to && span.from >= '08:00' && span.to <= '21:30' && lengthOf(span) <= SHORT
  return inTheDay ? [...HOUSE_QUIET, span] : [span]
}

/** Fewer hours than this left for what is to be said is as good as stopping everything (minutes). */
const LEFT = 120

/** Is there any time of the day left? */
export const leavesTime = (spans: readonly QuietSpan[]): boolean => spans.reduce((sum, span) => sum + lengthOf(span), 0) <= 1_440 - LEFT
