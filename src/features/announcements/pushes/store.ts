/** What was to be said unasked, and what became of it. */
import { and, count, desc, eq, gte, like, lt } from 'drizzle-orm'
import { outgoing } from '../../../bot/tables.ts'
import type { Reader } from '../../../db/db.ts'
import type { Wanted } from './rules.ts'

const matching = ({ since, until, kind, state, why, matter }: Wanted) =>
  and(
    eq(outgoing.kind, 'push'),
    gte(outgoing.createdAt, since),
    until && lt(outgoing.createdAt, until),
    kind === undefined ? undefined : like(outgoing.reason, `${kind.replace(/[%_\\]/g, '')}.%`),
    state && eq(outgoing.state, state),
    why === undefined ? undefined : eq(outgoing.why, why),
    matter === undefined ? undefined : eq(outgoing.matter, matter),
  )

/** How many there are of each reason, state and why. */
export async function countsBy(read: Reader, wanted: Wanted): Promise<{ reason: string; state: string; why: string | null; count: number }[]> {
  return read
    .select({ reason: outgoing.reason, state: outgoing.state, why: outgoing.why, count: count() })
    .from(outgoing)
    .where(matching(wanted))
    .groupBy(outgoing.reason, outgoing.state, outgoing.why)
}

/** The newest first. The words stay where they are: whom it was for and why it did not arrive is what staff need. */
export async function list(read: Reader, wanted: Wanted, limit: number, offset: number) {
  return read
    .select({
      id: outgoing.id,
      reason: outgoing.reason,
      matter: outgoing.matter,
      state: outgoing.state,
      why: outgoing.why,
      channel: outgoing.channel,
      place: outgoing.place,
      personId: outgoing.personId,
      dueAt: outgoing.dueAt,
      settledAt: outgoing.settledAt,
    })
    .from(outgoing)
    .where(matching(wanted))
    .orderBy(desc(outgoing.createdAt), desc(outgoing.id))
    .limit(limit)
    .offset(offset)
}
