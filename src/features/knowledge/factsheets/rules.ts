/** How entries look in a spreadsheet: sheets, columns, and values as people write them. Pure. */
import { readHours, type Span, writeHours } from '../../../lib/opening.ts'
import type { SheetPlan } from '../../../lib/sheets.ts'

const KEPT = ['示例', '出处', '负责人', '有效期']
export const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const
/** The column in which 是 takes the row's entry away. */
export const GONE = '删除'

const sheet = (name: string, columns: readonly string[], optional: readonly string[] = []): SheetPlan => ({
  name,
  columns,
  optional: [...optional, GONE],
  mayMiss: true,
})

export const SHEETS = {
  fact: sheet('事实', ['名字', '内容', ...KEPT]),
  topic: sheet('主题', ['名字', '标题', '场所', '叫法', '顺序']),
  aspect: sheet('回答', ['主题', '问什么', '文字', ...KEPT]),
  place: sheet('场所', ['名字', '标题', ...WEEKDAYS, '节假日', ...KEPT]),
  special: sheet('特殊日', ['场所', '日期', '时间', '原因']),
  holiday: sheet('放假调休', ['日期', '类型', '名称']),
  wording: sheet('说法', ['意思', '说法'], ['来源']),
  question: sheet('必答题', ['问题', '意思', '答案里要有']),
} as const satisfies Record<string, SheetPlan>
export type SheetKind = keyof typeof SHEETS

export const WIDTHS: Readonly<Record<string, number>> = { 内容: 40, 文字: 60, 说法: 50, 问题: 40, 叫法: 30, 名字: 20, 意思: 20, 主题: 20, 答案里要有: 30 }

/** What a question asks for, as staff read it. */
export const ASKED = { what: '是什么', price: '多少钱', when: '什么时候', where: '在哪', who: '谁能来', how: '怎么办', contact: '电话' } as const
export const askedOf = (text: string): string | undefined => Object.entries(ASKED).find(([name, words]) => name === text || words === text)?.[0]

export const DAY_KINDS = { holiday: '放假', workday: '上班', ordinary: '平常' } as const
export const dayKindOf = (text: string) => (Object.keys(DAY_KINDS) as (keyof typeof DAY_KINDS)[]).find((kind) => DAY_KINDS[kind] === text)

/** The whole centre. */
export const EVERYWHERE = '全中心'

/** 是, 否 or nothing (which is no); undefined for anything else. */
export function yesNoIn(text: string): boolean | undefined {
  if (['是', '对', '√', 'true', '1'].includes(text.toLowerCase())) return true
  return ['', '否', '不是', 'false', '0'].includes(text.toLowerCase()) ? false : undefined
}

const CLOSED = /^(?:不开|休息|关|闭馆|closed)$/
const WHOLE_DAY = /^(?:24小时|全天|24h)$/i

/** `08:30-12:00, 14:30-17:30`, 24小时, 不开; also with Chinese punctuation. Undefined when it is none of these. */
export function hoursIn(text: string): readonly Span[] | undefined {
  const bare = text.replace(/\s+/g, '')
  if (CLOSED.test(bare)) return []
  if (WHOLE_DAY.test(bare)) return readHours('24h')
  const plain = bare
    .replace(/：/g, ':')
    .replace(/[—–~～至到]+/g, '-')
    .replace(/[，、；;]/g, ',')
  return readHours(plain.replace(/(^|[,-])(\d):/g, '$10$2:'))
}

export function hoursText(hours: readonly Span[]): string {
  const text = writeHours(hours)
  return text === 'closed' ? '不开' : text === '24h' ? '24小时' : text
}

/** Words in one cell, separated by 、 or commas. */
export const listIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[、，,；;\n]/)
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  ),
]
export const listText = (words: readonly string[]): string => words.join('、')

const DAY = /^(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?$/

/** `2026-12-31`, also as 2026/12/31 and 2026年12月31日; undefined when it is no day. */
export function dayIn(text: string): string | undefined {
  const [, year = '', month = '', day = ''] = DAY.exec(text) ?? []
  const read = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return year !== '' && new Date(`${read}T00:00:00Z`).toJSON()?.slice(0, 10) === read ? read : undefined
}
