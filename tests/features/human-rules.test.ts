/** What is said to staff, and by staff. */
import { describe, expect, it } from 'vitest'
import { isSideQuestion } from '../../src/bot/side-question.ts'
import { answerIn, asksToClose, asksToView, closingIn, firstWords, matterIn, messageIn, names, neverMind } from '../../src/features/human/rules.ts'

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
      'zhuan ren gong',
    ]) {
      expect(matterIn(text), text).toBeUndefined()
    }
  })

  it('that names the matter is the message itself', () => {
    for (const text of ['转人工,老板欠我运费八千块', '转人工欠我运费八千没给', '找人工客服 我的车在停车场被刮了']) expect(matterIn(text), text).toBe(text)
  })
})

describe('a message for staff', () => {
  const heard = (raw: string, intent = 'none') => messageIn({ raw, text: raw, readings: [{ intent, confidence: 0.9 }] })
  it('is any sentence, but no mere yes or hello', () => {
    expect(heard(' 运费拖了三个月 ')).toBe('运费拖了三个月')
    for (const text of ['好的', '嗯嗯', '在吗?', '', '。。。', '转人工']) expect(heard(text), text).toBeUndefined()
  })

  it('is nothing yet while somebody greets, thinks or slips', () => {
    for (const text of ['等一下', '稍等', '等会儿', '我想想', '在吗？', '有人吗', '你好', '喂', '3', '12', '事', '投诉', '我不知道怎么说'])
      expect(heard(text), text).toBeUndefined()
    for (const text of ['转人工吧', 'zhuan ren gong', '找个真人']) expect(heard(text, 'human'), text).toBeUndefined()
  })

  it('keeps every story, a telephone number and what only sounds like steering', () => {
    for (const text of [
      '运费拖了三个月',
      '我要投诉',
      '你们不用了解情况吗我都等半天了',
      '13800138000',
      '算了一下少给我八百块',
      '等了半天没人理我',
      '不说清楚我就不走了',
    ])
      expect([heard(text), neverMind(text)], text).toEqual([text, false])
  })

  it('is not left when the person thinks better of it', () => {
    for (const text of ['不留言了', '算了', '不说了', '不用了', '取消', '算了不说了', '不用了谢谢', '不麻烦你们了', '没事了'])
      expect(neverMind(text), text).toBe(true)
  })
})

describe('a question in between', () => {
  const side = (text: string, intent: string, confidence = 0.97) => isSideQuestion({ text, readings: [{ intent, confidence }] })
  it('is a short, clear one', () => {
    expect(side('理发多少钱', 'answer')).toBe(true)
    for (const text of ['有没有停车的地方', '理发要不要钱', '理发', '几点关门', '休息室能不能洗澡']) expect(side(text, 'answer'), text).toBe(true)
    expect(side('帮助', 'help')).toBe(true)
    expect(side('我要预约理发', 'booking.create')).toBe(true)
    expect(side('回复 H-1 工资的事我们问了老板', 'staff.answer')).toBe(true)
    expect(side('理发多少钱', 'answer', 0.7)).toBe(false)
  })

  it('is never a complaint, a loss or a story', () => {
    for (const text of [
      '理发多少钱 上次还多收我10块',
      '你们几点开门 我白跑一趟',
      '理发师傅态度太差了',
      '积分怎么没到账',
      '老板欠我工资能找律师吗',
      '预约了三次都没人',
      '热水器坏了没有热水',
      '休息室的空调不制冷',
      '休息室的人真多挤得慌',
      '洗澡间怎么没水',
      '我在你们这儿休息的时候听人说法律咨询不要钱想问问我这种情况能不能办',
    ])
      expect(side(text, 'answer'), text).toBe(false)
    expect(side('我要提意见', 'request.create')).toBe(false)
    expect(side('手机找不着了', 'lost.report')).toBe(false)
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

describe('commands about one message', () => {
  it('show it by its number', () => {
    for (const text of ['H-1', 'h1', '查看 H-1', '看看h-12', '查看留言 Ｈ－１', 'H-1。']) expect(asksToView(text), text).toBe(true)
    for (const text of ['H-1 您明天来', '回复 H-1', '车牌H12345678901', '查看']) expect(asksToView(text), text).toBe(false)
  })

  it('close it, with a reason', () => {
    for (const text of ['关闭 H-1', '关闭H-1 已经来过', 'h-1 关闭']) expect(asksToClose(text), text).toBe(true)
    for (const text of ['关闭提醒', 'H-1', '几点关门']) expect(asksToClose(text), text).toBe(false)
    expect(closingIn('关闭 H-1 司机已经来过')).toEqual({ number: 'H-1', reason: '司机已经来过' })
    expect(closingIn('关闭 H-1，原因：重复')).toEqual({ number: 'H-1', reason: '重复' })
    expect(closingIn('H-1 关闭')).toEqual({ number: 'H-1', reason: '' })
  })
})

describe('the first words', () => {
  it('never cut a character in half', () => expect(firstWords('🚚🚚🚚', 2)).toBe('🚚🚚…'))
})
