/** Booking by talking: every sentence a driver might write has its answer, and nothing half-done stays. */
import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { outgoing } from '../../src/bot/tables.ts'
import { bookings } from '../../src/features/bookings/bookings/tables.ts'
import { placeHolds } from '../../src/features/bookings/slots/tables.ts'
import { agreed } from '../support/agreed.ts'
import { type Heard, World } from '../support/world.ts'

/** A Monday. */
const AT = '2026-11-23T10:00:00+08:00'

const labels = (heard: Heard): string[] => heard.replies.flatMap(({ choices }) => choices.map(({ label }) => label))
const holds = (world: World) => world.app.db.read.select().from(placeHolds)
const pushes = (world: World, name: string) => world.channel.sent.filter((message) => message.kind === 'push' && message.to === name)

describe('a driver who books', () => {
  it('holds a place two messages later: the sentence, the consent', async () => {
    const world = await World.open({ at: AT })
    const wang = world.person('wang')
    const first = await wang.says('明天下午三点约个律师')
    expect(first.end).toMatchObject({ intent: 'booking.create', slots: { service: 'legal-aid', when: { start: '2026-11-24T15:00', end: '2026-11-24T15:30' } } })
    const second = await wang.says('同意')
    expect(second.text).toContain('约好了：明天15:00，法律咨询')
    expect(second.end).toMatchObject({
      intent: 'booking.create',
      data: { booking: 'B-1' },
      slots: { service: 'legal-aid', when: { start: '2026-11-24T15:00', end: '2026-11-24T15:30' } },
    })
    expect(second.replies[0]?.files).toMatchObject([{ name: '预约B-1.ics', type: 'text/calendar' }])
    expect(await holds(world)).toHaveLength(1)
  })

  it('is asked for nothing but what is missing', async () => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    const asked = await wang.says('我要理发')
    expect(asked.end.intent).toBe('booking.create')
    expect(asked.text).toContain('理发想约什么时候')
    expect(labels(asked)).toEqual(['今天10:30', '今天11:00', '今天11:30'])
    expect((await wang.says('下午四点吧')).text).toContain('约好了：今天16:00，理发')
  })

  it('need not name what was talked about just before', async () => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    await wang.says('剃头多少钱')
    expect((await wang.says('那给我约一个，下午四点')).text).toContain('约好了：今天16:00，理发')
    expect((await wang.says('改到明天上午吧')).end.intent).toBe('booking.reschedule')
    await wang.says('算了')
    await wang.says('吃饭多少钱')
    expect(labels(await wang.says('给我约一个，明天上午'))).toEqual(['法律咨询', '理发'])
  })

  it.each(['算了还是三点', '算了 还是三点吧', '还是明天三点吧', '那还是改回三点'])('changes the time again with “%s”, and cancels nothing', async (words) => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    await wang.says('约理发，明天下午两点')
    await wang.says('改到四点')
    const heard = await wang.says(words)
    expect(heard.end.intent).toBe('booking.reschedule')
    expect(heard.text).toContain('改好了：明天15:00，理发')
  })

  it('takes “还是三点吧” for the answer where a time is asked for', async () => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    await wang.says('我要理发')
    expect((await wang.says('还是下午三点吧')).text).toContain('约好了：今天15:00，理发')
  })

  it.each(['取消周五的预约', '把律师那个取消了', '周五那个理发不去了'])('asks before it cancels a booking that is another than “%s” says', async (words) => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    await wang.says('约理发，明天下午两点')
    const heard = await wang.says(words)
    expect(heard.text).not.toContain('已取消')
    expect(heard.text).toContain('您约的是明天14:00的理发，要取消它吗？')
    expect((await wang.says('不是')).text).toContain('预约没有动')
    await wang.says(words)
    expect((await wang.says('对，取消')).text).toContain('已取消：明天14:00，理发')
  })

  it.each([
    '律师那个先不动',
    '先不取消',
    '律师照旧',
    '那个约先留着别动',
    '不会给我取消了吧',
    '取消预约扣不扣分',
    '我约了后天三点的律师没',
    '我那个律师约上了吧',
  ])('keeps its place when it hears “%s”', async (words) => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    await wang.says('约律师，后天下午三点')
    const heard = await wang.says(words)
    expect(heard.text).not.toMatch(/已取消|约好了/)
    expect(await holds(world)).toHaveLength(1)
  })

  it('gives up one of two and keeps the other that is named beside it', async () => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    await wang.says('约律师，后天下午三点')
    await wang.says('约理发，明天下午两点')
    expect((await wang.says('理发不去了，律师照旧')).text).toContain('已取消：明天14:00，理发')
    await wang.says('约理发，明天下午两点')
    expect((await wang.says('都取消吧')).text).toMatch(/已取消.*法律咨询.*理发|已取消.*理发.*法律咨询/)
  })

  it.each([
    ['改成大後天上午十點', '2026-11-26T10:00'],
    ['改到下週二下午四點', '2026-12-01T16:00'],
    ['改成後天下午三點', '2026-11-25T15:00'],
  ])('reads the day in traditional characters: “%s”', async (words, start) => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    await wang.says('约律师，明天上午九点')
    const heard = await wang.says(words)
    expect(heard.end.slots).toMatchObject({ when: { start } })
  })

  it.each([
    ['那就五点半', '今天17:30'],
    ['不对，我说的是明天', '明天16:00'],
    ['四点半吧', '今天16:30'],
  ])('changes the time with “%s”, said just after', async (words, when) => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    await wang.says('约理发，下午四点')
    expect((await wang.says(words)).text).toContain(`改好了：${when}，理发`)
  })

  it('of two in one message, each with its time: the second needs one more word', async () => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    const first = await wang.says('明天上午九点律师，后天下午两点理发')
    expect(first.text).toContain('约好了：明天09:00，法律咨询')
    expect(labels(first)).toContain('接着约理发（后天下午两点）')
    expect((await wang.says('1')).text).toContain('约好了：后天14:00，理发')
  })

  it('moves what is booked while another service is being booked', async () => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    await wang.says('约理发，明天下午两点')
    await wang.says('帮我约律师')
    const heard = await wang.says('理发改到明天下午四点')
    expect(heard.text).toContain('改好了：明天16:00，理发')
    expect(heard.text).toContain('接着办：预约')
  })

  it('answers what is asked before consent, and goes on', async () => {
    const world = await World.open({ at: AT })
    const wang = world.person('wang')
    await wang.says('约理发，下午四点')
    const aside = await wang.says('那多少钱')
    expect(aside.text).toMatch(/9\.9元[\s\S]*同意/)
    expect((await wang.says('同意')).text).toContain('约好了：今天16:00，理发')
  })

  it('takes 取消 just after it for the booking just made, later for nothing', async () => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    await wang.says('约理发，下午四点')
    expect((await wang.says('取消')).text).toContain('已取消：今天16:00，理发')
    await wang.says('约理发，下午四点')
    await wang.says('吃饭多少钱')
    expect((await wang.says('取消')).text).toContain('没有正在办的事')
  })

  it('takes a day or a part of it as times to choose from', async () => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    const morning = await wang.says('后天上午约律师')
    expect(labels(morning)).toEqual(['后天09:00', '后天09:30', '后天10:00', '后天10:30', '后天11:00', '后天11:30'])
    expect((await wang.says('第二个')).text).toContain('约好了：后天09:30')
  })

  it('says a bare hour of the day that is talked about', async () => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    await wang.says('后天约律师')
    expect((await wang.says('四点')).end.slots).toMatchObject({ when: { start: '2026-11-25T16:00', end: '2026-11-25T16:30' } })
  })

  it('hears of the three nearest free times when the wanted one is taken', async () => {
    const world = await World.open({ at: AT })
    await (await agreed(world, 'li')).says('明天下午三点约律师')
    const wang = await agreed(world, 'wang')
    const taken = await wang.says('约律师 明天下午三点')
    expect(taken.text).toContain('明天15:00约满了')
    expect(labels(taken)).toEqual(['明天14:00', '明天14:30', '明天15:30', '排候补，有空位叫我'])
    expect(await world.app.db.read.$count(bookings)).toBe(1)
    expect((await wang.says('3')).text).toContain('约好了：明天15:30')
  })

  it('asks whether there is room without taking it', async () => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    await wang.says('约理发明天下午')
    const asked = await wang.says('有没有五点的')
    expect(asked.text).toContain('有，现在还空着')
    expect(await holds(world)).toEqual([])
    expect((await wang.says('1')).text).toContain('约好了：明天17:00')
  })

  it('may change the service in the middle, and what was offered for the other one is forgotten', async () => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    await wang.says('后天下午约理发')
    const changed = await wang.says('不理了 约律师明天下午三点')
    expect(changed.end.slots).toMatchObject({ service: 'legal-aid' })
    expect((await world.app.db.read.select().from(bookings)).map(({ service }) => service)).toEqual(['legal-aid'])
  })

  it('gets a calendar file with the time in it', async () => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    const booked = await wang.says('约理发明天上午十点')
    const file = booked.replies[0]?.files?.[0]
    const text = Buffer.from(file?.base64 ?? '', 'base64').toString()
    expect(text).toContain('DTSTART:20261124T020000Z')
    expect(text).toContain('SUMMARY:驿站预约：理发')
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  })
})

