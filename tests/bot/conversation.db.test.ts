import { describe, expect, it } from 'vitest'
import type { Capability, Intent } from '../../src/bot/capability.ts'
import { terminalAbilities } from '../../src/bot/channels/terminal.ts'
import type { Form } from '../../src/bot/dialogue.ts'
import { personal, reply, say, withChoices } from '../../src/bot/message.ts'
import { nextNumber } from '../../src/bot/store/numbers.ts'
import { numbers, outgoing, questions, updates } from '../../src/bot/tables.ts'
import { knowledge } from '../../src/features/knowledge/knowledge/intents.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/lib/clock.ts'
import { MemoryChannel, World } from '../support/world.ts'

/** A capability made for looking at the machinery: a form in three fields, a private fact, and a handler that breaks. */
const form: Form = {
  version: 1,
  doing: say`登记失物`,
  fields: [
    {
      name: 'phone',
      called: ['电话', '号码'],
      ask: () => say`您的电话是多少？`,
      explain: say`电话是11位数字，比如13800138000。`,
      read: (heard) => heard.slots.phones[0],
    },
    {
      name: 'colour',
      called: ['颜色'],
      ask: () => say`什么颜色的？`,
      explain: say`说一个颜色，比如黑色。`,
      read: (heard) => /[红黑白蓝]/.exec(heard.text)?.[0],
      choices: () => ['红', '黑'].map((colour) => ({ label: say`${colour}色`, act: { do: 'fill', field: 'colour', value: colour } as const })),
    },
  ],
}
const report: Intent = {
  name: 'lost.report',
  audience: 'personal',
  changes: true,
  form,
  async run(ctx, _turn, filled) {
    const number = await nextNumber(ctx.tx, 'L')
    return { reply: reply(say`记下了，编号${number}：${personal(filled.phone ?? '')} ${filled.colour ?? ''}。`), data: { report: number } }
  },
}
const balance: Intent = { name: 'points.balance', audience: 'personal', consent: true, run: async () => ({ reply: reply(say`您有${personal(30)}分。`) }) }
const breaks: Intent = {
  name: 'notice.list',
  audience: 'public',
  async run(ctx) {
    await nextNumber(ctx.tx, 'half-done')
    throw new Error('broken')
  },
}
const menu: Intent = {
  name: 'help',
  audience: 'public',
  run: async () => ({
    reply: withChoices(reply(say`要问哪个？`), [
      { label: say`理发`, act: { do: 'ask', intent: 'answer', topic: 'haircut' } },
      { label: say`吃饭`, act: { do: 'ask', intent: 'answer', topic: 'meal' } },
    ]),
  }),
}
const parts: Capability = {
  name: 'parts',
  intents: [report, balance, breaks, menu, { name: 'greet', audience: 'public', run: async () => ({ reply: reply(say`您好！`) }) }],
}
const capabilities = [knowledge, parts]
const open = (channel?: MemoryChannel) => World.open({ capabilities, ...(channel ? { channel } : {}) })

