/** Being there: the changing code, what it gives, and that nobody who was there is asked why not. */
import { describe, expect, it } from 'vitest'
import type { Acts, Desk } from '../../src/bot/capability.ts'
import { outgoing } from '../../src/bot/tables.ts'
import { closeSession } from '../../src/features/study/absences/operations.ts'
import { attend, checkIn, codeNow } from '../../src/features/study/attendance/operations.ts'
import { screens } from '../../src/features/study/attendance/pages.tsx'
import { studyAttendance } from '../../src/features/study/attendance/tables.ts'
import { attendanceFromSheet, rosterOf, rosterSheet } from '../../src/features/study/studydesk/operations.ts'
import { createSession, type Session, sessionById } from '../../src/features/study/timetable/operations.ts'
import { HOUR, MINUTE, SECOND } from '../../src/lib/clock.ts'
import { writeSheets } from '../../src/lib/sheets.ts'
import { type Somebody, World } from '../support/world.ts'

const AT = '2026-11-26T10:00:00+08:00'
const START = '2026-11-26T15:00:00+08:00'

async function driver(world: World, name = 'wang'): Promise<Somebody> {
  const person = world.person(name)
  await person.says('绑定', { display: `${name}师傅` })
  await person.says('同意')
  return person
}

async function counter(world: World, name = 'ma'): Promise<Somebody> {
  const member = world.person(name)
  await member.says('你好', { localRole: 'counter' })
  return member
}

const act = <T>(world: World, work: (acts: Acts) => Promise<T>): Promise<T> => world.app.act(work)

async function planned(world: World, title = '道路新规', at = START): Promise<Session> {
  const startsAt = new Date(at)
  const made = await act(world, (acts) =>
    createSession(acts, {
      kind: 'education',
      title,
      place: '三楼',
      startsAt,
      endsAt: new Date(startsAt.getTime() + 2 * HOUR),
      places: 9,
      tenths: 30,
      points: 10,
      audience: 'all',
    }),
  )
  if (!made.ok) throw new Error(made.reason)
  return made.value
}

/** Two drivers on the list, twenty minutes before the start. */
async function beginning() {
  const world = await World.open({ at: AT })
  const session = await planned(world)
  const [wang, li, ma] = [await driver(world), await driver(world, 'li'), await counter(world)]
  for (const each of [wang, li]) await each.says('报名道路新规', { display: `${each.name}师傅` })
  await world.moves('2026-11-26T14:40:00+08:00')
  const code = async (): Promise<string> => (await act(world, (acts) => codeNow(acts, session))).code
  await code()
  return { world, session, wang, li, ma, code }
}

const pushes = (world: World, name: string, reason: string) =>
  world.channel.sent.filter((message) => message.kind === 'push' && message.to === name && message.reason === reason)

