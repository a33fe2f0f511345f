/** What staff and drivers write about announcements, read. Pure. */
import type { EnclosedPicture, Picture } from '../../../bot/message.ts'

const COMMAND =
  /^[^：:,，。\n]{0,24}?(?:通知|公告|通告|群发|广播|推送|推个|推一条|发布|发一下|发一条|发条|说一声|说声|告知|传达|fa ?tongzhi|fa ?gonggao)(?:一下|一条|一声|个|吧|哈|了)*[^：:,，。\n]{0,16}?(?:[：:,，\n]|\s+)+([\s\S]+)$/

/** Whom it is for may be said with spaces: "通知报名 S-3 的人：…" */
const ADDRESSED =
  /^[^：:,，。\n]{0,24}?(?:通知|公告|通告|群发|告知|传达)[^：:,，。\n]{1,30}?(?:人|的|司机|师傅|学员|群|们|大家|[a-z]\s*[-－—]?\s*\d+)\s*[：:]\s*([\s\S]+)$/i

/** A shorter rest is no text (characters). */
const LEAST = 3

/** The words of "发个通知：明天停水": what goes out, and what stands before it. Too short a rest is none. */
export function textIn(raw: string): { text: string | undefined; lead: string } {
  const [, text = ''] = ADDRESSED.exec(raw.trim()) ?? COMMAND.exec(raw.trim()) ?? []
  const good = Array.from(text.trim()).length >= LEAST
  return good ? { text: text.trim(), lead: raw.trim().slice(0, raw.trim().length - text.length) } : { text: undefined, lead: raw }
}

const VERBS = {
  submit: /^(?:提交|提审|送审)/,
  test: /^(?:试发|测试|先?发给我(?:看看)?)/,
  preview: /^(?:预览|看看|查看|看)/,
  text: /^(?:改成|改为|改文字|改内容|修改|改)/,
  time: /^(?:定时|定在|改时间|时间)/,
  latest: /^(?:最晚|截止|过期)/,
  audience: /^(?:对象|发给|范围)/,
  emergency: /^(?:紧急|加急)/,
  ordinary: /^(?:不紧急|普通)/,
  ack: /^(?:要回执|要收到)/,
  'no-ack': /^(?:不要回执|不用回执|不用收到)/,
  picture: /^(?:配图|图片)/,
  approve: /^(?:批准|同意|通过)/,
  reject: /^(?:退回|驳回|不同意|不批准)/,
  pause: /^暂停/,
  resume: /^(?:继续|恢复)/,
  stop: /^(?:停止|停发|撤销|撤回|作废|不发了)/,
  progress: /^(?:进度|情况|怎么样)/,
  chase: /^(?:催一?下?|催没回的)/,
  correct: /^(?:更正|勘误)/,
  roster: /^(?:名单|明细)/,
} as const
export type Verb = keyof typeof VERBS

/** Half or full width: what stands around it is taken as it was written. */
const NUMBER = /(?<![a-z0-9])[nｎ]\s*[-_—–－]?\s*([\d０-９]{1,8})(?![\d０-９])/i
const numberOf = (digits = ''): string => `N-${Number(digits.normalize('NFKC'))}`
const APPROVAL = /^公告审核\s*(开|关)$/

export type Command = { verb: Verb; number: string; rest: string } | { verb: 'approval'; on: boolean }

/** "定时 N-12 明早九点", "N-12 批准", "公告审核 关". */
export function commandIn(raw: string): Command | undefined {
  const words = raw.trim()
  const switched = APPROVAL.exec(words)
  if (switched) return { verb: 'approval', on: switched[1] === '开' }
  const found = NUMBER.exec(words)
  if (!found) return undefined
  const number = numberOf(found[1])
  const before = words.slice(0, found.index).trim()
  const after = words.slice(found.index + found[0].length).replace(BETWEEN, '')
  if (before === '' && after === '') return { verb: 'progress', number, rest: '' }
  const said = before || after
  const verb = (Object.keys(VERBS) as Verb[]).find((each) => VERBS[each].test(said))
  if (!verb) return undefined
  // Before the number there is room for the verb only.
  if (before !== '') return Array.from(before).length <= 8 ? { verb, number, rest: after.trim() } : undefined
  return { verb, number, rest: after.replace(VERBS[verb], '').replace(BETWEEN, '').trim() }
}
const BETWEEN = /^[\s:：,，、。]+/

