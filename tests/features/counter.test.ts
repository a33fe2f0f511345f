/** One fair line, and how long it takes. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimate, type InLine, nextInLine, typicalTime } from '../../src/features/bookings/counter/rules.ts'
import { MINUTE } from '../../src/lib/clock.ts'

const at = (minutes: number) => new Date(Date.parse('2026-11-24T10:00:00+08:00') + minutes * MINUTE)
const walkIn = (id: string, since: number): InLine => ({ id, since: at(since), bookedAt: undefined, urgent: false })
const booked = (id: string, bookedAt: number, since: number): InLine => ({ id, since: at(since), bookedAt: at(bookedAt), urgent: false })
const next = (line: InLine[], minutes: number) => nextInLine(line, at(minutes))?.id

describe('who is next', () => {
  it('walk-ins come in the order of their numbers', () => expect(next([walkIn('b', 2), walkIn('a', 1)], 5)).toBe('a'))
  it('who booked goes when the time has come, and not before others while it has not', () => {
    const line = [walkIn('w', 0), booked('b', 30, 1)]
    expect(next(line, 10)).toBe('w')
    expect(next(line, 30)).toBe('b')
  })
  it('who booked and comes late stands in line like everybody', () => expect(next([walkIn('w', 40), booked('b', 0, 45)], 50)).toBe('w'))
  it('who booked does not sit before an empty desk', () => expect(next([booked('b', 30, 1)], 5)).toBe('b'))
  it('an urgent matter goes first', () => expect(next([walkIn('w', 0), booked('b', 5, 1), { ...walkIn('u', 9), urgent: true }], 10)).toBe('u'))
  it('who is not there yet is not called', () => expect(next([booked('b', 30, 30)], 10)).toBeUndefined())
})

describe('how long it takes', () => {
  it('counts who is served, who waits and who booked', () => {
    const line = [walkIn('a', 0), walkIn('me', 1)]
    expect(estimate(line, 'me', [at(10)], 20 * MINUTE, at(2))).toEqual({ ahead: 1, minutes: 28 })
    expect(estimate([...line, booked('b', 20, 20)], 'me', [at(10)], 20 * MINUTE, at(2))).toEqual({ ahead: 2, minutes: 48 })
    expect(estimate(line, 'me', [at(0), at(10)], 20 * MINUTE, at(2))).toEqual({ ahead: 1, minutes: 8 })
  })

  it('is the median of what was measured, once there is enough of it; a forgotten desk spoils nothing', () => {
    expect(typicalTime([MINUTE], 30 * MINUTE)).toBe(30 * MINUTE)
    expect(
      typicalTime(
        [10, 11, 12, 13, 600].map((each) => each * MINUTE),
        30 * MINUTE,
      ),
    ).toBe(12 * MINUTE)
  })

  it('serves everybody once, and the place in line is the number served before', () => {
    const person = fc.record({ since: fc.integer({ min: -60, max: 0 }), booked: fc.option(fc.integer({ min: -30, max: 60 })), urgent: fc.boolean() })
    fc.assert(
      fc.property(fc.array(person, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 3 }), (people, desks) => {
        const line = people.map(
          (each, n): InLine => ({ id: `p${n}`, since: at(each.since), bookedAt: each.booked === null ? undefined : at(each.booked), urgent: each.urgent }),
        )
        const busy = Array.from({ length: desks }, () => at(0))
        const places = line.map(({ id }) => estimate(line, id, busy, 10 * MINUTE, at(0)).ahead)
        expect([...places].sort((a, b) => a - b)).toEqual(line.map((_, n) => n))
      }),
    )
  })
})
