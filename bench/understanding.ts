/**
 * How well sentences are understood: on the evaluation sentences, which no wording was taken from.
 * `node dist/bench/understanding.js [--misses]`
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Fuse from 'fuse.js'
import { decide } from '../src/intents/decide.ts'
import { labelOf } from '../src/intents/labels.ts'
import { readWordings } from '../src/intents/lexicon.ts'
import { type Mind, openUnderstanding } from '../src/intents/understand.ts'
import type { Band, Reading } from '../src/intents/understanding.ts'
import { ticks } from '../src/lib/clock.ts'
import { contentPath } from '../src/lib/content.ts'

export interface Row {
  readonly measure: string
  readonly value: number
  readonly unit: '%' | 'ms' | 'MB' | ''
  /** The same measure for fuse.js alone over all wordings, at its default settings. */
  readonly fuse?: number
}

export interface Sentence {
  /** Best first; any of them is right. */
  readonly labels: readonly string[]
  readonly style: string
  readonly text: string
}

interface Outcome {
  readonly sentence: Sentence
  readonly top: string
  readonly confidence: number
  readonly band: Band
  readonly right: boolean
}

/** What changes data, as far as this bench is concerned; in the product each capability says so itself. */
const CHANGES = /\.(create|cancel|reschedule|report|redeem|enrol|withdraw|checkin|set|remove|flow-in|flow-out|bind|erase|export|object|settings)$/

