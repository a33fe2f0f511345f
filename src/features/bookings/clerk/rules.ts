/** What people say about their bookings. Pure. */
import type { Act } from '../../../bot/message.ts'
import { nameSearch } from '../../../intents/names.ts'
import type { Understanding } from '../../../intents/understanding.ts'
import { type When, whenIn, whensIn } from '../../../intents/when.ts'
import type { Calendar } from '../../../lib/calendar.ts'

/** A time as a form keeps it: what was read, and the words, to be read again beside a day that was talked about. */
export interface KeptWhen {
  readonly when: When | 'any'
  readonly said: string
  /** The service that was named along with it. */
  readonly service?: string
  /** So many come, where it was said along with it. */
  readonly people?: number
  /** It was asked whether there is room, not told to book. */
  readonly asks?: true
}

export const keepWhen = (kept: KeptWhen): string => JSON.stringify(kept)
export const readWhen = (text: string): KeptWhen => JSON.parse(text) as KeptWhen
/** The same time for another number of people. */
export const withoutPeople = (kept: string): string => {
  const { people: _, ...rest } = readWhen(kept)
  return keepWhen(rest)
}
export const keepMoment = (iso: string): string => keepWhen({ when: { start: iso }, said: '' })

/** Any time will do. */
const ANY = /最快|最早|越快越好|越早越好|尽快|赶紧|马上就?约|随便|都行|都可以|啥时候都|什么时候都|哪天都|最近的|有空就|有位就|不挑/

const ASKS = /有没有|有空[没吗不么]|(?:有|空)(?:位|号|时间|空)?(?:子)?(?:没有?|吗|么|不)[?？啊呀]?$|能约[吗么不]|还有[没吗么]/
const THEN_BOOKS = /有就|有的话|(?:就|给我|帮我|给俺)(?:约|订|占|留|排)/
/** "有没有五点的": wants to know, not yet to have. */
const asksForRoom = (raw: string): boolean => ASKS.test(raw) && !THEN_BOOKS.test(raw)

/** So short that a number of people is all it says. */
const BARE = 6

/** Reads the wanted time out of a message; `direct` when it was asked for. */
export function whenSaid(
  raw: string,
  direct: boolean,
  now: Date,
  calendar: Calendar,
  also: { service?: string | undefined; people?: number | undefined } = {},
): string | undefined {
  if (raw === '') return undefined
  const found = whenIn(raw, now, calendar)
  const named = Object.fromEntries(Object.entries(also).filter(([, value]) => value !== undefined))
  if (found) return keepWhen({ when: found.when, said: found.said, ...named, ...(asksForRoom(raw) ? { asks: true } : {}) })
  const any = ANY.test(raw) && (direct || raw.length <= 40)
  return any || ((direct || raw.length <= BARE) && also.people !== undefined) ? keepWhen({ when: 'any', said: '', ...named }) : undefined
}

/** "改一下明天的预约" names the booking, not the new time. */
const NAMES_BOOKING = /的(?:那个)?(?:预约|律师|法律咨询|理发|剪头|号|约|时间)/

/** The time a booking is to be moved to: one that names the booking itself is none. */
export function newWhen(raw: string, direct: boolean, now: Date, calendar: Calendar): string | undefined {
  const target = whensIn(raw, now, calendar).findLast(({ role }) => role !== 'from')
  if (!target) return whenSaid(ANY.test(raw) ? raw.replace(/[^\p{Script=Han}]/gu, '') : '', direct, now, calendar)
  const owns = target.role !== 'to' && NAMES_BOOKING.test(raw.slice(target.at + target.said.length, target.at + target.said.length + 8))
  return owns ? undefined : keepWhen({ when: target.when, said: target.said })
}

/** A time said just after something was booked or moved: "那就五点半", "不对，我说的是礼拜天", "上午吧". */
export const changesTime = ({ raw, slots }: Pick<Understanding, 'raw' | 'slots'>): Act | undefined =>
  Array.from(raw).length <= LONGEST_CHANGE && slots.named.services.length === 0 && SAYS_TIME.test(raw) && !ASKS.test(raw)
    ? { do: 'ask', intent: 'booking.reschedule', filled: {} }
    : undefined
