/**
 * Durable schedules: the truth of each job (when it is due next) is a row. Called by the heartbeat in
 * the product and by the virtual clock in tests and in the JSON chat.
 */
import { and, asc, eq, gt, inArray, lt } from 'drizzle-orm'
import type { Db, Reader, Tx } from '../db/db.ts'
import { prepared } from '../db/prepared.ts'
import type { Calendar } from '../lib/calendar.ts'
import { after, HOUR, MINUTE } from '../lib/clock.ts'
import { describe } from '../lib/errors.ts'
import { faultId } from '../lib/ids.ts'
import type { Log } from '../lib/log.ts'
import type { Job, Run } from './job.ts'
import { schedules } from './tables.ts'

/** A clock set back by at most this much keeps the schedule as it is (milliseconds). */
const SMALL_STEP = 36 * HOUR

export interface ScheduleParts<R extends Run> {
  db: Db
  jobs: readonly Job<R>[]
  calendar: Calendar
  log: Log
  /** Gives a run what jobs need beyond the transaction. */
  equip(run: Run): R
}

export class Schedule<R extends Run> {
  readonly #parts: ScheduleParts<R>
  readonly #jobs: ReadonlyMap<string, Job<R>>

  constructor(parts: ScheduleParts<R>) {
    this.#parts = parts
    this.#jobs = new Map(parts.jobs.map((job) => [job.name, job]))
  }

  /** Gives each job its row. A job that is new here is due at its next time from `now`, never at once. */
  async prepare(now: Date): Promise<void> {
    const { db, jobs, calendar } = this.#parts
    if (jobs.length === 0) return
    const rows = jobs.map((job) => ({ name: job.name, dueAt: nextOf(job, now, calendar), skipped: 0 }))
    await db.tx((tx) => tx.insert(schedules).values(rows).onConflictDoNothing().returning({ name: schedules.name }))
  }

