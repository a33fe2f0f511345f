/** Conversations over WeChat, from the gateway through the whole bot and back. */
import { expect, it, onTestFinished, vi } from 'vitest'
import { App } from '../../src/app.ts'
import { WechatChannel } from '../../src/bot/channels/wechat/channel.ts'
import { openLog } from '../../src/lib/log.ts'
import { newDatabase, newFolder } from '../support/engine.ts'
import { FAST, useSettings } from '../support/wechat-gateway/desk.ts'
import { BOT, Gateway } from '../support/wechat-gateway/gateway.ts'

const soon = { timeout: 20_000, interval: 20 }

async function opened() {
  const gateway = await Gateway.open()
  useSettings(gateway)
  const channel = new WechatChannel({ log: openLog('silent'), pace: FAST })
  const databaseUrl = await newDatabase()
  const app = await App.open({
    databaseUrl,
    zone: 'Asia/Shanghai',
    log: openLog('silent'),
    channels: [channel],
    cacheFolder: 'data/cache',
    filesFolder: newFolder(),
  })
  await app.start()
  onTestFinished(async () => {
    await app.stop()
    await gateway.down()
  })
  await vi.waitUntil(() => channel.canSend(), soon)
  /** What the bot wrote to this chat. */
  const wroteTo = (chat: string) => gateway.sent.filter(({ to }) => to === chat).map(({ text }) => text)
  const answer = async (chat: string, act: () => void) => {
    const before = wroteTo(chat).length
    act()
    await vi.waitUntil(() => wroteTo(chat).length > before, soon)
    return wroteTo(chat).slice(before).join('\n')
  }
  return { gateway, channel, app, wroteTo, answer }
}

it('a question is answered, and a choice is made by its number', async () => {
  const { gateway, answer } = await opened()
  gateway.friend('u1', '老王')
  expect(await answer('u1', () => gateway.says('u1', '理发多少钱'))).toMatch(/元|免费/)
  const menu = await answer('u1', () => gateway.sendsFile('u1', 'Audio', new Uint8Array([1, 2, 3])))
  expect(menu).toContain('1. 几点开门')
  expect(await answer('u1', () => gateway.says('u1', '1'))).toMatch(/点|:/)
})

it('a message told five times is answered once', async () => {
  const { gateway, answer, wroteTo } = await opened()
  gateway.friend('u1')
  await answer('u1', () => {
    const id = gateway.says('u1', '理发多少钱')
    for (let i = 0; i < 4; i++) gateway.repeats(id)
  })
  await answer('u1', () => gateway.says('u1', '几点开门'))
  expect(wroteTo('u1')).toHaveLength(2)
})

it('a group is greeted once, answers name who asked, chatter and official accounts stay unanswered', async () => {
  const { gateway, answer, wroteTo } = await opened()
  gateway.stranger('u1', '王建国')
  gateway.official('news')
  gateway.room('r1', ['u1', 'news'], { u1: '老王' })
  expect(await answer('r1', () => gateway.joins('r1'))).toContain('大家好')
  gateway.joins('r1')
  gateway.says('u1', '今天路上真堵', { room: 'r1' })
  gateway.says('news', '@小驿\u2005理发多少钱', { room: 'r1', mentions: [BOT] })
  expect(await answer('r1', () => gateway.says('u1', '@小驿\u2005理发多少钱', { room: 'r1', mentions: [BOT] }))).toMatch(/^@老王\u2005/)
  expect(wroteTo('r1')).toHaveLength(2)
})

it('a private question in a group is taken up when its asker has become a friend', async () => {
  const { gateway, answer, wroteTo } = await opened()
  gateway.stranger('u1', '老王')
  gateway.stranger('u2', '老李')
  gateway.room('r1', ['u1', 'u2'])
  const line = await answer('r1', () => gateway.says('u1', '@小驿\u2005我的积分还有多少', { room: 'r1', mentions: [BOT] }))
  expect(line).toContain('请先点我的头像添加')
  expect(wroteTo('u1')).toEqual([])
  const greeting = await answer('u1', () => gateway.asksToBeFriend('u1'))
  expect(gateway.account.acceptedFriendships).toHaveLength(1)
  expect(greeting).toContain('积分')
})
