/** Entries as rows of a spreadsheet, and rows as entries. */
import type { CellValue, Mistake, ReadSheets, SheetRow, SheetToWrite } from '../../../lib/sheets.ts'
import { ASPECTS, type Edit, type Entries, type EntryOf, type Kind } from '../knowledge/rules.ts'
import * as words from './replies.ts'
import * as rules from './rules.ts'
import { SHEETS, type SheetKind } from './rules.ts'

export type EntryKind = Exclude<Kind, 'closure'>
export type Cells = Record<string, CellValue>
/** Notes what is wrong in a column, and goes on. */
type Complain = (column: string, text: string) => void

const keptCells = ({ sample, source, owner, validUntil }: EntryOf['fact'] | EntryOf['aspect'] | EntryOf['place']): Cells => {
  return { 示例: sample, 出处: source, 负责人: owner, 有效期: validUntil ?? '' }
}
const keptIn = (cells: SheetRow['cells'], complain: Complain) => {
  const sample = rules.yesNoIn(cells.示例 ?? '')
  if (sample === undefined) complain('示例', words.noYesNo(cells.示例 ?? ''))
  return { sample: sample ?? false, source: cells.出处 ?? '', owner: cells.负责人 ?? '', validUntil: cells.有效期 ? dayIn(cells, '有效期', complain) : null }
}

function dayIn(cells: SheetRow['cells'], column: string, complain: Complain): string {
  const day = rules.dayIn(cells[column] ?? '')
  if (day === undefined) complain(column, words.noDay(cells[column] ?? ''))
  return day ?? ''
}

function hoursIn(cells: SheetRow['cells'], column: string, complain: Complain) {
  const hours = rules.hoursIn(cells[column] ?? '')
  if (hours === undefined) complain(column, words.noHours(cells[column] ?? ''))
  return hours ?? []
}

const placeName = (key: string): string => (key === 'all' ? rules.EVERYWHERE : key)
const placeKey = (name: string): string => (name === rules.EVERYWHERE ? 'all' : name)
const [first, last] = [(key: string) => key.slice(0, key.lastIndexOf('/')), (key: string) => key.slice(key.lastIndexOf('/') + 1)]

/** How one kind of entry is written to a row and read from it. */
interface Form<K extends EntryKind> {
  cells(key: string, value: EntryOf[K]): Cells
  key(cells: SheetRow['cells'], complain: Complain): string
  value(cells: SheetRow['cells'], complain: Complain): EntryOf[K]
}

const FORMS: { readonly [K in EntryKind]: Form<K> } = {
  fact: {
    cells: (key, value) => ({ 名字: key, 内容: value.value, ...keptCells(value) }),
    key: ({ 名字 = '' }) => 名字,
    value: (cells, complain) => ({ value: cells.内容 ?? '', ...keptIn(cells, complain) }),
  },
  topic: {
    cells: (key, { title, place, names, position }) => ({
      名字: key,
      标题: title,
      场所: place ?? '',
      叫法: names ? rules.listText(names) : '',
      顺序: position,
    }),
    key: ({ 名字 = '' }) => 名字,
    value: (cells, complain) => {
      const position = Number(cells.顺序 || 0)
      if (!Number.isSafeInteger(position)) complain('顺序', words.noNumber(cells.顺序 ?? ''))
      const names = rules.listIn(cells.叫法 ?? '')
      return {
        title: cells.标题 ?? '',
        place: cells.场所 || null,
        names: names.length > 0 ? names : null,
        position: Number.isSafeInteger(position) ? position : 0,
      }
    },
  },
  aspect: {
    cells: (key, value) => {
      const aspect = ASPECTS.find((each) => each === last(key))
      return { 主题: first(key), 问什么: aspect ? rules.ASKED[aspect] : last(key), 文字: value.template, ...keptCells(value) }
    },
    key: (cells) => `${cells.主题 ?? ''}/${rules.askedOf(cells.问什么 ?? '') ?? cells.问什么 ?? ''}`,
    value: (cells, complain) => ({ template: cells.文字 ?? '', ...keptIn(cells, complain) }),
  },
  place: {
    cells: (key, value) => {
      const week = Object.fromEntries(rules.WEEKDAYS.map((day, at) => [day, rules.hoursText(value.weekly[at] ?? [])]))
      const { holidays } = value
      const onHolidays = holidays === 'as-usual' ? '照常' : holidays === 'closed' ? '不开' : rules.hoursText(holidays)
      return { 名字: key, 标题: value.title, ...week, 节假日: onHolidays, ...keptCells(value) }
    },
    key: ({ 名字 = '' }) => 名字,
    value: (cells, complain) => {
      const weekly = rules.WEEKDAYS.map((day) => hoursIn(cells, day, complain))
      const onHolidays = cells.节假日 === '照常' ? 'as-usual' : hoursIn(cells, '节假日', complain)
      return { title: cells.标题 ?? '', weekly, holidays: onHolidays.length === 0 ? 'closed' : onHolidays, ...keptIn(cells, complain) }
    },
  },
  special: {
    cells: (key, { hours, reason }) => ({ 场所: placeName(first(key)), 日期: last(key), 时间: rules.hoursText(hours), 原因: reason }),
    key: (cells, complain) => `${placeKey(cells.场所 ?? '')}/${dayIn(cells, '日期', complain)}`,
    value: (cells, complain) => ({ hours: hoursIn(cells, '时间', complain), reason: cells.原因 ?? '' }),
  },
  holiday: {
    cells: (day, { kind, name }) => ({ 日期: day, 类型: rules.DAY_KINDS[kind], 名称: name }),
    key: (cells, complain) => dayIn(cells, '日期', complain),
    value: (cells, complain) => {
      const kind = rules.dayKindOf(cells.类型 ?? '')
      if (kind === undefined) complain('类型', words.noDayKind(cells.类型 ?? ''))
      return { kind: kind ?? 'ordinary', name: cells.名称 ?? '' }
    },
  },
}
export const ENTRY_KINDS = Object.keys(FORMS) as EntryKind[]
const formOf = (kind: EntryKind): Form<EntryKind> => FORMS[kind] as Form<EntryKind>

