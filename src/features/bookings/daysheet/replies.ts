/** The words about the day's bookings, to staff and to those who missed one. */
import { type Choice, type Part, personal, type Reply, reply, say } from '../../../bot/message.ts'

export const missedYou = (when: string, title: string): Part[] => [
  say`${personal(`${when}的${title}没等到您，没关系，路上的事说不准。`)}`,
  say`要不要换个时间？`,
]
export const anotherTime = (service: string, label: string, iso: string): Choice => ({
  label: say`${personal(label)}`,
  act: { do: 'ask', intent: 'booking.create', filled: { service, when: JSON.stringify({ when: { start: iso }, said: '' }) } },
})

/** For staff. */
export interface SheetLine {
  readonly time: string
  readonly title: string
  readonly number: string
  readonly who: string
  readonly state: string
  readonly urgent: boolean
}

const STATES: Record<string, string> = { booked: '未到', arrived: '到了', done: '办完', 'no-show': '没来', cancelled: '取消' }
export const stateWords = (state: string, confirmed: boolean): string => (state === 'booked' && confirmed ? '说了来' : (STATES[state] ?? state))

export const sheet = (day: string, lines: readonly SheetLine[], waiting: readonly { title: string; count: number }[]): Reply =>
  reply<'public' | 'personal'>(
    lines.length > 0 ? say`${day}预约${lines.length}个：` : say`${day}没有预约。`,
    ...lines.map(({ time, title, number, who, state, urgent }) => say`${personal(`${time} ${title} ${number} ${who} ${state}${urgent ? ' 急件' : ''}`)}`),
    ...waiting.filter(({ count }) => count > 0).map(({ title, count }) => say`${title}现场排队${count}位。`),
    say`到了发：B-12 到了；没来发：B-12 没来；叫号发：叫号 理发。`,
  )

export const nextCalled = (number: number, title: string, booking: string | null, left: number): Reply =>
  reply(say`${personal(`请${title}${number}号${booking === null ? '' : `（${booking}）`}。`)}后面还有${left}位。`)
export const nobodyWaits = (title: string): Reply => reply(say`${title}现在没人等。`)
export const whoseLine = (titles: readonly string[]): Reply => reply(say`叫哪一样的号？请写上：${titles.map((title) => `叫号 ${title}`).join('，或者 ')}。`)
export const arrived = (number: string, ticket: number, title: string, ahead: number): Reply =>
  reply(say`${personal(`${number}记为到了，${title}${ticket}号，前面${ahead}位。`)}`)
export const missed = (number: string, reachable: boolean): Reply =>
  reply(say`${personal(`${number}记为没来。`)}${reachable ? '已经问他要不要改时间。' : ''}记错了发：${personal(`${number} 到了`)}`)
export const ticketMissed = (number: number): Reply => reply(say`${personal(`${number}号过号，叫下一个发：叫号。`)}`)
export const unknown = (number: string): Reply => reply(say`没有${personal(number)}这个预约，请核对一下，发“预约表”能看到今天的。`)
export const goneAlready = (number: string): Reply => reply(say`${personal(number)}已经取消了。`)
export const tooEarly = (number: string): Reply => reply(say`${personal(number)}还没到时间，不能记没来。`)
export const forgiven = (number: string, count: number): Reply =>
  reply(count > 0 ? say`${personal(`好的，${number}这位司机的${count}次没来不再算，可以照常预约了。`)}` : say`${personal(number)}这位司机没有要免的记录。`)
export const counterOnly: Reply = reply(say`这件事要“柜台”或“律师”角色，您现在没有。`)

export const calledOff = (when: string, title: string, reason: string): Part[] => [
  say`${personal(`对不起，${when}的${title}办不了了：${reason}。您的预约已取消，不算您没来。`)}`,
  say`换个时间：`,
]

/** The reason where nobody gave one. */
export const closedThen = '临时不开'
