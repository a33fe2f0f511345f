import { describe, expect, it } from 'vitest'
import { matchChoice, nameSearch } from '../../src/intents/names.ts'

const LABELS = ['法律咨询', '理发', '继续教育']

describe('choices', () => {
  it('are taken by number, words, or words mistyped', () => {
    expect(matchChoice('2', LABELS)).toBe(1)
    expect(matchChoice('最后一个', LABELS)).toBe(2)
    expect(matchChoice('理发', LABELS)).toBe(1)
    expect(matchChoice('就理发吧', LABELS)).toBe(1)
    expect(matchChoice('法律', LABELS)).toBe(0)
    expect(matchChoice('法律咨洵', LABELS)).toBe(0)
    expect(matchChoice('jixujiaoyu', LABELS)).toBe(2)
  })

  it('are left open when none or several fit', () => {
    expect(matchChoice('4', LABELS)).toBeUndefined()
    expect(matchChoice('今天天气不错', LABELS)).toBeUndefined()
    expect(matchChoice('学习', ['学习甲班', '学习乙班'])).toBeUndefined()
    expect(matchChoice('', LABELS)).toBeUndefined()
    expect(matchChoice('1', [])).toBeUndefined()
  })
})

describe('a choice of one word', () => {
  const REMINDER = ['来', '改时间', '取消']
  it.each([
    ['来', 0],
    ['我来', 0],
    ['来的', 0],
    ['1来', 0],
    ['2改', 1],
    ['取消吧', 2],
    ['不来了', undefined],
    ['来不了', undefined],
    ['改天再来', undefined],
    ['不取消', undefined],
    ['别取消', undefined],
  ])('"%s"', (text, choice) => {
    expect(matchChoice(text, REMINDER)).toBe(choice)
  })

  it('is not taken for its denial', () => {
    expect(matchChoice('来了', ['来', '不来了'])).toBe(0)
    expect(matchChoice('同意', ['同意', '不同意'])).toBe(0)
    expect(matchChoice('不同意', ['同意', '不同意'])).toBe(1)
    expect(matchChoice('不是', ['是他的', '都不是'])).toBe(1)
  })
})

describe('names', () => {
  const search = nameSearch(['老张汽修', '顺达快餐', '洁净洗车'], (name) => [name])

  it('are found although characters only sound right', () => {
    expect(search('老章气修')[0]?.item).toBe('老张汽修')
    expect(search('shunda')[0]?.item).toBe('顺达快餐')
  })

  it('are ranked with the best first', () => {
    const found = search('洗车')
    expect(found[0]?.item).toBe('洁净洗车')
    expect(found.map(({ similarity }) => similarity)).toEqual([...found.map(({ similarity }) => similarity)].sort((a, b) => b - a))
  })
})
