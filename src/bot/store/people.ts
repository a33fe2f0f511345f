/** Persons: consent, parked questions, mutes, and joining two accounts into one file. */
import { and, asc, desc, eq, gt, isNull } from 'drizzle-orm'
import type { Reader, Tx } from '../../db/db.ts'
import { given, prepared } from '../../db/prepared.ts'
import { after, DAY } from '../../lib/clock.ts'
import { newId } from '../../lib/ids.ts'
import { HOUSE_QUIET, type QuietSpan } from '../quiet.ts'
import { accounts, consents, mutes, parked, persons } from '../tables.ts'
import type { Driver } from '../vocabulary.ts'

/** How long a question asked in a group waits to be taken up in private. */
const PARKED_FOR = DAY

/** Keeps a private question until its owner writes in private. */
export async function park(tx: Tx, personId: string, text: string, now: Date): Promise<void> {
  const expiresAt = after(now, PARKED_FOR)
  await tx.delete(parked).where(and(eq(parked.personId, personId), eq(parked.text, text)))
  await tx.insert(parked).values({ id: newId(), personId, text, at: now, expiresAt })
  await tx.update(persons).set({ parkedUntil: expiresAt }).where(eq(persons.id, personId))
}

/** Takes the person's oldest parked question off; expired ones are dropped. Undefined when none is left. */
export async function unpark(tx: Tx, personId: string, now: Date): Promise<string | undefined> {
  const [oldest] = await tx
    .select({ id: parked.id, text: parked.text })
    .from(parked)
    .where(and(eq(parked.personId, personId), gt(parked.expiresAt, now)))
    .orderBy(asc(parked.at))
    .limit(1)
  await tx.delete(parked).where(oldest ? eq(parked.id, oldest.id) : eq(parked.personId, personId))
  if (!oldest) await tx.update(persons).set({ parkedUntil: null }).where(eq(persons.id, personId))
  return oldest?.text
}

/** The version of the wording the person agreed to and has not taken back. */
export async function consentOf(tx: Reader, personId: string): Promise<{ version: number; givenAt: Date } | undefined> {
  const [row] = await tx
    .select({ version: consents.version, givenAt: consents.givenAt })
    .from(consents)
    .where(and(eq(consents.personId, personId), isNull(consents.withdrawnAt)))
    .orderBy(desc(consents.version))
    .limit(1)
  return row
}

export async function giveConsent(tx: Tx, personId: string, version: number, now: Date): Promise<void> {
  await tx.insert(consents).values({ id: newId(), personId, version, givenAt: now })
}

/** @returns whether there was a consent to take back */
export async function withdrawConsent(tx: Tx, personId: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(consents)
    .set({ withdrawnAt: now })
    .where(and(eq(consents.personId, personId), isNull(consents.withdrawnAt)))
    .returning({ id: consents.id })
  return rows.length > 0
}

export async function mute(tx: Tx, personId: string, kind: string, now: Date): Promise<void> {
  await tx.insert(mutes).values({ personId, kind, since: now }).onConflictDoNothing()
}

export async function unmute(tx: Tx, personId: string, kind: string): Promise<void> {
  await tx.delete(mutes).where(and(eq(mutes.personId, personId), eq(mutes.kind, kind)))
}

export async function mutedKinds(tx: Reader, personId: string): Promise<string[]> {
  const rows = await tx.select({ kind: mutes.kind }).from(mutes).where(eq(mutes.personId, personId))
  return rows.map((row) => row.kind)
}

const quiet = prepared('person_quiet', (db: Reader) =>
  db
    .select({ quiet: persons.quiet })
    .from(persons)
    .where(eq(persons.id, given('personId'))),
)

/** The hours in which the person wants to hear nothing; the house's for a group and for who never said any. */
export async function quietOf(tx: Reader, personId: string | undefined): Promise<readonly QuietSpan[]> {
  if (personId === undefined) return HOUSE_QUIET
  return (await quiet(tx, { personId }))[0]?.quiet ?? HOUSE_QUIET
}

/** The person's own quiet hours; null: the house's. */
export async function setQuiet(tx: Tx, personId: string, quiet: QuietSpan[] | null): Promise<void> {
  await tx.update(persons).set({ quiet }).where(eq(persons.id, personId))
}

export async function drivesOf(tx: Reader, personId: string): Promise<Driver | undefined> {
  const [row] = await tx.select({ drives: persons.drives }).from(persons).where(eq(persons.id, personId))
  return row?.drives ?? undefined
}

export async function setDrives(tx: Tx, personId: string, drives: Driver | null): Promise<void> {
  await tx.update(persons).set({ drives }).where(eq(persons.id, personId))
}

export interface ChatAddress {
  channel: string
  external: string
}

/** Chats of a person that can be written to. */
const reached = (personId: string) => and(eq(accounts.personId, personId), eq(accounts.reachable, true), isNull(accounts.gone))

const address = prepared('person_address', (db: Reader) =>
  db
    .select({ channel: accounts.channel, external: accounts.external })
    .from(accounts)
    .where(reached(given('personId')))
    .orderBy(desc(accounts.lastSeenAt))
    .limit(1),
)

/** The private chat in which the person was last seen, if any can be reached. */
export async function addressOf(tx: Reader, personId: string): Promise<ChatAddress | undefined> {
  return (await address(tx, { personId }))[0]
}

const reach = prepared('person_reach', (db: Reader) =>
  db
    .select({ quiet: persons.quiet, channel: accounts.channel, external: accounts.external })
    .from(persons)
    .leftJoin(accounts, reached(given('personId')))
    .where(eq(persons.id, given('personId')))
    .orderBy(desc(accounts.lastSeenAt))
    .limit(1),
)

/** Both at once, for whoever leaves a push: the chat, if any can be reached, and the hours without pushes. */
export async function reachOf(tx: Reader, personId: string): Promise<{ address: ChatAddress | undefined; quiet: readonly QuietSpan[] }> {
  const [row] = await reach(tx, { personId })
  const address = row?.channel && row.external ? { channel: row.channel, external: row.external } : undefined
  return { address, quiet: row?.quiet ?? HOUSE_QUIET }
}

export async function accountsOf(tx: Reader, personId: string) {
  return tx
    .select({ id: accounts.id, channel: accounts.channel, display: accounts.display, lastSeenAt: accounts.lastSeenAt })
    .from(accounts)
    .where(eq(accounts.personId, personId))
    .orderBy(asc(accounts.channel), asc(accounts.id))
}

/** Remembers that this chat cannot be reached any more; without a reason, that it can again. */
export async function markGone(tx: Tx, channel: string, external: string, why: string | null): Promise<void> {
  await tx
    .update(accounts)
    .set({ gone: why, reachable: why === null })
    .where(and(eq(accounts.channel, channel), eq(accounts.external, external)))
}
