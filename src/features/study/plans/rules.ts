/** What staff's words say about a session: what it is, where, for how many, and when. Pure. */
import { readNumber } from '../../../intents/numbers.ts'
import { type Said, whensIn } from '../../../intents/when.ts'
import type { Calendar } from '../../../lib/calendar.ts'
import { DAY, HOUR, MINUTE } from '../../../lib/clock.ts'

type Kind = 'education' | 'party' | 'skills'
type Audience = 'all' | 'truck' | 'ride-hailing' | 'members'

const KINDS: readonly (readonly [RegExp, Kind])[] = [
  [/继续教育|继教/, 'education'],
  [/党课|党员(?:学习|活动)?|主题党日/, 'party'],
  [/技能(?:培训)?/, 'skills'],
]
const AUDIENCES: readonly (readonly [RegExp, Audience])[] = [
  [/网约车(?:司机)?/, 'ride-hailing'],
  [/货车(?:司机)?|卡车司机/, 'truck'],
  [/(?:面向|限)党员/, 'members'],
]
/** Where a piece of the words begins, and where it ends. */
const BEGINS = String.raw`(?<=^|[\s,，、;；。])`
const ENDS = String.raw`(?=$|[\s,，、。;；])`
/** 改到, 换成, 加到, 是, or a colon between what is named and its value. */
const BECOMES = String.raw`\s*[:：]?\s*(?:改|换|挪|移|搬|调|加|减|增|扩|设|定)?(?:加|少|大|整)?(?:到|成|为|在|去|是)?\s*[:：]?\s*`
const NUMERAL = String.raw`\d{1,4}|[一二两三四五六七八九十百]{1,5}`