describe('checking in', () => {
  it('is what a bare 签到 means for who is on the list of a session going on, unless the door is named', async () => {
    const { world, wang, li, code } = await beginning()
    const asked = await wang.says('签到')
    expect(asked.text).toContain('教室屏幕')
    expect((await wang.says(await code())).text).toContain('签到好了：道路新规')
    expect((await wang.says('签到')).text).toContain('门口')
    const visit = await li.says('到站签到')
    expect(visit.text).toContain('门口')
    await li.says('取消')
    expect((await li.says(`签到 ${await code()}`)).text).toContain('签到好了：道路新规')
    const zhao = await driver(world, 'zhao')
    expect((await zhao.says('签到')).text).toContain('门口')
  })

  it('takes the code on the screen, typed, read out or after being asked, once, and gives hours and points', async () => {
    const { world, wang, li, code } = await beginning()
    const done = await wang.says(`上课签到 码是${await code()}`)
    expect(done.end.intent).toBe('study.checkin')
    expect(done.text).toMatch(/签到好了：道路新规[\s\S]*3学时、10积分/)
    expect((await wang.says(`上课签到码 ${await code()}`)).text).toContain('已经签过')
    expect((await li.says('我到教室了，上课签到')).text).toContain('4位签到码')
    const spoken = Array.from(await code(), (digit) => '零一二三四五六七八九'[Number(digit)]).join('')
    expect((await li.says(spoken)).text).toContain('签到好了')
    const rows = await world.app.db.read.select().from(studyAttendance)
    expect(rows.map(({ tenths, points, way }) => ({ tenths, points, way }))).toEqual([
      { tenths: 30, points: 10, way: 'code' },
      { tenths: 30, points: 10, way: 'code' },
    ])
    expect((await wang.says('我学了几个学时了')).text).toMatch(/继续教育：已学3学时（1次），要求24学时，还差21学时[\s\S]*示例/)
  })

  it('refuses a code that is old, wrong, or tried too often', async () => {
    const { world, session, wang, code } = await beginning()
    const old = await code()
    await world.moves(60 * SECOND)
    expect((await wang.says(`上课签到码 ${old}`)).text).toContain('签到好了')
    const { world: other, wang: again, session: second, code: fresh } = await beginning()
    const stale = await fresh()
    await other.moves(5 * MINUTE)
    expect((await again.says(`上课签到码 ${stale}`)).text).toContain('对不上')
    for (let tries = 1; tries < 5; tries += 1) await act(other, (acts) => checkIn(acts, 'somebody', '99999'))
    await act(other, (acts) => checkIn(acts, 'somebody', '99999'))
    const right = await fresh()
    expect(await act(other, (acts) => checkIn(acts, 'somebody', right))).toEqual({ ok: false, reason: 'locked' })
    expect(second.id).not.toBe(session.id)
  })

  it('is possible near the session only, for who is enrolled; staff may let others in', async () => {
    const { world, session, wang, ma, code } = await beginning()
    const zhao = await driver(world, 'zhao')
    const stranger = await zhao.says(`上课签到码 ${await code()}`)
    expect(stranger.text).toMatch(/没报这一场[\s\S]*老师/)
    const secret = await code()
    await world.moves('2026-11-26T17:20:00+08:00')
    expect((await wang.says(`上课签到码 ${secret}`)).text).toMatch(/已经下课，签到关了[\s\S]*老师核对/)
    const list = await ma.says(`名单 ${session.number}`)
    expect(list.text).toMatch(/2人，已签到0人[\s\S]*1\. [\s\S]*2\. li师傅/)
    expect((await ma.says(`补签 ${session.number} 2`)).text).toContain('签上了：')
    expect((await ma.says(`补签 ${session.number} 7`)).text).toContain('序号')
    expect((await ma.says(`名单 ${session.number}`)).text).toMatch(/2\. .*✓/)
  })

  it('said in a group keeps the code out of it', async () => {
    const { wang, code } = await beginning()
    const secret = await code()
    const heard = await wang.asksIn('g', `上课签到码 ${secret}`)
    expect(heard.text).not.toContain('签到好了')
    expect(heard.text).not.toContain(secret)
  })

  it('counts once, whoever writes it down at the same moment', async () => {
    const { world, session, code } = await beginning()
    const [first] = await rosterOf(world.app.db.read, session)
    const person = first?.personId ?? ''
    const secret = await code()
    const done = await Promise.all([
      ...Array.from({ length: 4 }, () => act(world, async (acts) => (await checkIn(acts, person, secret)).ok)),
      ...Array.from({ length: 4 }, () => act(world, async (acts) => (await attend(acts, session.id, person, { way: 'staff', by: 'ma' })).ok)),
    ])
    expect(done.filter(Boolean)).toHaveLength(1)
    expect(await world.app.db.read.select().from(studyAttendance)).toHaveLength(1)
  })
})

describe('the screen', () => {
  it('shows code and QR to who has the link, and nothing else to anybody', async () => {
    const { world, session, code } = await beginning()
    const { key } = await act(world, (acts) => codeNow(acts, session))
    const desk: Desk = {
      read: world.app.db.read,
      calendar: world.app.calendar,
      now: () => world.app.clock.now(),
      secret: 's',
      baseUrl: 'http://127.0.0.1:3000',
      act: (work) => act(world, work),
    }
    const get = async (path: string) => {
      const response = await screens.fetch(new Request(`http://127.0.0.1:3000${path}`), desk, { ip: '::1' })
      return { status: response.status, text: await response.text(), refresh: response.headers.get('refresh') }
    }
    const shown = await get(`/qiandao/${session.number}/${key}`)
    expect(shown).toMatchObject({ status: 200, refresh: '5' })
    expect(shown.text).toContain(await code())
    expect(shown.text).toContain('<svg')
    expect(shown.text).not.toMatch(/wang|<script(?! src)/)
    expect((await get(`/qiandao/${session.number}/${'0'.repeat(20)}`)).status).toBe(404)
    for (const path of ['/qiandao', '/qiandao/S-1', '/qiandao/S-999/aa', '/qiandao/../x', `/qiandao/${session.number}/c/<b>`])
      expect((await get(path)).status, path).toBe(404)
    expect((await get(`/qiandao/${session.number}/c/1234`)).text).toContain('签到 1234')
    await world.moves('2026-11-26T18:00:00+08:00')
    expect((await get(`/qiandao/${session.number}/${key}`)).text).toContain('不在签到时间')
  })
})

