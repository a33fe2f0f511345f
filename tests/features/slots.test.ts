/** When a service can be had. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayPlan, nearestTo, type Plan, slotsOf, spread } from '../../src/features/bookings/slots/rules.ts'
import { openCalendar } from '../../src/lib/calendar.ts'
import type { Hours, Span } from '../../src/lib/opening.ts'

const calendar = openCalendar('Asia/Shanghai')
const work: readonly Span[] = [
  { from: '09:00', to: '12:00' },
  { from: '14:00', to: '17:30' },
]
const week: Hours['weekly'] = [work, work, work, work, work, [], []]
const place: Hours = { weekly: week, holidays: 'closed', special: new Map() }
const plan = (more: Partial<Plan> = {}): Plan => ({ service: { weekly: null, breaks: [] }, place, days: [], ...more })
const MONDAY = '2026-11-23'

describe('the plan of a day', () => {
  it('follows the place, its holidays and its make-up workdays', () => {
    expect(dayPlan(plan(), MONDAY, calendar).spans).toEqual(work)
    expect(dayPlan(plan(), '2026-11-28', calendar).closed).toEqual({ why: 'weekday', words: '' })
    expect(dayPlan(plan(), '2026-10-01', calendar).closed).toEqual({ why: 'holiday', words: '国庆节' })
    // A Saturday that is worked in exchange.
    expect(dayPlan(plan(), '2026-10-10', calendar).spans).toEqual(work)
  })

  it('is cut by sudden closure, which says why', () => {
    const special = new Map([[MONDAY, { hours: [], reason: '停电检修' }]])
    expect(dayPlan(plan({ place: { ...place, special } }), MONDAY, calendar).closed).toEqual({ why: 'special', words: '停电检修' })
    const half = new Map([[MONDAY, { hours: [{ from: '08:30', to: '10:00' }], reason: '提前盘点' }]])
    const own = { weekly: week, breaks: [] }
    expect(dayPlan(plan({ service: own, place: { ...place, special: half } }), MONDAY, calendar).spans).toEqual([{ from: '09:00', to: '10:00' }])
  })

  it('takes breaks and leave away and adds extra hours', () => {
    const breaks = [{ from: '10:00', to: '10:30' }]
    const leave = { day: MONDAY, kind: 'leave' as const, hours: [{ from: '14:00', to: '16:00' }], reason: '开会' }
    const extra = { day: MONDAY, kind: 'extra' as const, hours: [{ from: '17:30', to: '19:00' }], reason: '加班' }
    expect(dayPlan(plan({ service: { weekly: null, breaks }, days: [leave, extra] }), MONDAY, calendar).spans).toEqual([
      { from: '09:00', to: '10:00' },
      { from: '10:30', to: '12:00' },
      { from: '16:00', to: '19:00' },
    ])
    const away = { ...leave, hours: [] }
    expect(dayPlan(plan({ days: [away] }), MONDAY, calendar).closed).toEqual({ why: 'leave', words: '开会' })
    expect(dayPlan(plan({ days: [away, extra] }), MONDAY, calendar).spans).toEqual([{ from: '17:30', to: '19:00' }])
  })
})

const time = fc
  .integer({ min: 0, max: 95 })
  .map((quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`)
const span = fc
  .tuple(time, time)
  .filter(([a, b]) => a < b)
  .map(([from, to]) => ({ from, to }))

describe('slots', () => {
  it('never overlap, lie inside the plan, and outside breaks and leave, whatever staff wrote', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 3 }), fc.array(span, { maxLength: 3 }), fc.integer({ min: 5, max: 120 }), (hours, breaks, minutes) => {
        const open = { ...place, weekly: week.map(() => hours) }
        const { spans } = dayPlan({ service: { weekly: null, breaks }, place: open, days: [] }, MONDAY, calendar)
        const slots = slotsOf(spans, minutes, MONDAY, calendar)
        const clock = (at: Date) => calendar.localTime(at)
        for (const [at, slot] of slots.entries()) {
          const before = slots[at - 1]
          if (before) expect(before.end <= slot.start).toBe(true)
          expect(slot.end.getTime() - slot.start.getTime()).toBe(minutes * 60_000)
          const inside = (at: string) => hours.some(({ from, to }) => from <= at && at < to)
          expect(inside(clock(slot.start))).toBe(true)
          for (const hole of breaks) expect(clock(slot.end) <= hole.from || clock(slot.start) >= hole.to).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('the nearest ones come in the order of time', () => {
    const slots = slotsOf(work, 30, MONDAY, calendar)
    const near = nearestTo(slots, calendar.instant(MONDAY, '14:00'), 3)
    expect(near.map(({ start }) => calendar.localTime(start))).toEqual(['14:00', '14:30', '15:00'])
    expect(spread(slots, 4).map(({ start }) => calendar.localTime(start))).toEqual(['09:00', '11:00', '15:00', '17:00'])
  })
})
