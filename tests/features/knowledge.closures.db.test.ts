/** Staff close and reopen the centre by talking; drivers hear it at once, in every process. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type * as worlds from '../support/world.ts'
import '../support/engine.ts'

let World: typeof worlds.World
let world: worlds.World
let boss: worlds.Somebody
let wang: worlds.Somebody

beforeAll(async () => {
  ;({ World } = await import('../support/world.ts'))
})
beforeEach(async () => {
  world = await World.open({ at: '2026-11-24T10:00:00+08:00' })
  boss = world.person('boss')
  wang = world.person('王师傅')
  await boss.says('你好', { localRole: 'counter' })
})

describe('a sudden closure', () => {
  it('is read back with what drivers will hear, and counts once it is confirmed', async () => {
    const asked = await boss.says('今天下午停电闭馆')
    expect(asked.end.intent).toBe('staff.closure')
    expect(asked.text).toContain('我这样记：整个中心今天13:00起到今天结束闭馆，原因：停电。')
    expect(asked.text).toContain('我答：\n　服务大厅现在关着（今天停电），明天（周三）8:30开。')
    expect((await wang.says('现在开门吗')).text).toMatch(/现在开着，到18:00。/)
    const done = await boss.says('确认')
    expect(done.end.data).toEqual({ change: 'K-1' })
    expect((await wang.says('现在开门吗')).text).toMatch(/^服务大厅现在开着，到13:00（停电）。/)
    await world.moves('2026-11-24T15:00:00+08:00')
    expect((await wang.says('现在开门吗')).text).toMatch(/^服务大厅现在关着（今天停电），明天（周三）8:30开。/)
    expect((await wang.says('现在开门吗')).text).toContain('阅读区24小时开放（停电，现在关着）')
    expect((await wang.says('理发店现在开着吗')).text).toContain('理发室现在关着（今天停电）')
    expect((await wang.says('阅读区半夜能去吗')).text).toContain('停电')
  })

  it('is heard at once in another process on the same database', async () => {
    const other = await World.open({ at: '2026-11-24T10:00:00+08:00', databaseUrl: world.databaseUrl })
    const li = other.person('李师傅')
    expect((await li.says('现在开门吗', { update: 'other-1' })).text).toContain('现在开着')
    await boss.says('现在停电闭馆')
    await boss.says('确认')
    expect((await li.says('现在开门吗', { update: 'other-2' })).text).toMatch(/^服务大厅现在关着（今天停电）/)
  })

  it('ends with a word', async () => {
    await boss.says('停电了，先闭馆，开放时间另行通知')
    await boss.says('确认')
    await world.moves('2026-11-25T10:00:00+08:00')
    expect((await wang.says('现在开门吗')).text).toMatch(/^服务大厅现在关着（今天停电），什么时候开请问服务台。/)
    const asked = await boss.says('恢复开放')
    expect(asked.text).toContain('服务大厅现在开着，到18:00。')
    await boss.says('确认')
    expect((await wang.says('现在开门吗')).text).toMatch(/^服务大厅现在开着，到18:00。/)
    expect((await boss.says('恢复开放')).text).toContain('没有记着闭馆')
  })

  it('may end on a day to come, and another one planned for later stays', async () => {
    await boss.says('停电，闭馆，开放时间另行通知')
    await boss.says('确认')
    await boss.says('11月30日闭馆一天 设备检修')
    await boss.says('确认')
    expect((await boss.says('明天恢复开放')).text).toContain('整个中心明天0:00起恢复开放')
    await boss.says('确认')
    await world.moves('2026-11-24T20:00:00+08:00')
    expect((await wang.says('现在开门吗')).text).toMatch(/现在关着（今天停电），明天（周三）8:30开/)
    await world.moves('2026-11-30T10:00:00+08:00')
    expect((await wang.says('现在开门吗')).text).toMatch(/现在关着（今天设备检修），明天（周二）8:30开/)
  })

  it('may be of one place only', async () => {
    await boss.says('理发室明天停业，因为检修')
    await boss.says('确认')
    await wang.says('理发多少钱')
    expect((await wang.says('明天开门吗')).text).toMatch(/明天（周三）检修，不开，后天（周四）9:00开/)
    expect((await world.person('李师傅').says('明天开门吗')).text).toContain('明天（周三）开，8:30—18:00')
  })

  it('of a place that nobody knows asks which, and never closes everything', async () => {
    for (const text of ['浴室今天不开门', '洗衣房明天停业']) {
      const asked = await boss.says(text)
      expect(asked.text, text).toMatch(/^没有叫“(?:浴室|洗衣房)”的地方，没有改。您说的是哪里？/)
      expect(
        asked.replies[0]?.choices.map(({ label }) => label),
        text,
      ).toEqual(expect.arrayContaining(['理发室', '整个中心']))
      await boss.says('确认')
    }
    expect((await wang.says('现在开门吗')).text).toContain('现在开着')
    await boss.says('浴室今天不开门')
    expect((await boss.says('理发室')).text).toContain('我这样记：理发室现在起到今天结束闭馆')
  })

  it('is not an announcement that is being changed', async () => {
    await boss.says('你好', { localRole: 'author' })
    await boss.says('发个通知给全部司机：食堂明天开到两点')
    const heard = await boss.says('改 N-1 食堂今天不开门')
    expect(heard.end.intent).toBe('staff.notice')
    expect(heard.text).toContain('“食堂今天不开门”')
  })

  it('names a place in the words of drivers, too', async () => {
    const asked = await boss.says('今天食堂不开了')
    expect(asked.text).toContain('我这样记：餐厅现在起到今天结束')
    await world.moves(11 * 60_000)
    expect((await boss.says('确认')).text).toMatch(/隔得久了[\s\S]*餐厅现在起/)
    await boss.says('确认')
    expect((await wang.says('食堂开着吗')).text).toContain('餐厅现在关着')
  })

  it('is not noted without a yes, nor by an old one', async () => {
    await boss.says('今天停电闭馆')
    expect((await boss.says('不了')).text).toContain('没有改')
    expect((await wang.says('现在开门吗')).text).toContain('现在开着')
    await boss.says('今天停电闭馆')
    await world.moves(11 * 60_000)
    expect((await boss.says('确认')).text).toContain('隔得久了')
    expect((await wang.says('现在开门吗')).text).toContain('现在开着')
  })

  it('cannot be ordered by drivers, by other roles, or in a group; a question of staff stays a question', async () => {
    const said = await wang.says('今天停电闭馆')
    expect(said.end.intent).not.toBe('staff.closure')
    expect((await boss.says('今天闭馆吗')).end.intent).toBe('answer')
    const lawyer = world.person('律师')
    await lawyer.says('你好', { localRole: 'legal' })
    expect((await lawyer.says('今天停电闭馆')).text).toContain('要“柜台”或“管理员”角色')
    expect((await boss.asksIn('g1', '今天停电闭馆')).text).not.toContain('停电')
    expect((await wang.says('现在开门吗')).text).toContain('现在开着')
  })
})
