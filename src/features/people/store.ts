/** Everything the bot's own tables know of a person: shown, erased, and forgotten in time. */
import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, ne, notInArray, or } from 'drizzle-orm'
import type { Broom } from '../../bot/capability.ts'
import {
  accounts,
  audit,
  bindingCodes,
  consents,
  conversations,
  groupAnswers,
  mutes,
  outgoing,
  parked,
  persons,
  questions,
  staff,
  updates,
  workers,
} from '../../bot/tables.ts'
import type { Reader, Tx } from '../../db/db.ts'
import { after } from '../../lib/clock.ts'

export async function personExists(tx: Reader, personId: string): Promise<boolean> {
  const rows = await tx.select({ id: persons.id }).from(accounts).innerJoin(persons, eq(persons.id, accounts.personId)).where(eq(persons.id, personId)).limit(1)
  return rows.length > 0
}

/** The newest messages of these persons that still have their words. */
export async function messageTexts(tx: Reader, ids: readonly string[], limit: number): Promise<{ at: Date; text: string }[]> {
  return tx
    .select({ at: updates.at, text: updates.text })
    .from(updates)
    .where(and(inArray(updates.personId, [...ids]), ne(updates.text, '')))
    .orderBy(desc(updates.at), desc(updates.key))
    .limit(limit)
}

/** How many messages of these persons still have their words. */
export async function messageCount(tx: Reader, ids: readonly string[]): Promise<number> {
  const [row] = await tx
    .select({ count: count() })
    .from(updates)
    .where(and(inArray(updates.personId, [...ids]), ne(updates.text, '')))
  return row?.count ?? 0
}

export async function consentsOf(tx: Reader, personId: string): Promise<{ version: number; givenAt: Date; withdrawnAt: Date | null }[]> {
  return tx
    .select({ version: consents.version, givenAt: consents.givenAt, withdrawnAt: consents.withdrawnAt })
    .from(consents)
    .where(eq(consents.personId, personId))
    .orderBy(asc(consents.givenAt))
}

export async function parkedOf(tx: Reader, personId: string): Promise<string[]> {
  const rows = await tx.select({ text: parked.text }).from(parked).where(eq(parked.personId, personId)).orderBy(asc(parked.at))
  return rows.map((row) => row.text)
}

/**
 * Forgets these persons: accounts, words, talks and wishes. What stays has no name: the persons' rows,
 * which message ids were seen, which pushes went out, when consent was given and taken back.
 */
export async function forget(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  const own = [...ids]
  await forgetTalks(tx, own)
  await forgetSent(tx, own, now)
  await tx.delete(questions).where(inArray(questions.personId, own))
  await tx.delete(parked).where(inArray(parked.personId, own))
  await tx.delete(mutes).where(inArray(mutes.personId, own))
  await tx.delete(bindingCodes).where(inArray(bindingCodes.personId, own))
  await tx
    .update(consents)
    .set({ withdrawnAt: now })
    .where(and(inArray(consents.personId, own), isNull(consents.withdrawnAt)))
  await tx.update(staff).set({ personId: null }).where(inArray(staff.personId, own))
  await tx.delete(accounts).where(inArray(accounts.personId, own))
  await tx.update(persons).set({ parkedUntil: null, quiet: null, drives: null }).where(inArray(persons.id, own))
}

const FORGOTTEN = { intent: 'none', confidence: 0, handled: true } as const

/** The running conversation's row goes, too: what the core keeps of it afterwards finds nothing to write to. */
async function forgetTalks(tx: Tx, own: string[]): Promise<void> {
  const rows = await tx.selectDistinct({ id: updates.conversationId }).from(updates).where(inArray(updates.personId, own))
  const known = await tx.select({ channel: accounts.channel, external: accounts.external }).from(accounts).where(inArray(accounts.personId, own))
  const privately = known.map(({ channel, external }) => [channel, '', external].join('|'))
  const talks = [...new Set([...rows.map((row) => row.id), ...privately])].sort()
  for (const id of talks) await tx.delete(conversations).where(eq(conversations.id, id))
  await tx.update(updates).set({ text: '', conversationId: '', outcome: FORGOTTEN }).where(inArray(updates.personId, own))
}

/** What waits is called off; what is on the wire right now is not repeated. */
async function forgetSent(tx: Tx, own: string[], now: Date): Promise<void> {
  const mine = inArray(outgoing.personId, own)
  await tx
    .update(outgoing)
    .set({ state: 'cancelled', why: 'erased', settledAt: now })
    .where(and(mine, inArray(outgoing.state, ['waiting', 'claimed'])))
  await tx
    .update(outgoing)
    .set({ text: '', choices: [], files: null, address: '', answers: null, worthlessAfter: after(now, -1) })
    .where(mine)
}

const FINAL = ['sent', 'failed', 'expired', 'muted', 'cancelled', 'unknown'] as const