const PLACES: readonly RegExp[] = [
  new RegExp(`(?:名额|人数|位子|座位)${BECOMES}(?:限)?(${NUMERAL})\\s*(?:个?人|个|名|座|位)?(?!\\s*(?:小时|分钟|天))`),
  new RegExp(`(?:${BEGINS}(?:改|换|调|加|减|增|扩)(?:加|少|大)?(?:到|成|为)\\s*)?(?:仅?限\\s*)?(\\d{1,4})\\s*(?:个?人|个?名额|座|个位)(?:的?名额)?`),
]
const HOURS = new RegExp(`(?:学时${BECOMES}(\\d{1,2}(?:\\.\\d)?)|(\\d{1,2}(?:\\.\\d)?|[一二两三四五六七八])\\s*个?学时)`)
const POINTS = new RegExp(`(?:(?:送|给)?积分${BECOMES}(\\d{1,4})(?!\\s*(?:分钟|小时))\\s*分?|(?:送|给)?\\s*(\\d{1,4})\\s*(?:积分|分(?!钟)))`)
const ROOM = String.raw`[一二三四五六七八九\d]{1,2}楼[\u4e00-\u9fa5\d]{0,8}|[\u4e00-\u9fa5\d]{1,8}(?:教室|会议室|活动室|大厅|礼堂|培训室)`
const WHERE: readonly RegExp[] = [
  new RegExp(`(?:${BEGINS}|把|将)(?:上课)?(?:地点|地方|在)${BECOMES}([\\u4e00-\\u9fa5\\da-z]{2,16}?)${ENDS}`, 'i'),
  new RegExp(`(?:教室)?(?:改|换|挪|移|搬)(?:到|成|为|在|去)\\s*(${ROOM})`),
  new RegExp(`${BEGINS}(${ROOM})${ENDS}`),
  /(?<!\d)([一二三四五六七八九\d]楼[\u4e00-\u9fa5]{0,8})/,
]
const WEEKLY = /每(?:个)?(?:周|星期|礼拜)([一二三四五六日天])|每(两|2|三|3|四|4)周(?:的)?(?:周|星期)?([一二三四五六日天])/
/** 课名改成…, 改名叫… */
const RENAME =
  /(?:改名|更名|(?:课名|名字|名称|标题|题目)\s*[:：]?\s*(?:改|换)?)(?:叫做?|为|成|到|是)?\s*[:：]?\s*["“「『《]?([^"”」』》\s,，。;；]{2,30})["”」』》]?/
/** Words that only introduce a value, when they stand alone. */
const LABELS = new RegExp(`${BEGINS}(?:课名|名称|标题|面向|限|名额|人数|地点|上课时间|时间|学时|积分)(?:[:：]|${ENDS})`, 'g')

export interface SaidSession {
  readonly kind: Kind | undefined
  readonly audience: Audience | undefined
  readonly places: number | undefined
  readonly tenths: number | undefined
  readonly points: number | undefined
  readonly place: string | undefined
  /** Recurs: on which weekday, every how many weeks. */
  readonly weekly: { readonly weekday: number; readonly weeks: number } | undefined
  /** What it is to be called from now on. */
  readonly renamed: string | undefined
  /** So many places more (or fewer, below zero) than now. */
  readonly morePlaces: number | undefined
  /** What is left, without the time: the title. */
  readonly title: string
}

/** What staff's words say about a session; `when` are the words of its time, which are no part of the title. */
export function saidSession(words: string, when: string): SaidSession {
  let left = digitsBeforeHours(words.normalize('NFKC').replace(when, ' '))
  const take = (...patterns: readonly RegExp[]): RegExpExecArray | undefined => {
    const found = patterns.map((pattern) => pattern.exec(left)).find((each) => each !== null)
    if (found) left = left.replace(found[0], ' ')
    return found ?? undefined
  }
  const weekly = take(WEEKLY)
  const renamed = take(RENAME)
  const more = take(/(再?多?加|增加|再?减少?|少)\s*(\d{1,4})\s*个?(?:人|名额|位子|座)/)
  const places = take(...PLACES)
  const hours = take(HOURS)
  const points = take(POINTS)
  const audience = AUDIENCES.find(([pattern]) => pattern.test(left))
  take(/(?:面向|仅?限)(?:网约车|货车|卡车)?(?:司机|党员)(?:参加)?/)
  const place = take(...WHERE)
  const kind = KINDS.find(([pattern]) => pattern.test(left))
  if (kind && left.replace(kind[0], ' ').replace(/[\s\p{P}]/gu, '').length >= 2) left = left.replace(kind[0], ' ')
  return {
    kind: kind?.[1],
    audience: audience?.[1],
    places: places ? readNumber(places[1] ?? '') : undefined,
    tenths: hours ? tenthsOf(hours[1] ?? hours[2] ?? '') : undefined,
    points: points ? Number(points[1] ?? points[2]) : undefined,
    place: place?.[1],
    weekly: weekly ? { weekday: weekdayOf(weekly[1] ?? weekly[3] ?? ''), weeks: weekly[2] ? (readNumber(weekly[2]) ?? 1) : 1 } : undefined,
    renamed: renamed?.[1],
    morePlaces: more ? Number(more[2]) * (/减|^少/.test(more[1] ?? '') ? -1 : 1) : undefined,
    title: renamed?.[1] ?? titleOf(left),
  }
}

const tenthsOf = (words: string): number => Math.round((readNumber(words) ?? Number(words)) * 10)

const titleOf = (left: string): string =>
  left
    .replace(/(?:上午|下午|晚上|早上)?\d{1,2}[:：点]\d{0,2}(?:分|半)?\s*(?:[到至~-]\s*(?:上午|下午|晚上|早上)?\d{1,2}[:：点]?\d{0,2})?/g, ' ')
    .replace(LABELS, ' ')
    .replace(/^[\s,，。;；:：、]+|[\s,，。;；:：、]+$/g, '')
    .replace(/[\s,，;；。]+/g, ' ')
    .trim()

/** 下午三点 → 下午3点 */
const digitsBeforeHours = (words: string): string => words.replace(/[一二三四五六七八九十]{1,3}(?=点)/g, (numeral) => String(readNumber(numeral) ?? numeral))

/** Asks for something that comes again, in whatever way. */
export const recurs = (words: string): boolean => /每(?:个)?(?:周|星期|礼拜|月|天|日|年)|每[两二三四2-4]周/.test(words)

const weekdayOf = (name: string): number => (name === '天' ? 7 : '一二三四五六日'.indexOf(name) + 1)

/** The hours of a span in words: `14:30到17:00`, `下午2点到4点半`. Undefined without an end. */
export function spanIn(words: string): { start: string; end: string } | undefined {
  const found =
    /(上午|下午|晚上|早上)?\s*(\d{1,2})(?:[:：](\d{2})|点(半|\d{1,2})?)?\s*(?:分)?\s*[到至~-]\s*(上午|下午|晚上|早上)?\s*(\d{1,2})(?:[:：](\d{2})|点(半|\d{1,2})?)/.exec(
      digitsBeforeHours(words.normalize('NFKC')),
    )
  if (!found) return undefined
  const [, part, hour = '', minute, spoken, laterPart, laterHour = '', laterMinute, laterSpoken] = found
  const start = timeOf(part, hour, minute, spoken)
  const end = timeOf(laterPart ?? part, laterHour, laterMinute, laterSpoken)
  return start && end ? { start, end } : undefined
}

function timeOf(part: string | undefined, hour: string, minute: string | undefined, spoken: string | undefined): string | undefined {
  const afternoon = (part === '下午' || part === '晚上') && Number(hour) < 12
  const hours = Number(hour) + (afternoon ? 12 : 0)
  const minutes = spoken === '半' ? 30 : Number(minute ?? spoken ?? 0)
  if (hours > 23 || minutes > 59) return undefined
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}

interface Clock {
  readonly now: Date
  readonly calendar: Calendar
}

/** A time in staff's words: the day, where one was said, and the hours (`HH:MM`), where they were. */
export interface SaidTime {
  readonly day: string | undefined
  readonly from: string | undefined
  readonly to: string | undefined
  /** The words themselves; empty for none. */
  readonly said: string
}

const GRAINS_OF_DAYS: readonly string[] = ['day', 'days', 'month']

/** The time in staff's words: of "下午课 11月26日14:00到15:00" the one with day and hours. */
export function timeIn(words: string, { now, calendar }: Clock): SaidTime {
  const span = spanIn(words)
  const hours = (said: Said): boolean => 'start' in said.when && !GRAINS_OF_DAYS.includes(said.grain)
  const weight = (said: Said): number =>
    (said.dayless ? 0 : 2) + (hours(said) ? 1 : 0) + (said.role === 'to' ? 4 : 0) - (said.role === 'from' ? 4 : 0) + (/\d/.test(said.said) ? 0.5 : 0)
  const [best] = whensIn(words, now, calendar).sort((one, other) => weight(other) - weight(one))
  if (!best) return { day: undefined, from: span?.start, to: span?.end, said: '' }
  const day = best.dayless ? undefined : best.days.first
  const { when, said } = best
  if (span) return { day, from: span.start, to: span.end, said }
  if (!hours(best) || !('start' in when)) return { day, from: undefined, to: undefined, said }
  return { day, from: when.start.slice(11), to: when.end && when.end !== when.start ? when.end.slice(11) : undefined, said }
}

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^刻钟$/, 15 * MINUTE],
  [/^分钟?$/, MINUTE],
  [/^(?:小时|钟头)$/, HOUR],
  [/^天$/, DAY],
  [/^(?:周|星期|礼拜)$/, 7 * DAY],
]
const SHIFT =
  /(推迟|延后|延迟|推后|后延|往后(?:推|延|挪)?|顺延|晚|提前|提早|往前(?:提|挪)?|早)(?:了|个)?\s*(一个半|半|[一两二三四五六七八九十]{1,3}|\d{1,3}(?:\.\d)?)\s*个?(小时|钟头|刻钟|分钟?|天|周|星期|礼拜)(半)?/

