/** What is said at the door. */
import { personal, type Reply, reply, say } from '../../bot/message.ts'

export const doing = say`到站签到`
export const askCode = say`请发门口或服务台屏幕上的四位码（半分钟换一次）。`
export const explainCode = say`要屏幕上现在显示的四位数字，比如：签到 4829。没到中心就不用签，回“取消”。`

export const arrived = (points: number, balance: number | undefined): Reply =>
  points > 0 && balance !== undefined
    ? reply(say`签到成功，${personal(`+${points}`)}分，现在有${personal(balance)}分。`, say`欢迎来歇脚。`)
    : reply(say`签到成功，欢迎来歇脚。`, say`今天没有加分：当天的分已经到上限，或者这项暂停了。`)

/** No words: the course's check-in goes on with the message. */
export const handedOn = reply()

export const refusedVisit = {
  again: reply(say`今天已经签过了，一天算一次，明天再来。`),
  wrong: reply(say`这个码不对，可能刚换过。请看屏幕上现在的四位数字，再发一次，比如：签到 4829。`),
  locked: reply(say`错了太多次，先停一小时。人在中心的话，请服务台帮您记。`),
} as const

export const door = (code: string, seconds: number, visitors: number): Reply =>
  reply<'public' | 'personal'>(say`现在的签到码：${personal(code)}，${seconds}秒后换。`, say`今天已签到${visitors}人。`, say`要课上的码，发“上课码”。`)
export const screenLink = (link: string, minutes: number): Reply =>
  reply<'public' | 'personal'>(
    say`在要当签到屏的那台设备上打开（${minutes}分钟内有效）：网址后面加 ${personal(link)}`,
    say`打开一次那台就是签到屏，码和二维码自己会换。设备丢了或换了，发“签到屏作废”。`,
  )
export const screensClosed = reply(say`签到屏都作废了。要再开，发“签到屏链接”。`)

/** The screen's words, and those for who scanned it. */
export const pageWords = {
  title: '到站签到',
  how: '发给小驿：签到 加这四位数',
  turns: '半分钟换一次',
  visitors: (count: number) => `今天已签到${count}人`,
  unbound: '这台设备还不是签到屏。请柜台的同事对小驿说“签到屏链接”，在这台设备上打开。',
  linkOver: '这个链接不对，或者过了时间。请柜台的同事再对小驿说一次“签到屏链接”。',
  scanned: '扫到签到码了',
  send: (code: string) => `签到 ${code}`,
  sendHow: '把上面这句发给小驿就行，一天算一次。',
  chat: '去和小驿说',
} as const

export const counterOnly = reply(say`看签到码要“柜台”角色，您现在没有。`, say`要办请找柜台的同事，或找管理员加角色。`)

export const keptLine = (days: readonly string[]): string => `到站签到：${days.length}天，最近一次${days[0] ?? ''}`
export const copied = (days: readonly string[]): string[] => [...days]
