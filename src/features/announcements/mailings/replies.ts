/** The words about a sending to many. */
import { type Part, say } from '../../../bot/message.ts'
import { type Counts, countsText } from './rules.ts'

export const halted = (matter: string, counts: Counts): Part[] => [
  say`${matter} 失败太多，已自动暂停。${countsText(counts)}。`,
  say`查清原因后，继续请发：继续 ${matter}；不发了请发：停止 ${matter}。`,
]

export const finished = (matter: string, counts: Counts): Part[] => [say`${matter} 发完了。${countsText(counts)}。`, say`看名单请发：名单 ${matter}`]

export const keptLine = (times: number): string => `发给您的通知：${times}条`
