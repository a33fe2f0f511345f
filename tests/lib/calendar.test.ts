import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openCalendar, readHolidays } from '../../src/lib/calendar.ts'
import { DAY, HOUR } from '../../src/lib/clock.ts'

const ZONES = [
  'Asia/Shanghai',
  'Asia/Kathmandu',
  'Europe/London',
  'America/New_York',
  'America/Havana',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'UTC',
]
const calendars = ZONES.map((zone) => openCalendar(zone))
const shanghai = openCalendar('Asia/Shanghai')
const newYork = openCalendar('America/New_York')

const anyCalendar = fc.constantFrom(...calendars)
const moment = fc.date({ min: new Date('1995-01-01T00:00:00Z'), max: new Date('2035-12-31T00:00:00Z'), noInvalidDate: true })
const day = moment.map((date) => date.toISOString().slice(0, 10))
const time = fc.tuple(fc.nat(23), fc.nat(59)).map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))

describe('a moment in the centre’s own time', () => {
  it('is told by the clocks of its zone', () => {
    const at = new Date('2026-11-24T07:00:00Z')
    expect(shanghai.isoLocal(at)).toBe('2026-11-24T15:00')
    expect(shanghai.localDay(new Date('2026-11-24T16:00:00Z'))).toBe('2026-11-25')
    expect(newYork.localTime(at)).toBe('02:00')
  })

  it('is found again from its day and time, unless the clocks show that time twice', () => {
    fc.assert(
      fc.property(anyCalendar, moment, (calendar, date) => {
        const minute = Math.floor(date.getTime() / 60_000) * 60_000
        const found = calendar.instant(calendar.localDay(date), calendar.localTime(date)).getTime()
        expect([0, HOUR / 2, HOUR]).toContain(minute - found)
        expect(calendar.isoLocal(new Date(found))).toBe(calendar.isoLocal(date))
      }),
    )
  })

  it('shows the time asked for, or a later one where the clocks skip it', () => {
    fc.assert(
      fc.property(anyCalendar, day, time, (calendar, onDay, atTime) => {
        const shown = calendar.isoLocal(calendar.instant(onDay, atTime))
        expect(shown >= `${onDay}T${atTime}`).toBe(true)
      }),
    )
  })

  it('moves a skipped time forward and takes the first of a doubled one', () => {
    expect(newYork.isoLocal(newYork.instant('2026-03-08', '02:30'))).toBe('2026-03-08T03:30')
    expect(newYork.instant('2026-11-01', '01:30').toISOString()).toBe('2026-11-01T05:30:00.000Z')
  })

  it('24:00 is the start of the next day', () => {
    expect(shanghai.instant('2026-12-31', '24:00')).toEqual(shanghai.startOfDay('2027-01-01'))
  })

  it('a day starts at its first moment, also where midnight is skipped or doubled', () => {
    fc.assert(
      fc.property(anyCalendar, moment, (calendar, date) => {
        const start = calendar.startOfDay(calendar.localDay(date))
        expect(start <= date).toBe(true)
        expect(calendar.localDay(start)).toBe(calendar.localDay(date))
        expect(calendar.localDay(new Date(start.getTime() - 1)) < calendar.localDay(date)).toBe(true)
      }),
    )
    const cairo = openCalendar('Africa/Cairo')
    expect(cairo.isoLocal(cairo.startOfDay('2026-04-24'))).toBe('2026-04-24T01:00')
  })
})

