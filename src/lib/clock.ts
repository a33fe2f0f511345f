/** The one home of time. Everything that asks "what time is it?" is handed a `Clock`. */

export interface Clock {
  now(): Date
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still until it is moved; it never goes back. */
export class VirtualClock implements Clock {
  #now: Date

  constructor(start: Date) {
    this.#now = start
  }

  now(): Date {
    return new Date(this.#now)
  }

  /** Moves forward to `to`; an earlier moment is ignored. */
  moveTo(to: Date): void {
    if (to > this.#now) this.#now = new Date(to)
  }
}

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** The moment `ms` milliseconds after `from` (before it, when negative). */
export const after = (from: Date, ms: number): Date => new Date(from.getTime() + ms)

/** Milliseconds since some fixed moment, for measuring spans; unaffected by clock steps. */
export const ticks = (): number => performance.now()
