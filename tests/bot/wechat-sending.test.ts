/** What leaves for WeChat, and how, against a real gateway on this machine. */
import { describe, expect, it, vi } from 'vitest'
import { piecesOf } from '../../src/bot/channels/wechat/outbound.ts'
import { HUMAN, Pacer } from '../../src/bot/channels/wechat/pace.ts'
import { ticks } from '../../src/lib/clock.ts'
import { connect, outgoing } from '../support/wechat-gateway/desk.ts'
import { BOT, Gateway } from '../support/wechat-gateway/gateway.ts'

const soon = { timeout: 10_000, interval: 10 }

async function opened(options: Parameters<typeof connect>[1] = {}) {
  const gateway = await Gateway.open()
  const { channel } = await connect(gateway, options)
  await vi.waitUntil(() => channel.canSend(), soon)
  return { gateway, channel }
}

const room = (id: string) => ({ to: id, place: { kind: 'group' as const, id } })

describe('an answer', () => {
  it('reaches a friend', async () => {
    const { gateway, channel } = await opened()
    gateway.friend('u1')
    expect(await channel.send(outgoing({ to: 'u1', text: '理发5元。' }))).toEqual({ is: 'sent' })
    expect(gateway.sent).toMatchObject([{ to: 'u1', text: '理发5元。', mentions: [] }])
  })

  it('in a room names who asked, by the name used there', async () => {
    const { gateway, channel } = await opened()
    gateway.stranger('u1', '王建国')
    gateway.stranger('u2', '李师傅')
    gateway.room('r1', ['u1', 'u2'], { u1: '老王' })
    await channel.send(outgoing({ ...room('r1'), text: '理发5元。', answers: { from: 'u1' } }))
    await channel.send(outgoing({ ...room('r1'), text: '8点开门。', answers: { from: 'u2' } }))
    await channel.send(outgoing({ ...room('r1'), text: '大家好。' }))
    expect(gateway.sent.map(({ text, mentions }) => [text, mentions])).toEqual([
      ['@老王\u2005理发5元。', ['u1']],
      ['@李师傅\u20058点开门。', ['u2']],
      ['大家好。', []],
    ])
  })

  it('that asks to come to private says how, to friends and strangers alike', async () => {
    const { gateway, channel } = await opened()
    gateway.stranger('u1', '甲')
    gateway.friend('u2', '乙')
    gateway.room('r1', ['u1', 'u2'])
    for (const from of ['u1', 'u2']) await channel.send(outgoing({ ...room('r1'), text: '请私聊我。', toPrivate: true, answers: { from } }))
    const [stranger, friend] = gateway.sent.map(({ text }) => text.slice(text.indexOf('\u2005')))
    expect(stranger).toBe('\u2005请私聊我。\n还没加好友的，请先点我的头像添加，通过后直接给我发消息。')
    expect(friend).toBe(stranger)
  })

  it('that is long goes out in pieces, cut between lines', async () => {
    const { gateway, channel } = await opened()
    gateway.friend('u1')
    const lines = Array.from({ length: 100 }, (_, i) => `第${i}行${'字'.repeat(40)}`)
    await channel.send(outgoing({ to: 'u1', text: lines.join('\n') }))
    expect(gateway.sent.length).toBeGreaterThan(1)
    expect(gateway.sent.map(({ text }) => text).join('\n')).toBe(lines.join('\n'))
    for (const { text } of gateway.sent) expect(text.length).toBeLessThanOrEqual(2_000)
  })

  it('has a line cut only where it is longer than a piece, never inside a character', () => {
    const pieces = piecesOf('😀'.repeat(25), 10)
    expect(pieces.join('').replaceAll('\n', '')).toBe('😀'.repeat(25))
    for (const piece of pieces) expect(piece).toMatch(/^(😀)+(\n(😀)+)*$/u)
  })
})