const LONGEST_CHANGE = 14
const SAYS_TIME = /[\d一二两三四五六七八九十]\s*[点:：]|[上下中]午|晚上|早上|[今明后]天|(?:周|礼拜|星期)[一二三四五六日天]|[\d十]+[号日]/

/** Words that name a day; a time without one belongs to the day that was talked about. */
const DAY_NAMED =
  /今|明[天日早晚儿个]|后[天日儿]|大后|昨|前天|周|星期|礼拜|[号日]|月|初[一二三四五六七八九十]|腊|正月|除夕|元旦|国庆|五一|清明|端午|中秋|春节|节|\d{1,2}[./-]\d{1,2}(?![:：\d])|半?小时后|分钟后|天后/
export const namesDay = (said: string): boolean => DAY_NAMED.test(said)

/** A wish to move that is counted from the booking's own time. */
export type Shift = { readonly minutes: number } | { readonly days: number }

const LATER = /推[迟后]|往后|晚(?=[一二两半三\d])|延[后迟]|顺延|挪后|错后/
const EARLIER = /提前|往前|早(?=[一二两半三\d])|提早/
const N = '([\\d一二两三四五六七八九十半]+)'
const AMOUNTS: readonly (readonly [RegExp, (n: number) => Shift])[] = [
  [new RegExp(`${N}个?(?:小时|钟头|点钟)(半)?`), (n) => ({ minutes: n * 60 })],
  [new RegExp(`${N}分钟?`), (n) => ({ minutes: n })],
  [new RegExp(`${N}刻钟?`), (n) => ({ minutes: n * 15 })],
  [new RegExp(`${N}(?:天|日)`), (n) => ({ days: n })],
  [new RegExp(`${N}个?(?:周|星期|礼拜)`), (n) => ({ days: n * 7 })],
]
const DIGITS = '零一二三四五六七八九十'

/** "推迟半小时", "提前一天"; "提前到下午两点" is a time, not a distance. */
export function shiftIn(raw: string): Shift | undefined {
  const way = LATER.test(raw) ? 1 : EARLIER.test(raw) ? -1 : 0
  if (way === 0 || /[到成为至]\S/.test(raw.replace(/到时|到不了|赶不到/g, ''))) return undefined
  for (const [pattern, shift] of AMOUNTS) {
    const found = pattern.exec(raw)
    if (!found?.[1]) continue
    const n = found[1] === '半' ? 0.5 : found[1] === '两' ? 2 : (Number(found[1]) || DIGITS.indexOf(found[1])) + (found[2] ? 0.5 : 0)
    if (n <= 0) continue
    const by = shift(n)
    return 'days' in by ? { days: way * Math.max(1, Math.round(by.days)) } : { minutes: way * Math.round(by.minutes) }
  }
  return undefined
}

/** 周二, without 这 or 下: of a booking that is moved, the Tuesday of its own week. @returns 1 to 7 */
export function bareWeekday(said: string): number | undefined {
  const name = /^(?:周|星期|礼拜)([一二三四五六日天])/.exec(said)?.[1]
  return name === undefined ? undefined : name === '天' ? 7 : '一二三四五六日'.indexOf(name) + 1
}

/** "取消刚才的预约改成后天" moves a booking; to cancel it and then look for it would lose the place. */
const CANCELS_AND_MOVES =
  /(?:取消|退)\S*(?:预约|约|律师|理发|剪头|刚才)\S*?[,，\s]*(?:改|换)(?:成|到|为|约|在)?|(?:刚才|刚刚|刚)\S*(?:预约|约)\S*?(?:取消|不要)\S{0,4}[,，\s]*(?:改|换|重新约)/
/** "不是三点，四点吧", said right after it was booked. */
const CORRECTS = /^(?:不是|不对|错了|说错了|搞错了)\S{0,6}[点天号周日半][,，\s]+\S{0,8}[点号天日半]/
/** "算了还是三点": the mind was changed, and nothing is to be called off. */
const AFTER_ALL =
  /^(?:算了|不了|不改了?|那)?[，,\s]*(?:那|我|俺)?(?:还是|改回)\S{0,10}(?:\d|[一二两三四五六七八九十])[点:：](?!\S{0,3}(?:行|中|成|可以)?[吗不？?])/
