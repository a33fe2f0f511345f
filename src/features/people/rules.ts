/** Codes in a message, kinds of notices, and how long things are kept. */
import type { Driver } from '../../bot/vocabulary.ts'
import type { Understanding } from '../../intents/understanding.ts'
import { DAY, MINUTE } from '../../lib/clock.ts'

/** Our codes: eight characters, with a letter and a digit, wherever they stand ("绑定码:K7M2Q9XT"). */
const OURS = /(?<![a-z0-9])(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{8}(?![a-z0-9])/i

/** Written in groups, as people read a code out: "VT8V 4GDW", "vt 8v 4g dw"; the whole message. */
const IN_GROUPS = /^(?:[a-z0-9]{3,5}[\s-]{1,2}[a-z0-9]{3,5}|[a-z0-9]{2}(?:[\s-]{1,2}[a-z0-9]{2}){3})$/i
/** What follows a name of our codes is meant as one, however long it came out: "绑定码 VT8V 4GD". */
const NAMED = /(?:^|绑定?|人员|员工|接入)的?码[是为:,\s]{0,4}([a-z0-9](?:[\s-]{0,2}[a-z0-9]){4,11})(?![a-z0-9])/i
const MEANT = /^[0-9a-z]{6,12}$/i

/** The one-time code in the message, also with spaces or hyphens inside. */
export function codeIn(heard: Pick<Understanding, 'raw'>): string | undefined {
  const words = heard.raw.normalize('NFKC').trim()
  const found = OURS.exec(words)?.[0]
  if (found) return found
  const apart = (IN_GROUPS.exec(words)?.[0] ?? NAMED.exec(words)?.[1])?.replace(/[\s-]/g, '')
  return apart !== undefined && OURS.exec(apart)?.[0] === apart ? apart : undefined
}

/** Was a code meant that is none of ours: too long, too short, digits only? Shorter runs are the end of a number or a price. */
export function isMistyped(heard: Pick<Understanding, 'raw' | 'slots'>): boolean {
  if (codeIn(heard) !== undefined) return false
  return NAMED.test(heard.raw.normalize('NFKC').trim()) || heard.slots.codes.some((code) => MEANT.test(code.replace('-', '')))
}

/** Six digits and an amount: a merchant's business, not a code of ours. */
const WITH_BILL = /(?<!\d)\d{6}(?!\d)\D{0,12}\d/

/** Codes that only these rules recognise: written in groups, or mistyped after their name. */
export function claimsCode(raw: string): boolean {
  const words = raw.normalize('NFKC').trim()
  if (WITH_BILL.test(words)) return false
  return NAMED.test(words) || (IN_GROUPS.test(words) && codeIn({ raw }) !== undefined)
}

/** How long "really delete?" may be answered; later it is asked again (milliseconds). */
export const CONFIRM_WITHIN = 10 * MINUTE

const NO = /不|别|没|算了|取消|等等|等一下|先留|考虑/
const YES = /^我?(?:确认|确定)(?:全部)?(?:删除?|删掉)?[了吧]?$/

/** An answer to "really delete?": 确认 or 确认删除 and nothing else; a mere "好的" may mean anything. */
export function confirmation(text: string): 'yes' | 'no' | undefined {
  const bare = text.replace(/[\s\p{P}\p{S}]+/gu, '')
  if (NO.test(bare)) return 'no'
  return YES.test(bare) ? 'yes' : undefined
}

/** Was the deletion confirmed by these words, by a number or by a pressed button? Part of a longer sentence is no confirmation. */
export function isPlainlySure(heard: Pick<Understanding, 'text' | 'slots'>): boolean {
  return heard.text === '' || heard.slots.pick !== undefined || confirmation(heard.text) === 'yes'
}

/** The kinds of notices that can be stopped one by one; the first word of a push's reason. */
export const KINDS = ['study', 'booking', 'notice', 'deadline', 'points'] as const
export type Kind = (typeof KINDS)[number]

const CALLED: Record<Kind, RegExp> = {
  study: /学习|培训|课|教育|党员?活动/,
  booking: /预约|约好?的/,
  notice: /公告|广播|推广|推销|活动|广告|促销|宣传/,
  deadline: /年检|审车|保险|证件|驾照|驾驶证|资格证|到期/,
  points: /积分/,
}
const OTHERS = /其他|其它|其余|别的|剩下/
const STOP = /退订|取消(?:订阅|接收|推送|通知|公告|消息)|别|不要|不想|不收|不用|停|关|静音|屏蔽|白(?:给|再|响|叫)|少发|可以不[发推]|[开设]?免打扰|吵|叮|勿/
const RESUME = /恢复|重新|打开|开启|又想收|想收|留着|可以留|取消(?:免打扰|静音|退订)|解除/
/** 不想收 is no 想收. */
const REFUSED = /不(?:太|再|是很)?(?:想|愿意?|要)(?:再)?(?:收|要|看|听|接)/
const STOP_ANYWAY = /(?:打开|开启|恢复|设置?)(?:一下)?(?:免打扰|静音)/
const LATER = /(?:等|(?<!不)想)[^,。]*再(?:开|发|喊|收)\S*|[下上]周再\S*/g
const LOOKING_BACK = /之前|以前|上次|上回|前几天|前儿|关错/
/** Also what `hoursIn` cannot make out: then nothing is changed, and it is said how. */
const HOURS = /\d{1,2}\s*(?:[点时]|:\d)|[零一二三四五六七八九十]点|夜|晚上|傍晚|中午|晌午|白天|早上|凌晨|上午|下午|黑喽|小时/
/** The bare name of the settings: shows them, changes nothing. */
const NAME_ONLY = /^(?:我的)?(?:通知|提醒|消息|推送)?(?:免打扰|设置|通知|提醒)*$/

/** A question about the settings as they stand is no wish: "免打扰是几点", "我停收了哪些". Asking politely is one: "能不能别发了". */
const ASKS =
  /几点(?!以?后|之后|往后)|多会儿|什么时候|啥时候|哪些|哪几|哪个|(?:停收?|关|退订|屏蔽)[了掉]?(?:什么|啥)|(?:吗|么|没|没有|[?？])$|是不是|有没有|开没开|关没关|停没停/
const POLITE =
  /(?:能|可|行|中|成|好|得)不(?:能|可|行|中|成|好|得)?|能否|(?:能|可以|行|中|成|好|得)(?:吗|么|不|[?？]|$)|(?:能|可以|麻烦|请).{0,20}(?:别|不|停|关|恢复|打开)/
/** A stretch of time, or what one is doing at the moment: no wish for good. */
const SOME_TIME =
  /今天|今[晚儿夜]|明天|明晚|这会儿?|这阵子?|这[几两]天|这个?(?:周|礼拜|星期|月)|(?:本|下)周[一二三四五六日]?|暂时|先(?:别|不|甭|莫)|一会儿|(?:半|[几\d一二两三四五六七八九十]+)个?(?:钟头|小时|天|周|礼拜|星期|月)(?!发|推|来|叮|响|收|[一二两三四五六七八九十\d])|养伤|休假|请假/
const AT_THE_MOMENT =
  /下班|在忙|正忙|忙着|开着?会|上着?课(?:呢|期间|的?时候)|在?开着?车(?:呢|的?时候|不|别)|(?:我|俺|正)(?:现在|这会儿?)?(?:正|还)?在?开着?车|睡觉(?:呢|的?时候|时)|睡着的?时候|午休|正?吃着?饭/
const FOR_GOOD = /以后|再也|永远|一律|一直|退订|取消订阅|屏蔽|(?:停|关|删)(?:了|掉|止)/
/** Fewer is not none, and what is too much are announcements. */
const FEWER = /少(?:发|推|来|叮)|太(?:多|勤|能发|频繁)|要紧的|重要的/
const ALL_OF_IT = /全部|所有|任何|统统|(?:什么|啥)都/
/** Nothing but the names of kinds: what is to be done with them stands in the next part. */
const BARE_NAME = /^(?:学习|培训|课程?|教育|预约|公告|广播|推广|广告|活动|年检|审车|保险|证件|到期|积分|提醒|通知|消息|推送|还有|的|和|跟|那些|我|把)+$/

/** What the person wants, in the order it was said: this stops, that goes on. */
export interface Wish {
  readonly steps: readonly { readonly stop: boolean; readonly kinds: readonly Kind[] }[]
  /** Speaks of hours of the day: those are set, nothing is muted. */
  readonly hours: boolean
  /** Asks how it is set. */
  readonly asks?: boolean
  /** Is meant until something is over, not for good. */
  readonly while?: boolean
  /** Names no kind: what was just pushed may be meant. */
  readonly bare?: boolean
}

/** About the hours rather than the kinds. */
export const asksHours = (text: string): boolean => /打扰|几点|时段|静音/.test(text)

const NO_WISH: Wish = { steps: [], hours: false }
const asks = (words: string): boolean => ASKS.test(words) && !POLITE.test(words)
const isForAWhile = (words: string): boolean => SOME_TIME.test(words) || (AT_THE_MOMENT.test(words) && !FOR_GOOD.test(words))

export function readWish(text: string): Wish {
  const words = text.replace(/\s+/g, '')
  if (NAME_ONLY.test(words)) return NO_WISH
  if (asks(words.replace(LATER, ''))) return { ...NO_WISH, asks: true }
  const parts = text
    .replace(LATER, '')
    .split(/[\s,，。;；!！?？、.]+/)
    .filter((part) => part !== '')
  const named = parts.map((part) => KINDS.filter((kind) => CALLED[kind].test(part)))
  const found = parts.flatMap((_, position) => stepOf(parts, named, position))
  const stops = found.some(({ stop }) => stop)
  const bare = found.length > 0 && found.every(({ said }) => !said) && !ALL_OF_IT.test(words)
  const fewer = bare && stops && FEWER.test(words)
  const steps = fewer ? [{ stop: true, kinds: ['notice' as const] }] : found.map(({ stop, kinds }) => ({ stop, kinds }))
  return { steps, hours: HOURS.test(text), while: stops && isForAWhile(words), bare: bare && !fewer }
}

type Named = readonly (readonly Kind[])[]

/** What one part asks for; where it names no kind, those are meant that stand around it. */
function stepOf(parts: readonly string[], named: Named, position: number): { stop: boolean; kinds: readonly Kind[]; said: boolean }[] {
  const part = parts[position] ?? ''
  const way = wayOf(part)
  if (way === undefined) return []
  const stop = way === 'stop'
  if (OTHERS.test(part)) {
    const spared = named.filter((_, other) => other !== position).flat()
    return [{ stop, kinds: KINDS.filter((kind) => !spared.includes(kind)), said: true }]
  }
  const own = named[position] ?? []
  const listed = parts
    .slice(0, position)
    .flatMap((_, before) => (parts.slice(before, position).every((each) => BARE_NAME.test(each)) ? (named[before] ?? []) : []))
  const kinds = own.length > 0 || listed.length > 0 || ALL_OF_IT.test(part) ? [...listed, ...own] : around(parts, named, position)
  return [{ stop, kinds: kinds.length > 0 ? kinds : KINDS, said: kinds.length > 0 }]
}

/** "公告太多了，少发点", "别发了，公告": the kinds of the parts before, back to the last other wish, or after. */
function around(parts: readonly string[], named: Named, position: number): readonly Kind[] {
  const way = wayOf(parts[position] ?? '')
  for (let before = position - 1; before >= 0; before -= 1) {
    const other = wayOf(parts[before] ?? '')
    if (other !== undefined && other !== way) break
    if ((named[before] ?? []).length > 0) return named[before] ?? []
  }
  const next = parts.slice(position + 1).findIndex((each) => wayOf(each) !== undefined)
  return named.slice(position + 1, next < 0 ? undefined : position + 1 + next).flat()
}

/** One paper alone: its date is meant, not every reminder of a date. */
const ONE_PAPER = /年检|年审|审车|验车|保险|交强|驾照|驾驶证|资格证|从业证|营运证/

/** "别提醒我年检了": the reminders of one date are to go, not all of their kind. */
export const endsOneDate = (text: string, { steps: [first, ...more] }: Wish): boolean =>
  first !== undefined && more.length === 0 && first.stop && first.kinds.length === 1 && first.kinds[0] === 'deadline' && ONE_PAPER.test(text)

const SENDS = '(?:接着|继续|重新|再)*(?:给[我俺])?(?:发|推)'
const RESUME_SENDING = new RegExp(`(?:(?<![不没])可以|能)${SENDS}|(?<!(?:别|不要|不用|不准|甭|莫))(?:接着|继续|重新)(?:给[我俺])?(?:发|推)|重新(?:接收|订阅)`)

function wayOf(part: string): 'stop' | 'resume' | undefined {
  if (STOP_ANYWAY.test(part) || REFUSED.test(part)) return 'stop'
  if (RESUME.test(part) || RESUME_SENDING.test(part)) return 'resume'
  if (LOOKING_BACK.test(part)) return undefined
  return STOP.test(part) || FEWER.test(part) ? 'stop' : undefined
}

const NOTICES = '(?:公告|通知|提醒|消息|推送|广播|群发|广告|推销|活动|短信)'
const WHOSE = '(?:中心|你们|你|所有|全部|任何|这些|那些|各种|这种|什么|的|学习|培训|上课|课程|教育|预约|积分|年检|审车|保险|证件|驾照|到期)*'
const STOPPING =
  '(?:退订|取消订阅|停发|停收|关闭|关掉|关了|停掉|停了|屏蔽|不(?:太|再)?(?:想|要|愿意?|用)(?:再)?(?:给[我俺]发|收到|收|看到|看|接收|推送|发)|别(?:再|老)?(?:给[我俺])?(?:推送|发|推))'
const PLAINLY_STOP = new RegExp(
  `^(?:请|麻烦|我|俺)*(?:${STOPPING}${WHOSE}${NOTICES}+|把?${WHOSE}${NOTICES}+(?:都|全|给[我俺]|帮[我俺]|我|俺|可以|能不能|请)*${STOPPING})(?:了|吧|啊|呀|哈|行不行|行吗|好吗|可以吗|谢谢)*$`,
)

const RESUMING = '(?:恢复|重新(?:接收|订阅|打开|开启|给[我俺]发|发)|接着(?:给[我俺])?发|继续(?:给[我俺])?发)'
const PLAINLY_RESUME = new RegExp(
  `^(?:请|麻烦|我|俺|现在|又)*(?:${RESUMING}${WHOSE}${NOTICES}+|把?${WHOSE}${NOTICES}+(?:都|也|又|给[我俺]|我|俺)*(?:可以|能)?(?:${RESUMING}|(?:可以|能)再?(?:给[我俺])?[发推]))(?:了|吧|啊|呀|哈|谢谢)*$`,
)
const ASKS_SETTINGS =
  /^(?:我|俺|现在|目前|都|到底)*(?:停收|停发|退订|屏蔽|关掉?)[了过]?(?:的?是?)?(?:哪些|哪几|什么|啥)(?:个|类|种)?(?:提醒|通知|公告|消息)?$|^(?:我|俺|现在|把)*(?:哪些|哪几[个类种]|什么|啥)(?:提醒|通知|公告|消息)(?:被|都|给|我|俺)*(?:停|关|退订|屏蔽)/

const bareOf = (text: string): string => text.replace(/[\s\p{P}\p{S}]+/gu, '')

/** The whole message is about what is sent: 退订公告, 别给我发培训通知了, 公告可以发了, 我停收了哪些. */
export const plainlyAboutNotices = (text: string): boolean =>
  plainlyStops(text) || PLAINLY_RESUME.test(bareOf(text)) || ASKS_SETTINGS.test(bareOf(text).replace(/[呢啊呀]$/, ''))

/** The whole message asks to stop notices: 退订公告, 别给我发培训通知了, 不想收提醒, 公告停了吧. */
export const plainlyStops = (text: string): boolean => PLAINLY_STOP.test(bareOf(text))

/** The muted kinds after the wish; `all` stands for every kind, also those to come. */
export function muted(now: readonly string[], steps: Wish['steps']): string[] {
  const kinds = new Set<string>(now.includes('all') ? KINDS : now)
  for (const step of steps) {
    for (const kind of step.kinds) {
      if (step.stop) kinds.add(kind)
      else kinds.delete(kind)
    }
  }
  return KINDS.every((kind) => kinds.has(kind)) ? ['all'] : KINDS.filter((kind) => kinds.has(kind))
}

const DRIVES: readonly (readonly [RegExp, Driver])[] = [
  [/大车|货车|卡车|半挂|挂车|长途|货运|牵引|拉货/, 'truck'],
  [/网约车|滴滴|快车|专车|出租|的士|哈啰|曹操/, 'ride-hailing'],
]
const ABOUT_ME =
  /^(?:我|俺|咱|本人)(?:就|可)?(?:是|也是)?(?:个|一个)?(?:专门)?(?:开|跑|拉|干)?(?:大车|货车|卡车|半挂|挂车|长途|货运|牵引车|拉货|网约车|滴滴|快车|专车|出租车?|的士|哈啰|曹操)(?:司机|师傅)?(?:的|嘞|哩|滴)?(?:啊|呀|哦|了)?$/

/** "我是开大车的", "俺跑网约车": the whole message. */
export function drivesIn(text: string): Driver | undefined {
  const bare = text.replace(/[\s\p{P}\p{S}]+/gu, '')
  return ABOUT_ME.test(bare) ? DRIVES.find(([words]) => words.test(bare))?.[1] : undefined
}

/** How long each kind of data is kept (milliseconds), and why so long. */
export const RETENTION = {
  /** What people wrote, word by word: long enough to look into a complaint, no longer. */
  messageTexts: 30 * DAY,
  /** That a message came: no channel delivers anything again after weeks, and counts are made by then. */
  messages: 60 * DAY,
  /** Who asked what was not understood: staff need the words longer than the person. */
  questionWriters: 30 * DAY,
  /** Open dialogues and the last topic: nobody comes back to a talk of last month. */
  conversations: 30 * DAY,
  /** What was said or sent: its fate is known, and disputes come within weeks. */
  sent: 30 * DAY,
  /** Which answers a group got lately: only the last minute counts. */
  groupAnswers: DAY,
  /** Private questions asked in a group: each carries its own end. */
  parked: 0,
  /** Codes: an old one still gets its own sentence ("too old", "used already") for a day. */
  codes: DAY,
  /** Processes that ended: the living took over what they held long before. */
  workers: DAY,
  /** Who did what: the access log's legal term. */
  audit: 3 * 365 * DAY,
} as const
