/** The counter: numbers, the line, the day's sheet, missed appointments. */
import { describe, expect, it } from 'vitest'
import type { Desk } from '../../src/bot/capability.ts'
import { audit } from '../../src/bot/tables.ts'
import { bookings } from '../../src/features/bookings/bookings/tables.ts'
import { putFirst } from '../../src/features/bookings/counter/operations.ts'
import { counterPages } from '../../src/features/bookings/counter/pages.tsx'
import { tickets } from '../../src/features/bookings/counter/tables.ts'
import { MINUTE } from '../../src/lib/clock.ts'
import { agreed } from '../support/agreed.ts'
import { World } from '../support/world.ts'

const AT = '2026-11-23T10:00:00+08:00'

const pushes = (world: World, name: string) => world.channel.sent.filter((message) => message.kind === 'push' && message.to === name)

async function open(at = AT) {
  const world = await World.open({ at })
  const desk = world.person('desk')
  await desk.says('你好', { localRole: 'counter' })
  return { world, desk }
}

describe('a walk-in', () => {
  it('takes a number, hears places and minutes, and is called', async () => {
    const { world, desk } = await open()
    for (const name of ['a', 'b', 'c']) await world.person(name).says('取号 理发')
    const me = world.person('me')
    const taken = await me.says('取号 理发')
    expect(taken.end).toMatchObject({ intent: 'booking.ticket', data: { ticket: 4, ahead: 3 } })
    expect(taken.text).toContain('理发4号，前面3位，约30分钟')
    await desk.says('叫号 理发')
    await world.moves(MINUTE)
    expect(pushes(world, 'a')[0]?.text).toContain('理发1号，轮到您了，请到一楼理发室')
    expect((await desk.says('叫号 理发')).text).toContain('请理发2号')
    const waiting = await me.says('还要等多久')
    expect(waiting.end).toMatchObject({ intent: 'booking.wait', data: { ticket: 4, ahead: 1, minutes: 30 } })
    expect((await me.says('取号 理发')).text).toContain('已经有理发4号')
    expect(await world.app.db.read.$count(tickets)).toBe(4)
  })

  it('is told by measured times once there are some', async () => {
    const { world, desk } = await open()
    for (let n = 0; n < 8; n += 1) await world.person(`a${n}`).says('取号 理发')
    for (let n = 0; n < 8; n += 1) {
      await desk.says('叫号 理发')
      await world.moves(4 * MINUTE)
    }
    const first = await world.person('x').says('取号 理发')
    expect(first.text).toContain('下一个就是您')
    await world.person('y').says('取号 理发')
    const third = await world.person('z').says('取号 理发')
    // Two chairs, eight minutes each.
    expect(third.end.data).toMatchObject({ ahead: 2 })
    expect(Number(third.end.data?.minutes)).toBeLessThanOrEqual(9)
  })

  it('leaves the line by saying so, called or not; who stands in none is told', async () => {
    const world = await World.open({ at: AT })
    const [wang, li] = [world.person('wang'), world.person('li')]
    for (const each of [wang, li]) await each.says('取号 理发')
    expect((await wang.says('不排了')).text).toContain('理发1号不排了')
    expect((await li.says('还要等多久')).text).toContain('下一个就是您')
    const desk = world.person('desk')
    await desk.says('叫号 理发', { localRole: 'counter' })
    expect((await li.says('不等了')).text).toContain('理发2号不排了')
    expect((await li.says('退号')).text).toContain('没有在排的号')
  })

  it('hears before coming how many wait', async () => {
    const world = await World.open({ at: AT })
    for (const name of ['a', 'b', 'c']) await world.person(name).says('取号 理发')
    const asked = await world.person('wang').says('现在去剪头要等吗')
    expect(asked.end.intent).toBe('booking.wait')
    expect(asked.text).toContain('理发：现在取号，前面3位')
    expect(asked.text).not.toContain('法律咨询')
  })

  it('gets no number when it is closed, and a way on', async () => {
    const { world } = await open('2026-11-23T20:00:00+08:00')
    const heard = await world.person('a').says('取号 理发')
    expect(heard.text).toContain('理发现在不取号，明天09:00开')
    expect(heard.replies[0]?.choices.map(({ label }) => label)).toEqual(['预约理发'])
  })

  it('shares one line with those who booked', async () => {
    const { world, desk } = await open()
    const booked = await agreed(world, 'booked')
    await booked.says('约律师上午十点半')
    await world.person('walk').says('取号 法律咨询')
    await world.moves('2026-11-23T10:27:00+08:00')
    expect((await desk.says('B-1 到了')).text).toContain('B-1记为到了，法律咨询2号，前面0位')
    expect((await desk.says('叫号 律师')).text).toContain('请法律咨询2号（B-1）')
    expect((await booked.says('还要等多久')).text).toContain('已经叫到了')
  })

  it('goes first with a reason on record', async () => {
    const { world, desk } = await open()
    await world.person('a').says('取号 法律咨询')
    await world.person('b').says('取号 法律咨询')
    const [, second] = await world.app.db.read.select().from(tickets).orderBy(tickets.number)
    await world.app.act(async (acts) => {
      expect(await putFirst(acts, second?.id ?? '', '')).toBe(false)
      expect(await putFirst(acts, second?.id ?? '', '明天开庭')).toBe(true)
    })
    expect((await desk.says('叫号 律师')).text).toContain('请法律咨询2号')
    expect((await world.app.db.read.select().from(tickets)).find(({ number }) => number === 2)?.urgent).toBe('明天开庭')
  })

  it('twenty at the same moment get twenty numbers', async () => {
    const { world } = await open()
    await Promise.all(Array.from({ length: 20 }, (_, n) => world.person(`p${n}`).says('取号 理发')))
    const numbers = (await world.app.db.read.select().from(tickets)).map(({ number }) => number)
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
  })
})

