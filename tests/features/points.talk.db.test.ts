/** What drivers hear of their points: balance, history, objections, lapsing, the door. */
import { describe, expect, it } from 'vitest'
import { secretIn } from '../../src/bot/store/secrets.ts'
import { award } from '../../src/features/points/points/operations.ts'
import * as wallet from '../../src/features/points/wallet/operations.ts'
import { MINUTE, SECOND } from '../../src/lib/clock.ts'
import { rotatingCode } from '../../src/lib/rotating-code.ts'
import { audited, driverWith, give, personId, pushesTo, voiceOf } from '../support/points.ts'
import { type Heard, type Somebody, World } from '../support/world.ts'

const codeIn = (heard: Heard): string => /\d{6}/.exec(heard.text)?.[0] ?? ''

/** What the door's screen shows now. */
const doorCode = async (world: World): Promise<string> => rotatingCode(await world.app.db.tx((tx) => secretIn(tx, 'visit-code')), world.app.clock.now())

async function counter(world: World, name = 'ma'): Promise<Somebody> {
  const member = world.person(name)
  await member.says('你好', { localRole: 'counter' })
  return member
}

/** A driver who spent 30 of 100 points at 老李汽修. */
async function spender(world: World): Promise<{ wang: Somebody; shop: Somebody }> {
  const wang = await driverWith(world, 'wang', 100)
  const shop = await voiceOf(world, '老李汽修')
  await shop.says(`${codeIn(await wang.says('在老李汽修用30积分'))} 86元`)
  return { wang, shop }
}

describe('the door', () => {
  it('takes the code on its screen once a day, and gives the points of a visit', async () => {
    const world = await World.open()
    const wang = await driverWith(world, 'wang', 0)
    expect((await wang.says('签到')).text).toContain('四位码')
    const done = await wang.says(await doorCode(world))
    expect(done.text).toMatch(/签到成功，\+5分，现在有5分/)
    expect(done.end).toMatchObject({ intent: 'visit.checkin', data: { points: 5 } })
    expect((await wang.says(`签到 ${await doorCode(world)}`)).text).toContain('已经签过')
    await world.moves('2026-11-25T09:00:00+08:00')
    expect((await wang.says(`签到 ${await doorCode(world)}`)).text).toContain('现在有10分')
    expect(await audited(world)).toEqual([])
  })

  it('takes no code of long ago, and after five wrong ones none for an hour', async () => {
    const world = await World.open()
    const wang = await driverWith(world, 'wang', 0)
    const old = await doorCode(world)
    await world.moves(180 * SECOND)
    const now = await doorCode(world)
    const wrong = ['0000', '1111', '2222', '3333', '4444', '5555'].filter((code) => code !== now && code !== old)
    expect((await wang.says(`签到 ${old}`)).text).toContain('不对')
    for (const code of wrong.slice(0, 3)) expect((await wang.says(`签到 ${code}`)).text).toContain('不对')
    expect((await wang.says(`签到 ${wrong[3]}`)).text).toContain('先停一小时')
    expect((await wang.says(`签到 ${await doorCode(world)}`)).text).toContain('先停一小时')
    expect((await wang.says('我的积分')).text).toContain('0分')
  })

  it('is shown to the counter only', async () => {
    const world = await World.open()
    const ma = await counter(world)
    expect((await ma.says('签到码')).text).toContain(await doorCode(world))
    expect((await world.person('wang').says('签到码')).text).not.toContain(await doorCode(world))
  })
})

describe('the history', () => {
  it('says each line in plain words, and explains what is missing', async () => {
    const world = await World.open()
    const { wang } = await spender(world)
    const id = await personId(world, 'wang')
    await world.app.act((acts) => award(acts, { personId: id, rule: 'study', cause: 'study:S-1', key: 's1', about: '继续教育课' }))
    const history = await wang.says('积分明细')
    expect(history.text).toContain('现在有90分')
    expect(history.text).toContain('1. 11月24日 参加继续教育课 +20')
    expect(history.text).toContain('2. 11月24日 在老李汽修抵3元，账单86元（K-1） -30')
    const why = await wang.says('积分咋少了30')
    expect(why.end.intent).toBe('points.history')
    expect(why.text.split('\n')[0]).toBe('少的30分：11月24日 在老李汽修抵3元，账单86元（K-1） -30。')
    expect((await wang.says('积分咋少了40')).text).toContain('没有哪一笔正好少40分')
  })

  it('shows a code that was not used as no line at all', async () => {
    const world = await World.open()
    const wang = await driverWith(world, 'wang', 100)
    await wang.says('在老李汽修用30积分')
    expect((await wang.says('积分明细')).text).toContain('等商家确认 -30')
    await world.moves(20 * MINUTE)
    expect((await wang.says('积分明细')).text).not.toContain('-30')
  })

  it('is told to nobody else and in no group', async () => {
    const world = await World.open()
    await spender(world)
    expect((await world.person('li').says('积分明细')).text).toContain('还没有积分记录')
    expect((await world.person('wang').asksIn('night', '我的积分还有多少')).text).not.toContain('70')
  })

  it('is in the person’s own copy, and a pseudonym afterwards', async () => {
    const world = await World.open()
    const { wang } = await spender(world)
    expect((await wang.says('我的信息')).text).toContain('积分：70分')
    expect((await wang.says('导出我的资料')).text).toContain('在老李汽修抵3元')
    await wang.says('在老李汽修用20积分')
    await wang.says('删除我的信息')
    expect((await wang.says('确认删除')).end.data).toHaveProperty('receipt')
    expect((await wang.says('我的积分')).text).toContain('0分')
    expect(await audited(world)).toEqual([])
  })
})

