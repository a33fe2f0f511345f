/** What runs out, how people call it, on which day, and when they are reminded. */
import { type Said, whensIn } from '../../intents/when.ts'
import type { Calendar, Day } from '../../lib/calendar.ts'
import { DAY, HOUR } from '../../lib/clock.ts'

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

const blank = (words: string): string => ' '.repeat(words.length)

/** The things that the words name, each once, the more special first; and where each is named. */
export function mattersAt(text: string): (Matter & { readonly at: number })[] {
  let left = text.replace(DENIED, blank)
  const found: (Matter & { at: number })[] = []
  for (const [words, kind, label] of CALLED) {
    const at = left.search(words)
    if (at < 0) continue
    left = left.replace(new RegExp(words, 'g'), blank)
    found.push({ kind, label: kind === 'inspection' && TRAILER.test(text) ? `挂车${label}` : label, at })
  }
  return found
}

/** The things that the words name, each once, the more special first. */
export const mattersIn = (text: string): Matter[] => mattersAt(text).map(({ kind, label }) => ({ kind, label }))

/** What is no part of a thing's name: who shall do what. */
const AROUND =
  /(?:到时候?|到点|到日子|提前|届时|以后|之前|前)?(?:再|就)?(?:麻烦|请|帮|给|替)?(?:我|你|您)?(?:设置?|挂|弄|整|加|新加|记录|登记|记|提醒|喊|叫|告诉|通知|吆喝|催|提|说)(?:个|一个|一下|下|住|着|上|好|到|我|你)*(?:提醒|日子|日期|闹钟|一声|声|醒)?|别(?:让我|叫我)?忘[了记]?|不要忘[了记]?|到期(?:日|时间)?|截止|过期|之前|以前|为止|日期|日子|提醒|麻烦|帮我|给我|替我|[的了吧啊呀哈嘛呢]|我(?:要|得|该|想)?|要|得|该|是|在|于|有|[\s\p{P}\p{S}]/gu
const LONGEST_LABEL = 12
/** A question, a refusal and a mere pointer name nothing. */
const NO_NAME =
  /有没有|怎么|咋|什么|啥|多少|几[点号天个时]|哪[天里儿个]|谁|行不|好不|能不能|可不可以|[吗呢么?？]|^(?:不|没|别|甭|算了|取消)|^(?:这|那)(?:个|事|件|样|次|天)?$|[这那]个$|^(?:看|记|说|写|搞|弄|听)[错了过着]|一(?:小时|会儿?|点|下)$|^前|^(?:好|行|可以|知道|谢谢|收到|明白|麻烦)/

/** The name of something of the person's own ("交罚款"), once days and orders are taken away; undefined when nothing is left. */
export function ownLabel(words: string): string | undefined {
  if (NO_NAME.test(words.trim())) return undefined
  const label = words.replace(AROUND, '')
  if (NO_NAME.test(label)) return undefined
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

/** The days that the words name, in order, and where each is named. A day without its year lies ahead. */
export const daysAt = (words: string, now: Date, calendar: Calendar): (SaidDay & { readonly at: number })[] =>
  daysSaid(words, now, calendar).flatMap(({ when, grain, days, said, past = false, at }) => {
    if (grain === 'year') return []
    if ('date' in when) return [{ day: when.date, exact: grain === 'day' || when.date === days.last, past, at }]
    // 3月5号前, 3月5号到8号; but 下周, 6月.
    return [{ day: days.last, exact: grain !== 'month' && (grain !== 'days' || /[号日前]/.test(said)), past, at }]
  })

/** The day on which something runs out, in words; the last exact one where several are said. */
export function dayIn(words: string, now: Date, calendar: Calendar): SaidDay | undefined {
  const found = daysAt(words, now, calendar).map(({ day, exact, past }): SaidDay => ({ day, exact, past }))
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
/** What people keep dates of that is none of the usual: 身份证, 车贷, 生日. */
const DATED =
  /(?:证|照|合同|执照|保单|罚款|车贷|房贷|贷款|货款|尾款|房租|租金|押金|话费|学费|会费|管理费|信用卡|花呗|社保|公积金|会员|套餐|生日|纪念日|灭火器|合格证)/
export const namesDated = (text: string): boolean => DATED.test(text)
/** A paper runs out; a birthday comes. */
const EXPIRES = /(?:证|照|卡|险|合同|保单|会员|套餐|体检|维护|灭火器|保养|质保|有效期)$/
export const runsOut = ({ kind, label }: Matter): boolean => kind !== 'other' || EXPIRES.test(label)

const DONE = '(?:已经?|早就?|刚刚?|今天|昨天|都|就|也)*(?:办|弄|审|检|续|换|验|过|交|买)(?:完|好|妥|过|掉|上|成|回来|下来)?(?:证|保|车)?[了啦咯喽]'
const ASKS_DONE = /[吗么呢?？没不]|怎么|咋|多久/
const FINISHED = new RegExp(`^[^,，。]{0,8}?${DONE}(?:的|啊|呀|哈|谢谢|不用管)*[。.!~\\s]*$`)
/** 年检过了, 保险已经续了: the thing is done, and no more is said. */
export const saysDone = (text: string): boolean => FINISHED.test(text) && !ASKS_DONE.test(text)
const DONE_ALONE =
  /^(?:我|俺|这个?|那个?|事儿?)*(?:已经?|早就?|刚刚?|今天|昨天|都|就|也)*(?:办|弄|审|检|续)(?:完|好|妥|过)[了啦咯喽](?:的|啊|呀|哈|谢谢)*[。.!~\s]*$/
/** 已经办完了: which thing is not said. */
export const saysDoneAlone = (text: string): boolean => DONE_ALONE.test(text)
const RENEWED = new RegExp(`${DONE}[^?？吗呢]*(?:到期|下次|下回|明年|后年|到\\d{4}|新的)`)
/** 保险续了，明年12月24到期: what is kept moves on. */
export const saysRenewed = (text: string): boolean => RENEWED.test(text)

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

/** Reminders go by days: 提前一小时 is a lead that nobody can be given. */
const SHORT_LEAD = /提?前\s*(?:半|[一二两三四五六七八九十\d]{1,3})个?(?:小时|钟头|分钟|刻钟)/g
export const asksShortLead = (text: string): boolean => text.search(SHORT_LEAD) >= 0

/** 每月15号: it comes again and again. */
export const asksRepeatedly = (text: string): boolean => /每(?:个|隔)?[一二两三四五六七八九十\d]{0,3}个?(?:月|周|星期|礼拜|天|日|季度?|年)(?![检审])/.test(text)

/** The words without "提前一个月", so that it is read as no day. */
export const withoutLead = (text: string): string =>
  text
    .replace(new RegExp(LEAD, 'g'), ' ')
    .replace(SHORT_LEAD, ' ')
    .replace(/每[^,，。\s]{0,4}?(?:个?月|年|天)(?:一次|一回)?/g, ' ')

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

/** How long after a reminder words may be about it (milliseconds). */
const REMINDED = 36 * HOUR

/** Was somebody reminded of this lately? */
export function remindedLately({ kind, day, leads }: { kind: Kind; day: Day; leads: readonly number[] }, now: Date, calendar: Calendar): boolean {
  const days = [...leads.map((lead) => -lead), ...(comesAgain(kind) ? [1] : [])]
  return days.map((each) => calendar.instant(calendar.addDays(day, each), HOUR_OF_DAY)).some((at) => at <= now && now.getTime() - at.getTime() <= REMINDED)
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
