/** What was learned, as one binary file: a head of JSON, then the numbers. Anything odd about a file means: train again. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { newId } from '../lib/ids.ts'
import { type Lexicon, type PackedLexicon, packLexicon, unpackLexicon } from './lexicon.ts'
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
  ours: Numbers,
  none: Numbers,
  // Sentences as one string, because there may be tens of thousands: none holds a line break.
  finder: z.object({ labels: z.array(z.string()), texts: z.string(), sounds: z.string(), ranking: Numbers, curve: Numbers }).optional(),
  lexicon: z.custom<PackedLexicon>(),
  /** How many bytes each part of the body has: the model's features, units and weights, then the neighbours' owners and index, then the finder's. */
  lengths: Numbers,
  checksum: z.number(),
})

const MAGIC = 'YZR5'
/** Magic and the head's length. */
const START = 8
/** Head and parts are filled up to a multiple of this, so that numbers can be read where they lie. */
const ALIGNED = 4
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
    const body = bytes.subarray(start)
    if (head.key !== key || body.length !== sum(head.lengths.map(padded)) || checksum(body) !== head.checksum) return undefined
    const part = (at: number, size: number) => {
      const from = body.byteOffset + sum(head.lengths.slice(0, at).map(padded))
      return [body.buffer, from, (head.lengths[at] ?? 0) / size] as const
    }
    const model = new Model({
      labels: head.labels,
      features: new Int32Array(...part(0, 4)),
      units: new Float32Array(...part(1, 4)),
      weights: new Int8Array(...part(2, 1)),
    })
    /** The owners and the index behind them, as `indexed` wrote them. */
    const owned = (at: number) => ({
      owners: new Uint32Array(...part(at, 4)),
      index: new SentenceIndex({
        grams: new Uint32Array(...part(at + 1, 4)),
        starts: new Uint32Array(...part(at + 2, 4)),
        places: new Uint32Array(...part(at + 3, 4)),
        norms: new Float32Array(...part(at + 4, 4)),
      }),
    })
    const { owners, index } = owned(3)
    const finder = head.finder && { ...head.finder, texts: linesOf(head.finder.texts), sounds: linesOf(head.finder.sounds), ...owned(8) }
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
  const { features, units, weights } = model.parts
  const pieces = [features, units, weights, ...indexed(neighbours), ...(parts ? indexed(parts) : [])].map(({ buffer, byteOffset, byteLength }) =>
    Buffer.from(buffer, byteOffset, byteLength),
  )
  const body = Buffer.concat(pieces.map(filledUp))
  const head = {
    key,
    labels: model.labels,
    known: [...known.values()],
    ...curves,
    finder: parts && {
      labels: parts.labels,
      texts: parts.texts.join('\n'),
      sounds: parts.sounds.join('\n'),
      ranking: parts.ranking,
      curve: parts.curve,
    },
    lexicon: packLexicon(lexicon),
    lengths: pieces.map(({ length }) => length),
    checksum: checksum(body),
  }
  const json = filledUp(Buffer.from(JSON.stringify(head)))
  const start = Buffer.alloc(START)
  start.write(MAGIC, 'latin1')
  start.writeUInt32LE(json.length, 4)
  return Buffer.concat([start, json, body])
}

function indexed({ owners, index }: { owners: Uint32Array<ArrayBufferLike>; index: SentenceIndex }) {
  const { grams, starts, places, norms } = index.arrays
  return [owners, grams, starts, places, norms]
}

const padded = (length: number): number => Math.ceil(length / ALIGNED) * ALIGNED
/** With spaces, which JSON allows. */
const filledUp = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc(padded(bytes.length) - bytes.length, ' ')])
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

function checksum(bytes: Buffer): number {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / ALIGNED)
  let total = 0
  for (let at = 0; at < words.length; at += 1) total = (Math.imul(total, 31) + (words[at] ?? 0)) >>> 0
  return total
}
