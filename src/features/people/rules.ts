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
  notice: /公告|广播|推广|推销|活动/,
  deadline: /年检|审车|保险|证件|驾照|驾驶证|资格证|到期/,
  points: /积分/,
}
const OTHERS = /其他|其它|其余|别的|剩下/
const STOP = /退订|取消(?:订阅|接收|推送|通知|公告|消息)|别|不要|不想|不收|不用|停|关|静音|屏蔽|白(?:给|再|响|叫)|少发|[开设]?免打扰|吵|叮|勿/
const RESUME = /恢复|重新|打开|开启|接着发|继续发|又想收|想收|留着|可以留|取消(?:免打扰|静音|退订)|解除/
/** 不想收 is no 想收. */
const REFUSED = /不(?:太|再|是很)?(?:想|愿意?|要)(?:再)?(?:收|要|看|听|接)/
const STOP_ANYWAY = /(?:打开|开启|恢复|设置?)(?:一下)?(?:免打扰|静音)/
const LATER = /(?:等|(?<!不)想)[^,。]*再(?:开|发|喊|收)\S*|[下上]周再\S*/g
const LOOKING_BACK = /之前|以前|上次|上回|前几天|前儿|关错/
/** Also what `hoursIn` cannot make out: then nothing is changed, and it is said how. */
const HOURS = /\d{1,2}\s*(?:[点时]|:\d)|[零一二三四五六七八九十]点|夜|晚上|傍晚|中午|晌午|白天|早上|凌晨|上午|下午|黑喽|小时/
/** The bare name of the settings: shows them, changes nothing. */
const NAME_ONLY = /^(?:我的)?(?:通知|提醒|消息|推送)?(?:免打扰|设置|通知|提醒)*$/

/** What the person wants, in the order it was said: this stops, that goes on. */
export interface Wish {
  readonly steps: readonly { readonly stop: boolean; readonly kinds: readonly Kind[] }[]
  /** Speaks of hours of the day: those are set, nothing is muted. */
  readonly hours: boolean
}

export function readWish(text: string): Wish {
  if (NAME_ONLY.test(text.replace(/\s+/g, ''))) return { steps: [], hours: false }
  const parts = text
    .replace(LATER, '')
    .split(/[\s,，。;；!！?？、.]+/)
    .filter((part) => part !== '')
  const named = parts.map((part) => KINDS.filter((kind) => CALLED[kind].test(part)))
  const steps = parts.flatMap((part, position) => {
    const way = wayOf(part)
    if (way === undefined) return []
    const kinds = named[position] ?? []
    const spared = OTHERS.test(part) ? named.filter((_, other) => other !== position).flat() : undefined
    const meant = spared ? KINDS.filter((kind) => !spared.includes(kind)) : kinds.length > 0 ? kinds : KINDS
    return [{ stop: way === 'stop', kinds: meant }]
  })
  return { steps, hours: HOURS.test(text) }
}

function wayOf(part: string): 'stop' | 'resume' | undefined {
  if (STOP_ANYWAY.test(part) || REFUSED.test(part)) return 'stop'
  if (RESUME.test(part)) return 'resume'
  if (LOOKING_BACK.test(part)) return undefined
  return STOP.test(part) ? 'stop' : undefined
}

const NOTICES = '(?:公告|通知|提醒|消息|推送|广播|群发|广告|推销|活动|短信)'
const WHOSE = '(?:中心|你们|你|所有|全部|任何|这些|那些|各种|这种|什么|的|学习|培训|上课|课程|教育|预约|积分|年检|审车|保险|证件|驾照|到期)*'
const STOPPING =
  '(?:退订|取消订阅|停发|停收|关闭|关掉|关了|停掉|停了|屏蔽|不(?:太|再)?(?:想|要|愿意?|用)(?:再)?(?:给[我俺]发|收到|收|看到|看|接收|推送|发)|别(?:再|老)?(?:给[我俺])?(?:推送|发|推))'
const PLAINLY_STOP = new RegExp(
  `^(?:请|麻烦|我|俺)*(?:${STOPPING}${WHOSE}${NOTICES}+|把?${WHOSE}${NOTICES}+(?:都|全|给[我俺]|帮[我俺]|我|俺|可以|能不能|请)*${STOPPING})(?:了|吧|啊|呀|哈|行不行|行吗|好吗|可以吗|谢谢)*$`,
)

/** The whole message asks to stop notices: 退订公告, 别给我发培训通知了, 不想收提醒, 公告停了吧. */
export const plainlyStops = (text: string): boolean => PLAINLY_STOP.test(text.replace(/[\s\p{P}\p{S}]+/gu, ''))

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
