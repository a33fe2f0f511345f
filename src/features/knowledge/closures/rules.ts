/** How staff say that the centre closes and opens again. Pure. */
import { askedDays, askedTime, momentOn } from '../../../intents/days.ts'
import { readNumber } from '../../../intents/numbers.ts'
import type { Calendar } from '../../../lib/calendar.ts'
import { after, HOUR } from '../../../lib/clock.ts'

/** A place that can be closed by itself: its key, and how people call it. */
export interface Closable {
  readonly key: string
  readonly names: readonly string[]
}

/** `place` is undefined for the whole centre. */
export type Wish =
  | { readonly does: 'close'; readonly place: string | undefined; readonly from: Date; readonly until: Date | undefined; readonly reason: string }
  | { readonly does: 'reopen'; readonly place: string | undefined; readonly from: Date }

const CLOSES =
  /闭馆|停业|歇业|打烊|(?:停止|暂停)(?:营业|开放|服务|对外)|不(?:开门|营业|对外|开放)|关门|(?:今天|明天|后天|今晚|上午|下午|晚上|周[一二三四五六日天]|[号日])[^，,。]{0,6}不开(?:了|$|[，,。])/
const REOPENS =
  /(?:恢复|重新)(?:开放|营业|开门|正常|开馆|服务)|^(?:已经|现在|终于)?(?:来电|来水|修好|通电|复电)了(?:$|[\s\p{P}]|.{0,4}[开恢])|(?:可以|已经|现在)(?:开门|开放|开馆|营业)了|(?:解除|取消|结束|撤销)(?:闭馆|停业|关门)|不闭馆了|^开[门馆放]了/u
/** A question about the hours is no order. */
const ASKS = /[吗么？?]|什么时候(?!再)|几点|是不是|有没有|[开关]不[开关]|[开关闭]没/
/** What somebody else said, a driver's message, a setting of a group. */
const ABOUT_OTHERS = /H-?\d|主动回答|有个?司机|个司机|(?:司机|师傅|他|她|人家?)(?:说|问|反映|投诉|打)|客户|乘客|有人/i

/** Words that are to be told to others close nothing by themselves: "发个通知：明天停电闭馆". */
const ANNOUNCES = /^[^，,。：:]{0,6}(?:通知|公告|群发|告诉(?:大家|大伙|司机))/

/** What begins with an order about something numbered is about that: "改 N-2 食堂今天不开门", "回复 H-3 明天不开门", "改成明天停业". */
const ABOUT_NUMBERED = /^[^，,。：:\n]{0,8}(?<![a-z0-9])[a-zａ-ｚ]\s*[-_—–－]?\s*[\d０-９]{1,8}(?![\d０-９])|^(?:内容|文字)?(?:改成|改为|更正)/i

/** Does staff's message close or reopen something? */
export const orders = (text: string): boolean =>
  !ABOUT_NUMBERED.test(text.trim()) && !ASKS.test(text) && !ANNOUNCES.test(text.trim()) && !ABOUT_OTHERS.test(text) && (CLOSES.test(text) || REOPENS.test(text))

/** What staff's words order; undefined when they order nothing. */
export function wishIn(text: string, now: Date, calendar: Calendar, closable: readonly Closable[], named: readonly string[] = []): Wish | undefined {
  if (!orders(text)) return undefined
  const place = placeIn(text, closable, named)
  if (REOPENS.test(text)) return { does: 'reopen', place, from: startIn(text, now, calendar) }
  const [head = '', ...tails] = text.split(/[到至](?!\d*[日号]?为止)/)
  const tail = tails.length > 0 ? tails.join('到') : undefined
  const from = startIn(head, now, calendar)
  const reason = reasonIn(text)
  if (OPEN_END.test(text)) return { does: 'close', place, from, until: undefined, reason }
  const until = (tail === undefined ? undefined : endIn(tail, head, from, now, calendar)) ?? lengthIn(text, from) ?? dayEnd(head, from, now, calendar)
  return { does: 'close', place, from, until, reason }
}