describe('who did not check in', () => {
  it('hears nothing until staff went through the list; who was there never does', async () => {
    const { world, session, wang, li, ma, code } = await beginning()
    await wang.says(`上课签到码 ${await code()}`)
    await world.moves('2026-11-26T17:05:00+08:00')
    expect(pushes(world, 'li', 'study.missed')).toEqual([])
    expect((await ma.says(`核对 ${session.number}`)).text).toMatch(/到了1人[\s\S]*1人没有签到记录/)
    expect((await ma.says(`核对 ${session.number}`)).text).toContain('已经核对过')
    expect(pushes(world, 'wang', 'study.missed')).toEqual([])
    expect(pushes(world, 'li', 'study.missed').map((push) => push.text)).toEqual([
      expect.stringMatching(/没有您的签到记录。您到了没签上，还是没去成？\n想补上可以报/),
    ])
    expect((await li.says('我到了，没签上')).text).toContain('请说一句')
    expect((await li.says('坐第三排，跟老王一块来的', { display: 'li师傅' })).text).toContain('编号 Q-1')
    expect(pushes(world, 'ma', 'human.excuse')[0]?.text).toMatch(/要补签 Q-1（li师傅）[\s\S]*坐第三排/)
    expect((await ma.says('准 Q-1')).text).toContain('准了')
    expect(pushes(world, 'li', 'study.decided')[0]?.text).toContain('补签上了，10积分')
    expect((await ma.says('准 Q-1')).text).toContain('已经处理过')
    expect((await li.says('我学了几个学时了')).text).toContain('已学3学时')
  })

  it('may be excused; the make-up session is one answer away', async () => {
    const { world, session, li, ma } = await beginning()
    await world.moves('2026-11-26T17:05:00+08:00')
    expect((await li.says('道路新规那课请个假，出长途赶不回来')).text).toContain('请假已交给老师，编号 Q-1')
    await ma.says(`核对 ${session.number}`)
    expect(pushes(world, 'li', 'study.missed')).toEqual([])
    expect((await ma.says('请假单')).text).toMatch(/Q-1 请假：.*出长途/)
    await ma.says('不准 Q-1 下次提前说')
    expect(pushes(world, 'li', 'study.decided')[0]?.text).toMatch(/没批。\n老师说：下次提前说/)
    expect((await li.says('1')).text).toContain('报上了')
  })

  it('answers in plain words, is told the decision, and asks after it', async () => {
    const { world, session, li, wang, ma } = await beginning()
    await world.moves('2026-11-26T17:05:00+08:00')
    await ma.says(`核对 ${session.number}`)
    expect((await li.says('车坏路上了没去成')).text).toContain('请假已交给老师，编号 Q-1')
    expect((await li.says('我有请假吗')).text).toMatch(/道路新规.*：请假等老师看（Q-1）/)
    expect((await wang.says('上次的课没去成')).text).toContain('请说一下原因')
    expect((await wang.says('家里有事')).text).toContain('编号 Q-2')
    await ma.says('准 Q-1')
    expect((await li.says('假批了没')).text).toMatch(/请假准了（Q-1）/)
    const zhao = await driver(world, 'zhao')
    expect((await zhao.says('没去成，家里有事')).text).not.toContain('退')
    expect((await zhao.says('我有请假吗')).text).toMatch(/^您没有请过假/)
  })

  it('is never somebody who is written down at that very moment', async () => {
    const { world, session, ma } = await beginning()
    await world.moves('2026-11-26T17:05:00+08:00')
    const people = (await rosterOf(world.app.db.read, session)).map(({ personId }) => personId)
    await Promise.all([
      ...people.map((person) => act(world, (acts) => attend(acts, session.id, person, { way: 'staff', by: 'ma' }))),
      act(world, (acts) => closeSession(acts, session.number)),
    ])
    await world.moves('2026-11-26T18:00:00+08:00')
    const there = new Set((await world.app.db.read.select().from(studyAttendance)).map((row) => row.personId))
    const told = (await world.app.db.read.select().from(outgoing)).filter((row) => row.reason === 'study.missed' && row.state === 'sent')
    expect(there.size).toBe(2)
    // Who was asked was not written down yet when the list was closed; nobody is asked after it.
    expect(told.length).toBeLessThanOrEqual(2)
    expect((await sessionById(world.app.db.read, session.id))?.state).toBe('closed')
    expect((await ma.says(`核对 ${session.number}`)).text).toContain('已经核对过')
  })
})

