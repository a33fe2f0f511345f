/** What staff say about sessions in their own words: the day that stays, titles for numbers, who came without being enrolled, series that end. */
import { describe, expect, it } from 'vitest'
import { createSeries } from '../../src/features/study/timetable/operations.ts'
import * as courses from '../support/courses.ts'
import { act, driver, pushesTo as pushes } from '../support/courses.ts'
import { type Somebody, World } from '../support/world.ts'

const AT = '2026-11-24T11:10:00+08:00'
async function counter(world: World): Promise<Somebody> {
  const member = world.person('ma')
  await member.says('你好', { localRole: 'counter' })
  return member
}

const planned = (world: World, title: string, at: string, places = 2) => courses.planned(world, title, at, places, { kind: 'education', place: '三楼' })

describe('a change', () => {
  it('keeps the day, says what is new, and tells who waits that they wait', async () => {
    const world = await World.open({ at: AT })
    const { number } = await planned(world, '学习新精神', '2026-11-26T14:00:00+08:00', 1)
    const [ma, d1, d2] = [await counter(world), await driver(world, 'd1'), await driver(world, 'd2')]
    await d1.says(`报名 ${number}`)
    await d2.says(`报名 ${number}`)
    expect((await ma.says(`改课 ${number} 15:00到16:30`)).text).toMatch(/后天15:00—16:30/)
    expect(pushes(world, 'd1', 'study.changed').at(-1)?.text).toMatch(/^您报的课改了[\s\S]*11月26日（周四）15:00/)
    expect(pushes(world, 'd2', 'study.changed').at(-1)?.text).toMatch(/^您排队的课改了[\s\S]*还在排队/)
    expect((await ma.says(`改课 ${number} 时间改成16:00到17:00`)).text).toMatch(/后天16:00—17:00/)
    expect((await ma.says(`改课 ${number} 推迟半小时`)).text).toMatch(/后天16:30—17:30/)
    expect((await ma.says(`改课 ${number} 地点改到一楼大厅`)).text).toContain('学习新精神（继续教育），一楼大厅')
    expect((await ma.says(`改课 ${number} 换到二楼培训教室`)).text).toContain('，二楼培训教室')
    expect((await ma.says(`改课 ${number} 名额 3`)).text).toContain('3个名额')
    expect(pushes(world, 'd2', 'study.offer')).toHaveLength(1)
    expect((await ma.says(`改课 ${number} 名额改成1个`)).text).toContain('名额不能比已经报上的还少')
    expect((await ma.says(`改课 ${number} 改名叫春运安全`)).text).toContain('春运安全（继续教育）')
    expect((await ma.says('改课 春运安全 提前一小时')).text).toMatch(/后天15:30—16:30/)
    expect((await ma.says('改课')).text).toMatch(/请带上要改什么/)
    expect((await ma.says(`改课 ${number}`)).text).toMatch(/请带上要改什么/)
    expect((await ma.says('怎么开课')).text).toMatch(/^请这样发：开课/)
    expect((await ma.says('开课')).text).toMatch(/^请这样发：开课/)
    expect((await ma.says('开课 技能培训 下午课 11月26日14:00到15:00 三楼会议室')).text).toMatch(/后天14:00—15:00 下午课/)
    expect((await ma.says('开课 继续教育 桥梁限高 11月27日14:00到15:00 三楼会议室 40人')).text).toMatch(/桥梁限高（继续教育），三楼会议室/)
  })
})

