import fc from 'fast-check'
import { expect, it } from 'vitest'
import { afterFailure, Bucket, ChatPace, healthAt, restUntil } from '../../src/bot/pace.ts'
import { after, HOUR } from '../../src/lib/clock.ts'

/** Sends as fast as the bucket lets it, on a clock of its own; answers take without waiting. */
function pushesWithin(bucket: Bucket, perSecond: number, ms: number, answers: readonly number[] = []): number[] {
  const times: number[] = []
  let now = 0
  const open = [...answers].sort((a, b) => a - b)
  while (now <= ms) {
    while (open[0] !== undefined && open[0] <= now) {
      open.shift()
      bucket.wait(now, perSecond)
      bucket.take()
    }
    const wait = bucket.wait(now, perSecond)
    if (wait > 0) now += Math.max(1, Math.min(wait, (open[0] ?? Number.POSITIVE_INFINITY) - now))
    else {
      bucket.take()
      times.push(now)
    }
  }
  return times
}

it('2,000 pushes at 30 a second take the ideal time, within a hundredth', () => {
  const times = pushesWithin(new Bucket(12, 0), 29.8, 90_000)
  expect((times[1_999] ?? 0) / (2_000 / 0.03)).toBeLessThan(1.01)
})

it('never more leave in any second than the rate and the burst, whatever answers go between', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 60 }),
      (rate, burst, answers) => {
        const times = pushesWithin(new Bucket(burst, 0), rate, 5_000, answers)
        for (const [n, from] of times.entries()) {
          const within = times.slice(n).filter((time) => time < from + 1_000).length
          expect(within).toBeLessThanOrEqual(rate + burst + 1)
        }
      },
    ),
  )
})

it('a group gets twenty in any minute', () => {
  const chats = new ChatPace({ groupPerMinute: 20 })
  for (let n = 0; n < 20; n++) {
    expect(chats.wait('g', true, n * 100)).toBe(0)
    chats.count('g', n * 100)
  }
  expect(chats.wait('g', true, 2_000)).toBe(58_000)
  expect(chats.wait('g', true, 60_000)).toBe(0)
  expect(chats.wait('other', true, 2_000)).toBe(0)
})

it('health falls with failures, rests below half, and recovers with the hours', () => {
  const start = new Date('2026-11-24T10:00:00+08:00')
  let health = { health: 100, at: start, resting: false }
  for (let n = 0; n < 3; n++) health = afterFailure(health, start)
  expect(restUntil(health, start)).toBeUndefined()
  health = afterFailure(health, start)
  expect(health).toMatchObject({ health: 40, resting: true })
  expect(restUntil(health, start)).toEqual(after(start, 4 * HOUR))
  expect(healthAt(health, after(start, 4 * HOUR))).toBe(80)
  expect(restUntil(health, after(start, 4 * HOUR))).toBeUndefined()
  // One more failure before it is well again, and it rests a little longer.
  expect(afterFailure(health, after(start, 5 * HOUR))).toMatchObject({ health: 75, resting: true })
})
