/** One-time codes, and what they do: they bring a chat account into a person's file. */
import { and, eq, gt, isNull, lt, ne, or, sql } from 'drizzle-orm'
import type { Reader, Tx } from '../../db/db.ts'
import { after, HOUR, MINUTE } from '../../lib/clock.ts'
import { digest } from '../../lib/ids.ts'
import { readableKey } from '../../lib/random.ts'
import { accounts, bindingCodes, consents, mutes, outgoing, parked, persons, questions, staff, updates } from '../tables.ts'

/** How long a binding code is good for (milliseconds). */
export const CODE_LIFE = 10 * MINUTE
/** Wrong codes from one account before it must wait, and how long it waits (milliseconds). */
export const MISSES_ALLOWED = 5
export const LOCKED_FOR = HOUR

/** Eight characters that cannot be misread. With a letter and a digit, so that it is read as a code and not as a word or a date. */
export function freshCode(): string {
  for (;;) {
    const code = readableKey(8).toUpperCase()
    if (/\d/.test(code) && /[A-Z]/.test(code)) return code
  }
}

/** The code as people may type it: any case, a hyphen in between. */
export const plainCode = (code: string): string => code.replace(/[^0-9a-z]/gi, '').toUpperCase()

/** What is stored in place of a code. */
export const codeDigest = (code: string): string => digest(`code:${plainCode(code)}`)

/** Stores a fresh code for the person's file; the codes given out before are void from now on. */
export async function storeBindingCode(tx: Tx, personId: string, code: string, now: Date): Promise<void> {
  await tx
    .update(bindingCodes)
    .set({ expiresAt: now })
    .where(and(eq(bindingCodes.personId, personId), isNull(bindingCodes.usedAt), gt(bindingCodes.expiresAt, now)))
  await tx.insert(bindingCodes).values({ digest: codeDigest(code), personId, expiresAt: after(now, CODE_LIFE) })
}

export interface BindingCode {
  personId: string
  expiresAt: Date
  usedAt: Date | null
}

export async function findBindingCode(tx: Reader, code: string): Promise<BindingCode | undefined> {
  const [row] = await tx
    .select({ personId: bindingCodes.personId, expiresAt: bindingCodes.expiresAt, usedAt: bindingCodes.usedAt })
    .from(bindingCodes)
    .where(eq(bindingCodes.digest, codeDigest(code)))
  return row
}

/** Uses the code up, once: of two messages at the same time only one gets the person. */
export async function takeBindingCode(tx: Tx, code: string, now: Date): Promise<string | undefined> {
  const [row] = await tx
    .update(bindingCodes)
    .set({ usedAt: now })
    .where(and(eq(bindingCodes.digest, codeDigest(code)), isNull(bindingCodes.usedAt), gt(bindingCodes.expiresAt, now)))
    .returning({ personId: bindingCodes.personId })
  return row?.personId
}

/** A staff code that is still on file though too old to be used. */
export async function isStaleStaffCode(tx: Reader, code: string): Promise<boolean> {
  const rows = await tx
    .select({ id: staff.id })
    .from(staff)
    .where(eq(staff.codeDigest, codeDigest(code)))
  return rows.length > 0
}

/** Until when this account may send no more codes. */
export async function codesLockedUntil(tx: Reader, accountId: string, now: Date): Promise<Date | undefined> {
  const [row] = await tx.select({ until: accounts.codesLockedUntil }).from(accounts).where(eq(accounts.id, accountId))
  return row?.until && row.until > now ? row.until : undefined
}

/** Counts a wrong code. @returns the wrong codes still allowed; 0 when the account is locked now */
export async function countMiss(tx: Tx, accountId: string, now: Date): Promise<number> {
  const [row] = await tx
    .update(accounts)
    .set({ codeMisses: sql`${accounts.codeMisses} + 1` })
    .where(eq(accounts.id, accountId))
    .returning({ misses: accounts.codeMisses })
  const left = MISSES_ALLOWED - (row?.misses ?? MISSES_ALLOWED)
  if (left > 0) return left
  await tx
    .update(accounts)
    .set({ codeMisses: 0, codesLockedUntil: after(now, LOCKED_FOR) })
    .where(eq(accounts.id, accountId))
  return 0
}

export async function forgetMisses(tx: Tx, accountId: string): Promise<void> {
  await tx
    .update(accounts)
    .set({ codeMisses: 0, codesLockedUntil: null })
    .where(and(eq(accounts.id, accountId), ne(accounts.codeMisses, 0)))
}

/**
 * Moves the account into another file. When no other account is left in the old one, all that the bot's
 * own tables know of the old person moves along and the old file points to the new one; otherwise the
 * old file stays with those who still use it. Two files that join each other at the same moment wait
 * for each other's code: the database ends one of the two, and that one is tried again.
 * @returns whether the whole file moved
 */
export async function joinFile(tx: Tx, accountId: string, from: string, to: string): Promise<boolean> {
  await tx.update(accounts).set({ personId: to }).where(eq(accounts.id, accountId))
  const left = await tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.personId, from)).limit(1)
  if (left.length > 0) return false
  const muted = await tx.select().from(mutes).where(eq(mutes.personId, from))
  for (const { kind, since } of muted) await tx.insert(mutes).values({ personId: to, kind, since }).onConflictDoNothing()
  await tx.delete(mutes).where(eq(mutes.personId, from))
  for (const owned of [bindingCodes, consents, outgoing, parked, questions, updates]) {
    await tx.update(owned).set({ personId: to }).where(eq(owned.personId, from))
  }
  await moveParkedUntil(tx, from, to)
  await moveWishes(tx, from, to)
  await tx
    .update(persons)
    .set({ mergedInto: to })
    .where(or(eq(persons.id, from), eq(persons.mergedInto, from)))
  return true
}

/** What only the old file knows goes along; what both know stays as the file that goes on has it. */
async function moveWishes(tx: Tx, from: string, to: string): Promise<void> {
  const [old] = await tx.select({ quiet: persons.quiet, drives: persons.drives }).from(persons).where(eq(persons.id, from))
  if (old?.quiet)
    await tx
      .update(persons)
      .set({ quiet: old.quiet })
      .where(and(eq(persons.id, to), isNull(persons.quiet)))
  if (old?.drives)
    await tx
      .update(persons)
      .set({ drives: old.drives })
      .where(and(eq(persons.id, to), isNull(persons.drives)))
}

async function moveParkedUntil(tx: Tx, from: string, to: string): Promise<void> {
  const [old] = await tx.select({ until: persons.parkedUntil }).from(persons).where(eq(persons.id, from))
  if (!old?.until) return
  await tx.update(persons).set({ parkedUntil: null }).where(eq(persons.id, from))
  await tx
    .update(persons)
    .set({ parkedUntil: old.until })
    .where(and(eq(persons.id, to), or(isNull(persons.parkedUntil), lt(persons.parkedUntil, old.until))))
}

/** The person's ids: the file's own, and those of files that were joined to it. */
export async function idsOf(tx: Reader, personId: string): Promise<string[]> {
  const rows = await tx.select({ id: persons.id }).from(persons).where(eq(persons.mergedInto, personId))
  return [personId, ...rows.map((row) => row.id)]
}