  /** When the next job falls due. */
  async nextDue(): Promise<Date | undefined> {
    return (await this.#rows())[0]?.dueAt
  }

  /**
   * Runs every job that is due at `now`, the longest due first. Several processes may call this at once:
   * each due time is run by one of them, and at most once.
   */
  async runDue(now: Date): Promise<number> {
    let runs = 0
    for (const { name, dueAt, lastDue } of await this.#rows()) {
      const job = this.#jobs.get(name)
      if (!job) continue
      if (dueAt <= now) runs += await this.#catchUp(job, dueAt, now)
      else await this.#mendClockStep(job, dueAt, lastDue, now)
    }
    return runs
  }

  /** Messages have left: what waits for that is due now. */
  async hurry(now: Date): Promise<void> {
    const names = this.#parts.jobs.filter(({ afterSending }) => afterSending).map(({ name }) => name)
    if (names.length === 0) return
    const { db } = this.#parts
    const waits = and(inArray(schedules.name, names), gt(schedules.dueAt, now), lt(schedules.dueAt, NOBODY_ASKED))
    const rows = await db.read.select({ name: schedules.name }).from(schedules).where(waits)
    if (rows.length === 0) return
    await db.tx(async (tx) => {
      for (const name of rows.map((row) => row.name).sort()) await wake(tx, name, now)
    })
  }

  /** Of the jobs that are known here, the first due first. */
  async #rows() {
    return (await allRows(this.#parts.db.read, {})).filter(({ name }) => this.#jobs.has(name))
  }

  /** From the stored due time up to now: what is too late is skipped and counted, the rest is run in order. */
  async #catchUp(job: Job<R>, from: Date, now: Date): Promise<number> {
    const { calendar } = this.#parts
    let due = from
    let skipped = 0
    while (due <= now && now.getTime() - due.getTime() > job.catchUp) {
      due = nextOf(job, due, calendar)
      skipped += 1
    }
    if (skipped > 0 && !(await this.#move(job, from, due, skipped))) return 0
    let runs = 0
    for (; due <= now; due = nextOf(job, due, calendar)) {
      if (!(await this.#run(job, due, now))) break
      runs += 1
    }
    return runs
  }

  async #move(job: Job<R>, from: Date, to: Date, skipped: number): Promise<boolean> {
    this.#parts.log.warn({ job: job.name, skipped }, 'runs came too late and were skipped')
    return this.#parts.db.tx(async (tx) => {
      const [row] = await tx.select({ skipped: schedules.skipped }).from(schedules).where(eq(schedules.name, job.name))
      return advance(tx, job.name, from, { dueAt: to, skipped: (row?.skipped ?? 0) + skipped })
    })
  }

  /** The job's work and its schedule's step commit together. False when another process was quicker, or it failed. */
  async #run(job: Job<R>, due: Date, now: Date): Promise<boolean> {
    const { db, calendar, log } = this.#parts
    try {
      for (let more = true; more; ) {
        const mine = await db.tx(
          async (tx) => {
            const step = { dueAt: nextOf(job, due, calendar), lastDue: due, lastRunAt: now }
            if (!(await advance(tx, job.name, due, step))) return false
            more = await job.run(this.#parts.equip({ tx, due, now }))
            // The work itself may have woken the job again for later: that is no longer wanted before this piece is done.
            if (more) await tx.update(schedules).set({ dueAt: due }).where(eq(schedules.name, job.name))
            return true
          },
          // Forgotten in a power cut, the work and the step are both to do again; what it left to be said has not left before a lasting commit.
          { lasting: false },
        )
        if (!mine) return false
      }
      return true
    } catch (error) {
      log.error({ fault: faultId(), job: job.name, error: describe(error) }, 'a job failed; it stays due')
      return false
    }
  }

  /**
   * The clock once stood far ahead and was set back: a due time beyond the next regular one would sleep
   * until then. A small step back moves nothing, so that no due time is run twice.
   */
  async #mendClockStep(job: Job<R>, dueAt: Date, lastDue: Date | null, now: Date): Promise<void> {
    const { calendar, db, log } = this.#parts
    if (isSurelyNext(job, dueAt, now)) return
    const smallStep = lastDue && lastDue > now && lastDue.getTime() - now.getTime() <= SMALL_STEP
    const regular = nextOf(job, smallStep ? lastDue : now, calendar)
    if (dueAt <= regular) return
    log.warn({ job: job.name }, 'the clock was set back: the schedule follows')
    await db.tx((tx) => advance(tx, job.name, dueAt, { dueAt: regular }))
  }
}

const allRows = prepared('schedules_all', (read: Reader) => read.select().from(schedules).orderBy(asc(schedules.dueAt), asc(schedules.name)))

/** No day is shorter, whatever the clocks do in it (milliseconds). */
const SHORTEST_DAY = 22 * HOUR

/** So near that no regular time lies before it; spares the calendar at each look. */
const isSurelyNext = ({ when }: Pick<Job, 'when'>, dueAt: Date, now: Date): boolean =>
  when === 'asked' || dueAt.getTime() - now.getTime() <= ('every' in when ? when.every : SHORTEST_DAY)

/** Clocks of processes that share a database differ by less than this (milliseconds). */
const APART = MINUTE

/**
 * Lets a job run once more at `at`, when that is before its next due time (one that runs only when asked has none):
 * for deadlines that come up with the data. Called inside the job's own run it holds for the time after it.
 * @param now spares the wait for a run that may be under way elsewhere when the job's next time is still to come, and early enough
 */
export async function wake(tx: Tx, job: string, at: Date, now: Date = at): Promise<void> {
  const own = eq(schedules.name, job)
  const [seen] = await tx.select({ dueAt: schedules.dueAt }).from(schedules).where(own)
  if (!seen || (seen.dueAt <= at && seen.dueAt > after(now, APART))) return
  // A run that is under way holds the row: what comes next is known only when it has ended.
  const [held] = await tx.update(schedules).set({ name: job }).where(own).returning({ dueAt: schedules.dueAt })
  if (held && held.dueAt > at) await tx.update(schedules).set({ dueAt: at }).where(own)
}

/** Moves a schedule on, if it still stands where it was seen; the row's lock makes one process the winner. */
async function advance(tx: Tx, name: string, seen: Date, step: Partial<typeof schedules.$inferInsert>): Promise<boolean> {
  const rows = await tx
    .update(schedules)
    .set(step)
    .where(and(eq(schedules.name, name), eq(schedules.dueAt, seen)))
    .returning({ name: schedules.name })
  return rows.length > 0
}

/** When nothing has asked for a job (any moment that never comes). */
export const NOBODY_ASKED = new Date('9999-01-01T00:00:00Z')

const nextOf = ({ when }: Pick<Job, 'when'>, from: Date, calendar: Calendar): Date => (when === 'asked' ? NOBODY_ASKED : calendar.next(when, from))
