/** What staff hear about what lapses. */
import { type Part, say } from '../../../bot/message.ts'
import type { Day } from '../../../lib/calendar.ts'

/** An entry that lapses, as its owner hears of it. */
export interface Lapsing {
  readonly title: string
  readonly value: string
  readonly validUntil: Day
  readonly over: boolean
}

const MOST = 10

export function lapsing(entries: readonly Lapsing[]): Part<'public'>[] {
  const lines = (list: readonly Lapsing[]) => list.slice(0, MOST).map(({ title, value, validUntil }) => say`· ${title}：${value}（到${validUntil}）`)
  const [over, soon] = [entries.filter((entry) => entry.over), entries.filter((entry) => !entry.over)]
  const rest = entries.length > 2 * MOST ? [say`……一共${entries.length}条。`] : []
  return [
    ...(over.length > 0 ? [say`这些内容过期了，小驿不再对司机说，只说“正在核实”：`, ...lines(over)] : []),
    ...(soon.length > 0 ? [say`这些内容快到期了：`, ...lines(soon)] : []),
    ...rest,
    say`请核实后改好内容或日期，或找管理员改。`,
  ]
}