describe('points that lapse', () => {
  it('are warned of 30 and 7 days before, and gone the day after their last', async () => {
    const world = await World.open()
    const wang = await driverWith(world, 'wang', 0)
    const id = await personId(world, 'wang')
    await world.app.act(async (acts) => {
      for (const [days, points] of [
        [31, 5],
        [8, 6],
        [0, 7],
      ] as const) {
        const until = acts.calendar.addDays('2026-11-24', days)
        await wallet.give(acts, { personId: id, points, until, key: `lot${days}`, actor: 'test', rule: 'visit' }, 'award')
      }
    })
    expect((await wang.says('我的积分')).text).toMatch(/18分。\n其中7分11月24日到期/)
    const warned = await world.moves('2026-11-25T23:00:00+08:00')
    const about = warned.filter(({ reason }) => reason === 'points.lapsing').map(({ text }) => text)
    expect(about.sort()).toEqual([expect.stringContaining('5分30天后（12月25日）'), expect.stringContaining('6分7天后（12月2日）')])
    expect((await wang.says('积分明细')).text).toContain('到期没用，过期了 -7')
    expect((await wang.says('我的积分')).text).toContain('11分')
    expect(await audited(world)).toEqual([])
  })

  it('cannot be spent even before the night’s job has run', async () => {
    const world = await World.open({ at: '2026-11-24T23:50:00+08:00' })
    const wang = await driverWith(world, 'wang', 0)
    const id = await personId(world, 'wang')
    await give(world, 'wang', 10)
    await world.app.act((acts) => wallet.give(acts, { personId: id, points: 30, until: '2026-11-24', key: 'today', actor: 'test', rule: 'visit' }, 'award'))
    expect((await wang.says('我的积分')).text).toContain('40分')
    await world.moves('2026-11-25T00:05:00+08:00')
    expect((await wang.says('在夜路烩面用20积分')).text).toContain('分不够：您现在有10分')
    expect(await audited(world)).toEqual([])
  })
})

describe('an objection', () => {
  it('freezes the line, staff decide, and both sides hear of it', async () => {
    const world = await World.open()
    const ma = await counter(world)
    const { wang, shop } = await spender(world)
    expect((await wang.says('有异议')).text).toContain('哪一条')
    expect((await wang.says('1')).text).toContain('哪里不对')
    const taken = await wang.says('那天我没去过这家店')
    expect(taken.end.data).toEqual({ objection: 'Y-1' })
    expect(pushesTo(world, 'ma').at(-1)?.text).toContain('Y-1')
    expect((await ma.says('待办')).text).toContain('等批的：Y-1')
    expect(pushesTo(world, '店').at(-1)?.text).toContain('有异议')
    expect((await shop.says('对账单')).text).toMatch(/中心应付0元[\s\S]*3元司机有异议/)
    expect((await wang.says('积分明细')).text).toContain('有异议，处理中')
    expect((await ma.says('异议 Y-1 成立')).text).toContain('还差原因')
    expect((await ma.says('异议 Y-1 成立 店家核错人了')).text).toContain('+30分')
    expect(pushesTo(world, 'wang').at(-1)?.text).toMatch(/您说得对，已经撤销，\+30分[\s\S]*核错人/)
    expect(pushesTo(world, '店').at(-1)?.text).toContain('成立')
    expect((await wang.says('我的积分')).text).toContain('100分')
    expect((await shop.says('对账单')).text).toContain('中心应付0元')
    expect((await ma.says('异议 Y-1 不成立 有小票')).text).toContain('已经处理过')
    expect(await audited(world)).toEqual([])
  })

  it('that is dismissed leaves the line as it was', async () => {
    const world = await World.open()
    const ma = await counter(world)
    const { wang, shop } = await spender(world)
    await wang.says('第一条有异议，那天我在山西没去过')
    expect((await ma.says('异议 Y-1 不成立 有小票')).text).toContain('不成立')
    expect(pushesTo(world, 'wang').at(-1)?.text).toContain('有小票')
    expect((await wang.says('我的积分')).text).toContain('70分')
    expect((await shop.says('对账单')).text).toContain('中心应付3元')
    expect(await audited(world)).toEqual([])
  })
})
