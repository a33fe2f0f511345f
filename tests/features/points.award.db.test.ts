/** Earning points by rule. */
import { describe, expect, it } from 'vitest'
import type { Acts } from '../../src/bot/capability.ts'
import { award, type Earned } from '../../src/features/points/points/operations.ts'
import { World } from '../support/world.ts'

const visit: Earned = { personId: 'wang', rule: 'visit', cause: 'visit:2026-11-24', key: 'k1' }
const open = async () => {
  const world = await World.open()
  return { world, award: (earned: Earned) => world.app.act((acts: Acts) => award(acts, earned)) }
}

describe('an award', () => {
  it('gives what the rule says, once for a key, however often it is asked for', async () => {
    const { award } = await open()
    const first = await award(visit)
    expect(first).toMatchObject({ ok: true, value: { points: 5, balance: 5, replayed: false, until: '2027-11-24' } })
    const again = await Promise.all(Array.from({ length: 10 }, () => award(visit)))
    for (const result of again) expect(result).toMatchObject({ ok: true, value: { points: 5, balance: 5, replayed: true } })
  })

  it('refuses a key that stands for something else, and a cause that was rewarded under another key', async () => {
    const { award } = await open()
    await award(visit)
    expect(await award({ ...visit, cause: 'visit:2026-11-25' })).toEqual({ ok: false, reason: 'key-reused' })
    expect(await award({ ...visit, personId: 'li' })).toEqual({ ok: false, reason: 'key-reused' })
    expect(await award({ ...visit, key: 'k2' })).toEqual({ ok: false, reason: 'already' })
  })

  it('stops at the cap of the rule for a person and a day, and goes on the next day', async () => {
    const { world, award } = await open()
    const study = (n: number): Earned => ({ personId: 'wang', rule: 'study', cause: `study:S-${n}`, key: `s${n}` })
    expect((await award(study(1))).ok && (await award(study(2))).ok).toBe(true)
    expect(await award(study(3))).toEqual({ ok: false, reason: 'cap' })
    expect(await award({ ...study(3), personId: 'li', key: 'other' })).toMatchObject({ ok: true })
    await world.moves('2026-11-25T10:00:00+08:00')
    expect(await award(study(3))).toMatchObject({ ok: true, value: { balance: 60 } })
  })

  it('gives one of many the last points of a cap', async () => {
    const { award } = await open()
    const study = (n: number): Earned => ({ personId: 'wang', rule: 'study', cause: `study:S-${n}`, key: `s${n}` })
    const results = await Promise.all(Array.from({ length: 20 }, (_, n) => award(study(n))))
    expect(results.filter((result) => result.ok)).toHaveLength(2)
  })
})