describe('what cannot be', () => {
  it.each([
    ['昨天下午三点约个理发', /已经过了/],
    ['约理发 2027年3月1日上午十点', /最远能约30天/],
    ['周六上午约律师', /11月28日（周六）休息/],
    ['约理发明天晚上九点', /不办，当天是09:00到12:00、14:00到18:00/],
    ['约理发明天上午十点十分', /一次30分钟/],
    ['约理发10:05', /太近了|一次30分钟/],
    ['帮我预约一下微波炉', /不用预约/],
  ])('"%s" gets its own sentence and a next step', async (text, sentence) => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    const heard = await wang.says(text)
    expect(heard.end.intent).toBe('booking.create')
    expect(heard.text).toMatch(sentence)
    expect(labels(heard).length).toBeGreaterThan(0)
    expect(await holds(world)).toEqual([])
  })

  it('a public holiday is named, and the next open day offered', async () => {
    const world = await World.open({ at: '2026-09-28T10:00:00+08:00' })
    const wang = await agreed(world, 'wang')
    const heard = await wang.says('10月2号下午三点约律师')
    expect(heard.text).toMatch(/国庆节/)
    expect(labels(heard)[0]).toMatch(/^10月\d+日/)
  })

  it('one holds no more than the limit, and hears what there is to give up', async () => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    await wang.says('约理发明天上午九点')
    await wang.says('约理发明天上午十点')
    const third = await wang.says('约理发明天上午十一点')
    expect(third.text).toContain('最多2个')
    expect(labels(third)).toHaveLength(4)
    expect(await holds(world)).toHaveLength(2)
  })

  it('nobody is in two places at the same time, and the same slot is not booked twice', async () => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    await wang.says('约理发明天上午十点')
    expect((await wang.says('约律师明天上午十点')).text).toContain('您已经有约')
    expect((await wang.says('约理发明天上午十点')).text).toContain('已经约好了')
    expect(await holds(world)).toHaveLength(1)
  })

  it('in a group one line says nothing personal', async () => {
    const world = await World.open({ at: AT })
    const heard = await world.person('wang').asksIn('g', '约律师明天下午三点')
    expect(heard.text).not.toMatch(/15:00|约好/)
    expect(await holds(world)).toEqual([])
  })
})

