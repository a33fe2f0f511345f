import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { topicReply } from '../../src/features/knowledge/knowledge/replies.ts'
import { type Aspect, type AspectText, type Fact, type Place, readQuestion } from '../../src/features/knowledge/knowledge/rules.ts'
import { askedDays, askedTime } from '../../src/intents/days.ts'
import { openCalendar, readHolidays } from '../../src/lib/calendar.ts'
import { readHours, type SpecialDay } from '../../src/lib/opening.ts'

const calendar = openCalendar('Asia/Shanghai', readHolidays())
const TODAY = '2026-11-24'
const NOW = calendar.instant(TODAY, '10:00')

const fact = (value: string, more: Partial<Fact> = {}): Fact => ({ value, sample: false, validUntil: undefined, ...more })
const text = (template: string, sample = false): AspectText => ({ template, sample, validUntil: undefined })

function place(daily: string, more: { weekend?: string; holidays?: Place['holidays']; special?: Record<string, SpecialDay>; sample?: boolean } = {}): Place {
  const hours = readHours(daily) ?? []
  const weekend = more.weekend === undefined ? hours : (readHours(more.weekend) ?? [])
  const weekly = [hours, hours, hours, hours, hours, weekend, weekend]
  return { title: '理发室', weekly, holidays: more.holidays ?? 'as-usual', special: new Map(Object.entries(more.special ?? {})), sample: more.sample ?? false }
}

interface Asking {
  heard?: string
  words?: string
  at?: string
  facts?: Record<string, Fact>
  place?: Place
  aspects?: Partial<Record<Aspect, AspectText>>
}

const SHOP: Partial<Record<Aspect, AspectText>> = {
  what: text('可以理发，{haircut.price}一次。'),
  price: text('理发{haircut.price}。'),
  where: text('在一楼。'),
}

/** The lines a driver reads about the barber. */
function ask({ heard, words = '', at = `${TODAY} 10:00`, facts = {}, place: shop = place('08:30-18:00'), aspects = SHOP }: Asking): string[] {
  const now = calendar.instant(at.slice(0, 10), at.slice(11))
  const topic = { title: '理发', place: 'haircut', aspects: new Map(Object.entries(aspects) as [Aspect, AspectText][]) }
  const known = { facts: new Map(Object.entries({ 'haircut.price': fact('9.9元'), ...facts })), places: new Map([['haircut', shop]]) }
  return topicReply(topic, known, readQuestion(heard, words, now, calendar), now, calendar).parts.map((part) => part.text)
}

describe('an answer', () => {
  it('leads with the aspect asked for, then what is most useful besides', () => {
    expect(ask({ heard: 'price' })).toEqual(['理发9.9元。', '理发室现在开着，到18:00。', '在一楼。'])
    expect(ask({ heard: 'where' })[0]).toBe('在一楼。')
  })

  it('about an aspect that nobody wrote tells what there is', () => {
    expect(ask({ heard: 'contact' })[0]).toBe('可以理发，9.9元一次。')
    expect(ask({ heard: 'no such aspect' })[0]).toBe('可以理发，9.9元一次。')
  })

  it('says the same thing once', () => {
    expect(ask({ aspects: { what: text('{open:haircut}理发{haircut.price}。'), when: text('{hours:haircut}。'), where: text('在一楼。') } })).toEqual([
      '现在开着，到18:00。理发9.9元。',
      '在一楼。',
    ])
  })

  it('that rests on a sample says so, once, and not about a confirmed first line', () => {
    const note = (lines: string[]) => lines.filter((line) => line.includes('示例信息'))
    expect(note(ask({ heard: 'price' }))).toEqual([])
    expect(note(ask({ heard: 'price', facts: { 'haircut.price': fact('12元', { sample: true }) } }))).toEqual(['（示例信息，以现场为准）'])
    expect(note(ask({ heard: 'price', place: place('08:30-18:00', { sample: true }) }))).toEqual(['（第一行以外有示例信息，以现场为准）'])
  })

  it('no longer states an expired fact and says honestly that it is being checked', () => {
    const facts = { 'haircut.price': fact('9.9元', { validUntil: '2026-11-23' }), 'centre.phone': fact('0000-1') }
    const lines = ask({ heard: 'price', facts })
    expect(lines[0]).toBe('这一条正在核实，请打服务台电话0000-1问一下。')
    expect(lines.join()).not.toContain('9.9')
    expect(ask({ heard: 'price', facts: { ...facts, 'centre.phone': fact('0000-1', { validUntil: '2026-01-01' }) } })[0]).toContain('服务台问一下')
  })

  it('states a fact on its last valid day', () => {
    expect(ask({ heard: 'price', facts: { 'haircut.price': fact('9.9元', { validUntil: TODAY }) } })[0]).toBe('理发9.9元。')
  })

  it('leaves out a line whose fact is gone and keeps the rest', () => {
    expect(ask({ heard: 'where', aspects: { ...SHOP, where: text('在一楼。\n门牌{gone}。') } })).toEqual(['在一楼。', '理发室现在开着，到18:00。'])
  })
})

