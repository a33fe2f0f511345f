import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterEach, expect, it } from 'vitest'
import { NotTaken } from '../../src/bot/receive.ts'
import { botApi, eventually, readableLog, type TelegramWorld, type TelegramWorldOptions, telegramWorld } from '../support/telegram.ts'

const SECRET = 'a-secret-of-the-tests'
const PRICE = /理发9\.9元/

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** The product behind a real HTTP server, as `npm start` has it. */
async function webhookWorld(
  options: TelegramWorldOptions = {},
): Promise<TelegramWorld & { url: string; post(body: string, headers?: Record<string, string>): Promise<Response> }> {
  let answer: ((request: Request) => Promise<Response>) | undefined
  const server = createServer(getRequestListener((request) => answer?.(request) ?? new Response(null, { status: 503 })))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  servers.push(server)
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/telegram/webhook`
  const world = await telegramWorld({ ...options, webhook: { url, secret: SECRET } })
  answer = world.channel.http?.fetch
  const post = (body: string, headers: Record<string, string> = { 'x-telegram-bot-api-secret-token': SECRET }) => fetch(url, { method: 'POST', body, headers })
  return { ...world, url, post }
}

it('is set with its secret at the start, and answers what Telegram brings', async () => {
  const { api, channel, url } = await webhookWorld()
  const person = api.world.person()
  const group = api.world.supergroup({ members: [person] })
  person.writes('理发多少钱')
  const answer = await api.until(() => api.records.sentTo(person.id)[0])
  expect(answer.text).toMatch(PRICE)
  person.writes('@yizhan_bot 理发多少钱', { in: group })
  await api.until(() => api.records.sentTo(group.id)[0])
  await api.until(() => api.queue.pending.size === 0)
  expect(api.records.callsOf('setWebhook')[0]?.params).toMatchObject({
    url,
    secret_token: SECRET,
    max_connections: 40,
    allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
  })
  expect(channel.http?.path).toBe('/telegram')
  expect(channel.status()).toEqual({ is: 'up', words: 'Telegram：账号 @yizhan_bot，回调，隐私模式开，群里只看得到@它和回复它的消息。' })
})

it('a setting that fails is tried again', async () => {
  const api = await botApi()
  api.faults.next('setWebhook', { kind: 'error', code: 500 })
  api.faults.next('setWebhook', { kind: 'reset' })
  await webhookWorld({ api })
  expect(api.records.callsOf('setWebhook')).toHaveLength(3)
})

it('a stranger is refused before a word is read, and leaves only a count', async () => {
  const { log, text } = readableLog()
  const { post, channel, url, api } = await webhookWorld({ log })
  const before = text()
  const body = JSON.stringify({ update_id: 1, message: { message_id: 1, date: 1, chat: { id: 5, type: 'private' }, from: { id: 5 }, text: '理发多少钱' } })
  expect((await post(body, {})).status).toBe(401)
  expect((await post(body, { 'x-telegram-bot-api-secret-token': `${SECRET}x` })).status).toBe(401)
  expect((await post('x'.repeat(2_000_000), {})).status).toBe(401)
  expect((await fetch(url)).status).toBe(405)
  expect(text()).toBe(before)
  expect(channel.status().words).toContain('挡掉密钥不对的请求 3 次')
  expect(api.sent).toHaveLength(0)

  // The body would never end; the answer is there all the same.
  const endless = new ReadableStream({ pull: () => new Promise(() => undefined) })
  const request = new Request(url, { method: 'POST', body: endless, duplex: 'half' } as RequestInit)
  expect((await channel.http?.fetch(request))?.status).toBe(401)
})

it('what is no update is refused; what cannot be read is not brought again', async () => {
  const { post } = await webhookWorld()
  expect((await post('{"update_id":')).status).toBe(400)
  expect((await post('[]')).status).toBe(400)
  expect((await post('')).status).toBe(400)
  expect((await post(JSON.stringify({ update_id: 1, pad: 'x'.repeat(1_000_001) }))).status).toBe(413)
  expect((await post(JSON.stringify({ update_id: 2, message: { nonsense: true } }))).status).toBe(200)
  expect((await post(JSON.stringify({ update_id: 3, tomorrow: {} }))).status).toBe(200)
})

it('200 means stored: what could not be is brought again and answered once', async () => {
  const { api, app } = await webhookWorld()
  const person = api.world.person()
  const take = app.reception.take.bind(app.reception)
  let failures = 2
  app.reception.take = async (message) => {
    failures -= 1
    if (failures >= 0) throw new NotTaken('', new Error('no disk'))
    return take(message)
  }
  person.writes('理发多少钱')
  await api.until(() => api.sent[0])
  expect(api.records.counts.webhookFailures).toBe(2)
  await api.until(() => api.queue.pending.size === 0)
  expect(api.sent).toHaveLength(1)
})

it('an update that is brought twice is answered once', async () => {
  const { api, post } = await webhookWorld()
  const person = api.world.person()
  const message = { message_id: 1, date: 1_764_000_000, chat: person.chat.chat, from: person.user, text: '理发多少钱' }
  const body = JSON.stringify({ update_id: 9, message })
  expect((await Promise.all([post(body), post(body), post(body)])).map(({ status }) => status)).toEqual([200, 200, 200])
  expect((await post(body)).status).toBe(200)
  await eventually(() => api.sent.length > 0)
  expect(api.sent).toHaveLength(1)
})

it('after the stop Telegram keeps what it has', async () => {
  const { channel, post } = await webhookWorld()
  await channel.stop()
  expect((await post(JSON.stringify({ update_id: 9 }))).status).toBe(503)
})
