/** Laughter, sighs and nods speak of the answer just given: they never ask for it again. */
import { describe, expect, it } from 'vitest'
import { isFiller } from '../../src/intents/fillers.ts'
import { openUnderstanding } from '../../src/intents/understand.ts'
import { CACHE } from '../support/setup-all.ts'

const mind = openUnderstanding({ cacheFolder: CACHE })
const WORDS = [
  '哈哈哈',
  '嗯',
  '嗯嗯',
  '哦',
  '哦哦知道了',
  '好嘞',
  '6',
  '666',
  '唉',
  '哎',
  '嘿嘿',
  '牛',
  '厉害',
  '好吧',
  '不错',
  '真的吗',
  '是吗',
  '原来如此',
  '谢了哈',
  '[笑]',
  '👍',
]
const SMALL_TALK = new Set(['none', 'yes', 'thanks', 'greet', 'bye', 'notice.ack'])

describe('a filler', () => {
  for (const word of WORDS) {
    it(`means no topic after any: ${word}`, () => {
      for (const after of ['haircut', 'meal', 'centre.hours', 'points', 'booking.list']) {
        const [top] = mind.understand(word, after).readings
        expect(SMALL_TALK.has(top?.intent ?? 'none'), `${after}: ${top?.intent} ${top?.topic}`).toBe(true)
      }
    })
  }

  it('is nothing that asks', () => {
    for (const text of ['明天呢', '律师呢', '理发', '在哪', '好的那几点', '哈哈那多少钱', '可以洗澡吗', '行李丢了', '中午吃啥', '好吃吗'])
      expect(isFiller(text), text).toBe(false)
  })

  it('leaves a follow-up its topic', () => {
    expect(mind.understand('明天呢', 'haircut').readings[0]?.topic).toBe('haircut')
  })
})
