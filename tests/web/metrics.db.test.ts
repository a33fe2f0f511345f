/** `/metrics`: closed without its token, and true. */
import { expect, it, onTestFinished } from 'vitest'
import { App } from '../../src/app.ts'
import { TerminalChannel } from '../../src/bot/channels/terminal.ts'
import { openLog } from '../../src/lib/log.ts'
import { openMetrics } from '../../src/web/metrics.ts'
import { openServer } from '../../src/web/server.ts'
import { newDatabase, newFolder } from '../support/engine.ts'

async function opened() {
  const metrics = openMetrics()
  const log = openLog('silent')
  const channels = [new TerminalChannel(() => undefined)]
  const folders = { cacheFolder: 'data/cache', filesFolder: newFolder() }
  const app = await App.open({ databaseUrl: await newDatabase(), zone: 'Asia/Shanghai', log, channels, meter: metrics.meter, ...folders })
  const mounts = [metrics.mount('the-token', { db: app.db, clock: app.clock, channels })]
  const server = await openServer({ host: '127.0.0.1', port: 0, ready: () => app.ready(), mounts, log })
  await app.start()
  onTestFinished(async () => {
    await server.close()
    await app.stop()
  })
  const scrape = (authorization?: string) => fetch(`${server.address}/metrics`, { headers: authorization ? { authorization } : {} })
  const says = (text: string, update: string) =>
    app.reception.receive({ channel: 'terminal', update, from: 'wang', place: { kind: 'private' }, addressed: true, text })
  return { scrape, says }
}

it('the page is closed to whoever has not the token', async () => {
  const { scrape } = await opened()
  for (const wrong of [undefined, 'the-token', 'Bearer the-toke', 'Bearer the-token2', 'Basic dGhl']) expect((await scrape(wrong)).status).toBe(401)
  expect((await scrape('Bearer the-token')).status).toBe(200)
})

it('messages are counted by channel and meaning, answers and transactions by time', async () => {
  const { scrape, says } = await opened()
  await says('理发多少钱', '1')
  await says('理发多少钱', '2')
  await says('理发多少钱', '2')
  await says('asdf qwer', '3')
  const text = await (await scrape('Bearer the-token')).text()
  const value = (line: RegExp) => Number(new RegExp(`^${line.source} (\\S+)$`, 'm').exec(text)?.[1])
  expect(value(/yizhan_messages_total\{channel="terminal",place="private",intent="answer",handled="true",duplicate="false"\}/)).toBe(2)
  expect(value(/yizhan_messages_total\{channel="terminal",place="private",intent="answer",handled="true",duplicate="true"\}/)).toBe(1)
  expect(value(/yizhan_messages_total\{channel="terminal",place="private",intent="none",handled="true",duplicate="false"\}/)).toBe(1)
  expect(value(/yizhan_answer_seconds_count\{channel="terminal"\}/)).toBe(3)
  expect(value(/yizhan_outgoing_total\{channel="terminal",kind="reply",state="sent"\}/)).toBe(3)
  expect(value(/yizhan_transaction_seconds_count\{committed="true"\}/)).toBeGreaterThanOrEqual(4)
  expect(value(/yizhan_job_late_seconds\{job="people.housekeeping"\}/)).toBe(0)
  expect(value(/yizhan_channel_up\{channel="terminal"\}/)).toBe(1)
  expect(value(/yizhan_database_up/)).toBe(1)
  expect(text).not.toMatch(/wang|理发/)
})
