/** The SQL of the merchants' directory and of who answers for a merchant. */
import { and, asc, eq, gt, inArray, isNull, lt, sql } from 'drizzle-orm'
import type { Broom } from '../../../bot/capability.ts'
import type { Reader, Tx } from '../../../db/db.ts'
import { newId } from '../../../lib/ids.ts'
import type { MerchantFacts } from './rules.ts'
import { merchantCodes, merchantLinks, merchantPeople, merchants } from './tables.ts'

export type Merchant = typeof merchants.$inferSelect

const MILLION = 1_000_000

const columnsOf = ({ where, at, near, phone, parking, ...facts }: MerchantFacts) => ({
  ...facts,
  place: where,
  near: near ?? null,
  phone: phone ?? null,
  parking: parking ?? null,
  lat: at ? Math.round(at[0] * MILLION) : null,
  lon: at ? Math.round(at[1] * MILLION) : null,
})

/** Adds a merchant, or changes what is known of the one with this name. */
export async function putMerchant(tx: Tx, facts: MerchantFacts, sample: boolean, now: Date): Promise<Merchant> {
  const columns = { ...columnsOf(facts), sample, changedAt: now }
  const [row] = await tx
    .insert(merchants)
    .values({ id: newId(), state: 'open', ...columns })
    .onConflictDoUpdate({ target: merchants.name, set: columns })
    .returning()
  if (!row) throw new Error('a merchant was not stored')
  return row
}

export async function hasMerchants(db: Reader): Promise<boolean> {
  return (await db.select({ id: merchants.id }).from(merchants).limit(1)).length > 0
}

/** All of them by name; suspended ones only when asked for. */
export async function listMerchants(db: Reader, { suspended }: { suspended: boolean }): Promise<Merchant[]> {
  return db
    .select()
    .from(merchants)
    .where(suspended ? undefined : eq(merchants.state, 'open'))
    .orderBy(asc(merchants.name))
}

export async function merchantById(db: Reader, id: string): Promise<Merchant | undefined> {
  const [row] = await db.select().from(merchants).where(eq(merchants.id, id))
  return row
}

/** @returns false when there is no such merchant, or it is so already */
export async function setState(tx: Tx, id: string, state: Merchant['state'], now: Date): Promise<boolean> {
  const rows = await tx
    .update(merchants)
    .set({ state, changedAt: now })
    .where(and(eq(merchants.id, id), eq(merchants.state, state === 'open' ? 'suspended' : 'open')))
    .returning({ id: merchants.id })
  return rows.length > 0
}

export async function setTerms(tx: Tx, id: string, terms: Merchant['terms'], now: Date): Promise<void> {
  await tx.update(merchants).set({ terms, changedAt: now }).where(eq(merchants.id, id))
}

/** The merchant that this person answers for. */
export async function merchantOf(db: Reader, personId: string): Promise<Merchant | undefined> {
  const [row] = await db
    .select({ merchant: merchants })
    .from(merchantPeople)
    .innerJoin(merchants, eq(merchants.id, merchantPeople.merchantId))
    .where(eq(merchantPeople.personId, personId))
  return row?.merchant
}

export async function peopleOf(db: Reader, merchantId: string): Promise<string[]> {
  const rows = await db.select({ id: merchantPeople.personId }).from(merchantPeople).where(eq(merchantPeople.merchantId, merchantId))
  return rows.map(({ id }) => id).sort()
}

export async function bindPerson(tx: Tx, personId: string, merchantId: string, now: Date): Promise<void> {
  await tx
    .insert(merchantPeople)
    .values({ personId, merchantId, since: now })
    .onConflictDoUpdate({ target: merchantPeople.personId, set: { merchantId, since: now } })
}

export async function unbindPersons(tx: Tx, persons: readonly string[]): Promise<void> {
  await tx.delete(merchantPeople).where(inArray(merchantPeople.personId, [...persons]))
}

/** The merchant's chat goes along when two files become one, unless the other one has its own. */
export async function movePerson(tx: Tx, from: string, to: string): Promise<void> {
  const [own] = await tx.select().from(merchantPeople).where(eq(merchantPeople.personId, from))
  if (!own) return
  await tx
    .insert(merchantPeople)
    .values({ ...own, personId: to })
    .onConflictDoNothing()
  await unbindPersons(tx, [from])
}

/** Stores a fresh code; the merchant's codes given out before are void from now on. */
export async function addCode(tx: Tx, code: { digest: string; merchantId: string; expiresAt: Date }, now: Date): Promise<void> {
  await tx
    .update(merchantCodes)
    .set({ expiresAt: now })
    .where(and(eq(merchantCodes.merchantId, code.merchantId), isNull(merchantCodes.usedAt), gt(merchantCodes.expiresAt, now)))
  await tx.insert(merchantCodes).values(code)
}

/** Uses the code up, once. @returns the merchant's id */
export async function takeCode(tx: Tx, digest: string, now: Date): Promise<string | undefined> {
  const [row] = await tx
    .update(merchantCodes)
    .set({ usedAt: now })
    .where(and(eq(merchantCodes.digest, digest), isNull(merchantCodes.usedAt), gt(merchantCodes.expiresAt, now)))
    .returning({ merchantId: merchantCodes.merchantId })
  return row?.merchantId
}

export async function knowsCode(db: Reader, digest: string): Promise<boolean> {
  return (await db.select({ digest: merchantCodes.digest }).from(merchantCodes).where(eq(merchantCodes.digest, digest))).length > 0
}

export const dropCodes: Broom = async (tx, before, limit) => {
  const rows = await tx.select({ digest: merchantCodes.digest }).from(merchantCodes).where(lt(merchantCodes.expiresAt, before)).limit(limit)
  const digests = rows.map(({ digest }) => digest)
  if (digests.length > 0) await tx.delete(merchantCodes).where(inArray(merchantCodes.digest, digests))
  return digests.length
}

/** The edition of the merchant's links that is good now. */
export async function linkEdition(db: Reader, merchantId: string): Promise<number> {
  const [row] = await db.select({ edition: merchantLinks.edition }).from(merchantLinks).where(eq(merchantLinks.merchantId, merchantId))
  return row?.edition ?? 0
}

/** The links given out before are void from now on. */
export async function renewLinks(tx: Tx, merchantId: string): Promise<void> {
  await tx
    .insert(merchantLinks)
    .values({ merchantId, edition: 1 })
    .onConflictDoUpdate({ target: merchantLinks.merchantId, set: { edition: sql`${merchantLinks.edition} + 1` } })
}
