import { join } from 'node:path'
import { expect, it } from 'vitest'
import { numbers } from '../../src/bot/tables.ts'
import { openDb } from '../../src/db/open.ts'
import { newDatabase } from '../support/engine.ts'
import { runScript } from '../support/script.ts'

const script = join(import.meta.dirname, '../support/run-schedule.mjs')

it('three processes share a schedule: each of 200 due times is run by one of them', async () => {
  const url = await newDatabase('empty')
  const shares = await Promise.all(Array.from({ length: 3 }, () => runScript(script, url)))
  const runs = shares.map(Number)
  expect(runs.reduce((sum, each) => sum + each, 0)).toBe(200)
  const db = await openDb(url)
  const rows = await db.read.select().from(numbers)
  expect(rows).toHaveLength(200)
  expect(rows.every((row) => row.last === 1)).toBe(true)
  await db.close()
})
