/** Personal dates: said in a sentence, reminded of in time, once. */
import { describe, expect, it } from 'vitest'
import { outgoing } from '../../src/bot/tables.ts'
import { DAY } from '../../src/lib/clock.ts'
import { MemoryChannel, type Somebody, World } from '../support/world.ts'

/** Somebody who agreed to have dates kept. */
async function driver(world: World, name = 'wang'): Promise<Somebody> {
  const person = world.person(name)
  await person.says('绑定')
  await person.says('同意')
  return person
}

const AT = '2026-11-26T10:00:00+08:00'
const pushes = (world: World, name = 'wang') => world.channel.sent.filter((message) => message.kind === 'push' && message.to === name)
const morning = (day: string) => new Date(`${day}T09:00:00+08:00`).getTime()

describe('a personal date', () => {
  it('is kept only with consent, and the sentence that was said before it is not asked again', async () => {
    const world = await World.open({ at: AT })
    const wang = world.person('wang')
    expect((await wang.says('提醒我3月5号年检')).text).toContain('同意吗')
    const kept = await wang.says('同意')
    expect(kept.text).toMatch(/记下了：年检 2027年3月5日（周五）到期，还有99天。\n早上9点提醒您：2027年2月3日、2027年2月26日、2027年3月4日/)
    expect(kept.end.data).toEqual({ deadline: { label: '年检', day: '2027-03-05' } })
    const li = world.person('li')
    await li.says('提醒我3月5号年检')
    await li.says('不同意')
    expect((await li.says('我的提醒')).text).toContain('还没记过')
  })

  it('comes with its vehicle, its own name, its own lead', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    expect((await wang.says('驾照后年6月到期，到时候喊俺')).text).toMatch(/驾照 2028年6月30日[\s\S]*您没说几号/)
    expect((await wang.says('豫H2D316 交强险 7月3号到期 提醒我')).text).toContain('交强险（豫H2D316） 2027年7月3日')
    expect((await wang.says('提醒我下周五交违章罚款')).text).toContain('交违章罚款 12月4日（周五）')
    expect((await wang.says('商业险5月20到期提前俩月说一声')).text).toMatch(/早上9点提醒您：2027年3月21日、2027年4月20日/)
    expect((await wang.says('我的提醒')).text).toMatch(/4个日子[\s\S]*1\. 交违章罚款[\s\S]*2\. 商业险[\s\S]*3\. 交强险（豫H2D316）[\s\S]*4\. 驾照/)
    expect((await wang.says('我保险啥时候到期')).text).not.toContain('驾照')
  })

  it('of the past is refused kindly, and the next thing said is the right one', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    const refusal = await wang.says('提醒我从业资格证2026年5月31日到期')
    expect(refusal.text).toMatch(/已经过去了[\s\S]*哪天到期/)
    expect((await wang.says('看错了，是2028年5月31')).text).toContain('从业资格证 2028年5月31日')
    await wang.says('年检提醒我')
    expect((await wang.says('昨天')).text).toContain('已经过去了')
    await wang.says('取消')
    expect((await wang.says('我的提醒')).text).not.toMatch(/\d\. 年检/)
  })

  it('asks for the day where none was said, and explains what would do', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    expect((await wang.says('年检提醒我')).text).toContain('年检哪天到期')
    expect((await wang.says('不知道啊')).text).toContain('没听出是哪天')
    expect((await wang.says('下月八号')).text).toContain('年检 12月8日')
    expect((await wang.says('到期前叫我一声')).text).toContain('记什么')
    expect((await wang.says('保险')).text).toContain('保险哪天到期')
    expect((await wang.says('12月20')).text).toContain('保险 12月20日')
  })

  it('is changed by saying so; another day without that word may be another vehicle', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    await wang.says('年检3月5号，提醒我')
    expect((await wang.says('年检改到4月8号')).text).toContain('改好了：年检从2027年3月5日（周五）改到2027年4月8日（周四）')
    const doubt = await wang.says('提醒我年检5月1号')
    expect(doubt.text).toMatch(/已经记过年检[\s\S]*改成这天[\s\S]*另一辆车/)
    await wang.says('2')
    expect((await wang.says('我的提醒')).text).toMatch(/2个日子[\s\S]*4月8日[\s\S]*5月1日/)
    await wang.says('提醒我年检6月1号')
    await wang.says('1')
    expect((await wang.says('我的提醒')).text).toMatch(/2个日子[\s\S]*5月1日[\s\S]*6月1日/)
    expect((await wang.says('提醒我年检6月1号')).text).not.toContain('已经记过')
    expect((await wang.says('我的提醒')).text).toContain('2个日子')
  })

  it('is removed by number, name, day, several at once, and may come back', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    for (const text of ['年检3月5号提醒我', '提醒我交强险4月5号到期', '提醒我驾照5月5号到期', '提醒我从业资格证6月5号到期']) await wang.says(text)
    expect((await wang.says('删掉第2个提醒')).text).toContain('删掉了：交强险')
    expect((await wang.says('删错了，恢复')).text).toContain('记下了：交强险')
    expect((await wang.says('把驾照和资格证的提醒删了')).text).toMatch(/删掉了：驾照.*从业资格证/)
    expect((await wang.says('保险的提醒删掉')).text).toContain('删掉了：交强险')
    expect((await wang.says('把3月5号那个提醒去掉')).text).toContain('删掉了：年检')
    expect((await wang.says('年检提醒删掉')).text).toContain('还没记过')
  })

  it('of two alike is asked for before it is removed', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    await wang.says('豫H11111年检3月5号提醒我')
    await wang.says('豫H22222年检4月5号提醒我')
    expect((await wang.says('年检提醒删掉')).text).toMatch(/2条对得上[\s\S]*豫H11111[\s\S]*豫H22222/)
    expect((await wang.says('2')).text).toContain('删掉了：年检（豫H22222）')
    await wang.says('豫H22222年检4月5号提醒我')
    expect((await wang.says('豫H11111的年检提醒删掉')).text).toContain('删掉了：年检（豫H11111）')
  })

  it('stays within the private chat', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    await wang.says('豫H11111年检3月5号提醒我')
    for (const text of ['我年检啥时候到期', '年检提醒删掉', '提醒我保险4月1号到期']) {
      const heard = await wang.asksIn('g', text)
      expect(heard.text, text).not.toMatch(/3月5|豫H|保险 /)
    }
  })

  it('is one of at most thirty', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    for (let count = 1; count <= 30; count += 1) await wang.says(`豫H${10_000 + count}年检3月5号提醒我`)
    expect((await wang.says('豫H99999年检3月5号提醒我')).text).toContain('记不下了')
  })
})

