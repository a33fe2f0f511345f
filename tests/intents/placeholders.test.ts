import { describe, expect, it } from 'vitest'
import { clausesOf } from '../../src/intents/clauses.ts'
import { withoutGiven, withPlaceholders } from '../../src/intents/placeholders.ts'

describe('placeholders', () => {
  it('stand for numbers that name something particular, with the words that give them', () => {
    for (const [text, read] of [
      ['我的包丢了 电话是13800138000', '我的包丢了 T'],
      ['我叫老张 车牌豫h12345', 'M L'],
      ['11月28日9:30', 'DH'],
      ['周四上午十点', 'D上午H'],
      ['一共三十五块', '一共Y'],
      ['核销 482913 86元', '核销 N Y'],
    ] as const)
      expect(withPlaceholders(text)).toBe(read)
  })

  it('leave alone what has a meaning of its own', () => {
    for (const text of ['24小时驿站', '5元管饱餐', '9块9理发', '便宜一点', '快一点', '一块去', '七一有活动吗', '二十三项服务', '在三楼', '我叫啥', '电话多少'])
      expect(withPlaceholders(text)).toBe(text)
  })

  it('can leave times alone', () => {
    expect(withoutGiven('周日几点开门 电话13800138000')).toBe('周日几点开门 T')
  })
})

describe('clauses', () => {
  const clauses = (text: string) => clausesOf({ spoken: text, text }).map((clause) => clause.text)

  it('are what stands between punctuation and joining words, and each with its neighbour', () => {
    expect(clauses('今天堵死了,然后我想问问剪头多少钱')).toEqual(['今天堵死了', '我想问问剪头多少钱'])
    expect(clauses('堵车了 剪头吗 谢谢你')).toEqual(['堵车了', '剪头吗', '谢谢你', '堵车了 剪头吗', '剪头吗 谢谢你'])
  })

  it('are none in a message of one', () => {
    expect(clauses('剪头多少钱')).toEqual([])
    expect(clauses('')).toEqual([])
  })
})