export const claimsMove = (raw: string): boolean => CORRECTS.test(raw) || AFTER_ALL.test(raw) || claimsBoth(raw)
const claimsBoth = (raw: string): boolean => CANCELS_AND_MOVES.test(raw) && /预约|律师|理发|剪头|约|法律/.test(raw)

/** A move or an end of what is booked, of another service than the one that is being booked. */
export const movesAnother = ({ readings: [top], slots }: Pick<Understanding, 'readings' | 'slots'>, service: string | undefined): boolean =>
  /^booking\.(?:reschedule|cancel)$/.test(top?.intent ?? '') && slots.named.services.some((named) => named !== service)

/** "取消候补", "候补不排了": also a cancellation. */
export const claimsCancel = (raw: string): boolean =>
  CANCELS_ALL.test(raw) || /(?:取消|退|不排|不要|不等)\S{0,4}候补|候补\S{0,3}(?:取消|退|不排|不要|不等)/.test(raw)

/** "都取消", said of more than one. */
const CANCELS_ALL = /^(?:那|把)?(?:全部?|都|两个|俩|所有的?)(?:预约)?都?(?:给我)?(?:取消|退)/

/** Yes, that one. */
export const agrees = (text: string): boolean => /^(?:对|是|嗯|好|行|中|取消|就它|就这个|就是它|没错)/.test(text)
/** No, not that one: said when it was asked whether to cancel it. */
export const refuses = ({ text, readings: [top] }: Pick<Understanding, 'text' | 'readings'>): boolean =>
  top?.intent === 'no' || /^(?:不是|不用|不了|不[,，\s]|不$|没有|别|先不|不取消)/.test(text)

/** 都剪, 一起理: what is to be done to all of them, by its verb alone. */
const ALL_OF_THEM = /(?:都|也|一起|一块儿?)(?:要|想|得|去|来)*([剪理推剃])(?:一?下|个?头发?|个?发)?(?=$|[,，。;；!！\s吧呗])/u
/** The first character of what several people want done: 剪 of 我和我媳妇都剪. */
export const verbOfAll = (raw: string): string | undefined => ALL_OF_THEM.exec(raw)?.[1]

export interface Named {
  readonly key: string
  readonly title: string
  readonly aliases: readonly string[]
}

/** Another booking that the same message asks for, and the time that its part of the message names. */
export interface Also {
  readonly service: string
  readonly title: string
  readonly when?: string
  readonly said?: string
}

/** The second bookable service that the words name, with its own time, as a form keeps it; empty when there is none. */
export function alsoNamed(services: readonly Named[], { raw, slots }: Pick<Understanding, 'raw' | 'slots'>, now: Date, calendar: Calendar): string {
  const [, second] = slots.named.services.flatMap((named) => services.find(({ key }) => key === named) ?? [])
  return second ? JSON.stringify(alsoWanted(raw, second, now, calendar)) : ''
}

export const alsoOf = (kept: string | undefined): Also | undefined => (kept ? (JSON.parse(kept) as Also) : undefined)

function alsoWanted(raw: string, { key, title, aliases }: Named, now: Date, calendar: Calendar): Also {
  const parts = raw.split(/[，,。;；!！\s]+|(?:然后|顺便|另外|再)(?=[给帮约订])/)
  const own = parts.find((part) => [title, ...aliases].some((name) => part.includes(name)))
  const found = own === undefined || own === raw ? undefined : whenIn(own, now, calendar)
  return { service: key, title, ...(found ? { when: keepWhen({ when: found.when, said: found.said }), said: found.said } : {}) }
}

/** Before the name of a service that cannot be booked. */
export const NOT_BOOKABLE = '?'

