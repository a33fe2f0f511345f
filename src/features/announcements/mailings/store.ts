/** Mailings, their receivers, and what became of each. */
import { and, asc, type Column, count, desc, eq, gt, inArray, lt, max, ne, sql } from 'drizzle-orm'
import { accounts, outgoing } from '../../../bot/tables.ts'
import type { Reader, Tx } from '../../../db/db.ts'
import { newId } from '../../../lib/ids.ts'
import { type Counts, countedAs, type MailingState, NOBODY } from './rules.ts'
import { mailings, mailingTargets } from './tables.ts'

/** Who gets it. */
export type Receiver = { person: string } | { group: string }
const nameOf = (receiver: Receiver): string => ('person' in receiver ? `p:${receiver.person}` : `g:${receiver.group}`)
const idOf = (receiver: Receiver) => ('person' in receiver ? { personId: receiver.person } : { groupId: receiver.group })

export type Mailing = typeof mailings.$inferSelect

const CHUNK = 400 // rows written by one statement

/** What the pushes of a mailing belong to. */
export const pushMatter = ({ matter, round }: Pick<Mailing, 'matter' | 'round'>): string => (round === 0 ? matter : `${matter}/${round}`)
export const pushKey = (mailing: Pick<Mailing, 'matter' | 'round'>, target: string): string => `mailing:${pushMatter(mailing)}:${target}`

export async function addMailing(tx: Tx, mailing: Omit<typeof mailings.$inferInsert, 'id' | 'state'>, targets: readonly Receiver[]): Promise<Mailing> {
  const [row] = await tx
    .insert(mailings)
    .values({ id: newId(), state: 'running', ...mailing })
    .returning()
  if (!row) throw new Error('a mailing was not stored')
  const unique = [...new Map(targets.map((target) => [nameOf(target), target]))].sort(([a], [b]) => (a < b ? -1 : 1))
  for (let from = 0; from < unique.length; from += CHUNK) {
    const rows = unique.slice(from, from + CHUNK).map(([target, receiver]) => ({ mailingId: row.id, target, personId: null, groupId: null, ...idOf(receiver) }))
    await tx.insert(mailingTargets).values(rows)
  }
  return row
}

export async function mailingsIn(tx: Reader, state: MailingState): Promise<Mailing[]> {
  return tx.select().from(mailings).where(eq(mailings.state, state)).orderBy(asc(mailings.startedAt), asc(mailings.id))
}

/** Of which of these matters the first sending is in this state. */
export async function inState(tx: Reader, matters: readonly string[], state: MailingState): Promise<Set<string>> {
  const rows = await tx
    .select({ matter: mailings.matter })
    .from(mailings)
    .where(and(inArray(mailings.matter, [...matters]), eq(mailings.round, 0), eq(mailings.state, state)))
  return new Set(rows.map((row) => row.matter))
}

/** All sendings of one matter, the first one first. */
export async function mailingsOf(tx: Reader, matter: string): Promise<Mailing[]> {
  return tx.select().from(mailings).where(eq(mailings.matter, matter)).orderBy(asc(mailings.round))
}

export async function lastRound(tx: Reader, matter: string): Promise<number> {
  const [row] = await tx
    .select({ round: max(mailings.round) })
    .from(mailings)
    .where(eq(mailings.matter, matter))
  return row?.round ?? 0
}

/** @returns whether the mailing was in one of these states */
export async function moveMailing(
  tx: Tx,
  id: string,
  from: readonly MailingState[],
  to: Partial<Pick<Mailing, 'state' | 'why' | 'tolerated' | 'endedAt'>>,
): Promise<boolean> {
  const rows = await tx
    .update(mailings)
    .set(to)
    .where(and(eq(mailings.id, id), inArray(mailings.state, [...from])))
    .returning({ id: mailings.id })
  return rows.length > 0
}

/** Receivers that have no push yet. */
export async function openTargets(tx: Reader, id: string, limit: number): Promise<{ target: string; to: Receiver | undefined }[]> {
  const rows = await tx
    .select({ target: mailingTargets.target, personId: mailingTargets.personId, groupId: mailingTargets.groupId })
    .from(mailingTargets)
    .where(and(eq(mailingTargets.mailingId, id), eq(mailingTargets.state, 'open')))
    .orderBy(asc(mailingTargets.target))
    .limit(limit)
  return rows.map(({ target, personId, groupId }) => ({
    target,
    to: groupId !== null ? { group: groupId } : personId === null ? undefined : { person: personId },
  }))
}

