/** The one home of spreadsheets (.xlsx): rows as objects by their column titles, and mistakes that name sheet, row and column. */
import type { Sheet } from 'write-excel-file/node'
import { MINUTE } from './clock.ts'

export type CellValue = string | number | boolean | undefined

export interface SheetColumn {
  /** The title in the first row. */
  readonly title: string
  /** In characters; 16 when absent. */
  readonly width?: number
}

export interface SheetToWrite {
  readonly name: string
  readonly columns: readonly SheetColumn[]
  /** Cells by column title. Text stays text, however much it looks like a number or a formula. */
  readonly rows: readonly Readonly<Record<string, CellValue>>[]
}

/** How a sheet must look to be read. */
export interface SheetPlan {
  readonly name: string
  /** Titles that must be there. */
  readonly columns: readonly string[]
  /** Titles that may be there; an absent column reads as empty cells. */
  readonly optional?: readonly string[]
  /** The sheet itself may be missing: then it has no rows. */
  readonly mayMiss?: boolean
  /** Titles of nobody's are a mistake unless they are to be passed over. */
  readonly others?: 'ignored'
}

export interface SheetRow {
  readonly sheet: string
  /** As the spreadsheet program counts: the titles are row 1. */
  readonly row: number
  /** By title, trimmed; empty for an empty cell. Days are `2026-12-31`, moments `2026-12-31 09:30`, yes and no 是 and 否. */
  readonly cells: Readonly<Record<string, string>>
}

export interface Mistake {
  readonly sheet?: string
  readonly row?: number
  readonly column?: string
  /** A sentence for whoever made the file. */
  readonly text: string
}

export interface ReadSheets {
  /** The rows of every planned sheet; rows without any content are passed over. */
  readonly sheets: ReadonlyMap<string, readonly SheetRow[]>
  readonly mistakes: readonly Mistake[]
}

/** The largest file that is read (bytes). */
const LARGEST = 20 * 1024 * 1024
const WIDTH = 16
/** From here on a number is no longer exact: what was typed is lost. */
const INEXACT = 1e15
/** Spreadsheet programs show and keep so many digits; what the file holds beyond them is noise (9.9000000000000004). */
const DIGITS = 15
const LONGEST_NAME = 31

/** 「事实」第3行“有效期”：… */
export function mistakeLine({ sheet, row, column, text }: Mistake): string {
  const where = `${sheet === undefined ? '' : `表“${sheet}”`}${row === undefined ? '' : `第${row}行`}${column === undefined ? '' : `“${column}”`}`
  return where === '' ? text : `${where}：${text}`
}

/** An .xlsx file with these sheets. Equal content gives equal cells, not equal bytes. */
export async function writeSheets(sheets: readonly SheetToWrite[]): Promise<Buffer> {
  const { default: writeXlsx } = await import('write-excel-file/node')
  return writeXlsx(sheets.map(sheetOf)).toBuffer()
}

function sheetOf({ name, columns, rows }: SheetToWrite): Sheet<Buffer> {
  const titles = columns.map(({ title }) => ({ value: title, type: String, fontWeight: 'bold' as const, backgroundColor: '#e8eef4' }))
  return {
    sheet: name.replace(/[[\]:*?/\\]/g, ' ').slice(0, LONGEST_NAME),
    stickyRowsCount: 1,
    columns: columns.map(({ width = WIDTH }) => ({ width })),
    data: [titles, ...rows.map((row) => columns.map(({ title }) => cellOf(row[title])))],
  }
}

function cellOf(value: CellValue) {
  if (value === undefined || value === '') return null
  if (typeof value === 'number') return { type: Number, value }
  const text = typeof value === 'boolean' ? yesNo(value) : value
  return { type: String, format: '@', value: storable(text), wrap: true, alignVertical: 'top' as const }
}

const yesNo = (value: boolean): string => (value ? '是' : '否')

/** Spreadsheet programs refuse a file with control characters and what Unicode calls no characters, and read `_x0041_` as a letter's code. */
const NOT_ALLOWED = /[^\P{Cc}\n\t]|\p{Noncharacter_Code_Point}/gu
const storable = (text: string): string =>
  notAProperty(
    text
      .replace(/\r\n?/g, '\n')
      .replace(NOT_ALLOWED, '')
      .replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_'),
  )

/** The library loses a text that every object has as a property ("constructor"), unless its first letter is written as its code. */
const notAProperty = (text: string): string => (text in {} ? `_x${text.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_${text.slice(1)}` : text)