const REPLY = new RegExp(`^(?:回复|回|答复)\\s*${NUMBER.source.replace('(?<![a-z0-9])', '')}`, 'i')

/** "回复 N-12 我晚点到": a driver's words about an announcement. */
export function replyIn(raw: string): { number: string; words: string } | undefined {
  const words = raw.trim()
  const found = REPLY.exec(words)
  return found ? { number: numberOf(found[1]), words: words.slice(found[0].length).replace(BETWEEN, '').trim() } : undefined
}

/** The first words, for a line that names the announcement. */
export function headOf(text: string, length = 24): string {
  const characters = Array.from(text.replace(/\s+/g, ' '))
  return characters.length > length ? `${characters.slice(0, length).join('')}…` : characters.join('')
}

/** An announcement before it goes out. */
export interface Preview {
  readonly number: string
  readonly text: string
  readonly audience: string
  readonly reach: { persons: number; groups: number; unreachable: number; muted: number; budget: number }
  readonly emergency: boolean
  readonly ack: boolean
  readonly picture: boolean
  /** `明天 09:00`; absent: at once. */
  readonly when: string | undefined
  readonly last: string
  /** Its time is in the quiet hours of the house, which end then. */
  readonly waits: string | undefined
  readonly state: string
  readonly needsApproval: boolean
  readonly corrects: string | null
}

export function reachText({ persons, groups, unreachable, muted, budget }: Preview['reach']): string {
  const others = [
    ...(unreachable > 0 ? [`联系不上${unreachable}`] : []),
    ...(muted > 0 ? [`停收公告${muted}`] : []),
    ...(budget > 0 ? [`本周已收满${budget}`] : []),
  ]
  const who = [...(persons > 0 || groups === 0 ? [`${persons}人`] : []), ...(groups > 0 ? [`${groups}个群`] : [])].join('、')
  return `能收到${who}${others.length > 0 ? `；收不到：${others.join('，')}` : ''}`
}

const OPENS =
  /^(?:小驿[,，\s]*)?(?:请|麻烦|帮我|替我)?(?:发布?|群发|推送?|拟)(?:个|一个|一条|条|一下)?(?:紧急)?(?:通知|公告|通告)|^紧急(?:通知|公告)|^(?:请|麻烦|帮我|替我)?(?:通知|群发给)[^：:,，。？?\n]{1,24}[：:]/

/** Begins like an announcement and has its text: not a plea of the speaker's own, whatever it speaks of. */
export const opensAnnouncement = (raw: string): boolean => OPENS.test(raw.trim()) && textIn(raw).text !== undefined

/** "紧急通知：…" */
export const isUrgent = (raw: string): boolean => /紧急(?:通知|公告)/.test(textIn(raw).lead)

export const URGENT = 'yes'
/** The same as a field keeps it. */
export const urgentIn = (raw: string): string => (isUrgent(raw) ? URGENT : '-')

