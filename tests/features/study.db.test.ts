/** Study sessions: planned, listed, enrolled in, left; full ones have a waiting list; reminders come once. */
import { and, eq, inArray } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { Acts } from '../../src/bot/capability.ts'
import { outgoing } from '../../src/bot/tables.ts'
import { enrol, withdraw } from '../../src/features/study/study/operations.ts'
import { studyEnrolments } from '../../src/features/study/study/tables.ts'
import { cancelSession } from '../../src/features/study/studydesk/operations.ts'
import { createSession, type Session } from '../../src/features/study/timetable/operations.ts'
import { studySessions } from '../../src/features/study/timetable/tables.ts'
import { HOUR } from '../../src/lib/clock.ts'
import { type Somebody, World } from '../support/world.ts'

const AT = '2026-11-26T10:00:00+08:00'

/** Somebody who agreed to have things kept. */
async function driver(world: World, name = 'wang'): Promise<Somebody> {
  const person = world.person(name)
  await person.says('绑定')
  await person.says('同意')
  return person
}

const act = <T>(world: World, work: (acts: Acts) => Promise<T>): Promise<T> => world.app.act(work)

/** A session of its own kind of title, so that the words find it. */
async function planned(world: World, at: string, places = 2, title = '叉车入门'): Promise<Session> {
  const startsAt = new Date(at)
  const made = await act(world, (acts) =>
    createSession(acts, {
      kind: 'skills',
      title,
      place: '三楼会议室',
      startsAt,
      endsAt: new Date(startsAt.getTime() + 2 * HOUR),
      places,
      tenths: 20,
      points: 10,
      audience: 'all',
    }),
  )
  if (!made.ok) throw new Error(made.reason)
  return made.value
}

const pushes = (world: World, name: string, reason = 'study.reminder') =>
  world.channel.sent.filter((message) => message.kind === 'push' && message.to === name && message.reason === reason)
const local = (moment: Date | undefined) => moment && new Date(moment.getTime() + 8 * HOUR).toISOString().slice(0, 16)
const takenOf = async (world: World, id: string) => (await world.app.db.read.select().from(studySessions).where(eq(studySessions.id, id)))[0]?.taken

describe('the list of sessions', () => {
  it('shows the next ones with their numbers, and says that they are samples', async () => {
    const world = await World.open({ at: AT })
    const wang = world.person('wang')
    const all = await wang.says('最近有啥课')
    expect(all.end.intent).toBe('study.list')
    expect(all.text).toMatch(/^近期有\d+场[\s\S]*示例[\s\S]*1\. 今天19:00 新能源车保养/)
    const party = await wang.says('党课几号')
    expect(party.text).toContain('党员学习')
    expect(party.text).not.toContain('急救')
    expect((await wang.says('下周三有啥课')).text).toMatch(/12月2日（周三）有1场[\s\S]*道路运输安全和新规/)
    expect((await wang.says('有没有晚上的课')).text).not.toMatch(/09:00|14:30/)
  })

  it('is answered in groups, without a way to enrol there', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    const shown = await wang.asksIn('g', '最近有啥课')
    expect(shown.text).toMatch(/1\. 今天19:00[\s\S]*私聊我/)
    expect(shown.replies[0]?.choices).toEqual([])
    const asked = await wang.asksIn('g', '周六那期算我一个')
    expect(asked.end.intent).toBe('study.enrol')
    expect(asked.text).not.toMatch(/报上|防御|周六/)
    expect((await wang.says('你好')).text).toContain('报上了：后天09:00 防御性驾驶')
  })

  it('never looks stale: weeks later there are sessions ahead, none on a public holiday', async () => {
    const world = await World.open({ at: AT })
    await world.moves('2026-12-20T10:00:00+08:00')
    expect((await world.person('wang').says('最近有啥课')).text).toMatch(/近期有\d+场/)
    const rows = await world.app.db.read.select().from(studySessions)
    const holidays = rows.filter(({ startsAt }) => world.app.calendar.holiday(world.app.calendar.localDay(startsAt))?.kind === 'holiday')
    expect(holidays).toEqual([])
    expect(new Set(rows.map((row) => `${row.seriesId}${row.startsAt.toISOString()}`)).size).toBe(rows.length)
  })
})

