/** The words of the waiting list. */
import { type Choice, type Part, personal, say } from '../../../bot/message.ts'

export interface Offered {
  readonly number: string
  /** 明天15:00 */
  readonly when: string
  readonly title: string
  /** 10:30 */
  readonly until: string
}

export const offered = ({ when, title, until }: Offered): Part[] => [
  say`${personal(`${when}`)}的${title}空出一个位子，给您留到${personal(until)}。`,
  say`要就回1，不要回2；过时不回就给下一位。`,
]

const answer = (number: string, is: 'yes' | 'no') => ({ do: 'ask', intent: 'booking.offer', filled: { number, answer: is } }) as const

export const offerChoices = ({ number }: Offered): Choice[] => [
  { label: say`要这个位子`, act: answer(number, 'yes') },
  { label: say`不要了`, act: answer(number, 'no') },
]

export const lapsed = (when: string, title: string): Part[] => [
  say`${personal(when)}的${title}没等到您的回复，位子已经给了下一位。`,
  say`还想约，回“预约${title}”就行。`,
]

export const waitLine = (count: number): readonly string[] => (count > 0 ? [`候补：${count}个`] : [])

export const copied = (lines: readonly string[]): { title: string; lines: readonly string[] }[] => (lines.length > 0 ? [{ title: '候补', lines }] : [])
