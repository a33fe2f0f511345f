/** Promise 4 under fire: an announcement to many through a network with its limits on, while the process is killed again and again. */
import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { openDb } from '../../src/db/open.ts'
import { newDatabase } from '../support/engine.ts'
import { LANES, pushKillRun } from '../support/push-kill-run.ts'

/** `YIZHAN_KILLS=100` for the long run, to 5,000 people. */
const kills = Number(process.env.YIZHAN_KILLS ?? 3)
const people = kills >= 20 ? 5_000 : 400

it(`${kills} kills during a sending to ${people} people: nobody gets it twice, and every fate is known`, { timeout: kills * 20_000 + 240_000 }, async () => {
  const url = await newDatabase()
  const report = await pushKillRun({ databaseUrl: url, people, kills, seed: 7, latencyMs: 20 })
  expect(report.kills).toBe(kills)
  const { outgoing } = await import('../../src/bot/tables.ts')
  const db = await openDb(url)
  const rows = await db.read.select().from(outgoing).where(eq(outgoing.matter, report.matter))
  expect(rows).toHaveLength(people)

  const times = new Map<number, number>()
  for (const chat of report.reached) times.set(chat, (times.get(chat) ?? 0) + 1)
  expect([...times.values()].filter((count) => count > 1)).toEqual([])
  const open = rows.filter(({ state }) => state !== 'sent' && state !== 'unknown')
  expect(open.map(({ state, why }) => `${state} ${why}`)).toEqual([])
  // What is called sent was there; what is not known may have been.
  for (const { address, state } of rows) if (state === 'sent') expect(times.get(Number(address)), address).toBe(1)
  const unknown = rows.filter(({ state }) => state === 'unknown').length
  expect(unknown).toBeLessThanOrEqual(kills * LANES)
  expect(report.floods).toBeLessThanOrEqual(kills + 1)
  console.info(`${kills} kills, ${people} people, in ${report.seconds.toFixed(0)} s; unknown ${unknown}; asked to wait ${report.floods}`)
  await db.close()
})
