/** A sending to many private chats behind Telegram's limits: the product beside a loop that simply tries again. */
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chooseDialect } from '../src/db/dialect.ts'
import { BotApi } from '../tests/support/bot-api/index.ts'
import type { Row } from './row.ts'

const PEOPLE = 2_000
/** What the limit of 30 a second makes of it (milliseconds). */
const IDEAL = (PEOPLE / 30) * 1_000
const LATENCY = 20

/** `--alone` leaves the loops out. */
export async function benchPush(options: readonly string[]): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'yizhan-bench-'))
  const databaseUrl = `file:${join(folder, 'a.db')}`
  chooseDialect(databaseUrl)
  const { pushKillRun } = await import('../tests/support/push-kill-run.ts')
  const load = loadavg()[0] ?? 0
  const ours = await pushKillRun({ databaseUrl, people: PEOPLE, kills: 0, seed: 1, latencyMs: LATENCY })
  console.info(`load of the machine: ${load.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after, on ${availableParallelism()} cores`)
  rmSync(folder, { recursive: true, force: true })
  const own = row('this product', ours.sendingMs, ours.floods, ours.reached)
  if (options.includes('--alone')) return [own]
  return [own, await naive('one after the other, waiting as told', 1), await naive('32 at a time, waiting as told', 32)]
}

function row(what: string, ms: number, floods: number, reached: readonly number[]): Row {
  return {
    what,
    chats: PEOPLE,
    s: Number((ms / 1_000).toFixed(1)),
    'times the ideal': Number((ms / IDEAL).toFixed(3)),
    '429': floods,
    'got it twice': reached.length - new Set(reached).size,
  }
}

/** Sends as fast as it is let, and waits `retry_after` when it is told to. */
async function naive(what: string, atOnce: number): Promise<Row> {
  const api = await BotApi.start({ latencyMs: LATENCY, limits: {} })
  const chats = Array.from({ length: PEOPLE }, () => api.world.person().id)
  const lane = async () => {
    for (let chat = chats.pop(); chat !== undefined; chat = chats.pop()) await insist(api, chat)
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  const times = api.sent.map(({ at }) => at)
  const done = row(
    what,
    Math.max(...times) - Math.min(...times),
    api.records.counts.floods429,
    api.sent.map(({ chatId }) => chatId),
  )
  await api.stop()
  return done
}

async function insist(api: BotApi, chat: number): Promise<void> {
  for (;;) {
    const body = JSON.stringify({ chat_id: chat, text: '明天上午停水，请接好水' })
    const response = await fetch(`${api.url}/bot${api.token}/sendMessage`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    const answer = (await response.json()) as { ok: boolean; parameters?: { retry_after?: number } }
    if (answer.ok) return
    await sleep((answer.parameters?.retry_after ?? 1) * 1_000)
  }
}