export { problems } from './replies.ts'

export function sheetOf(kind: SheetKind, rows: readonly Cells[]): SheetToWrite {
  const { name, columns, optional = [] } = SHEETS[kind]
  return { name, columns: [...columns, ...optional].map((title) => ({ title, width: rules.WIDTHS[title] ?? 14 })), rows }
}

/** A sheet for each kind of entry. */
export const entrySheets = (entries: Entries): SheetToWrite[] =>
  ENTRY_KINDS.map((kind) =>
    sheetOf(
      kind,
      [...entries[kind]].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => formOf(kind).cells(key, value)),
    ),
  )

/** An edit and the row that asks for it. */
export interface Placed {
  readonly edit: Edit
  readonly row: number
}

/** What the rows ask for; what cannot be read is named. */
export function editsIn({ sheets }: ReadSheets): { placed: Placed[]; mistakes: Mistake[] } {
  const mistakes: Mistake[] = []
  const placed = ENTRY_KINDS.flatMap((kind) => {
    const seen = new Map<string, number>()
    return (sheets.get(SHEETS[kind].name) ?? []).flatMap(({ sheet, row, cells }): Placed[] => {
      const wrong: Mistake[] = []
      const complain: Complain = (column, text) => wrong.push({ sheet, row, column, text })
      const gone = rules.yesNoIn(cells[rules.GONE] ?? '')
      if (gone === undefined) complain(rules.GONE, words.noYesNo(cells[rules.GONE] ?? ''))
      const key = formOf(kind).key(cells, complain)
      const value = gone ? undefined : formOf(kind).value(cells, complain)
      const before = seen.get(key)
      if (before !== undefined) wrong.push({ sheet, row, text: words.doubled(before) })
      seen.set(key, row)
      mistakes.push(...wrong)
      return wrong.length > 0 ? [] : [{ edit: { kind, key, value } as Edit, row }]
    })
  })
  return { placed, mistakes }
}

/** A change in one line: what was there, what comes. */
export function changeText({ kind, key, value }: Edit, before: Edit['value']): string {
  if (kind === 'closure') return key
  const cells = (entry: Edit['value']): Cells | undefined => entry && formOf(kind).cells(key, entry as EntryOf[EntryKind])
  const [was, is] = [cells(before), cells(value)]
  const columns = Object.keys(is ?? was ?? {})
  const text = (row: Cells) =>
    columns.filter((column) => row[column] !== '' && row[column] !== false && row[column] !== key).map((column) => String(row[column]))
  if (!was || !is) return words.cameOrWent(SHEETS[kind].name, key, is ? '加' : '删', text(is ?? was ?? {}))
  return words.changed(
    SHEETS[kind].name,
    key,
    columns.filter((column) => was[column] !== is[column]).map((column) => [column, shown(was[column]), shown(is[column])] as const),
  )
}

const shown = (value: CellValue): string => (typeof value === 'boolean' ? (value ? '是' : '否') : String(value ?? ''))
