/** What is said about bookings by themselves: reminders, and what a person's file says. */
import { type Choice, type Part, personal, say } from '../../../bot/message.ts'

/** A booking as it is told. */
export interface Shown {
  readonly number: string
  readonly title: string
  /** 明天15:00 */
  readonly when: string
  readonly discreet: boolean
}

/** 理发（2位） */
export const titleFor = (title: string, people: number): string => (people > 1 ? `${title}（${people}位）` : title)

const ask = (label: string, intent: string, number: string): Choice => ({ label: say`${label}`, act: { do: 'ask', intent, filled: { number } } })

export const reminderWords = ({ when, title, number }: Shown, where: string): Part[] => [
  say`${personal(`提醒：${when}，${title}${where === '' ? '' : `，${where}`}。编号${number}。`)}`,
]
export const reminderChoices = (number: string): Choice[] => [
  ask('来', 'booking.come', number),
  ask('改时间', 'booking.reschedule', number),
  ask('取消', 'booking.cancel', number),
]

const STATES: Record<string, string> = { booked: '已约', arrived: '到了', done: '办完', 'no-show': '没来', cancelled: '已取消' }

/** The bookings in 我的信息. */
export const keptLine = (all: readonly { number: string; state: string; at: string }[]): string =>
  `预约：${
    all.length > 0
      ? all
          .slice(-5)
          .map(({ number, state, at }) => `${number} ${at.replace('T', ' ')}（${STATES[state]}）`)
          .join('、')
      : '没有'
  }`

export const copied = (all: readonly { number: string; state: string; at: string; title: string }[]): { title: string; lines: string[] }[] =>
  all.length === 0
    ? []
    : [{ title: '预约', lines: all.map(({ number, state, at, title }) => `${number} ${at.replace('T', ' ')} ${title}（${STATES[state]}）`) }]
