import { createServer } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { readSettings } from '../../src/config.ts'
import { type Serving, serve } from '../../src/serve.ts'
import { newDatabase, newFolder } from '../support/engine.ts'
import { start } from '../support/product.ts'
import { botApi, eventually, readableLog, telegramWorld } from '../support/telegram.ts'

const open: Serving[] = []
afterEach(async () => {
  for (const serving of open.splice(0)) await serving.stop()
})

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

it('the settings alone open Telegram by webhook, beside the pages, and no secret reaches the log', async () => {
  const api = await botApi()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}/telegram/webhook`
  const environment = {
    DATABASE_URL: await newDatabase(),
    PORT: String(port),
    TELEGRAM_BOT_TOKEN: api.token,
    TELEGRAM_API_ROOT: `${api.url}/`,
    TELEGRAM_WEBHOOK_URL: url,
    TELEGRAM_WEBHOOK_SECRET: 'a-secret-of-the-tests',
  }
  const { log, text } = readableLog()
  open.push(await serve(readSettings(environment, 'no-such-file'), log, { cacheFolder: 'data/cache', filesFolder: newFolder() }))
  const person = api.world.person()
  person.writes('理发多少钱')
  await api.until(() => api.records.sentTo(person.id)[0], 15_000)
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
  expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401)
  expect((await fetch(url, { method: 'POST', body: '[]', headers: { 'x-telegram-bot-api-secret-token': 'a-secret-of-the-tests' } })).status).toBe(400)
  for (const secret of [api.token.split(':')[1] ?? '', 'a-secret-of-the-tests', '理发多少钱', person.user.first_name]) expect(text()).not.toContain(secret)
})

it('of two processes on one database one polls, and the other takes over', async () => {
  const first = await telegramWorld()
  const { api } = first
  await api.until(() => api.queue.polled)
  const second = start(['start'], { DATABASE_URL: first.databaseUrl, PORT: '0', TELEGRAM_BOT_TOKEN: api.token, TELEGRAM_API_ROOT: api.url, LOG_LEVEL: 'info' })
  let log = ''
  second.child.stderr.on('data', (more: Buffer) => {
    log += more.toString()
  })
  try {
    await eventually(
      () => log.includes('Telegram is standby'),
      () => log,
      60_000,
    )
    const person = api.world.person()
    person.writes('理发多少钱')
    await api.until(() => api.sent[0])
    expect(api.records.counts.conflicts409).toBe(0)
    expect(first.channel.status().is).toBe('up')
    await first.stop()
    person.writes('理发多少钱')
    await api.until(() => api.sent[1], 20_000)
    expect(api.records.counts.conflicts409).toBe(0)
  } finally {
    second.child.kill('SIGTERM')
    await second.ended
  }
})