/** Which of these persons have their push already, by another file that was joined to theirs. */
export async function servedBefore(tx: Reader, id: string, persons: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .select({ personId: mailingTargets.personId })
    .from(mailingTargets)
    .where(and(eq(mailingTargets.mailingId, id), ne(mailingTargets.state, 'open'), inArray(mailingTargets.personId, [...persons])))
  return new Set(rows.flatMap((row) => row.personId ?? []))
}

export async function endTarget(tx: Tx, id: string, target: string, why: string, at: Date): Promise<void> {
  await tx
    .update(mailingTargets)
    .set({ state: 'cancelled', why, at })
    .where(and(eq(mailingTargets.mailingId, id), eq(mailingTargets.target, target)))
}

export async function markLeft(tx: Tx, id: string, targets: readonly string[]): Promise<void> {
  await tx
    .update(mailingTargets)
    .set({ state: 'left' })
    .where(and(eq(mailingTargets.mailingId, id), inArray(mailingTargets.target, [...targets])))
}

/** Ends all that has no push yet. */
export async function endOpen(tx: Tx, id: string, end: { state: 'expired' | 'cancelled'; why: string; at: Date }): Promise<void> {
  await tx
    .update(mailingTargets)
    .set(end)
    .where(and(eq(mailingTargets.mailingId, id), eq(mailingTargets.state, 'open')))
}

/** How many receivers are in each state now, and when the last push was settled. */
export async function countsOf(tx: Reader, mailing: Mailing, now: Date): Promise<{ counts: Counts; movedAt: Date }> {
  const counts: { -readonly [K in keyof Counts]: number } = { ...NOBODY }
  const targets = await tx
    .select({ state: mailingTargets.state, why: mailingTargets.why, count: count() })
    .from(mailingTargets)
    .where(eq(mailingTargets.mailingId, mailing.id))
    .groupBy(mailingTargets.state, mailingTargets.why)
  for (const { state, why, count: many } of targets) if (state !== 'left') counts[countedAs(state, why)] += many
  let movedAt = mailing.startedAt
  if (!targets.some(({ state }) => state === 'left')) return { counts, movedAt }
  const ours = and(eq(outgoing.kind, 'push'), eq(outgoing.matter, pushMatter(mailing)))
  const { state, why, settledAt } = outgoing
  for (const row of await tx
    .select({ state, why, count: count(), at: max(settledAt) })
    .from(outgoing)
    .where(ours)
    .groupBy(state, why)) {
    counts[countedAs(row.state, row.why)] += row.count
    if (row.at && row.at > movedAt) movedAt = row.at
  }
  const later = and(ours, eq(state, 'waiting'), gt(outgoing.dueAt, now))
  counts.putOff = (await tx.select({ count: count() }).from(outgoing).where(later))[0]?.count ?? 0
  counts.inHand -= counts.putOff
  return { counts, movedAt }
}

/** One receiver and what became of the push. */
export interface Fate {
  target: string
  personId: string | null
  groupId: string | null
  state: string
  why: string | null
  at: Date | null
}

/** Every receiver of a mailing, as it stands. */
export async function fatesOf(tx: Reader, mailing: Mailing): Promise<Fate[]> {
  const targets = await tx.select().from(mailingTargets).where(eq(mailingTargets.mailingId, mailing.id)).orderBy(asc(mailingTargets.target))
  if (!targets.some(({ state }) => state === 'left')) return targets
  const rows = await tx
    .select({ key: outgoing.key, state: outgoing.state, why: outgoing.why, at: outgoing.settledAt })
    .from(outgoing)
    .where(and(eq(outgoing.kind, 'push'), eq(outgoing.matter, pushMatter(mailing))))
  const pushes = new Map(rows.map((row) => [row.key, row]))
  return targets.map((target) => {
    const push = target.state === 'left' ? pushes.get(pushKey(mailing, target.target)) : undefined
    return push ? { ...target, state: push.state, why: push.why, at: push.at } : target
  })
}

