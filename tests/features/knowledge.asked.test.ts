/** What drivers asked of the shipped content, and the first line they must read. */
import { beforeAll, describe, expect, it } from 'vitest'
import { chooseDialect } from '../../src/db/dialect.ts'
import { type Aspect, type AspectText, namedTopic, notStated, readQuestion, type Topic } from '../../src/features/knowledge/knowledge/rules.ts'
import { askedDays } from '../../src/intents/days.ts'
import { festivalDay, lunarDay, openCalendar, readHolidays } from '../../src/lib/calendar.ts'

const calendar = openCalendar('Asia/Shanghai', readHolidays())
const TODAY = '2026-11-24'
const EVENING = `${TODAY} 20:00`

let ask: (topic: string, words: string, more?: { heard?: string | undefined; at?: string }) => string[]

beforeAll(async () => {
  chooseDialect('file:never-opened.db')
  const { readContent, words: heardWords } = await import('../../src/features/knowledge/shipped/operations.ts')
  const { notStatedReply, topicReply } = await import('../../src/features/knowledge/knowledge/replies.ts')
  const content = readContent(calendar.instant(TODAY, '10:00'))
  const facts = new Map(content.facts.map((fact) => [fact.key, { ...fact, validUntil: undefined }]))
  const places = new Map(content.places.map((place) => [place.key, { ...place, special: new Map() }]))
  const topicOf = (name: string): Topic => {
    const row = content.topics.find((topic) => topic.name === name)
    const texts = content.aspects.filter((text) => text.topic === name)
    const aspects = new Map<Aspect, AspectText>(texts.map(({ aspect, template, sample }) => [aspect as Aspect, { template, sample, validUntil: undefined }]))
    return { title: row?.title ?? '', place: row?.place ?? undefined, aspects }
  }
  ask = (recognised, words, { heard, at = `${TODAY} 10:00` } = {}) => {
    const now = calendar.instant(at.slice(0, 10), at.slice(11))
    const { names, notKnown } = heardWords()
    const name = namedTopic(recognised, topicOf(recognised).place !== undefined, words, names) ?? recognised
    const topic = topicOf(name)
    const known = { facts, places }
    const missing = notStated(words, notKnown, [...topic.aspects.values()].map(({ template }) => template).join())
    const said = missing
      ? notStatedReply(missing, topic, !name.startsWith('centre.'), known, now, calendar)
      : topicReply(topic, known, readQuestion(heard, words, now, calendar), now, calendar)
    return said.parts.map((part) => part.text)
  }
})

it('a place named in the words is answered for, whatever general topic was recognised', () => {
  expect(ask('centre.address', '餐厅在哪', { heard: 'where' })[0]).toBe('在一楼餐厅。')
  expect(ask('centre.address', '食堂在哪', { heard: 'where' })[0]).toBe('在一楼餐厅。')
  expect(ask('centre.hours', '业务窗口几点上班', { heard: 'when' })[0]).toMatch(/^业务窗口现在开着/)
  expect(ask('centre.hours', '周六律师上班不', { heard: 'when' })[0]).toMatch(/^法律咨询室周六.*不开/)
  expect(ask('centre.hours', '阅读室半夜开吗', { heard: 'when' })[0]).toMatch(/^阅读区.*24小时/)
  expect(ask('centre.hours', '工会窗口开着吗')[0]).toMatch(/^党群和工会窗口现在开着/)
  expect(ask('haircut', '理发室在餐厅旁边吗', { heard: 'where' })[0]).toBe('在一楼理发室。')
  expect(ask('education', '继续教育在哪个窗口报', { heard: 'where' })[0]).toBe('在二楼培训教室。')
})

it('what is not stated anywhere is said to be unknown, with the desk when it is open and at most one line more', () => {
  expect(ask('haircut', '能染头不')).toEqual(['“染头”这一条我这里没有，请问服务台（电话0000-1234567）。', '可以理发，9.9元一次。', '（示例信息，以现场为准）'])
  expect(ask('haircut', '能染头不', { at: EVENING })[0]).toBe('“染头”这一条我这里没有，请明天8:30后问服务台（电话0000-1234567）。')
  expect(ask('centre.address', '厕所在哪', { heard: 'where' })).toHaveLength(2)
  expect(ask('centre.phone', '附近医院电话多少', { heard: 'contact' })[0]).toMatch(/^“医院”这一条我这里没有/)
  expect(notStated('有空调吗', ['空调'], '休息区有空调')).toBeUndefined()
  expect(notStated('有aed吗', ['AED'], '')).toBe('AED')
})

it('who may come is answered by who', () => {
  expect(ask('womens-lounge', '男的能进吗')[0]).toBe('只给女司机用。')
  expect(ask('meal', '外卖员能吃吗', { heard: 'how' })[0]).toMatch(/^货车司机和网约车司机/)
  expect(ask('centre.address', '大车能进吗')[0]).toMatch(/能停货车/)
  expect(ask('rest', '能带孩子不')[0]).toMatch(/^货车司机和网约车司机/)
})