/** The words go, and what was read out of them; what the message was about stays for the counts. */
export const emptyMessageTexts: Broom = async (tx, before, limit) => {
  const rows = await tx
    .select({ key: updates.key, outcome: updates.outcome })
    .from(updates)
    .where(and(lt(updates.at, before), ne(updates.text, '')))
    .orderBy(desc(updates.at))
    .limit(limit)
  for (const { key, outcome } of rows) {
    const { slots: _slots, data: _data, ...kept } = outcome
    await tx.update(updates).set({ text: '', outcome: kept }).where(eq(updates.key, key))
  }
  return rows.length
}

export const dropMessages: Broom = async (tx, before, limit) => {
  const rows = await tx.select({ key: updates.key }).from(updates).where(lt(updates.at, before)).limit(limit)
  const keys = rows.map((row) => row.key)
  if (keys.length > 0) await tx.delete(updates).where(inArray(updates.key, keys))
  return keys.length
}

export const forgetQuestionWriters: Broom = async (tx, before, limit) => {
  const rows = await tx
    .select({ id: questions.id })
    .from(questions)
    .where(and(lt(questions.at, before), isNotNull(questions.personId)))
    .limit(limit)
  const ids = rows.map((row) => row.id)
  if (ids.length > 0) await tx.update(questions).set({ personId: null }).where(inArray(questions.id, ids))
  return ids.length
}

export const dropConversations: Broom = async (tx, before, limit) => {
  const rows = await tx.select({ id: conversations.id }).from(conversations).where(lt(conversations.updatedAt, before)).limit(limit)
  const ids = rows.map((row) => row.id)
  // Once more the condition: somebody may be writing there at this very moment.
  if (ids.length > 0) await tx.delete(conversations).where(and(inArray(conversations.id, ids), lt(conversations.updatedAt, before)))
  return ids.length
}

export const dropSent: Broom = async (tx, before, limit) => {
  const rows = await tx
    .select({ id: outgoing.id })
    .from(outgoing)
    .where(and(lt(outgoing.settledAt, before), inArray(outgoing.state, [...FINAL])))
    .limit(limit)
  const ids = rows.map((row) => row.id)
  if (ids.length > 0) await tx.delete(outgoing).where(inArray(outgoing.id, ids))
  return ids.length
}

export const dropGroupAnswers: Broom = async (tx, before, limit) => {
  const rows = await tx
    .select({ groupId: groupAnswers.groupId, question: groupAnswers.question })
    .from(groupAnswers)
    .where(lt(groupAnswers.at, before))
    .limit(limit)
  for (const { groupId, question } of rows) {
    await tx.delete(groupAnswers).where(and(eq(groupAnswers.groupId, groupId), eq(groupAnswers.question, question), lt(groupAnswers.at, before)))
  }
  return rows.length
}

export const dropParked: Broom = async (tx, before, limit) => {
  const rows = await tx.select({ id: parked.id }).from(parked).where(lte(parked.expiresAt, before)).limit(limit)
  const ids = rows.map((row) => row.id)
  if (ids.length > 0) await tx.delete(parked).where(inArray(parked.id, ids))
  return ids.length
}

export const dropCodes: Broom = async (tx, before, limit) => {
  const old = or(lt(bindingCodes.expiresAt, before), lt(bindingCodes.usedAt, before))
  const rows = await tx.select({ digest: bindingCodes.digest }).from(bindingCodes).where(old).limit(limit)
  const digests = rows.map((row) => row.digest)
  if (digests.length > 0) await tx.delete(bindingCodes).where(inArray(bindingCodes.digest, digests))
  return digests.length
}

/** Only those in whose name nothing is held any more: the delivery's sweep frees that first. */
export const dropWorkers: Broom = async (tx, before, limit) => {
  const holding = await tx
    .selectDistinct({ id: outgoing.worker })
    .from(outgoing)
    .where(inArray(outgoing.state, ['claimed', 'sending']))
  const busy = holding.flatMap((row) => row.id ?? [])
  const over = lt(workers.aliveUntil, before)
  const rows = await tx
    .select({ id: workers.id })
    .from(workers)
    .where(busy.length > 0 ? and(over, notInArray(workers.id, busy)) : over)
    .limit(limit)
  const ids = rows.map((row) => row.id)
  if (ids.length > 0) await tx.delete(workers).where(and(inArray(workers.id, ids), over))
  return ids.length
}

export const dropAudit: Broom = async (tx, before, limit) => {
  const rows = await tx.select({ id: audit.id }).from(audit).where(lt(audit.at, before)).limit(limit)
  const ids = rows.map((row) => row.id)
  if (ids.length > 0) await tx.delete(audit).where(inArray(audit.id, ids))
  return ids.length
}

/** The reason of the push that the person heard last, when nothing else was said since. */
export async function lastPush(read: Reader, personId: string, since: Date): Promise<string | undefined> {
  const [row] = await read
    .select({ kind: outgoing.kind, reason: outgoing.reason })
    .from(outgoing)
    .where(and(eq(outgoing.personId, personId), eq(outgoing.place, 'private'), eq(outgoing.state, 'sent'), gt(outgoing.settledAt, since)))
    .orderBy(desc(outgoing.settledAt), desc(outgoing.id))
    .limit(1)
  return row?.kind === 'push' ? row.reason : undefined
}
