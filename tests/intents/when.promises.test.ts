/** What holds for every sentence and every moment. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type HowToRead, type Said, whenIn, whensIn } from '../../src/intents/when.ts'
import { openCalendar, readHolidays } from '../../src/lib/calendar.ts'
import { AHEAD, BACK, NONE } from './when-examples.ts'

const holidays = readHolidays()
const calendars = ['Asia/Shanghai', 'Europe/London', 'America/New_York', 'Pacific/Apia'].map((zone) => openCalendar(zone, holidays))
const shanghai = openCalendar('Asia/Shanghai', holidays)

const anyCalendar = fc.constantFrom(...calendars)
const moment = fc.date({ min: new Date('2024-01-01T00:00:00Z'), max: new Date('2032-12-31T00:00:00Z'), noInvalidDate: true })
const how: fc.Arbitrary<HowToRead> = fc.record(
  {
    looking: fc.constantFrom('ahead' as const, 'back' as const),
    yearly: fc.boolean(),
    office: fc.constantFrom({ from: '08:00', to: '18:00' }, { from: '08:30', to: '17:30' }, { from: '06:00', to: '23:00' }),
  },
  { requiredKeys: [] },
)
const PIECES = [
  ...Array.from(
    '今明后前昨天日晚早上中下午周星期礼拜一二三四五六七八九十两半零点钟时分刻号月年底初个的到至和之间以后前内差过再小大国庆节春除夕腊正月改成不是或,。、 -~:/.0123456789',
  ),
  '小时',
  '分钟',
  '后半夜',
  '以后',
  '之前',
  '国庆',
  '节后第一天',
  '下周',
  '上个月',
  '11月25日',
  '14:00',
  '改到',
  '取消',
  '圣诞',
  '冬至',
  '最后一天',
  '第一个周',
  '山点',
  '去不了,',
  '我叫',
  'mingtian ',
  'xiawu',
  'zhou',
  ' san ',
  'dian',
  'hao',
]
const timeLike = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((parts) => parts.join(''))
const anyText = fc.oneof(
  { weight: 4, arbitrary: timeLike },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  fc.string({ maxLength: 60 }),
)

const MOMENT = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/
const exists = (day: string): boolean => /^\d{4}-\d\d-\d\d$/.test(day) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)
const endOf = ({ when }: Said): string => ('date' in when ? `${when.date}T24:00` : (when.end ?? when.start))

function wellFormed(text: string, found: Said): void {
  const { when, days, said, at } = found
  if ('date' in when) expect(exists(when.date)).toBe(true)
  else {
    expect(when.start).toMatch(MOMENT)
    if (when.end !== undefined) {
      expect(when.end).toMatch(MOMENT)
      expect(when.end > when.start).toBe(true)
    }
  }
  expect(exists(days.first) && exists(days.last) && days.first <= days.last).toBe(true)
  expect(said.length).toBeGreaterThan(0)
  expect(text.slice(at, at + said.length)).toBe(said)
}

describe('whatever is written', () => {
  it('reading it never fails, and gives times in their form and in order', () => {
    fc.assert(
      fc.property(anyText, moment, anyCalendar, how, (text, now, calendar, options) => {
        const all = whensIn(text, now, calendar, options)
        for (const found of all) wellFormed(text, found)
        expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).sort((a, b) => a - b))
        const one = whenIn(text, now, calendar, options)
        expect(one === undefined ? all.length === 0 : all.some(({ at }) => at === one.at)).toBe(true)
      }),
      { numRuns: 1_500 },
    )
  })

  it('a time is marked as past exactly when all of it lies before now', () => {
    fc.assert(
      fc.property(anyText, moment, anyCalendar, how, (text, now, calendar, options) => {
        for (const found of whensIn(text, now, calendar, options)) {
          const [end, local] = [endOf(found), calendar.isoLocal(now)]
          const isMoment = 'start' in found.when && found.when.end === undefined
          expect(found.past ?? false).toBe(isMoment ? end < local : end <= local)
        }
      }),
      { numRuns: 1_500 },
    )
  })

  it('spaces between Chinese characters, full width and traditional characters change nothing', () => {
    const now = shanghai.instant('2026-11-24', '10:00')
    const wide = (text: string): string => text.replace(/[0-9:.-]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0))
    const old = (text: string): string =>
      text.replace(/[点钟两后周礼个号节时间国庆]/g, (each) => '點鐘兩後週禮個號節時間國慶'['点钟两后周礼个号节时间国庆'.indexOf(each)] ?? each)
    for (const words of Object.keys(AHEAD['2026-11-24T10:00'] ?? {})) {
      const plain = whenIn(words, now, shanghai)?.when
      for (const written of [wide(words), old(words), words.replace(/(?<=\p{Script=Han})(?=\p{Script=Han})/gu, ' '), ` ${words} `]) {
        expect([written, whenIn(written, now, shanghai)?.when]).toEqual([written, plain])
      }
    }
  })

  it('telephones, plates, prices and places around it change nothing', () => {
    const now = shanghai.instant('2026-11-24', '10:00')
    const around = ['我电话13800138000,', '豫H12345,', '9.9元的理发,', '去3号楼,', '三个人,']
    for (const [words, expected] of Object.entries({
      明天下午三点半: '2026-11-25T15:30',
      周五下午2点: '2026-11-27T14:00',
      '11.25 14:00': '2026-11-25T14:00',
    })) {
      for (const before of around) expect(whenIn(`${before}${words}`, now, shanghai)?.when).toEqual({ start: expected })
    }
  })
})

describe('whenever it is said', () => {
  it('a bare hour is the next one of its kind in office hours', () => {
    const hours = fc.constantFrom(
      ['九点', '09:00'],
      ['十点半', '10:30'],
      ['12点', '12:00'],
      ['一点半', '13:30'],
      ['三点', '15:00'],
      ['5点', '17:00'],
      ['16点', '16:00'],
    )
    fc.assert(
      fc.property(hours, moment, anyCalendar, ([words = '', time = ''], now, calendar) => {
        const local = calendar.isoLocal(now)
        const today = local.slice(0, 10)
        const day = local.slice(11) <= time ? today : calendar.addDays(today, 1)
        expect(whenIn(words, now, calendar)?.when).toEqual({ start: `${day}T${time}` })
      }),
    )
  })

  it('looking back, it is never ahead', () => {
    const words = fc.constantFrom(...Object.keys(BACK), '周一', '三点', '晚上', '1号', '31号', '2月29号', '除夕', '周末', '十点半', '凌晨两点')
    fc.assert(
      fc.property(words, moment, anyCalendar, (text, now, calendar) => {
        const found = whenIn(text, now, calendar, { looking: 'back' })
        const start = found && ('date' in found.when ? found.when.date : found.when.start)
        // 今早 before it has come is no mistake of the reader.
        if (start !== undefined && text !== '今早') expect(start <= calendar.isoLocal(now)).toBe(true)
      }),
    )
  })

  it('looking ahead, only what was said to be past is past', () => {
    const words = fc.constantFrom(
      '明天',
      '周一',
      '周二上午',
      '周末',
      '下周三',
      '三点',
      '晚上',
      '1号',
      '31号',
      '月底',
      '月初',
      '除夕',
      '国庆',
      '节后第一天上班',
      '腊月二十三',
      '半小时后',
      '3点到5点',
      '后半夜两点',
      '这两天',
      '六月份',
      '今晚',
    )
    fc.assert(
      fc.property(words, moment, anyCalendar, (text, now, calendar) => {
        const found = whenIn(text, now, calendar)
        expect(found).toBeDefined()
        expect(found?.past).toBeUndefined()
      }),
    )
  })

  it('a date of every year lies ahead when asked for', () => {
    fc.assert(
      fc.property(moment, moment, (now, other) => {
        const [, month, date] = other.toISOString().slice(0, 10).split('-').map(Number)
        const found = whenIn(`${month}月${date}号年检`, now, shanghai, { yearly: true })
        const today = shanghai.localDay(now)
        const year = found && 'date' in found.when ? Number(found.when.date.slice(0, 4)) - Number(today.slice(0, 4)) : -1
        expect(found && 'date' in found.when && found.when.date >= today).toBe(true)
        expect(year === 0 || year === 1 || (month === 2 && date === 29)).toBe(true)
      }),
    )
  })

  it('no number becomes a time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...NONE), moment, anyCalendar, (text, now, calendar) => {
        expect(whensIn(text, now, calendar)).toEqual([])
      }),
    )
  })
})

it('the opening hours decide which half of the day a bare hour means', () => {
  const now = shanghai.instant('2026-11-24', '05:00')
  const at = (words: string, from: string, to: string) => whenIn(words, now, shanghai, { office: { from, to } })?.when
  expect(at('明天三点', '08:00', '18:00')).toEqual({ start: '2026-11-25T15:00' })
  expect(at('明天八点', '18:00', '23:00')).toEqual({ start: '2026-11-25T20:00' })
  expect(at('明天六点', '08:00', '18:00')).toEqual({ start: '2026-11-25T18:00' })
  expect(at('明天六点', '05:30', '14:00')).toEqual({ start: '2026-11-25T06:00' })
})

it('a long message costs no more than a short while', () => {
  const now = shanghai.instant('2026-11-24', '10:00')
  for (const part of ['一二三四五六七八九十今明后周月年国庆春节', 'mingtian san dian yi ', '今天,', '山点周陆名天']) {
    const started = performance.now()
    whenIn(part.repeat(3_000), now, shanghai)
    expect(performance.now() - started).toBeLessThan(1_000)
  }
})
