/** The same sentences through two well-known libraries alone, each at its best setting: fuse.js and nlp.js. */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import Fuse, { type IFuseOptions } from 'fuse.js'
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

/** What fuse.js finds the most with: its token search over characters and pairs. Its defaults find half as much, a threshold of 0.6 some less. */
const FUSE: IFuseOptions<Labelled> = {
  keys: ['text'],
  includeScore: true,
  ignoreLocation: true,
  useTokenSearch: true,
  tokenize: tokensOf,
  tokenMatch: 'any',
  threshold: 0,
}
/** So many of the best vote, each by its score: better than the best alone. */
const VOTERS = 5

function tokensOf(text: string): string[] {
  const characters = Array.from(text.toLowerCase()).filter((character) => /[\p{L}\p{N}]/u.test(character))
  return [...characters, ...characters.slice(1).map((character, at) => `${characters[at]}${character}`)]
}

export function tryFuse({ examples, sentences }: Trial): Score {
  const begun = cpuMs()
  const fuse = new Fuse(examples, FUSE)
  const ready = cpuMs()
  const labelOf = (text: string): string => {
    const votes = new Map<string, number>()
    for (const { item, score = 1 } of fuse.search(text, { limit: VOTERS })) {
      const [label = ''] = item.labels
      votes.set(label, (votes.get(label) ?? 0) + 1 - score)
    }
    return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'none'
  }
  const right = sentences.filter(({ text, labels }) => labels.includes(labelOf(text))).length
  return { right, sentences: sentences.length, learning: ready - begun, each: (cpuMs() - ready) / sentences.length }
}

/** In a process of its own: models of nlp.js share state within one. Gives up after `patience` milliseconds. */
export function tryNlp(trial: Trial, patience = 600_000): Promise<Score | undefined> {
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
