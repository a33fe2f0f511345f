/**
 * The recogniser on public Chinese intent sets, beside fuse.js and nlp.js: learned on their train part, judged on their
 * test part. The sets carry no licence and are no part of the project: they are read where they lie, or left out.
 */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { featuresOf, leaning, writtenAndHeard } from '../src/intents/features.ts'
import { labelOf } from '../src/intents/labels.ts'
import { readLexicon, readWordings } from '../src/intents/lexicon.ts'
import { Neighbours } from '../src/intents/neighbours.ts'
import { makeNormalise, type Normalise, type Normalised } from '../src/intents/normalise.ts'
import { joined, judge } from '../src/intents/recogniser.ts'
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

/** No hand-written `none` and no variants: more and smaller steps, and every feature counts. Chosen on folds of the train parts. */
const TRAINING: TrainingOptions = { epochs: 10, rate: 6, minCount: 1 }
/** How loud the nearest wordings speak, chosen there too: these sets are of one hand each, and the classifier is the better judge of them. */
const VOICE = 0.4
/** One search of fuse.js takes as long as a thousand of ours. */
const FUSE_SENTENCES = 150

interface Way {
  readonly name: string
  /**
   * Whether the features are the product's. These sets are typed without a slip or a word of pinyin, where sounds and length only
   * dilute, and each is of one hand, which closes a kind of sentence with the same mark: by themselves they are read by what is written.
   */
  readonly asProduct: boolean
  /** The meaning of the sentence before is a feature: the true one while learning, the recognised one after that. */
  readonly leaning: boolean
}

const WAYS: readonly Way[] = [
  { name: 'ours', asProduct: false, leaning: false },
  { name: 'ours, features as in the product', asProduct: true, leaning: false },
  { name: 'ours, leaning on the sentence before', asProduct: false, leaning: true },
  { name: 'ours, leaning, features as in the product', asProduct: true, leaning: true },
]

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
    const inSessions = lines.some(({ session }) => session !== undefined)
    for (const way of WAYS) if (inSessions || !way.leaning) rows.push(scoreRow(`${name}: ${way.name}`, ours(learned, test, normalise, way)))
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

function ours(examples: readonly Line[], test: readonly Line[], normalise: Normalise, way: Way): Score {
  const begun = cpuMs()
  const vocabulary = new Vocabulary()
  const labelOfLine = ({ labels: [label = ''] }: Line): string => label
  const taught = examples.map((line) => ({ said: normalise(line.text), label: labelOfLine(line) }))
  const encoded = taught.map(({ said, label }, at) => {
    const [line, before] = [examples[at], examples[at - 1]]
    const after = way.leaning ? meaningOf(before && before.session === line?.session ? labelOfLine(before) : undefined) : undefined
    return { features: vocabulary.placesOf(featuresOfLine(said, way, after)), label, weight: 1 }
  })
  const model = train(encoded, vocabulary, TRAINING)
  const neighbours = Neighbours.of(taught, model.labels)
  const ready = cpuMs()
  let right = 0
  let before: { label: string; session: string | undefined } | undefined
  for (const line of test) {
    const after = way.leaning ? meaningOf(before && before.session === line.session ? before.label : undefined) : undefined
    const said = normalise(line.text)
    const [best] = joined(judge(model, featuresOfLine(said, way, after)), neighbours.hear(said), model.labels, VOICE).ranked
    const label = best?.label ?? ''
    if (line.labels.includes(label)) right += 1
    before = { label, session: line.session }
  }
  return { right, sentences: test.length, learning: ready - begun, each: (cpuMs() - ready) / test.length }
}

function featuresOfLine(said: Normalised, { asProduct }: Way, after: Meaning | undefined): Int32Array {
  if (asProduct) return featuresOf(said, after)
  const { own, heard } = writtenAndHeard(said)
  const sounds = new Set(heard)
  const written = Int32Array.of(...own.filter((feature) => !sounds.has(feature)), closing(said.raw))
  return after ? leaning(written, said, after) : written
}

/** A number for the mark at the end; the same for every sentence that ends without one. */
const closing = (text: string): number => /\p{P}$/u.exec(text)?.[0].codePointAt(0) ?? 0

/** At the beginning of a session nothing was said: that is a feature, too. */
const meaningOf = (label = 'start'): Meaning => ({ intent: label })