/** Orders without a number, as they are given while only one announcement can be meant. */
const BARE: Partial<Record<Verb, RegExp>> = {
  submit: /^(?:提交|提审|送审|确认|确认(?:提交|发布|发送|发)|发(?:出去)?吧)[吧了]?$/,
  test: /^(?:试发|先?发给我看看)(?:一?下)?$/,
  preview: /^预览(?:一?下)?$/,
  approve: /^批准[吧了]?$/,
  reject: /^(?:退回|驳回)[吧了]?$/,
  pause: /^暂停(?:发送|发|一?下)?$/,
  stop: /^(?:停发|停止发送|作废|撤回|撤销|不发了)(?:这条|那条|它)?[吧了]?$/,
  progress: /^(?:公告|通知|群发)?的?(?:发送)?(?:进度|发送?[得的]?(?:怎么样|咋样)了?|发完了?[吗没])(?:呢|怎么样了?|咋样了?|如何了?)?$/,
  chase: /^催(?:一下|没回的)$/,
  resume: /^(?:继续|(?:恢复|接着)(?:发送?|推送)|继续(?:发送?|推送))吧?$/,
  roster:
    /^(?:还?有)?(?:谁|哪些人|哪几个|几个人)(?:还|都)?(?:没有?(?:回复?|收到|看|看到|读)|收不到|收到了?|回了)(?:的?(?:是谁|名单))?[啊呢了]?$|^(?:收件人|接收)?名单$/,
}
/** The same with what is wanted: "定时今天下午两点", "发给货车司机", "改成明天上午停水，请接好水". */
const BARE_WITH: Partial<Record<Verb, RegExp>> = {
  time: /^(?:定时|定在)(?:到|在|为)?[\s:：]*([\s\S]{2,30})$/,
  audience: /^(?:改?发给|对象(?:改成|改为|是)?)[\s:：]*((?!我)[^:：,，。？?\n]{2,24})$/,
  text: /^(?:内容|文字|公告|通知)?(?:改成|改为)[\s:：]*([\s\S]{6,})$/,
}
/** A day and a time alone change something else: "改成后天下午两点". */
const MERELY_WHEN = /^[今明后大早上下中午晚周末星期礼拜月日号天点半分刻钟零一二两三四五六七八九十\d:：\s\-到至的吧了]+$/

/** An order without a number that says what it wants. */
export function bareWith(raw: string): { verb: Verb; rest: string } | undefined {
  if (commandIn(raw)) return undefined
  for (const verb of Object.keys(BARE_WITH) as Verb[]) {
    const rest = BARE_WITH[verb]?.exec(raw.trim())?.[1]?.trim()
    if (rest !== undefined && !(verb === 'text' && MERELY_WHEN.test(rest))) return { verb, rest }
  }
  return undefined
}
export const bareVerb = (raw: string): Verb | undefined => {
  const words = raw.replace(/[\s\p{P}]+/gu, '')
  return (Object.keys(BARE) as Verb[]).find((verb) => BARE[verb]?.test(words))
}

/** In which states an announcement can be meant by an order without its number. */
export const MEANT: Partial<Record<Verb, readonly string[]>> = {
  submit: ['draft'],
  test: ['draft', 'submitted', 'scheduled'],
  preview: ['draft', 'submitted', 'scheduled'],
  approve: ['submitted'],
  reject: ['submitted'],
  pause: ['sending'],
  stop: ['draft', 'submitted', 'scheduled', 'sending'],
  progress: ['submitted', 'scheduled', 'sending'],
  chase: ['sending'],
  resume: ['sending'],
  roster: ['sending', 'stopped'],
  time: ['draft', 'submitted', 'scheduled'],
  audience: ['draft', 'submitted', 'scheduled'],
  text: ['draft', 'submitted', 'scheduled'],
}

const TYPES: Record<string, Picture['type']> = { png: 'image/png', webp: 'image/webp', gif: 'image/gif' }

/** The first picture that came along, or that came with an earlier message of the dialogue (`files`: names, divided by spaces). */
export function pictureIn(pictures: readonly Picture[], files = ''): EnclosedPicture<'public'> | undefined {
  const file = pictures[0]?.file ?? files.split(' ').find((each) => each.length > 1)
  if (file === undefined) return undefined
  const ending = file.split('.').at(-1) ?? ''
  return { audience: 'public', name: `图片.${ending}`, type: pictures[0]?.type ?? TYPES[ending] ?? 'image/jpeg', picture: file }
}

const ACKED = /^(?:好的?|嗯|行)?[，,。！!\s]*(?:已?收到|知道|明白)了?(?:通知)?[，,。！!\s]+/
const POLITE = /^(?:谢谢|多谢|感谢|辛苦|好的?|嗯|知道|明白|没问题|一定|收到|您?放心|师傅|了|啦|的|你们?|您|[\s\p{P}\p{S}])*$/u

/** What is said along with 收到, and is more than thanks: "收到，几点开始". */
export function saidWithAck(raw: string): string | undefined {
  const words = raw.trim()
  const rest = ACKED.test(words) ? words.replace(ACKED, '').trim() : ''
  return rest === '' || POLITE.test(rest) ? undefined : rest
}
