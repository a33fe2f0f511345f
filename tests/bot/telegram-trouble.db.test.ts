import { createServer, request as forward } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import type { Channel, OutgoingMessage } from '../../src/bot/channel.ts'
import { NotTaken } from '../../src/bot/receive.ts'
import type { Fault } from '../support/bot-api/index.ts'
import { botApi, eventually, readableLog, telegramWorld } from '../support/telegram.ts'

const PRICE = /理发9\.9元/
const REPEATED = '（刚才网络断过，这条可能重复）'

const to = (id: number, more: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  id: 'x',
  kind: 'push',
  to: String(id),
  place: { kind: 'private' },
  text: '通知',
  choices: [],
  ...more,
})
const is = (channel: Channel, state: string, words = '') =>
  eventually(
    () => channel.status().is === state && channel.status().words.includes(words),
    () => channel.status().words,
  )

it('starts without a network, says so, and goes on when it comes', async () => {
  const api = await botApi()
  await api.down()
  const { channel } = await telegramWorld({ api, waitUntilUp: false })
  await is(channel, 'down', '连不上（ECONNREFUSED）')
  expect(channel.canSend()).toBe(false)
  const person = api.world.person()
  person.writes('理发多少钱')
  await api.up()
  await api.until(() => api.sent[0], 10_000)
  await is(channel, 'up')
})

it('a wrong token is one clear line, and the rest of the product goes on', async () => {
  const { log, text } = readableLog()
  const { app, channel } = await telegramWorld({ token: '7000000001:not-the-token-at-all', waitUntilUp: false, log })
  await is(channel, 'down', '请检查 TELEGRAM_BOT_TOKEN')
  await app.beat()
  expect(channel.canSend()).toBe(false)
  expect(text()).toContain('TELEGRAM_BOT_TOKEN')
  expect(text()).not.toContain('not-the-token-at-all')
})

it('another program that polls is named, and outlived', async () => {
  const { api, channel } = await telegramWorld()
  await api.until(() => api.queue.polled)
  await fetch(`${api.url}/bot${api.token}/getUpdates?timeout=0`)
  await is(channel, 'down', '另有程序')
  api.world.person().writes('理发多少钱')
  await api.until(() => api.sent[0], 10_000)
  await is(channel, 'up')
})

it('a webhook that somebody set is removed', async () => {
  const { api } = await telegramWorld()
  await api.until(() => api.queue.polled)
  await fetch(`${api.url}/bot${api.token}/setWebhook?url=http://127.0.0.1:9/x`)
  api.world.person().writes('理发多少钱')
  await api.until(() => api.sent[0], 10_000)
})

it('whatever happens to the question for updates, nothing is lost or answered twice, and no log tells the token', async () => {
  const { log, text } = readableLog()
  const api = await botApi()
  api.faults.next('getMe', { kind: 'error', code: 502, html: true })
  api.faults.next('setMyCommands', { kind: 'reset' })
  const { channel } = await telegramWorld({ api, log })
  const people = api.world.people(4)
  api.faults.next('getUpdates', { kind: 'error', code: 502, html: true })
  api.faults.next('getUpdates', { kind: 'error', code: 500 })
  api.faults.next('getUpdates', { kind: 'flood', retryAfter: 1 })
  api.faults.next('getUpdates', { kind: 'garbage', carriedOut: true })
  api.faults.next('getUpdates', { kind: 'reset', carriedOut: true })
  people[0]?.writes('理发多少钱')
  await api.until(() => api.faults.waiting <= 1, 15_000)
  for (const person of people.slice(1)) person.writes('理发多少钱')
  await api.until(() => api.sent.length >= 4, 15_000)
  expect(people.map(({ id }) => api.records.sentTo(id).length)).toEqual([1, 1, 1, 1])
  await is(channel, 'up')
  const secret = api.token.split(':')[1] ?? ''
  expect(text()).toContain('Telegram')
  expect(text()).not.toContain(secret)
})

it('a server that goes away and comes back gets its answers later', async () => {
  const { api, channel } = await telegramWorld()
  await api.until(() => api.queue.polled)
  await api.down()
  await is(channel, 'down')
  const person = api.world.person()
  expect(await channel.send(to(person.id))).toMatchObject({ is: 'later', why: 'ECONNREFUSED' })
  expect(channel.canSend()).toBe(false)
  person.writes('理发多少钱')
  await api.up()
  await api.until(() => api.sent[0], 10_000)
})

