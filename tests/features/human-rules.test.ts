/** What is said to staff, and by staff. */
import { describe, expect, it } from 'vitest'
import { answerIn, firstWords, matterIn, messageIn, names } from '../../src/features/human/rules.ts'

describe('a call for a person', () => {
  it('alone says nothing of the matter', () => {
    for (const text of [
      '转人工',
      '找个人说',
      '有真人没 俺跟你说不清',
      '麻烦您给我转个人工吧,我说不清楚',
      '别跟我绕了 换人',
      '机器答非所问 喊个值班的',
      '急事 真人说',
      '你听不懂 换个人',
    ]) {
      expect(matterIn(text), text).toBeUndefined()
    }
  })

  it('that names the matter is the message itself', () => {
    for (const text of ['转人工,老板欠我运费八千块', '转人工欠我运费八千没给', '找人工客服 我的车在停车场被刮了']) expect(matterIn(text), text).toBe(text)
  })
})

describe('a message for staff', () => {
  const heard = (raw: string) => messageIn({ raw, text: raw })
  it('is any sentence, but no mere yes or hello', () => {
    expect(heard(' 运费拖了三个月 ')).toBe('运费拖了三个月')
    for (const text of ['好的', '嗯嗯', '在吗?', '', '。。。', '转人工']) expect(heard(text), text).toBeUndefined()
  })
})

describe('an answer of staff', () => {
  it('is a number and the words after it', () => {
    expect(answerIn('回复 H-12 您明天上午来')).toEqual({ number: 'H-12', answer: '您明天上午来' })
    expect(answerIn('回复H-3：理发周一休息')).toEqual({ number: 'H-3', answer: '理发周一休息' })
    expect(answerIn('h12 回复：东西找到了，请来前台取')).toEqual({ number: 'H-12', answer: '东西找到了，请来前台取' })
    expect(answerIn('替我回复 H-6，说周五可以办')).toEqual({ number: 'H-6', answer: '周五可以办' })
    expect(answerIn('回复 H-12')).toEqual({ number: 'H-12', answer: '' })
    expect(answerIn('回复 您明天来')).toEqual({ answer: '' })
  })

  it('names its own number only', () => {
    expect(names('新留言 H-12:运费', ['H-1'])).toBe(false)
    expect(names('回复h-1 好的', ['H-1'])).toBe(true)
  })
})

describe('the first words', () => {
  it('never cut a character in half', () => expect(firstWords('🚚🚚🚚', 2)).toBe('🚚🚚…'))
})
