/** The words between drivers and staff. */
import { type Choice, type Part, type Personal, personal, type Reply, reply, say, withChoices } from '../../bot/message.ts'
import { firstWords } from './rules.ts'

export const doing = say`给工作人员留言`
export const askMatter = say`请说说是什么事，一条说清就行，我转给工作人员。`
export const explainMatter = say`请用文字写一句是什么事，比如：运费拖了三个月，想问怎么要。不留言了就回“取消”。`

const phone: Choice<'public'> = { label: say`电话多少`, act: { do: 'ask', intent: 'answer', topic: 'centre.phone' } }

export const passedOn = (number: string): Reply => reply(say`已转给工作人员，编号 ${number}。`, say`工作时间内回复，回复会发到这里。`)

/** Honest while nobody of staff can be reached in chat. */
export const keptForStaff = (number: string): Reply =>
  withChoices(reply(say`已记下，编号 ${number}。`, say`现在还没有工作人员接入聊天，回复会慢些；着急的话也可以直接问：电话多少。`), [phone])

export const tooManyOpen = (numbers: readonly string[]): Reply =>
  withChoices(reply(say`您还有${numbers.length}条留言在等回复（${numbers.join('、')}），这条先没收。`, say`等回复到了再写；着急的话也可以直接问：电话多少。`), [
    phone,
  ])

export function newForStaff(number: string, display: Personal | undefined, text: string, urgent: boolean): Part[] {
  const who = display ? say`（${display}）` : say``
  const head = urgent ? '紧急求助' : '新留言'
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
export const answered = (number: string): Reply => reply(say`已回复 ${number}，正发给司机。`)
export const answeredUnreachable = (number: string): Reply => reply(say`${number} 的回复已记下，但现在联系不上这位司机（没有能私聊的账号）。`)

export interface Waiting {
  messages: readonly { number: string; text: string }[]
  failedQuestions: number
  unknownPushes: number
}

const SHOWN = 10

/** Counts first; then the messages, the oldest first. */
export function today({ messages, failedQuestions, unknownPushes }: Waiting): Reply {
  if (messages.length + failedQuestions + unknownPushes === 0) return reply(say`现在没有等着办的事。`)
  const counts = say`等着办的：留言${messages.length}条；近一天没答好的问题${failedQuestions}个；近一天不知送没送到的通知${unknownPushes}条。`
  const lines = messages.slice(0, SHOWN).map(({ number, text }) => say`${number} ${personal(firstWords(text))}`)
  const more = messages.length > SHOWN ? [say`还有${messages.length - SHOWN}条没列出来，先回早的。`] : []
  const how = messages.length > 0 ? [say`回复请发：回复 编号 您的话`] : []
  return reply<'public' | 'personal'>(counts, ...lines, ...more, ...how)
}
