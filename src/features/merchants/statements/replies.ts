/** A merchant's statement in words and as a sheet. */
import { type Enclosure, personal, type Reply, reply, say } from '../../../bot/message.ts'
import type { SheetToWrite } from '../../../lib/sheets.ts'

interface Line {
  readonly at: Date
  readonly number: string
  readonly points: number
  readonly bill: number
  readonly fen: number
  readonly frozen: boolean
  readonly refund: boolean
}

interface Shown {
  readonly merchant: { readonly name: string }
  readonly month: string
  readonly lines: readonly Line[]
  readonly points: number
  readonly fen: number
  readonly owed: number
  readonly frozen: number
}

const yuan = (fen: number): string => `${(fen / 100).toFixed(2).replace(/\.?0+$/, '')}元`
const monthText = (month: string): string => `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`

/** Lines in the answer; the sheet has them all. */
const SHOWN = 5

export function statement(shown: Shown, when: (at: Date) => string, file: Omit<Enclosure, 'audience'> | undefined): Reply {
  const { merchant, month, lines, points, owed, frozen } = shown
  if (lines.length === 0) return reply(say`${personal(merchant.name)}${monthText(month)}还没有核销记录。`, say`看别的月份，发“10月对账单”这样。`)
  const sales = lines.filter((line) => !line.refund).length
  const parts = [
    say`${personal(merchant.name)}${monthText(month)}核销${personal(sales)}笔，共${personal(points)}分，中心应付${personal(yuan(owed))}。`,
    ...(frozen === 0 ? [] : [say`另有${personal(yuan(frozen))}司机有异议，处理完再算。`]),
    ...lines
      .slice(-SHOWN)
      .reverse()
      .map((line) => say`${personal(`${when(line.at)} ${line.number} ${lineText(line)}`)}`),
    ...(lines.length > SHOWN ? [say`只列了最近${SHOWN}笔，全部在表里。`] : []),
  ]
  return { parts, ...(file ? { files: [{ audience: 'personal', ...file }] } : {}) }
}

function lineText({ bill, fen, points, frozen, refund }: Line): string {
  const note = frozen ? '（有异议）' : ''
  return refund ? `撤销，退回${-points}分，减${yuan(-fen)}${note}` : `账单${yuan(bill)}，抵${yuan(fen)}，${points}分${note}`
}

export function statementSheet({ merchant, month, lines, points, fen, owed, frozen }: Shown, when: (at: Date) => string): SheetToWrite {
  const money = (amount: number): number => amount / 100
  return {
    name: `${merchant.name} ${month}`,
    columns: [
      { title: '时间', width: 18 },
      { title: '编号', width: 10 },
      { title: '账单（元）' },
      { title: '抵扣（元）' },
      { title: '积分' },
      { title: '应付（元）' },
      { title: '说明', width: 24 },
    ],
    rows: [
      ...lines.map((line) => ({
        时间: when(line.at),
        编号: line.number,
        '账单（元）': money(line.bill),
        '抵扣（元）': money(line.fen),
        积分: line.points,
        '应付（元）': line.frozen ? 0 : money(line.fen),
        说明: [line.refund ? '撤销' : '', line.frozen ? '司机有异议，处理中' : ''].filter(Boolean).join('，'),
      })),
      { 时间: '合计', '抵扣（元）': money(fen), 积分: points, '应付（元）': money(owed), 说明: frozen === 0 ? '' : `其中${yuan(frozen)}有异议，未计入应付` },
    ],
  }
}