/** How much later (below zero: earlier) it is to be, in milliseconds: 推迟半小时, 提前一天. */
export function shiftIn(words: string): number | undefined {
  const [, way = '', count = '', unit = '', half] = SHIFT.exec(words.normalize('NFKC')) ?? []
  const size = UNITS.find(([name]) => name.test(unit))?.[1]
  if (size === undefined) return undefined
  const times = count === '半' ? 0.5 : count === '一个半' ? 1.5 : (readNumber(count) ?? Number(count)) + (half ? 0.5 : 0)
  return Math.round(times * size) * (/提|前|早/.test(way) ? -1 : 1)
}

/** What they say about the time of a session that stands: without a day it stays on its own, without an end it stays as long. */
export function movedTo(
  words: string,
  session: { readonly startsAt: Date; readonly endsAt: Date },
  clock: Clock,
): { startsAt: Date; endsAt: Date } | undefined {
  const { calendar } = clock
  const length = session.endsAt.getTime() - session.startsAt.getTime()
  const shift = shiftIn(words)
  if (shift !== undefined) return { startsAt: new Date(session.startsAt.getTime() + shift), endsAt: new Date(session.endsAt.getTime() + shift) }
  const { day = calendar.localDay(session.startsAt), from, to, said } = timeIn(words, clock)
  if (said === '' && from === undefined) return undefined
  if (from !== undefined && to === undefined && ENDS_LATER.test(words)) return { startsAt: session.startsAt, endsAt: calendar.instant(day, from) }
  const startsAt = calendar.instant(day, from ?? calendar.localTime(session.startsAt))
  return { startsAt, endsAt: to === undefined ? new Date(startsAt.getTime() + length) : calendar.instant(day, to) }
}

/** 延长到17:00, 17点下课: only the end moves. */
const ENDS_LATER = /延长|下课|结束|讲到|上到/
