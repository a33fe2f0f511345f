/** Several people in one booking: each has a place, all come and go together. */
import { describe, expect, it } from 'vitest'
import { book, move } from '../../src/features/bookings/bookings/operations.ts'
import { serviceNamed } from '../../src/features/bookings/services/operations.ts'
import { placeHolds } from '../../src/features/bookings/slots/tables.ts'
import { MINUTE, after as moment } from '../../src/lib/clock.ts'
import { agreed } from '../support/agreed.ts'
import { type Heard, World } from '../support/world.ts'

/** A Monday. */
const AT = '2026-11-23T10:00:00+08:00'
const labels = (heard: Heard): string[] => heard.replies.flatMap(({ choices }) => choices.map(({ label }) => label))
const starts = async (world: World) => (await world.app.db.read.select().from(placeHolds)).map(({ startAt }) => world.app.calendar.isoLocal(startAt)).sort()

describe('a booking for several', () => {
  it('holds a place for each, says so in every line, and gives all of them back', async () => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    expect((await wang.says('我和我媳妇都剪，明天下午三点')).text).toContain('约好了：明天15:00，理发（2位）')
    expect(await starts(world)).toEqual(['2026-11-24T15:00', '2026-11-24T15:00'])
    expect((await wang.says('我的预约')).text).toContain('理发（2位）')
    const li = await agreed(world, 'li')
    expect((await li.says('约理发 明天下午三点')).text).toContain('明天15:00约满了')
    await li.says('取消')
    expect((await wang.says('取消预约')).text).toContain('已取消：明天15:00，理发（2位）')
    expect(await starts(world)).toEqual([])
    // Cancelled by mistake: both come back.
    expect((await wang.says('1')).text).toContain('约好了：明天15:00，理发（2位）')
    expect(await starts(world)).toHaveLength(2)
  })

  it('moves as a whole, or not at all', async () => {
    const world = await World.open({ at: AT })
    const [wang, li] = [await agreed(world, 'wang'), await agreed(world, 'li')]
    await li.says('约理发 后天上午十点')
    await wang.says('约两个人理发，明天上午十点')
    const refused = await wang.says('改到后天上午十点')
    expect(refused.text).toContain('后天10:00只剩1位，坐不下')
    expect((await starts(world)).filter((start) => start === '2026-11-24T10:00')).toHaveLength(2)
    await wang.says('取消')
    expect((await wang.says('改到后天上午十一点')).text).toContain('改好了：后天11:00，理发（2位）')
    expect(await starts(world)).toEqual(['2026-11-25T10:00', '2026-11-25T11:00', '2026-11-25T11:00'])
  })

  it('is told when one time does not take them all, and goes on with the rest', async () => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    const first = await wang.says('我们仨都要理发 后天上午九点')
    expect(first.text).toContain('理发（2位）')
    expect(first.text).toContain('还有1位请接着约')
    expect(labels(first)).toEqual(['接着约剩下的1位'])
    await wang.says('1')
    expect((await wang.says('后天上午九点半')).text).toContain('约好了：后天09:30，理发，')
    const many = await agreed(world, 'many')
    const asked = await many.says('我们五个都想剪头 明天上午十点')
    expect(asked.text).toContain('一个时间最多接2位')
    expect(labels(asked)).toEqual(['先约2位', '转人工'])
    expect((await many.says('1')).text).toContain('约好了：明天10:00，理发（2位）')
  })

  it('may say the number when asked for the time, and brings whom it likes to a lawyer', async () => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    await wang.says('我要理发')
    expect((await wang.says('明天上午十点，两个人')).text).toContain('理发（2位）')
    const zhao = await agreed(world, 'zhao')
    await zhao.says('我要理发')
    expect(labels(await zhao.says('两个人'))[0]).toBe('今天10:30')
    expect((await zhao.says('1')).text).toContain('今天10:30，理发（2位）')
    const li = await agreed(world, 'li')
    const legal = await li.says('约律师明天下午两点，我跟我老婆一起来')
    expect(legal.text).toContain('同来的人不用另约')
    expect((await starts(world)).filter((start) => start === '2026-11-24T14:00')).toHaveLength(1)
  })

  it('frees its places for those who wait, one each', async () => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    await wang.says('约两个人理发，明天下午三点')
    const waiters = [await agreed(world, 'li'), await agreed(world, 'zhao'), await agreed(world, 'qian')]
    for (const each of waiters) {
      await each.says('约理发 明天下午三点')
      await each.says('排候补')
    }
    await wang.says('取消预约')
    const offered = world.channel.sent.filter(({ kind, text }) => kind === 'push' && text.includes('空出一个位子'))
    expect(offered.map(({ to }) => to).sort()).toEqual(['li', 'zhao'])
    expect(await starts(world)).toHaveLength(2)
  })

  it('never takes half: many parties at once leave no place held twice and none half held', async () => {
    const world = await World.open({ at: AT })
    const { db, calendar } = world.app
    const service = await serviceNamed(db.read, 'haircut')
    if (!service) throw new Error('the service is missing')
    const wide = { ...service, places: 7 }
    const start = new Date('2026-11-26T10:00:00+08:00')
    const slot = { start, end: moment(start, 30 * MINUTE) }
    const push = async () => undefined
    const now = new Date(AT)
    const done = await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        db.tx((tx) => book({ tx, now, calendar, push }, { personId: `p${at}`, service: wide, slot, source: 'chat', people: 2 })),
      ),
    )
    const booked = done.filter(({ ok }) => ok).length
    const held = await db.read.select().from(placeHolds)
    expect(held).toHaveLength(2 * booked)
    expect(new Set(held.map(({ place }) => place)).size).toBe(held.length)
    expect(booked).toBeGreaterThanOrEqual(1)
    expect(booked).toBeLessThanOrEqual(3)
    // A party cannot be moved to where only half of it fits.
    const [first] = done.flatMap((each) => (each.ok ? [each.value] : []))
    const other = { start: moment(start, 30 * MINUTE), end: moment(start, 60 * MINUTE) }
    await db.tx((tx) => book({ tx, now, calendar, push }, { personId: 'x', service: { ...service, places: 1 }, slot: other, source: 'chat' }))
    const moved = await db.tx((tx) => move({ tx, now, calendar, push }, first?.number ?? '', first?.personId ?? '', other))
    expect(moved).toMatchObject({ ok: false, reason: 'taken' })
    expect(await db.read.select().from(placeHolds)).toHaveLength(2 * booked + 1)
  })
})
