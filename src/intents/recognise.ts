/** Opens the recogniser: from the cache when the same words and the same code made it, otherwise by training (seconds). */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { contentPath } from '../lib/content.ts'
import { digest } from '../lib/ids.ts'
import { loadRecogniser, saveRecogniser } from './cache.ts'
import { labelOf } from './labels.ts'
import { type Lexicon, readLexicon, readWordings, type Wordings } from './lexicon.ts'
import { makeNormalise, type Normalise } from './normalise.ts'
import type { Recogniser } from './recogniser.ts'
import { teach } from './school.ts'

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
}

/** @throws StartError naming file and line when a wordings or lexicon file is wrong. */
export function openRecogniser(options: RecogniserOptions = {}): Opened {
  const { cacheFolder, wordingsFolder = contentPath('wordings'), lexiconFolder = contentPath('lexicon'), more = [] } = options
  const key = keyOf([wordingsFolder, lexiconFolder], more)
  const cached = cacheFolder === undefined ? undefined : loadRecogniser(cacheFolder, key)
  if (cached) {
    const lexicon = readLexicon([...cached.known.keys()], lexiconFolder)
    return { recogniser: cached, lexicon, normalise: makeNormalise(lexicon) }
  }
  const wordings = merged([...readWordings(wordingsFolder), ...more])
  const labels = wordings.map(({ meaning }) => labelOf(meaning))
  const lexicon = readLexicon(labels, lexiconFolder)
  const normalise = makeNormalise(lexicon)
  const recogniser = teach(wordings, normalise)
  if (cacheFolder !== undefined) saveRecogniser(cacheFolder, key, recogniser)
  return { recogniser, lexicon, normalise }
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

/** Everything that a recogniser depends on: the words as files, and the code of this folder. So a sound cache spares reading the files. */
function keyOf(folders: readonly string[], more: readonly Wordings[]): string {
  const here = dirname(fileURLToPath(import.meta.url))
  return digest(JSON.stringify([...folders.map((folder) => textsOf(folder, /\.yaml$/)), textsOf(here, /\.[jt]s$/), more]))
}

function textsOf(folder: string, kind: RegExp): string[] {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((name) => kind.test(name))
  return names.sort().flatMap((name) => [name, readFileSync(join(folder, name), 'utf8')])
}
