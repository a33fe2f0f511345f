/** What a merchant sold for points, and what the centre owes for it. */
import type { Acts, Answer, Context } from '../../../bot/capability.ts'
import type { Reader } from '../../../db/db.ts'
import type { Calendar } from '../../../lib/calendar.ts'
import { type SheetToWrite, writeSheets } from '../../../lib/sheets.ts'
import * as ledger from '../../points/ledger/operations.ts'
import { merchant as merchantAccount } from '../../points/ledger/rules.ts'
import { byMovement } from '../../points/spending/operations.ts'
import { type Merchant, merchantOf, notAMerchant } from '../merchants/operations.ts'
import { monthIn } from '../merchants/rules.ts'
import { statement, statementSheet } from './replies.ts'

export interface StatementLine {
  readonly at: Date
  /** `K-12` */
  readonly number: string
  /** Below zero where a sale was taken back. */
  readonly points: number
  /** In fen; below zero where a sale was taken back. */
  readonly bill: number
  readonly fen: number
  /** Somebody objected to it: not owed until staff decided. */
  readonly frozen: boolean
  readonly refund: boolean
}

export interface Statement {
  readonly merchant: Pick<Merchant, 'id' | 'name'>
  /** `2026-11` */
  readonly month: string
  readonly lines: readonly StatementLine[]
  readonly points: number
  readonly fen: number
  /** What the centre owes for the month, in fen: without what is frozen. */
  readonly owed: number
  readonly frozen: number
}

/** The first moment of a month and of the next one. */
export function monthSpan(month: string, calendar: Calendar): { from: Date; to: Date } {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  return { from: calendar.startOfDay(`${month}-01`), to: calendar.startOfDay(`${next}-01`) }
}

/** The statement of a merchant for a month, from its account in the ledger. */
export async function statementOf(read: Reader, merchant: Pick<Merchant, 'id' | 'name'>, month: string, calendar: Calendar): Promise<Statement> {
  const { from, to } = monthSpan(month, calendar)
  const entries = await ledger.linesBetween(read, merchantAccount(merchant.id), from, to)
  const spendings = new Map(
    (
      await byMovement(
        read,
        entries.map(({ movement }) => movement.reverses ?? movement.id),
      )
    ).map((each) => [each.movementId, each]),
  )
  const lines = entries.map(({ amount, movement, frozen }): StatementLine => {
    const spending = spendings.get(movement.reverses ?? movement.id)
    const sign = amount < 0 ? -1 : 1
    return {
      at: movement.at,
      number: spending?.number ?? '',
      points: amount,
      bill: sign * (spending?.bill ?? 0),
      fen: sign * (spending?.fen ?? 0),
      frozen,
      refund: amount < 0,
    }
  })
  const sum = (of: (line: StatementLine) => number, some = lines) => some.reduce((all, line) => all + of(line), 0)
  const frozen = lines.filter((line) => line.frozen)
  const fen = sum((line) => line.fen)
  return {
    merchant,
    month,
    lines,
    points: sum((line) => line.points),
    fen,
    frozen: sum((line) => line.fen, frozen),
    owed: fen - sum((line) => line.fen, frozen),
  }
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The statement as a spreadsheet. */
export async function statementFile(statement: Statement, calendar: Calendar): Promise<{ name: string; type: string; base64: string }> {
  const sheet: SheetToWrite = statementSheet(statement, (at) => calendar.isoLocal(at).replace('T', ' '))
  return { name: `${statement.merchant.name}-${statement.month}-对账单.xlsx`, type: XLSX, base64: (await writeSheets([sheet])).toString('base64') }
}

/** The statements of several merchants for a month, for staff. */
export async function allStatements({ tx, calendar }: Pick<Acts, 'tx' | 'calendar'>, merchants: readonly Merchant[], month: string): Promise<Statement[]> {
  const all: Statement[] = []
  for (const merchant of merchants) all.push(await statementOf(tx, merchant, month, calendar))
  return all
}

/** The speaker's own statement for the month that the words name; who is no merchant hears how to become one. */
export async function ownStatement(ctx: Context, text: string): Promise<Answer> {
  const merchant = await merchantOf(ctx.tx, ctx.person.id)
  if (!merchant) return { reply: notAMerchant }
  const month = monthIn(text, ctx.calendar.localDay(ctx.now))
  const own = await statementOf(ctx.tx, merchant, month, ctx.calendar)
  const file = own.lines.length > 0 ? await statementFile(own, ctx.calendar) : undefined
  const when = (at: Date) => ctx.calendar.isoLocal(at).slice(5).replace('T', ' ')
  return { reply: statement(own, when, file), data: { month, spendings: own.lines.length, owed: own.owed / 100 } }
}