describe('what cannot arrive', () => {
  it('is not written to a stranger, and the reason is told', async () => {
    const { gateway, channel } = await opened()
    gateway.friend('u1')
    gateway.stranger('u2')
    expect(await channel.send(outgoing({ to: 'u2' }))).toEqual({ is: 'gone', why: 'no friend of the bot on WeChat: cannot be written to' })
    gateway.account.befriend('u2', true)
    expect(await channel.send(outgoing({ to: 'u2' }))).toEqual({ is: 'sent' })
  })

  it('is tried all the same where the puppet calls nobody a friend', async () => {
    const { gateway, channel } = await opened()
    gateway.stranger('u1')
    gateway.stranger('u2')
    expect(await channel.send(outgoing({ to: 'u1' }))).toEqual({ is: 'sent' })
  })

  it('has failed when the gateway refuses it', async () => {
    const { gateway, channel } = await opened()
    gateway.friend('u1')
    gateway.account.faults.push('refuse')
    expect(await channel.send(outgoing({ to: 'u1' }))).toMatchObject({ is: 'failed' })
  })

  it('is of unknown fate when the gateway goes after taking it', async () => {
    const { gateway, channel } = await opened()
    gateway.friend('u1')
    gateway.account.faults.push('lose the answer')
    const sending = channel.send(outgoing({ to: 'u1' }))
    const fate = expect(sending).rejects.toThrow('not known whether it was sent')
    await vi.waitUntil(() => gateway.sent.length > 0, soon)
    await gateway.down()
    await fate
  })

  it('waits while nobody is signed in', async () => {
    const { gateway, channel } = await opened()
    gateway.friend('u1')
    await gateway.signsOut()
    await vi.waitUntil(() => !channel.canSend(), soon)
    expect(await channel.send(outgoing({ to: 'u1' }))).toMatchObject({ is: 'later' })
    expect(gateway.sent).toEqual([])
  })
})

describe('the pace', () => {
  it('is a person’s: 0.8 to 2.5 seconds before each message, one after the other, not the same each time', async () => {
    const { gateway, channel } = await opened({ pace: HUMAN })
    gateway.friend('u1')
    const from = ticks()
    for (const text of ['理发5元。', '8点开门，晚上6点关门，中午不休息。', '好的。']) await channel.send(outgoing({ to: 'u1', text }))
    const times = gateway.sent.map(({ at }) => at)
    const gaps = times.map((at, i) => at - (times[i - 1] ?? from))
    for (const gap of gaps) {
      expect(gap).toBeGreaterThanOrEqual(780)
      expect(gap).toBeLessThan(15_000) // a busy machine adds to it, and that is no fault
    }
    expect(new Set(gaps).size).toBe(3)
  })

  it('lets answers out before pushes', async () => {
    const pacer = new Pacer({ least: 1, most: 2 })
    const order: string[] = []
    const say = (kind: 'reply' | 'push', name: string) => pacer.inTurn(kind, name, async () => void order.push(name))
    await Promise.all([say('push', 'a push'), say('push', 'another push'), say('reply', 'an answer')])
    expect(order).toEqual(['a push', 'an answer', 'another push'])
  })

  it('keeps what waits in the database, so that the death of the process does not touch it, and in its order', async () => {
    const { gateway, channel } = await opened({ pace: { least: 40, most: 60 } })
    gateway.friend('u1')
    /** Sends like the bot's delivery: what comes back later is tried again when it says. */
    const deliver = async (id: string, kind: 'reply' | 'push') => {
      for (let tries = 1; ; tries++) {
        const fate = await channel.send(outgoing({ id, to: 'u1', kind, text: id }))
        if (fate.is !== 'later') return tries
        await new Promise((resolve) => setTimeout(resolve, fate.ms))
      }
    }
    const answers = Array.from({ length: 10 }, (_, i) => `答${i}`)
    const pushes = ['推0', '推1', '推2']
    const first = channel.send(outgoing({ id: '早', to: 'u1', text: '早' }))
    const fates = Promise.all([...pushes.map((id) => deliver(id, 'push')), ...answers.map((id) => deliver(id, 'reply'))])
    expect(await first).toEqual({ is: 'sent' })
    await fates
    const texts = gateway.sent.map(({ text }) => text)
    expect(texts.filter((text) => text.startsWith('答'))).toEqual(answers)
    expect(texts.slice(-3)).toEqual(pushes)
  })
})

it('the account’s own words do not come back as messages', async () => {
  const { gateway, channel } = await opened()
  gateway.friend('u1')
  await channel.send(outgoing({ to: 'u1' }))
  expect(gateway.account.messages.get('own-1')?.talkerId).toBe(BOT)
})
