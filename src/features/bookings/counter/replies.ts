/** The words at the counter: numbers, the line, and the day's sheet for staff. */
import { type Choice, type Part, personal, type Reply, reply, say, withChoices } from '../../../bot/message.ts'
import type { Estimate } from './rules.ts'

const ask = (label: string, intent: string, filled: Record<string, string> = {}): Choice => ({ label: say`${label}`, act: { do: 'ask', intent, filled } })

/** 前面2位，约25分钟 */
export const waitWords = ({ ahead, minutes }: Estimate): string => {
  if (ahead === 0 && minutes <= 1) return '下一个就是您'
  return `前面${ahead}位，约${minutes <= 1 ? '1' : minutes}分钟`
}

export const doingTicket = say`取号`
export const whichService = say`取哪一样的号？`
export const explainService = say`请回数字选一样。`
export const serviceChoice = (key: string, title: string): Choice => ({ label: say`${title}`, act: { do: 'fill', field: 'service', value: key } })

export const numbered = (number: number, title: string, estimate: Estimate, where: string): Reply =>
  reply(
    say`${personal(`${title}${number}号，${waitWords(estimate)}。`)}`,
    say`${where === '' ? '' : `到${where}等，`}轮到您我会说。想看排到哪了，问“还要等多久”。`,
  )
export const haveOne = (number: number, title: string, estimate: Estimate): Reply =>
  reply(say`${personal(`您已经有${title}${number}号了，${waitWords(estimate)}。`)}`)
export const notNow = (title: string, next: string | undefined): Reply =>
  withChoices(reply(say`${title}现在不取号${next ? `，${next}开` : ''}。`, say`可以先约个时间。`), [ask(`预约${title}`, 'booking.create')])
export const noMoreToday = (title: string): Reply =>
  withChoices(reply(say`${title}今天排满了，再取号也轮不到。`, say`可以约别的时间。`), [ask(`预约${title}`, 'booking.create')])

export const yourTurn = (number: number, title: string, where: string): Part[] => [
  say`${personal(`${title}${number}号，轮到您了`)}${where === '' ? '' : `，请到${where}`}。`,
]
export const leftLine = (number: number, title: string): Reply =>
  withChoices(reply(say`${personal(`好的，${title}${number}号不排了。`)}`), [ask('约个时间', 'booking.create'), ask('重新取号', 'booking.ticket')])
export const notInLine: Reply = withChoices(reply(say`您现在没有在排的号。`), [ask('看我的预约', 'booking.list'), ask('取消候补', 'booking.cancel')])
export const youWait = (number: number, title: string, estimate: Estimate): Reply => reply(say`${personal(`${title}${number}号，${waitWords(estimate)}。`)}`)
export const called = (number: number, title: string): Reply => reply(say`${personal(`${title}${number}号已经叫到了，请直接过去。`)}`)
export const youAreBooked = (when: string, title: string, estimate: Estimate): Reply =>
  reply(say`${personal(`您约的是${when}，${title}，到点先办您的。`)}`, say`现在取号的话，${waitWords(estimate)}。到了跟服务台说一声。`)
export const lineNow = (lines: readonly { title: string; estimate: Estimate | undefined; next?: string | undefined }[]): Reply =>
  withChoices(
    reply(
      ...lines.map(({ title, estimate, next }) => say`${title}：${estimate ? `现在取号，${waitWords(estimate)}` : `现在不开${next ? `，${next}开` : ''}`}。`),
      say`您还没有取号。`,
    ),
    [ask('取号排队', 'booking.ticket'), ask('约个时间', 'booking.create')],
  )

/** A person's file. */
export const keptLine = (count: number): readonly string[] => (count > 0 ? [`现场取号：${count}次`] : [])
export const copied = (lines: readonly string[]): { title: string; lines: readonly string[] }[] => (lines.length > 0 ? [{ title: '现场取号', lines }] : [])

/** The counter's page. */
export const pageWords = {
  title: '现场取号',
  lead: '不用预约，取个号就能排。',
  take: (title: string) => `取${title}的号`,
  closed: (next: string | undefined) => `现在不取号${next ? `，${next}开` : ''}`,
  full: '今天排满了',
  mine: (title: string, number: number) => `${title} ${number} 号`,
  waiting: waitWords,
  called: '轮到您了，请直接过去',
  over: '这个号已经办完或者过号了',
  leave: '不排了',
  left: '好的，这个号不排了。',
  another: '再取一个',
  refresh: '这一页每20秒自己更新。',
  keep: '号记在这个手机上，别换手机看。',
  scan: '用手机扫一扫，取号排队',
  tooMany: '取号太频繁了，请到服务台取。',
  foreign: '这个请求不是从本页发出的。',
  go: (where: string) => `请到${where}`,
}
