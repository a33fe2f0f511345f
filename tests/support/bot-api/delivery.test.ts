/** Deliveries of the local Bot API server: webhooks, buttons, files, limits, faults, and grammY as its caller. */
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Bot, GrammyError, HttpError, InlineKeyboard, InputFile } from 'grammy'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BotApi, type BotApiOptions, Control, type LoadReport, type Person } from './index.ts'

let api: BotApi
let anna: Person
let bot: Bot

async function open(options: BotApiOptions = {}): Promise<void> {
  api = await BotApi.start(options)
  anna = api.world.person({ first_name: 'Anna', username: 'anna' })
  bot = new Bot(api.token, { client: { apiRoot: api.url } })
}

const reopen = async (options: BotApiOptions) => {
  await api.stop()
  await open(options)
}

/** The error a call of grammY ends with. */
const errorOf = async (promise: Promise<unknown>): Promise<unknown> => promise.then(() => undefined).catch((error: unknown) => error)

beforeEach(() => open())
afterEach(() => api.stop())

describe('grammY', () => {
  it('polls, answers, and loses nothing', async () => {
    bot.on('message:text', (ctx) => ctx.reply(`heard ${ctx.message.text}`))
    const running = bot.start({ timeout: 5 })
    await api.until(() => api.queue.polled)
    for (let n = 1; n <= 5; n++) anna.writes(String(n))
    await api.until(() => api.sent.length === 5)
    await bot.stop()
    await running
    expect(api.records.sentTo(anna.id).map(({ text }) => text)).toEqual(['heard 1', 'heard 2', 'heard 3', 'heard 4', 'heard 5'])
    expect(api.records.counts).toMatchObject({ queued: 5, handed: 5, confirmed: 5 })
  })

  it('sends files and fetches those of people', async () => {
    const sent = await bot.api.sendPhoto(anna.id, new InputFile(Buffer.from('jpeg'), 'a.jpg'), { caption: '<b>图</b>', parse_mode: 'HTML' })
    expect(sent.caption_entities).toEqual([{ type: 'bold', offset: 0, length: 1 }])
    await bot.api.sendDocument(anna.id, new InputFile(Buffer.from('pdf'), '报告.pdf'))
    const { message } = anna.sendsVoice({ bytes: Buffer.from('opus'), duration: 7 })
    const file = await bot.api.getFile((message.voice as { file_id: string }).file_id)
    const bytes = await fetch(`${api.url}/file/bot${api.token}/${file.file_path}`)
    expect(await bytes.text()).toBe('opus')
    const { message: big } = anna.sendsDocument({ size: 21 * 1_048_576 })
    expect(await errorOf(bot.api.getFile((big.document as { file_id: string }).file_id))).toMatchObject({ description: 'Bad Request: file is too big' })
    expect(await errorOf(bot.api.sendPhoto(anna.id, new InputFile(Buffer.from('x')), { caption: 'x'.repeat(1025) }))).toMatchObject({
      description: 'Bad Request: message caption is too long',
    })
  })

  it('edits and deletes its messages', async () => {
    const { message_id } = await bot.api.sendMessage(anna.id, 'one', { reply_markup: new InlineKeyboard().text('ok', 'yes') })
    await bot.api.editMessageText(anna.id, message_id, 'two')
    const same = await errorOf(bot.api.editMessageText(anna.id, message_id, 'two'))
    expect((same as GrammyError).description).toMatch(/^Bad Request: message is not modified: specified new message content/)
    expect(await errorOf(bot.api.editMessageText(anna.id, 1, 'two'))).toMatchObject({ description: 'Bad Request: message to edit not found' })
    await bot.api.deleteMessage(anna.id, message_id)
    expect(api.records.counts).toMatchObject({ sent: 1, edited: 1, deleted: 1 })
  })
})