describe('enrolling', () => {
  it('by title, day, number or place in the list, with consent first', async () => {
    const world = await World.open({ at: AT })
    const wang = world.person('wang')
    expect((await wang.says('周六那期给我报个名')).text).toContain('同意吗')
    const done = await wang.says('同意')
    expect(done.text).toMatch(/报上了：后天09:00 防御性驾驶[\s\S]*二楼培训教室[\s\S]*3学时/)
    expect(done.end.data).toEqual({ session: expect.stringMatching(/^S-\d+$/), state: 'enrolled' })
    expect((await wang.says('继续教育下一期算我一个')).text).toContain('已经报过了')
    expect((await wang.says('急救课算我一个')).text).toMatch(/2场对得上[\s\S]*11月29日[\s\S]*12月13日/)
    expect((await wang.says('2')).text).toContain('报上了：12月13日（周日）09:30 急救培训')
    await wang.says('党课几号')
    expect((await wang.says('报第二个')).text).toContain('报上了：12月11日（周五）19:00 党员学习')
    const session = await planned(world, '2026-12-03T15:00:00+08:00')
    expect((await wang.says(`报名${session.number}`)).text).toContain('叉车入门')
    expect((await wang.says('我要报名参加摄影班')).text).toContain('报哪一场')
  })

  it('is for the speaker only', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    for (const text of ['给我老公报继续教育的名', '报名，继续教育，三个人']) expect((await wang.says(text)).text, text).toContain('本人')
    expect(await world.app.db.read.select().from(studyEnrolments)).toEqual([])
  })

  it('warns of another session at the same time, and refuses what has begun or was called off', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    const session = await planned(world, '2026-11-28T10:00:00+08:00')
    await wang.says('叉车入门给我报上')
    expect((await wang.says('防御性驾驶 周六那期给我报上')).text).toContain('这个时间您还报了叉车入门')
    const li = await driver(world, 'li')
    await world.moves('2026-11-28T10:30:00+08:00')
    expect(await act(world, (acts) => enrol(acts, session.id, 'late'))).toEqual({ ok: false, reason: 'started' })
    expect((await li.says('叉车入门给我报上')).text).not.toContain('报上了')
  })

  it('in a full session waits in order; a freed place is offered to the first with a deadline, then to the next', async () => {
    const world = await World.open({ at: AT })
    const session = await planned(world, '2026-12-03T15:00:00+08:00', 1)
    const [wang, li, zhao] = [await driver(world), await driver(world, 'li'), await driver(world, 'zhao')]
    await wang.says('叉车入门给我报上')
    expect((await li.says('叉车入门给我报上')).text).toMatch(/满了，给您排上队了，您排第一个/)
    expect((await zhao.says('叉车入门给我报上')).text).toContain('前面还有1位')
    expect((await wang.says('叉车那课去不了了')).text).toContain('退好了')
    const [offer] = pushes(world, 'li', 'study.offer')
    expect(offer?.text).toMatch(/有空位了：12月3日（周四）15:00 叉车入门[\s\S]*给您留到今天16:00/)
    expect(pushes(world, 'zhao', 'study.offer')).toEqual([])
    await world.moves('2026-11-26T17:00:00+08:00')
    expect(pushes(world, 'li', 'study.offer').at(-1)?.text).toContain('已让给后面的人')
    expect(pushes(world, 'zhao', 'study.offer')).toHaveLength(1)
    expect((await zhao.says('去')).text).toContain('报上了')
    expect(await takenOf(world, session.id)).toBe(1)
    expect((await li.says('重新排队')).text).toContain('排上队了')
    expect((await li.says('不排了')).text).toContain('不排队了')
  })

  it('never gives away more places than there are, whoever comes at once', async () => {
    const world = await World.open({ at: AT })
    const session = await planned(world, '2026-12-03T15:00:00+08:00', 3)
    const people = Array.from({ length: 12 }, (_, index) => `p${index}`)
    const done = await Promise.all(people.map((person) => act(world, (acts) => enrol(acts, session.id, person))))
    expect(done.filter((each) => each.ok && each.value.is === 'enrolled')).toHaveLength(3)
    // The same person twice at once, others leaving at the same moment: still one place each, and none lost.
    const mixed = people.flatMap((person, index) => [
      act(world, (acts) =>
        index % 2 === 0 ? withdraw(acts, session.id, person).then(() => undefined) : enrol(acts, session.id, person).then(() => undefined),
      ),
      act(world, (acts) => enrol(acts, session.id, person).then(() => undefined)),
    ])
    await Promise.all(mixed)
    const holding = await world.app.db.read
      .select()
      .from(studyEnrolments)
      .where(and(eq(studyEnrolments.sessionId, session.id), inArray(studyEnrolments.state, ['enrolled', 'offered'])))
    expect(holding).toHaveLength(3)
    expect(await takenOf(world, session.id)).toBe(3)
    await expect(world.app.db.tx((tx) => tx.update(studySessions).set({ taken: 4 }).where(eq(studySessions.id, session.id)))).rejects.toThrow()
  })
})

