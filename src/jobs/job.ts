/** What happens by itself. */
import type { Tx } from '../db/db.ts'
import type { Recurrence } from '../lib/calendar.ts'

/** One run of a job, inside its transaction. */
export interface Run {
  readonly tx: Tx
  /** When this run was due: jobs count from it, not from when they got their turn. */
  readonly due: Date
  readonly now: Date
}

export interface Job<R extends Run = Run> {
  /** `capability.what`; the key of its schedule. */
  readonly name: string
  /** `asked`: only when something woke it (`wake`), again and again until nothing does. */
  readonly when: Recurrence | 'asked'
  /** Of one that is asked for: when it waits for a moment to come, it runs as soon as messages have left (`hurry`). */
  readonly afterSending?: boolean
  /** A run later than this (milliseconds) is skipped and counted instead of run. */
  readonly catchUp: number
  /**
   * Does a bounded piece of the work inside the transaction that also moves the schedule on.
   * Returns true when more remains: it is called again, in a new transaction, with the same due time.
   */
  run(run: R): Promise<boolean>
}