describe('the reminders of a date', () => {
  it('come 30, 7 and 1 days before at nine, then next year’s day is asked for once', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    await wang.says('年检3月5号提醒我')
    await world.moves('2027-04-30T12:00:00+08:00')
    const said = pushes(world)
    expect(said.map((push) => push.due?.getTime())).toEqual(['2027-02-03', '2027-02-26', '2027-03-04', '2027-03-06'].map(morning))
    expect(said.map((push) => push.text.split('\n')[0])).toEqual([
      '提醒您：年检还有30天到期，是3月5日（周五）。',
      '提醒您：年检还有7天到期，是3月5日（周五）。',
      '提醒您：年检明天到期，3月5日（周五）。',
      '年检3月5日（周五）到期了，办好了吗？',
    ])
    expect(said.every((push) => push.reason === 'deadline.reminder')).toBe(true)
  })

  it('never come for what lay in the past when it was set; the last morning stands in for them', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    expect((await wang.says('年检12月2号提醒我')).text).toMatch(/早上9点提醒您：12月1日。/)
    expect((await wang.says('提醒我明天交保险')).text).toMatch(/早上9点提醒您：11月27日。/)
    expect((await wang.says('驾照今天到期提醒我')).text).toContain('来不及提前提醒')
    await world.moves('2026-12-01T20:00:00+08:00')
    expect(pushes(world).map((push) => push.text.split('\n')[0])).toEqual([
      expect.stringContaining('保险今天到期'),
      expect.stringContaining('驾照11月26日（周四）到期了'),
      expect.stringContaining('保险11月27日（周五）到期了'),
      expect.stringContaining('年检明天到期'),
    ])
  })

  it('end when it is done; the next year’s is one answer away', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    await wang.says('年检3月5号提醒我')
    await world.moves('2027-02-26T10:00:00+08:00')
    expect((await wang.says('办好了')).text).toMatch(/这次不再提醒[\s\S]*记明年的3月5日/)
    await world.moves('2027-03-10T10:00:00+08:00')
    expect(pushes(world)).toHaveLength(2)
    await wang.says('年检2028年3月5号提醒我')
    expect((await wang.says('我的提醒')).text).toMatch(/2028年3月5日/)
  })

  it('of a morning without power come later that day; of days without power, only the newest', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    await wang.says('年检3月5号提醒我')
    await wang.says('豫H22222年检3月20号提醒我')
    // The process sleeps over both nine o'clocks: the clock jumps without anything running in between.
    await jumps(world, '2027-02-03T15:00:00+08:00')
    expect(pushes(world).map((push) => push.text.split('\n')[0])).toEqual(['提醒您：年检还有30天到期，是3月5日（周五）。'])
    await jumps(world, '2027-03-04T10:00:00+08:00')
    await world.moves('2027-03-05T08:00:00+08:00')
    expect(
      pushes(world)
        .slice(1)
        .map((push) => push.text.split('\n')[0])
        .sort(),
    ).toEqual(['提醒您：年检明天到期，3月5日（周五）。', '提醒您：年检（豫H22222）还有16天到期，是3月20日（周六）。'])
  })

  it('are not sent twice, whoever runs them and however often', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    await wang.says('年检12月3号提醒我')
    await world.moves('2026-12-02T09:00:00+08:00')
    await Promise.all([world.app.schedule.runDue(world.app.clock.now()), world.app.schedule.runDue(world.app.clock.now())])
    await world.restarts()
    await world.moves('2026-12-02T23:00:00+08:00')
    expect(pushes(world)).toHaveLength(1)
  })

  it('that nobody could send in time are dropped and counted, not sent late', async () => {
    const channel = new MemoryChannel()
    const world = await World.open({ at: AT, channel })
    const wang = await driver(world)
    await wang.says('年检12月3号提醒我')
    const open = channel.canSend
    channel.canSend = () => false
    await world.moves('2026-12-03T00:00:00+08:00')
    channel.canSend = open
    await world.moves('2026-12-03T08:00:00+08:00')
    expect(pushes(world)).toEqual([])
    const rows = (await world.app.db.read.select().from(outgoing)).filter((row) => row.reason === 'deadline.reminder')
    expect(rows.map((row) => row.state)).toEqual(['expired'])
  })

  it('stop with 退订', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    await wang.says('年检12月3号提醒我')
    await wang.says('退订')
    await world.moves('2026-12-02T10:00:00+08:00')
    const rows = (await world.app.db.read.select().from(outgoing)).filter((row) => row.reason === 'deadline.reminder')
    expect(rows.map((row) => row.state)).toEqual(['muted'])
  })
})

