/** A driver's words to staff, and staff's answer. */
import { describe, expect, it } from 'vitest'
import { audit } from '../../src/bot/tables.ts'
import { DAY, HOUR, MINUTE } from '../../src/lib/clock.ts'
import { type Somebody, World } from '../support/world.ts'

/** Somebody who holds a role on this local channel. */
async function counter(world: World, name = 'ma', role = 'counter'): Promise<Somebody> {
  const member = world.person(name)
  await member.says('你好', { localRole: role })
  return member
}

/** What was pushed to a person so far. */
const pushesTo = (world: World, name: string) => world.channel.sent.filter((message) => message.kind === 'push' && message.to === name)

describe('a driver who wants a person', () => {
  it('is asked what it is about, gets a number, and every answering member of staff hears of it once', async () => {
    const world = await World.open()
    await counter(world)
    await counter(world, 'boss', 'admin')
    await counter(world, 'writer', 'author')
    const wang = world.person('wang')
    expect((await wang.says('转人工')).text).toContain('什么事')
    const kept = await wang.says('运费拖了三个月没给', { display: '王师傅' })
    expect(kept.text).toContain('H-1')
    expect(kept.text).toContain('工作时间')
    expect(kept.end.data).toEqual({ message: 'H-1' })
    for (const name of ['ma', 'boss'])
      expect(pushesTo(world, name).map((push) => push.text)).toEqual([expect.stringMatching(/H-1（王师傅）：运费拖了三个月没给/)])
    expect(pushesTo(world, 'writer')).toEqual([])
  })

  it('needs no question when the first message says it all', async () => {
    const world = await World.open()
    await counter(world)
    const kept = await world.person('wang').says('人工客服，我想找你们主任说说停车的事')
    expect(kept.end.intent).toBe('human')
    expect(kept.text).toContain('H-1')
  })

  it('is told the truth while nobody of staff can be reached, and the message is kept', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    await wang.says('转人工')
    const kept = await wang.says('运费拖了三个月没给')
    expect(kept.text).toContain('还没有工作人员')
    expect(kept.replies[0]?.choices.map((choice) => choice.label)).toEqual(['电话多少'])
    const ma = await counter(world)
    expect((await ma.says('待办')).text).toContain('H-1 刚到 运费拖了三个月没给')
  })

  it('waits for those at the desk; other staff hear that nothing waits for them, and read no message', async () => {
    const world = await World.open()
    await counter(world)
    await world.person('wang').says('人工客服，我想找你们主任说说停车的事')
    for (const role of ['party', 'union', 'leader']) {
      const heard = await (await counter(world, role, role)).says('待办')
      expect(heard.text, role).toBe('现在没有等您办的事。')
    }
  })

  it('can change the mind', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    await wang.says('转人工')
    expect((await wang.says('取消')).text).toContain('不办了')
    const ma = await counter(world)
    expect((await ma.says('待办')).text).toContain('没有等着办')
  })

  it('may stop, wait, greet, call again or slip: nothing of that is left for staff', async () => {
    const world = await World.open()
    const ma = await counter(world)
    const wang = world.person('wang')
    for (const stop of ['不留言了', '算了', '不说了', '不用了']) {
      await wang.says('转人工')
      await wang.says(stop)
      expect((await wang.says('取消')).text, stop).toContain('没有正在办的事')
    }
    await wang.says('转人工')
    for (const text of ['等一下', '稍等', '在吗', '有人吗', '转人工', '轉人工', 'zhuan ren gong', '3', '嗯', '你好']) {
      const heard = await wang.says(text)
      expect(heard.text, text).toMatch(/[说說]/)
      expect(heard.end.data, text).toBeUndefined()
    }
    expect((await ma.says('待办')).text).not.toContain('H-')
    expect((await wang.says('运费拖了三个月没给')).end.data).toEqual({ message: 'H-1' })
  })

  it('is answered in between, and goes on', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    await wang.says('转人工')
    const aside = await wang.says('理发多少钱')
    expect(aside.end.topic).toBe('haircut')
    expect(aside.text).toContain('接着办')
    expect((await wang.says('帮助')).text).toContain('小驿')
    expect((await wang.says('理发多少钱 上次还多收我10块')).end.data).toEqual({ message: 'H-1' })
  })

  it('never loses a complaint, whatever it sounds like', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    for (const [position, text] of ['我要投诉', '积分怎么没到账', '你们几点开门 我白跑一趟', '我的手机丢在休息室了', '取消不了预约 系统一直报错'].entries()) {
      await wang.says('转人工')
      expect((await wang.says(text)).end.data, text).toEqual({ message: `H-${position + 1}` })
    }
  })

  it('is asked to shorten what is too long, and loses nothing of it silently', async () => {
    const world = await World.open()
    const ma = await counter(world)
    const wang = world.person('wang')
    await wang.says('转人工')
    expect((await wang.says(`运费的事${'一'.repeat(1_000)}`)).text).toContain('最多1000个字')
    expect((await ma.says('待办')).text).not.toContain('H-')
    expect((await wang.says('运费拖了三个月没给')).end.data).toEqual({ message: 'H-1' })
  })

  it('who is staff too gets no push about the own words', async () => {
    const world = await World.open()
    const ma = await counter(world)
    await ma.says('转人工')
    const kept = await ma.says('休息室的空调不制冷')
    expect(kept.text).toContain('还没有工作人员')
    expect(pushesTo(world, 'ma')).toEqual([])
  })

  it('has at most five messages waiting', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    for (let message = 1; message <= 6; message += 1) {
      await wang.says('转人工')
      const { text } = await wang.says(`第${message}件事说给你们听听`)
      expect(text).toContain(message <= 5 ? `H-${message}` : '没收')
    }
  })

  it('is answered in private, wherever the wish was said', async () => {
    const world = await World.open()
    await counter(world)
    const wang = world.person('wang')
    expect((await wang.asksIn('g', '人工客服，我想找你们主任说说停车的事')).text).not.toContain('主任')
    expect((await wang.says('在吗')).text).toContain('H-1')
    expect(world.channel.sent.filter((message) => message.place.kind === 'group').every((message) => !message.text.includes('主任'))).toBe(true)
  })
})

