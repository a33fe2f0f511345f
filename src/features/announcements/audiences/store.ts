/** Who belongs to an audience, and who of them can and wants to be reached. */
import { and, asc, count, eq, gt, inArray, isNull } from 'drizzle-orm'
import { accounts, groups, mutes, outgoing, persons } from '../../../bot/tables.ts'
import type { Driver } from '../../../bot/vocabulary.ts'
import type { Reader } from '../../../db/db.ts'

/** Everybody who has a chat account. */
export async function everybody(tx: Reader): Promise<string[]> {
  const rows = await tx.selectDistinct({ personId: accounts.personId }).from(accounts)
  return rows.map((row) => row.personId).sort()
}

export async function whoDrive(tx: Reader, drives: Driver): Promise<string[]> {
  const rows = await tx
    .select({ id: persons.id })
    .from(persons)
    .where(and(eq(persons.drives, drives), isNull(persons.mergedInto)))
  return rows.map((row) => row.id).sort()
}

/** The groups that the bot is in, by their id; those whose names nobody told have none. */
export async function groupsKnown(tx: Reader): Promise<{ id: string; title: string | null }[]> {
  return tx.select({ id: groups.id, title: groups.title }).from(groups).where(isNull(groups.gone)).orderBy(asc(groups.id))
}

/** Who mutes announcements. */
export async function whoMute(tx: Reader): Promise<Set<string>> {
  const rows = await tx
    .select({ personId: mutes.personId })
    .from(mutes)
    .where(inArray(mutes.kind, ['notice', 'all']))
  return new Set(rows.map((row) => row.personId))
}

/** Who got so many pushes since then. */
export async function whoHadEnough(tx: Reader, budget: number, since: Date): Promise<Set<string>> {
  const rows = await tx
    .select({ personId: outgoing.personId, count: count() })
    .from(outgoing)
    .where(and(eq(outgoing.kind, 'push'), eq(outgoing.urgent, false), inArray(outgoing.state, ['sent', 'unknown']), gt(outgoing.settledAt, since)))
    .groupBy(outgoing.personId)
  return new Set(rows.flatMap(({ personId, count: pushed }) => (personId !== null && pushed >= budget ? [personId] : [])))
}

/** Somebody by the shown name, as staff know people. */
export async function byDisplay(tx: Reader, display: string): Promise<string[]> {
  const rows = await tx.selectDistinct({ personId: accounts.personId }).from(accounts).where(eq(accounts.display, display))
  return rows.map((row) => row.personId)
}

/** Who has a private chat that can be written to. */
export async function reachable(tx: Reader): Promise<Set<string>> {
  const rows = await tx
    .selectDistinct({ personId: accounts.personId })
    .from(accounts)
    .where(and(eq(accounts.reachable, true), isNull(accounts.gone)))
  return new Set(rows.map((row) => row.personId))
}
