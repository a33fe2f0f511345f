/**
 * How sure the recogniser may be, measured on wordings that it never saw, and written down for the first start of every
 * installation. `npm run bench -- confidence`; to be run after the words in `content/` were changed.
 */
import { writeFileSync } from 'node:fs'
import { confidenceFile, confidenceFrom, type MeasuredConfidence } from '../src/intents/confidence.ts'
import { prepare } from '../src/intents/course.ts'
import { examine } from '../src/intents/exam.ts'
import { materialFor, wordsOf } from '../src/intents/recognise.ts'
import type { Row } from './row.ts'

export async function benchConfidence(): Promise<Row[]> {
  const { material, normalise } = materialFor({})
  const answers = examine(prepare(material, normalise), Number.POSITIVE_INFINITY)
  const { ours, none } = confidenceFrom(answers, undefined, { topics: [] })
  writeFileSync(confidenceFile(), written({ words: wordsOf({}), ours: ours.map(rounded), none: none.map(rounded) }))
  const right = answers.filter(({ best, meant }) => best === meant)
  return [{ what: 'held out', sentences: answers.length, 'right %': rounded((100 * right.length) / answers.length) }]
}

/** One line each, as the formatter has it. */
const written = (measured: MeasuredConfidence): string =>
  `{\n${Object.entries(measured)
    .map(([name, value]) => `  "${name}": ${typeof value === 'string' ? JSON.stringify(value) : `[${value.join(', ')}]`}`)
    .join(',\n')}\n}\n`

const rounded = (value: number): number => Number(value.toFixed(4))