describe('a message', () => {
  it('delivered again is not handled again and not answered again', async () => {
    const world = await open()
    const wang = world.person('wang')
    const first = await wang.says('理发多少钱', { update: 'same' })
    const again = await wang.says('理发多少钱', { update: 'same' })
    expect(first.text).toMatch(/9\.9元/)
    expect(again.replies).toEqual([])
    expect(again.end).toMatchObject({ duplicate: true, topic: 'haircut' })
    expect(await world.app.db.read.select().from(updates)).toHaveLength(1)
  })

  it('delivered many times at once is handled once', async () => {
    const world = await open()
    const wang = world.person('wang')
    const ends = await Promise.all(Array.from({ length: 10 }, () => wang.says('理发多少钱', { update: 'same' })))
    expect(ends.filter((each) => !each.end.duplicate)).toHaveLength(1)
    expect(world.channel.sent).toHaveLength(1)
  })

  it('whose handler breaks leaves nothing half-done, and an apology with an id', async () => {
    const world = await open()
    const heard = await world.person('wang').says('最近有啥通知', { update: 'x' })
    expect(heard.text).toMatch(/E-[a-z0-9]{6}/)
    expect(await world.app.db.read.select().from(numbers)).toEqual([])
    expect((await world.person('wang').says('最近有啥通知', { update: 'x' })).end.duplicate).toBe(true)
  })

  it('of another bot is not answered', async () => {
    const world = await open()
    expect((await world.person('bot').says('理发多少钱', { automatic: true })).replies).toEqual([])
  })

  it('of ten thousand characters gets a request to be brief', async () => {
    const world = await open()
    expect((await world.person('wang').says('理发'.repeat(5_000))).text).toMatch(/太长/)
  })

  it('without words, of emoji or of invisible characters gets one plain sentence', async () => {
    const world = await open()
    for (const text of ['', '😀😀', '\u200b\u200d\ufeff', '\u0000\u0007', '？？？']) {
      const heard = await world.person('wang').says(text)
      expect(heard.replies).toHaveLength(1)
      expect(heard.text.length).toBeGreaterThan(5)
    }
  })

  it('with invisible characters between its own is understood all the same', async () => {
    const world = await open()
    expect((await world.person('wang').says('理\u200b发\u200d多\ufeff少钱')).end).toMatchObject({ topic: 'haircut' })
  })

  it('in traditional characters is answered in them', async () => {
    const world = await open()
    expect((await world.person('chen').says('請問理髮多少錢')).text).toMatch(/理髮|開/)
  })

  it('that nobody understands is kept for staff', async () => {
    const world = await open()
    await world.person('wang').says('哈哈哈今天天气不错')
    expect(await world.app.db.read.select().from(questions)).toMatchObject([{ band: 'none' }])
  })
})

describe('a flood', () => {
  it('from one person gets one sentence, then silence, and the next minute answers again', async () => {
    const world = await open(new MemoryChannel('telegram', { ...terminalAbilities, buttons: true, limited: true }))
    const wang = world.person('wang')
    for (let count = 0; count < 40; count++) await wang.says('理发多少钱')
    expect(world.channel.sent).toHaveLength(31)
    expect(world.channel.sent.at(-1)?.text).toMatch(/太快/)
    await world.moves(2 * MINUTE)
    expect((await wang.says('理发多少钱')).text).toMatch(/9\.9/)
  })

  it('of one question in a group is answered once for all in a minute', async () => {
    const world = await open()
    for (const name of ['a', 'b', 'c']) await world.person(name).asksIn('g:night', '理发多少钱')
    expect(world.channel.sent).toHaveLength(1)
    await world.moves(61 * SECOND)
    expect((await world.person('d').asksIn('g:night', '理发多少钱')).replies).toHaveLength(1)
  })
})

describe('choices', () => {
  it('are taken by number, by words and by button', async () => {
    const world = await open()
    for (const [name, answer] of [
      ['a', '2'],
      ['b', '第二个'],
      ['c', '吃饭'],
    ] as const) {
      await world.person(name).says('你都会啥')
      expect((await world.person(name).says(answer)).end).toMatchObject({ topic: 'meal' })
    }
    const asked = await world.person('d').says('你都会啥')
    expect((await world.person('d').says('', { choice: asked.replies[0]?.choices[1]?.id ?? '' })).end).toMatchObject({ topic: 'meal' })
  })

  it('are numbered lines where a channel has no buttons', async () => {
    const world = await open()
    expect((await world.person('a').says('你都会啥')).text).toMatch(/1\. 理发\n2\. 吃饭/)
  })

  it('from last month are stale, and said to be', async () => {
    const world = await open()
    const asked = await world.person('a').says('你都会啥')
    const old = asked.replies[0]?.choices[1]?.id ?? ''
    await world.moves(30 * DAY)
    await world.person('a').says('理发多少钱')
    expect((await world.person('a').says('', { choice: old })).text).toMatch(/过期/)
  })

  it('that were not offered are refused with the range', async () => {
    const world = await open()
    await world.person('a').says('你都会啥')
    expect((await world.person('a').says('7')).text).toMatch(/1到2/)
    expect((await world.person('a').says('2')).end).toMatchObject({ topic: 'meal' })
  })
})

