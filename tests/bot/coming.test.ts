import { describe, expect, it } from 'vitest'
import { comingChoice } from '../../src/bot/coming.ts'

const BOOKING = ['来', '改时间', '取消']
const COURSE = ['来', '不来了']
const PLACE = ['去', '不去了']

describe('a plain answer to whether one comes', () => {
  it.each([
    '好',
    '好的',
    '好嘞',
    '收到',
    '中',
    '来',
    '去',
    '知道了',
    '好的知道了',
    '收到，谢谢',
    '行',
    '嗯嗯',
    '我去',
    '一定到',
    '明天来',
    '到时候过去',
    'ok',
    '准时到',
  ])('"%s" comes', (text) => {
    expect(comingChoice(text, BOOKING)).toBe(0)
    expect(comingChoice(text, COURSE)).toBe(0)
  })

  it.each(['不去了', '不来了', '去不了', '我来不了了', '有事去不了', '没空', '取消吧', '取消预约', '帮我取消', '不好意思来不了', '算了不去了'])(
    '"%s" does not',
    (text) => {
      expect(comingChoice(text, BOOKING)).toBe(2)
      expect(comingChoice(text, COURSE)).toBe(1)
    },
  )

  it.each(['改时间', '改个时间', '换个时间吧', '想改天', '去不了改天吧', '能改时间吗', '改一下'])('"%s" moves it, where it can be moved', (text) => {
    expect(comingChoice(text, BOOKING)).toBe(1)
    expect(comingChoice(text, COURSE)).toBeUndefined()
  })

  it.each(['改到明天三点', '取消提醒', '理发多少钱', '几点', '在哪', '来的路上车坏了', '好贵', '去哪', '怎么去', '能不去吗', '取消理发的预约', ''])(
    '"%s" says neither',
    (text) => {
      expect(comingChoice(text, BOOKING)).toBeUndefined()
    },
  )

  it('having heard of a freed place does not take it', () => {
    expect(comingChoice('收到', PLACE)).toBeUndefined()
    expect(comingChoice('好的', PLACE)).toBe(0)
    expect(comingChoice('要', ['要这个位子', '不要了'])).toBe(0)
    expect(comingChoice('不要了', ['要这个位子', '不要了'])).toBe(1)
  })

  it('means nothing under other choices', () => {
    for (const labels of [['同意', '不同意'], ['是他的', '不是他的'], ['继续找', '不找了'], []]) expect(comingChoice('好的', labels)).toBeUndefined()
  })
})