describe('buttons', () => {
  it('bring their data and can be answered until they are too old', async () => {
    await bot.api.sendMessage(anna.id, 'choose', { reply_markup: new InlineKeyboard().text('好', 'yes') })
    const message = api.sent[0]?.message
    if (!message) throw new Error('nothing sent')
    const press = anna.presses(message, '好')
    const old = anna.presses(message, 'yes', { old: true, expired: true })
    const [first, second] = await bot.api.getUpdates()
    expect(first?.callback_query).toMatchObject({ id: press.id, data: 'yes', message: { text: 'choose' } })
    expect(second?.callback_query?.message).toEqual({ message_id: message.message_id, chat: message.chat, date: 0 })
    expect(await bot.api.answerCallbackQuery(press.id)).toBe(true)
    expect(await errorOf(bot.api.answerCallbackQuery(old.id))).toMatchObject({
      description: 'Bad Request: query is too old and response timeout expired or query ID is invalid',
    })
  })
})

describe('limits', () => {
  let time = 0
  beforeEach(() => reopen({ limits: {}, monotonic: () => time }))

  it('let a burst into a chat, then ask to wait, and longer when the wait is ignored', async () => {
    for (let n = 0; n < 3; n++) await bot.api.sendMessage(anna.id, 'x')
    expect(await errorOf(bot.api.sendMessage(anna.id, 'x'))).toMatchObject({
      error_code: 429,
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    })
    const edit = await errorOf(bot.api.editMessageText(anna.id, api.sent[0]?.messageId ?? 0, 'y'))
    expect(edit).toMatchObject({ parameters: { retry_after: 2 } })
    await bot.api.sendMessage(api.world.person().id, 'others go on')
    time += 2_000
    await bot.api.sendMessage(anna.id, 'x')
    expect(api.records.counts).toMatchObject({ floods429: 2, sent: 5 })
  })

  it('let 20 a minute into a group, and 30 a second over all', async () => {
    const group = api.world.supergroup()
    for (let n = 0; n < 20; n++) await bot.api.sendMessage(group.id, 'x')
    expect(await errorOf(bot.api.sendMessage(group.id, 'x'))).toMatchObject({ parameters: { retry_after: 60 } })
    for (const { id } of api.world.people(10)) await bot.api.sendMessage(id, 'x')
    expect(await errorOf(bot.api.sendMessage(anna.id, 'x'))).toMatchObject({ parameters: { retry_after: 1 } })
  })
})

describe('faults', () => {
  it('lose the answer before or after the message is delivered', async () => {
    api.faults.next('sendMessage', { kind: 'reset' })
    api.faults.next('sendMessage', { kind: 'reset', carriedOut: true })
    for (const text of ['before', 'after']) expect(await errorOf(bot.api.sendMessage(anna.id, text))).toBeInstanceOf(HttpError)
    expect(api.sent.map(({ text }) => text)).toEqual(['after'])
    expect(api.records.calls.map(({ fate, carriedOut }) => [fate, carriedOut])).toEqual([
      ['fault', false],
      ['fault', true],
    ])
  })

  it('answer with errors, pages, nonsense, waits, or never', async () => {
    api.faults.next('*', { kind: 'error', code: 502 })
    api.faults.next('getme', { kind: 'error', code: 504, html: true })
    api.faults.next('getme', { kind: 'garbage' })
    api.faults.next('getme', { kind: 'flood', retryAfter: 7 })
    expect(await errorOf(bot.api.getMe())).toMatchObject({ error_code: 502, description: 'Bad Gateway' })
    const page = await fetch(`${api.url}/bot${api.token}/getMe`)
    expect([page.status, await page.text()]).toEqual([504, expect.stringContaining('<center>nginx')])
    expect(await errorOf(bot.api.getMe())).toBeInstanceOf(HttpError)
    expect(await errorOf(bot.api.getMe())).toMatchObject({ parameters: { retry_after: 7 } })
    api.faults.next('getme', { kind: 'silence' })
    expect(await errorOf(fetch(`${api.url}/bot${api.token}/getMe`, { signal: AbortSignal.timeout(50) }))).toBeDefined()
    expect(api.faults.waiting).toBe(0)
  })

  it('by chance are the same for the same seed', async () => {
    const run = async () => {
      api.faults.clear()
      api.faults.chance({ method: 'getMe', probability: 0.5, seed: 7, faults: [{ kind: 'error', code: 500 }] })
      const ends: boolean[] = []
      for (let n = 0; n < 20; n++) ends.push((await errorOf(bot.api.getMe())) instanceof GrammyError)
      return ends
    }
    expect(await run()).toEqual(await run())
  })

  it('the server can be down and come back with all it knew', async () => {
    await api.down()
    expect(await errorOf(bot.api.getMe())).toBeInstanceOf(HttpError)
    anna.writes('while you were away')
    await api.up()
    expect(await bot.api.getUpdates()).toHaveLength(1)
  })
})

