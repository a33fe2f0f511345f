/** A loss and a find, told in different words, meet; and nothing private leaks on the way. */

import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileAt } from '../../src/bot/files.ts'
import { outgoing } from '../../src/bot/tables.ts'
import { reports } from '../../src/features/lost-found/lost-found/tables.ts'
import { DAY } from '../../src/lib/clock.ts'
import { newFolder } from '../support/engine.ts'
import { type Heard, World } from '../support/world.ts'

const RIDER = '昨晚在建设路打车，黑色双肩包落后座了，里面有台联想电脑'
const DRIVER = '昨儿夜里建设路拉的客人落了个书包 黑的 里头有个笔记本电脑 拉链上挂个红葫芦'

const report = (heard: Heard): string => String(heard.end.data?.report)
const matches = (heard: Heard) => (heard.end.data?.matches ?? []) as { report: string; score: number; why: string[] }[]
const pushesTo = (world: World, name: string) => world.channel.sent.filter((each) => each.kind === 'push' && each.to === name)

describe('one sentence', () => {
  it('is a report, with what it says read out of it', async () => {
    const world = await World.open()
    const heard = await world.person('li').says(RIDER)
    expect(heard.end).toMatchObject({ intent: 'lost.report', data: { report: 'L-1' }, slots: { item: '背包', colour: '黑', brand: '联想', place: '建设路' } })
    expect(heard.text).toContain('L-1')
    const [row] = await world.app.db.read.select().from(reports)
    expect(row).toMatchObject({ kind: 'lost', item: '背包', place: '建设路', state: 'open' })
    expect(row?.thing).toMatchObject({ within: ['电脑'], setting: 'car' })
    // Looking back: last night, not the next one.
    expect(row?.since && row.since < world.app.clock.now()).toBe(true)
  })

  it('that does not say what it was is asked for that only; the rest in one question that may be skipped', async () => {
    const world = await World.open()
    const li = world.person('li')
    const first = await li.says('我丢东西了，帮我登记失物')
    expect(first.end.data?.report).toBeUndefined()
    const named = await li.says('钥匙')
    expect(report(named)).toBe('L-1')
    expect(named.text).toContain('跳过')
    const skipped = await li.says('跳过')
    expect(skipped.text).not.toContain('？')
    expect((await li.says('几点开门')).end).toMatchObject({ intent: 'answer' })
  })

  it('is not asked for more where it says enough', async () => {
    const world = await World.open()
    expect((await world.person('li').says(RIDER)).text).not.toContain('跳过')
  })

  it('grows by what is said right after it: a make, a telephone', async () => {
    const world = await World.open()
    const li = world.person('li')
    await li.says('手机丢了 黑的 昨儿在餐厅吃饭时候')
    expect((await li.says('苹果的')).end).toMatchObject({ intent: 'lost.mine', data: { report: 'L-1' } })
    expect((await li.says('13800138000')).end).toMatchObject({ intent: 'lost.mine', data: { report: 'L-1' } })
    const [row] = await world.app.db.read.select().from(reports)
    expect(row).toMatchObject({ contact: '13800138000', thing: { brands: ['苹果'] } })
    expect((await li.says('几点开门')).end).toMatchObject({ intent: 'answer' })
    expect((await world.person('sun').says('13800138000')).end.intent).toBe('none')
  })

  it('keeps a picture that comes with it, and one that follows', async () => {
    const world = await World.open()
    const li = world.person('li')
    const file = join(newFolder(), 'bag.png')
    writeFileSync(file, Buffer.from(`89504e470d0a1a0a${'00'.repeat(40)}`, 'hex'))
    await li.says('捡到一个黑色双肩包，在火车站', { attachments: [fileAt('image', file)] })
    const more = await li.says('', { attachments: [fileAt('image', file)] })
    expect(more.text).toContain('F-1')
    const [row] = await world.app.db.read.select().from(reports)
    expect(row?.pictures).toHaveLength(2)
    // Pictures of an open report outlive the week that others are kept.
    await world.moves(9 * DAY)
    expect(readdirSync(world.filesFolder)).toHaveLength(2)
  })

  it('begins with a picture, too', async () => {
    const world = await World.open()
    const li = world.person('li')
    const file = join(newFolder(), 'bag.png')
    writeFileSync(file, Buffer.from(`89504e470d0a1a0a${'00'.repeat(40)}`, 'hex'))
    await li.says('', { attachments: [fileAt('image', file)] })
    await li.says('1')
    expect(report(await li.says('黑色双肩包'))).toBe('F-1')
    const [row] = await world.app.db.read.select().from(reports)
    expect(row?.pictures).toHaveLength(1)
  })
})

