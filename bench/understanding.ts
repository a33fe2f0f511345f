/**
 * How well sentences are understood: on the evaluation sentences, which no wording was taken from; beside fuse.js and
 * nlp.js alone on the same sentences; on public sets; and how it grows. `npm run bench -- understanding`; with `--misses`
 * every sentence that did not come out right is printed, too; `--own` leaves out the others, the public sets and the growth;
 * `--nlu=FOLDER` says where the public sets lie.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { labelOf } from '../src/intents/labels.ts'
import { readWordings } from '../src/intents/lexicon.ts'
import { type Mind, openUnderstanding } from '../src/intents/understand.ts'
import { ticks } from '../src/lib/clock.ts'
import { cpuMs } from './cpu.ts'
import {
  actedOn,
  calibrationError,
  groupBy,
  Judge,
  type Judged,
  quantile,
  readChatter,
  readFollowUps,
  readSentences,
  readWishes,
  type Sentence,
  share,
  shareOf,
} from './evaluation.ts'
import { benchGrowth } from './growth.ts'
import { type Labelled, some, tryFuse, tryNlp } from './peers.ts'
import { benchPublicSets, scoreRow } from './public-sets.ts'
import type { Row } from './row.ts'

/** Runs everything and prints the misses when asked to. */
export async function benchUnderstanding(args: readonly string[] = []): Promise<Row[]> {
  const { mind, training, loading, megabytes } = openTimed()
  const judge = new Judge(mind)
  const sentences = readSentences()
  const judged = sentences.map((sentence) => judge.judge(sentence))
  const followUps = readFollowUps().map((sentence) => judge.judge(sentence))
  const chatter = readChatter()
  const answered = chatter.filter((line) => judge.answersUnasked(line))
  const wishes = readWishes().map((each) => ({ ...each, served: servesBoth(judge, each) }))
  const times = measureTimes(mind, sentences)
  if (args.includes('--misses')) printMisses(judged, followUps, answered, wishes)
  const own = [
    row('all', judged),
    ...[...groupBy(judged, ({ sentence }) => sentence.style)].sort((a, b) => b[1].length - a[1].length).map(([style, some]) => row(style, some)),
    row(
      'ours only',
      judged.filter(({ sentence }) => sentence.labels[0] !== 'none'),
    ),
    row(
      'none of ours',
      judged.filter(({ sentence }) => sentence.labels[0] === 'none'),
    ),
    row('follow-ups, with the message before', followUps),
    { what: 'two wishes, both served', sentences: wishes.length, 'right %': rounded(share(wishes.filter(({ served }) => served).length, wishes.length)) },
    { what: 'group chatter, answered unasked', sentences: chatter.length, 'wrong %': rounded(share(answered.length, chatter.length)) },
    { what: 'calibration error', sentences: judged.length, value: rounded(calibrationError(judged), 3) },
    { what: 'time, median ms', sentences: times.length, value: rounded(quantile(times, 0.5), 2) },
    { what: 'time, 99 of 100 ms', sentences: times.length, value: rounded(quantile(times, 0.99), 2) },
    { what: 'first start: training, CPU s', value: rounded(training.cpu / 1000, 1) },
    { what: 'first start: training, wall s', value: rounded(training.wall / 1000, 1) },
    { what: 'later start: loading, CPU ms', value: rounded(loading.cpu) },
    { what: 'later start: loading, wall ms', value: rounded(loading.wall) },
    { what: 'size of the cache MB', value: rounded(megabytes, 1) },
  ]
  if (args.includes('--own')) return own
  const nlu = args.find((arg) => arg.startsWith('--nlu='))?.slice('--nlu='.length)
  return [...own, ...(await peers(judged)), ...(await benchPublicSets(nlu)), ...benchGrowth()]
}

/** One search of fuse.js among all wordings takes a tenth of a second. */
const FUSE_SENTENCES = 200

/** The likeliest meaning alone, without asking back and without tables: the same for all three. */
async function peers(judged: readonly Judged[]): Promise<Row[]> {
  const examples: Labelled[] = readWordings().flatMap(({ meaning, wordings }) => wordings.map((text) => ({ text, labels: [labelOf(meaning)] })))
  const sentences: Labelled[] = judged.map(({ sentence }) => sentence)
  const nlp = await tryNlp({ examples, sentences })
  return [
    { what: 'ours: likeliest meaning', sentences: judged.length, 'right %': rounded(share(judged.filter(({ topRight }) => topRight).length, judged.length)) },
    scoreRow('fuse.js: likeliest meaning', tryFuse({ examples, sentences: some(sentences, FUSE_SENTENCES) })),
    nlp ? scoreRow('nlp.js: likeliest meaning', nlp) : { what: 'nlp.js gave up', sentences: judged.length },
  ]
}

const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits))

function row(what: string, judged: readonly Judged[]): Row {
  return {
    what,
    sentences: judged.length,
    'right %': rounded(shareOf(judged, 'right')),
    'right or asked %': rounded(shareOf(judged, 'right', 'asked')),
    'wrong %': rounded(shareOf(judged, 'wrong')),
    'missed %': rounded(shareOf(judged, 'missed')),
  }
}

function servesBoth(judge: Judge, { text, wishes }: { text: string; wishes: readonly (readonly string[])[] }): boolean {
  const acted = actedOn(judge.route(text).way)
  return acted.length === wishes.length && wishes.every((accepted) => accepted.some((label) => acted.includes(label)))
}

interface Spent {
  readonly cpu: number
  readonly wall: number
}

/** Opens twice in a new folder: the first time it trains, the second time it loads. */
function openTimed(): { mind: Mind; training: Spent; loading: Spent; megabytes: number } {
  const cacheFolder = mkdtempSync(join(tmpdir(), 'yizhan-bench-'))
  const open = () => spent(() => openUnderstanding({ cacheFolder }))
  try {
    const { spent: training } = open()
    const { made: mind, spent: loading } = open()
    const bytes = readdirSync(cacheFolder).reduce((sum, name) => sum + statSync(join(cacheFolder, name)).size, 0)
    return { mind, training, loading, megabytes: bytes / 1e6 }
  } finally {
    rmSync(cacheFolder, { recursive: true, force: true })
  }
}

/** What it takes to make something, in milliseconds. */
function spent<Made>(make: () => Made): { made: Made; spent: Spent } {
  const cpu = cpuMs()
  const wall = ticks()
  const made = make()
  return { made, spent: { cpu: cpuMs() - cpu, wall: ticks() - wall } }
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

function printMisses(
  judged: readonly Judged[],
  followUps: readonly Judged[],
  answered: readonly string[],
  wishes: readonly { text: string; served: boolean }[],
): void {
  for (const { sentence, verdict, top, confidence } of [...judged, ...followUps].filter(({ verdict }) => verdict !== 'right')) {
    const before = sentence.before === undefined ? '' : `（${sentence.before}）`
    console.info(`${verdict.padEnd(6)} ${sentence.labels.join('|')} → ${top} ${confidence.toFixed(2)}  ${sentence.style}  ${before}${sentence.text}`)
  }
  for (const line of answered) console.info(`chatter answered  ${line}`)
  for (const { text } of wishes.filter(({ served }) => !served)) console.info(`not both served  ${text}`)
  const byLabel = [...groupBy(judged, ({ sentence }) => sentence.labels[0] ?? '')].map(([label, some]) => ({
    label,
    right: shareOf(some, 'right'),
    of: some.length,
  }))
  console.table(byLabel.filter(({ right }) => right < 100).sort((a, b) => a.right - b.right))
}
