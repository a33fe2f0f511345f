/**
 * How well times are read: on the evaluation's sentences, which no rule was written from.
 * `npm run bench -- times`; with `--misses` every sentence that was read otherwise is printed, too.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type When, whenIn } from '../src/intents/when.ts'
import { openCalendar, readHolidays } from '../src/lib/calendar.ts'
import { ticks } from '../src/lib/clock.ts'
import { contentPath } from '../src/lib/content.ts'
import type { Row } from './row.ts'

const calendar = openCalendar('Asia/Shanghai', readHolidays())

/** What is said when, by the centre's clocks, and the time that was meant; null where none was. */
export interface TimeSaid {
  readonly now: string
  readonly meant: When | null
  readonly text: string
}

/** The rows of every file `times-*.tsv` of `tests/evaluation`. */
export function readTimes(): TimeSaid[] {
  const folder = join(dirname(contentPath()), 'tests', 'evaluation')
  return readdirSync(folder)
    .filter((file) => /^times-[a-z]\.tsv$/.test(file))
    .sort()
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n').slice(1))
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [now = '', meant = 'null', text = ''] = line.split('\t')
      return { now, meant: JSON.parse(meant) as When | null, text }
    })
}

/** What our reader makes of it; null for no time. */
export const readAs = ({ now, text }: TimeSaid): When | null => whenIn(text, calendar.instant(now.slice(0, 10), now.slice(11)), calendar)?.when ?? null

/** Day, hour and end as they were meant. */
export const isRight = (said: TimeSaid): boolean => isDeepStrictEqual(readAs(said), said.meant)

export async function benchTimes(options: readonly string[] = []): Promise<Row[]> {
  const all = readTimes()
  const missed = all.filter((said) => !isRight(said))
  if (options.includes('--misses')) {
    for (const said of missed) console.info(`${said.now}  ${said.text}  ${JSON.stringify(said.meant)} → ${JSON.stringify(readAs(said))}`)
  }
  return [
    { what: 'times, as they were meant', sentences: all.length, value: Number(((100 * (all.length - missed.length)) / all.length).toFixed(1)), unit: '%' },
    { what: 'time for one, median', sentences: all.length, value: medianMilliseconds(all), unit: 'ms' },
  ]
}

function medianMilliseconds(all: readonly TimeSaid[]): number {
  const spent = [1, 2, 3].flatMap(() =>
    all.map((said) => {
      const started = ticks()
      readAs(said)
      return ticks() - started
    }),
  )
  return Number((spent.sort((a, b) => a - b)[Math.floor(spent.length / 2)] ?? 0).toFixed(3))
}
