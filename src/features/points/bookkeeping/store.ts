/** The SQL of self-audits. */
import { desc, eq, inArray, isNull, lt } from 'drizzle-orm'
import type { Broom } from '../../../bot/capability.ts'
import type { Reader, Tx } from '../../../db/db.ts'
import { newId } from '../../../lib/ids.ts'
import { pointAudits } from './tables.ts'

export type Audit = typeof pointAudits.$inferSelect

/** The audit that is under way; a new one where none is. */
export async function currentAudit(tx: Tx, now: Date): Promise<Audit> {
  const [running] = await tx.select().from(pointAudits).where(isNull(pointAudits.endedAt)).limit(1)
  if (running) return running
  const [begun] = await tx.insert(pointAudits).values({ id: newId(), startedAt: now, cursor: '', checked: 0, faults: 0, found: [] }).returning()
  if (!begun) throw new Error('an audit was not begun')
  return begun
}

export async function keepAudit(tx: Tx, audit: Audit): Promise<void> {
  const { id, ...rest } = audit
  await tx.update(pointAudits).set(rest).where(eq(pointAudits.id, id))
}

export async function lastAudit(db: Reader): Promise<Audit | undefined> {
  const [row] = await db.select().from(pointAudits).orderBy(desc(pointAudits.startedAt)).limit(1)
  return row
}

export const dropAudits: Broom = async (tx, before, limit) => {
  const rows = await tx.select({ id: pointAudits.id }).from(pointAudits).where(lt(pointAudits.startedAt, before)).limit(limit)
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) await tx.delete(pointAudits).where(inArray(pointAudits.id, ids))
  return ids.length
}