const evaluation = (): string => join(dirname(contentPath()), 'tests', 'evaluation')
const linesOf = (file: string): string[] =>
  readFileSync(join(evaluation(), file), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** All sentences of `tests/evaluation/sentences-*.tsv`. */
export function readSentences(): Sentence[] {
  const files = readdirSync(evaluation()).filter((name) => /^sentences-.*\.tsv$/.test(name))
  return files.flatMap((file) =>
    linesOf(file)
      .slice(1)
      .map((line) => line.split('\t'))
      .map(([labels = '', style = '', text = '']) => ({ labels: labels.split('|'), style, text })),
  )
}

/** Lines of groups in which nobody spoke to the bot. */
export function readChatter(): string[] {
  const files = readdirSync(evaluation()).filter((name) => /^group-.*\.txt$/.test(name))
  return files.flatMap(linesOf)
}

export function judgeAll(mind: Mind, sentences: readonly Sentence[]): Outcome[] {
  return sentences.map((sentence) => {
    const { readings } = mind.understand(sentence.text)
    const top = topOf(readings)
    const band = decide(readings, { group: false, changes: (intent) => CHANGES.test(intent) })
    return { sentence, top, confidence: readings[0]?.confidence ?? 1, band, right: sentence.labels.includes(top) }
  })
}

const topOf = (readings: readonly Reading[]): string => (readings[0] ? labelOf(readings[0]) : 'none')
const share = (part: number, whole: number): number => (whole === 0 ? 0 : (100 * part) / whole)
const accuracy = (outcomes: readonly { right: boolean }[]): number => share(outcomes.filter(({ right }) => right).length, outcomes.length)

/** Acted on, and not what was meant. */
export const confidentlyWrong = (outcomes: readonly Outcome[]): number =>
  share(outcomes.filter(({ band, right, top }) => band === 'sure' && !right && top !== 'none').length, outcomes.length)

/** How far confidence and truth lie apart, over ten bins. */
export function calibrationError(outcomes: readonly Outcome[]): number {
  const bins = groupBy(outcomes, ({ confidence }) => Math.min(9, Math.floor(confidence * 10)))
  let error = 0
  for (const bin of bins.values()) {
    const said = bin.reduce((sum, { confidence }) => sum + confidence, 0) / bin.length
    error += (Math.abs(said - accuracy(bin) / 100) * bin.length) / outcomes.length
  }
  return error
}

/** The share of chatter that the bot would answer although nobody asked it. */
export function chatterAnswered(mind: Mind, lines: readonly string[]): number {
  const answered = lines.filter(
    (line) => decide(mind.understand(line).readings, { group: true, addressed: false, changes: (intent) => CHANGES.test(intent) }) === 'sure',
  )
  return share(answered.length, lines.length)
}

function groupBy<Item, Key>(items: readonly Item[], key: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}

/** The label of the nearest wording by fuse.js alone, as one would write it in an afternoon. */
function fuseAlone(sentences: readonly Sentence[]): { right: boolean; style: string; time: number }[] {
  const entries = readWordings().flatMap(({ meaning, wordings }) => wordings.map((text) => ({ label: labelOf(meaning), text })))
  const fuse = new Fuse(entries, { keys: ['text'] })
  return sentences.map(({ labels, style, text }) => {
    const start = ticks()
    const found = fuse.search(text, { limit: 1 })[0]?.item.label ?? 'none'
    return { right: labels.includes(found), style, time: ticks() - start }
  })
}

function measureTimes(mind: Mind, sentences: readonly Sentence[]): number[] {
  const times: number[] = []
  for (let round = 0; round < 5; round += 1) {
    for (const { text } of sentences) {
      const start = ticks()
      mind.understand(text)
      // The first round warms the machine up.
      if (round > 0) times.push(ticks() - start)
    }
  }
  return times
}

const quantile = (values: readonly number[], at: number): number => [...values].sort((a, b) => a - b)[Math.floor(at * (values.length - 1))] ?? 0

/** Opens twice in a new folder: the first time it trains, the second time it loads. */
function openTimed(): { mind: Mind; training: number; loading: number; megabytes: number } {
  const cacheFolder = mkdtempSync(join(tmpdir(), 'yizhan-bench-'))
  try {
    const start = ticks()
    openUnderstanding({ cacheFolder })
    const trained = ticks()
    const mind = openUnderstanding({ cacheFolder })
    const loaded = ticks()
    const bytes = readdirSync(cacheFolder).reduce((sum, name) => sum + statSync(join(cacheFolder, name)).size, 0)
    return { mind, training: trained - start, loading: loaded - trained, megabytes: bytes / 1e6 }
  } finally {
    rmSync(cacheFolder, { recursive: true, force: true })
  }
}

/** Runs everything; about half a minute, most of it fuse.js. */
export async function benchUnderstanding(): Promise<Row[]> {
  const { mind, training, loading, megabytes } = openTimed()
  const sentences = readSentences()
  const outcomes = judgeAll(mind, sentences)
  const fuse = fuseAlone(sentences)
  const known = new Set(readWordings().flatMap(({ wordings }) => wordings))
  const times = measureTimes(mind, sentences)
  const percent = (measure: string, value: number): Row => ({ measure, value, unit: '%' })
  const styles = [...groupBy(outcomes, ({ sentence }) => sentence.style)].sort((a, b) => b[1].length - a[1].length)
  return [
    { ...percent('right', accuracy(outcomes)), fuse: accuracy(fuse) },
    percent('right, without sentences that are also a wording', accuracy(outcomes.filter(({ sentence }) => !known.has(sentence.text)))),
    ...styles.map(([style, group]) => ({
      ...percent(`right, ${style} (${group.length})`, accuracy(group)),
      fuse: accuracy(fuse.filter((one) => one.style === style)),
    })),
    percent('asked back', share(outcomes.filter(({ band }) => band === 'doubt').length, outcomes.length)),
    percent(
      'turned away although ours',
      share(outcomes.filter(({ band, sentence }) => band === 'none' && !sentence.labels.includes('none')).length, outcomes.length),
    ),
    percent('acted on and wrong', confidentlyWrong(outcomes)),
    percent('group chatter answered', chatterAnswered(mind, readChatter())),
    { measure: 'calibration error', value: calibrationError(outcomes), unit: '' },
    {
      measure: 'time, median',
      value: quantile(times, 0.5),
      unit: 'ms',
      fuse: quantile(
        fuse.map(({ time }) => time),
        0.5,
      ),
    },
    {
      measure: 'time, slowest of a hundred',
      value: quantile(times, 0.99),
      unit: 'ms',
      fuse: quantile(
        fuse.map(({ time }) => time),
        0.99,
      ),
    },
    { measure: 'training', value: training, unit: 'ms' },
    { measure: 'loading', value: loading, unit: 'ms' },
    { measure: 'size', value: megabytes, unit: 'MB' },
  ]
}

/** Every sentence that was not understood as meant, and accuracy by label. */
function printMisses(): void {
  const outcomes = judgeAll(openUnderstanding(), readSentences())
  for (const { sentence, top, confidence, band } of outcomes.filter(({ right }) => !right)) {
    console.log(`${sentence.labels.join('|')} → ${top} ${confidence.toFixed(2)} ${band}  ${sentence.style}  ${sentence.text}`)
  }
  for (const [label, group] of groupBy(outcomes, ({ sentence }) => sentence.labels[0])) {
    if (accuracy(group) < 100) console.log(`${label}: ${accuracy(group).toFixed(0)} % of ${group.length}`)
  }
}

async function main(): Promise<void> {
  for (const { measure, value, unit, fuse } of await benchUnderstanding()) {
    const shown = (number: number): string => number.toFixed(unit === '%' ? 1 : number < 10 ? 3 : 0)
    console.log(`${measure.padEnd(52)} ${shown(value).padStart(8)} ${unit.padEnd(3)}${fuse === undefined ? '' : `fuse.js alone ${shown(fuse)} ${unit}`}`)
  }
  if (process.argv.includes('--misses')) printMisses()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()
