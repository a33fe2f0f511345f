import { expect, it } from 'vitest'
import type { Sent } from '../support/bot-api/index.ts'
import { eventually, NAME, telegramWorld } from '../support/telegram.ts'

const PRICE = /理发9\.9元/
/** A picture of one point. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

const buttonsOf = (sent: Sent | undefined): { text: string; callback_data?: string; url?: string }[] => {
  const markup = sent?.replyMarkup as { inline_keyboard: { text: string; callback_data?: string; url?: string }[][] } | undefined
  return markup?.inline_keyboard.flat() ?? []
}

it('starts with its name, its menu and what waited, and answers in private', async () => {
  const { api, channel } = await telegramWorld()
  const person = api.world.person()
  person.writes('理发多少钱')
  const answer = await api.until(() => api.records.sentTo(person.id)[0])
  expect(answer.text).toMatch(PRICE)
  // The first line is the answer; it stands out.
  expect(answer.params.entities).toEqual([{ type: 'bold', offset: 0, length: answer.text.indexOf('\n') }])
  expect(answer.params.link_preview_options).toEqual({ is_disabled: true })
  expect(answer.params.reply_parameters).toBeUndefined()
  expect(api.records.callsOf('deleteWebhook')[0]?.params.drop_pending_updates).toBe(false)
  expect(api.core.commands.size).toBe(1)
  expect(channel.status()).toEqual({ is: 'up', words: `Telegram：账号 @${NAME}，长轮询，隐私模式开，群里只看得到@它和回复它的消息。` })
  expect(channel.canSend()).toBe(true)
})

it('an answer in a group points at its question, and chatter stays unanswered', async () => {
  const { api } = await telegramWorld()
  api.world.hearsAll(true)
  const person = api.world.person()
  const group = api.world.supergroup({ members: [person] })
  person.writes('今天跑了八百公里', { in: group })
  const { message } = person.writes(`@${NAME} 理发多少钱`, { in: group })
  const answer = await api.until(() => api.records.sentTo(group.id)[0])
  expect(answer.text).toMatch(PRICE)
  expect(answer.params.reply_parameters).toEqual({ message_id: message.message_id, allow_sending_without_reply: true })
  person.writes('洗澡呢', { in: group, replyTo: answer.message })
  await api.until(() => api.records.sentTo(group.id)[1])
  expect(api.sent).toHaveLength(2)
})

it('a question whose message was deleted is answered all the same', async () => {
  const { api } = await telegramWorld()
  const person = api.world.person()
  const group = api.world.supergroup({ members: [person] })
  const { message } = person.writes(`@${NAME} 理发多少钱`, { in: group })
  group.state.messages.delete(message.message_id)
  await api.until(() => api.records.sentTo(group.id)[0])
})

it('choices are buttons with numbers; a press counts once, however old the message and the query', async () => {
  const { api } = await telegramWorld()
  const person = api.world.person()
  person.writes('/menu')
  const menu = await api.until(() => api.sent[0])
  const [first] = buttonsOf(menu)
  expect(first?.text).toMatch(/^1\. /)
  person.presses(menu.message, first?.text ?? '', { old: true, expired: true })
  await api.until(() => api.sent[1])
  await api.until(() => api.records.callsOf('answerCallbackQuery').length === 1)
  expect(api.records.callsOf('answerCallbackQuery')[0]?.code).toBe(400)
  person.writes('理发多少钱')
  await api.until(() => api.sent.some(({ text }) => PRICE.test(text)))
})

it('a press without its message is answered in private', async () => {
  const { api } = await telegramWorld()
  const person = api.world.person()
  person.writes('/menu')
  const menu = await api.until(() => api.sent[0])
  const data = buttonsOf(menu)[0]?.callback_data
  api.world.raw({ callback_query: { id: '1', from: person.user, chat_instance: '1', data } })
  const answer = await api.until(() => api.sent[1])
  expect(answer.chatId).toBe(person.id)
})

it('a private matter in a group shows the way to the private chat, where it is taken up', async () => {
  const { api } = await telegramWorld()
  const person = api.world.person({ started: false })
  const group = api.world.supergroup({ members: [person] })
  person.writes(`@${NAME} 我的信息`, { in: group })
  const neutral = await api.until(() => api.records.sentTo(group.id)[0])
  expect(buttonsOf(neutral)).toEqual([{ text: '私聊小驿', url: `https://t.me/${NAME}?start=p` }])
  person.start('p')
  const resumed = await api.until(() => api.records.sentTo(person.id)[0])
  expect(resumed.text).toContain('您在群里问的')
})

it('a picture is fetched and kept, one that is too big is refused in words', async () => {
  const { api } = await telegramWorld()
  const person = api.world.person()
  person.sendsPhoto({ bytes: PNG })
  expect((await api.until(() => api.sent[0])).text).toContain('照片收到了')
  expect(api.records.callsOf('file')).toHaveLength(1)
  person.sendsPhoto({ bytes: PNG, size: 40_000_000 })
  expect((await api.until(() => api.sent[1])).text).toContain('太大')
  person.sendsDocument({ bytes: PNG, name: 'a.png', mime: 'image/png' })
  expect((await api.until(() => api.sent[2])).text).toContain('照片收到了')
})

it('a voice message is heard where there are ears', async () => {
  const { api } = await telegramWorld({ transcribe: async () => '理发多少钱' })
  const person = api.world.person()
  person.sendsVoice()
  expect((await api.until(() => api.sent[0])).text).toMatch(PRICE)
})

it('a place on the map and a sticker get an answer', async () => {
  const { api } = await telegramWorld()
  const person = api.world.person()
  person.sendsLocation(31.2, 121.5)
  expect((await api.until(() => api.sent[0])).text).toContain('离您最近')
  person.sendsSticker()
  expect((await api.until(() => api.sent[1])).text).toContain('没看到文字')
})

it('a change that comes before the answer counts, a later one does not', async () => {
  const { api } = await telegramWorld()
  await api.until(() => api.queue.polled)
  const person = api.world.person()
  // Said and changed within one batch.
  const { message } = person.writes('今天星期几来着')
  const { message: changed } = person.edits(message, '理发多少钱')
  const answer = await api.until(() => api.sent[0])
  expect(answer.text).toMatch(PRICE)
  person.edits(changed, '洗澡多少钱')
  person.writes('几点开门')
  await api.until(() => api.sent[1])
  expect(api.sent).toHaveLength(2)
})

it('chatter that is changed to ask us is a question', async () => {
  const { api } = await telegramWorld()
  api.world.hearsAll(true)
  const person = api.world.person()
  const group = api.world.supergroup({ members: [person] })
  const { message } = person.writes('理发多少钱来着', { in: group })
  await api.until(() => api.records.counts.confirmed === 1)
  person.edits(message, '今天真冷')
  person.edits(message, `@${NAME} 理发多少钱`)
  expect((await api.until(() => api.records.sentTo(group.id)[0])).text).toMatch(PRICE)
  person.edits(message, `@${NAME} 理发多少钱啊`)
  await api.until(() => api.records.counts.confirmed === 4)
  expect(api.sent).toHaveLength(1)
})

it('a group is greeted once for ever, and forgotten while we are out of it', async () => {
  const { api, app } = await telegramWorld()
  const { groups } = await import('../../src/bot/tables.ts')
  const owner = api.world.person()
  const group = api.world.supergroup({ bot: 'left', title: '夜班群' })
  group.addsBot(owner)
  await api.until(() => api.records.sentTo(group.id)[0])
  group.kicksBot(owner)
  const gone = async () => (await app.db.read.select({ gone: groups.gone }).from(groups))[0]?.gone
  await eventually(async () => (await gone()) === 'kicked')
  group.addsBot(owner)
  await eventually(async () => (await gone()) === null)
  expect(api.records.sentTo(group.id)).toHaveLength(1)
})

it('a group that becomes a supergroup goes on under its new number', async () => {
  const { api, app } = await telegramWorld()
  const { groups } = await import('../../src/bot/tables.ts')
  const person = api.world.person()
  const group = api.world.group({ members: [person], bot: 'left' })
  group.addsBot(person)
  await api.until(() => api.records.sentTo(group.id)[0])
  const { group: next } = group.upgrades(person)
  await eventually(async () => (await app.db.read.select({ chat: groups.chat }).from(groups)).every(({ chat }) => chat === String(next.id)))
  person.writes(`@${NAME} 理发多少钱`, { in: next })
  await api.until(() => api.records.sentTo(next.id).some(({ text }) => PRICE.test(text)))
})

it('an answer to a group that has moved meanwhile finds it', async () => {
  const { api, channel } = await telegramWorld()
  const person = api.world.person()
  const group = api.world.group({ members: [person] })
  const { group: next } = group.upgrades(person)
  const said = await channel.send({ id: 'x', kind: 'push', to: String(group.id), place: { kind: 'group', id: String(group.id) }, text: '通知', choices: [] })
  expect(said).toEqual({ is: 'sent' })
  expect(api.records.sentTo(next.id).map(({ text }) => text)).toEqual(['通知'])
})

it('who blocks us is not written to, until they come back', async () => {
  const { api, app } = await telegramWorld()
  const { accounts } = await import('../../src/bot/tables.ts')
  const person = api.world.person()
  person.writes('理发多少钱')
  await api.until(() => api.sent[0])
  person.blocks()
  const gone = async () => (await app.db.read.select({ gone: accounts.gone }).from(accounts))[0]?.gone
  await eventually(async () => (await gone()) === 'blocked')
  person.unblocks()
  await eventually(async () => (await gone()) === null)
})

it('what cannot be read does not stop what can', async () => {
  const { api } = await telegramWorld()
  api.world.raw({ message: { nonsense: true } })
  api.world.raw({ thought: { of: 'tomorrow' } })
  api.world.raw({ message: null })
  const person = api.world.person()
  person.writes('理发多少钱')
  await api.until(() => api.sent[0])
  await api.until(() => api.queue.pending.size === 0)
})

it('other bots and posts of channels are never answered', async () => {
  const { api } = await telegramWorld()
  api.world.hearsAll(true)
  const group = api.world.supergroup()
  const admin = api.world.person()
  admin.writes(`@${NAME} 理发多少钱`, { in: group, as: group.chat })
  api.world.channel().posts(`@${NAME} 理发多少钱`)
  await api.until(() => api.queue.pending.size === 0 && api.records.counts.handed > 0)
  expect(api.sent).toHaveLength(0)
})

it('a very long answer comes in pieces, with its buttons under the last', async () => {
  const { api, channel } = await telegramWorld()
  const person = api.world.person()
  const lines = Array.from({ length: 300 }, (_, n) => `第${n}行：${'字'.repeat(20)}`)
  const choices = [{ id: 'a'.repeat(64), label: `很长的${'标签'.repeat(40)}` }]
  const message = { id: 'x', kind: 'push', to: String(person.id), place: { kind: 'private' }, text: lines.join('\n'), choices } as const
  expect(await channel.send(message)).toEqual({ is: 'sent' })
  expect(api.sent.map(({ text }) => text).join('\n')).toBe(lines.join('\n'))
  expect(api.sent.map(({ text }) => text.length <= 4_096)).toEqual(api.sent.map(() => true))
  expect(api.sent.map((sent) => buttonsOf(sent).length)).toEqual([...api.sent.slice(1).map(() => 0), 1])
  expect([...(buttonsOf(api.sent.at(-1))[0]?.text ?? '')]).toHaveLength(60)
})

it('a button that Telegram cannot carry becomes a numbered line', async () => {
  const { api, channel } = await telegramWorld()
  const person = api.world.person()
  const message = {
    id: 'x',
    kind: 'reply',
    to: String(person.id),
    place: { kind: 'private' },
    text: '选一个',
    choices: [{ id: '超'.repeat(22), label: '甲' }],
  } as const
  expect(await channel.send(message)).toEqual({ is: 'sent' })
  expect(api.sent[0]).toMatchObject({ text: '选一个\n1. 甲', replyMarkup: undefined })
})
