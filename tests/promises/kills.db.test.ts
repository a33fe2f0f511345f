import { expect, it } from 'vitest'
import { openDb } from '../../src/db/open.ts'
import { newDatabase } from '../support/engine.ts'
import { killRun } from '../support/kill-run.ts'

/** `YIZHAN_KILLS=100` for the long run. */
const kills = Number(process.env.YIZHAN_KILLS ?? 8)
const messages = kills * 20

it(`${kills} kills: no message is lost or handled twice, no answer is lost or silently doubled, pushes at most once`, {
  timeout: kills * 10_000 + 60_000,
}, async () => {
  const url = await newDatabase()
  const { helpMessages } = await import('../../src/features/human/tables.ts')
  const { outgoing, updates } = await import('../../src/bot/tables.ts')
  const report = await killRun({ databaseUrl: url, messages, kills, seed: 7, pushEvery: 4 })
  expect(report.kills).toBe(kills)

  const db = await openDb(url)
  const handled = await db.read.select({ key: updates.key }).from(updates)
  expect(handled).toHaveLength(messages + 1)
  // What a message changed, it changed once.
  const asked = await db.read.select({ text: helpMessages.text }).from(helpMessages)
  expect(asked).toHaveLength(messages / 4)
  expect(new Set(asked.map((row) => row.text)).size).toBe(messages / 4)

  const rows = await db.read.select().from(outgoing)
  const of = (kind: string, state?: string) => rows.filter((row) => row.kind === kind && (state === undefined || row.state === state))
  const [sent, unknown] = [of('push', 'sent'), of('push', 'unknown')]
  // Every answer reached the wire, and one that did so twice says that it may be a repetition.
  expect(of('reply').filter((row) => row.state !== 'sent')).toEqual([])
  const answers = report.said.filter((each) => each.kind === 'reply')
  for (let n = 1; n <= messages; n++) {
    const mine = answers.filter((each) => each.re === String(n))
    const repeated = mine.filter((each) => each.text.includes('可能重复'))
    expect(mine.length, `answers to ${n}`).toBeGreaterThanOrEqual(1)
    expect(mine.length - repeated.length, `unmarked answers to ${n}`).toBeLessThanOrEqual(1)
  }
  // Every push is known: sent ones arrived once, unknown ones at most once.
  const arrived = report.said.filter((each) => each.kind === 'push').map((each) => each.text)
  expect(new Set(arrived).size).toBe(arrived.length)
  for (const row of sent) expect(arrived).toContain(row.text)
  expect(sent.length + unknown.length).toBe(messages / 4)
  expect(of('push')).toHaveLength(messages / 4)
  console.info(
    `${kills} kills, ${messages} messages in ${report.seconds.toFixed(0)} s; answers marked as repeated: ${answers.filter((each) => each.text.includes('可能重复')).length}; pushes sent ${sent.length}, unknown ${unknown.length}`,
  )
  await db.close()
})