describe('days', () => {
  it('are counted over months, years and leap days', () => {
    expect(shanghai.addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(shanghai.addDays('2026-12-31', 1)).toBe('2027-01-01')
    fc.assert(fc.property(day, fc.integer({ min: -900, max: 900 }), (from, count) => shanghai.addDays(shanghai.addDays(from, count), -count) === from))
  })

  it('have weekdays from Monday 1 to Sunday 7', () => {
    expect(['2026-11-23', '2026-11-28', '2026-11-29'].map((each) => shanghai.weekday(each))).toEqual([1, 6, 7])
  })

  it('are called in plain words', () => {
    const words = ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-30', '2027-01-01'].map((each) => shanghai.plain(each, '2026-11-24'))
    expect(words).toEqual(['今天', '明天', '后天', '11月30日（周一）', '2027年1月1日（周五）'])
  })
})

describe('public holidays', () => {
  it('of 2026 are known with their make-up workdays', () => {
    for (const each of ['2026-10-01', '2026-10-07']) expect(shanghai.holiday(each)).toEqual({ name: '国庆节', kind: 'holiday' })
    for (const each of ['2026-09-20', '2026-10-10']) expect(shanghai.holiday(each)).toEqual({ name: '国庆节', kind: 'workday' })
    expect(shanghai.holiday('2026-02-17')).toEqual({ name: '春节', kind: 'holiday' })
    expect(shanghai.holiday('2026-10-11')).toBeUndefined()
  })

  it('beyond the known years are unknown, until staff add them', () => {
    expect(shanghai.holiday('2027-10-01')).toBeUndefined()
    expect(openCalendar('Asia/Shanghai', readHolidays()).holiday('2027-10-01')).toEqual({ name: '国庆节', kind: 'holiday' })
  })

  it('that staff wrote win over the built-in ones', () => {
    const own = openCalendar('Asia/Shanghai', new Map([['2026-10-10', { name: '国庆节', kind: 'holiday' }]]))
    expect(own.holiday('2026-10-10')?.kind).toBe('holiday')
  })
})

describe('what recurs', () => {
  it('daily comes at its time, today or tomorrow', () => {
    expect(shanghai.next({ daily: '08:30' }, shanghai.instant('2026-11-24', '08:29'))).toEqual(shanghai.instant('2026-11-24', '08:30'))
    expect(shanghai.next({ daily: '08:30' }, shanghai.instant('2026-11-24', '08:30'))).toEqual(shanghai.instant('2026-11-25', '08:30'))
  })

  it('monthly on the 31st comes on the last day of a short month', () => {
    const days = ['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30']
    let at = shanghai.instant('2027-01-01', '00:00')
    for (const expected of days) {
      at = shanghai.next({ monthly: 31, at: '09:00' }, at)
      expect(shanghai.isoLocal(at)).toBe(`${expected}T09:00`)
    }
  })

  it('every few minutes falls on whole spans', () => {
    expect(shanghai.next({ every: 5 * 60_000 }, new Date('2026-11-24T10:02:00Z')).toISOString()).toBe('2026-11-24T10:05:00.000Z')
    expect(shanghai.next({ every: 5 * 60_000 }, new Date('2026-11-24T10:05:00Z')).toISOString()).toBe('2026-11-24T10:10:00.000Z')
  })

  it('is strictly later, never far, and no moment before it was due', () => {
    const recurrence = fc.oneof(
      fc.record({ every: fc.integer({ min: 1000, max: 3 * DAY }) }),
      fc.record({ daily: time }),
      fc.record({ monthly: fc.integer({ min: 1, max: 31 }), at: time }),
    )
    fc.assert(
      fc.property(anyCalendar, recurrence, moment, (calendar, when, after) => {
        const next = calendar.next(when, after)
        expect(next > after).toBe(true)
        expect(next.getTime() - after.getTime()).toBeLessThanOrEqual('monthly' in when ? 33 * DAY : 'daily' in when ? 2 * DAY + HOUR : when.every)
        expect(calendar.next(when, new Date(next.getTime() - 1))).toEqual(next)
      }),
    )
  })

  it('daily comes once on each day, also when the clocks change', () => {
    let at = newYork.instant('2026-03-06', '12:00')
    const seen = Array.from({ length: 5 }, () => {
      at = newYork.next({ daily: '02:30' }, at)
      return newYork.isoLocal(at)
    })
    expect(seen).toEqual(['2026-03-07T02:30', '2026-03-08T03:30', '2026-03-09T02:30', '2026-03-10T02:30', '2026-03-11T02:30'])
  })
})