describe('whether it is open', () => {
  it('is told with the closing time, or the next opening', () => {
    expect(ask({ heard: 'when' })).toEqual(['理发室现在开着，到18:00。', '开放时间：每天8:30—18:00。', '在一楼。'])
    expect(ask({ heard: 'when', at: `${TODAY} 20:00` })[0]).toBe('理发室现在关着，明天（周三）8:30开。')
    expect(ask({ heard: 'when', at: `${TODAY} 12:30`, place: place('08:30-12:00, 14:00-18:00') })[0]).toBe('理发室现在关着，今天14:00开。')
    expect(ask({ heard: 'when', at: `${TODAY} 23:00`, place: place('18:00-02:00') })[0]).toBe('理发室现在开着，到明天2:00。')
    expect(ask({ heard: 'when', place: place('24h') })[0]).toBe('理发室24小时开放，现在就可以来。')
  })

  it('names what closed it', () => {
    const special = { [TODAY]: { hours: [], reason: '停电检修' } }
    expect(ask({ heard: 'when', place: place('08:30-18:00', { special }) })[0]).toBe('理发室现在关着（今天停电检修），明天（周三）8:30开。')
  })

  it('is answered for the day asked about', () => {
    const shop = place('08:30-18:00', { holidays: [{ from: '09:00', to: '17:00' }] })
    const weekdays = place('08:30-18:00', { weekend: 'closed', holidays: 'closed' })
    expect(ask({ words: '周六开门吗', place: shop })[0]).toBe('理发室周六（11月28日）开，8:30—18:00。')
    expect(ask({ words: '明天开门吗', place: shop })[0]).toBe('理发室明天（周三）开，8:30—18:00。')
    expect(ask({ words: '周末开门吗', place: weekdays })[0]).toBe('理发室周六（11月28日）不开，周一（11月30日）8:30开。')
    expect(ask({ words: '元旦开门吗', place: shop })[0]).toBe('理发室2027年1月1日（周五）是元旦假期，9:00—17:00开。')
    expect(ask({ words: '国庆开门吗', place: weekdays, at: '2026-09-29 10:00' })[0]).toBe('理发室后天（周四）是国庆节假期，不开，10月8日（周四）8:30开。')
    expect(ask({ words: '10月10号上班吗', place: weekdays, at: '2026-09-29 10:00' })[0]).toBe('理发室10月10日（周六）调休上班，8:30—18:00开。')
    expect(ask({ words: '明天开吗', place: place('24h') })[0]).toBe('理发室明天（周三）24小时开放。')
  })

  it('is answered for the hour asked about', () => {
    const breaks = place('08:30-12:00, 14:00-18:00')
    expect(ask({ words: '晚上11点还开吗', place: breaks })[0]).toBe('理发室今天晚上11点不开，8:30—12:00、14:00—18:00开。')
    expect(ask({ words: '中午有人吗', place: breaks })[0]).toContain('中午不开')
    expect(ask({ words: '明天下午三点能来吗', place: breaks })[0]).toContain('明天（周三）下午三点开着')
    expect(ask({ words: '半夜两点开吗', place: place('18:00-04:00') })[0]).toContain('半夜两点开着')
    expect(ask({ words: '早上九点开吗', at: `${TODAY} 20:00`, place: breaks })[0]).toContain('明天（周三）早上九点开着')
  })

  it('a day in the words does not hide what was asked', () => {
    expect(ask({ heard: 'price', words: '周六理发多少钱' })[0]).toBe('理发9.9元。')
    expect(ask({ heard: 'price', words: '周六理发多少钱' })[1]).toBe('理发室周六（11月28日）开，8:30—18:00。')
  })

  it('the weekly plan is told in groups of days, with breaks, nights and holidays', () => {
    const second = (shop: Place) => ask({ heard: 'when', place: shop })[1]
    expect(second(place('08:30-12:00, 14:30-17:30', { weekend: 'closed', holidays: 'closed' }))).toBe(
      '开放时间：周一至周五8:30—12:00、14:30—17:30，周六、周日休息，节假日休息。',
    )
    expect(second(place('18:00-02:00', { holidays: [{ from: '18:00', to: '00:00' }] }))).toBe('开放时间：每天18:00—次日2:00，节假日18:00—24:00。')
    expect(second(place('24h', { weekend: '08:00-20:00' }))).toBe('开放时间：周一至周五24小时开放，周六、周日8:00—20:00。')
  })
})

