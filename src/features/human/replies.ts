/** The words between drivers and staff. */
import { type Choice, type Part, type Personal, personal, type Reply, reply, say, withChoices } from '../../bot/message.ts'
import { channelName } from '../../bot/replies.ts'
import { firstWords, LONGEST } from './rules.ts'

export const doing = say`给工作人员留言`
export const askMatter = say`请说说是什么事，一条说清就行，我转给工作人员。`
export const explainMatter = say`好的，想好了直接写：用一句话说是什么事，比如：运费拖了三个月，想问怎么要。不留言了就回“取消”。`
export const notLeft: Reply = reply(say`好的，不留言了。有事随时说。`)
export const matterTooLong = (length: number): Reply => reply(say`这条有${length}个字，一条最多${LONGEST}个字，还没有转出去。请挑要紧的缩短了再发一次。`)

const phone: Choice<'public'> = { label: say`电话多少`, act: { do: 'ask', intent: 'answer', topic: 'centre.phone' } }

const addMore = say`还要补充，请再回“转人工”。`

export const passedOn = (number: string): Reply => reply(say`已转给工作人员，编号 ${number}。`, say`工作时间内回复，回复会发到这里。`, addMore)

/** Honest while nobody of staff can be reached in chat. */
export const keptForStaff = (number: string): Reply =>
  withChoices(reply(say`已记下，编号 ${number}。`, say`现在还没有工作人员接入聊天，回复会慢些；着急的话也可以直接问：电话多少。`, addMore), [phone])

export const tooManyOpen = (numbers: readonly string[]): Reply =>
  withChoices(reply(say`您还有${numbers.length}条留言在等回复（${numbers.join('、')}），这条先没收。`, say`等回复到了再写；着急的话也可以直接问：电话多少。`), [
    phone,
  ])

export function newForStaff(number: string, display: Personal | undefined, text: string, urgent: boolean, about?: string): Part[] {
  const who = display ? say`（${display}）` : say``
  const head = urgent ? '紧急求助' : about ? `对${about}的回话` : '新留言'
  const how = say`回复请发：回复 ${number} 您的话`
  return [say`${head} ${number}${who}：${personal(text)}`, ...(urgent ? [say`求助电话已经给了，请马上联系这位司机。`] : []), how]
}

export function answerForDriver(number: string, answer: string): Part[] {
  return [say`工作人员回复您的留言 ${number}：`, say`${personal(answer)}`, say`还有话要说，请回“转人工”。`]
}

export const howToAnswer: Reply = reply(say`请写上编号和要说的话，比如：回复 H-12 您明天上午来。`)
export const emptyAnswer = (number: string): Reply => reply(say`还差回复的话，请这样发：回复 ${number} 您明天上午来。`)
export const unknownNumber = (number: string): Reply => reply(say`没有 ${number} 这个编号。请核对一下，发“待办”能看到在等的留言。`)
export const closedNumber = (number: string): Reply => reply(say`${number} 已经关闭，不能再回复。发“待办”能看到在等的留言。`)
export const answerTooLong = (number: string, length: number): Reply =>
  reply(say`这条有${length}个字，一条最多${LONGEST}个字，没有发出去。请缩短，或分成两条，再发：回复 ${number} 您的话`)
export const notYourMessages: Reply = reply(say`司机的留言由柜台或法律的同事看和回。`, say`需要这个权限，请找管理员加。`)

/** Who answered the message before, and when. */
export interface Earlier {
  /** Undefined when it was the speaker. */
  name: string | undefined
  when: string
}

export function answered(number: string, reachable: boolean, earlier: Earlier | undefined): Reply {
  const sent = reachable ? say`已回复 ${number}，正发给司机。` : say`${number} 的回复已记下，但现在联系不上这位司机（没有能私聊的账号）。`
  if (!earlier) return reply(sent)
  const who = earlier.name === undefined ? say`您` : say`${personal(earlier.name)}`
  return reply<'public' | 'personal'>(sent, say`这条留言${who}${earlier.when}已经回过一次；您这次的也照样算数。`)
}

const STATES = { open: '等回复', answered: '已回复', closed: '已关闭' } as const

/** A message as staff see it, whole. */
export interface Viewed {
  number: string
  state: keyof typeof STATES
  text: string
  /** The writer's shown name. */
  display: string | undefined
  channels: readonly string[]
  at: string
  answer: string | null
  answeredAt: string | undefined
  answeredBy: string | undefined
  reachable: boolean
}

