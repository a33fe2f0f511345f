/** What staff do with points: give, take, reverse, with a second person where they are many; and whole sheets of grants. */
import { describe, expect, it } from 'vitest'
import { openDebts } from '../../src/features/points/corrections/operations.ts'
import { byHand, importGrants, previewImport, undo } from '../../src/features/points/grants/operations.ts'
import { writeSheets } from '../../src/lib/sheets.ts'
import { audited, driverWith, personId, pushesTo } from '../support/points.ts'
import { type Somebody, World } from '../support/world.ts'

async function counter(world: World, name = 'ma', role = 'counter'): Promise<Somebody> {
  const member = world.person(name)
  await member.says('你好', { localRole: role, display: name })
  return member
}

/** A driver who left the phone. */
async function driver(world: World, name: string, phone: string): Promise<Somebody> {
  const somebody = await driverWith(world, name, 0)
  await somebody.says(`登记手机号 ${phone}`, { display: `${name}师傅` })
  return somebody
}

describe('staff', () => {
  it('give points to the driver who left that phone, after seeing who it is, and the driver hears why', async () => {
    const world = await World.open()
    const ma = await counter(world)
    const wang = await driver(world, 'wang', '13800138000')
    const asked = await ma.says('给13800138000发20分 志愿服务')
    expect(asked.text).toBe('发20分给D-1 wang师傅，手机尾号8000，原因：志愿服务。对吗？\n1. 对，办\n2. 不对')
    const done = await ma.says('1')
    expect(done.text).toContain('编号 P-1')
    expect(done.end).toMatchObject({ intent: 'staff.points', data: { act: 'P-1', points: 20 } })
    expect(pushesTo(world, 'wang').at(-1)?.text).toContain('+20：志愿服务')
    expect((await wang.says('积分明细')).text).toContain('工作人员发放：志愿服务 +20')
    expect(await audited(world)).toEqual([])
  })

  it('are asked for what is missing, by the driver’s number, too', async () => {
    const world = await World.open()
    const ma = await counter(world)
    const wang = await driverWith(world, 'wang', 0)
    const number = /D-\d+/.exec((await wang.says('我的积分')).text)?.[0]
    expect((await ma.says('给司机加分')).text).toContain('哪位司机')
    expect((await ma.says(number ?? '')).text).toContain('多少分')
    expect((await ma.says('15')).text).toContain('什么原因')
    expect((await ma.says('帮忙扫雪')).text).toContain(`发15分给${number}`)
    await ma.says('对')
    expect((await wang.says('我的积分')).text).toContain('15分')
  })

  it('cannot give by a phone that nobody or more than one driver left, nor to themselves', async () => {
    const world = await World.open()
    const ma = await counter(world)
    await driver(world, 'wang', '13800138000')
    await driver(world, 'li', '13800138000')
    expect((await ma.says('给13800138000发20分 志愿服务')).text).toContain('不止一位')
    expect((await ma.says('给13900139000发20分 志愿服务')).text).toContain('没找到')
    await ma.says('登记手机号 13700137000')
    await ma.says('同意')
    await ma.says('给13700137000发20分 志愿服务')
    expect((await ma.says('1')).text).toContain('不能给自己')
  })

  it('reverse what they gave; what was spent is a debt that staff see', async () => {
    const world = await World.open()
    const ma = await counter(world)
    const wang = await driver(world, 'wang', '13800138000')
    await ma.says('给13800138000发40分 志愿服务')
    await ma.says('1')
    await wang.says('在王记快餐用30积分')
    expect((await ma.says('撤销 P-1')).text).toContain('撤销 P-1')
    expect((await ma.says('1')).text).toMatch(/-10分[\s\S]*30分司机已经用掉/)
    expect(await world.app.db.tx((tx) => openDebts(tx))).toMatchObject([{ left: 30 }])
    expect((await wang.says('我的积分')).text).toContain('30分该收回')
    expect((await ma.says('撤销 P-1')).text).toContain('撤销')
    expect((await ma.says('1')).text).toContain('已经撤销过')
    expect(await audited(world)).toEqual([])
  })

  it('need a second person from the limit on, who is neither the first nor the driver', async () => {
    const world = await World.open()
    const ma = await counter(world)
    const boss = await counter(world, 'boss', 'approver')
    const wang = await driver(world, 'wang', '13800138000')
    await ma.says('给13800138000发100分 见义勇为')
    expect((await ma.says('1')).text).toContain('另一位同事同意')
    expect((await wang.says('我的积分')).text).toContain('0分')
    expect((await ma.says('同意 P-1')).text).toContain('另一位同事')
    expect(pushesTo(world, 'boss').at(-1)?.text).toContain('见义勇为')
    expect((await boss.says('1')).text).toContain('已同意')
    expect((await wang.says('我的积分')).text).toContain('100分')
    expect((await boss.says('同意 P-1')).text).toContain('已经处理过')
    expect(await audited(world)).toEqual([])
  })

  it('without the role hear who may; drivers are not understood so', async () => {
    const world = await World.open()
    const writer = await counter(world, 'writer', 'author')
    await driver(world, 'wang', '13800138000')
    expect((await writer.says('给13800138000发20分 志愿服务')).text).toContain('柜台')
    const li = await world.person('li').says('给13800138000发20分 志愿服务')
    expect(li.end.intent).not.toBe('staff.points')
  })
})

