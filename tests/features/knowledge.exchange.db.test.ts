/** Everything that staff keep, out to a spreadsheet and in again. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import writeXlsx from 'write-excel-file/node'
import type { Desk } from '../../src/features/knowledge/exchange/operations.ts'
import { openCalendar } from '../../src/lib/calendar.ts'
import { mistakeLine, readSheets } from '../../src/lib/sheets.ts'
import type * as worlds from '../support/world.ts'
import '../support/engine.ts'

let World: typeof worlds.World
let exchange: typeof import('../../src/features/knowledge/exchange/operations.ts')
let editing: typeof import('../../src/features/knowledge/editing/operations.ts')
let SHEETS: typeof import('../../src/features/knowledge/factsheets/rules.ts')['SHEETS']
let mind: Desk['mind']
let world: worlds.World
let wang: worlds.Somebody

const calendar = openCalendar('Asia/Shanghai')
const at = <T>(work: (desk: Desk) => Promise<T>): Promise<T> => world.app.db.tx((tx) => work({ tx, now: world.app.clock.now(), who: '小李', calendar, mind }))
const check = (file: Uint8Array) => exchange.checkFile(world.app.db.read, file, mind, world.app.clock.now(), calendar)

beforeAll(async () => {
  ;({ World } = await import('../support/world.ts'))
  exchange = await import('../../src/features/knowledge/exchange/operations.ts')
  editing = await import('../../src/features/knowledge/editing/operations.ts')
  ;({ SHEETS } = await import('../../src/features/knowledge/factsheets/rules.ts'))
  const { LiveMind } = await import('../../src/intents/live.ts')
  mind = new LiveMind({ cacheFolder: 'data/cache' })
  mind.explain('') // reads all wordings before any transaction
})
beforeEach(async () => {
  world = await World.open()
  wang = world.person('王师傅')
})

/** A file with these rows in place of the exported ones. */
const file = (sheets: Record<string, (string | null)[][]>) => writeXlsx(Object.entries(sheets).map(([sheet, data]) => ({ sheet, data }))).toBuffer()
const FACTS = ['名字', '内容', '示例', '出处', '负责人', '有效期']
const QUESTIONS = ['问题', '意思', '答案里要有']