describe('a follow-up', () => {
  it('refers to the topic just talked about', async () => {
    const world = await open()
    await world.person('a').says('理发多少钱')
    expect((await world.person('a').says('那在哪')).end).toMatchObject({ topic: 'haircut' })
  })

  it('refers to nothing after ten minutes', async () => {
    const world = await open()
    await world.person('a').says('理发多少钱')
    await world.moves(11 * MINUTE)
    expect((await world.person('a').says('那在哪')).end.topic).not.toBe('haircut')
  })
})

describe('a dialogue', () => {
  it('asks for what is missing and ends with what was promised', async () => {
    const world = await open()
    const wang = world.person('wang')
    expect((await wang.says('我的包丢了')).text).toMatch(/电话/)
    expect((await wang.says('13800138000')).text).toMatch(/颜色/)
    const done = await wang.says('黑的')
    expect(done.text).toMatch(/L-1.*13800138000 黑/)
    expect(done.end).toMatchObject({ intent: 'lost.report', data: { report: 'L-1' } })
  })

  it('survives a restart and a six-hour drive, and comes back with where it was', async () => {
    const world = await open()
    const wang = world.person('wang')
    await wang.says('我的黑包丢了')
    await world.restarts()
    await world.moves(6 * HOUR)
    expect((await wang.says('嗯')).text).toMatch(/刚才在办：登记失物/)
    expect((await wang.says('13800138000')).text).toMatch(/L-1/)
  })

  it('lets a question in between be answered and goes on', async () => {
    const world = await open()
    const wang = world.person('wang')
    await wang.says('我的包丢了')
    const aside = await wang.says('理发多少钱')
    expect(aside.text).toMatch(/9\.9元[\s\S]*接着办[\s\S]*电话/)
    expect((await wang.says('13800138000')).text).toMatch(/颜色/)
  })

  it('lets an earlier answer be corrected', async () => {
    const world = await open()
    const wang = world.person('wang')
    await wang.says('我的包丢了')
    await wang.says('13800138000')
    expect((await wang.says('电话写错了')).text).toMatch(/电话是多少/)
    await wang.says('13911112222')
    expect((await wang.says('红的')).text).toMatch(/13911112222/)
  })

  it('ends at 取消, goes back at 返回', async () => {
    const world = await open()
    const wang = world.person('wang')
    await wang.says('我的包丢了')
    await wang.says('13800138000')
    expect((await wang.says('返回')).text).toMatch(/电话是多少/)
    expect((await wang.says('取消')).text).toMatch(/不办了/)
    expect((await wang.says('取消')).text).toMatch(/没有正在办/)
  })

  it('after two bad answers explains, then offers choices and a person', async () => {
    const world = await open()
    const wang = world.person('wang')
    await wang.says('我的包丢了 13800138000')
    expect((await wang.says('哦哦哦')).text).toMatch(/说一个颜色/)
    expect((await wang.says('额')).text).toMatch(/1\. 红色\n2\. 黑色\n3\. 转人工\n4\. 取消/)
    expect((await wang.says('2')).text).toMatch(/L-1/)
  })
})

describe('consent', () => {
  it('is asked in three lines at the first private matter, kept, and not asked again', async () => {
    const world = await open()
    const wang = world.person('wang')
    const asked = await wang.says('我还有多少积分')
    expect(asked.text.split('\n').slice(0, 3)).toHaveLength(3)
    expect(asked.text).toMatch(/同意吗/)
    expect((await wang.says('同意')).text).toMatch(/30分/)
    expect((await wang.says('我还有多少积分')).text).toMatch(/30分/)
  })

  it('refused keeps nothing, and public questions go on', async () => {
    const world = await open()
    const wang = world.person('wang')
    await wang.says('我还有多少积分')
    expect((await wang.says('不同意')).text).toMatch(/不办了/)
    expect((await wang.says('理发多少钱')).text).toMatch(/9\.9/)
    expect((await wang.says('我还有多少积分')).text).toMatch(/同意吗/)
  })
})