describe('staff', () => {
  it('see the day, and drivers do not', async () => {
    const { world, desk } = await open()
    const wang = await agreed(world, 'wang')
    await wang.says('约理发下午三点', { display: '王师傅' })
    const sheet = await desk.says('预约表')
    expect(sheet.text).toContain('15:00 理发 B-1 王师傅 未到')
    expect((await desk.says('明天预约表')).text).toContain('明天没有预约')
    expect((await wang.says('预约表')).text).not.toContain('王师傅')
    expect((await wang.says('B-1 到了')).end.intent).not.toBe('staff.arrived')
    expect((await world.app.db.read.select().from(audit)).map(({ action }) => action)).toContain('bookings.sheet')
    const author = world.person('author')
    await author.says('你好', { localRole: 'author' })
    expect((await author.says('预约表')).text).toContain('角色')
  })

  it.each(['今天预约', '今天的预约', '今天有哪些预约', '看看今天预约名单', '今天预约表'])('see it by %s', async (words) => {
    const world = await World.open({ at: AT })
    const desk = world.person('desk')
    expect((await desk.says(words, { localRole: 'counter' })).end.intent).toBe('staff.sheet')
  })

  it('mark who did not come: a kind word and other times, not before the time, and mistakes are mended', async () => {
    const { world, desk } = await open()
    const wang = await agreed(world, 'wang')
    await wang.says('约理发下午三点')
    expect((await desk.says('B-1 没来')).text).toContain('还没到时间')
    await world.moves('2026-11-23T15:10:00+08:00')
    expect((await desk.says('B-1 没来')).text).toContain('记为没来')
    await world.moves(MINUTE)
    const kind = pushes(world, 'wang').at(-1)
    expect(kind?.text).toContain('没关系')
    expect(kind?.choices).toHaveLength(3)
    expect((await wang.says('1')).text).toContain('约好了：今天15:30')
    expect((await desk.says('到了 B-1')).text).toContain('记为到了')
    expect((await desk.says('B-77 到了')).text).toContain('没有B-77')
  })

  it('can forgive: after three missed ones booking in chat rests, until a person says otherwise', async () => {
    const { world, desk } = await open()
    const wang = await agreed(world, 'wang')
    for (const day of ['2026-11-24', '2026-11-25', '2026-11-26']) {
      await wang.says('约理发明天上午九点')
      await world.moves(`${day}T09:30:00+08:00`)
      const [latest] = (await world.app.db.read.select().from(bookings)).slice(-1)
      await desk.says(`${latest?.number} 没来`)
    }
    const refused = await wang.says('约理发明天上午九点')
    expect(refused.text).toContain('聊天预约先停到')
    expect((await world.person('wang').says('取号 理发')).text).toContain('理发1号')
    expect((await desk.says('恢复预约 B-1')).text).toContain('3次没来不再算')
    expect((await wang.says('约理发明天上午九点')).text).toContain('约好了')
  })
})