describe('webhooks', () => {
  const told: { text: string; secret: unknown }[] = []
  let answers: (text: string) => { code: number; body?: unknown }
  let hook: Server

  beforeEach(async () => {
    told.length = 0
    answers = () => ({ code: 200 })
    hook = createServer((request: IncomingMessage, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const { message } = JSON.parse(Buffer.concat(chunks).toString()) as { message: { text: string } }
        told.push({ text: message.text, secret: request.headers['x-telegram-bot-api-secret-token'] })
        const { code, body } = answers(message.text)
        response.writeHead(code, { 'content-type': 'application/json' }).end(body === undefined ? '' : JSON.stringify(body))
      })
    })
    await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve))
    await bot.api.setWebhook(`http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`, { secret_token: 's3' })
  })
  afterEach(() => {
    hook.closeAllConnections()
    hook.close()
  })

  it('get the secret, and are repeated in order within a chat while others go on', async () => {
    let refusals = 2
    answers = (text) => ({ code: text === 'a1' && refusals-- > 0 ? 500 : 200 })
    const ben = api.world.person()
    anna.writes('a1')
    anna.writes('a2')
    ben.writes('b1')
    await api.until(() => api.records.counts.confirmed === 3)
    expect(told.filter(({ text }) => text.startsWith('a')).map(({ text }) => text)).toEqual(['a1', 'a1', 'a1', 'a2'])
    expect(told.findIndex(({ text }) => text === 'b1')).toBeLessThan(told.length - 1)
    expect(told.every(({ secret }) => secret === 's3')).toBe(true)
    expect(api.records.counts.webhookFailures).toBe(2)
  })

  it('may answer with a call, and shut out getUpdates', async () => {
    answers = () => ({ code: 200, body: { method: 'sendMessage', chat_id: anna.id, text: 'at once' } })
    anna.writes('hello')
    await api.until(() => api.sent.length === 1)
    expect(api.records.calls.at(-1)).toMatchObject({ via: 'webhook', fate: 'ok' })
    expect(await errorOf(bot.api.getUpdates())).toMatchObject({
      error_code: 409,
      description: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    })
    await api.down()
    anna.writes('kept')
    await api.up()
    await api.until(() => told.some(({ text }) => text === 'kept') && api.queue.pending.size === 0)
    await bot.api.deleteWebhook()
    anna.writes('polled now')
    expect(await bot.api.getUpdates()).toHaveLength(1)
  })
})

describe('loads', () => {
  it('by command keep so many in flight, or so many a second, and tell the waits', async () => {
    const control = new Control()
    const { url, token } = (await control.obey({ do: 'start', options: {} })) as { url: string; token: string }
    const echo = new Bot(token, { client: { apiRoot: url } })
    echo.on('message', (ctx) => ctx.reply('ok'))
    const running = echo.start({ timeout: 5 })
    const saturated = (await control.obey({ do: 'load', load: { kind: 'saturated', messages: 60, users: 8, inFlight: 8 } })) as LoadReport
    const steady = (await control.obey({ do: 'load', load: { kind: 'steady', perSecond: 100, seconds: 0.3, users: 5 } })) as LoadReport
    expect(saturated).toMatchObject({ written: 60, answered: 60, lost: 0, surplus: 0 })
    expect(steady).toMatchObject({ written: 30, answered: 30, lost: 0, surplus: 0 })
    expect(steady.seconds).toBeGreaterThan(0.28)
    expect(steady.fromHanded.p50).toBeGreaterThan(0)
    expect(await control.obey({ do: 'report' })).toMatchObject({ counts: { sent: 90 } })
    await echo.stop()
    await running
    await control.obey({ do: 'stop' })
  })
})
