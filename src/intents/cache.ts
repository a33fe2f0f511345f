/** What was learned, as one binary file: a head of JSON, then the numbers. Anything odd about a file means: train again. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { newId } from '../lib/ids.ts'
import { type Lexicon, packLexicon, unpackLexicon } from './lexicon.ts'
import { Model } from './model.ts'
import { Neighbours } from './neighbours.ts'
import { Recogniser } from './recogniser.ts'
import { SentenceIndex } from './search.ts'
import { TopicFinder } from './topics.ts'

/** A recogniser, and the lexicon that its messages are read with: so a sound file spares reading `content/`. */
export interface Learned {
  readonly recogniser: Recogniser
  readonly lexicon: Lexicon
}

const Numbers = z.array(z.number())

const Head = z.object({
  key: z.string(),
  labels: z.array(z.string()).min(1),
  known: z.array(z.object({ meaning: z.object({ intent: z.string(), topic: z.string().exactOptional() }), means: z.string().optional() })),
  // One string, because there are tens of thousands: a feature never holds a line break.
  features: z.string(),
  ours: Numbers,
  none: Numbers,
  finder: z.object({ labels: z.array(z.string()), texts: z.string(), sounds: z.string(), ranking: Numbers, curve: Numbers }).optional(),
  lexicon: z.string(),
  /** How many numbers each part of the body has: weights, then the neighbours' owners and index, then the finder's. */
  lengths: Numbers,
  checksum: z.number(),
})

const MAGIC = 'YZR4'
/** Magic and the head's length. */
const START = 8
/** Sources and build, and one for a test's own wordings. */
const KEPT = 4

/** @returns nothing when there is no sound file for this key */
export function loadLearned(folder: string, key: string): Learned | undefined {
  try {
    return decodeLearned(readFileSync(fileOf(folder, key)), key)
  } catch {
    // Absent: the caller trains.
    return undefined
  }
}

/** @returns nothing when the bytes are no sound file made for this key */
export function decodeLearned(bytes: Buffer, key: string): Learned | undefined {
  try {
    if (bytes.toString('latin1', 0, 4) !== MAGIC) return undefined
    const start = START + bytes.readUInt32LE(4)
    const head = Head.parse(JSON.parse(bytes.toString('utf8', START, start)))
    const body = bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length)
    if (head.key !== key || body.byteLength !== 4 * sum(head.lengths) || checksum(new Uint32Array(body)) !== head.checksum) return undefined
    const part = (at: number) => [body, 4 * sum(head.lengths.slice(0, at)), head.lengths[at]] as const
    const rows = new Map(linesOf(head.features).map((feature, row) => [feature, row]))
    const model = new Model(head.labels, rows, new Float32Array(...part(0)))
    if (model.weights.length !== Model.sizeOf(head.labels, rows)) return undefined
    /** The owners and the index behind them, as `indexed` wrote them. */
    const owned = (at: number) => ({
      owners: new Uint32Array(...part(at)),
      index: new SentenceIndex({
        grams: new Uint32Array(...part(at + 1)),
        starts: new Uint32Array(...part(at + 2)),
        places: new Uint32Array(...part(at + 3)),
        norms: new Float32Array(...part(at + 4)),
      }),
    })
    const { owners, index } = owned(1)
    const finder = head.finder && { ...head.finder, texts: linesOf(head.finder.texts), sounds: linesOf(head.finder.sounds), ...owned(6) }
    const voices = { model, neighbours: new Neighbours(index, owners) }
    const recogniser = new Recogniser(voices, { ours: head.ours, none: head.none }, head.known, finder && new TopicFinder(finder))
    return { recogniser, lexicon: unpackLexicon(head.lexicon) }
  } catch {
    // Cut short or not ours.
    return undefined
  }
}

/** Keeps what was learned for the next start. A folder that cannot be written costs only time then. */
export function saveLearned(folder: string, key: string, learned: Learned): void {
  const temporary = join(folder, `.${newId()}.tmp`)
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(temporary, encodeLearned(key, learned))
    renameSync(temporary, fileOf(folder, key))
    forgetOld(folder)
  } catch {
    discard(temporary)
  }
}

export function encodeLearned(key: string, { recogniser, lexicon }: Learned): Buffer {
  const { model, neighbours, curves, known, finder } = recogniser
  const parts = finder?.parts
  const pieces = [model.weights, ...indexed(neighbours), ...(parts ? indexed(parts) : [])].map(({ buffer, byteOffset, byteLength }) =>
    Buffer.from(buffer, byteOffset, byteLength),
  )
  const body = Buffer.concat(pieces)
  const head = {
    key,
    labels: model.labels,
    known: [...known.values()],
    features: [...model.rows.keys()].join('\n'),
    ...curves,
    finder: parts && {
      labels: parts.labels,
      texts: parts.texts.join('\n'),
      sounds: parts.sounds.join('\n'),
      ranking: parts.ranking,
      curve: parts.curve,
    },
    lexicon: packLexicon(lexicon),
    lengths: pieces.map(({ length }) => length / 4),
    checksum: checksum(new Uint32Array(body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength))),
  }
  const json = Buffer.from(JSON.stringify(head))
  const start = Buffer.alloc(START)
  start.write(MAGIC, 'latin1')
  start.writeUInt32LE(json.length, 4)
  return Buffer.concat([start, json, body])
}

function indexed({ owners, index }: { owners: Uint32Array<ArrayBufferLike>; index: SentenceIndex }) {
  const { grams, starts, places, norms } = index.arrays
  return [owners, grams, starts, places, norms]
}

const linesOf = (joined: string): string[] => joined.split('\n')
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

function discard(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {
    // The folder itself is no folder: there is nothing to discard.
  }
}

const PREFIX = 'recogniser-'
const fileOf = (folder: string, key: string): string => join(folder, `${PREFIX}${key.slice(0, 16)}.bin`)

function forgetOld(folder: string): void {
  const files = readdirSync(folder)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at)
  for (const { path } of files.slice(KEPT)) rmSync(path, { force: true })
}

function checksum(words: Uint32Array): number {
  let total = 0
  for (let at = 0; at < words.length; at += 1) total = (Math.imul(total, 31) + (words[at] ?? 0)) >>> 0
  return total
}
