/** `npm run bench`: tables for people, and the same as JSON in bench/results/. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chooseDialect } from '../src/db/dialect.ts'

/** Each part runs in this process one after the other, so that rows of one table can be compared. */
const PARTS: Record<string, (options: readonly string[]) => Promise<readonly object[]>> = {
  path: async () => (await import('./path.ts')).benchPath(),
  bookings: async () => (await import('./bookings.ts')).benchBookings(),
  telegram: async () => (await import('./telegram.ts')).benchTelegram(),
  points: async () => (await import('./points.ts')).benchPoints(),
  push: async (options) => (await import('./push.ts')).benchPush(options),
  start: async () => (await import('./start.ts')).benchStart(),
  understanding: async (options) => {
    // The catalogue brings tables along; no database is opened.
    chooseDialect('file:unused')
    return (await import('./understanding.ts')).benchUnderstanding(options)
  },
  lost: async (options) => {
    chooseDialect('file:unused')
    return (await import('./lost.ts')).benchLost(options)
  },
  times: async (options) => (await import('./times.ts')).benchTimes(options),
}

/** Run only when asked for by name: what takes a quarter of an hour, and what writes into `content/`. */
const NAMED: typeof PARTS = {
  confidence: async () => (await import('./confidence.ts')).benchConfidence(),
  'push-kills': async (options) => (await import('./push-kills.ts')).benchPushKills(options),
}

export async function main(args: readonly string[]): Promise<void> {
  const options = args.filter((arg) => arg.startsWith('--'))
  const named = args.filter((arg) => !arg.startsWith('--'))
  const wanted = named.length > 0 ? named : Object.keys(PARTS)
  const results: Record<string, readonly object[]> = {}
  for (const name of wanted) {
    const part = PARTS[name] ?? NAMED[name]
    if (!part) {
      console.error(`✗ there is no benchmark "${name}"; allowed: ${Object.keys({ ...PARTS, ...NAMED }).join(', ')}`)
      process.exit(1)
    }
    console.info(`\n${name}`)
    const rows = await part(options)
    results[name] = rows
    console.table(rows)
  }
  const folder = join('bench', 'results')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${wanted.join('-')}.json`)
  writeFileSync(file, `${JSON.stringify({ node: process.version, results }, undefined, 2)}\n`)
  console.info(`\n${file}`)
  process.exit(0)
}