describe('the day in a question', () => {
  const cases: Record<string, string | undefined> = {
    今天开门吗: '2026-11-24',
    今晚有饭吗: '2026-11-24',
    明早八点: '2026-11-25',
    后天呢: '2026-11-26',
    大后天呢: '2026-11-27',
    周六开吗: '2026-11-28',
    星期二上班吗: '2026-11-24',
    这周五: '2026-11-27',
    下周一开不开: '2026-11-30',
    下个星期天: '2026-12-06',
    礼拜天有人没: '2026-11-29',
    周末有人吗: '2026-11-28',
    下周末: '2026-12-05',
    '11月30日开门吗': '2026-11-30',
    十二月三号: '2026-12-03',
    '3月5号': '2027-03-05',
    '2月30号': undefined,
    '30号上班吗': '2026-11-30',
    二十号呢: '2026-12-20',
    国庆开门吗: '2027-10-01',
    十一开吗: '2027-10-01',
    过年休息不: '2027-02-05',
    端午: '2027-06-09',
    '3号窗口在哪': undefined,
    二十一号: '2026-12-21',
    上周六去锁着门: undefined,
    十一个人能去吗: undefined,
    周一到周五几点: undefined,
    '理发9.9元吗': undefined,
    几点开门: undefined,
  }
  for (const [words, day] of Object.entries(cases)) {
    it(`“${words}” means ${day ?? 'no day'}`, () => expect(askedDays(words, TODAY, calendar)[0]).toBe(day))
  }

  it('is never past, whatever the words', () => {
    const words = fc.array(fc.constantFrom('下', '周', '三', '日', '末', '十', '1', '2', '月', '号', '国庆', '今晚', '明天', '初二', '过年'), { maxLength: 6 })
    fc.assert(fc.property(words, (parts) => askedDays(parts.join(''), TODAY, calendar).every((day) => day >= TODAY)))
  })

  it('“周末” on a Sunday is today', () => expect(askedDays('周末开吗', '2026-11-29', calendar)).toEqual(['2026-11-29']))
})

describe('the hour in a question', () => {
  const cases: Record<string, [said: string, from: number, to: number] | undefined> = {
    晚上9点还开吗: ['晚上9点', 21, 21],
    三点能去吗: ['三点', 15, 15],
    早上六点半: ['早上六点半', 6.5, 6.5],
    '21:30还有人吗': ['21:30', 21.5, 21.5],
    中午十二点半: ['中午十二点半', 12.5, 12.5],
    中午一点: ['中午一点', 13, 13],
    凌晨两点: ['凌晨两点', 2, 2],
    今晚两点: ['晚上两点', 26, 26],
    晚上十二点: ['晚上十二点', 24, 24],
    下午开吗: ['下午', 13, 18],
    明早有人吗: ['早上', 6, 9],
    便宜一点行吗: undefined,
    晚点去行吗: undefined,
    晚上几点关门: undefined,
    '理发9.9元吗': undefined,
  }
  for (const [words, time] of Object.entries(cases)) {
    it(`“${words}” means ${time ? time[0] : 'no hour'}`, () =>
      expect(askedTime(words)).toEqual(time && { said: time[0], from: time[1] * 60, to: time[2] * 60 }))
  }
})

it('an hour that has passed today is meant for tomorrow', () => {
  expect(readQuestion(undefined, '早上八点开吗', NOW, calendar).days).toEqual(['2026-11-25'])
  expect(readQuestion(undefined, '晚上八点开吗', NOW, calendar).days).toEqual([TODAY])
})
