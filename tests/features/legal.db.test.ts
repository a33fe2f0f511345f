/** Legal discretion: what it is about, and against whom, reaches the lawyer's view and nothing else. */
import { describe, expect, it } from 'vitest'
import * as schema from '../../src/db/schema.ts'
import { agreed } from '../support/agreed.ts'
import { World } from '../support/world.ts'

const AT = '2026-11-23T10:00:00+08:00'
const OPPONENT = '宏远物流'
const MATTER = '扣了两万运费'

/** Every text of every row of every table but the intake itself. */
async function everythingStored(world: World): Promise<string[]> {
  const tables = Object.entries(schema).filter(([name]) => !['legalIntakes'].includes(name))
  const rows: string[] = []
  for (const [name, table] of tables) {
    if (typeof table !== 'object' || !('$inferSelect' in table || Symbol.for('drizzle:Name') in table)) continue
    for (const row of await world.app.db.read.select().from(table as never)) rows.push(`${name} ${JSON.stringify(row)}`)
  }
  return rows
}

const secret = (text: string): boolean => text.includes(OPPONENT) || text.includes(MATTER) || text.includes('扣了')

async function told() {
  const world = await World.open({ at: AT })
  const counter = world.person('desk')
  await counter.says('你好', { localRole: 'counter' })
  const boss = world.person('boss')
  await boss.says('你好', { localRole: 'admin' })
  const lawyer = world.person('lawyer')
  await lawyer.says('你好', { localRole: 'legal' })
  const wang = await agreed(world, 'wang')
  const booked = await wang.says(`约律师 明天下午三点 ${OPPONENT}${MATTER}不给，下周二开庭`)
  return { world, counter, boss, lawyer, wang, booked }
}

describe('while the matter is being asked', () => {
  it('a clear other wish is served, and the matter is asked again', async () => {
    const world = await World.open({ at: AT })
    const lawyer = world.person('lawyer')
    await lawyer.says('你好', { localRole: 'legal' })
    const wang = await agreed(world, 'wang')
    await wang.says('约律师 明天下午三点')
    await wang.says('1')
    const listed = await wang.says('我约的啥时候')
    expect(listed.end.intent).toBe('booking.list')
    expect(listed.text).toContain('接着')
    await wang.says(`${OPPONENT}${MATTER}不给`)
    await wang.says(`郑州${OPPONENT}有限公司`)
    expect((await lawyer.says('看登记 B-1')).text).toContain(MATTER)
    expect((await lawyer.says('看登记 B-1')).text).not.toContain('啥时候')
  })
})

