import { describe, expect, it } from 'vitest'
import { labelOf } from '../../src/intents/labels.ts'
import { readLexicon, readWordings } from '../../src/intents/lexicon.ts'
import { LONGEST_MESSAGE, makeNormalise } from '../../src/intents/normalise.ts'
import { ticks } from '../../src/lib/clock.ts'

const normalise = makeNormalise(readLexicon(readWordings().map(({ meaning }) => labelOf(meaning))))
const text = (message: string) => normalise(message).text

describe('normalising', () => {
  it('removes what nobody sees, also from the raw text', () => {
    const { raw, text } = normalise('理\u200b发\u202e多\u0000少\u2066钱\ufeff')
    expect(raw).toBe('理发多少钱')
    expect(text).toBe('理发多少钱')
  })

  it('folds full width and case', () => {
    expect(text('ＡＰＰ　在哪下？')).toBe('app 在哪下?')
  })

  it('turns traditional characters into simplified ones and says so', () => {
    expect(normalise('請問理髮多少錢')).toMatchObject({ text: '理发多少钱', traditional: true, raw: '請問理髮多少錢' })
  })

  it('takes nobody for a traditional writer because of a character both use', () => {
    for (const message of ['理发多少钱', '那本著名的书', '乾隆年间', '恁弄啥嘞', '於是']) expect(normalise(message).traditional).toBe(false)
  })

  it('strips mentions and the name of the bot', () => {
    for (const message of [
      '@小驿 理发多少钱',
      '@小驿\u2005理发多少钱',
      '@小驿理发多少钱',
      '小驿，理发多少钱',
      '驿站小驿 理发多少钱',
      '理发多少钱 @小驿',
      '@张三 理发多少钱',
    ]) {
      expect(text(message)).toBe('理发多少钱')
    }
  })

  it('leaves addresses of e-mail alone', () => {
    expect(text('发到 a@b.com 行吗')).toBe('发到 a@b.com 行吗')
  })

  it('strips polite noise at the ends, and nothing when nothing else is said', () => {
    expect(text('你好，麻烦问下，师傅，理发多少钱，谢谢啦！')).toBe('理发多少钱')
    for (const message of ['你好', '谢谢', '谢谢师傅', '麻烦您了', '在吗']) expect(text(message).length).toBeGreaterThan(0)
  })

  it('keeps words that only begin or end like noise', () => {
    expect(text('亲戚能去吗')).toBe('亲戚能去吗')
    expect(text('你们干嘛的')).toBe('你们干嘛的')
    expect(text('老师傅几点上班')).toBe('老师傅几点上班')
  })

  it('replaces dialect and keeps what was said beside it', () => {
    expect(normalise('恁这儿剃头多钱')).toMatchObject({ text: '你这里理发多少钱', spoken: '恁这儿剃头多钱' })
    expect(text('滴滴司机能去不')).toBe('滴滴司机能去不')
  })

  it('reads a message of emoji only as one without words', () => {
    expect(normalise('😀👍🏻').raw).not.toBe('')
    expect(() => normalise('\u200b\u200d')).not.toThrow()
    expect(normalise('\u200b\u200d').text).toBe('')
  })

  it('cuts long messages, never inside a character', () => {
    expect(text('长'.repeat(10_000))).toHaveLength(LONGEST_MESSAGE)
    expect(normalise(`a${'😀'.repeat(5_000)}`).raw).not.toMatch(/\p{Surrogate}/u)
    expect(normalise(`${'\u200b'.repeat(5_000)}理发`).raw).toBe('理发')
  })

  it('takes no long time over any message', () => {
    for (const message of ['!'.repeat(10_000), ' '.repeat(9_999).concat('x'), '请问'.repeat(5_000), '@a'.repeat(5_000), '，谢谢'.repeat(3_000).concat('x')]) {
      const start = ticks()
      normalise(message)
      expect(ticks() - start).toBeLessThan(200)
    }
  })
})
