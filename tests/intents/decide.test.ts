import { describe, expect, it } from 'vitest'
import { decide, nearest } from '../../src/intents/decide.ts'
import type { Reading } from '../../src/intents/understanding.ts'

const haircut = (confidence: number): Reading => ({ intent: 'answer', topic: 'haircut', confidence })
const booking = (confidence: number): Reading => ({ intent: 'booking.create', confidence })
const none = (confidence: number): Reading => ({ intent: 'none', confidence })
const changes = (intent: string) => intent.startsWith('booking.')
const alone = { group: false, changes }
const group = { group: true, changes }
const chatter = { group: true, addressed: false, changes }

describe('deciding', () => {
  it('acts when sure, offers when in doubt, says none when far off', () => {
    expect(decide([haircut(0.8)], alone)).toBe('sure')
    expect(decide([haircut(0.4)], alone)).toBe('doubt')
    expect(decide([haircut(0.1)], alone)).toBe('none')
    expect(decide([], alone)).toBe('none')
  })

  it('wants more certainty for what changes data, and more in a group', () => {
    expect(decide([booking(0.65)], alone)).toBe('doubt')
    expect(decide([haircut(0.65)], alone)).toBe('sure')
    expect(decide([haircut(0.65)], group)).toBe('doubt')
    expect(decide([haircut(0.8)], group)).toBe('sure')
    expect(decide([booking(0.8)], group)).toBe('doubt')
  })

  it('speaks up unasked only when next to nothing speaks against it, and never asks back', () => {
    expect(decide([haircut(0.9)], chatter)).toBe('none')
    expect(decide([haircut(0.97)], chatter)).toBe('sure')
    expect(decide([booking(0.96)], chatter)).toBe('none')
    expect(decide([none(0.4), haircut(0.35)], chatter)).toBe('none')
    expect(decide([{ intent: 'distress', confidence: 0.9 }], chatter)).toBe('none')
  })

  it('sounds no alarm at a mere hint, and never offers an emergency as a choice', () => {
    const hint = { intent: 'distress', confidence: 0.5 }
    expect(decide([hint], alone)).toBe('doubt')
    expect(decide([{ intent: 'distress', confidence: 0.9 }], alone)).toBe('sure')
    expect(nearest([hint, haircut(0.2)], 3).map((reading) => reading.intent)).toEqual(['answer'])
  })

  it('offers what is near when "none" is not clear, but not in a group', () => {
    const readings = [none(0.4), haircut(0.35)]
    expect(decide(readings, alone)).toBe('doubt')
    expect(decide(readings, group)).toBe('none')
    expect(decide([none(0.8), haircut(0.1)], alone)).toBe('none')
  })

  it('offers only meanings a person could choose, best first', () => {
    expect(nearest([none(0.4), haircut(0.3), { intent: 'yes', confidence: 0.1 }, booking(0.1), { intent: 'bye', confidence: 0.05 }], 3)).toEqual([
      haircut(0.3),
      booking(0.1),
    ])
    expect(nearest([haircut(0.5), booking(0.2)], 1)).toEqual([haircut(0.5)])
  })
})