describe('leaving', () => {
  it('finds the session by what was said, and can be undone', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    expect((await wang.says('退课')).text).toContain('没有报着的课')
    await wang.says('防御性驾驶周六那期给我报上')
    await wang.says('报名急救培训，11月29号那场')
    expect((await wang.says('周三那课去不了了')).text).toContain('您没报这一场')
    expect((await wang.says('急救那个不去了，退了吧')).text).toContain('退好了：11月29日（周日）09:30 急救培训')
    expect((await wang.says('退错了，还去')).text).toContain('报上了')
    expect((await wang.says('退课')).text).toContain('退哪一场')
    expect((await wang.says('1')).text).toContain('退好了：后天09:00 防御性驾驶')
    await world.moves('2026-11-29T10:00:00+08:00')
    expect((await wang.says('急救那个退了吧')).text).toContain('已经开课')
  })
})

describe('a change at night', () => {
  const night = '2026-11-27T23:00:00+08:00'
  const hears = async (startsAt: string) => {
    const world = await World.open({ at: AT })
    const session = await planned(world, startsAt)
    const wang = await driver(world)
    await wang.says(`报名 ${session.number}`)
    await world.moves(night)
    await act(world, (acts) => cancelSession(acts, session.number, '老师病了'))
    await world.moves('2026-11-28T07:55:00+08:00')
    const early = pushes(world, 'wang', 'study.cancelled').length
    await world.moves('2026-11-28T08:05:00+08:00')
    return [early, pushes(world, 'wang', 'study.cancelled').length]
  }

  it('wakes only those who would read it too late in the morning', async () => {
    expect(await hears('2026-11-28T09:30:00+08:00')).toEqual([1, 1])
    expect(await hears('2026-11-28T10:30:00+08:00')).toEqual([0, 1])
  })
})