const OPEN_END = /另行通知|时间未?待?定|等通知|(?:恢复|开放|开门)时间(?:不|未|另)|直到(?:来电|修好|通知)|什么时候(?:开|恢复)再/

/** @param named places that the words name in another way (食堂), by their usual names */
function placeIn(text: string, closable: readonly Closable[], named: readonly string[]): string | undefined {
  let best: { key: string; name: string } | undefined
  for (const { key, names } of closable) {
    for (const name of names) if (text.includes(name) && name.length > (best?.name.length ?? 0)) best = { key, name }
  }
  return best?.key ?? closable.find(({ names }) => names.some((name) => named.includes(name)))?.key
}

/** Never before now: what is over cannot be ordered. */
function startIn(head: string, now: Date, calendar: Calendar): Date {
  const today = calendar.localDay(now)
  const [day = today] = askedDays(head, today, calendar)
  const time = NOW.test(head) ? undefined : askedTime(head)
  const start = time ? momentOn(day, time.from, calendar) : calendar.startOfDay(day)
  return start < now ? now : start
}

const NOW = /现在|马上|立刻|这会儿|刚刚?/

/** "到四点", "到明天早上八点", "到周五". */
function endIn(tail: string, head: string, from: Date, now: Date, calendar: Calendar): Date | undefined {
  const today = calendar.localDay(now)
  const own = askedDays(tail, today, calendar).at(-1)
  const day = own ?? calendar.localDay(from)
  const time = askedTime(/^\D{0,4}(?:\d|[一二三四五六七八九十])/.test(tail) && !PERIOD.test(tail) ? `${PERIOD.exec(head)?.[0] ?? ''}${tail.trim()}` : tail)
  if (time) {
    const end = momentOn(day, time.from, calendar)
    return end > from ? end : undefined
  }
  return own === undefined ? undefined : calendar.startOfDay(calendar.addDays(own, 1))
}

const PERIOD = /上午|下午|中午|晚上|早上|凌晨|傍晚/
const LENGTH = /(半|\d+(?:\.5)?|[一二两三四五六七八九十]+)个?(半)?(小时|钟头|天)/

/** "停电两小时", "闭馆三天". */
function lengthIn(text: string, from: Date): Date | undefined {
  const [, digits = '', half, unit] = LENGTH.exec(text) ?? []
  if (!unit) return undefined
  const count = (digits === '半' ? 0.5 : (readNumber(digits) ?? 0)) + (half ? 0.5 : 0)
  return count > 0 && unit !== '天' ? after(from, count * HOUR) : undefined
}

/** Without an end: a morning ends at noon, everything else with its last day. */
function dayEnd(head: string, from: Date, now: Date, calendar: Calendar): Date {
  const today = calendar.localDay(now)
  const [, digits = '', , unit] = LENGTH.exec(head) ?? []
  const first = calendar.localDay(from)
  const days = unit === '天' ? Math.max(1, Math.ceil(digits === '半' ? 1 : (readNumber(digits) ?? 1))) : 0
  const last = days > 0 ? calendar.addDays(first, days - 1) : (askedDays(head, today, calendar).at(-1) ?? first)
  const time = askedTime(head)
  const morning = time && time.from < time.to && time.to <= NOON ? momentOn(last, time.to, calendar) : undefined
  return morning && morning > from ? morning : calendar.startOfDay(calendar.addDays(last, 1))
}

const NOON = 13 * 60

const GIVEN = /(?:因为?|由于|原因是?[:：]?)\s*([^，,。；;\s]{1,15}?)(?=[，,。；;\s]|要|需|临时|闭|关门|停业|不开|暂停|今|明|$)/
const KNOWN =
  /(?:临时|突然|紧急)?(?:(?:停|断)[电水气暖网]|线路|电路|管道|设备|设施|电梯|检修|维修|抢修|施工|装修|改造|消毒|消杀|大扫除|盘点|开会|会议|培训|团建|活动|演练|大雪|下雪|暴雪|大雨|下雨|暴雨|大风|台风|大雾|积水|漏水|着火|火情|疫情|防疫|故障|搬家|搬迁|参观|检查|考试|考核|接待)+/