describe('a booking that stands', () => {
  const booked = async (at = AT) => {
    const world = await World.open({ at })
    const wang = await agreed(world, 'wang')
    await wang.says('明天下午三点约个律师')
    return { world, wang }
  }

  it('is listed', async () => {
    const { wang } = await booked()
    const heard = await wang.says('我的预约')
    expect(heard.text).toContain('明天15:00，法律咨询，编号B-1')
    expect(heard.end.data).toEqual({ bookings: ['B-1'] })
  })

  it('is cancelled at once where only one can be meant, frees its place and its reminders, and can be had back', async () => {
    const { world, wang } = await booked()
    const heard = await wang.says('取消预约')
    expect(heard.text).toContain('已取消：明天15:00')
    expect(heard.end.data).toEqual({ booking: 'B-1' })
    expect(await holds(world)).toEqual([])
    expect((await world.app.db.read.select().from(outgoing).where(eq(outgoing.reason, 'booking.reminder'))).map(({ state }) => state)).toEqual([
      'cancelled',
      'cancelled',
    ])
    expect((await wang.says('1')).text).toContain('约好了：明天15:00')
    expect((await wang.says('取消预约')).text).toContain('已取消')
    expect((await wang.says('取消预约')).text).toContain('没有预约')
  })

  it.each([
    ['取消刚才的预约改成后天', '2026-11-25T15:00'],
    ['预约改到后天上午十点', '2026-11-25T10:00'],
    ['把明天的律师改到四点', '2026-11-24T16:00'],
    ['预约推迟一小时', '2026-11-24T16:00'],
    ['律师提前半小时', '2026-11-24T14:30'],
    ['把明天三点的改到后天两点半', '2026-11-25T14:30'],
    ['不是三点，四点吧', '2026-11-24T16:00'],
    ['那个律师改到周五', '2026-11-27T15:00'],
  ])('"%s" moves it', async (text, start) => {
    const { world, wang } = await booked()
    const heard = await wang.says(text)
    expect(heard.end).toMatchObject({ intent: 'booking.reschedule', data: { booking: 'B-1' } })
    expect(heard.text).toContain('改好了')
    const [booking] = await world.app.db.read.select().from(bookings)
    expect(world.app.calendar.isoLocal(booking?.startAt ?? new Date(0))).toBe(start)
    expect(await holds(world)).toHaveLength(1)
  })

  it('is offered the times around its own first', async () => {
    const { wang } = await booked()
    expect(labels(await wang.says('改预约'))).toEqual(['明天14:30', '明天15:30', '后天15:00'])
  })

  it('keeps its place when the new time is taken', async () => {
    const { world, wang } = await booked()
    await (await agreed(world, 'li')).says('后天下午三点约律师')
    const heard = await wang.says('改到后天下午三点')
    expect(heard.text).toContain('约满了')
    expect(await holds(world)).toHaveLength(2)
    expect((await wang.says('1')).text).toContain('改好了')
    expect(await holds(world)).toHaveLength(2)
  })

  it('that was cancelled meanwhile is not moved, and a new one is offered', async () => {
    const { world, wang } = await booked()
    const offered = await wang.says('改预约')
    const { cancel } = await import('../../src/features/bookings/bookings/operations.ts')
    await world.app.act((acts) => cancel(acts, 'B-1'))
    const heard = await wang.says('1', { choice: offered.replies[0]?.choices[0]?.id ?? '' })
    expect(heard.text).toMatch(/没有预约|改不了/)
    expect(labels(heard).length).toBeGreaterThan(0)
    expect(await holds(world)).toEqual([])
  })

  it('is reminded of a day and two hours before, and answered by a number', async () => {
    const { world, wang } = await booked()
    await wang.says('改到后天下午三点')
    const first = await world.moves('2026-11-24T15:00:00+08:00')
    expect(first.map(({ text }) => text.split('\n')[0])).toEqual(['提醒：明天15:00，法律咨询，二楼法律咨询室。编号B-1。'])
    expect((await wang.says('1')).text).toContain('后天15:00见'.replace('后天', '明天'))
    const second = await world.moves('2026-11-25T13:00:00+08:00')
    expect(second.map(({ text }) => text.split('\n')[0])).toEqual(['提醒：今天15:00，法律咨询，二楼法律咨询室。编号B-1。'])
    const moving = await wang.says('2')
    expect(moving.end.intent).toBe('booking.reschedule')
    expect((await wang.says('明天上午九点')).text).toContain('改好了：明天09:00')
    await world.moves('2026-11-26T08:30:00+08:00')
    expect(pushes(world, 'wang')).toHaveLength(3)
    expect((await wang.says('3')).text).toContain('已取消')
  })

  it('is meant by its place in the list', async () => {
    const { wang } = await booked()
    await wang.says('约理发后天上午十点')
    await wang.says('我的预约')
    const moving = await wang.says('第二个改时间')
    expect(moving.text).toContain('后天10:00的理发')
    expect((await wang.says('两点')).text).toContain('改好了：后天14:00，理发')
    expect((await wang.says('第一个取消')).text).toContain('15:00，法律咨询')
    expect((await wang.says('第五个取消')).text).not.toContain('已取消')
  })

  it.each([
    ['好的', 'booking.come'],
    ['收到', 'booking.come'],
    ['中', 'booking.come'],
    ['去', 'booking.come'],
    ['不去了', 'booking.cancel'],
    ['来不了', 'booking.cancel'],
    ['改时间', 'booking.reschedule'],
    ['2改', 'booking.reschedule'],
  ])('answers its reminder by "%s", whatever else is booked', async (text, intent) => {
    const { world, wang } = await booked()
    await wang.says('约理发周五上午十点')
    await world.moves('2026-11-24T13:00:00+08:00')
    const heard = await wang.says(text)
    expect(heard.end).toMatchObject({ intent })
    expect(heard.text).toMatch(/15:00/)
    expect(heard.text).not.toMatch(/理发/)
  })

  it('may be called off after it was said that one comes', async () => {
    const { world, wang } = await booked()
    await wang.says('约理发周五上午十点')
    await world.moves('2026-11-24T13:00:00+08:00')
    expect((await wang.says('好的')).end.intent).toBe('booking.come')
    await world.moves(600_000)
    expect((await wang.says('不去了')).text).toMatch(/已取消.*15:00，法律咨询/)
    expect((await wang.says('不去了')).text).not.toContain('法律咨询')
  })

  it('takes 好的 for an answer to what was said last, not to the reminder before it', async () => {
    const { world, wang } = await booked()
    await world.moves('2026-11-24T13:00:00+08:00')
    await wang.says('理发多少钱')
    expect((await wang.says('好的')).end.intent).not.toBe('booking.come')
    expect((await wang.says('1')).end.intent).toBe('booking.come')
  })

  it('keeps no place for an answer to its reminder that comes after its time', async () => {
    const { world, wang } = await booked()
    await world.moves('2026-11-25T08:00:00+08:00')
    const late = await wang.says('1')
    expect(late.text).not.toContain('给您留着')
    expect(late.text).toContain('过去了')
  })

  it('is told apart from others by what is said of it', async () => {
    const { world, wang } = await booked()
    await wang.says('约理发后天上午十点')
    expect(labels(await wang.says('取消预约'))).toEqual(['明天15:00 法律咨询', '后天10:00 理发', '都取消'])
    expect((await wang.says('2')).text).toContain('后天10:00，理发')
    await wang.says('约理发后天上午十点')
    expect((await wang.says('取消理发的预约')).text).toContain('理发')
    expect(await holds(world)).toHaveLength(1)
  })
})

describe('two devices', () => {
  it('pressing the same button book one place', async () => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    const offered = await wang.says('后天上午约律师')
    const choice = offered.replies[0]?.choices[0]?.id ?? ''
    const both = await Promise.all([wang.says('', { choice }), wang.says('', { choice })])
    expect(both.map(({ text }) => text).join()).toContain('约好了')
    expect(await holds(world)).toHaveLength(1)
  })
})