describe('time', () => {
  it('of the evening that is over', () => {
    expect(ask('centre.hours', '今晚还开吗', { at: EVENING })[0]).toBe('服务大厅今天已经关了，明天（周三）8:30开。')
    expect(ask('meal', '今晚还有饭吗', { at: EVENING })[0]).toBe('餐厅今天已经关了，明天（周三）11:00开。')
    expect(ask('centre.hours', '晚上开吗', { at: `${TODAY} 23:00` })[0]).toMatch(/今天已经关了/)
    expect(ask('meal', '今晚还有饭吗', { at: `${TODAY} 18:00` })[0]).toMatch(/今天晚上开着/)
  })

  it('of meals', () => {
    expect(ask('meal', '晚饭几点', { heard: 'when' })[0]).toBe('餐厅今天晚饭17:00—19:30。')
    expect(ask('meal', '晚饭几点', { heard: 'when', at: EVENING })[0]).toBe('餐厅今天晚饭17:00—19:30，已经过了，明天（周三）11:00开。')
    expect(ask('centre.hours', '午饭几点', { heard: 'when', at: EVENING })[0]).toBe('餐厅明天（周三）午饭11:00—13:30。')
    expect(ask('meal', '早饭几点', { heard: 'when' })[0]).toMatch(/早饭时候不开/)
  })

  it('of several days, a line for each', () => {
    expect(ask('legal-aid', '周末上班吗').slice(0, 2)).toEqual([
      '法律咨询室周六（11月28日）不开，周一（11月30日）9:00开。',
      '周日（11月29日）不开，周一（11月30日）9:00开。',
    ])
    const days: Record<string, string[]> = {
      周六周日都开吗: ['2026-11-28', '2026-11-29'],
      周六日开吗: ['2026-11-28', '2026-11-29'],
      双休日开吗: ['2026-11-28', '2026-11-29'],
      今天和明天开吗: ['2026-11-24', '2026-11-25'],
      初一初二开吗: ['2027-02-06', '2027-02-07'],
      明天周三开吗: ['2026-11-25'],
      后个开不: ['2026-11-26'],
      除夕: ['2027-02-05'],
      大年三十: ['2027-02-05'],
      正月十五开吗: ['2027-02-20'],
      国庆10月3号开吗: ['2027-10-03'],
      上个周六锁着门: [],
    }
    for (const [words, expected] of Object.entries(days)) expect(askedDays(words, TODAY, calendar), words).toEqual(expected)
  })

  it('of holidays whose plan is not known says so, and gives a holiday as reason only where it counts', () => {
    expect(ask('centre.hours', '初五开门吗')[0]).toBe('服务大厅2027年2月10日（周三）放假安排还没公布，平常8:30—18:00开。')
    expect(ask('centre.hours', '五一休息吗').slice(0, 2)).toEqual([
      '服务大厅2027年5月1日（周六）是劳动节假期，9:00—17:00开。',
      '2027年的连休和调休安排还没公布。',
    ])
    expect(ask('centre.hours', '国庆放假吗', { at: '2027-11-24 10:00' })[0]).toMatch(/2028年10月1日（周日）放假安排还没公布/)
    expect(ask('centre.hours', '国庆放假吗', { at: '2026-09-24 10:00' }).join()).not.toContain('公布')
    expect(ask('reading', '国庆开吗')[0]).toBe('阅读区2027年10月1日（周五）24小时开放。')
    expect(ask('meal', '现在开着吗', { at: '2026-10-01 15:00' })[0]).toBe('餐厅现在关着，今天17:00开。')
    expect(calendar.planned(2026)).toBe(true)
    expect(calendar.planned(2027)).toBe(false)
    expect(openCalendar('Asia/Shanghai', new Map([['2027-01-03', { name: '元旦', kind: 'workday' }]])).planned(2027)).toBe(true)
    expect([festivalDay('清明', 2028), festivalDay('中秋', 2027), festivalDay('儿童节', 2027)]).toEqual(['2028-04-04', '2027-09-15', undefined])
    expect([lunarDay(2027, 1, 1), lunarDay(2027, 12, 30)]).toEqual(['2027-02-06', undefined])
  })
})

it('asked for now or for yes or no on a day, the first line is how things stand', () => {
  for (const heard of [undefined, 'what', 'how', 'who']) {
    expect(ask('haircut', '现在还能理发吗', { heard })[0]).toMatch(/^理发室现在开着/)
    expect(ask('business', '周六能办证吗', { heard })[0]).toMatch(/^业务窗口周六.*不开/)
    expect(ask('business', '这会儿有人不', { heard, at: EVENING })[0]).toMatch(/^业务窗口现在关着/)
  }
  expect(ask('haircut', '现在理发多少钱', { heard: 'price' })[0]).toBe('理发9.9元。')
  expect(ask('business', '明天办证要带什么', { heard: 'how' })[0]).toMatch(/^带身份证/)
})

it('how things are done', () => {
  expect(ask('mini-program', '小程序怎么用', { heard: 'how' })[0]).toMatch(/^在微信里搜“情满豫途”/)
  expect(ask('station-24h', '刷脸不行', { at: EVENING })[0]).toMatch(/呼叫铃/)
  expect(ask('station-24h', '刷脸不行', { at: EVENING }).join()).not.toContain('一楼服务台')
  expect(ask('haircut', '理发要不要预约', { heard: 'how' })[0]).toBe('没预约也能理，现场排队。')
  expect(ask('haircut', '理发要不要预约', { heard: 'how' })[1]).toContain('明天下午三点约理发')
  expect(ask('union', '被拖欠运费').join()).toContain('免费法律咨询')
  expect(ask('merchants', '拖欠运费找谁').join()).toContain('免费法律咨询')
})
