/** Guessing passwords takes too long to be worth it. */
import { type Clock, MINUTE } from '../../lib/clock.ts'

/** Wrong passwords before one must wait, and the time in which they count (milliseconds). */
const WINDOW = 5 * MINUTE
const PER_NAME = 5
/** An office shares one address. */
const PER_ADDRESS = 20
/** Names and addresses remembered at once; beyond it, those whose time is over are dropped. */
const REMEMBERED = 10_000

/**
 * Counts tries per name and per address, in this process. A try counts from its beginning, so that many at
 * the same moment are no way around; a good one is taken back.
 */
export class Throttle {
  readonly #clock: Clock
  readonly #tries = new Map<string, { count: number; since: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Counts one try. @returns 0, or how long to wait (milliseconds); then the try was not counted and must not be made */
  begin(name: string, ip: string): number {
    const wait = Math.max(this.#wait(`name:${name}`, PER_NAME), this.#wait(`ip:${ip}`, PER_ADDRESS))
    if (wait === 0) for (const key of [`name:${name}`, `ip:${ip}`]) this.#count(key)
    return wait
  }

  /** The password was right: the name starts afresh; the address gets only this try back. */
  succeeded(name: string, ip: string): void {
    this.#tries.delete(`name:${name}`)
    const address = this.#tries.get(`ip:${ip}`)
    if (address) address.count -= 1
  }

  #wait(key: string, limit: number): number {
    const tries = this.#tries.get(key)
    if (!tries || tries.count < limit) return 0
    return Math.min(WINDOW, Math.max(0, tries.since + WINDOW - this.#now()))
  }

  #count(key: string): void {
    const tries = this.#tries.get(key)
    if (tries && this.#now() - tries.since < WINDOW) tries.count += 1
    else this.#tries.set(key, { count: 1, since: this.#now() })
    if (this.#tries.size > REMEMBERED) this.#forgetOld()
  }

  #forgetOld(): void {
    for (const [key, { since }] of this.#tries) if (this.#now() - since >= WINDOW) this.#tries.delete(key)
  }

  #now(): number {
    return this.#clock.now().getTime()
  }
}