describe('the attendance sheet', () => {
  it('goes out, comes back marked, and is taken whole', async () => {
    const { world, session } = await beginning()
    const file = await rosterSheet(world.app.db.read, session)
    const people = await rosterOf(world.app.db.read, session)
    const row = (position: number, mark: string, id = people[position]?.id) => ({ '编号（勿改）': `${session.number} ${id}`, 签到: mark })
    const columns = [{ title: '编号（勿改）' }, { title: '签到' }]
    const marked = await writeSheets([{ name: '签到表', columns, rows: [row(0, '是'), row(1, '')] }])
    expect(await act(world, (acts) => attendanceFromSheet(acts, session.number, marked, 'ma'))).toEqual({ ok: true, added: 1 })
    expect(await act(world, (acts) => attendanceFromSheet(acts, session.number, marked, 'ma'))).toEqual({ ok: true, added: 0 })
    const strange = await writeSheets([{ name: '签到表', columns, rows: [row(1, '是'), row(0, '是', 'nobody'), row(0, '也许')] }])
    const refused = await act(world, (acts) => attendanceFromSheet(acts, session.number, strange, 'ma'))
    expect(refused).toMatchObject({ ok: false, mistakes: [{ row: 3, text: '名单里没有这个人' }, { row: 4 }] })
    expect(await act(world, (acts) => attendanceFromSheet(acts, session.number, Buffer.from('no sheet'), 'ma'))).toMatchObject({ ok: false })
    expect(await world.app.db.read.select().from(studyAttendance)).toHaveLength(1)
    expect(file.byteLength).toBeGreaterThan(1_000)
  })
})

describe('staff', () => {
  it('plan, change and cancel by talking; everybody on the list hears it once', async () => {
    const world = await World.open({ at: AT })
    const [ma, wang] = [await counter(world), await driver(world)]
    const made = await ma.says('开课 技能培训 叉车入门 11月30日14:30到17:00 三楼会议室 2人 3学时 10分')
    expect(made.text).toMatch(/排好了 S-\d+：11月30日（周一）14:30—17:00 叉车入门（技能培训），三楼会议室。\n2个名额，3学时，10积分/)
    const number = String(made.end.data?.session)
    expect((await ma.says('开课 技能培训 叉车')).text).toMatch(/还差：哪天几点到几点、地点/)
    expect((await ma.says('开课 技能培训 叉车 11月20日14:30到17:00 三楼会议室')).text).toMatch(/没排上|还差/)
    await wang.says('叉车入门给我报上')
    expect((await ma.says(`改课 ${number} 12月1日15:00到17:30 四楼礼堂`)).text).toMatch(/改好了.*12月1日（周二）15:00—17:30[\s\S]*已通知报名的1人/)
    expect(pushes(world, 'wang', 'study.changed').map((push) => push.text)).toEqual([expect.stringMatching(/11月30日（周一）14:30[\s\S]*12月1日（周二）15:00/)])
    expect((await ma.says(`改课 ${number} 12月1日15:00到17:30 四楼礼堂`)).text).toContain('和现在的一样')
    expect((await ma.says(`取消课 ${number} 老师病了`)).text).toMatch(/会通知报名和排队的1人/)
    expect((await ma.says('确认取消')).text).toContain('已通知1人')
    expect(pushes(world, 'wang', 'study.cancelled').map((push) => push.text)).toEqual([expect.stringContaining('老师病了')])
    await world.moves('2026-12-02T10:00:00+08:00')
    expect(pushes(world, 'wang', 'study.reminder')).toEqual([])
    expect((await wang.says(`取消课 ${number}`)).end.intent).not.toBe('staff.study')
    const weekly = await ma.says('开课 技能培训 修车 每周二19:00到21:00 二楼培训教室 20人 2学时')
    expect(weekly.text).toMatch(/12月8日（周二）[\s\S]*12月15日（周二）/)
  })
})
