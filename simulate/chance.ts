/** All chance of a simulation: the same seed gives the same run. */
import { digest } from '../src/lib/ids.ts'
import { seeded } from '../src/lib/random.ts'

/** Chances that are drawn one after the other, by what runs one after the other. */
export class Chance {
  readonly #next: () => number

  constructor(seed: number) {
    this.#next = seeded(seed)
  }

  /** True in this share of all cases. */
  happens(share: number): boolean {
    return this.#next() < share
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.#next() * (high - low + 1))
  }

  pick<T>(from: readonly [T, ...T[]]): T {
    return from[this.between(0, from.length - 1)] ?? from[0]
  }

  /** Picks by weight. */
  weigh<T>(from: readonly [readonly [number, T], ...(readonly [number, T])[]]): T {
    let left = this.#next() * from.reduce((sum, [weight]) => sum + weight, 0)
    for (const [weight, value] of from) {
      left -= weight
      if (left < 0) return value
    }
    return from[0][1]
  }
}

/** A chance that hangs on what it is about and not on the order of questions: rows are sent side by side. */
export const chanceOf = (seed: number, about: string): number => seeded(Number.parseInt(digest(`${seed}|${about}`).slice(0, 8), 16))()