describe('a spreadsheet', () => {
  it('holds all that is said and understood, and changes nothing when it comes back as it went', async () => {
    await at((desk) =>
      editing.edit(desk, [
        { kind: 'special', key: 'all/2026-12-20', value: { hours: [], reason: '停电检修' } },
        { kind: 'holiday', key: '2027-02-20', value: { kind: 'workday', name: '春节' } },
      ]),
    )
    const exported = await exchange.exportAll(world.app.db.read)
    const { sheets, mistakes } = await readSheets(exported, Object.values(SHEETS))
    expect(mistakes).toEqual([])
    const rows = (name: string) => sheets.get(name) ?? []
    expect(rows('事实').find(({ cells }) => cells.名字 === 'haircut.price')?.cells).toMatchObject({ 内容: '9.9元', 示例: '否', 出处: '新闻报道' })
    expect(rows('特殊日').map(({ cells }) => [cells.场所, cells.日期, cells.时间, cells.原因])).toEqual([['全中心', '2026-12-20', '不开', '停电检修']])
    expect(rows('场所').find(({ cells }) => cells.名字 === 'legal-aid')?.cells).toMatchObject({
      周一: '09:00-12:00, 14:00-17:30',
      周六: '不开',
      节假日: '不开',
    })
    expect(rows('主题').length).toBe(25)
    expect(rows('说法').length).toBeGreaterThan(1_000)
    expect(await check(exported)).toMatchObject({ mistakes: [], changes: [], breaks: [], nearer: [] })
  })

  it('is seen through first, then taken over as a whole; twice changes nothing more', async () => {
    const sheet = await file({
      事实: [FACTS, ['haircut.price', '12元', '否', '办公室', '小李', '2027/6/30'], ['bath.where', '二楼', '', '', '', '']],
      主题: [
        ['名字', '标题', '场所', '叫法', '顺序'],
        ['own.bath', '洗澡', 'centre', '洗澡、淋浴', '30'],
      ],
      回答: [
        ['主题', '问什么', '文字', '示例', '出处', '负责人', '有效期'],
        ['own.bath', '是什么', '能洗澡，在{bath.where}。', '', '', '', ''],
      ],
      特殊日: [
        ['场所', '日期', '时间', '原因'],
        ['haircut', '2026年11月25日', '9：00～11：00', '开会'],
      ],
      说法: [
        ['意思', '说法'],
        ['own.bath', '哪儿能冲个凉呀'],
      ],
      必答题: [QUESTIONS, ['冲凉在哪', 'own.bath', '二楼']],
    })
    const seen = await check(sheet)
    expect(seen.mistakes).toEqual([])
    expect(seen.changes).toContain('改 事实 haircut.price：内容 9.9元 → 12元；出处 新闻报道 → 办公室；负责人 服务台 → 小李；有效期 （空） → 2027-06-30')
    expect(seen.changes).toContain('加 说法 own.bath：哪儿能冲个凉呀')
    expect((await wang.says('理发多少钱')).text).toContain('9.9元')
    expect(await at((desk) => exchange.importFile(desk, sheet))).toMatchObject({ ok: true, number: 'K-1' })
    expect((await wang.says('理发多少钱')).text).toContain('12元')
    expect((await wang.says('明天开门吗')).text).toContain('9:00—11:00')
    expect(await check(sheet)).toMatchObject({ mistakes: [], changes: [] })
    expect(await at((desk) => exchange.importFile(desk, sheet))).toMatchObject({ ok: true, number: undefined, changes: [] })
    await at((desk) => editing.undo(desk, 'K-1', { confirmed: true }))
    expect((await world.person('李师傅').says('理发多少钱')).text).toContain('9.9元')
  })

  it('with anything bad in it names every bad row, and nothing of it is applied', async () => {
    const sheet = await file({
      事实: [
        FACTS,
        ['haircut.price', '12元', '', '', '', ''],
        ['Haircut', '1', '', '', '', ''],
        ['meal.price', '5元', '也许', '', '', '下周'],
        ['haircut.price', '13元', '', '', '', ''],
      ],
      场所: [
        ['名字', '标题', '周一', '周二', '周三', '周四', '周五', '周六', '周日', '节假日', '示例', '出处', '负责人', '有效期'],
        ['x', '屋', '8点到18点', '不开', '不开', '不开', '不开', '不开', '不开', '照常', '', '', '', ''],
      ],
      放假调休: [
        ['日期', '类型', '名称'],
        ['2027-02-30', '放假', '春节'],
        ['2027-02-20', '补班', '春节'],
      ],
      说法: [
        ['意思', '说法'],
        ['haircat', '剪毛不'],
        ['meal', '！！！'],
      ],
      必答题: [QUESTIONS, ['理发多少钱', 'haircut', '9.9元、便宜']],
    })
    const lines = (await check(sheet)).mistakes.map(mistakeLine)
    expect(lines).toEqual([
      '表“事实”第4行“示例”：读到“也许”；写 是 或 否',
      '表“事实”第4行“有效期”：读到“下周”；日子写成 2026-12-31',
      '表“事实”第5行：和第2行是同一条',
      '表“场所”第2行“周一”：读到“8点到18点”；时间写成 08:30-12:00, 14:30-17:30，或者 24小时、不开',
      '表“放假调休”第2行“日期”：读到“2027-02-30”；日子写成 2026-12-31',
      '表“放假调休”第3行“类型”：读到“补班”；写 放假、上班 或 平常',
      '表“说法”第2行“意思”：没有“haircat”这个意思；写主题或意图的名字，如 haircut',
      '表“说法”第3行“说法”：没有能学的字',
      expect.stringMatching(/^表“必答题”第2行“答案里要有”：“haircut”的回答里没有“(9.9元”“)?便宜”/),
    ])
    expect(await at((desk) => exchange.importFile(desk, sheet, true))).toMatchObject({ ok: false, number: undefined })
    expect((await wang.says('理发多少钱')).text).toContain('9.9元')
    expect(await editing.history(world.app.db.read)).toEqual([])
  })

  it('names the row of what makes no sense together with the rest', async () => {
    const sheet = await file({
      回答: [
        ['主题', '问什么', '文字', '示例', '出处', '负责人', '有效期'],
        ['haircut', '多少钱', '理发{haircut.prize}。', '', '', '', ''],
        ['bath', '是什么', '能洗澡', '', '', '', ''],
      ],
      事实: [
        [...FACTS, '删除'],
        ['meal.price', '5元', '', '', '', '', '是'],
      ],
    })
    expect((await check(sheet)).mistakes.map(mistakeLine)).toEqual(
      expect.arrayContaining([
        '表“回答”第2行：引用了没有的 {haircut.prize}；先在“事实”或“场所”里加上',
        '表“回答”第3行：没有主题“bath”；先在“主题”里加上',
        expect.stringContaining('还有回答或主题用着“meal.price”，不能删'),
      ]),
    )
  })

  it('that would spoil a listed question, or teach what lies nearer to another meaning, waits for a yes', async () => {
    await at((desk) => exchange.importFile(desk, Buffer.from([]), false))
    const list = await file({ 必答题: [QUESTIONS, ['理发多少钱', 'haircut', '9.9元']] })
    expect(await at((desk) => exchange.importFile(desk, list))).toMatchObject({ ok: true })
    const dearer = await file({
      事实: [FACTS, ['haircut.price', '12元', '', '', '', '']],
      说法: [
        ['意思', '说法'],
        ['meal', '理发多少钱一次啊'],
      ],
    })
    const refused = await at((desk) => exchange.importFile(desk, dearer))
    expect(refused).toMatchObject({ ok: false, breaks: [{ text: '理发多少钱', lacks: ['9.9元'] }], nearer: [{ text: '理发多少钱一次啊', label: 'haircut' }] })
    expect((await wang.says('理发多少钱')).text).toContain('9.9元')
    expect(await at((desk) => exchange.importFile(desk, dearer, true))).toMatchObject({ ok: true })
    const off = await file({
      必答题: [
        [...QUESTIONS, '删除'],
        ['理发多少钱', 'haircut', '9.9元', '是'],
      ],
    })
    expect(await at((desk) => exchange.importFile(desk, off))).toMatchObject({ ok: true, changes: ['删 必答题 理发多少钱'] })
    expect(await check(off)).toMatchObject({ mistakes: [], changes: [] })
  })
})
