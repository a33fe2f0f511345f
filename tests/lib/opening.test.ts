import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openCalendar } from '../../src/lib/calendar.ts'
import { type Hours, hoursOn, nextOpeningAfter, openingAt, readHours, readWeekdays, type SpecialDay, weekGroups, writeHours } from '../../src/lib/opening.ts'

const calendar = openCalendar('Asia/Shanghai')
const at = (local: string): Date => calendar.instant(local.slice(0, 10), local.slice(11))

function place(daily: string, more: { weekend?: string; holidays?: Hours['holidays']; special?: Record<string, SpecialDay> } = {}): Hours {
  const hours = readHours(daily) ?? []
  const weekend = more.weekend === undefined ? hours : (readHours(more.weekend) ?? [])
  return {
    weekly: [hours, hours, hours, hours, hours, weekend, weekend],
    holidays: more.holidays ?? 'as-usual',
    special: new Map(Object.entries(more.special ?? {})),
  }
}

/** `open 18:00`, `open`, `closed 2026-11-25T08:30`, `closed`. */
function state(hours: Hours, local: string): string {
  const opening = openingAt(hours, at(local), calendar)
  const edge = opening.open ? opening.until : opening.next
  return [opening.open ? 'open' : 'closed', ...(edge ? [calendar.isoLocal(edge)] : [])].join(' ')
}

describe('a place', () => {
  it('is open from its first minute up to, not including, its last', () => {
    const hall = place('08:30-18:00')
    expect(state(hall, '2026-11-24T08:29')).toBe('closed 2026-11-24T08:30')
    expect(state(hall, '2026-11-24T08:30')).toBe('open 2026-11-24T18:00')
    expect(state(hall, '2026-11-24T17:59')).toBe('open 2026-11-24T18:00')
    expect(state(hall, '2026-11-24T18:00')).toBe('closed 2026-11-25T08:30')
  })

  it('closes for its break and opens again the same day', () => {
    const window = place('08:30-12:00, 14:30-17:30', { weekend: 'closed' })
    expect(state(window, '2026-11-24T12:20')).toBe('closed 2026-11-24T14:30')
    expect(state(window, '2026-11-27T18:00')).toBe('closed 2026-11-30T08:30')
  })

  it('stays open past midnight, also into a day that is closed', () => {
    const night = place('18:00-02:00', { special: { '2026-11-25': { hours: [], reason: '停电' } } })
    expect(state(night, '2026-11-24T23:30')).toBe('open 2026-11-25T02:00')
    expect(state(night, '2026-11-25T01:59')).toBe('open 2026-11-25T02:00')
    expect(state(night, '2026-11-25T02:00')).toBe('closed 2026-11-26T18:00')
  })

  it('round the clock never closes, and says no closing time', () => {
    expect(state(place('24h'), '2026-11-24T00:00')).toBe('open')
    expect(state(place('24h', { holidays: 'closed' }), '2026-12-30T23:59')).toBe('open')
  })

  it('round the clock names the closing when it comes tomorrow', () => {
    expect(state(place('24h', { special: { '2026-11-25': { hours: [], reason: '停电' } } }), '2026-11-24T12:00')).toBe('open 2026-11-25T00:00')
  })

  it('without any hours has no next opening', () => {
    expect(state(place('closed'), '2026-11-24T12:00')).toBe('closed')
    expect(nextOpeningAfter(place('closed'), '2026-11-24', calendar)).toBeUndefined()
  })

  it('on public holidays does what its plan says', () => {
    const day = '2026-10-01'
    expect(writeHours(hoursOn(place('08:30-18:00', { holidays: 'closed' }), day, calendar).hours)).toBe('closed')
    expect(writeHours(hoursOn(place('08:30-18:00'), day, calendar).hours)).toBe('08:30-18:00')
    expect(writeHours(hoursOn(place('08:30-18:00', { holidays: [{ from: '09:00', to: '17:00' }] }), day, calendar).hours)).toBe('09:00-17:00')
    expect(state(place('08:30-17:30', { weekend: 'closed', holidays: 'closed' }), '2026-10-01T09:00')).toBe('closed 2026-10-08T08:30')
  })

  it('keeps weekday hours on a weekend that is worked in exchange for a holiday', () => {
    const window = place('08:30-17:30', { weekend: 'closed', holidays: 'closed' })
    expect(state(window, '2026-10-10T09:00')).toBe('open 2026-10-10T17:30')
    expect(state(window, '2026-10-17T09:00')).toBe('closed 2026-10-19T08:30')
  })

  it('follows a special day before everything else', () => {
    const special = { '2026-10-01': { hours: [{ from: '10:00', to: '12:00' }], reason: '值班' } }
    expect(state(place('08:30-18:00', { holidays: 'closed', special }), '2026-10-01T09:00')).toBe('closed 2026-10-01T10:00')
  })

  it('is open exactly when the next change is a closing', () => {
    const minute = fc.integer({ min: 0, max: 60 * 24 * 60 })
    const plan = fc.constantFrom('08:30-18:00', '08:30-12:00, 14:30-17:30', '18:00-02:00', '00:00-06:00, 22:00-24:00')
    fc.assert(
      fc.property(plan, fc.constantFrom('closed', '10:00-16:00'), minute, (daily, weekend, minutes) => {
        const hours = place(daily, { weekend, holidays: 'closed' })
        const moment = new Date(at('2026-09-15T00:00').getTime() + minutes * 60_000)
        const opening = openingAt(hours, moment, calendar)
        const edge = opening.open ? opening.until : opening.next
        if (!edge) throw new Error('these plans open and close')
        expect(edge > moment).toBe(true)
        expect(openingAt(hours, edge, calendar).open).toBe(!opening.open)
        expect(openingAt(hours, new Date(edge.getTime() - 1), calendar).open).toBe(opening.open)
      }),
    )
  })
})

