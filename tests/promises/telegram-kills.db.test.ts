import { and, eq, ne } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { openDb } from '../../src/db/open.ts'
import { newDatabase } from '../support/engine.ts'
import { answersTo, telegramKillRun } from '../support/telegram-kill-run.ts'

/** `YIZHAN_KILLS=100` for the long run. */
const kills = Number(process.env.YIZHAN_KILLS ?? 6)
const messages = kills * 20
const LATENCIES = [20, 50]

const MARK = '（刚才网络断过，这条可能重复）'

it.each(LATENCIES)(
  `${kills} kills with Telegram %i ms away: no message is lost or handled twice, no answer is silently doubled`,
  {
    timeout: kills * 10_000 + 120_000,
  },
  async (latencyMs) => {
    const url = await newDatabase()
    const { helpMessages } = await import('../../src/features/human/tables.ts')
    const { outgoing, updates } = await import('../../src/bot/tables.ts')
    const db = await openDb(url)
    const unsent = () =>
      db.read
        .select({ id: outgoing.id, state: outgoing.state })
        .from(outgoing)
        .where(and(eq(outgoing.kind, 'reply'), ne(outgoing.state, 'sent')))
    const settled = async () => (await unsent()).length === 0
    const report = await telegramKillRun({ databaseUrl: url, messages, kills, seed: latencyMs, latencyMs, settled })
    expect(report.kills).toBe(kills)

    expect(await db.read.select({ key: updates.key }).from(updates)).toHaveLength(messages)
    // What a message changed, it changed once.
    const human = report.asked.filter(({ text }) => text.includes('单号'))
    const asked = (await db.read.select({ text: helpMessages.text }).from(helpMessages)).map(({ text }) => text)
    expect(new Set(asked).size).toBe(asked.length)
    expect(asked).toHaveLength(human.length)
    expect(await unsent()).toEqual([])

    const marked = report.sent.filter(({ text }) => text.startsWith(MARK))
    for (const asked of report.asked) {
      const answers = answersTo(report.sent, asked)
      expect(answers.length, `answers to ${asked.text}`).toBeGreaterThanOrEqual(1)
      expect(answers.filter(({ text }) => !text.startsWith(MARK)).length, `unmarked answers to ${asked.text}`).toBeLessThanOrEqual(1)
    }
    const [, secret = ''] = report.token.split(':')
    expect(report.log).not.toContain(secret)
    console.info(
      `${kills} kills, ${messages} messages, ${latencyMs} ms away, in ${report.seconds.toFixed(0)} s; handed again ${report.handedAgain}; answers ${report.sent.length}, of these marked as repeated ${marked.length}`,
    )
    await db.close()
  },
)