it('what cannot be stored stays with the server, and what can is answered once', async () => {
  const { api, app, channel } = await telegramWorld()
  const [first, second, third] = api.world.people(3)
  const take = app.reception.take.bind(app.reception)
  let broken = true
  app.reception.take = async (message) => {
    if (broken && message.from === String(second?.id)) throw new NotTaken('', new Error('no disk'))
    return take(message)
  }
  for (const person of [first, second, third]) person?.writes('理发多少钱')
  await is(channel, 'down', '数据库暂时存不了')
  await api.until(() => api.sent.length === 2)
  await api.until(() => api.queue.pending.size === 2)
  broken = false
  await api.until(() => api.sent.length === 3, 10_000)
  await api.until(() => api.queue.pending.size === 0)
  expect([first, second, third].map((person) => api.records.sentTo(person?.id ?? 0).length)).toEqual([1, 1, 1])
  await is(channel, 'up')
})

it('one update that always meets a fault of ours does not hold up the others for ever', async () => {
  const { log, text } = readableLog()
  const { api, app } = await telegramWorld({ log })
  const [first, second] = api.world.people(2)
  const take = app.reception.take.bind(app.reception)
  app.reception.take = async (message) => {
    if (message.from === String(first?.id)) throw new TypeError('a fault of ours')
    return take(message)
  }
  first?.writes('理发多少钱')
  second?.writes('理发多少钱')
  await api.until(() => api.queue.pending.size === 0, 30_000)
  expect(text()).toContain('given up')
  expect(api.sent).toHaveLength(1)
})

it('one slow answer keeps nobody else waiting', async () => {
  const { api } = await telegramWorld()
  const [slow, quick] = api.world.people(2)
  api.faults.next('sendMessage', { kind: 'silence' }, { when: (params) => params.chat_id === slow?.id })
  slow?.writes('理发多少钱')
  await api.until(() => api.faults.waiting === 0)
  quick?.writes('理发多少钱')
  await api.until(() => api.records.sentTo(quick?.id ?? 0)[0], 3_000)
  await api.down() // lets the slow one go
})

it('an answer that may or may not have gone out is repeated with a line that says so', async () => {
  const meets = async (fault: Fault, unmarked: number) => {
    const { api } = await telegramWorld()
    const person = api.world.person()
    api.faults.next('sendMessage', fault)
    person.writes('理发多少钱')
    const repeated = await api.until(() => api.sent.find(({ text }) => text.startsWith(REPEATED)), 15_000)
    expect(repeated.text).toMatch(PRICE)
    expect(repeated.params.entities).toMatchObject([{ offset: REPEATED.length + 1 }])
    expect(api.sent.filter(({ text }) => !text.startsWith(REPEATED))).toHaveLength(unmarked)
  }
  await Promise.all([
    meets({ kind: 'reset', carriedOut: true }, 1),
    meets({ kind: 'error', code: 502, html: true }, 0),
    meets({ kind: 'garbage', carriedOut: true }, 1),
  ])
})

it('a push that may or may not have gone out throws', async () => {
  const { api, channel } = await telegramWorld()
  const person = api.world.person()
  api.faults.next('sendMessage', { kind: 'reset', carriedOut: true })
  await expect(channel.send(to(person.id))).rejects.toThrow('ECONNRESET')
  api.faults.next('sendMessage', { kind: 'error', code: 500 })
  await expect(channel.send(to(person.id))).rejects.toThrow('500')
})

it('a long text whose later piece fails is not known to have arrived', async () => {
  const { api, channel } = await telegramWorld()
  const person = api.world.person()
  const text = '很长的一行字。'.repeat(1_000)
  api.faults.next('sendMessage', { kind: 'flood', retryAfter: 1 }, { when: (params) => String(params.text).length < 4_000 })
  await expect(channel.send(to(person.id, { text }))).rejects.toThrow('part 2 of 2')
  expect(api.sent).toHaveLength(1)
  // The wait that was asked for is kept all the same.
  expect(await channel.send(to(person.id))).toMatchObject({ is: 'later' })
})

it('a chat that must wait waits, and no other', async () => {
  const { api, channel } = await telegramWorld()
  const [busy, free] = api.world.people(2)
  if (!busy || !free) throw new Error('nobody there')
  api.faults.next('sendMessage', { kind: 'flood', retryAfter: 2 })
  expect(await channel.send(to(busy.id))).toMatchObject({ is: 'later', ms: 2_000 })
  const calls = api.records.callsOf('sendMessage').length
  expect(await channel.send(to(busy.id))).toMatchObject({ is: 'later' })
  expect(api.records.callsOf('sendMessage')).toHaveLength(calls)
  expect(await channel.send(to(free.id))).toEqual({ is: 'sent' })
  await eventually(async () => (await channel.send(to(busy.id))).is === 'sent')
})