describe('a person’s file', () => {
  it('shows the dates, copies them, carries them along and forgets them', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    await wang.says('年检3月5号提醒我')
    expect((await wang.says('我的信息')).text).toContain('年检 2027-03-05')
    expect((await wang.says('导出我的信息')).text).toContain('年检 2027-03-05')
    const phone = world.person('wang-phone')
    await phone.says('绑定')
    const code = /[A-Z0-9]{8}/.exec((await phone.says('同意')).text)?.[0] ?? ''
    await wang.says(code)
    expect((await phone.says('我的提醒')).text).toContain('年检')
    await phone.says('删除我的资料')
    await phone.says('确认删除')
    expect((await phone.says('我的提醒')).text).toContain('还没记过')
    expect(await world.moves('2027-03-10T10:00:00+08:00')).toEqual([])
  })

  it('lets go of dates two months after they are over', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    await wang.says('年检12月3号提醒我')
    await world.moves(new Date('2026-12-03T00:00:00+08:00').getTime() + 55 * DAY - world.app.clock.now().getTime())
    expect((await wang.says('我的提醒')).text).toContain('年检')
    await world.moves(8 * DAY)
    expect((await wang.says('我的提醒')).text).toContain('还没记过')
  })
})

/** The clock goes on while nothing runs, then the process is there again. */
async function jumps(world: World, to: string): Promise<void> {
  const { clock } = world.app
  if (!('moveTo' in clock)) throw new Error('the clock of a world can be moved')
  ;(clock as unknown as { moveTo(moment: Date): void }).moveTo(new Date(to))
  await world.moves(0)
}
