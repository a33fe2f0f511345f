/** Lines to networks that allow one connection: which process holds which. Real time, also under a virtual clock. */
import { and, eq, inArray, lt, or } from 'drizzle-orm'
import type { Tx } from '../../db/db.ts'
import { after } from '../../lib/clock.ts'
import { lines } from '../tables.ts'
import { LEASE } from './outgoing.ts'

/** Takes or keeps the line for this worker; false while another living process holds it. */
export async function holdLine(tx: Tx, channel: string, worker: string, dead: readonly string[], wall: Date): Promise<boolean> {
  const mine = { worker, until: after(wall, LEASE) }
  const free = or(eq(lines.worker, worker), lt(lines.until, wall), ...(dead.length > 0 ? [inArray(lines.worker, [...dead])] : []))
  await tx
    .insert(lines)
    .values({ channel, ...mine })
    .onConflictDoNothing()
  const rows = await tx
    .update(lines)
    .set(mine)
    .where(and(eq(lines.channel, channel), free))
    .returning({ channel: lines.channel })
  return rows.length > 0
}

/** Gives these workers' lines back, so that another process need not wait for the lease. */
export async function leaveLines(tx: Tx, workers: readonly string[]): Promise<void> {
  if (workers.length > 0) await tx.delete(lines).where(inArray(lines.worker, [...workers]))
}
