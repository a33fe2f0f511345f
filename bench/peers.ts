/** The same sentences through two well-known libraries alone, each at its best setting: fuse.js and nlp.js. */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import Fuse from 'fuse.js'
import { cpuMs } from './cpu.ts'

export interface Labelled {
  readonly text: string
  /** What it means; of a sentence to be judged any of several. */
  readonly labels: readonly string[]
}

/** How one way of understanding did. */
export interface Score {
  readonly right: number
  readonly sentences: number
  /** CPU time for learning all examples, and per sentence (milliseconds). */
  readonly learning: number
  readonly each: number
}

export interface Trial {
  readonly examples: readonly Labelled[]
  readonly sentences: readonly Labelled[]
}

/**
 * Settings of fuse.js that find the most: no threshold to speak of, anywhere in the text, single characters count,
 * short entries are not favoured. Its own defaults find a tenth less.
 */
const FUSE = { keys: ['text'], includeScore: true, ignoreLocation: true, ignoreFieldNorm: true, threshold: 0.9, minMatchCharLength: 1 }

export function tryFuse({ examples, sentences }: Trial): Score {
  const begun = cpuMs()
  const fuse = new Fuse(examples, FUSE)
  const ready = cpuMs()
  const right = sentences.filter(({ text, labels }) => labels.includes(fuse.search(text, { limit: 1 })[0]?.item.labels[0] ?? 'none')).length
  return { right, sentences: sentences.length, learning: ready - begun, each: (cpuMs() - ready) / sentences.length }
}

/** In a process of its own: models of nlp.js share state within one. Gives up after `patience` milliseconds. */
export function tryNlp(trial: Trial, patience = 240_000): Promise<Score | undefined> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./nlp-child.js', import.meta.url)), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    const timer = setTimeout(() => child.kill(), patience)
    let score: Score | undefined
    child.once('message', (message) => {
      score = message as Score
      child.disconnect()
    })
    child.once('error', reject)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve(score)
    })
    child.send(trial)
  })
}

/** Every so many-th, so that there are at most `most`. */
export function some<Item>(items: readonly Item[], most: number): Item[] {
  const step = Math.max(1, items.length / most)
  return Array.from({ length: Math.min(most, items.length) }, (_, at) => items[Math.floor(at * step)]).filter((item) => item !== undefined)
}
