/** The one home of randomness. */
import { randomBytes, randomInt } from 'node:crypto'

/** Asked of the machine at once: a call for each id would cost more than the id. */
const POOL = 4_096
let pool = Buffer.alloc(0)

/** `count` unpredictable bytes. */
export function bytes(count: number): Buffer {
  if (count > POOL) return randomBytes(count)
  if (pool.length < count) pool = randomBytes(POOL)
  const taken = Buffer.from(pool.subarray(0, count))
  pool = pool.subarray(count)
  return taken
}

/** A whole number from 0 up to, not including, `below`. */
export const below = (limit: number): number => randomInt(limit)

const READABLE = '23456789abcdefghjkmnpqrstuvwxyz'

/** A key of `length` characters that cannot be misread (no 0/o, 1/l/i). */
export function readableKey(length: number): string {
  return Array.from({ length }, () => READABLE[below(READABLE.length)]).join('')
}

/** A code of `length` decimal digits, leading zeros included. */
export function digits(length: number): string {
  return Array.from({ length }, () => below(10)).join('')
}

/**
 * A repeatable stream of numbers in [0, 1) from a seed (mulberry32), for shuffles and simulations
 * that must come out the same each time. Never for secrets.
 */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