describe('the two reports of a thing', () => {
  it('meet whichever comes first; both sides hear that something exists, and no details', async () => {
    for (const [first, second] of [
      [RIDER, DRIVER],
      [DRIVER, RIDER],
    ] as const) {
      const world = await World.open()
      await world.person('a').says(first)
      const later = await world.person('b').says(second)
      expect(matches(later)[0]?.score).toBeGreaterThan(0.85)
      expect(matches(later)[0]?.why.join()).toMatch(/背包/)
      const [told] = pushesTo(world, 'a')
      expect(told?.text).toBeDefined()
      for (const secret of ['联想', '葫芦', '电脑', '后座']) {
        expect(told?.text).not.toContain(secret)
      }
      expect(later.text).toMatch(/很像/)
    }
  })

  it('find each other among hundreds', async () => {
    const world = await World.open()
    const colours = ['红色', '蓝色', '白色', '绿色', '灰色']
    const things = ['手机', '雨伞', '钱包', '保温杯', '双肩包', '钥匙', '外套', '充电宝']
    for (let at = 0; at < 160; at += 1)
      await world.person(`p${at}`).says(`昨天丢了一个${colours[at % 5]}${things[at % 8]}，在${['火车站', '解放路', '餐厅'][at % 3]}`)
    const lost = report(await world.person('li').says(RIDER))
    const found = await world.person('wang').says(DRIVER)
    expect(matches(found)[0]?.report).toBe(lost)
    expect(pushesTo(world, 'p4')).toEqual([])
  })

  it('are left alone when they are about different things', async () => {
    const world = await World.open()
    for (const [at, [lost, found]] of (
      [
        ['丢了一把蓝色雨伞，在餐厅', '捡到一把红色雨伞，在火车站'],
        ['我身份证丢了，姓李', '捡到一张身份证，姓王'],
        ['上周五在火车站丢了个黑色手机', '捡到一个手机，白色的，在人民医院'],
        ['我丢了个行李箱，24寸银色', '捡到一个行李箱，20寸粉色'],
      ] as const
    ).entries()) {
      await world.person(`a${at}`).says(lost)
      await world.person(`b${at}`).says(found)
      expect(pushesTo(world, `a${at}`), lost).toEqual([])
    }
  })

  it('are compared again when a detail is added', async () => {
    const world = await World.open()
    const li = world.person('li')
    await li.says('手机丢了')
    await li.says('跳过')
    await world.person('wang').says('昨晚在火车站捡到一个黑色华为手机')
    expect(pushesTo(world, 'li')).toEqual([])
    const added = await li.says('补充 L-1 黑色华为，昨晚在火车站丢的')
    expect(added.text).toContain('L-1')
    expect((await li.says('我的失物')).text).toContain('很像')
  })
})

describe('a group', () => {
  it('hears the kind of thing and the place, and nothing else', async () => {
    const world = await World.open()
    const secrets = ['13912345678', '41010119900101123X', '红葫芦', '联想', '李铁柱', '黑', '豫H12345', '后座', 'F-1']
    const heard = await world
      .person('wang')
      .asksIn('g:night', '捡到一个黑色双肩包 联想的 建设路 后座上 拉链挂红葫芦 里面身份证41010119900101123X 电话13912345678 豫H12345', { display: '李铁柱' })
    expect(heard.end).toMatchObject({ intent: 'found.report', data: { report: 'F-1' } })
    expect(heard.text).toContain('背包')
    expect(heard.text).toContain('建设路')
    for (const secret of secrets) expect(heard.text, secret).not.toContain(secret)
    await world.person('li').asksIn('g:night', '有没有人捡到一个双肩包')
    await world.person('li').asksIn('g:night', '我丢了个黑色双肩包 里面有联想电脑 红葫芦 建设路')
    await world.person('wang').asksIn('g:night', '又捡到一个双肩包 建设路')
    const rows = (await world.app.db.read.select().from(outgoing)).filter((row) => row.place === 'group')
    expect(rows.length).toBeGreaterThanOrEqual(3)
    for (const row of rows) {
      expect(row.audience).toBe('public')
      for (const secret of secrets) expect(row.text, secret).not.toContain(secret)
    }
  })

  it('keeps private what is said of a report that is there already', async () => {
    const world = await World.open()
    const li = world.person('li')
    await li.says(RIDER)
    expect((await li.asksIn('g:night', '我的失物')).text).not.toMatch(/L-1|背包/)
    expect((await li.asksIn('g:night', 'L-1')).text).not.toMatch(/L-1|背包/)
  })
})

describe('numbers', () => {
  it('of identity and telephone are hidden in whatever others read', async () => {
    const world = await World.open()
    await world.person('boss').says('你好', { localRole: 'counter' })
    await world.person('wang').says('捡到一张身份证，姓李，41010119900101123X，电话13912345678，或者一三九一二三四五六七八')
    const rows = await world.app.db.read.select().from(outgoing)
    expect(pushesTo(world, 'boss')).toHaveLength(1)
    for (const row of rows) expect(row.text).not.toMatch(/13912345678|41010119900101123|一三九一二三四/)
  })
})

describe('bad input', () => {
  it('gets a sentence each and loses nothing', async () => {
    const world = await World.open()
    const li = world.person('li')
    const file = join(newFolder(), 'fake.jpg')
    writeFileSync(file, 'this is no picture at all, not even close to one')
    expect((await li.says('捡到一个钱包', { attachments: [fileAt('image', file)] })).text).toMatch(/不是照片/)
    writeFileSync(file, Buffer.alloc(10_000_001, 0xff))
    expect((await li.says('捡到一个钱包', { attachments: [fileAt('image', file)] })).text).toMatch(/太大/)
    expect((await li.says('   ')).text).not.toBe('')
  })

  it('the same report twice is one report, made fuller; another thing of the kind is another', async () => {
    const world = await World.open()
    const li = world.person('li')
    await li.says(RIDER)
    const again = await li.says('我的黑色双肩包丢了，里面还有一串钥匙')
    expect(again.text).toMatch(/登记过/)
    expect(report(again)).toBe('L-1')
    expect((await world.app.db.read.select().from(reports)).map(({ number, thing }) => [number, thing.within])).toEqual([['L-1', ['电脑', '钥匙']]])
    expect(report(await li.says('我又丢了一个红色双肩包'))).toBe('L-2')
    expect(report(await li.says('我丢了一把雨伞，黑色的，在餐厅'))).toBe('L-3')
  })
})
