/** How long to wait after a failure, and what staff read meanwhile. */
import { setTimeout as sleep } from 'node:timers/promises'
import { SECOND } from '../../../lib/clock.ts'
import type { Fault } from './errors.ts'
import * as replies from './replies.ts'

/** Waits between tries (milliseconds). */
const FIRST_WAIT = 500
const LONGEST_WAIT = 5 * SECOND
const RIVAL_WAIT = 3 * SECOND
/** After this wait a setting that staff must mend is tried again. */
export const MENDED = 30 * SECOND

/** A wait that grows with each failure and is forgotten by a success. */
export class Backoff {
  #next = FIRST_WAIT

  next(): number {
    const wait = this.#next
    this.#next = Math.min(wait * 2, LONGEST_WAIT)
    return wait
  }

  reset(): void {
    this.#next = FIRST_WAIT
  }
}

/** Waits, or stops waiting when the signal comes. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> => sleep(ms, undefined, { signal }).catch(() => undefined)

/** What a call that takes messages in, or prepares for it, comes to when it failed. */
export function consequence(fault: Fault, backoff: Backoff): { words: string; wait: number } {
  if (fault.is === 'token') return { words: replies.badToken, wait: MENDED }
  if (fault.is === 'flood') return { words: replies.refused(fault.why), wait: fault.ms }
  if (fault.is === 'refused' && fault.code === 409) return { words: replies.anotherPoller, wait: RIVAL_WAIT }
  if (fault.is === 'refused' || fault.is === 'moved') return { words: replies.refused(fault.why), wait: backoff.next() }
  return { words: replies.noNetwork(fault.why), wait: backoff.next() }
}
