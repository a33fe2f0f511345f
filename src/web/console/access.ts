/** Who can sign in to the console: accounts of members of staff, and the one-time links that make them. */
import { and, asc, eq, gt, lte } from 'drizzle-orm'
import { listStaff } from '../../bot/store/staff.ts'
import { staff, staffRoles } from '../../bot/tables.ts'
import type { Role } from '../../bot/vocabulary.ts'
import type { Reader, Tx } from '../../db/db.ts'
import { after, HOUR } from '../../lib/clock.ts'
import { digest, newId } from '../../lib/ids.ts'
import { readableKey } from '../../lib/random.ts'
import { consoleAccounts, consoleSessions, consoleUsers, consoleVerifications } from '../tables.ts'

/** How long a one-time link is good for (milliseconds). */
export const LINK_LIFE = 24 * HOUR
/** Characters of a link's key: more than 150 bits, so guessing it is not worth counting. */
const KEY_LENGTH = 32

export const LONGEST_NAME = 20
export const SHORTEST_PASSWORD = 8
export const LONGEST_PASSWORD = 200
/** The account that `ADMIN_PASSWORD` opens. */
export const ADMIN = 'admin'
/** The library knows users by an address; this one can belong to nobody (RFC 2606). */
export const EMAIL_HOST = '@staff.invalid'

const SETUP = 'setup'
const ofMember = (staffId: string): string => `member:${staffId}`

/** A member of staff as the console shows it. */
export interface Member {
  id: string
  name: string
  roles: Role[]
  /** The person in the chat whose words are this member's; absent before a chat account was joined. */
  personId: string | undefined
}

export async function memberWith(tx: Reader, staffId: string): Promise<Member | undefined> {
  const rows = await tx
    .select({ id: staff.id, name: staff.name, personId: staff.personId, role: staffRoles.role })
    .from(staff)
    .leftJoin(staffRoles, eq(staffRoles.staffId, staff.id))
    .where(eq(staff.id, staffId))
    .orderBy(asc(staffRoles.role))
  const [row] = rows
  return row && { id: row.id, name: row.name, roles: rows.flatMap(({ role }) => role ?? []), personId: row.personId ?? undefined }
}

export async function staffIdOf(tx: Reader, name: string): Promise<string | undefined> {
  const [row] = await tx.select({ id: staff.id }).from(staff).where(eq(staff.name, name))
  return row?.id
}

export async function hasAccounts(tx: Reader): Promise<boolean> {
  return (await tx.select({ id: consoleUsers.id }).from(consoleUsers).limit(1)).length > 0
}

/** The hash of this member's password. */
export async function passwordOf(tx: Reader, staffId: string): Promise<string | undefined> {
  const [row] = await tx.select({ hash: consoleAccounts.password }).from(consoleAccounts).where(eq(consoleAccounts.userId, staffId))
  return row?.hash
}

/** Makes a member of staff without a chat account. Undefined when the name is taken. */
export async function addMember(tx: Tx, name: string, role: Role, now: Date): Promise<string | undefined> {
  const [row] = await tx.insert(staff).values({ id: newId(), name, createdAt: now }).onConflictDoNothing().returning({ id: staff.id })
  if (!row) return undefined
  await giveRole(tx, row.id, role)
  return row.id
}

export async function giveRole(tx: Tx, staffId: string, role: Role): Promise<void> {
  await tx.insert(staffRoles).values({ staffId, role }).onConflictDoNothing()
}

/** Lets the member sign in with this password and no older one: open sessions end. From now on nobody sets the console up. */
export async function setPassword(tx: Tx, staffId: string, hash: string, now: Date): Promise<void> {
  const stamps = { createdAt: now, updatedAt: now }
  await tx
    .insert(consoleUsers)
    .values({ id: staffId, email: `${staffId}${EMAIL_HOST}`, ...stamps })
    .onConflictDoNothing()
  await tx
    .insert(consoleAccounts)
    .values({ id: newId(), userId: staffId, accountId: staffId, providerId: 'credential', password: hash, ...stamps })
    .onConflictDoUpdate({ target: [consoleAccounts.userId, consoleAccounts.providerId], set: { password: hash, updatedAt: now } })
  await endSessions(tx, staffId)
  await tx.delete(consoleVerifications).where(eq(consoleVerifications.identifier, SETUP))
}

