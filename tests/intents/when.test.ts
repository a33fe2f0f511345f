import { describe, expect, it } from 'vitest'
import { whenIn, whensIn } from '../../src/intents/when.ts'
import { openCalendar, readHolidays } from '../../src/lib/calendar.ts'
import { AHEAD, BACK, NONE, PAST } from './when-examples.ts'
import { KINDS } from './when-kinds.ts'

const calendar = openCalendar('Asia/Shanghai', readHolidays())
const at = (local: string): Date => calendar.instant(local.slice(0, 10), local.slice(11))
const TUESDAY = '2026-11-24T10:00'

/** `2026-11-25T15:00`, `2026-11-25T08:00/12:00`, `2026-11-30`, `2026-11-28/2026-11-29`. */
function plain(found: ReturnType<typeof whenIn>): string | undefined {
  if (!found) return undefined
  const { when } = found
  if ('date' in when) return when.date
  if (when.end === undefined) return when.start
  if (when.start.endsWith('T00:00') && when.end.endsWith('T00:00')) return `${when.start.slice(0, 10)}/${calendar.addDays(when.end.slice(0, 10), -1)}`
  return when.start.slice(0, 10) === when.end.slice(0, 10) ? `${when.start}/${when.end.slice(11)}` : `${when.start}/${when.end}`
}

describe('a time ahead', () => {
  for (const [now, examples] of Object.entries(AHEAD)) {
    for (const [words, expected] of Object.entries(examples)) {
      it(`“${words}” said at ${now} is ${expected}`, () => expect(plain(whenIn(words, at(now), calendar))).toBe(expected))
    }
  }
})

for (const [kind, examples] of Object.entries(KINDS)) {
  describe(kind, () => {
    for (const [words, expected] of Object.entries(examples)) {
      it(`“${words}” is ${expected ?? 'no time'}`, () => expect(plain(whenIn(words, at(TUESDAY), calendar)) ?? null).toBe(expected))
    }
  })
}

describe('a number that is no time', () => {
  for (const words of NONE) it(`“${words}” has none`, () => expect(whenIn(words, at(TUESDAY), calendar)).toBeUndefined())
})

describe('a time that has passed', () => {
  for (const [words, expected] of Object.entries(PAST)) {
    it(`“${words}” is told to be past`, () => {
      const found = whenIn(words, at(TUESDAY), calendar)
      expect([plain(found), found?.past]).toEqual([expected, true])
    })
  }
})

describe('a time looking back', () => {
  for (const [words, expected] of Object.entries(BACK)) {
    it(`“${words}” was ${expected}`, () => expect(plain(whenIn(words, at(TUESDAY), calendar, { looking: 'back' }))).toBe(expected))
  }
})

describe('several times in a sentence', () => {
  const all = (words: string) => whensIn(words, at(TUESDAY), calendar).map((each) => `${each.role ? `${each.role} ` : ''}${plain(each)}`)
  it('from one to another', () => {
    expect(all('把明天三点的改到后天四点')).toEqual(['from 2026-11-25T15:00', 'to 2026-11-26T16:00'])
    expect(all('明天下午三点的改到四点半')).toEqual(['from 2026-11-25T15:00', 'to 2026-11-25T16:30'])
    expect(all('今晚八点改九点')).toEqual(['from 2026-11-24T20:00', 'to 2026-11-24T21:00'])
    expect(all('取消刚才的预约改成后天')).toEqual(['to 2026-11-26'])
    expect(all('周五的理发挪到下周一上午')).toEqual(['from 2026-11-27', 'to 2026-11-30T08:00/12:00'])
    expect(all('明天来不了,改后天行不')).toEqual(['from 2026-11-25', 'to 2026-11-26'])
    expect(all('改明天三点的预约')).toEqual(['2026-11-25T15:00'])
    expect(all('改一下周三下午的预约')).toEqual(['2026-11-25T12:00/18:00'])
    expect(all('改到后天四点')).toEqual(['to 2026-11-26T16:00'])
  })
  it('one or the other', () => {
    expect(all('明天三点或者四点')).toEqual(['2026-11-25T15:00', '2026-11-25T16:00'])
    expect(all('周四周五都行')).toEqual(['2026-11-26', '2026-11-27'])
    expect(all('25、26号都有空')).toEqual(['2026-11-25', '2026-11-26'])
    expect(all('明天上午或下午')).toEqual(['2026-11-25T08:00/12:00', '2026-11-25T12:00/18:00'])
  })
  it('a day here and an hour there are one', () => {
    expect(all('明天想约个律师,下午三点')).toEqual(['2026-11-25T15:00'])
    expect(all('下午三点约律师,明天')).toEqual(['2026-11-25T15:00'])
    expect(all('明天下午我想理个发,三点左右')).toEqual(['2026-11-25T15:00'])
  })
  it('the corrected one counts', () => {
    expect(all('明天,不对,后天下午三点')).toEqual(['2026-11-26T15:00'])
    expect(all('不是明天,是后天')).toEqual(['from 2026-11-25', '2026-11-26'])
  })
})

describe('what was said', () => {
  it('is given back with its place', () => {
    const [first] = whensIn('帮我约 明天 下午 ３点半 的律师', at(TUESDAY), calendar)
    expect(first).toMatchObject({ said: '明天 下午 ３点半', at: 4, when: { start: '2026-11-25T15:30' } })
  })
})
