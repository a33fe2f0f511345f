/** The words after a booking. */
import { type Choice, personal, type Reply, reply, say, withChoices } from '../../../bot/message.ts'

interface Shown {
  readonly number: string
  readonly title: string
  /** 明天15:00 */
  readonly when: string
}

const ask = (label: string, intent: string, filled: Record<string, string> = {}): Choice => ({ label: say`${label}`, act: { do: 'ask', intent, filled } })

export const seeYou = ({ when, title }: Shown): Reply => reply(say`${personal(`好的，${when}见，${title}给您留着。`)}`)
export const offerGone: Reply = withChoices(reply(say`这个位子已经过了保留时间，给了下一位。`), [ask('重新约', 'booking.create')])
export const doingMatter = say`登记要问律师的事`
export const askMatter = say`是什么事？一两句话就行，只有律师看得到。不想说就回“不说”。`
export const explainMatter = say`请用一两句话说是什么事，比如：运费拖了三个月没给。不想说就回“不说”。`
export const askOpponent = say`对方是谁（人名或公司名）？只用来查有没有利益冲突。不想说就回“不说”。`
export const explainOpponent = say`请写对方的名字，比如：某某物流公司。不想说就回“不说”。`
export const SKIP = '不说'
export const skipChoice = (field: string): Choice => ({ label: say`${SKIP}`, act: { do: 'fill', field, value: SKIP } })
export const matterKept = (urgent: boolean): Reply => reply(say`记下了，只有律师看得到。`, ...(urgent ? [say`事情急，已经标成急件，律师先看您的。`] : []))
export const matterSkipped: Reply = reply(say`好的，到时候当面跟律师说。`)
export const noBooking: Reply = reply(say`您手里没有法律咨询的预约，先约一个：回“约律师”。`)

export const none: Reply = withChoices(reply(say`您现在没有预约。`), [ask('约一个', 'booking.create')])
export const gone = (number: string): Reply =>
  withChoices(reply(say`${personal(number)}已经取消或者过去了。`, say`可以重新约一个。`), [ask('重新约', 'booking.create')])
export const leftList = (title: string, number: string): Reply => reply(say`${personal(`好的，${title}候补${number}不排了。`)}`, say`想约再说。`)
export const inTheWay = ({ when, title, number }: Shown): Reply =>
  withChoices(reply(say`${personal(`您手里的${when}，${title}（${number}）和它冲突，这个位子先给下一位了。`)}`, say`想换的话可以改时间。`), [
    ask('改时间', 'booking.reschedule', { number }),
  ])
