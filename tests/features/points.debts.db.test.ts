/** Debts and objections, as staff see and end them by talking. */
import { describe, expect, it } from 'vitest'
import { debtWishIn } from '../../src/features/points/debts/rules.ts'
import { agreed } from '../support/agreed.ts'
import { World } from '../support/world.ts'

const AT = '2026-11-24T10:00:00+08:00'

async function owing() {
  const world = await World.open({ at: AT })
  const wang = await agreed(world, 'wang')
  await wang.says('我的积分')
  const desk = world.person('desk')
  await desk.says('给D-1发60分 志愿服务', { localRole: 'counter' })
  await desk.says('1')
  await desk.says('扣D-1 90分 弄虚作假')
  await desk.says('1')
  return { world, wang, desk }
}
const told = (world: World) => world.channel.sent.filter(({ kind, to }) => kind === 'push' && to === 'wang').map(({ text }) => text)

describe('points that staff give or take', () => {
  it('are never given where they were to be taken: what the words do not say is asked', async () => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    await wang.says('我的积分')
    const desk = world.person('desk')
    await desk.says('给司机加减积分', { localRole: 'counter' })
    const asked = await desk.says('D-1 30分 重复登记')
    expect(asked.text).toContain('加分还是扣分')
    expect((await desk.says('扣分')).text).toContain('扣30分给D-1')
    await desk.says('不对')
    await desk.says('给司机加减积分')
    expect((await desk.says('扣D-1 90分 重复登记')).text).toContain('扣90分')
  })
})

describe('a debt', () => {
  it('is listed, collected as far as there are points, and both sides know', async () => {
    const { world, wang, desk } = await owing()
    expect((await wang.says('我的积分')).text).toContain('有30分该收回')
    expect((await desk.says('欠分')).text).toContain('D-1 欠30分，今天起')
    expect((await desk.says('收欠分 D-1')).text).toContain('还欠30分')
    await desk.says('给D-1发20分 志愿服务')
    await desk.says('1')
    expect((await desk.says('收欠分 D-1')).text).toMatch(/收回20分[\s\S]*还欠10分/)
    expect(told(world).at(-1)).toContain('收回了20分')
    expect((await wang.says('我的积分')).text).toMatch(/现在有0分[\s\S]*有10分该收回/)
    expect((await desk.says('免欠分 D-1')).text).toContain('审批')
    const boss = world.person('boss')
    expect((await boss.says('D-1 欠分免了', { localRole: 'approver' })).text).toContain('10分欠分免了')
    expect((await desk.says('欠分名单')).text).toContain('没有欠分')
    expect((await desk.says('收欠分 D-1')).text).toContain('没有欠分')
  })

  it('is nobody else’s to speak of', async () => {
    const { wang } = await owing()
    expect((await wang.says('欠分名单')).end.intent).not.toBe('staff.points.debts')
    expect(['欠分', '收欠分 D-12', 'd12欠分收回', '免欠分D-3'].map(debtWishIn)).toEqual([
      { is: 'list' },
      { is: 'collected', driver: 'D-12' },
      { is: 'collected', driver: 'D-12' },
      { is: 'forgiven', driver: 'D-3' },
    ])
    expect(['我欠分吗', '欠分怎么办', '收D-12 30分'].map(debtWishIn)).toEqual([undefined, undefined, undefined])
  })
})

describe('an objection', () => {
  it('to the one line that was just spoken of asks only for the reason, and is in staff’s list until it is decided', async () => {
    const { wang, desk } = await owing()
    expect((await wang.says('积分咋少了60')).text).toContain('少的60分')
    expect((await wang.says('有异议')).text).toContain('哪里不对')
    expect((await wang.says('我没有作假，是两次志愿服务')).end.data).toEqual({ objection: 'Y-1' })
    expect((await desk.says('异议')).text).toMatch(/Y-1[\s\S]*两次志愿服务/)
    await desk.says('异议 Y-1 成立 查过签到表')
    expect((await desk.says('异议清单')).text).toContain('没有等着处理')
    expect((await wang.says('我的积分')).text).toContain('现在有60分')
  })
})
