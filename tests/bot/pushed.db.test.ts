import { describe, expect, it } from 'vitest'
import type { Capability, Intent, PrivateIntent } from '../../src/bot/capability.ts'
import { personal, reply, say, withChoices } from '../../src/bot/message.ts'
import { DAY, HOUR, MINUTE } from '../../src/lib/clock.ts'
import { World } from '../support/world.ts'

/** Reminds in an hour; the reminder's choices carry which matter they are about. */
const remind: PrivateIntent = {
  name: 'deadline.set',
  audience: 'personal',
  async run(ctx, turn) {
    const matter = turn.understood.slots.codes[0] ?? '?'
    await ctx.push({
      key: `remind:${matter}`,
      reason: 'booking.reminder',
      due: new Date(ctx.now.getTime() + HOUR),
      to: { person: ctx.person.id },
      parts: [say`${personal(matter)}明天来吗？`],
      choices: [
        { label: say`来`, act: { do: 'ask', intent: 'booking.list', filled: { answer: 'comes', matter } } },
        { label: say`不来了`, act: { do: 'ask', intent: 'booking.list', filled: { answer: 'stays', matter } } },
      ],
      files: [{ audience: 'personal', name: '提醒.ics', type: 'text/calendar', base64: 'QQ==' }],
    })
    return { reply: reply(say`记下了。`) }
  },
}
const answered: PrivateIntent = {
  name: 'booking.list',
  audience: 'personal',
  async run(_ctx, _turn, { answer = 'nothing', matter = '' }) {
    return { reply: reply(say`${answer} ${personal(matter)}`) }
  },
}
const menu: Intent = {
  name: 'help',
  audience: 'public',
  run: async () => ({ reply: withChoices(reply(say`要问哪个？`), [{ label: say`你好`, act: { do: 'ask', intent: 'greet' } }]) }),
}
const greet: Intent = { name: 'greet', audience: 'public', run: async () => ({ reply: reply(say`您好`) }) }
const capability: Capability = { name: 'test', intents: [remind, answered, menu, greet] }

async function reminded(): Promise<{ world: World; wang: ReturnType<World['person']> }> {
  const world = await World.open({ capabilities: [capability] })
  const wang = world.person('wang')
  await wang.says('年检到期提醒我 K7M2Q9')
  await world.moves(HOUR)
  return { world, wang }
}

describe('the choices of a push', () => {
  it('are taken by a typed number, also a day later, and know what they are about', async () => {
    const { world, wang } = await reminded()
    await world.moves(DAY)
    expect((await wang.says('1')).text).toBe('comes K7M2Q9')
  })

  it('are taken by their words', async () => {
    const { wang } = await reminded()
    expect((await wang.says('不来了')).text).toBe('stays K7M2Q9')
  })

  it('are taken once: a number after it means nothing', async () => {
    const { wang } = await reminded()
    await wang.says('2')
    expect((await wang.says('2')).text).not.toContain('stays')
  })

  it('give way to a newer list of choices', async () => {
    const { world, wang } = await reminded()
    await world.moves(MINUTE)
    await wang.says('你会干啥')
    expect((await wang.says('1')).text).toBe('您好')
  })

  it('are nobody else’s, and nothing in a group', async () => {
    const { world, wang } = await reminded()
    expect((await world.person('li').says('1')).text).not.toContain('comes')
    expect((await wang.asksIn('g:night', '1')).text).not.toContain('comes')
  })

  it('lapse after a day and a half', async () => {
    const { world, wang } = await reminded()
    await world.moves(37 * HOUR)
    expect((await wang.says('1')).text).not.toContain('comes')
  })

  it('come with the file that goes along', async () => {
    const { world } = await reminded()
    expect(world.channel.sent.at(-1)?.files).toEqual([{ audience: 'personal', name: '提醒.ics', type: 'text/calendar', base64: 'QQ==' }])
  })
})