describe('an answer of staff', () => {
  async function asked(): Promise<{ world: World; ma: Somebody; wang: Somebody }> {
    const world = await World.open()
    const ma = await counter(world)
    const wang = world.person('wang')
    await wang.says('转人工')
    await wang.says('运费拖了三个月没给')
    return { world, ma, wang }
  }

  it('reaches the driver with the number', async () => {
    const { world, ma } = await asked()
    expect((await ma.says('回复 H-1 您明天上午来，带上合同')).text).toContain('已回复 H-1')
    expect(pushesTo(world, 'wang').map((push) => push.text)).toEqual([expect.stringMatching(/H-1：\n您明天上午来，带上合同\n.*转人工/)])
    expect((await ma.says('待办')).text).toContain('没有等着办')
  })

  it('may be followed by another one, each sent once however often it is delivered', async () => {
    const { world, ma } = await asked()
    await ma.says('回复 H-1 您明天来', { update: 'same' })
    await ma.says('回复 H-1 您明天来', { update: 'same' })
    await ma.says('回复 H-1 记得带合同')
    expect(pushesTo(world, 'wang')).toHaveLength(2)
  })

  it('after another one is sent, and says who answered before', async () => {
    const { world, ma } = await asked()
    const boss = await counter(world, 'boss', 'admin')
    await ma.says('回复 H-1 您明天来')
    await world.moves(5 * MINUTE)
    expect((await boss.says('回复 H-1 带上合同')).text).toMatch(/已回复 H-1[\s\S]*terminal:ma10:00已经回过/)
    expect((await ma.says('回复 H-1 记得身份证')).text).toContain('terminal:boss10:05已经回过')
    expect(pushesTo(world, 'wang')).toHaveLength(3)
    expect((await ma.says('H-1')).text).toContain('您明天来\n带上合同\n记得身份证')
  })

  it('that is too long is refused with the limit, not cut', async () => {
    const { world, ma } = await asked()
    expect((await ma.says(`回复 H-1 ${'好'.repeat(1_001)}`)).text).toContain('最多1000个字')
    expect(pushesTo(world, 'wang')).toEqual([])
  })

  it('is given by those who answer drivers; others of staff hear who does', async () => {
    const { world, wang } = await asked()
    const writer = await counter(world, 'writer', 'author')
    for (const text of ['回复 H-1 好的', 'H-1', '关闭 H-1']) {
      const heard = await writer.says(text)
      expect(heard.text, text).toContain('柜台')
      expect(heard.text, text).not.toContain('运费')
    }
    for (const text of ['H-1', '关闭 H-1']) expect((await wang.says(text)).end.intent, text).toBe('none')
    expect(pushesTo(world, 'wang')).toEqual([])
  })

  it('is heard also by a driver who stopped all notices', async () => {
    const { world, ma, wang } = await asked()
    await wang.says('退订')
    await ma.says('回复 H-1 您明天来')
    expect(pushesTo(world, 'wang')).toHaveLength(1)
  })

  it('follows the driver to another account of the same file', async () => {
    const { world, ma, wang } = await asked()
    const phone = world.person('wang-phone')
    await phone.says('绑定')
    const code = /[A-Z0-9]{8}/.exec((await phone.says('同意')).text)?.[0] ?? ''
    await wang.says(code)
    expect((await wang.says('同意')).text).toContain('绑定成功')
    await ma.says('回复 H-1 您明天来')
    expect([...pushesTo(world, 'wang'), ...pushesTo(world, 'wang-phone')]).toHaveLength(1)
  })

  it('to an unknown number, a closed one or without words is refused kindly', async () => {
    const { ma, wang } = await asked()
    expect((await ma.says('回复 H-99 好的')).text).toContain('没有 H-99')
    expect((await ma.says('回复 H-1')).text).toContain('还差')
    await wang.says('删除我的资料')
    await wang.says('确认删除')
    expect((await ma.says('回复 H-1 您明天来')).text).toContain('已经关闭')
  })

  it('is for staff only: to others the command is a message like any other', async () => {
    const { world, wang } = await asked()
    const ask = await wang.says('回复 H-1 我自己答')
    expect(ask.end.intent).toBe('none')
    expect(pushesTo(world, 'wang')).toEqual([])
    const unknown = await world.person('zhao').asksIn('g', '鹧鸪鹧鸪鹧鸪')
    expect((await world.person('zhao').asksIn('g', '待办')).text).toBe(unknown.text)
    expect((await world.person('zhao').asksIn('g', '群里主动回答 开')).text).toBe(unknown.text)
  })
})

