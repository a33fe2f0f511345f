/** Promise 4 under fire: an announcement to many through a network with its limits on, while the process is killed again and again. */
import { expect, it } from 'vitest'
import { newDatabase } from '../support/engine.ts'
import { accountOf, pushKillRun } from '../support/push-kill-run.ts'

/** Short here; `npm run bench -- push-kills` is the long run: 100 kills, 5,000 people. */
const kills = 3
const people = 300

it(`${kills} kills during a sending to ${people} people: nobody gets it twice, and every fate is known`, { timeout: 300_000 }, async () => {
  const databaseUrl = await newDatabase()
  const account = await accountOf(databaseUrl, await pushKillRun({ databaseUrl, people, kills, seed: 7, latencyMs: 20 }))
  const { sent = 0, unknown = 0, ...others } = account.states
  expect(account).toMatchObject({ kills, people, twice: 0, onlySaid: 0 })
  expect(others).toEqual({})
  expect(sent + unknown).toBe(people)
  expect(unknown).toBeLessThanOrEqual(account.mayBeUnknown)
  expect(account.floods).toBeLessThanOrEqual(kills + 1)
  console.info(JSON.stringify(account))
})
