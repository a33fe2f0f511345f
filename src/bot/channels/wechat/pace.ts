/** The pace of a person: personal accounts that send like machines get closed. */
import { SECOND, ticks } from '../../../lib/clock.ts'
import { below } from '../../../lib/random.ts'
import { pause } from './waiting.ts'

/** Milliseconds before a message leaves, at least and at most. */
export interface Pace {
  readonly least: number
  readonly most: number
}

export const HUMAN: Pace = { least: 0.8 * SECOND, most: 2.5 * SECOND }

/** What one character takes a quick typist (milliseconds). */
const KEY = 30
/**
 * So many messages may wait in this process. When it dies, what waits here may or may not have gone out,
 * and is repeated with a line saying so or never sent again; what waits in the database is simply sent.
 */
const IN_LINE = 2
/** A message that has not come back so long after it was asked to will not (milliseconds). */
const FORGOTTEN = 10 * SECOND

type Work = () => Promise<void>

/** Lets one message out after the other, answers before pushes. */
export class Pacer {
  readonly #pace: Pace
  readonly #hurry = new AbortController()
  readonly #answers: Work[] = []
  readonly #pushes: Work[] = []
  /** Messages that were asked to come back, in the order they came in, and when. */
  readonly #waiting = { reply: new Map<string, number>(), push: new Map<string, number>() }
  #inLine = 0
  #busy = false

  constructor(pace: Pace) {
    this.#pace = pace
  }

  /** Waits for its turn and for as long as a person would type, then does the work. */
  async inTurn<T>(kind: 'reply' | 'push', text: string, work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const queue = kind === 'reply' ? this.#answers : this.#pushes
      queue.push(async () => {
        await this.typed(text)
        await work().then(resolve, reject)
      })
      void this.#run()
    })
  }

  /** As long as a person would type this. */
  typed(text: string): Promise<void> {
    const { least, most } = this.#pace
    const typing = Math.min(most, Math.max(least, text.length * KEY))
    const jitter = ((most - least) * (below(1_001) - 500)) / 1_000
    return pause(Math.min(most, Math.max(least, typing + jitter)), this.#hurry.signal)
  }

  /**
   * Takes the message into the line until `leave`; or says when it may ask again, because others go first.
   */
  enter({ id, kind }: { id: string; kind: 'reply' | 'push' }): { ms: number; why: string } | undefined {
    const wait = this.#othersFirst(id, kind)
    if (!wait) this.#inLine += 1
    return wait
  }

  leave(): void {
    this.#inLine -= 1
  }

  #othersFirst(id: string, kind: 'reply' | 'push'): { ms: number; why: string } | undefined {
    const now = ticks()
    const { reply, push } = this.#waiting
    for (const waiting of [reply, push]) for (const [who, due] of waiting) if (now - due > FORGOTTEN) waiting.delete(who)
    const mine = this.#waiting[kind]
    const place = [...mine.keys()].indexOf(id)
    const ahead = (place >= 0 ? place : mine.size) + (kind === 'push' ? reply.size : 0)
    if (ahead === 0 && this.#inLine < (kind === 'reply' ? IN_LINE : 1)) {
      mine.delete(id)
      return undefined
    }
    const ms = ((ahead + 1) * (this.#pace.least + this.#pace.most)) / 2
    mine.set(id, now + ms)
    return { ms: Math.ceil(ms), why: 'others are sent first' }
  }

  /** Nobody is kept waiting any more. */
  release(): void {
    this.#hurry.abort()
  }

  async #run(): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    for (let work = this.#next(); work; work = this.#next()) await work()
    this.#busy = false
  }

  #next(): Work | undefined {
    return this.#answers.shift() ?? this.#pushes.shift()
  }
}
