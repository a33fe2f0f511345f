/** This process among others: who is alive, and what the dead left behind. */
import { hostname } from 'node:os'
import type { Db } from '../db/db.ts'
import { type Clock, SECOND, systemClock } from '../lib/clock.ts'
import { codeOf, describe } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import type { Log } from '../lib/log.ts'
import { inheritance } from './fates.ts'
import { leaveLines } from './store/lines.ts'
import { forgetWorkers, heldBy, reportAlive, settle, suspects, type Worker } from './store/outgoing.ts'

/** How often a process renews its lease, and looks for the dead (milliseconds of real time). */
export const CARE = 5 * SECOND

export function thisWorker(): Worker {
  return { id: newId(), host: hostname(), pid: process.pid }
}

/** Renews this process's lease. */
export async function stayAlive(db: Db, self: Worker, wall: Clock): Promise<void> {
  await db.tx((tx) => reportAlive(tx, self, wall.now()))
}

/**
 * The ids of processes that died: their lease ended, or they ran on this machine and are gone. On one
 * machine a restart thus finds its predecessor's rows at once, without waiting for the lease.
 */
export async function deadWorkers(db: Db, self: Worker, wall: Clock): Promise<string[]> {
  const others = await suspects(db.read, self, wall.now())
  return others.filter((other) => other.lapsed || (other.host === self.host && !runs(other.pid, self.pid))).map((other) => other.id)
}

/** A restarted container gives the same number to the new process: our own number is then the dead one's. */
function runs(pid: number, own: number): boolean {
  if (pid === own) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** Takes over what dead processes held. @returns how many rows */
export async function inherit({ db, clock, wall, worker, log }: { db: Db; clock: Clock; wall: Clock; worker: Worker; log: Log }): Promise<number> {
  const dead = await deadWorkers(db, worker, wall)
  if (dead.length === 0) return 0
  const now = clock.now()
  const rows = await heldBy(db.read, dead)
  for (const id of dead) {
    const left = rows.filter((row) => row.worker === id).map((row) => inheritance(row, now))
    if (left.length > 0) await db.tx((tx) => settle(tx, id, left, now))
  }
  await bury(db, dead)
  if (rows.length > 0) log.warn({ rows: rows.length }, 'took over what a dead process held')
  return rows.length
}

/** Takes dead workers off the list, once no row is held in their name; their lines are free. */
async function bury(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await db.tx(async (tx) => {
    await leaveLines(tx, ids)
    await forgetWorkers(tx, ids)
  })
}

/** Renews the lease as long as this process lives, whatever its clock and its load. Returns how to end it. */
export function keepLease(db: Db, worker: Worker, log: Log): () => void {
  const timer = setInterval(() => {
    stayAlive(db, worker, systemClock).catch((error: unknown) => log.error({ error: describe(error) }, 'the lease could not be renewed'))
  }, CARE)
  timer.unref()
  return () => clearInterval(timer)
}
