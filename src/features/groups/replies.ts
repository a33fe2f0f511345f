/** The words about a group's settings. */
import { reply, say } from '../../bot/message.ts'

export const adminOnly = reply(say`群里的设置只有管理员能改，请找管理员。`)
export const onlyInGroup = reply(say`请在要设置的群里@我说：群里主动回答 开（或 关）。`)
export const switchedOn = reply(say`好的，这个群里问到中心的服务、时间、价格，没@我我也会答。要关就@我说：群里主动回答 关。`)
export const switchedOff = reply(say`好的，这个群里只有@我才回答。要开就@我说：群里主动回答 开。`)
export const setting = (unasked: boolean) => reply(say`这个群的主动回答现在是${unasked ? '开' : '关'}。要改就@我说：群里主动回答 ${unasked ? '关' : '开'}。`)
