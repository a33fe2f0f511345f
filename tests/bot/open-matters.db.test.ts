/** What several open matters of one person do to each other: never two lists for one number, never the same reminder for ever. */
import { describe, expect, it } from 'vitest'
import { SECOND } from '../../src/lib/clock.ts'
import { agreed } from '../support/agreed.ts'
import { World } from '../support/world.ts'

const numbered = (text: string): number => text.split('\n').filter((line) => line.startsWith('1. ')).length

describe('private questions of one person, asked in a group', () => {
  it('come up in private with one list of choices, and a number means that list', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    for (const text of ['我的积分还有多少', '我的预约都有啥', '帮我约律师']) {
      await wang.asksIn('g:night', text)
      await world.moves(SECOND)
    }
    const heard = await wang.says('你好')
    expect(heard.text).toMatch(/积分[\s\S]*没有预约[\s\S]*同意吗/)
    expect(heard.replies.filter(({ choices }) => choices.length > 0)).toHaveLength(1)
    expect(numbered(heard.text)).toBe(1)
    expect((await wang.says('1')).text).toContain('想约什么时候')
  })

  it('that need an answer each come up one after the other', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    await wang.asksIn('g:night', '删除我的信息')
    await world.moves(SECOND)
    await wang.asksIn('g:night', '帮我约律师')
    const heard = await wang.says('你好')
    expect(heard.text).toContain('确认删除')
    expect(heard.text).not.toContain('同意吗')
    expect((await wang.says('不删了')).text).toContain('同意吗')
  })
})

describe('two wishes of one message', () => {
  it('both with something to ask: the last dialogue asks, the other waits its turn', async () => {
    const world = await World.open()
    const driver = world.person('a')
    const heard = await driver.says('帮我约个律师吧 顺便我手机落你们大厅了')
    expect(heard.text).toMatch(/登记好了[\s\S]*同意吗/)
    expect(heard.text).not.toContain('再补一句')
    expect(heard.replies[0]?.choices.map(({ label }) => label)).toEqual(['同意', '不同意'])
    const agreed = await driver.says('1')
    expect(agreed.text).toContain('法律咨询想约什么时候')
    expect((await driver.says('1')).text).toMatch(/约好了[\s\S]*再补一句/)
  })

  it('both in need of consent: it is asked for once', async () => {
    const world = await World.open()
    const driver = world.person('a')
    const heard = await driver.says('帮我约个律师 顺便提醒我3月5号年检')
    expect(heard.text.match(/同意吗/g)).toHaveLength(1)
    const agreed = await driver.says('同意')
    expect(agreed.text).toMatch(/年检/)
    expect(agreed.text).toContain('预约')
  })
})

/** A booking that waits for its time. */
async function asked(): Promise<{ world: World; wang: ReturnType<World['person']> }> {
  const world = await World.open()
  const wang = await agreed(world, 'wang')
  expect((await wang.says('帮我约律师')).text).toContain('想约什么时候')
  return { world, wang }
}

describe('an unanswered dialogue', () => {
  it('is called to mind after two other answers, and then not again', async () => {
    const { wang } = await asked()
    expect((await wang.says('理发多少钱')).text).toContain('接着办')
    expect((await wang.says('几点开门')).text).toContain('接着办')
    const third = await wang.says('吃饭多少钱')
    expect(third.text).toContain('5元')
    expect(third.text).not.toContain('接着办')
    expect((await wang.says('有热水吗')).text).not.toContain('接着办')
  })

  it('is taken up again by its answer, or by a word', async () => {
    const { wang } = await asked()
    for (const text of ['理发多少钱', '几点开门', '吃饭多少钱', '有热水吗']) await wang.says(text)
    expect((await wang.says('接着办')).text).toContain('想约什么时候')
    expect((await wang.says('理发多少钱')).text).toContain('接着办')
    for (const text of ['几点开门', '吃饭多少钱']) await wang.says(text)
    expect((await wang.says('明天下午三点')).text).toContain('约好了')
  })

  it('leaves a number to the newer list of another answer', async () => {
    const { wang } = await asked()
    for (const text of ['理发多少钱', '几点开门']) await wang.says(text)
    const help = await wang.says('你会干啥')
    expect(help.replies[0]?.choices.length).toBeGreaterThan(1)
    expect((await wang.says('2')).end.intent).not.toBe('booking.create')
  })

  it.each(['明天几点开门', '明天律师几点上班', '后天理发多少钱', '明天有课吗'])('"%s" is answered, and books nothing', async (text) => {
    const { wang } = await asked()
    const heard = await wang.says(text)
    expect(heard.text).toMatch(/接着办[\s\S]*想约什么时候/)
    expect((await wang.says('1')).text).toContain('约好了')
  })

  it.each(['明天下午有空位吗', '明天三点行不行', '后天上午有律师吗'])('"%s" is a time for it', async (text) => {
    const { wang } = await asked()
    expect((await wang.says(text)).text).not.toContain('接着办')
  })
})

describe('an ordinal', () => {
  it('with the verb of enrolling takes no merchant of the list before it', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    expect((await wang.asksIn('g:night', '附近有洗车的吗')).replies[0]?.choices[0]?.label).toContain('用积分')
    expect((await wang.asksIn('g:night', '报名第一个')).end.intent).not.toBe('points.redeem')
    await wang.says('有啥修车的店')
    expect((await wang.says('报名第一个')).end.intent).toBe('study.enrol')
  })

  it('of a list in a group is taken up in private as what it stood for', async () => {
    const world = await World.open()
    const wang = await agreed(world, 'wang')
    await wang.asksIn('g:night', '附近有洗车的吗')
    expect((await wang.asksIn('g:night', '第一个')).end.intent).toBe('points.redeem')
    expect((await wang.says('你好')).text).toContain('您现在没有积分')
  })
})

