/** What the receivers of some pushes wish, asked for together. */
import { and, count, eq, gt, inArray } from 'drizzle-orm'
import type { Reader } from '../../db/db.ts'
import type { QuietSpan } from '../quiet.ts'
import { mutes, outgoing, persons } from '../tables.ts'

export interface PersonWishes {
  muted: readonly string[]
  /** Absent: the house's hours. */
  quiet: readonly QuietSpan[] | undefined
  /** Pushes that were sent to this person lately, urgent ones not counted. */
  pushed: number
}

/** By person. `since`: from when on pushes count. */
export async function wishesOf(read: Reader, persons_: readonly string[], since: Date): Promise<Map<string, PersonWishes>> {
  const ids = [...new Set(persons_)].sort()
  const found = new Map<string, PersonWishes>(ids.map((id) => [id, { muted: [], quiet: undefined, pushed: 0 }]))
  if (ids.length === 0) return found
  for (const { personId, kind } of await read.select().from(mutes).where(inArray(mutes.personId, ids))) {
    const wishes = found.get(personId)
    if (wishes) wishes.muted = [...wishes.muted, kind]
  }
  for (const { id, quiet } of await read.select({ id: persons.id, quiet: persons.quiet }).from(persons).where(inArray(persons.id, ids))) {
    const wishes = found.get(id)
    if (wishes) wishes.quiet = quiet ?? undefined
  }
  const sent = await read
    .select({ personId: outgoing.personId, count: count() })
    .from(outgoing)
    .where(
      and(
        inArray(outgoing.personId, ids),
        eq(outgoing.kind, 'push'),
        eq(outgoing.urgent, false),
        inArray(outgoing.state, ['sent', 'unknown']),
        gt(outgoing.settledAt, since),
      ),
    )
    .groupBy(outgoing.personId)
  for (const { personId, count: pushed } of sent) {
    const wishes = found.get(personId ?? '')
    if (wishes) wishes.pushed = pushed
  }
  return found
}
