/** What staff say about sessions: set phrases, each with a public number where it is about one. */
import { readNumber } from '../../../intents/numbers.ts'

type Kind = 'education' | 'party' | 'skills'
type Audience = 'all' | 'truck' | 'ride-hailing' | 'members'

export type Command =
  | { readonly does: 'create'; readonly words: string }
  | { readonly does: 'change'; readonly number: string; readonly words: string }
  | { readonly does: 'cancel'; readonly number: string; readonly why: string }
  | { readonly does: 'list' | 'sheet' | 'code' | 'close'; readonly number: string | undefined }
  | { readonly does: 'admit'; readonly number: string; readonly positions: readonly number[] }
  | { readonly does: 'decide'; readonly number: string; readonly approved: boolean; readonly why: string }
  | { readonly does: 'excuses' }

const SESSION = String.raw`s\s*[-–—－]?\s*(\d{1,9})(?!\d)`
const EXCUSE = String.raw`q\s*[-–—－]?\s*(\d{1,9})(?!\d)`
const phrase = (before: string, after: string): RegExp => new RegExp(`^(?:${before})\\s*[:：]?\\s*${after}[\\s,，:：]*(.*)$`, 'is')

const CREATE = /^(?:开课|新课|加课|排课)[\s:：,，]+(?!.*[吗没么?？]$)(.+)$/s
const CANCEL = phrase('取消课程?|停课|取消场次', SESSION)
const CHANGE = phrase('改课|课改|改场次', SESSION)
const ADMIT = phrase('补签|签到?上?', SESSION)
/** 签到码 alone is the door's. */
const CODE = /^(?:上课(?:签到)?码|大屏|签到码(?=\s*[:：]?\s*s))\s*(?:[:：]?\s*s\s*[-–—－]?\s*(\d{1,9}))?$/i
const LIST = /^(?:看|查)?(?:课程|报名|学员|签到|上课)?(?:名单|人员)\s*[:：]?\s*s\s*[-–—－]?\s*(\d{1,9})$/i
const SHEET = /^导出(?:报名|学员|签到)?(?:名单|表)\s*[:：]?\s*s\s*[-–—－]?\s*(\d{1,9})$/i
const CLOSE = /^(?:核对|核完|核对完|名单核对)\s*[:：]?\s*s\s*[-–—－]?\s*(\d{1,9})$/i
const DECIDE = phrase('(不准|不批|不同意|准假?|批准|同意)', EXCUSE)
const EXCUSES = /^(?:请假|补签|请假和补签)(?:单|名单|列表|条)$/

/** The staff command in a message; undefined when it is none. */
export function commandIn(raw: string): Command | undefined {
  const text = raw.normalize('NFKC').trim()
  const create = CREATE.exec(text)
  if (create) return { does: 'create', words: create[1] ?? '' }
  const cancel = CANCEL.exec(text)
  if (cancel) return { does: 'cancel', number: session(cancel[1]), why: (cancel[2] ?? '').trim() }
  const change = CHANGE.exec(text)
  if (change) return { does: 'change', number: session(change[1]), words: (change[2] ?? '').trim() }
  const admit = ADMIT.exec(text)
  if (admit) return { does: 'admit', number: session(admit[1]), positions: [...(admit[2] ?? '').matchAll(/\d{1,4}/g)].map(([digits]) => Number(digits)) }
  const decide = DECIDE.exec(text)
  if (decide) return { does: 'decide', number: `Q-${Number(decide[2])}`, approved: !(decide[1] ?? '').startsWith('不'), why: (decide[3] ?? '').trim() }
  if (EXCUSES.test(text)) return { does: 'excuses' }
  for (const [pattern, does] of [
    [LIST, 'list'],
    [SHEET, 'sheet'],
    [CODE, 'code'],
    [CLOSE, 'close'],
  ] as const) {
    const found = pattern.exec(text)
    if (found) return { does, number: found[1] === undefined ? undefined : session(found[1]) }
  }
  return undefined
}

const session = (digits: string | undefined): string => `S-${Number(digits)}`

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
const PLACES = /(\d{1,4})\s*(?:个?人|个?名额|座|个位)/
const HOURS = /(\d{1,2}(?:\.\d)?|[一二两三四五六七八])\s*个?学时/
const POINTS = /(\d{1,4})\s*(?:积分|分(?!钟))/
const WHERE =
  /(?:地点|在)\s*[:：]?\s*([\u4e00-\u9fa5\da-z]{2,16}?)(?=$|[\s,，。;；])|([一二三四五六\d]楼[\u4e00-\u9fa5]{0,8}|[\u4e00-\u9fa5]{1,6}(?:教室|会议室|活动室|大厅|礼堂|培训室))/i
const WEEKLY = /每(?:个)?(?:周|星期|礼拜)([一二三四五六日天])|每(两|2|三|3|四|4)周(?:的)?(?:周|星期)?([一二三四五六日天])/

export interface SaidSession {
  readonly kind: Kind | undefined
  readonly audience: Audience | undefined
  readonly places: number | undefined
  readonly tenths: number | undefined
  readonly points: number | undefined
  readonly place: string | undefined
  /** Recurs: on which weekday, every how many weeks. */
  readonly weekly: { readonly weekday: number; readonly weeks: number } | undefined
  /** What is left, without the time: the title. */
  readonly title: string
}

/** What staff's words say about a session; `when` are the words of its time, which are no part of the title. */
export function saidSession(words: string, when: string): SaidSession {
  let left = digitsBeforeHours(words.normalize('NFKC').replace(when, ' '))
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const found = pattern.exec(left)
    if (found) left = left.replace(found[0], ' ')
    return found
  }
  const weekly = take(WEEKLY)
  const places = take(PLACES)
  const hours = take(HOURS)
  const points = take(POINTS)
  const audience = AUDIENCES.find(([pattern]) => pattern.test(left))
  const place = take(WHERE)
  const kind = KINDS.find(([pattern]) => pattern.test(left))
  if (kind && left.replace(kind[0], ' ').replace(/[\s\p{P}]/gu, '').length >= 2) left = left.replace(kind[0], ' ')
  const title = left
    .replace(/(?:上午|下午|晚上|早上)?\d{1,2}[:：点]\d{0,2}(?:分|半)?\s*(?:[到至~-]\s*(?:上午|下午|晚上|早上)?\d{1,2}[:：点]?\d{0,2})?/g, ' ')
    .replace(/面向|限|名额|地点|时间|学时|积分/g, ' ')
    .replace(/^[\s,，。;；:：、]+|[\s,，。;；:：、]+$/g, '')
    .replace(/[\s,，;；。]+/g, ' ')
    .trim()
  return {
    kind: kind?.[1],
    audience: audience?.[1],
    places: places ? Number(places[1]) : undefined,
    tenths: hours ? Math.round((readNumber(hours[1] ?? '') ?? Number(hours[1])) * 10) : undefined,
    points: points ? Number(points[1]) : undefined,
    place: place?.[1] ?? place?.[2],
    weekly: weekly ? { weekday: weekdayOf(weekly[1] ?? weekly[3] ?? ''), weeks: weekly[2] ? (readNumber(weekly[2]) ?? 1) : 1 } : undefined,
    title,
  }
}

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
