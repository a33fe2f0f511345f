/** A trained recogniser as one binary file: a head of JSON, then the weights. Anything odd about a file means: train again. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { newId } from '../lib/ids.ts'
import { Model } from './model.ts'
import { Recogniser } from './recogniser.ts'

const Head = z.object({
  key: z.string(),
  labels: z.array(z.string()).min(1),
  known: z.array(z.object({ meaning: z.object({ intent: z.string(), topic: z.string().exactOptional() }), means: z.string().optional() })),
  // One string, because there are tens of thousands: a feature never holds a line break.
  features: z.string(),
  ours: z.array(z.number()),
  none: z.array(z.number()),
  checksum: z.number(),
})

const MAGIC = 'YZR2'
/** Magic and the head's length. */
const START = 8
/** Sources and build, and one for a test's own wordings. */
const KEPT = 4

/** @returns nothing when there is no sound file for this key */
export function loadRecogniser(folder: string, key: string): Recogniser | undefined {
  try {
    return decodeRecogniser(readFileSync(fileOf(folder, key)), key)
  } catch {
    // Absent: the caller trains.
    return undefined
  }
}

/** @returns nothing when the bytes are not a sound recogniser made for this key */
export function decodeRecogniser(bytes: Buffer, key: string): Recogniser | undefined {
  try {
    if (bytes.toString('latin1', 0, 4) !== MAGIC) return undefined
    const body = START + bytes.readUInt32LE(4)
    const head = Head.parse(JSON.parse(bytes.toString('utf8', START, body)))
    const weights = new Float32Array(bytes.buffer.slice(bytes.byteOffset + body, bytes.byteOffset + bytes.length))
    const rows = new Map(head.features.split('\n').map((feature, row) => [feature, row]))
    if (head.key !== key || weights.length !== Model.sizeOf(head.labels, rows) || checksum(weights) !== head.checksum) return undefined
    return new Recogniser(new Model(head.labels, rows, weights), { ours: head.ours, none: head.none }, head.known)
  } catch {
    // Cut short or not ours.
    return undefined
  }
}

/** Keeps the recogniser for the next start. A folder that cannot be written costs only time then. */
export function saveRecogniser(folder: string, key: string, recogniser: Recogniser): void {
  const temporary = join(folder, `.${newId()}.tmp`)
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(temporary, encodeRecogniser(key, recogniser))
    renameSync(temporary, fileOf(folder, key))
    forgetOld(folder)
  } catch {
    discard(temporary)
  }
}

export function encodeRecogniser(key: string, recogniser: Recogniser): Buffer {
  const { model, curves, known } = recogniser
  const features = [...model.rows.keys()].join('\n')
  const head = { key, labels: model.labels, known: [...known.values()], features, ...curves, checksum: checksum(model.weights) }
  const json = Buffer.from(JSON.stringify(head))
  // The weights must begin at a multiple of four; JSON may end with blanks.
  const padded = Buffer.concat([json, Buffer.alloc((4 - (json.length % 4)) % 4, ' ')])
  const start = Buffer.alloc(START)
  start.write(MAGIC, 'latin1')
  start.writeUInt32LE(padded.length, 4)
  return Buffer.concat([start, padded, Buffer.from(model.weights.buffer, model.weights.byteOffset, model.weights.byteLength)])
}

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

function checksum(weights: Float32Array): number {
  const words = new Uint32Array(weights.buffer, weights.byteOffset, weights.length)
  let sum = 0
  for (let at = 0; at < words.length; at += 1) sum = (Math.imul(sum, 31) + (words[at] ?? 0)) >>> 0
  return sum
}