export async function endSessions(tx: Tx, staffId: string): Promise<void> {
  await tx.delete(consoleSessions).where(eq(consoleSessions.userId, staffId))
}

/** Sessions that ended by themselves and links nobody used. */
export async function dropExpired(tx: Tx, now: Date): Promise<void> {
  await tx.delete(consoleSessions).where(lte(consoleSessions.expiresAt, now))
  await tx.delete(consoleVerifications).where(lte(consoleVerifications.expiresAt, now))
}

/** The link as people open it. An address that listens everywhere is opened by this machine's own. */
export function linkAt(baseUrl: string, page: 'setup' | 'link', key: string): string {
  return `${baseUrl.replace(/\/\/(0\.0\.0\.0|\[::\])/, '//127.0.0.1')}/console/${page}?key=${key}`
}

/** A link by which the first member makes an account. Of several processes each prints its own; the first one used ends all. */
export function makeSetupLink(tx: Tx, now: Date): Promise<string> {
  return makeLink(tx, SETUP, now)
}

/** A link by which this member sets a password; the one given out before is void, and open sessions end. */
export async function makeMemberLink(tx: Tx, staffId: string, now: Date): Promise<string> {
  await tx.delete(consoleVerifications).where(eq(consoleVerifications.identifier, ofMember(staffId)))
  await endSessions(tx, staffId)
  return makeLink(tx, ofMember(staffId), now)
}

async function makeLink(tx: Tx, identifier: string, now: Date): Promise<string> {
  await dropExpired(tx, now)
  const key = readableKey(KEY_LENGTH)
  const stamps = { createdAt: now, updatedAt: now, expiresAt: after(now, LINK_LIFE) }
  await tx.insert(consoleVerifications).values({ id: newId(), identifier, value: linkDigest(key), ...stamps })
  return key
}

const linkDigest = (key: string): string => digest(`console:${key}`)

const isOpen = (key: string, now: Date) => and(eq(consoleVerifications.value, linkDigest(key)), gt(consoleVerifications.expiresAt, now))

/** Whether the key of a set-up link is good. Looking does not use it up: programs that preview links look, too. */
export async function isSetupKey(tx: Reader, key: string, now: Date): Promise<boolean> {
  const rows = await tx
    .select({ id: consoleVerifications.id })
    .from(consoleVerifications)
    .where(and(isOpen(key, now), eq(consoleVerifications.identifier, SETUP)))
  return rows.length > 0
}

/** Whose link this key belongs to. */
export async function memberOfKey(tx: Reader, key: string, now: Date): Promise<{ id: string; name: string } | undefined> {
  const [row] = await tx.select({ identifier: consoleVerifications.identifier }).from(consoleVerifications).where(isOpen(key, now))
  if (!row) return undefined
  return (await listStaff(tx)).find(({ id }) => ofMember(id) === row.identifier)
}

/** Uses the key up. Of several at the same moment one gets true. */
export async function takeKey(tx: Tx, key: string, now: Date): Promise<boolean> {
  const rows = await tx.delete(consoleVerifications).where(isOpen(key, now)).returning({ id: consoleVerifications.id })
  return rows.length > 0
}

/** A fresh one-time code with which this member's chat account joins; codes given out before are void. */
export async function storeChatCode(tx: Tx, staffId: string, codeDigest: string, expiresAt: Date): Promise<void> {
  await tx.update(staff).set({ codeDigest, codeExpiresAt: expiresAt }).where(eq(staff.id, staffId))
}
