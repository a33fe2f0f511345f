/** What runs out, how people call it, on which day, and when they are reminded. */
import { type Said, whensIn } from '../../intents/when.ts'
import type { Calendar, Day } from '../../lib/calendar.ts'
import { DAY } from '../../lib/clock.ts'

export const KINDS = ['inspection', 'insurance', 'licence', 'certificate', 'other'] as const
export type Kind = (typeof KINDS)[number]

/** What runs out: its kind, and the name the person gave it. */
export interface Matter {
  readonly kind: Kind
  readonly label: string
}

/** The more special name first. */
const CALLED: readonly (readonly [RegExp, Kind, string])[] = [
  [/二保|二级维护/, 'other', '二级维护'],
  [/罐(?:体)?检/, 'inspection', '罐体检测'],
  [/交强|强险|强制保?险/, 'insurance', '交强险'],
  [/商业(?:保?险|的)/, 'insurance', '商业险'],
  [/营运险|承运险/, 'insurance', '承运险'],
  [/保险|车险|续保|脱保|baoxian/, 'insurance', '保险'],
  [/网约车(?:从业|资格|驾驶员)?证/, 'certificate', '网约车证'],
  [/从业|资格证|资个证|资格正/, 'certificate', '从业资格证'],
  [/营运证|运输证/, 'other', '营运证'],
  [/体检/, 'other', '体检'],
  [/驾照|驾驶证|驾驶本|架照|换证|jiazhao/, 'licence', '驾照'],
  [/年检|年审|审车|车审|检车|验车|审验|检验|车检|检测|年间|年捡|行驶证|行车证|nianjian|niantian/, 'inspection', '年检'],
]
const TRAILER = /挂车|挂的|那挂|挂(?=是|年)/

const DENIED = /(?:不是|不办|没说)[^,，。是]{1,6}(?=[,，。\s是])/g

/** The things that the words name, each once, the more special first. */
export function mattersIn(text: string): Matter[] {
  let left = text.replace(DENIED, ' ')
  const found: Matter[] = []
  for (const [words, kind, label] of CALLED) {
    if (!words.test(left)) continue
    left = left.replace(new RegExp(words, 'g'), ' ')
    found.push({ kind, label: kind === 'inspection' && TRAILER.test(text) ? `挂车${label}` : label })
  }
  return found
}

/** What is no part of a thing's name: who shall do what. */
const AROUND =
  /(?:到时候?|到点|到日子|提前|届时|以后|之前|前)?(?:再|就)?(?:麻烦|请|帮|给|替)?(?:我|你|您)?(?:设置?|挂|弄|整|加|新加|记录|登记|记|提醒|喊|叫|告诉|通知|吆喝|催|提|说)(?:个|一个|一下|下|住|着|上|好|到|我|你)*(?:提醒|日子|日期|闹钟|一声|声|醒)?|别(?:让我|叫我)?忘[了记]?|不要忘[了记]?|到期(?:日|时间)?|截止|过期|之前|以前|为止|日期|日子|提醒|麻烦|帮我|给我|替我|[的了吧啊呀哈嘛呢]|我(?:要|得|该|想)?|要|得|该|是|在|于|有|[\s\p{P}\p{S}]/gu
const LONGEST_LABEL = 12

/** The name of something of the person's own ("交罚款"), once days and orders are taken away; undefined when nothing is left. */
export function ownLabel(words: string): string | undefined {
  const label = words.replace(AROUND, '')
  const length = Array.from(label).length
  return length >= 2 && length <= LONGEST_LABEL && /\p{Script=Han}/u.test(label) ? label : undefined
}

/** `exact` is false where only a month (its beginning, its middle) or a week was said: the day is then its last one (the 1st, the 15th). */
export interface SaidDay {
  readonly day: Day
  readonly exact: boolean
  /** The day is over. */
  readonly past: boolean
}

/** The day on which something runs out, in words; the last exact one where several are said. A day without its year lies ahead. */
export function dayIn(words: string, now: Date, calendar: Calendar): SaidDay | undefined {
  const found = daysSaid(words, now, calendar).flatMap(({ when, grain, days, said, past = false }): SaidDay[] => {
    if (grain === 'year') return []
    if ('date' in when) return [{ day: when.date, exact: grain === 'day' || when.date === days.last, past }]
    // 3月5号前, 3月5号到8号; but 下周, 6月.
    return [{ day: days.last, exact: grain !== 'month' && (grain !== 'days' || /[号日前]/.test(said)), past }]
  })
  return found.findLast(({ exact }) => exact) ?? found.at(-1)
}

/** An hour alone is no day, and neither is 现在. */
const daysSaid = (words: string, now: Date, calendar: Calendar): Said[] =>
  whensIn(words, now, calendar, { yearly: true }).filter(
    ({ dayless, when }) => !dayless && !('start' in when && when.end === undefined && when.start === calendar.isoLocal(now)),
  )

/** The words without the days in them. */
export function withoutDays(words: string, now: Date, calendar: Calendar): string {
  return daysSaid(words, now, calendar).reduceRight((text, { at, said }) => `${text.slice(0, at)} ${text.slice(at + said.length)}`, words)
}