describe('reminders', () => {
  it('come a day and two hours before, with 来 and 不来了', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    await planned(world, '2026-12-03T15:00:00+08:00')
    await wang.says('叉车入门给我报上')
    await world.moves('2026-12-02T20:00:00+08:00')
    expect((await wang.says('来')).text).toContain('在三楼会议室见')
    await world.moves('2026-12-03T14:00:00+08:00')
    expect(pushes(world, 'wang').map((push) => local(push.due))).toEqual(['2026-12-02T15:00', '2026-12-03T13:00'])
    expect((await wang.says('不来了')).text).toContain('退好了')
  })

  it('are not sent to who left, nor of what was just signed up for', async () => {
    const world = await World.open({ at: AT })
    const [wang, li] = [await driver(world), await driver(world, 'li')]
    await planned(world, '2026-12-03T15:00:00+08:00', 5)
    await wang.says('叉车入门给我报上')
    // The hour in which the reminder was left already, but is not due.
    await world.moves('2026-12-02T14:30:00+08:00')
    await wang.says('叉车那课去不了了')
    await world.moves('2026-12-02T16:00:00+08:00')
    await li.says('叉车入门给我报上')
    await world.moves('2026-12-04T00:00:00+08:00')
    expect(pushes(world, 'wang')).toEqual([])
    expect(pushes(world, 'li').map((push) => local(push.due))).toEqual(['2026-12-03T13:00'])
  })

  it('reach also who gets a place, or comes back, in the hour before they are due', async () => {
    const world = await World.open({ at: AT })
    const [wang, li] = [await driver(world), await driver(world, 'li')]
    await planned(world, '2026-12-03T15:00:00+08:00', 5)
    await wang.says('叉车入门给我报上')
    await world.moves('2026-12-02T14:30:00+08:00')
    await li.says('叉车入门给我报上')
    await wang.says('叉车那课去不了了')
    await wang.says('叉车入门给我报上')
    await world.moves('2026-12-04T00:00:00+08:00')
    for (const name of ['wang', 'li'])
      expect(
        pushes(world, name).map((push) => local(push.due)),
        name,
      ).toEqual(['2026-12-02T15:00', '2026-12-03T13:00'])
  })

  it('of an early session come the evening before instead of in the night', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    await planned(world, '2026-12-03T08:00:00+08:00')
    await wang.says('叉车入门给我报上')
    await world.moves('2026-12-03T09:00:00+08:00')
    expect(pushes(world, 'wang').map((push) => local(push.due))).toEqual(['2026-12-02T08:00', '2026-12-02T20:30'])
  })

  it('over a month with outages: each once or expired, none early, none twice', async () => {
    const world = await World.open({ at: AT })
    const people = ['wang', 'li', 'zhao']
    const drivers = await Promise.all(people.map((name) => driver(world, name)))
    const sessions: Session[] = []
    for (let day = 2; day <= 28; day += 2) sessions.push(await planned(world, `2026-12-${String(day).padStart(2, '0')}T15:00:00+08:00`, 10, `第${day}讲`))
    for (const session of sessions) for (const person of drivers) await person.says(`报名${session.number}`)
    // The clock stands still for the process during each outage.
    for (const [until, back] of [
      ['2026-12-03T14:20:00+08:00', '2026-12-04T09:00:00+08:00'],
      ['2026-12-09T20:00:00+08:00', '2026-12-12T16:00:00+08:00'],
      ['2026-12-20T12:59:00+08:00', '2026-12-20T13:05:00+08:00'],
    ] as const) {
      await world.moves(until)
      await sleeps(world, back)
      await world.restarts()
    }
    await world.moves('2026-12-31T00:00:00+08:00')
    const rows = (await world.app.db.read.select().from(outgoing)).filter((row) => row.reason === 'study.reminder')
    expect(rows).toHaveLength(sessions.length * people.length * 2)
    expect(new Set(rows.map((row) => row.state))).toEqual(new Set(['sent', 'expired']))
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length)
    for (const row of rows.filter((each) => each.state === 'sent')) {
      expect(row.settledAt?.getTime()).toBeGreaterThanOrEqual(row.dueAt.getTime())
      expect(row.settledAt?.getTime()).toBeLessThanOrEqual(row.worthlessAfter.getTime())
    }
    expect(rows.filter((row) => row.state === 'expired').length).toBeGreaterThan(0)
    expect(pushes(world, 'wang').length + pushes(world, 'li').length + pushes(world, 'zhao').length).toBe(rows.filter((row) => row.state === 'sent').length)
  })

  it('also reach chosen groups, in public words', async () => {
    const world = await World.open({ at: AT })
    await world.person('wang').asksIn('g', '最近有啥课')
    const startsAt = new Date('2026-12-03T15:00:00+08:00')
    await act(world, (acts) =>
      createSession(acts, {
        ...{
          kind: 'party',
          title: '主题党日',
          place: '二楼党群活动室',
          startsAt,
          endsAt: new Date(startsAt.getTime() + HOUR),
          places: 9,
          tenths: 10,
          points: 0,
        },
        ...{ audience: 'members', groups: ['terminal|g'] },
      }),
    )
    await world.moves('2026-12-04T00:00:00+08:00')
    const said = world.channel.sent.filter((message) => message.kind === 'push' && message.place.kind === 'group')
    expect(said.map((message) => message.text.split('\n')[0])).toEqual([
      expect.stringMatching(/^上课提醒：12月3日（周四）15:00 主题党日/),
      expect.stringMatching(/^快上课了/),
    ])
  })
})

describe('a person’s file', () => {
  it('shows and copies the lists, gives the place back when it is erased, and keeps one place of two files', async () => {
    const world = await World.open({ at: AT })
    const session = await planned(world, '2026-12-03T15:00:00+08:00', 2)
    const [wang, phone] = [await driver(world), await driver(world, 'wang-phone')]
    await wang.says('叉车入门给我报上')
    await phone.says('叉车入门给我报上')
    expect(await takenOf(world, session.id)).toBe(2)
    expect((await wang.says('我的信息')).text).toContain('叉车入门 2026-12-03 15:00')
    const code = /[A-Z0-9]{8}/.exec((await phone.says('绑定')).text)?.[0] ?? ''
    expect((await wang.says(code)).text).toContain('绑定成功')
    expect(await takenOf(world, session.id)).toBe(1)
    expect((await phone.says('我报了啥课')).text).toContain('叉车入门')
    await phone.says('删除我的资料')
    await phone.says('确认删除')
    expect(await takenOf(world, session.id)).toBe(0)
    expect(await world.moves('2026-12-04T00:00:00+08:00')).toEqual([])
  })
})

/** The clock goes on while the process does not run. */
async function sleeps(world: World, to: string): Promise<void> {
  const { clock } = world.app
  ;(clock as unknown as { moveTo(moment: Date): void }).moveTo(new Date(to))
}
