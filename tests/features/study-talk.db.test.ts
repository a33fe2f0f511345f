/** Questions about courses are answered from the courses; a waiting list is left and asked about by talking. */
import { describe, expect, it } from 'vitest'
import { studyEnrolments } from '../../src/features/study/study/tables.ts'
import { cancelSession } from '../../src/features/study/studydesk/operations.ts'
import * as courses from '../support/courses.ts'
import { act, driver } from '../support/courses.ts'
import { World } from '../support/world.ts'

const AT = '2026-11-24T11:10:00+08:00'
const planned = (world: World, title: string, at: string, places = 2) => courses.planned(world, title, at, places, { kind: 'skills', place: '三楼会议室' })

describe('a question about a course', () => {
  it('is answered, and enrols nobody', async () => {
    const world = await World.open({ at: AT })
    await planned(world, '安全驾驶', '2026-11-25T09:00:00+08:00', 5)
    const d1 = await driver(world, 'd1')
    expect((await d1.says('防御性驾驶还有几个名额')).text).toMatch(/^防御性驾驶（继续教育）（11月28日（周六）09:00）：剩40个名额/)
    expect((await d1.says('安全驾驶几点开始')).text).toMatch(/^安全驾驶（技能培训）：明天09:00到11:00。/)
    expect((await d1.says('安全驾驶在哪个教室')).text).toMatch(/^安全驾驶（技能培训）（明天09:00）：三楼会议室。/)
    expect((await d1.says('明天那课几点')).text).toMatch(/^安全驾驶（技能培训）：明天09:00到11:00[\s\S]*14:30/)
    await d1.says('报名')
    expect((await d1.says('几点开始')).text).toMatch(/^安全驾驶（技能培训）：明天09:00到11:00[\s\S]*报哪一场/)
    expect((await d1.says('在哪个教室')).text).toMatch(/三楼会议室[\s\S]*报哪一场/)
    expect((await d1.says('上课要带东西不')).text).toMatch(/^这个课表上没写/)
    expect((await d1.says('安全驾驶几点开始')).text).toMatch(/^安全驾驶（技能培训）：明天09:00到11:00。\n/)
    expect(await world.app.db.read.select().from(studyEnrolments)).toEqual([])
    expect((await d1.says('1')).text).toContain('报上了：明天09:00 安全驾驶')
    expect((await d1.says('那课在哪上')).text).toMatch(/^安全驾驶（技能培训）（明天09:00）：三楼会议室。/)
  })

  it('whether it is held, withdraws nobody', async () => {
    const world = await World.open({ at: AT })
    const { number } = await planned(world, '安全驾驶', '2026-11-25T09:00:00+08:00', 5)
    const d1 = await driver(world, 'd1')
    expect((await d1.says('课取消了吗')).text).toMatch(/^您没有报着的课/)
    await d1.says(`报名 ${number}`)
    for (const words of ['课取消了吗', '明天的课取消了没', '安全驾驶那课还上吗', '明天停课吗'])
      expect((await d1.says(words)).text, words).toMatch(/^没取消，照常：明天09:00 安全驾驶/)
    await act(world, (acts) => cancelSession(acts, number, '老师病了'))
    expect((await d1.says('课取消了吗')).text).toMatch(/^取消了：明天09:00 安全驾驶/m)
  })
})

describe('a waiting list', () => {
  it('is left and asked about by naming the course', async () => {
    const world = await World.open({ at: AT })
    const { number } = await planned(world, '换轮胎', '2026-11-26T14:00:00+08:00', 1)
    const [d1, d2, d3] = [await driver(world, 'd1'), await driver(world, 'd2'), await driver(world, 'd3')]
    for (const each of [d1, d2, d3]) await each.says(`报名 ${number}`)
    for (const words of ['换轮胎那课我排第几', '有位子了吗', '换轮胎的课有位子了吗'])
      expect((await d3.says(words)).text, words).toMatch(/^还没空出位子：后天14:00 换轮胎.*您排第2/)
    expect((await d2.says('退出换轮胎的排队')).text).toContain('不排队了：后天14:00 换轮胎')
    expect((await d3.says('换轮胎那课我排第几')).text).toContain('您排第1')
    await d1.says(`退课 ${number}`)
    expect((await d3.says('有位子了吗')).text).toMatch(/^有位子了，给您留着/)
    expect((await d3.says('换轮胎课不排了')).text).toMatch(/退好了|不排队了/)
    expect((await d3.says('有位子了吗')).text).toMatch(/^您没有在排队的课/)
  })
})
