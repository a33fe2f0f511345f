/** Spending points: the driver's code, the merchant's answer, and everything that can come between. */
import { describe, expect, it } from 'vitest'
import { MINUTE } from '../../src/lib/clock.ts'
import { audited, driverWith, give, pushesTo, voiceOf } from '../support/points.ts'
import { type Heard, World } from '../support/world.ts'

const codeIn = (heard: Heard): string => /\d{6}/.exec(heard.text)?.[0] ?? ''

describe('a driver who spends points', () => {
  it('is asked for the merchant only, gets a code and its picture, and both sides get the result', async () => {
    const world = await World.open()
    const wang = await driverWith(world, 'wang', 120)
    const shop = await voiceOf(world, '老李汽修')
    const asked = await wang.says('用50积分')
    expect(asked.end.intent).toBe('points.redeem')
    expect(asked.text).toContain('哪家')
    expect(asked.replies.at(-1)?.choices.map(({ label }) => label)).toContain('老李汽修')
    const ready = await wang.says('老李汽修')
    const code = codeIn(ready)
    expect(code).toHaveLength(6)
    expect(ready.end.data).toEqual({ spending: 'K-1', points: 50, yuan: 5 })
    expect(ready.replies.at(-1)?.files?.map(({ name }) => name)).toEqual(['K-1.png'])
    const sold = await shop.says(`${code} 86元`)
    expect(sold.text).toContain('请收81元')
    expect(sold.end).toMatchObject({ intent: 'merchant.redeem', data: { spending: 'K-1', points: 50, yuan: 5 } })
    expect(pushesTo(world, 'wang').map(({ text }) => text)).toEqual([expect.stringMatching(/老李汽修用50分，抵5元，您付81元[\s\S]*还剩70分/)])
    expect(await audited(world)).toEqual([])
  })

  it('needs no question when the first message says it all, and pays no more than the bill', async () => {
    const world = await World.open()
    const wang = await driverWith(world, 'wang', 120)
    const shop = await voiceOf(world, '王记快餐')
    const code = codeIn(await wang.says('在王记快餐用50积分抵饭钱'))
    const sold = await shop.says(`码 ${code} 一共3块`)
    expect(sold.text).toContain('请收0元')
    expect(sold.end.data).toEqual({ spending: 'K-1', points: 30, yuan: 3 })
    expect(pushesTo(world, 'wang').at(-1)?.text).toContain('没用完的20分退回来了')
    expect((await wang.says('我的积分')).text).toContain('90')
    expect(await audited(world)).toEqual([])
  })

  it('gets the points back when nobody answers within ten minutes, and the code is old then', async () => {
    const world = await World.open()
    const wang = await driverWith(world, 'wang', 50)
    const shop = await voiceOf(world, '老李汽修')
    const code = codeIn(await wang.says('在老李汽修用50积分'))
    expect((await wang.says('我的积分')).text).toContain('0分')
    const pushed = await world.moves(10 * MINUTE)
    expect(pushed.map(({ text }) => text)).toEqual([expect.stringContaining('码过期了，50分已经退回')])
    expect((await shop.says(`${code} 86元`)).text).toContain('过期')
    expect((await wang.says('我的积分')).text).toContain('50')
    expect(await audited(world)).toEqual([])
  })

  it('hears of it at once in quiet hours too: it answers what was just done', async () => {
    const world = await World.open({ at: '2026-11-24T22:30:00+08:00' })
    const wang = await driverWith(world, 'wang', 100)
    const shop = await voiceOf(world, '老李汽修')
    await shop.says(`${codeIn(await wang.says('在老李汽修用50积分'))} 86元`)
    expect(pushesTo(world, 'wang').map(({ text }) => text)).toEqual([expect.stringContaining('您付81元')])
    await wang.says('在老李汽修用20积分')
    expect((await world.moves(10 * MINUTE)).map(({ text }) => text)).toEqual([expect.stringContaining('20分已经退回')])
  })

  it('is called off by 不用了 under the code, which said out of nothing is no word about points', async () => {
    const world = await World.open()
    const wang = await driverWith(world, 'wang', 200)
    expect((await wang.says('不用了')).text).not.toContain('码')
    await wang.says('在老李汽修用50积分')
    await wang.says('不用了')
    expect((await wang.says('我的积分')).text).toContain('200')
  })

  it('cannot use a code twice, nor after taking another one, nor at another merchant', async () => {
    const world = await World.open()
    const wang = await driverWith(world, 'wang', 200)
    const shop = await voiceOf(world, '老李汽修')
    const other = await voiceOf(world, '王记快餐', 'other')
    const first = codeIn(await wang.says('在老李汽修用50积分'))
    const second = await wang.says('在老李汽修用60积分')
    expect(second.text).toContain('作废')
    expect((await shop.says(`${first} 86元`)).text).toContain('取消')
    expect((await other.says(`${codeIn(second)} 86元`)).text).toContain('没有这个码')
    expect((await shop.says(`${codeIn(second)} 86元`)).text).toContain('核销成功')
    expect((await shop.says(`${codeIn(second)} 86元`)).text).toContain('用过')
    expect((await wang.says('我的积分')).text).toContain('140')
    expect(await audited(world)).toEqual([])
  })

  it('calls the code off with a button', async () => {
    const world = await World.open()
    const wang = await driverWith(world, 'wang', 50)
    await wang.says('在老李汽修用50积分')
    expect((await wang.says('1')).text).toContain('退回')
    expect((await wang.says('我的积分')).text).toContain('50')
  })

  it('loses the code after five wrong ones at the counter, and is told', async () => {
    const world = await World.open()
    const wang = await driverWith(world, 'wang', 50)
    const shop = await voiceOf(world, '老李汽修')
    const code = codeIn(await wang.says('在老李汽修用50积分'))
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
    for (let n = 1; n <= 4; n++) expect((await shop.says(`${wrong} 8${n}元`)).text).toContain(`再错${5 - n}次`)
    expect((await shop.says(`${wrong} 85元`)).text).toContain('作废')
    expect((await shop.says(`${code} 86元`)).text).toContain('作废')
    expect(pushesTo(world, 'wang').at(-1)?.text).toContain('50分已经退回')
    expect((await wang.says('我的积分')).text).toContain('50')
    expect(await audited(world)).toEqual([])
  })

  it('keeps to the merchant’s terms: the fewest points, the ceiling of a bill and of a day, the smallest bill', async () => {
    const world = await World.open()
    const wang = await driverWith(world, 'wang', 0)
    await give(world, 'wang', 900)
    const shop = await voiceOf(world, '老李汽修')
    expect((await wang.says('在老李汽修用5积分')).text).toContain('最少用20分')
    expect((await wang.says('在老李汽修用500积分')).text).toContain('最多用200分')
    const code = codeIn(await wang.says('在老李汽修用200积分'))
    expect((await shop.says(`${code} 15元`)).text).toContain('不到20元')
    expect((await shop.says(`${code} 100元`)).text).toContain('请收80元')
    expect((await wang.says('在老李汽修用200积分')).text).toContain('最多用100分')
    await shop.says(`${codeIn(await wang.says('在老李汽修用100积分'))} 100元`)
    expect((await wang.says('在老李汽修用100积分')).text).toContain('今天能抵的已经用完')
    await world.moves('2026-11-25T10:00:00+08:00')
    expect(codeIn(await wang.says('在老李汽修用100积分'))).toHaveLength(6)
  })

  it('is told plainly when there are too few points', async () => {
    const world = await World.open()
    const wang = await driverWith(world, 'wang', 30)
    expect((await wang.says('在老李汽修用50积分')).text).toContain('您现在有30分')
    const li = await driverWith(world, 'li', 0)
    expect((await li.says('用50积分')).text).toContain('没有积分')
  })

  it('gives a code redelivered or sent twice at once to one sale', async () => {
    const world = await World.open()
    const wang = await driverWith(world, 'wang', 100)
    const shop = await voiceOf(world, '老李汽修')
    const helper = await voiceOf(world, '老李汽修', 'helper')
    const code = codeIn(await wang.says('在老李汽修用50积分'))
    const both = await Promise.all([shop.says(`${code} 86元`), helper.says(`${code} 90元`)])
    expect(both.filter(({ end }) => end.data?.spending === 'K-1')).toHaveLength(1)
    expect((await wang.says('我的积分')).text).toContain('50')
    expect(await audited(world)).toEqual([])
  })

  it('says nothing of points or codes in a group', async () => {
    const world = await World.open()
    const wang = await driverWith(world, 'wang', 77)
    const heard = await wang.asksIn('night', '用50积分在老李汽修')
    expect(heard.text).not.toMatch(/\d{6}|77/)
  })
})

describe('a code and a bill', () => {
  it('from somebody who is no merchant gets a polite answer and no hint about the code', async () => {
    const world = await World.open()
    const wang = await driverWith(world, 'wang', 50)
    const code = codeIn(await wang.says('在老李汽修用50积分'))
    const li = world.person('li')
    const real = await li.says(`${code} 86元`)
    expect(real.end.intent).toBe('merchant.redeem')
    expect(real.text).toBe((await li.says('000000 86元')).text)
    expect((await li.says('对账单')).text).toContain('没有接入商家')
  })

  it('is asked for what is missing', async () => {
    const world = await World.open()
    const wang = await driverWith(world, 'wang', 50)
    const shop = await voiceOf(world, '老李汽修')
    const code = codeIn(await wang.says('在老李汽修用50积分'))
    expect((await shop.says(`核销 ${code}`)).text).toContain('账单')
    expect((await shop.says('86')).text).toContain('请收81元')
  })
})
