/** `npm run simulate`: a city over days on a virtual clock, with faults; the same seed is the same run. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chooseDialect } from '../src/db/dialect.ts'
import { StartError } from '../src/lib/errors.ts'

const USAGE = 'usage: npm run simulate -- [--days N] [--drivers N] [--seed N] [--db URL]'

export interface Arguments {
  days: number
  drivers: number
  seed: number
  db: string | undefined
}

/** Runs the simulation, prints its report, and ends the process: 0 when everything held, 1 otherwise. */
export async function main(args: readonly string[]): Promise<void> {
  try {
    process.exit((await run(readArguments(args))) ? 0 : 1)
  } catch (error) {
    const lines = error instanceof StartError ? error.lines : [error instanceof Error ? (error.stack ?? error.message) : String(error)]
    process.stderr.write(`${lines.map((line) => `✗ ${line}`).join('\n')}\n`)
    process.exit(1)
  }
}

async function run({ days, drivers, seed, db }: Arguments): Promise<boolean> {
  const scratch = db === undefined ? mkdtempSync(join(tmpdir(), 'yizhan-simulate-')) : undefined
  const databaseUrl = db ?? `file:${join(scratch ?? '', 'city.db')}`
  try {
    chooseDialect(databaseUrl)
    const [{ simulate }, { printed }] = await Promise.all([import('./city.ts'), import('./report.ts')])
    const report = await simulate({ days, drivers, seed, databaseUrl })
    process.stdout.write(printed(report))
    return report.findings.every(({ broken }) => broken.length === 0)
  } finally {
    if (scratch !== undefined) rmSync(scratch, { recursive: true, force: true })
  }
}

/** @throws StartError with one line that says what is wrong and what is allowed. */
export function readArguments(args: readonly string[]): Arguments {
  const text = { type: 'string' } as const
  let values: { days?: string; drivers?: string; seed?: string; db?: string }
  try {
    values = parseArgs({ args: [...args], options: { days: text, drivers: text, seed: text, db: text } }).values
  } catch (error) {
    throw new StartError(`${(error instanceof Error ? error.message : String(error)).split('\n')[0]}; ${USAGE}`)
  }
  const { db } = values
  if (db !== undefined && !/^(file:.+|postgres(ql)?:\/\/.+)$/.test(db)) throw new StartError(`--db: read "${db}"; allowed: file:PATH or postgres://…; ${USAGE}`)
  // After a year even answered requests are forgotten, and could not be counted any more.
  return {
    days: number('days', values.days, 3, 1, 360),
    drivers: number('drivers', values.drivers, 40, 1, 1_000),
    seed: number('seed', values.seed, 1, 0, 2 ** 32 - 1),
    db,
  }
}

function number(name: string, text: string | undefined, usual: number, least: number, most: number): number {
  if (text === undefined) return usual
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw new StartError(`--${name}: read "${text}"; allowed: a whole number from ${least} to ${most}; ${USAGE}`)
}