describe('a sheet of grants', () => {
  const sheet = (rows: readonly Record<string, string | number>[]) =>
    writeSheets([{ name: '发积分', columns: [{ title: '司机' }, { title: '积分' }, { title: '原因' }], rows }])

  it('is shown before it counts, names every bad row, and gives nothing twice', async () => {
    const world = await World.open()
    const wang = await driver(world, 'wang', '13800138000')
    const file = await sheet([
      { 司机: '13800138000', 积分: 20, 原因: '志愿服务' },
      { 司机: 'D-99', 积分: 20, 原因: '志愿服务' },
      { 司机: 'D-1', 积分: -5, 原因: '扣分' },
      { 司机: 'D-1', 积分: 10, 原因: '' },
      { 司机: 'D-1', 积分: 300, 原因: '见义勇为' },
    ])
    const preview = await previewImport(world.app.db.read, file)
    expect(preview.map((row) => (row.is === 'bad' ? row.why : `${row.shown} ${row.points}${row.second ? ' 要第二人' : ''}`))).toEqual([
      'D-1 wang师傅 8000 20',
      expect.stringContaining('没有这位司机'),
      expect.stringContaining('1到99999'),
      expect.stringContaining('没有写'),
      'D-1 wang师傅 8000 300 要第二人',
    ])
    const by = { person: 'ma' }
    const first = await world.app.act((acts) => importGrants(acts, file, by))
    expect({ ...first, left: first.left.length }).toEqual({ done: 1, waiting: 1, left: 3 })
    await world.app.act((acts) => importGrants(acts, file, by))
    expect((await wang.says('我的积分')).text).toContain('20分')
    expect(await audited(world)).toEqual([])
  })
})

describe('an act by hand', () => {
  it('is done once for its key, also when many ask at the same moment, and undone once', async () => {
    const world = await World.open()
    await driverWith(world, 'wang', 0)
    const id = await personId(world, 'wang')
    const give = () => world.app.act((acts) => byHand(acts, { personId: id, points: 30, reason: '志愿服务', key: 'same' }, { person: 'ma' }))
    const numbers = (await Promise.all([give(), give(), give(), give()])).map((done) => (done.ok ? done.value.number : done.reason))
    expect(new Set(numbers)).toEqual(new Set(['P-1']))
    const back = (key: string) => world.app.act((acts) => undo(acts, 'P-1', '发错了', key, { person: 'ma' }))
    const undone = await Promise.all([back('a'), back('b'), back('c')])
    expect(undone.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await audited(world)).toEqual([])
  })
})