/** Copies what became of the pushes to the receivers: pushes are forgotten after some weeks, the record is not. */
export async function keepFates(tx: Tx, mailing: Mailing): Promise<void> {
  const prefix = pushKey(mailing, '')
  const pushed = (column: Column) => sql`(select ${column} from ${outgoing} where ${outgoing.key} = ${prefix} || ${mailingTargets.target})`
  await tx
    .update(mailingTargets)
    .set({ state: sql`coalesce(${pushed(outgoing.state)}, 'left')`, why: pushed(outgoing.why), at: pushed(outgoing.settledAt) })
    .where(and(eq(mailingTargets.mailingId, mailing.id), eq(mailingTargets.state, 'left')))
}

/** Pushes that did not leave yet are held, so that nobody takes them up. */
export async function holdPushes(tx: Tx, mailing: Mailing, why: string, now: Date): Promise<void> {
  await tx
    .update(outgoing)
    .set({ state: 'cancelled', why, settledAt: now, worker: null })
    .where(and(eq(outgoing.matter, pushMatter(mailing)), inArray(outgoing.state, ['waiting', 'claimed'])))
}

/** What was held waits again. */
export async function releasePushes(tx: Tx, mailing: Mailing, why: string): Promise<void> {
  await tx
    .update(outgoing)
    .set({ state: 'waiting', why: null, settledAt: null })
    .where(and(eq(outgoing.matter, pushMatter(mailing)), eq(outgoing.state, 'cancelled'), eq(outgoing.why, why)))
}

/** The shown names and channels of persons, for a list. */
export async function namesOf(tx: Reader, personIds: ReadonlySet<string>): Promise<Map<string, { display: string; channels: string }>> {
  const rows = await tx
    .select({ personId: accounts.personId, display: accounts.display, channel: accounts.channel })
    .from(accounts)
    .orderBy(asc(accounts.personId), asc(accounts.channel))
  const names = new Map<string, { display: string; channels: string }>()
  for (const { personId, display, channel } of rows) {
    if (!personIds.has(personId)) continue
    const before = names.get(personId)
    names.set(personId, { display: before?.display || (display ?? ''), channels: [...(before?.channels.split('、') ?? []), channel].join('、') })
  }
  return names
}

/** How many mailings reached this person. */
export async function reachedTimes(tx: Reader, personId: string): Promise<{ matter: string; at: Date }[]> {
  return tx
    .select({ matter: mailings.matter, at: mailings.startedAt })
    .from(mailingTargets)
    .innerJoin(mailings, eq(mailings.id, mailingTargets.mailingId))
    .where(eq(mailingTargets.personId, personId))
    .orderBy(desc(mailings.startedAt), desc(mailings.id))
}

/** The person's place in every list stays, without whose it was. */
export async function forgetTargets(tx: Tx, persons: readonly string[]): Promise<void> {
  const own = inArray(mailingTargets.personId, [...persons])
  await tx
    .update(mailingTargets)
    .set({ state: 'cancelled', why: 'erased' })
    .where(and(own, eq(mailingTargets.state, 'open')))
  const rows = await tx.select({ mailingId: mailingTargets.mailingId, target: mailingTargets.target }).from(mailingTargets).where(own)
  for (const { mailingId, target } of rows) {
    await tx
      .update(mailingTargets)
      .set({ target: `x:${newId()}`, personId: null })
      .where(and(eq(mailingTargets.mailingId, mailingId), eq(mailingTargets.target, target)))
  }
}

export async function moveTargets(tx: Tx, from: string, to: string): Promise<void> {
  await tx.update(mailingTargets).set({ personId: to }).where(eq(mailingTargets.personId, from))
}

/** Deletes up to `limit` receivers of mailings that ended before then. */
export async function dropTargets(tx: Tx, before: Date, limit: number): Promise<number> {
  const old = await tx
    .select({ id: mailingTargets.mailingId, target: mailingTargets.target })
    .from(mailingTargets)
    .innerJoin(mailings, eq(mailings.id, mailingTargets.mailingId))
    .where(lt(mailings.endedAt, before))
    .limit(limit)
  for (const { id, target } of old) await tx.delete(mailingTargets).where(and(eq(mailingTargets.mailingId, id), eq(mailingTargets.target, target)))
  return old.length
}
