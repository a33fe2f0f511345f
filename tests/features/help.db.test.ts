/** Small talk, honest words for what is to come, and the settings of a group. */
import { describe, expect, it } from 'vitest'
import { INTENTS, isPrivate } from '../../src/bot/vocabulary.ts'
import { catalog } from '../../src/catalog.ts'
import { World } from '../support/world.ts'

describe('the catalogue', () => {
  it('has somebody for every name, once', () => {
    const steering = ['none', 'yes', 'no', 'cancel', 'back']
    const named = catalog.flatMap((capability) => (capability.intents ?? []).map((intent) => intent.name))
    expect([...named].sort()).toEqual(INTENTS.filter((name) => !steering.includes(name)).sort())
  })

  it('answers private matters in private only', () => {
    const intents = catalog.flatMap((capability) => capability.intents ?? [])
    expect(intents.filter((intent) => isPrivate(intent.name) && intent.audience !== 'personal').map((intent) => intent.name)).toEqual([])
  })
})

describe('small talk', () => {
  it('is short', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    for (const [text, intent] of [
      ['你好', 'greet'],
      ['谢谢', 'thanks'],
      ['再见', 'bye'],
      ['收到', 'notice.ack'],
      ['开车了', 'driving.on'],
      ['停车了', 'driving.off'],
    ] as const) {
      const heard = await wang.says(text)
      expect(heard.end.intent, text).toBe(intent)
      expect(heard.text.split('\n'), text).toHaveLength(1)
      expect(heard.text, text).not.toMatch(/[?？]/)
    }
  })

  it('tells what the bot can do, shorter in a group', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    const inPrivate = await wang.says('帮助')
    const inGroup = await wang.asksIn('g', '帮助')
    expect(inPrivate.replies[0]?.choices.length).toBeGreaterThan(3)
    expect(inGroup.text.length).toBeLessThan(inPrivate.text.length)
  })
})

describe('who it is', () => {
  it('is said in two lines: a program, and how to get a person', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    for (const text of ['你是谁', '你是机器人吗？', '你是真人还是机器人', '你是不是机器人', '你到底是人还是机器']) {
      const heard = await wang.says(text)
      expect(heard.end.intent, text).toBe('help')
      expect(heard.text.split('\n'), text).toEqual([expect.stringContaining('不是真人'), expect.stringContaining('转人工')])
    }
    expect((await wang.asksIn('g', '你是谁')).text).toContain('自动助手')
    for (const text of ['有真人吗', '转人工']) expect((await world.person('li').says(text)).text, text).not.toContain('不是真人')
  })
})

describe('what is still to come', () => {
  it('is said honestly, with a person and what already helps', async () => {
    const world = await World.open()
    const heard = await world.person('wang').says('我的诉求办到哪一步了')
    expect(heard.end.intent).toBe('request.status')
    expect(heard.text).toContain('还没开通')
    expect(heard.replies[0]?.choices.map((choice) => choice.label)).toContain('转人工')
  })

  it('speaks to drivers in their own words', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    expect((await wang.says('商家对账单')).text).not.toMatch(/核销/)
    expect((await wang.says('爱心商家有哪些店')).text).not.toMatch(/核销|对账/)
  })

  it('goes on in private when it is private', async () => {
    const world = await World.open()
    expect((await world.person('wang').asksIn('g', '我的积分')).text).not.toContain('没开通')
  })
})

describe('a group’s setting', () => {
  it('is changed by an admin, in the group', async () => {
    const world = await World.open()
    const boss = world.person('boss')
    expect((await boss.says('群里主动回答 开', { localRole: 'admin' })).text).toContain('请在')
    expect((await world.person('wang').chatsIn('g', '理发多少钱')).end.handled).toBe(false)
    expect((await boss.asksIn('g', '群里主动回答 开')).text).toContain('我也会答')
    expect((await world.person('wang').chatsIn('g', '理发多少钱')).end.handled).toBe(true)
    expect((await world.person('wang').chatsIn('other', '理发多少钱')).end.handled).toBe(false)
    expect((await boss.asksIn('g', '群里主动回答 关')).text).toContain('只有@我')
    expect((await world.person('wang').chatsIn('g', '几点开门？')).end.handled).toBe(false)
  })

  it('is told to others of staff as the admin’s', async () => {
    const world = await World.open()
    const ma = world.person('ma')
    await ma.says('你好', { localRole: 'counter' })
    expect((await ma.asksIn('g', '群里主动回答 开')).text).toContain('管理员')
    expect((await world.person('wang').chatsIn('g', '理发多少钱')).end.handled).toBe(false)
    expect((await ma.says('发公告 明天停水')).text).toContain('审核')
    expect((await world.person('wang').says('发公告 明天停水')).text).not.toContain('审核')
  })

  it('is no business of anybody else', async () => {
    const world = await World.open()
    const heard = await world.person('wang').asksIn('g', '群里主动回答 开')
    expect(heard.end.intent).toBe('none')
    expect((await world.person('li').chatsIn('g', '理发多少钱')).end.handled).toBe(false)
  })
})