describe('a closure', () => {
  const closed = (daily: string, ...closures: [from: string, until: string | undefined][]): Hours => ({
    ...place(daily),
    closures: closures.map(([from, until]) => ({ from: at(from), until: until === undefined ? undefined : at(until), reason: '停电' })),
  })
  const hours = (plan: Hours, day: string) => writeHours(hoursOn(plan, day, calendar).hours)

  it('takes away from the hours of its days and says why', () => {
    const plan = closed('08:30-12:00, 14:30-17:30', ['2026-11-24T11:00', '2026-11-24T15:00'])
    expect(hours(plan, '2026-11-24')).toBe('08:30-11:00, 15:00-17:30')
    expect(hoursOn(plan, '2026-11-24', calendar).reason).toBe('停电')
    expect(hoursOn(plan, '2026-11-25', calendar)).toMatchObject({ reason: undefined })
    expect(state(plan, '2026-11-24T11:30')).toBe('closed 2026-11-24T15:00')
  })

  it('without an end lasts until somebody ends it, also where doors never close', () => {
    const plan = closed('24h', ['2026-11-24T11:00', undefined])
    expect(hours(plan, '2026-11-24')).toBe('00:00-11:00')
    expect(hours(plan, '2026-12-01')).toBe('closed')
    expect(openingAt(plan, at('2026-11-24T12:00'), calendar)).toMatchObject({ open: false, next: undefined })
  })

  it('cuts a night in two', () => {
    expect(hours(closed('18:00-02:00', ['2026-11-24T20:00', '2026-11-24T22:00']), '2026-11-24')).toBe('18:00-20:00, 22:00-02:00')
    expect(hours(closed('18:00-02:00', ['2026-11-25T00:00', '2026-11-26T00:00']), '2026-11-24')).toBe('18:00-24:00')
  })

  it('leaves open exactly what is open without it, outside of it', () => {
    const minute = fc.integer({ min: 0, max: 5 * 24 * 60 })
    const start = at('2026-11-20T00:00').getTime()
    fc.assert(
      fc.property(fc.constantFrom('08:30-18:00', '18:00-02:00', '24h'), minute, minute, minute, (daily, from, length, now) => {
        const [a, b, moment] = [from, from + length + 1, now].map((minutes) => new Date(start + minutes * 60_000)) as [Date, Date, Date]
        const plan = place(daily)
        const shut = { ...plan, closures: [{ from: a, until: b, reason: 'x' }] }
        expect(openingAt(shut, moment, calendar).open).toBe(openingAt(plan, moment, calendar).open && !(a <= moment && moment < b))
      }),
    )
  })
})

describe('hours as staff write them', () => {
  it('are read and written alike', () => {
    for (const text of ['08:30-18:00', '08:30-12:00, 14:30-17:30', '24h', 'closed']) expect(writeHours(readHours(text) ?? [])).toBe(text)
  })

  it('that make no sense are not read', () => {
    for (const text of ['', '8-18', '25:00-26:00', '08:30-08:30', '08:30', 'open']) expect(readHours(text)).toBeUndefined()
    for (const text of ['', 'fri-mon', 'monday', 'mon-', 'mon-tue-wed']) expect(readWeekdays(text)).toBeUndefined()
    expect(readWeekdays('tue-thu')).toEqual([2, 3, 4])
  })

  it('are told by groups of equal days', () => {
    expect(weekGroups(place('08:30-18:00', { weekend: 'closed' }).weekly).map(({ first, last }) => [first, last])).toEqual([
      [1, 5],
      [6, 7],
    ])
  })
})