export function viewed(message: Viewed): Reply {
  const { number, state, text, display, channels, at, answer, answeredAt, answeredBy, reachable } = message
  const from = channels.length > 0 ? channels.map(channelName).join('、') : '没有聊天账号'
  const answers =
    answer === null
      ? []
      : [say`以前的回复${personal(answeredAt ? `（最后一次：${answeredBy ?? '已离开的同事'} ${answeredAt}）` : '')}：`, say`${personal(answer)}`]
  const how = state === 'closed' ? [] : [say`回复请发：回复 ${number} 您的话；不用再办了就发：关闭 ${number} 原因`]
  return reply<'public' | 'personal'>(
    say`${number}（${STATES[state]}）${personal(`${display ?? '没有显示名'}，${from}，${at}`)}${reachable ? '' : '，现在联系不上'}`,
    text === '' ? say`原话已按司机的要求删掉了。` : say`${personal(text)}`,
    ...answers,
    ...how,
  )
}

export const howToClose: Reply = reply(say`请写上编号和原因，比如：关闭 H-12 司机已经来办过了。`)
export const alreadyClosed = (number: string): Reply => reply(say`${number} 早就关闭了，不用再关。`)
export const closedNow = (number: string, reachable: boolean): Reply =>
  reply(reachable ? say`已关闭 ${number}，正告诉司机。` : say`已关闭 ${number}，但现在联系不上这位司机。`)

/** Told to the driver, with staff's reason where there is one. */
export function closedForDriver(number: string, reason: string): Part[] {
  const why = reason === '' ? [] : [say`${personal(`说明：${reason}`)}`]
  return [say`您的留言 ${number} 工作人员看过了，这件事先办到这里。`, ...why, say`还没办妥，或者还有话要说，请回“转人工”。`]
}

const HOUR_MINUTES = 60
const DAY_HOURS = 24

/** 刚到, 35分钟, 5小时, 3天. */
export function spanText(minutes: number): string {
  if (minutes < 1) return '刚到'
  if (minutes < HOUR_MINUTES) return `等了${minutes}分钟`
  const hours = Math.floor(minutes / HOUR_MINUTES)
  return hours < 2 * DAY_HOURS ? `等了${hours}小时` : `等了${Math.floor(hours / DAY_HOURS)}天`
}

export interface Waiting {
  messages: readonly { number: string; text: string; display: string | undefined; minutes: number }[]
  /** Public numbers of what waits for a decision: N, P, Y, Q. */
  decisions: readonly string[]
  failedQuestions: number
  unknownPushes: number
  /** Of what was lost and found; undefined where nothing of it waits for the speaker. */
  lost: { claims: number; pairs: number; urgent: number } | undefined
}

/** How many waiting messages one list shows. */
const SHOWN = 10

/** Counts first; then the messages, the oldest first; then what was lost and found. */
/** To staff whose work lies elsewhere. */
export const nothingWaits: Reply = reply(say`现在没有等您办的事。`)

export function today({ messages, decisions, failedQuestions, unknownPushes, lost }: Waiting): Reply {
  const others = lost ? [lostLine(lost)] : []
  if (messages.length + decisions.length + failedQuestions + unknownPushes === 0) return reply(...(lost ? others : [say`现在没有等着办的事。`]))
  const counts = say`等着办的：留言${messages.length}条；近一天没答好的问题${failedQuestions}个；近一天不知送没送到的通知${unknownPushes}条。`
  const lines = messages
    .slice(0, SHOWN)
    .map(({ number, text, display, minutes }) => say`${number} ${spanText(minutes)} ${personal(`${display ? `${display}：` : ''}${firstWords(text)}`)}`)
  const more = messages.length > SHOWN ? [say`还有${messages.length - SHOWN}条没列出来，先回早的。`] : []
  const how = messages.length > 0 ? [say`看全文请发编号，回复请发：回复 编号 您的话`] : []
  const decide =
    decisions.length > 0
      ? [
          say`等批的：${decisions.slice(0, SHOWN).join('、')}${decisions.length > SHOWN ? `等${decisions.length}件` : ''}。看N号发编号，批准发：批准 N-1、同意 P-1、异议 Y-1 成立、准 Q-1。`,
        ]
      : []
  return reply<'public' | 'personal'>(counts, ...decide, ...lines, ...more, ...how, ...others)
}

function lostLine({ claims, pairs, urgent }: NonNullable<Waiting['lost']>): Part<'public'> {
  const counts = [claims > 0 ? `${claims}件认领等核对` : '', urgent > 0 ? `${urgent}件急件` : '', pairs > 0 ? `${pairs}对可能相同` : ''].filter(Boolean)
  return say`失物招领：${counts.join('，')}。看明细请发“失物待办”。`
}

interface Left {
  readonly number: string
  readonly text: string
  readonly state: keyof typeof STATES
  readonly answer: string | null
}

/** The messages in 我的信息. */
export const leftLine = (left: readonly Left[]): string =>
  `给工作人员的留言：${left.length > 0 ? left.map(({ number, state }) => `${number}（${STATES[state]}）`).join('、') : '没有'}`

/** The messages in the person's own copy. */
export const copied = (left: readonly Left[]): { title: string; lines: string[] }[] =>
  left.length === 0 ? [] : [{ title: '留言和回复', lines: left.map(({ number, text, answer }) => `${number} ${text}${answer ? ` → 回复：${answer}` : ''}`) }]
