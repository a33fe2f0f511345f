/** The words of the attendance sheet. */
import type { Mistake, SheetPlan, SheetRow, SheetToWrite } from '../../../lib/sheets.ts'

interface Listed {
  readonly position: number
  readonly id: string
  readonly personId: string
  readonly name: string
  readonly state: 'enrolled' | 'offered' | 'waiting' | 'let-in'
  readonly present: boolean
}

const nameOf = ({ name }: Listed): string => (name === '' ? '（没有名字）' : name)

const TITLES = { id: '编号（勿改）', position: '序号', name: '姓名', state: '状态', present: '签到' } as const
const SHEET = '签到表'
const SHEET_STATES = { enrolled: '报名', offered: '留着位子', waiting: '排队', 'let-in': '现场' } as const

export const sheet = (number: string, people: readonly Listed[]): SheetToWrite => ({
  name: SHEET,
  columns: [
    { title: TITLES.position, width: 6 },
    { title: TITLES.name },
    { title: TITLES.state },
    { title: TITLES.present, width: 8 },
    { title: TITLES.id, width: 40 },
  ],
  rows: people.map((each) => ({
    [TITLES.position]: each.position,
    [TITLES.name]: nameOf(each),
    [TITLES.state]: SHEET_STATES[each.state],
    [TITLES.present]: each.present ? '是' : '',
    [TITLES.id]: `${number} ${each.id}`,
  })),
})
export const sheetPlan: SheetPlan = { name: SHEET, columns: [TITLES.id, TITLES.present], optional: [TITLES.position, TITLES.name, TITLES.state] }
export const sheetWords = { noSession: (number: string): string => `没有 ${number} 这场课`, early: '还没到签到时间' } as const

/** Who is marked as present in the sheet; rows that name nobody on the list, or say neither yes nor no. */
export function marks(sheets: ReadonlyMap<string, readonly SheetRow[]>, people: readonly Listed[]): { marked: string[]; wrong: Mistake[] } {
  const marked: string[] = []
  const wrong: Mistake[] = []
  for (const { sheet: name, row, cells } of sheets.get(SHEET) ?? []) {
    const id = (cells[TITLES.id] ?? '').split(' ').at(-1)
    const person = people.find((each) => each.id === id)
    const mark = cells[TITLES.present] ?? ''
    const yes = /^(?:是|到|√|✓|1|y|yes)$/i.test(mark)
    if (!person) wrong.push({ sheet: name, row, column: TITLES.id, text: '名单里没有这个人' })
    else if (!yes && !/^(?:否|没|未到|0|n|no|×|)$/i.test(mark))
      wrong.push({ sheet: name, row, column: TITLES.present, text: `写“是”或者空着，不认识“${mark}”` })
    else if (yes) marked.push(person.personId)
  }
  return { marked, wrong }
}