describe('what a client tells', () => {
  it('is kept from the first sentence on, and only the lawyer reads it', async () => {
    const { world, counter, boss, lawyer, wang, booked } = await told()
    expect(booked.text).toContain('只有律师看得到')
    expect(booked.text).toContain('急件')
    await wang.says('1')
    expect((await wang.says(`郑州${OPPONENT}有限公司`)).text).toContain('记下了')
    expect((await lawyer.says('看登记 B-1')).text).toMatch(new RegExp(`${MATTER}[\\s\\S]*${OPPONENT}[\\s\\S]*急件，先办：有开庭`))
    expect((await counter.says('看登记 B-1')).text).toContain('只有律师能看')
    // Being the administrator does not make a lawyer.
    expect((await boss.says('看登记 B-1')).text).toContain('只有律师能看')
    expect((await wang.says('看登记 B-1')).text).not.toContain(MATTER)
    await world.moves('2026-11-24T18:00:00+08:00')
  })

  it('stands in no message, notice, list, log line or export, and in no table but the intake', async () => {
    const { world, counter, wang } = await told()
    await wang.says('1')
    await wang.says(`郑州${OPPONENT}有限公司`)
    for (const text of ['我的预约', '我的信息', '导出我的数据', '还要等多久', '改到后天下午三点']) await wang.says(text)
    for (const text of ['预约表', '明天预约表', 'B-1 到了', '叫号 法律咨询', '待办']) await counter.says(text)
    await world.moves('2026-11-27T18:00:00+08:00')
    expect(world.channel.sent.length).toBeGreaterThan(12)
    expect(world.channel.sent.filter(({ text }) => secret(text)).map(({ text }) => text)).toEqual([])
    const files = world.channel.sent.flatMap((message) => message.files ?? [])
    expect(files.map(({ base64 }) => Buffer.from(base64, 'base64').toString()).filter(secret)).toEqual([])
    expect((await everythingStored(world)).filter(secret)).toEqual([])
  })

  it('would be found if it were anywhere', async () => {
    const { world, wang } = await told()
    await wang.says('转人工')
    await wang.says(`${OPPONENT}${MATTER}，想找个人说说`)
    expect((await everythingStored(world)).filter(secret).length).toBeGreaterThan(0)
  })

  it('tells lawyers that something is urgent, never what', async () => {
    const { world } = await told()
    await world.moves(60_000)
    const pushes = world.channel.sent.filter((message) => message.kind === 'push' && message.to === 'lawyer')
    expect(pushes.map(({ text }) => text)).toEqual(['急件：B-1，明天15:00。\n请先看登记，回：看登记 B-1'])
  })

  it('goes away thirty days after the case ended', async () => {
    const { world, wang, lawyer } = await told()
    await wang.says('取消预约')
    await world.moves('2026-12-20T12:00:00+08:00')
    expect((await lawyer.says('看登记 B-1')).text).toContain(MATTER)
    await world.moves('2026-12-26T12:00:00+08:00')
    expect((await lawyer.says('看登记 B-1')).text).toContain('没有登记')
  })

  it('goes away when its writer has the own data erased', async () => {
    const { world, wang, lawyer } = await told()
    await wang.says('删除我的信息')
    await wang.says('确认删除')
    expect((await lawyer.says('看登记 B-1')).text).toContain('没有登记')
    expect(await world.app.db.read.$count(schema.placeHolds)).toBe(0)
  })
})

describe('a conflict of interests', () => {
  it('is noticed by the name, however it is written, without telling who the other side is', async () => {
    const { lawyer, wang } = await told()
    expect((await lawyer.says('登记当事人 宏远物流公司')).text).toContain('名字不存')
    await wang.says('1')
    await wang.says('宏远 物流有限公司')
    expect((await lawyer.says('看登记 B-1')).text).toContain('注意利益冲突')
  })

  it('is noticed, too, where the first sentence names the other side: it is not asked again', async () => {
    const { world, lawyer } = await told()
    await lawyer.says('登记当事人 顺达运输')
    const li = await agreed(world, 'li')
    const booked = await li.says('约律师 后天下午两点，货主欠我运费，对方是顺达运输有限公司')
    expect(booked.replies.flatMap(({ choices }) => choices)).toEqual([])
    expect(secret(booked.text) || booked.text.includes('顺达')).toBe(false)
    const seen = (await lawyer.says('看登记 B-2')).text
    expect(seen).toContain('对方：顺达运输有限公司')
    expect(seen).toContain('利益冲突')
  })

  it('is not seen where there is none', async () => {
    const { lawyer, wang } = await told()
    await lawyer.says('登记当事人 顺达运输')
    await wang.says('1')
    await wang.says('宏远物流')
    expect((await lawyer.says('看登记 B-1')).text).not.toContain('利益冲突')
  })

  it('leaves nothing from which a name could be tried out', async () => {
    const { world, lawyer } = await told()
    await lawyer.says('登记当事人 张三')
    const { digest, keyedDigest } = await import('../../src/lib/ids.ts')
    const [row] = await world.app.db.read.select().from(schema.legalParties)
    expect(row?.digest).not.toBe(digest('张三'))
    expect(row?.digest).not.toBe(keyedDigest('', '张三'))
    expect(row?.digest).toMatch(/^[0-9a-f]{64}$/)
  })
})

it('what is confidential cannot be shown by accident', async () => {
  const { Confidential, LawyersView } = await import('../../src/features/bookings/legal/rules.ts')
  const words = new Confidential(MATTER)
  expect(`${words} ${JSON.stringify({ words })} ${String(words)}`).not.toContain('扣了')
  expect(LawyersView.of('p', ['admin', 'counter'])).toBeUndefined()
  const view = LawyersView.of('p', ['legal'])
  expect(view && words.reveal(view)).toBe(MATTER)
})