/** Said as a correction of what is kept: 年检改到4月8号. */
export const asksToChange = (text: string): boolean => /改(?:到|成|为|一下|了|期)|换(?:到|成)|更正|记错|推(?:到|迟)|延(?:到|期)|变成/.test(text)
/** All of them: 全删了, 都不要了. */
export const meansAll = (text: string): boolean => /全部?|都|所有|一个不留|清空|清了/.test(text)

const ORDINAL = /第([一二两三四五六七八九十\d]{1,3})(?:个|条|项|样)?/g

/** The numbers of the list that the words name: 第二个, 删1和3. */
export function numbersIn(text: string, read: (words: string) => number | undefined): number[] {
  const ordinals = [...text.matchAll(ORDINAL)].map(([, words = '']) => read(words))
  const bare = /^\D{0,6}\d{1,2}(?:\s*[和、,，跟\s]\s*\d{1,2})*\D{0,4}$/.test(text) ? [...text.matchAll(/\d{1,2}/g)].map(([word]) => Number(word)) : []
  return [...new Set([...ordinals, ...bare].flatMap((number) => (number === undefined ? [] : [number])))]
}

/** Everybody is reminded so many days before. */
export const LEADS: readonly number[] = [30, 7, 1]
/** The civil hour at which it is said. */
export const HOUR_OF_DAY = '09:00'
/** More dates than this of one person are no personal dates any more. */
export const AT_MOST = 30
/** A date that is over is kept so long (milliseconds): what was asked about next year's can still be answered. */
export const KEPT_AFTER = 60 * DAY
/** So many days after a date next year's is still asked for. */
const ASKED_WITHIN = 10

const LEAD =
  /提前\s*(?:(半拉?个?月)|(个把月)|([一二两三四五六七八九十\d]{1,3})个?多?月|([一二两三四五六七八九十\d]{1,3})[天日]|([一二两三四五六七八九十\d]{0,2})个?(?:周|星期|礼拜))/

/** "提前半个月" → 15; undefined when the words ask for no lead of their own. */
export function leadIn(text: string, read: (words: string) => number | undefined): number | undefined {
  const found = LEAD.exec(text)
  if (!found) return undefined
  const [, half, about, months, days, weeks] = found
  if (half) return 15
  if (about) return 30
  if (months) return (read(months) ?? 1) * 30
  if (days) return read(days)
  return (weeks ? (read(weeks) ?? 1) : 1) * 7
}

/** The words without "提前一个月", so that it is read as no day. */
export const withoutLead = (text: string): string => text.replace(new RegExp(LEAD, 'g'), ' ').replace(/每[^,，。\s]{0,4}?(?:个?月|年|天)(?:一次|一回)?/g, ' ')

export interface Plan {
  /** The days before on which it is said. */
  readonly leads: readonly number[]
  /** The moments still to come, the earliest first. */
  readonly reminders: readonly Date[]
}

/** The reminders that are still to come; where none is, the morning of the day itself. */
export function plan(day: Day, lead: number | undefined, now: Date, calendar: Calendar): Plan {
  const wanted = [...new Set([...(lead === undefined ? [] : [lead]), ...LEADS])].sort((a, b) => b - a)
  const moment = (days: number) => calendar.instant(calendar.addDays(day, -days), HOUR_OF_DAY)
  const ahead = wanted.filter((days) => moment(days) > now)
  const leads = ahead.length > 0 ? wanted : [...wanted, 0]
  return { leads, reminders: leads.map(moment).filter((at) => at > now) }
}

/** Do people have such a date every year? */
const YEARLY: Record<Kind, boolean> = { inspection: true, insurance: true, licence: false, certificate: false, other: false }
export const comesYearly = (kind: Kind): boolean => YEARLY[kind]
/** Is there a next date to ask for, once this one is over? */
export const comesAgain = (kind: Kind): boolean => kind !== 'other'

/** When something is to be said after `now` about a date; the morning after it next year's date is asked for. */
export function nextMoment({ kind, day, leads }: { kind: Kind; day: Day; leads: readonly number[] }, now: Date, calendar: Calendar): Date | null {
  const days = [...leads.map((lead) => -lead), ...(comesAgain(kind) ? [1] : [])].sort((a, b) => a - b)
  return days.map((each) => calendar.instant(calendar.addDays(day, each), HOUR_OF_DAY)).find((at) => at > now) ?? null
}

/** Whole days from one day to another. */
export const daysBetween = (from: Day, to: Day): number => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY)

/** What is to be said today about a date: it runs out, it is over (and another may be asked for), or nothing any more. */
export function saying(kind: Kind, day: Day, today: Day): 'ahead' | 'over' | 'nothing' {
  const left = daysBetween(today, day)
  if (left >= 0) return 'ahead'
  return comesAgain(kind) && -left <= ASKED_WITHIN ? 'over' : 'nothing'
}

/** The same day a year later; the 29th of February becomes the 28th. */
export function yearLater(day: Day): Day {
  const [year = 0, month, date] = day.split('-')
  const later = `${Number(year) + 1}-${month}-${date}`
  return later.endsWith('-02-29') ? later.replace(/29$/, '28') : later
}

/** Two things that may be the same date told twice. */
export const sameMatter = (one: Matter & { plate: string | null }, other: Matter & { plate: string | null }): boolean =>
  one.kind === other.kind && one.label === other.label && one.plate === other.plate
