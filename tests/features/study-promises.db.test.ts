/** What people are told about their place in a course is true: promised reminders, waiting lists, offers that lapse. */
import { describe, expect, it } from 'vitest'
import * as courses from '../support/courses.ts'
import { driver, pushesTo as pushes } from '../support/courses.ts'
import { World } from '../support/world.ts'

const AT = '2026-11-24T11:10:00+08:00'
const planned = (world: World, title: string, at: string, places = 2) => courses.planned(world, title, at, places, { kind: 'education', place: '三楼会议室' })

describe('reminders', () => {
  it('reach who sleeps by day before that sleep begins', async () => {
    const world = await World.open({ at: AT })
    const { number } = await planned(world, '学习新精神', '2026-11-26T15:00:00+08:00')
    const d1 = await driver(world, 'd1')
    await d1.says('我上夜班，早上八点到下午六点别发')
    await d1.says(`报名 ${number}`)
    await world.moves('2026-11-26T07:30:00+08:00')
    expect(pushes(world, 'd1', 'study.reminder')).toHaveLength(1)
    await world.moves('2026-11-26T08:00:00+08:00')
    expect(pushes(world, 'd1', 'study.reminder').map(({ text }) => text.split('\n')[0])).toEqual([
      expect.stringMatching(/^提醒您上课/),
      expect.stringMatching(/^快上课了/),
    ])
  })

  it.each([
    ['2026-11-24T11:45:00+08:00', /快开课了，不再另外提醒/],
    ['2026-11-24T15:00:00+08:00', /开课前两小时提醒您/],
    ['2026-11-26T15:00:00+08:00', /开课前一天和两小时提醒您/],
    ['2026-11-26T08:00:00+08:00', /开课前一天和一晚提醒您/],
  ])('are promised only where they will come: a session at %s', async (at, promise) => {
    const world = await World.open({ at: AT })
    const { number } = await planned(world, '叉车入门', at)
    expect((await (await driver(world, 'd1')).says(`报名 ${number}`)).text).toMatch(promise)
  })
})

describe('who waits', () => {
  it('is never shown as enrolled, and their hours do not count as coming', async () => {
    const world = await World.open({ at: AT })
    const { number } = await planned(world, '叉车入门', '2026-11-26T14:00:00+08:00', 1)
    const [d1, d4] = [await driver(world, 'd1'), await driver(world, 'd4')]
    await d1.says(`报名 ${number}`)
    await d4.says(`报名 ${number}`)
    const gap = await d4.says('我还差多少学时')
    expect(gap.text).not.toContain('报着的：')
    expect(gap.text).toMatch(/排着队的：后天14:00 叉车入门/)
    const own = await d4.says('我报了啥课')
    expect(own.text).toMatch(/^您还没有报上的课[\s\S]*叉车入门.*（排队中，您排第1）/)
    await d1.says(`退课 ${number}`)
    expect((await d4.says('我报了啥课')).text).toMatch(/叉车入门.*（给您留着位子/)
    expect((await d4.says('我还差多少学时')).text).toMatch(/给您留着位子、还没定下的：后天14:00 叉车入门/)
  })

  it('hears before the start that no place came free; nobody is put on a list that is too late', async () => {
    const world = await World.open({ at: AT })
    const { number } = await planned(world, '叉车入门', '2026-11-24T15:00:00+08:00', 1)
    const [d1, d2, d3] = [await driver(world, 'd1'), await driver(world, 'd2'), await driver(world, 'd3')]
    await d1.says(`报名 ${number}`)
    await d2.says(`报名 ${number}`)
    await world.moves('2026-11-24T14:45:00+08:00')
    expect(pushes(world, 'd2', 'study.no-place').map((push) => push.text)).toEqual([expect.stringMatching(/^您排队的课没空出位子[\s\S]*请别跑空/)])
    expect(pushes(world, 'd1', 'study.no-place')).toEqual([])
    expect((await d3.says(`报名 ${number}`)).text).toMatch(/满了，快开课了，排队也来不及/)
    await d1.says(`退课 ${number}`)
    expect((await d2.says(`报名 ${number}`)).text).toContain('报上了')
    await world.moves('2026-11-24T15:30:00+08:00')
    expect(pushes(world, 'd2', 'study.no-place')).toHaveLength(1)
  })

  it('hears the truth about a lapsed offer: passed on only when somebody has it', async () => {
    const world = await World.open({ at: AT })
    const { number } = await planned(world, '叉车入门', '2026-12-03T15:00:00+08:00', 1)
    const [d1, d2] = [await driver(world, 'd1'), await driver(world, 'd2')]
    await d1.says(`报名 ${number}`)
    await d2.says(`报名 ${number}`)
    await d1.says(`退课 ${number}`)
    await world.moves('2026-11-25T09:00:00+08:00')
    const lapsed = pushes(world, 'd2', 'study.offer').at(-1)?.text
    expect(lapsed).toContain('现在还空着')
    expect(lapsed).not.toContain('已让给')
    expect((await d2.says('再报一次')).text).toContain('报上了')
  })
})

describe('a gap', () => {
  it('is closed in words only by as many sessions as it takes', async () => {
    const world = await World.open({ at: AT })
    const d1 = await driver(world, 'd1')
    const answer = await d1.says('我还差多少学时')
    const all = /还差24学时[\s\S]*再上(\d+)场.*就够/.exec(answer.text) ?? /还差24学时[\s\S]*能报的(\d+)场/.exec(answer.text)
    expect(Number(all?.[1])).toBeGreaterThanOrEqual(8)
    expect(answer.replies[0]?.choices).toHaveLength(4)
  })
})

describe('checking in too early', () => {
  it('says when it begins, to who is enrolled; the door stays within reach', async () => {
    const world = await World.open({ at: '2026-11-24T10:00:00+08:00' })
    const { number } = await planned(world, '叉车入门', '2026-11-24T11:00:00+08:00')
    const [d1, d2] = [await driver(world, 'd1'), await driver(world, 'd2')]
    await d1.says(`报名 ${number}`)
    await world.moves('2026-11-24T10:20:00+08:00')
    for (const words of ['签到', '签到 1234', '上课签到', '上课签到码 1234'])
      expect((await d1.says(words)).text, words).toMatch(/还没到签到时间[\s\S]*10:30开始签/)
    expect((await d1.says('到站签到')).text).toContain('门口')
    await d1.says('取消')
    expect((await d2.says('签到')).text).toContain('门口')
    await world.moves('2026-11-24T10:31:00+08:00')
    expect((await d1.says('签到')).text).toContain('教室屏幕')
  })
})
