/** Stores what became of messages: together where several come at once, and again until the database takes it. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../db/db.ts'
import { type Clock, SECOND } from '../lib/clock.ts'
import { describe } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import { type Settlement, settle, type Worker } from './store/outgoing.ts'

/** How often it is tried while the database is away, and for how long (milliseconds). */
const AGAIN_AFTER = SECOND
const TRIES = 30

export interface FateBookParts {
  db: Db
  clock: Clock
  log: Log
  worker: Worker
}

export class FateBook {
  readonly #parts: FateBookParts
  #pending: Settlement[] = []
  #flushing: Promise<void> = Promise.resolve()
  #nextFlush: Promise<void> | undefined
  #hurry = new AbortController()

  constructor(parts: FateBookParts) {
    this.#parts = parts
  }

  /** Those that come while one commit runs share the next one. Resolves when it is stored, or given up. Never rejects. */
  write(settlement: Settlement): Promise<void> {
    this.#pending.push(settlement)
    this.#nextFlush ??= this.#flushing.then(() => {
      this.#nextFlush = undefined
      this.#flushing = this.#store(this.#pending.splice(0))
      return this.#flushing
    })
    return this.#nextFlush
  }

  async idle(): Promise<void> {
    await (this.#nextFlush ?? this.#flushing)
  }

  /** What cannot be stored at once is left to the sweep after this process's end. */
  stop(): void {
    this.#hurry.abort()
  }

  async #store(batch: readonly Settlement[]): Promise<void> {
    const { db, clock, worker, log } = this.#parts
    for (let tries = 1; ; tries += 1) {
      try {
        // Forgotten in a power cut, a sent answer is repeated with a line saying so, a sent push becomes unknown.
        await db.tx((tx) => settle(tx, worker.id, batch, clock.now()), { lasting: false })
        return
      } catch (error) {
        const last = tries === TRIES || this.#hurry.signal.aborted
        log.error({ rows: batch.length, error: describe(error), last }, 'the fate of sent messages could not be stored')
        // The rows stay held; the sweep after this process's end will say "unknown".
        if (last) return
        await sleep(AGAIN_AFTER, undefined, { signal: this.#hurry.signal }).catch(() => undefined)
      }
    }
  }
}
