/** Opens the recogniser: from the cache when the same words and the same code made it, otherwise by training (seconds). */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { contentPath } from '../lib/content.ts'
import { digestOfAll } from '../lib/ids.ts'
import { type Learned, loadLearned, saveLearned } from './cache.ts'
import { confidenceFile, confidenceFrom, measuredBefore } from './confidence.ts'
import { prepare } from './course.ts'
import { examine } from './exam.ts'
import { labelOf } from './labels.ts'
import type { Material } from './lessons.ts'
import { type Lexicon, readFollowUps, readLexicon, readWordings, type Wordings } from './lexicon.ts'
import { makeNormalise, type Normalise } from './normalise.ts'
import type { Recogniser } from './recogniser.ts'
import { graduate, teach } from './school.ts'

/** Plain data, so that it can be handed to a worker. */
export interface RecogniserOptions {
  /** Where a trained recogniser is kept; without it, training happens at every start. */
  readonly cacheFolder?: string
  /** Instead of `content/wordings` and `content/lexicon`. */
  readonly wordingsFolder?: string
  readonly lexiconFolder?: string
  /** Further wordings, such as those that staff added. */
  readonly more?: readonly Wordings[]
}

export interface Opened {
  readonly recogniser: Recogniser
  readonly lexicon: Lexicon
  readonly normalise: Normalise
  /** Where the wordings came from; `content/wordings` unless told otherwise. */
  readonly wordingsFolder?: string
}

/** @throws StartError naming file and line when a wordings or lexicon file is wrong. */
export function openRecogniser(options: RecogniserOptions = {}): Opened {
  const key = keyOf(options)
  const cached = options.cacheFolder === undefined ? undefined : loadLearned(options.cacheFolder, key)
  return openedWith(cached ?? trainFor(key, options), options)
}

/** What was learned with what it takes to read a message. */
export function openedWith(learned: Learned, { wordingsFolder }: RecogniserOptions): Opened {
  return { ...learned, normalise: makeNormalise(learned.lexicon), ...(wordingsFolder === undefined ? {} : { wordingsFolder }) }
}

/** Trains (seconds) and keeps the result for the next time. */
export function trainFor(key: string, options: RecogniserOptions): Learned {
  const { material, normalise, lexicon } = materialFor(options)
  const course = prepare(material, normalise)
  const pupil = teach(course)
  const confidence = measuredBefore(wordsOf(options)) ?? confidenceFrom(examine(course), pupil.finder, course)
  const learned = { recogniser: graduate(pupil, course, confidence), lexicon }
  if (options.cacheFolder !== undefined) saveLearned(options.cacheFolder, key, learned)
  return learned
}

/** All that is written down to learn from. */
export function materialFor({ wordingsFolder, lexiconFolder, more = [] }: RecogniserOptions): { material: Material; normalise: Normalise; lexicon: Lexicon } {
  const wordings = merged([...readWordings(wordingsFolder), ...more])
  const labels = wordings.map(({ meaning }) => labelOf(meaning))
  const lexicon = readLexicon(labels, lexiconFolder)
  return { material: { wordings, followUps: readFollowUps(labels, lexiconFolder), names: lexicon.aliases }, normalise: makeNormalise(lexicon), lexicon }
}

function merged(all: readonly Wordings[]): Wordings[] {
  const byLabel = new Map<string, Wordings>()
  for (const one of all) {
    const label = labelOf(one.meaning)
    const before = byLabel.get(label)
    byLabel.set(label, before ? { ...before, wordings: [...new Set([...before.wordings, ...one.wordings])] } : one)
  }
  return [...byLabel.values()]
}

/** Everything that a recogniser depends on: the words as files, and the code of this folder. So a sound cache spares reading the words. */
export function keyOf(options: RecogniserOptions): string {
  const here = dirname(fileURLToPath(import.meta.url))
  return digestOfAll([wordsOf(options), ...filesOf(here, /\.[jt]s$/), ...filesOf(dirname(confidenceFile()), /\.json$/), process.versions.icu ?? ''])
}

/** A digest of all words that are learned. */
export function wordsOf({ wordingsFolder = contentPath('wordings'), lexiconFolder = contentPath('lexicon'), more = [] }: RecogniserOptions): string {
  return digestOfAll([...filesOf(wordingsFolder, /\.yaml$/), ...filesOf(lexiconFolder, /\.yaml$/), JSON.stringify(more)])
}

/** Names and sizes, so that nothing can pass from one file to the next unnoticed, and the bytes. */
function filesOf(folder: string, kind: RegExp): (string | Buffer)[] {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((name) => kind.test(name))
  return names.sort().flatMap((name) => {
    const bytes = readFileSync(join(folder, name))
    return [`\n${name} ${bytes.length}\n`, bytes]
  })
}