describe('a title', () => {
  it('names the session as its number does; of several it is asked which', async () => {
    const world = await World.open({ at: AT })
    await planned(world, '安全驾驶', '2026-11-26T14:00:00+08:00')
    await planned(world, '学习新精神', '2026-11-27T14:00:00+08:00')
    await planned(world, '学习新精神', '2026-12-04T14:00:00+08:00')
    const [ma, d1] = [await counter(world), await driver(world, 'd1')]
    await d1.says('报名安全驾驶', { display: 'd1师傅' })
    expect((await ma.says('名单 安全驾驶')).text).toMatch(/1人，已签到0人[\s\S]*1\. d1师傅/)
    expect((await ma.says('取消课 学习新精神 老师病了')).text).toMatch(/有2场，哪一场[\s\S]*11月27日|有2场，哪一场/)
    expect((await ma.says('2')).text).toMatch(/取消 S-\d+：12月4日/)
    expect((await ma.says('不取消')).text).toContain('没有动')
    expect((await ma.says('取消课 安全驾驶 老师病了')).text).toMatch(/会通知报名和排队的1人/)
    expect((await ma.says('确认取消')).text).toContain('已通知1人')
    expect(pushes(world, 'd1', 'study.cancelled').at(-1)?.text).toContain('原因：老师病了')
    expect((await ma.says('取消课 摄影基础')).text).toMatch(/^没找到这门课/)
    expect((await d1.says('名单 学习新精神')).end.intent).not.toBe('staff.study')
  })
})

describe('what recurs', () => {
  it('is ended by talking, after asking; everybody on its lists hears it once', async () => {
    const world = await World.open({ at: AT })
    const plan = { kind: 'party', title: '学习新精神', place: '三楼', places: 9, tenths: 10, points: 0, audience: 'all', weekday: 5, weeks: 1 } as const
    await act(world, (acts) => createSeries(acts, { ...plan, startTime: '14:00', endTime: '15:00' }))
    const [ma, d1] = [await counter(world), await driver(world, 'd1')]
    await d1.says('报名学习新精神 11月27号')
    await d1.says('报名学习新精神 12月4号')
    const asked = await ma.says('以后每周五的学习新精神都不上了')
    expect(asked.text).toMatch(/^学习新精神.*以后都不上了？[\s\S]*会通知报名和排队的1人/)
    expect((await ma.says('不停')).text).toContain('没有动')
    await ma.says('停开 每周五的学习新精神')
    expect((await ma.says('确认停开')).text).toMatch(/^停开了：学习新精神，取消了4场/)
    const told = pushes(world, 'd1', 'study.cancelled')
    expect(told).toHaveLength(1)
    expect(told[0]?.text).toMatch(/学习新精神停开了[\s\S]*11月27日（周五）14:00、12月4日（周五）14:00/)
    await world.moves('2026-12-20T10:00:00+08:00')
    expect((await d1.says('最近有啥课')).text).not.toContain('学习新精神')
    expect((await ma.says('以后每周一的太极拳课不上了')).text).toContain('没找到这样每周上的课')
  })
})

describe('who came without being enrolled', () => {
  it('is let in by name, phone or the end of the account, after asking', async () => {
    const world = await World.open({ at: AT })
    const { number } = await planned(world, '安全驾驶', '2026-11-24T11:30:00+08:00')
    const ma = await counter(world)
    await driver(world, 'driver5566', '王建国')
    await driver(world, 'driver7788', '王建军')
    expect((await ma.says(`补签 ${number} 王建国`)).text).toMatch(/^给王建国（账号尾号5566）补签 S-\d+ 今天11:30/)
    expect((await ma.says('确认补签')).text).toMatch(/^签上了：王建国/)
    expect((await ma.says(`名单 ${number}`)).text).toMatch(/王建国.*✓/)
    expect((await ma.says(`补签 ${number} 王建`)).text).toMatch(/有2位[\s\S]*|哪位/)
    expect((await ma.says('不补')).text).toContain('没有动')
    expect((await ma.says('补签 安全驾驶 7788')).text).toMatch(/^给王建军/)
    expect((await ma.says('确认补签')).text).toMatch(/^签上了：王建军/)
    expect((await ma.says(`补签 ${number} 李逵`)).text).toMatch(/^没找到“李逵”/)
    expect((await ma.says(`补签 ${number} %`)).text).toMatch(/^没找到/)
  })
})
