/** The promise under fire on WeChat: the gateway goes and comes, the product is killed and started again. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it, onTestFinished, vi } from 'vitest'
import { repeatedNotice } from '../../src/bot/replies.ts'
import { ticks } from '../../src/lib/clock.ts'
import { below } from '../../src/lib/random.ts'
import { start } from '../support/product.ts'
import { Gateway } from '../support/wechat-gateway/gateway.ts'

/** `YIZHAN_KILLS=5` for the long run. */
const rounds = Number(process.env.YIZHAN_KILLS ?? 2)
/** Messages told in each round; each has a writer of its own, so that its answers can be counted. */
const EACH = 4
const soon = { timeout: 30_000, interval: 10 }

it(`WeChat, ${rounds} times without its gateway and ${rounds} times killed: connected again within five seconds, nothing stored is lost, nothing answered twice`, {
  timeout: rounds * 60_000 + 60_000,
}, async () => {
  const gateway = await Gateway.open()
  const folder = mkdtempSync(join(tmpdir(), 'wechat-kills-'))
  const file = join(folder, 'kills.db')
  const run = () => start(['start'], { ...gateway.settings, DATABASE_URL: `file:${file}`, PORT: '0', HOME: folder, LOG_LEVEL: 'warn' })
  let product = run()
  onTestFinished(async () => {
    product.child.kill('SIGKILL')
    await gateway.down()
  })
  await product.says(/小驿 http/)
  const db = new Database(file, { readonly: true })
  onTestFinished(() => void db.close())
  const isStored = (id: string) => db.prepare('SELECT 1 FROM updates WHERE key = ?').get(`wechat:${id}`) !== undefined
  const answersTo = (who: string) => gateway.sent.filter(({ to }) => to === who).map(({ text }) => text)

  let writers = 0
  let diedWithIt = 0
  let told: { who: string; id: string }[] = []
  /** Tells some messages, a few milliseconds apart. */
  const tell = async () => {
    for (let i = 0; i < EACH; i++) {
      const who = gateway.friend(`u${writers++}`)
      told.push({ who, id: gateway.says(who, '理发多少钱') })
      await new Promise((resolve) => setTimeout(resolve, below(15)))
    }
  }
  const back: { gateway: number[]; process: number[] } = { gateway: [], process: [] }
  /** From the start of the process; how long that takes is the machine's business. */
  const whole: number[] = []

  for (let round = 0; round < rounds; round++) {
    await vi.waitUntil(() => gateway.connected, soon)
    await tell()
    // It goes while messages are being fetched and answers are being typed.
    await gateway.down()
    await vi.waitUntil(() => !gateway.connected, soon)
    await gateway.up()
    const returned = ticks()
    await vi.waitUntil(() => gateway.connected, soon)
    back.gateway.push(ticks() - returned)
  }
  await vi.waitUntil(() => told.every(({ id }) => isStored(id)), soon)

  for (let round = 0; round < rounds; round++) {
    await vi.waitUntil(() => gateway.connected, soon)
    await tell()
    // At any moment between hearing the first and answering the last.
    await new Promise((resolve) => setTimeout(resolve, below(1_500)))
    product.child.kill('SIGKILL')
    await product.ended
    // What was on its way into the database dies with the process, and no gateway tells it again.
    const unheard = told.filter(({ id }) => !isStored(id))
    expect(unheard.length, 'messages of the last moment').toBeLessThanOrEqual(EACH)
    diedWithIt += unheard.length
    told = told.filter(({ id }) => isStored(id))
    await vi.waitUntil(() => !gateway.connected, soon)
    const started = ticks()
    product = run()
    await product.says(/小驿 http/)
    const serving = ticks()
    await vi.waitUntil(() => gateway.connected, soon)
    back.process.push(ticks() - serving)
    whole.push(ticks() - started)
  }

  await vi.waitUntil(() => told.every(({ who }) => answersTo(who).length > 0), { timeout: 120_000, interval: 50 })
  const shown = (times: number[]) => times.map((ms) => (ms / 1_000).toFixed(1)).join(' ')
  const repeated = told.flatMap(({ who }) => answersTo(who)).filter((text) => text.includes(repeatedNotice.text)).length
  console.info(
    `${writers} messages, ${diedWithIt} of them unheard because the process died within milliseconds; back after (s): gateway ${shown(back.gateway)}, killed ${shown(back.process)} (with the start of the process ${shown(whole)}); answers marked as possibly repeated: ${repeated}`,
  )
  for (const { who } of told) expect(answersTo(who).filter((text) => !text.includes(repeatedNotice.text)).length, who).toBeLessThanOrEqual(1)
  for (const times of Object.values(back)) for (const ms of times) expect(ms).toBeLessThan(5_000)
  product.child.kill('SIGTERM')
  const { code, stdout } = await product.ended
  expect(code).toBe(0)
  // Standard output is the product's: wechaty is not heard there.
  expect(
    stdout
      .trim()
      .split('\n')
      .filter((line) => !/^小驿 |^首次|^http|设置|控制台/.test(line)),
  ).toEqual([])
})