const CENTRE = /(?:整个|全部|所有|我们|咱们?|本|全)?(?:服务)?(?:中心|驿站|大厅|全馆|本馆|单位|场馆|场所|地方)|服务大厅|整个|全馆|全都?/g
const WHENS =
  /大?[今明后]天|[今明]晚|今[日儿早]|明[日儿早]|全天|整天|[上中下]午|晚上|早上|凌晨|傍晚|现在|马上|立刻|这会儿|刚刚?|即日|元旦|春节|国庆节?|五一|十一|中秋节?|清明节?|端午节?|除夕|过[年节]|放假|假期|周末|(?:这|本|下)?(?:个)?(?:周|星期|礼拜)[一二三四五六日天]?|(?:[\d一二两三四五六七八九十半]+个?)(?:月|[日号]|天|点半?钟?|小时|钟头|分钟?|刻)|[\d:：.\-—~]+|[到至起从]/g
const BESIDES =
  /我们|咱们?|你们|因为?|由于|原因是?|临时|突然|紧急|暂时|需要?|必须|要|得|先|都|也|就|再|将|会|可以|已经?|终于|请|麻烦|帮我|给我|把|通知|大家|司机|师傅们?|恢复|正常|时间|另行|待定|以后|之后|开始|为止|全部|对外|统一|提前|推迟|延后|延时|[的了吧啊呀哈啦呢嘞]|[^\p{Script=Han}a-z]/giu
/** The ends of names of places and of what is offered there. */
const PLACE_LIKE = /\p{Script=Han}{0,4}(?:堂|室|厅|店|房|屋|超市|浴|厕|卫生间|窗口|柜台?|间|库|场|处|区|桩|亭|书吧)(?!\p{Script=Han}?修)/u

/** "活动室" is a place, "活动" a reason. */
const REASON_ALONE = new RegExp(`${KNOWN.source}(?![室厅房区间])`)

/** The name of a place that is closed or opened by these words and that nobody knows: it never stands for everything. */
export function strangePlace(text: string, closable: readonly Closable[], named: readonly string[] = []): string | undefined {
  if (placeIn(text, closable, named) !== undefined) return undefined
  const left = (words: string) =>
    [GIVEN, REASON_ALONE, CENTRE, WHENS, CLOSES, REOPENS, BESIDES].reduce(
      (rest, each) => rest.replace(new RegExp(each, `${each.flags.replace('g', '')}g`), ' '),
      words,
    )
  const clause = text.split(/[，,。；;！!\n]+/).find((each) => CLOSES.test(each) || REOPENS.test(each)) ?? text
  const names = left(clause)
    .split(/\s+/)
    .filter((each) => Array.from(each).length > 1)
  return names[0] ?? PLACE_LIKE.exec(left(text))?.[0]
}

const LONGEST_REASON = 20

function reasonIn(text: string): string {
  const reason = GIVEN.exec(text)?.[1] ?? KNOWN.exec(text)?.[0] ?? '临时闭馆'
  return Array.from(reason).slice(0, LONGEST_REASON).join('')
}

const YES = /^(?:确认|对|对的|是|是的|没错|可以|行|好|好的|嗯|就这样|发吧|ok)$/i
const NO = /^(?:不|不了|不对|不是|取消|算了|错了|别|不要|不行)/

/** A plain yes or no to what was read back. */
export function sureIn(text: string): 'yes' | 'no' | undefined {
  const bare = text.replace(/[\s\p{P}\p{S}]+/gu, '')
  if (NO.test(bare)) return 'no'
  return YES.test(bare) ? 'yes' : undefined
}