/** The service a message names. When asked for, a mistyped name will do; a service that is none of ours comes back marked. */
export function serviceIn(heard: Pick<Understanding, 'raw' | 'text' | 'slots'>, services: readonly Named[], direct: boolean): string | undefined {
  const said = heard.slots.named.services
  const listed = said.find((named) => services.some(({ key }) => key === named))
  if (listed) return listed
  const written = services.find(({ title, aliases }) => [title, ...aliases].some((name) => heard.text.includes(name)))
  if (written) return written.key
  const verb = verbOfAll(heard.raw)
  const done = verb && services.find(({ aliases }) => aliases.some((alias) => alias.startsWith(verb)))
  if (done) return done.key
  const alike = direct ? nameSearch(services, ({ title, aliases }) => [title, ...aliases], 0.3)(heard.text, 1)[0]?.item : undefined
  if (alike) return alike.key
  const [other] = said
  return other === undefined ? undefined : `${NOT_BOOKABLE}${other}`
}

const BOOKS = /预约|约(?:[个位下]|一[个位下]|好)?|[挂订留占排](?:[个一]|一个)?(?:号|位子?|座|时间)/
/** A question, another wish, or a booking that is there already: for the recogniser to tell apart. */
const NOT_PLAIN =
  /[?？吗呢么]|取消|退|改|换|推|提前|不|没|别|咋|怎|如何|多少|几|哪|啥|什么|能|可以|可不|查|看看|还要|排到|顺便|另外|还有|问|已经|刚才|之前|上次|下次|等/
const WANTS = /^(?:我|俺|咱)?(?:要|想|想要|得|给我|帮我)(?:去|来)?(?:个|一下|一个)?/

/** "11.27 14:00 理发": a time with its hour, a service, and nothing else. */
const TIME = '[\\d.:：/\\-\\s月号日点半时上下午早晚中明后大今这天周一二三四五六七八九十两星期礼拜]'
const BARE_ORDER = new RegExp(
  `^(?=.*(?:点|[:：]\\d\\d))(?:${TIME}{3,}(?:理发|剪头发?|剃头|推头|律师|法律咨询)|(?:理发|剪头发?|剃头|推头|律师|法律咨询)${TIME}{3,})[吧呗]?$`,
)

/** Whatever is told behind it: 约律师 后天下午两点，货主欠我运费. */
const BEGINS = /^(?:我|俺)?(?:想|要)?(?:预?约)(?:个|一下|一个)?(?:免费)?(?:律师|理发|剪头|法律咨询)[\s，,。](?!.*(?:吗|多少|不约|取消|改))/
/** 明天下午想找个律师问问 */
const MEETS = /(?:[明后今]天|周[一二三四五]|上午|下午|[号日点])[想要去]{0,2}(?:找|见)个?(?:免费)?律师(?!.*(?:要钱|多少|在不在|在吗))/

/** "我约了后天三点的律师没", "是不是约上了": asks for one that is there already. */
const BOOKED_ALREADY = /约(?:了|好|上|过).{0,14}(?:[没吗么吧]|没有|来着)[?？]?$|约(?:上|好)?没(?:约|有)?/

export const asksForOwn = ({ raw, readings: [top] }: Pick<Understanding, 'raw' | 'readings'>): boolean =>
  BOOKED_ALREADY.test(raw) && /^booking\.(?:create|cancel|list)$/.test(top?.intent ?? '')

/** From this confidence on, another wish about a booking is what was meant. */
const CLEARLY_ELSE = 0.6

/** "约个律师 明天下午", "我要理发": plainly wants to book one of these. @param party how many are to come, as far as it is said */
export function plainlyBooks(heard: Pick<Understanding, 'raw' | 'text' | 'slots' | 'readings'>, party?: number): boolean {
  if (BOOKED_ALREADY.test(heard.raw)) return false
  if (BARE_ORDER.test(heard.raw.trim())) return true
  if (verbOfAll(heard.raw) && party && !NOT_PLAIN.test(heard.text)) return true
  if (BEGINS.test(heard.text) || MEETS.test(heard.text)) return true
  const [top] = heard.readings
  // Mistyped words of cancelling or moving are known by their sound only.
  if (top && top.confidence >= CLEARLY_ELSE && /^booking\.(?!create)/.test(top.intent)) return false
  if (heard.slots.named.services.length === 0 || NOT_PLAIN.test(heard.text) || heard.text.length > 24) return false
  return BOOKS.test(heard.text) || (WANTS.test(heard.text) && heard.text.replace(WANTS, '').length <= 4)
}
