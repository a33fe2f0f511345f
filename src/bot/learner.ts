/** Keeps the mind of this process up to what staff taught, whichever process they taught it in. */
import type { Db } from '../db/db.ts'
import type { LiveMind } from '../intents/live.ts'
import { MINUTE, ticks } from '../lib/clock.ts'
import { describe } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import type { Teaching } from './capability.ts'

/** After a failure, this long until the next try (milliseconds). */
const REST = MINUTE

export interface LearnerParts {
  db: Db
  mind: Pick<LiveMind, 'learn'>
  teaching: Teaching
  log: Log
}

export class Learner {
  readonly #parts: LearnerParts
  #edition: string | undefined
  #learning: Promise<void> | undefined
  #restsUntil = 0

  constructor(parts: LearnerParts) {
    this.#parts = parts
  }

  /** Looks whether something was taught since and begins to learn it; returns at once. */
  async look(): Promise<void> {
    if (this.#learning || ticks() < this.#restsUntil) return
    const edition = await this.#parts.teaching.edition(this.#parts.db.read)
    if (edition === this.#edition) return
    this.#learning = this.#learn(edition).finally(() => {
      this.#learning = undefined
    })
  }

  /** Resolves when nothing is being learned. */
  async idle(): Promise<void> {
    await this.#learning
  }

  async #learn(edition: string | undefined): Promise<void> {
    const { db, mind, teaching, log } = this.#parts
    try {
      const started = ticks()
      const lessons = await teaching.lessons(db.read)
      const broken = await mind.learn(lessons)
      if (lessons.fresh.length > 0)
        await db.tx((tx) =>
          teaching.judged(
            tx,
            lessons.fresh,
            broken.map(({ text }) => text),
          ),
        )
      this.#edition = edition
      log.info({ fresh: lessons.fresh.length, broken: broken.length, ms: Math.round(ticks() - started) }, 'wordings learned')
    } catch (error) {
      this.#restsUntil = ticks() + REST
      log.error({ error: describe(error) }, 'wordings could not be learned; what was understood before still is')
    }
  }
}