describe('in a group', () => {
  it('the bot is silent unless it is meant', async () => {
    const world = await open()
    const heard = await world.person('a').chatsIn('g:night', '理发多少钱')
    expect(heard.replies).toEqual([])
    expect(heard.end.handled).toBe(false)
    expect((await world.person('a').chatsIn('g:night', '小驿 理发多少钱')).text).toMatch(/9\.9/)
  })

  it('a private matter gets one neutral line, the same for everybody, and no private fact', async () => {
    const world = await open()
    await world.person('a').says('我还有多少积分')
    await world.person('a').says('同意')
    const known = await world.person('a').asksIn('g:night', '我还有多少积分')
    const unknown = await world.person('b').asksIn('g:night', '我还有多少积分')
    expect(known.text).toBe(unknown.text)
    expect(known.text).not.toMatch(/30/)
  })

  it('a parked question is taken up when its owner writes in private, and not after a day', async () => {
    const world = await open()
    await world.person('a').says('我还有多少积分')
    await world.person('a').says('同意')
    await world.person('a').asksIn('g:night', '我还有多少积分')
    expect((await world.person('a').says('你好')).text).toMatch(/30分/)
    expect((await world.person('a').says('你好')).text).not.toMatch(/30分/)
    await world.person('a').asksIn('g:night', '我还有多少积分')
    await world.moves(25 * HOUR)
    expect((await world.person('a').says('你好')).text).not.toMatch(/30分/)
  })

  it('a choice the bot offered a moment ago is answered without @, later it is chatter', async () => {
    const world = await open()
    await world.person('a').asksIn('g:night', '你都会啥')
    expect((await world.person('b').chatsIn('g:night', '2')).replies).toEqual([])
    expect((await world.person('a').chatsIn('g:night', '2')).end).toMatchObject({ topic: 'meal', handled: true })
    await world.person('a').asksIn('g:night', '你都会啥')
    await world.moves(3 * MINUTE)
    expect((await world.person('a').chatsIn('g:night', '2')).replies).toEqual([])
  })

  it('nothing personal was ever addressed to one', async () => {
    const world = await open()
    for (const text of ['我还有多少积分', '我的包丢了 13800138000 黑的', '查我的积分', '我丢了个红包电话13912345678'])
      await world.person('a').asksIn('g:night', text)
    const rows = await world.app.db.read.select().from(outgoing)
    expect(rows.filter((row) => row.place === 'group' && row.audience === 'personal')).toEqual([])
    expect(
      rows
        .filter((row) => row.place === 'group')
        .map((row) => row.text)
        .join(),
    ).not.toMatch(/138|139/)
  })
})

describe('what was found by trying', () => {
  it('a number that was not offered is refused in a group, too', async () => {
    const world = await open()
    await world.person('a').asksIn('g:night', '你都会啥')
    const heard = await world.person('a').asksIn('g:night', '7')
    expect(heard.text).toMatch(/1到2[\s\S]*1\. 理发/)
  })

  it('a parked question waits while the private message itself offers choices', async () => {
    const world = await open()
    await world.person('a').says('我还有多少积分')
    await world.person('a').says('同意')
    await world.person('a').asksIn('g:night', '我还有多少积分')
    const asked = await world.person('a').says('你都会啥')
    expect(asked.text).toMatch(/30分/) // help is small talk: the parked question is the answer
    await world.person('a').asksIn('g:night', '我还有多少积分')
    expect((await world.person('a').says('理发多少钱')).text).toMatch(/9\.9元[\s\S]*30分/)
  })

  it('a parked question that opens a dialogue does not drop the ones behind it', async () => {
    const world = await open()
    const wang = world.person('wang')
    await wang.says('我还有多少积分')
    await wang.says('同意')
    await wang.asksIn('g:night', '我的包丢了')
    await world.moves(SECOND)
    await wang.asksIn('g:night', '我还有多少积分')
    expect((await wang.says('你好')).text).toMatch(/电话/)
    await wang.says('13800138000')
    expect((await wang.says('黑的')).text).toMatch(/L-1[\s\S]*30分/)
  })

  it('a public question nobody addressed to the bot leaves no row behind', async () => {
    const world = await open()
    await world.person('a').chatsIn('g:night', '有谁知道中心理发多少钱')
    expect(await world.app.db.read.select().from(updates)).toEqual([])
  })
})

