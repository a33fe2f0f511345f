/** Spreadsheets: what was written is read back as it was, and what is wrong is named by sheet, row and column. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import writeXlsx from 'write-excel-file/node'
import { mistakeLine, readSheets, writeSheets } from '../../src/lib/sheets.ts'

const PLAN = { name: '名单', columns: ['姓名', '证件号'], optional: ['备注'] }
const write = (rows: Record<string, string | number | boolean>[]) =>
  writeSheets([{ name: '名单', columns: [{ title: '姓名' }, { title: '证件号', width: 24 }, { title: '备注' }], rows }])
const read = async (file: Uint8Array, plan: Parameters<typeof readSheets>[1][number] = PLAN) => {
  const { sheets, mistakes } = await readSheets(file, [plan])
  return { rows: sheets.get('名单') ?? [], mistakes: mistakes.map(mistakeLine) }
}

describe('a spreadsheet', () => {
  it('keeps an identity number and what looks like a formula or a number as text', async () => {
    const rows = [
      { 姓名: '王师傅', 证件号: '410811198001011234', 备注: '=1+1' },
      { 姓名: '0012', 证件号: '1e5', 备注: '一行\n又一行' },
    ]
    const back = await read(await write(rows))
    expect(back).toEqual({ rows: rows.map((cells, at) => ({ sheet: '名单', row: at + 2, cells })), mistakes: [] })
  })

  it('brings any text back as it was, apart from its outer space and what no spreadsheet can hold', async () => {
    const word = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('_x0041_', '_X0041_', '<b>&amp;', "'", '\r\n', '_', 'x005F_', ']]>', 'constructor', '__proto__'),
    )
    const text = fc.array(word, { maxLength: 4 }).map((words) => words.join(''))
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (texts) => {
        const clean = (each: string) =>
          each
            .replace(/\r\n?/g, '\n')
            .replace(/[^\P{Cc}\n\t]|\p{Noncharacter_Code_Point}/gu, '')
            .trim()
        const { rows } = await read(await write(texts.map((each) => ({ 姓名: 'x', 证件号: each }))))
        expect(rows.map(({ cells }) => cells.证件号)).toEqual(texts.map(clean))
      }),
      { numRuns: 60 },
    )
  })

  it('reads days, moments, numbers and ticks as they are written by hand', async () => {
    const day = { type: Date, value: new Date(Date.UTC(2026, 11, 31)), format: 'yyyy-mm-dd' }
    const moment = { type: Date, value: new Date(Date.UTC(2026, 11, 31, 9, 30)), format: 'yyyy-mm-dd hh:mm' }
    const file = await writeXlsx([
      {
        sheet: '名单',
        data: [
          ['姓名', '证件号', '备注'],
          [9.9, day, true],
          [0.1 + 0.2, moment, false],
          [13800138000, null, ' 空格 '],
        ],
      },
    ]).toBuffer()
    const { rows, mistakes } = await read(file)
    expect(mistakes).toEqual([])
    expect(rows.map(({ cells }) => Object.values(cells))).toEqual([
      ['9.9', '2026-12-31', '是'],
      ['0.3', '2026-12-31 09:30', '否'],
      ['13800138000', '', '空格'],
    ])
  })

  it('says where an identity number was typed as a number and lost its last digits', async () => {
    const file = await writeXlsx([
      {
        sheet: '名单',
        data: [
          ['姓名', '证件号'],
          ['王', '410811198001011234'],
          ['李', Number('410811198001011234')],
        ],
      },
    ]).toBuffer()
    expect((await read(file)).mistakes).toEqual([expect.stringMatching(/^表“名单”第3行“证件号”：这一格是数字，超过15位/)])
  })

  it('counts rows as the spreadsheet does, also past empty ones', async () => {
    const file = await writeXlsx([
      {
        sheet: '名单',
        data: [
          ['姓名', '证件号'],
          ['王', '1'],
          [null, null],
          [' ', null],
          ['李', '2'],
        ],
      },
    ]).toBuffer()
    expect((await read(file)).rows.map(({ row }) => row)).toEqual([2, 5])
  })

  it('takes columns in any order and names missing, doubled and unknown ones', async () => {
    const file = (titles: string[]) => writeXlsx([{ sheet: '名单', data: [titles, titles.map(() => 'x')] }]).toBuffer()
    expect((await read(await file(['备注', '证件号', '姓名']))).mistakes).toEqual([])
    expect((await read(await file(['姓名', '证件', '备注', '备注']))).mistakes).toEqual([
      '表“名单”第1行：缺少“证件号”这一列',
      '表“名单”第1行：“备注”这一列有两个',
      '表“名单”第1行：没有“证件”这一列；可用的列：姓名、证件号、备注',
    ])
    const others = await read(await file(['姓名', '证件号', '车牌']), { ...PLAN, others: 'ignored' })
    expect(others).toEqual({ rows: [{ sheet: '名单', row: 2, cells: { 姓名: 'x', 证件号: 'x', 备注: '' } }], mistakes: [] })
  })

  it('names a missing sheet, unless it may be missing', async () => {
    const file = await writeSheets([{ name: '说明', columns: [{ title: '说明' }], rows: [] }])
    expect((await read(file)).mistakes).toEqual(['缺少表“名单”；文件里有：说明'])
    expect((await read(file, { ...PLAN, mayMiss: true })).mistakes).toEqual([])
  })

  it('says in plain words that a file is none', async () => {
    const old = Buffer.from('d0cf11e0a1b11ae1', 'hex')
    const cut = (await write([{ 姓名: '王' }])).subarray(0, 200)
    const words = await Promise.all(
      [Buffer.alloc(0), Buffer.from('姓名,证件号'), cut, old, Buffer.alloc(21 * 1024 * 1024)].map(async (file) => (await read(file)).mistakes),
    )
    const none = ['这不是 .xlsx 表格，或者文件坏了']
    expect(words).toEqual([none, none, none, [expect.stringContaining('旧格式')], ['文件太大（最多20MB）']])
  })
})