it('a question to a chat that must wait is answered when the wait is over', async () => {
  const { api } = await telegramWorld()
  const person = api.world.person()
  api.faults.next('sendMessage', { kind: 'flood', retryAfter: 1 })
  person.writes('理发多少钱')
  const answer = await api.until(() => api.sent[0], 10_000)
  expect(answer.text).not.toContain(REPEATED)
})

it('who cannot be reached any more is gone; what is refused otherwise has failed', async () => {
  const { api, channel } = await telegramWorld()
  const blocked = api.world.person()
  blocked.blocks()
  expect(await channel.send(to(blocked.id))).toMatchObject({ is: 'gone', why: expect.stringContaining('blocked') })
  expect(await channel.send(to(api.world.person({ started: false }).id))).toMatchObject({ is: 'gone' })
  const deleted = api.world.person()
  deleted.vanishes()
  expect(await channel.send(to(deleted.id))).toMatchObject({ is: 'gone' })
  expect(await channel.send(to(12))).toMatchObject({ is: 'gone', why: expect.stringContaining('chat not found') })
  const group = api.world.supergroup()
  group.kicksBot(api.world.person())
  expect(await channel.send(to(group.id, { place: { kind: 'group', id: String(group.id) } }))).toMatchObject({ is: 'gone' })
  expect(await channel.send(to(api.world.person().id, { text: ' ' }))).toMatchObject({ is: 'failed', why: expect.stringContaining('empty') })
})

it('a stop does not wait for a server that says nothing', async () => {
  const api = await botApi()
  api.faults.next('getMe', { kind: 'silence' })
  const { channel } = await telegramWorld({ api, waitUntilUp: false })
  await api.until(() => api.records.callsOf('getMe').length > 0)
  const started = performance.now()
  await channel.stop()
  expect(performance.now() - started).toBeLessThan(1_000)
})

it('a stop ends the open question at once', async () => {
  const { api, channel } = await telegramWorld()
  await api.until(() => api.queue.polled)
  const started = performance.now()
  await channel.stop()
  expect(performance.now() - started).toBeLessThan(1_000)
  expect(channel.status().is).toBe('down')
  expect(channel.canSend()).toBe(true)
})

it('a voice message that takes long to make out holds nobody up, and is confirmed only when it is stored', async () => {
  let made: (words: string) => void = () => undefined
  const words = new Promise<string>((resolve) => {
    made = resolve
  })
  let asked = 0
  const { api } = await telegramWorld({
    transcribe: () => {
      asked += 1
      return words
    },
  })
  const [speaker, writer] = api.world.people(2)
  const voice = speaker?.sendsVoice({ bytes: Buffer.from('OggS') })
  await eventually(() => asked === 1)
  for (const text of ['理发多少钱', '几点开门', '饭多少钱']) {
    writer?.writes(text)
    const before = api.records.sentTo(writer?.id ?? 0).length
    await api.until(() => api.records.sentTo(writer?.id ?? 0).length > before)
  }
  expect(api.queue.pending.has(voice?.updateId ?? 0)).toBe(true)
  expect(api.records.sentTo(speaker?.id ?? 0)).toEqual([])
  made('几点关门')
  await api.until(() => api.records.sentTo(speaker?.id ?? 0).length === 1)
  await api.until(() => api.queue.pending.size === 0)
  expect(asked).toBe(1)
  expect(api.records.sentTo(writer?.id ?? 0)).toHaveLength(3)
})

it('a server that knows only what is needed is good enough', async () => {
  const api = await botApi()
  const front = createServer((request, response) => {
    const method = request.url?.split('/').at(-1) ?? ''
    if (!['getMe', 'getUpdates', 'sendMessage'].includes(method)) {
      response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: false, error_code: 404, description: 'Not Found' }))
      return
    }
    const behind = forward(`${api.url}${request.url}`, { method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(response)
    })
    behind.on('error', () => response.destroy())
    request.pipe(behind)
  })
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    front.closeAllConnections()
    front.close()
  })
  await telegramWorld({ api, apiRoot: `http://127.0.0.1:${(front.address() as AddressInfo).port}` })
  const person = api.world.person()
  person.writes('理发多少钱')
  await api.until(() => api.records.sentTo(person.id).length === 1)
})