describe('several wishes', () => {
  it('of one message are both served, the question before the dialogue', async () => {
    const world = await open()
    const heard = await world.person('a').says('我的包丢了 顺便问问理发多少钱')
    expect(heard.text).toMatch(/9\.9元[\s\S]*电话/)
    expect(heard.end).toMatchObject({ intent: 'lost.report', also: [{ intent: 'answer', topic: 'haircut' }] })
  })

  it('one of them private: in a group the open one is answered, the other parked', async () => {
    const world = await open()
    const heard = await world.person('a').asksIn('g:night', '理发多少钱 另外查查我还有多少积分')
    expect(heard.text).toMatch(/9\.9元[\s\S]*私聊/)
  })
})

describe('small talk after an answer', () => {
  it('does not bring the answer again', async () => {
    const world = await open()
    const driver = world.person('a')
    for (const words of ['哈哈哈', '哦', '嘿嘿', '厉害', '好吧', '666', '原来如此']) {
      expect((await driver.says('理发多少钱')).text).toContain('9.9元')
      expect((await driver.says(words)).text, words).not.toContain('9.9元')
    }
  })
})

describe('an aside that is a form of its own', () => {
  it('leads back to what was being done once', async () => {
    const world = await open()
    const driver = world.person('a')
    await driver.says('我的包丢了')
    const { text } = await driver.says('提醒我2026年12月20号审车')
    expect(text.match(/接着办/g) ?? []).toHaveLength(1)
  })
})

describe('choices that are not taken', () => {
  it('are given up by 都不对 or 取消', async () => {
    const world = await open()
    for (const words of ['都不对', '都不是', '取消', '3']) {
      await world.person('a').says('你都会啥')
      expect((await world.person('a').says(words)).text, words).toMatch(words === '3' ? /1到2/ : /换个说法/)
    }
  })

  it('are stale after an hour', async () => {
    const world = await open()
    await world.person('a').says('你都会啥')
    await world.moves(61 * MINUTE)
    expect((await world.person('a').says('2')).text).toMatch(/过期/)
  })
})

describe('the question of consent', () => {
  it('is short after something else was asked in between, and whole the first time', async () => {
    const world = await open()
    await world.person('a').says('我还有多少积分')
    const aside = await world.person('a').says('理发多少钱')
    expect(aside.text).toMatch(/9\.9元/)
    expect(aside.text).not.toMatch(/到期自动删除/)
    expect((await world.person('a').says('我还有多少积分')).text.match(/到期自动删除/g)).toHaveLength(1)
  })

  it('is answered by the whole message, not by how one begins', async () => {
    const world = await open()
    for (const [n, words] of ['中心在哪', '行车证咋办', '可以给我讲讲不', '是啥意思', '对了你是谁'].entries()) {
      const one = world.person(`n${n}`)
      await one.says('我还有多少积分')
      expect((await one.says(words)).text, words).not.toMatch(/30分/)
    }
    for (const [n, words] of ['确认', '好的，谢谢', '行', '中', '同意。', '可以的'].entries()) {
      const one = world.person(`y${n}`)
      await one.says('我还有多少积分')
      expect((await one.says(words)).text, words).toMatch(/30分/)
    }
  })

  it('takes no mere 嗯 for an answer', async () => {
    const world = await open()
    await world.person('a').says('我还有多少积分')
    expect((await world.person('a').says('嗯')).text).not.toMatch(/30分/)
  })
})

describe('messages that follow at once', () => {
  it('are read together with the one before when alone they say too little', async () => {
    const world = await open()
    await world.person('a').says('我想问一下')
    await world.moves(2 * SECOND)
    expect((await world.person('a').says('理发 几块')).end).toMatchObject({ topic: 'haircut' })
  })
})
