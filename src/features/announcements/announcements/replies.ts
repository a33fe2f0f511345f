/** The words of an announcement itself, and what its writer and approver are told. */
import { type Part, say } from '../../../bot/message.ts'
import { channelName } from '../../../bot/replies.ts'

/** What every receiver reads, line by line. */
export function lines(item: { number: string; text: string; emergency: boolean; ack: boolean; corrects: string | null }, again = false): string[] {
  const head = again ? '再提醒一次：' : item.corrects ? '更正：' : item.emergency ? '紧急通知：' : ''
  const foot = item.ack ? [] : [`想说什么就回：回复 ${item.number} 您的话`]
  return [`${head}${item.text}`, ...foot, ...(item.emergency ? [] : ['不想收公告，回：公告别发了'])]
}
export const ackLabel = '收到'
export const replyLabel = '有话要说'

/** Somebody without a name: 审核同事（终端账号 s2）. */
export function colleague(roles: readonly string[], account: { channel: string; external: string } | undefined): string {
  const role = roles.includes('approver') ? '审核' : roles.includes('author') ? '发布' : ''
  return `${role}同事${account ? `（${channelName(account.channel)}账号 ${account.external}）` : ''}`
}

export const wasApproved = (number: string, by: string): Part<'public'>[] => [say`${number} ${by}审核通过了。看进展请发：进度 ${number}`]
export const wasRejected = (number: string, by: string, why: string): Part<'public'>[] => [
  say`${number} 被${by}退回了${why ? `：${why}` : '。'}`,
  say`改好再提交：改 ${number} 新内容`,
]
export const wasTooLate = (number: string): Part<'public'>[] => [say`${number} 过了最晚时间，没有发。要发请重新定时间再提交。`]
export const isForNobody = (number: string): Part<'public'>[] => [say`${number} 到点时一个收件人也没有，没有发。`]

const HINDERED: Record<string, (number: string) => string> = {
  past: (number) => `审核时，定的时间已经过了。改好再提交：定时 ${number} 明早九点`,
  'too-late': (number) => `审核时，已经过了最晚时间。改好再提交：最晚 ${number} 明天18点`,
  'in-quiet': (number) => `最晚时间在免打扰时段里，谁也收不到。改好再提交：最晚 ${number} 明天18点`,
  nobody: (number) => `审核时，一个人也收不到。改好再提交：对象 ${number} 全部司机`,
}
/** The approver's yes could not send it. */
export const cameTooLate = (number: string, why: string): Part<'public'>[] => [say`${number} 没有发：${HINDERED[why]?.(number) ?? ''}`]