/** Reads a file's planned sheets; other sheets are passed over. A file that is no spreadsheet is one mistake. */
export async function readSheets(file: Uint8Array, plans: readonly SheetPlan[]): Promise<ReadSheets> {
  if (file.byteLength > LARGEST) return { sheets: new Map(), mistakes: [{ text: `文件太大（最多${LARGEST / 1024 / 1024}MB）` }] }
  const found = await rawSheets(file)
  if (typeof found === 'string') return { sheets: new Map(), mistakes: [{ text: found }] }
  const sheets = new Map<string, SheetRow[]>()
  const mistakes: Mistake[] = []
  for (const plan of plans) {
    const data = found.get(plan.name)
    if (!data && !plan.mayMiss) mistakes.push({ text: `缺少表“${plan.name}”；文件里有：${[...found.keys()].join('、')}` })
    const read = data ? readOne(plan, data) : { rows: [], mistakes: [] }
    sheets.set(plan.name, read.rows)
    mistakes.push(...read.mistakes)
  }
  return { sheets, mistakes }
}

/** A cell as the file holds it; numbers as they are written there. */
type Raw = string | boolean | Date | { readonly number: string } | null

async function rawSheets(file: Uint8Array): Promise<Map<string, Raw[][]> | string> {
  const { default: readXlsx } = await import('read-excel-file/node')
  try {
    const read = await readXlsx(Buffer.from(file), { trim: false, parseNumber: (number) => ({ number }) })
    return new Map(read.map(({ sheet, data }) => [sheet.trim(), data as unknown as Raw[][]]))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'XLS_FILE_NOT_SUPPORTED') return '这是旧格式（.xls）的表格，请另存为 .xlsx 再来'
    return '这不是 .xlsx 表格，或者文件坏了'
  }
}

function readOne(plan: SheetPlan, data: readonly Raw[][]): { rows: SheetRow[]; mistakes: Mistake[] } {
  const titles = (data[0] ?? []).map((cell) => textOf(cell) ?? '')
  const mistakes = titleMistakes(plan, titles)
  if (mistakes.length > 0) return { rows: [], mistakes }
  const known = [...plan.columns, ...(plan.optional ?? [])]
  const rows: SheetRow[] = []
  for (const [at, raw] of data.entries()) {
    if (at === 0 || raw.every((cell) => textOf(cell) === '')) continue
    const cells: Record<string, string> = {}
    for (const title of known) {
      const cell = raw[titles.indexOf(title)] ?? null
      const text = textOf(cell)
      if (text === undefined) mistakes.push({ sheet: plan.name, row: at + 1, column: title, text: TOO_LONG })
      cells[title] = text ?? ''
    }
    rows.push({ sheet: plan.name, row: at + 1, cells })
  }
  return { rows, mistakes }
}

const TOO_LONG = '这一格是数字，超过15位，后面几位已经丢了。请把这一列设成“文本”格式再填一遍'

function titleMistakes({ name, columns, optional = [], others }: SheetPlan, titles: readonly string[]): Mistake[] {
  const known = [...columns, ...optional]
  const twice = titles.filter((title, at) => title !== '' && titles.indexOf(title) !== at)
  const missing = columns.filter((title) => !titles.includes(title))
  const strange = others === 'ignored' ? [] : titles.filter((title) => title !== '' && !known.includes(title))
  const about = (list: readonly string[], text: (title: string) => string): Mistake[] =>
    [...new Set(list)].map((title) => ({ sheet: name, row: 1, text: text(title) }))
  return [
    ...about(missing, (title) => `缺少“${title}”这一列`),
    ...about(twice, (title) => `“${title}”这一列有两个`),
    ...about(strange, (title) => `没有“${title}”这一列；可用的列：${known.join('、')}`),
  ]
}

/** The cell as text; undefined when it held a number too long to be kept. */
function textOf(cell: Raw): string | undefined {
  if (cell === null) return ''
  if (typeof cell === 'string') return cell.replace(/\r\n?/g, '\n').trim()
  if (typeof cell === 'boolean') return yesNo(cell)
  if (cell instanceof Date) return dateText(cell)
  const number = Number(cell.number)
  if (!Number.isFinite(number)) return cell.number
  return Math.abs(number) >= INEXACT ? undefined : String(Number(number.toPrecision(DIGITS)))
}

/** Dates are fractions of days in the file: a moment is off by a little. */
function dateText(date: Date): string {
  const text = new Date(Math.round(date.getTime() / MINUTE) * MINUTE).toISOString()
  return text
    .slice(0, 16)
    .replace('T', ' ')
    .replace(/ 00:00$/, '')
}
