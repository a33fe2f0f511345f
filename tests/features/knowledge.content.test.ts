import { beforeAll, describe, expect, it } from 'vitest'
import { TOPICS } from '../../src/bot/vocabulary.ts'
import { chooseDialect } from '../../src/db/dialect.ts'
import { ASPECTS, type Aspect, readQuestion, references } from '../../src/features/knowledge/knowledge/rules.ts'
import type { Content } from '../../src/features/knowledge/knowledge/store.ts'
import { openCalendar, readHolidays } from '../../src/lib/calendar.ts'

const calendar = openCalendar('Asia/Shanghai', readHolidays())
const MORNING = calendar.instant('2026-11-24', '10:00')

let content: Content
let say: (topic: string, aspect: Aspect, at?: Date) => string[]

beforeAll(async () => {
  chooseDialect('file:never-opened.db')
  const { readContent } = await import('../../src/features/knowledge/shipped/operations.ts')
  const { topicReply } = await import('../../src/features/knowledge/knowledge/replies.ts')
  content = readContent(MORNING)
  const facts = new Map(content.facts.map((fact) => [fact.key, { ...fact, validUntil: undefined }]))
  const places = new Map(content.places.map((place) => [place.key, { ...place, special: new Map() }]))
  say = (name, aspect, at = MORNING) => {
    const row = content.topics.find((topic) => topic.name === name)
    const texts = ASPECTS.flatMap((each) => content.aspects.filter((text) => text.topic === name && text.aspect === each).map((text) => [each, text] as const))
    const aspects = new Map(texts.map(([each, { template, sample }]) => [each, { template, sample, validUntil: undefined }]))
    const topic = { title: row?.title ?? '', place: row?.place ?? undefined, aspects }
    return topicReply(topic, { facts, places }, readQuestion(aspect, '', at, calendar), at, calendar).parts.map((part) => part.text)
  }
})

const factOf = (key: string) => content.facts.find((fact) => fact.key === key)
const placeOf = (key: string) => content.places.find((place) => place.key === key)
const SAMPLE_NOTE = /示例信息/

describe('the shipped content', () => {
  it('answers every topic of the catalogue with what there is', () => {
    expect(content.topics.map((topic) => topic.name)).toEqual([...TOPICS])
    for (const topic of TOPICS)
      expect(
        content.aspects.some((text) => text.topic === topic && text.aspect === 'what'),
        topic,
      ).toBe(true)
  })

  it('refers to nothing that is not there', () => {
    const there = new Set([...content.facts.map((fact) => fact.key), ...content.places.flatMap((place) => [`open:${place.key}`, `hours:${place.key}`])])
    for (const text of content.aspects) for (const reference of references(text.template)) expect(there, `${text.topic}/${text.aspect}`).toContain(reference)
    for (const topic of content.topics) if (topic.place) expect(placeOf(topic.place), topic.name).toBeDefined()
    for (const special of content.specialDays) if (special.place !== 'all') expect(placeOf(special.place)).toBeDefined()
  })

  it('keeps no fact that nothing uses', () => {
    const used = new Set(content.aspects.flatMap((text) => references(text.template)))
    expect(content.facts.map((fact) => fact.key).filter((key) => !used.has(key))).toEqual([])
  })

  it('says every answer completely, its first line within 40 characters, in at most five lines', () => {
    for (const at of [MORNING, calendar.instant('2026-11-28', '22:00'), calendar.instant('2026-10-01', '03:00')]) {
      for (const topic of TOPICS) {
        for (const aspect of ASPECTS) {
          const lines = say(topic, aspect, at)
          expect(lines[0]?.length, `${topic}/${aspect}: ${lines[0]}`).toBeLessThanOrEqual(40)
          expect(lines.length, `${topic}/${aspect}`).toBeLessThanOrEqual(5)
          expect(lines.join(''), `${topic}/${aspect}`).not.toMatch(/[{}]|undefined|正在核实/)
        }
      }
    }
  })

  it('lists exactly 23 different services in three groups', () => {
    const named = ['party', 'business', 'living'].flatMap((group) => factOf(`services.${group}`)?.value.split('、') ?? [])
    expect(new Set(named).size).toBe(23)
    expect(named).toHaveLength(23)
    expect(say('centre.services', 'what')[0]).toBe('一共23项服务，分党务、业务、生活三类。')
  })

  it('states what the article says exactly, as confirmed', () => {
    const article = {
      'haircut.price': '9.9元',
      'meal.price': '5元',
      'services.count': '23项',
      'address.road': '朝阳路',
      'legal.price': '免费',
      'platform.name': '情满豫途',
    }
    for (const [key, value] of Object.entries(article)) expect(factOf(key)).toMatchObject({ value, sample: false })
    expect(say('haircut', 'price')[0]).toBe('理发9.9元。')
    expect(say('meal', 'what')[0]).toContain('5元管饱餐')
    expect(say('meal', 'price')[0]).toContain('5元管饱')
    expect(say('legal-aid', 'price')[0]).toBe('法律咨询免费。')
    expect(say('centre.about', 'what')[0]).toContain('朝阳路')
    expect(say('station-24h', 'what')[0]).toContain('24小时开放')
  })

  it('keeps the reading area, the parlour and the smart station open at any hour, as the article says', () => {
    for (const key of ['reading', 'parlour', 'station-24h']) {
      expect(placeOf(key)?.sample).toBe(false)
      for (const at of ['2026-11-24T03:00', '2027-02-06T23:59']) {
        expect(say(key, 'when', calendar.instant(at.slice(0, 10), at.slice(11)))[0]).toMatch(/24小时开放，现在就可以来。$/)
      }
    }
  })

  it('marks the hours of all other places, and what the article does not state, as samples', () => {
    expect(content.places.filter((place) => !place.sample).map((place) => place.key)).toEqual(['reading', 'parlour', 'station-24h'])
    for (const key of ['centre.phone', 'address.number', 'address.parking']) expect(factOf(key)?.sample).toBe(true)
    expect(say('centre.phone', 'what').at(-1)).toMatch(SAMPLE_NOTE)
    expect(say('centre.hours', 'when').at(-1)).toMatch(SAMPLE_NOTE)
  })

  it('says how to book legal advice and a haircut', () => {
    for (const topic of ['legal-aid', 'haircut']) expect(say(topic, 'how').join('')).toMatch(/直接跟我说，比如“明天下午三点约/)
  })
})