describe('a story with one wish', () => {
  it('is acted on although the whole is in doubt', async () => {
    const world = await World.open({ at: '2026-11-23T10:00:00+08:00' })
    const wang = await agreed(world, 'wang')
    const heard = await wang.says('在不 明天下午想找个律师问问 老板拖我运费')
    expect(heard.end).toMatchObject({ intent: 'booking.create', slots: { service: 'legal-aid' } })
    expect(heard.text).toContain('明天')
  })
})

describe('small talk beside a wish', () => {
  it('is noticed, and the wish is answered in the first line', async () => {
    const world = await World.open()
    const heard = await world.person('wang').says('你好，我想问一下，理发多少钱')
    expect(heard.text).toMatch(/^理发9\.9元/)
    expect(heard.text).not.toContain('小驿')
    expect(heard.end).toMatchObject({ intent: 'answer', topic: 'haircut', also: [{ intent: 'greet' }] })
  })

  it('of a group is left aside', async () => {
    const world = await World.open()
    expect((await world.person('wang').asksIn('g:night', '师傅们好，理发多少钱')).text).toMatch(/^理发9\.9元/)
  })
})

describe('an impatient driver', () => {
  it('may pick the way out of the list after two bad answers, by its word or its number', async () => {
    for (const way of ['取消', '8']) {
      const { wang } = await asked()
      await wang.says('明天下午')
      for (const text of ['哈哈', '呵呵呵']) await wang.says(text)
      expect((await wang.says(way)).text).toContain('预约不办了')
    }
  })

  it('calls off what is only being made', async () => {
    const { wang } = await asked()
    expect((await wang.says('取消预约')).text).toContain('预约不办了')
    expect((await wang.says('取消')).text).toContain('没有正在办')
  })

  it('corrects what was said before, while something else is asked', async () => {
    const world = await World.open({ at: '2026-11-23T10:00:00+08:00' })
    const wang = world.person('wang')
    await wang.says('明天下午三点约律师')
    expect((await wang.says('不对，我说的是后天下午四点')).text).toContain('同意')
    expect((await wang.says('同意')).text).toContain('约好了：后天16:00')
  })

  it('picks nothing where nothing is on offer, and nothing that was not offered', async () => {
    const world = await World.open()
    const wang = await agreed(world, 'wang')
    await wang.says('理发多少钱')
    expect((await wang.says('第二个')).text).toContain('过期')
    await wang.says('附近有洗车的吗')
    expect((await wang.says('第二个')).text).toMatch(/请回1到1/)
    expect((await wang.says('我的课')).text).not.toContain('报上了')
  })

  it('names a new thing in one word, or drops the matter, and is not told the old answer again', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    for (const [text, meant] of [
      ['洗车', { intent: 'merchant.find' }],
      ['课', { intent: 'study.list' }],
      ['饭', { topic: 'meal' }],
      ['那算了', { intent: 'cancel' }],
    ] as const) {
      await wang.says('理发多少钱')
      expect((await wang.says(text)).end).toMatchObject(meant)
    }
  })

  it('asks on about what was booked last, not about what was asked before it', async () => {
    const { wang } = await asked()
    await wang.says('理发多少钱')
    await wang.says('明天下午三点')
    await wang.says('约律师后天上午十点')
    expect((await wang.says('在哪')).end).toMatchObject({ topic: 'legal-aid' })
  })
})

describe('a refusal', () => {
  it('of a shortcut under an answer is no plea to say it again', async () => {
    const world = await World.open()
    const wang = await agreed(world, 'wang')
    expect((await wang.says('我的预约')).replies[0]?.choices.length).toBe(1)
    expect((await wang.says('算了')).text).not.toContain('再说一遍')
  })

  it('of consent may be any plain one', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    await wang.says('明天下午三点约律师')
    expect((await wang.says('不了 不去了')).text).toContain('不办了')
  })
})

it('对了 before a question is only its beginning', async () => {
  const world = await World.open()
  const wang = world.person('wang')
  await wang.says('几点开门')
  expect((await wang.says('对了理发多少钱')).end).toMatchObject({ topic: 'haircut' })
})

describe('a writer of traditional characters', () => {
  it('is answered in them after short words, too, until simplified ones come', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    await wang.says('幫我約律師')
    expect((await wang.says('同意')).text).toContain('法律諮詢想約什麼時候')
    expect((await wang.says('理发多少钱')).text).toContain('理发9.9元')
    expect((await wang.says('有热水吗')).text).toContain('饮水')
  })
})

describe('somebody who drops what was begun', () => {
  it.each(['那不改了', '算了不改了吧', '不约了'])('with “%s” is not asked again', async (words) => {
    const world = await World.open()
    const wang = await agreed(world, 'wang')
    await wang.says('约律师，明天下午三点')
    await wang.says('改预约')
    const heard = await wang.says(words)
    expect(heard.text).not.toContain('没看懂')
    expect((await wang.says('我的预约')).text).toContain('明天15:00')
  })
})

describe('a group', () => {
  it('answers a question about another day within the same minute', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    expect((await wang.asksIn('g:night', '今天几点关门')).text).toContain('服务大厅')
    expect((await wang.asksIn('g:night', '周日几点关门')).text).toContain('服务大厅')
  })
})