describe('one message', () => {
  async function left(): Promise<{ world: World; ma: Somebody; wang: Somebody }> {
    const world = await World.open()
    const ma = await counter(world)
    const wang = world.person('wang')
    await wang.says('转人工', { display: '王师傅' })
    await wang.says('运费拖了三个月没给，老板电话也不接，车还压在那边', { display: '王师傅' })
    return { world, ma, wang }
  }

  it('is shown whole to staff, with its writer', async () => {
    const { world, ma } = await left()
    await world.moves(3 * HOUR)
    for (const text of ['H-1', '查看 H-1']) {
      const seen = await ma.says(text)
      expect(seen.end.intent).toBe('staff.view')
      expect(seen.text).toContain('运费拖了三个月没给，老板电话也不接，车还压在那边')
      expect(seen.text).toMatch(/H-1（等回复）王师傅，终端，10:00/)
    }
    expect((await ma.says('H-9')).text).toContain('没有 H-9')
    expect((await ma.says('待办')).text).toContain('H-1 等了3小时 王师傅：运费拖了三个月没给')
  })

  it('is closed with a kind word to the driver', async () => {
    const { world, ma } = await left()
    const closed = await ma.says('关闭 H-1 您来窗口办过了')
    expect(closed.end.intent).toBe('staff.close')
    expect(closed.text).toContain('已关闭 H-1')
    expect(pushesTo(world, 'wang').map((push) => push.text)).toEqual([expect.stringMatching(/H-1[\s\S]*您来窗口办过了[\s\S]*转人工/)])
    expect((await ma.says('待办')).text).toContain('没有等着办')
    expect((await ma.says('关闭 H-1')).text).toContain('不用再关')
    expect((await ma.says('回复 H-1 好的')).text).toContain('已经关闭')
    expect((await ma.says('关闭 H-9')).text).toContain('没有 H-9')
    expect((await world.app.db.read.select().from(audit)).map((entry) => entry.action)).toContain('human.closed')
  })

  it('is forgotten in what staff saw of it when its writer goes', async () => {
    const { world, ma, wang } = await left()
    await ma.says('查看 H-1')
    await wang.says('删除我的资料')
    await wang.says('确认删除')
    expect((await ma.says('H-1')).text).toMatch(/已关闭[\s\S]*删掉了/)
    expect(world.channel.sent.length).toBeGreaterThan(0)
  })
})

describe('what waits', () => {
  it('counts the failed questions of the last day only', async () => {
    const world = await World.open()
    const ma = await counter(world)
    await world.person('wang').says('鹧鸪鹧鸪鹧鸪')
    expect((await ma.says('待办')).text).toContain('问题1个')
    await world.moves(DAY)
    expect((await ma.says('待办')).text).toContain('没有等着办')
  })
})
