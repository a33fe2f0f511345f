/** Rules and terms changed by talking: said back first, done once, known to whom it concerns. */
import { describe, expect, it } from 'vitest'
import { listMerchants } from '../../src/features/merchants/merchants/operations.ts'
import { ruleNamed } from '../../src/features/points/points/operations.ts'
import { World } from '../support/world.ts'

const AT = '2026-11-24T10:00:00+08:00'

describe('a rule of earning', () => {
  it('is said back with its old value, changed after 对, and counts from then on', async () => {
    const world = await World.open({ at: AT })
    const boss = world.person('boss')
    const asked = await boss.says('签到积分改成8分', { localRole: 'approver' })
    expect(asked.text).toContain('到站签到：现在是一次5分，改成一次8分')
    expect((await ruleNamed(world.app.db.read, 'visit'))?.points).toBe(5)
    expect((await boss.says('对')).text).toContain('改好了')
    expect(await ruleNamed(world.app.db.read, 'visit')).toMatchObject({ points: 8, perPersonDay: 5 })
    expect((await boss.says('签到积分改成8分')).text).toContain('没有变')
    await boss.says('志愿服务积分暂停')
    await boss.says('1')
    expect(await ruleNamed(world.app.db.read, 'volunteer')).toMatchObject({ points: 20, off: true })
  })

  it('stays as it is after 不对, and for whoever may not change it', async () => {
    const world = await World.open({ at: AT })
    const boss = world.person('boss')
    await boss.says('签到积分改成8分', { localRole: 'approver' })
    expect((await boss.says('不对')).text).toContain('没有改')
    const desk = world.person('desk')
    expect((await desk.says('签到积分改成8分', { localRole: 'counter' })).text).toContain('角色')
    expect((await world.person('wang').says('签到积分改成8分')).end.intent).not.toBe('staff.points.rules')
    expect((await ruleNamed(world.app.db.read, 'visit'))?.points).toBe(5)
  })
})

describe('a merchant’s terms', () => {
  it('are said back, changed, and the merchant hears of it', async () => {
    const world = await World.open({ at: AT })
    const [first] = await listMerchants(world.app.db.read, { suspended: false })
    if (!first) throw new Error('there is no merchant')
    const boss = world.person('boss')
    const code = /M-\d{8}/.exec((await boss.says(`商家码 ${first.name}`, { localRole: 'admin' })).text)?.[0] ?? ''
    const shop = world.person('shop')
    await shop.says(code)
    expect((await boss.says(`${first.name}每单最多抵31元`)).text).toContain('改成每单最多抵31元')
    expect((await boss.says('1')).text).toContain('改好了')
    const terms = async () => (await listMerchants(world.app.db.read, { suspended: true })).find(({ id }) => id === first.id)?.terms
    expect(await terms()).toEqual({ ...first.terms, maxPerBill: 3_100 })
    const told = world.channel.sent.filter(({ kind, to }) => kind === 'push' && to === 'shop').map(({ text }) => text)
    expect(told.join()).toContain('每单最多抵31元')
    // Nobody could spend anything any more.
    expect((await boss.says(`${first.name}最少用100000分`)).text).toContain('谁也用不了')
    expect((await terms())?.minPoints).toBe(first.terms.minPoints)
    expect((await boss.says('没有这家店每单最多抵30元')).text).toContain('没找到')
  })
})
