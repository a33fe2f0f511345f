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

describe('what is still to come', () => {
  it('is said honestly, with a person and what already helps', async () => {
    const world = await World.open()
    const heard = await world.person('wang').says('预约')
    expect(heard.end.intent).toBe('booking.create')
    expect(heard.text).toContain('还没开通')
    expect(heard.replies[0]?.choices.map((choice) => choice.label)).toContain('转人工')
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

  it('is no business of anybody else', async () => {
    const world = await World.open()
    const heard = await world.person('wang').asksIn('g', '群里主动回答 开')
    expect(heard.end.intent).toBe('none')
    expect((await world.person('li').chatsIn('g', '理发多少钱')).end.handled).toBe(false)
  })
})
