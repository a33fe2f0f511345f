/** The waiting list: a freed place is offered in order, with a deadline. */
import { describe, expect, it } from 'vitest'
import { changeDay } from '../../src/features/bookings/daysheet/operations.ts'
import { placeHolds } from '../../src/features/bookings/slots/tables.ts'
import { MINUTE } from '../../src/lib/clock.ts'
import { agreed } from '../support/agreed.ts'
import { World } from '../support/world.ts'

const AT = '2026-11-23T10:00:00+08:00'

async function full() {
  const world = await World.open({ at: AT })
  const holder = await agreed(world, 'holder')
  await holder.says('明天下午三点约律师')
  const waits = async (name: string) => {
    const person = await agreed(world, name)
    await person.says('明天下午三点约律师')
    const joined = await person.says('4')
    expect(joined.text).toContain('已排候补')
    return person
  }
  return { world, holder, waits }
}

const pushes = (world: World, name: string) => world.channel.sent.filter((message) => message.kind === 'push' && message.to === name)

describe('who waits', () => {
  it('is offered the freed place in order; after the deadline it is the next one’s turn', async () => {
    const { world, holder, waits } = await full()
    const first = await waits('first')
    const second = await waits('second')
    await holder.says('取消预约')
    await world.moves(MINUTE)
    expect(pushes(world, 'first')[0]?.text).toContain('明天15:00的法律咨询空出一个位子，给您留到10:30')
    expect(pushes(world, 'second')).toEqual([])
    // Nobody else can take what is on offer.
    const other = await agreed(world, 'other')
    expect((await other.says('明天下午三点约律师')).text).toContain('约满了')
    await world.moves(31 * MINUTE)
    expect(pushes(world, 'first').at(-1)?.text).toContain('给了下一位')
    expect(pushes(world, 'second')[0]?.text).toContain('空出一个位子')
    expect((await second.says('1')).text).toContain('约好了：明天15:00')
    expect((await first.says('要这个位子')).text).not.toContain('约好了')
    expect(await world.app.db.read.$count(placeHolds)).toBe(1)
  })

  it('may say no, and the next one hears of it at once', async () => {
    const { world, holder, waits } = await full()
    const first = await waits('first')
    await waits('second')
    await holder.says('取消预约')
    await world.moves(MINUTE)
    expect((await first.says('2')).text).toContain('不排了')
    await world.moves(MINUTE)
    expect(pushes(world, 'second')).toHaveLength(1)
  })

  it('is not woken at night: the offer comes in the morning and its time counts from then', async () => {
    const { world, holder, waits } = await full()
    await waits('first')
    await world.moves('2026-11-23T23:00:00+08:00')
    await holder.says('取消预约')
    await world.moves('2026-11-24T07:59:00+08:00')
    expect(pushes(world, 'first')).toEqual([])
    await world.moves('2026-11-24T08:01:00+08:00')
    expect(pushes(world, 'first')[0]?.text).toContain('留到08:30')
  })

  it('is not put on the same list twice, and can leave it', async () => {
    const { waits, world } = await full()
    const first = await waits('first')
    await first.says('明天下午三点约律师')
    expect((await first.says('4')).text).toContain('已经在排候补')
    expect((await first.says('取消候补')).text).toContain('不排了')
    expect((await first.says('我的预约')).text).toContain('没有预约')
    expect(await world.app.db.read.$count(placeHolds)).toBe(1)
  })

  it('survives a restart while an offer stands', async () => {
    const { world, holder, waits } = await full()
    await waits('first')
    await waits('second')
    await holder.says('取消预约')
    await world.moves(MINUTE)
    await world.restarts()
    await world.moves(45 * MINUTE)
    expect(pushes(world, 'second')).toHaveLength(1)
  })
})

describe('a day that changes', () => {
  it('calls off what leave does not allow, kindly and with other times, and the sheet says why', async () => {
    const { world } = await full()
    const off = await world.app.act((acts) =>
      changeDay(acts, { service: 'legal-aid', day: '2026-11-24', kind: 'leave', hours: [], reason: '律师开庭', by: 'test' }),
    )
    expect(off).toEqual({ ok: true, value: ['B-1'] })
    await world.moves(MINUTE)
    const [push] = pushes(world, 'holder')
    expect(push?.text).toContain('对不起，明天15:00的法律咨询办不了了：律师开庭')
    expect(push?.choices.map(({ label }) => label)).toEqual(['今天10:30', '今天11:00', '今天11:30'])
    const late = await agreed(world, 'late')
    expect((await late.says('明天下午三点约律师')).text).toContain('明天律师开庭，不办')
  })

  it('suddenly closed: those who booked hear why and when else, by itself', async () => {
    const { world } = await full()
    const { storeEntries, beginEditing } = await import('../../src/features/knowledge/knowledge/operations.ts')
    const value = { place: 'all', from: '2026-11-24T00:00:00.000Z', until: null, reason: '停电检修' }
    await world.app.db.tx(async (tx) => {
      await beginEditing(tx)
      await storeEntries(tx, [{ kind: 'closure', key: 'c1', value }], world.app.clock.now())
    })
    await world.moves(MINUTE)
    expect(pushes(world, 'holder')[0]?.text).toContain('明天15:00的法律咨询办不了了：停电检修')
    expect(await world.app.db.read.$count(placeHolds)).toBe(0)
  })

  it('extra hours go to those who wait', async () => {
    const world = await World.open({ at: AT })
    const { join } = await import('../../src/features/bookings/waiting/operations.ts')
    const wang = await agreed(world, 'wang')
    await wang.says('你好')
    const { personOf } = await import('../support/agreed.ts')
    const personId = await personOf(world, 'wang')
    const { calendar } = world.app
    await world.app.act((acts) =>
      join(acts, { personId, service: 'legal-aid', from: calendar.instant('2026-11-28', '09:00'), to: calendar.instant('2026-11-28', '12:00'), urgent: false }),
    )
    const hours = [{ from: '09:00', to: '10:00' }]
    await world.app.act((acts) => changeDay(acts, { service: 'legal-aid', day: '2026-11-28', kind: 'extra', hours, reason: '加班', by: 'test' }))
    await world.moves(MINUTE)
    expect(pushes(world, 'wang')[0]?.text).toContain('11月28日（周六）09:00的法律咨询空出一个位子')
    expect((await wang.says('1')).text).toContain('约好了：11月28日（周六）09:00')
  })
})
