/** The words of the lawyer's view, the only ones that tell what a consultation is about. */
import { type Part, personal, type Reply, reply, say } from '../../../bot/message.ts'
import type { Confidential, LawyersView, Urgency } from './rules.ts'

const URGENT: Record<Urgency, string> = { 'court-date': '有开庭或出庭的日子', limitation: '时效或上诉期快到', detention: '有人被拘留或带走' }

export interface Seen {
  readonly number: string
  readonly matter: Confidential
  readonly opponent: Confidential
  readonly told: boolean
  readonly names: boolean
  readonly urgent: Urgency | null
  /** How often a party of this case stands on the other side of another one. */
  readonly conflicts: number
}

export function seen(view: LawyersView, { number, matter, opponent, told, names, urgent, conflicts }: Seen): Reply {
  return reply<'public' | 'personal'>(
    say`${personal(number)}（只有律师能看）`,
    say`${personal(told ? `事由：${matter.reveal(view)}` : '事由：没有写，当面问。')}`,
    say`${personal(names ? `对方：${opponent.reveal(view)}` : '对方：没有写。')}`,
    ...(urgent ? [say`${personal(`急件，先办：${URGENT[urgent]}。`)}`] : []),
    ...(conflicts > 0 ? [say`${personal('注意利益冲突：这件事的一方在别的咨询里站在另一边。接之前请先核实，对方的情况不在这里显示。')}`] : []),
  )
}

export const nothingTold = (number: string): Reply => reply(say`${personal(number)} 没有登记，或者不是法律咨询。`)
export const lawyersOnly: Reply = reply(say`咨询登记只有律师能看，您现在没有“律师”角色。`)
export const howToSee: Reply = reply(say`请写上预约号，比如：看登记 B-12。`)
export const clientKept: Reply = reply(say`记下了。名字不存，只存对不回去的记号，以后对方是他的咨询会提醒您。`)
export const noName: Reply = reply(say`请写上名字，比如：登记当事人 张三。`)

/** To those who advise: that something is urgent, never what. */
export const urgentPush = (number: string, when: string): Part[] => [
  say`急件：${personal(number)}，${personal(when)}。`,
  say`请先看登记，回：看登记 ${personal(number)}`,
]

export const keptLine = (count: number): readonly string[] => (count > 0 ? [`法律咨询登记：${count}件，内容只有律师看得到`] : [])
export const copied = (bookings: readonly string[]): { title: string; lines: readonly string[] }[] =>
  bookings.length > 0
    ? [{ title: '法律咨询登记', lines: [`${bookings.join('、')}：您说的事和对方的名字只有律师看得到，不从聊天里发出来。要看、要抄件，请到律师处当面要。`] }]
    : []
