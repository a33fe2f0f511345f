/**
 * The recogniser on public Chinese intent sets, beside fuse.js and nlp.js: learned on their train part, judged on their
 * test part. The sets carry no licence and are no part of the project: they are read where they lie, or left out.
 */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { featuresOf } from '../src/intents/features.ts'
import { labelOf } from '../src/intents/labels.ts'
import { readLexicon, readWordings } from '../src/intents/lexicon.ts'
import { makeNormalise, type Normalise } from '../src/intents/normalise.ts'
import { type TrainingOptions, train } from '../src/intents/train.ts'
import type { Meaning } from '../src/intents/understanding.ts'
import { Vocabulary } from '../src/intents/vocabulary.ts'
import { contentPath } from '../src/lib/content.ts'
import { cpuMs } from './cpu.ts'
import { type Labelled, type Score, some, tryFuse, tryNlp } from './peers.ts'
import type { Row } from './row.ts'

const SETS = [
  { name: 'SMP2017', file: 'smp17.tsv' },
  { name: 'SMP2019', file: 'smp19.tsv' },
  { name: 'NLPCC2018', file: 'nlpcc18.tsv' },
] as const

/** No hand-written `none` and no variants: smaller steps, and every feature counts. */
const training = (examples: number): TrainingOptions => ({ epochs: examples < 10_000 ? 6 : 4, rate: 10, minCount: 1 })
/** One search of fuse.js takes as long as a thousand of ours. */
const FUSE_SENTENCES = 150

interface Line extends Labelled {
  readonly split: string
  readonly session: string | undefined
}

/** @param folder instead of `shared/data/nlu` beside the repository */
export async function benchPublicSets(folder = join(dirname(contentPath()), '..', 'shared', 'data', 'nlu')): Promise<Row[]> {
  if (!existsSync(folder)) {
    console.info(`no public sets in ${folder} (another place: --nlu=FOLDER): their rows are left out`)
    return []
  }
  const normalise = makeNormalise(readLexicon(readWordings().map(({ meaning }) => labelOf(meaning))))
  const rows: Row[] = []
  for (const { name, file } of SETS) {
    const lines = linesOf(join(folder, file))
    const test = lines.filter(({ split }) => split === 'test')
    const learned = lines.filter(({ split }) => split !== 'test')
    rows.push(scoreRow(`${name}: ours`, ours(learned, test, normalise, false)))
    if (lines.some(({ session }) => session !== undefined))
      rows.push(scoreRow(`${name}: ours, leaning on the sentence before`, ours(learned, test, normalise, true)))
    rows.push(scoreRow(`${name}: fuse.js`, tryFuse({ examples: learned, sentences: some(test, FUSE_SENTENCES) })))
    const nlp = await tryNlp({ examples: learned, sentences: test })
    rows.push(nlp ? scoreRow(`${name}: nlp.js`, nlp) : { what: `${name}: nlp.js gave up`, sentences: test.length })
  }
  return rows
}

export const scoreRow = (what: string, { right, sentences, learning, each }: Score): Row => ({
  what,
  sentences,
  'right %': Number(((100 * right) / sentences).toFixed(1)),
  'learning s': Number((learning / 1000).toFixed(1)),
  'each ms': Number(each.toFixed(2)),
})

function linesOf(file: string): Line[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines
    .filter((line) => line !== '')
    .map((line) => line.split('\t'))
    .map(([split = '', label = '', text = '', session]) => ({ split, labels: [label], text, session }))
}

/** @param leaning the meaning of the sentence before is a feature: the true one while learning, the recognised one after that */
function ours(examples: readonly Line[], test: readonly Line[], normalise: Normalise, leaning: boolean): Score {
  const begun = cpuMs()
  const vocabulary = new Vocabulary()
  const labelOfLine = ({ labels: [label = ''] }: Line): string => label
  const encoded = examples.map((line, at) => {
    const before = examples[at - 1]
    const after = leaning ? meaningOf(before && before.session === line.session ? labelOfLine(before) : undefined) : undefined
    return { features: vocabulary.placesOf(featuresOf(normalise(line.text), after)), label: labelOfLine(line), weight: 1 }
  })
  const model = train(encoded, vocabulary, training(encoded.length))
  const ready = cpuMs()
  let right = 0
  let before: { label: string; session: string | undefined } | undefined
  for (const line of test) {
    const after = leaning ? meaningOf(before && before.session === line.session ? before.label : undefined) : undefined
    const scores = model.scores(model.encode(featuresOf(normalise(line.text), after)))
    const label = model.labels[scores.indexOf(Math.max(...scores))] ?? ''
    if (line.labels.includes(label)) right += 1
    before = { label, session: line.session }
  }
  return { right, sentences: test.length, learning: ready - begun, each: (cpuMs() - ready) / test.length }
}

/** At the beginning of a session nothing was said: that is a feature, too. */
const meaningOf = (label = 'start'): Meaning => ({ intent: label })