describe('the counter’s page', () => {
  const desk = (world: World): Desk => ({
    read: world.app.db.read,
    calendar: world.app.calendar,
    now: () => world.app.clock.now(),
    secret: 'test',
    baseUrl: 'http://centre.test',
    act: (work) => world.app.act(work),
  })

  async function site() {
    const world = await World.open({ at: AT })
    const [page] = counterPages
    if (!page) throw new Error('no page')
    const own = desk(world)
    const ask = (path: string, init: RequestInit = {}) => page.fetch(new Request(`http://centre.test${path}`, init), own, { ip: '10.0.0.1' })
    const take = (service: string, headers: Record<string, string> = {}) =>
      ask('/counter/take', { method: 'POST', body: new URLSearchParams({ service }), headers: { 'sec-fetch-site': 'same-origin', ...headers } })
    return { world, ask, take }
  }

  it('gives a number to a telephone and shows where it stands, without an account', async () => {
    const { world, ask, take } = await site()
    expect(await (await ask('/counter')).text()).toContain('取理发的号')
    const taken = await take('haircut')
    expect(taken.status).toBe(303)
    const cookie = taken.headers.get('set-cookie')?.split(';')[0] ?? ''
    const mine = await ask('/counter', { headers: { cookie } })
    expect(await mine.text()).toContain('理发 1 号')
    expect(mine.headers.get('refresh')).toBe('20')
    // Pressed twice it is one number.
    await take('haircut', { cookie })
    expect(await world.app.db.read.$count(tickets)).toBe(1)
    expect((await world.person('x').says('我是1号，还要等多久')).end.data).toMatchObject({ ticket: 1 })
    const left = await ask('/counter/leave', { method: 'POST', headers: { cookie, 'sec-fetch-site': 'same-origin' } })
    expect(left.status).toBe(303)
    expect(await (await ask('/counter', { headers: { cookie } })).text()).toContain('已经办完或者过号')
  })

  it('takes nothing from other sites, forged cookies or machines that want hundreds', async () => {
    const { world, ask, take } = await site()
    expect((await take('haircut', { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await take('nothing')).status).toBe(303)
    expect(await (await ask('/counter', { headers: { cookie: 'number=00000000-0000-0000-0000-000000000000.x' } })).text()).toContain('取理发的号')
    expect(await world.app.db.read.$count(tickets)).toBe(0)
    const statuses: number[] = []
    for (let n = 0; n < 62; n += 1) statuses.push((await take('haircut')).status)
    expect(statuses.slice(-2)).toEqual([429, 429])
  })

  it('shows a code for the wall', async () => {
    const { ask } = await site()
    const picture = await ask('/counter/qr.svg')
    expect(picture.headers.get('content-type')).toBe('image/svg+xml')
    expect(await picture.text()).toContain('<svg')
    expect(await (await ask('/counter/qr')).text()).toContain('/counter/qr.svg')
  })
})
