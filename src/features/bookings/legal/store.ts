/** The only SQL about legal matters. */
import { and, count, eq, inArray, isNotNull, isNull, lt, ne, or } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/db.ts'
import { newId } from '../../../lib/ids.ts'
import { Confidential, type Urgency } from './rules.ts'
import { legalIntakes, legalParties } from './tables.ts'

/** An intake as it leaves the database: what is confidential is sealed. */
export interface Intake {
  readonly booking: string
  readonly matter: Confidential
  readonly opponent: Confidential
  readonly told: boolean
  readonly names: boolean
  readonly urgent: Urgency | null
  readonly createdAt: Date
}

export interface Told {
  readonly booking: string
  readonly personId: string
  /** Undefined: as it was. */
  readonly matter?: string
  readonly opponent?: string
  readonly urgent?: Urgency
}

/** Keeps what was told; what was told before and is not told again stays. */
export async function writeIntake(tx: Tx, { booking, personId, matter, opponent, urgent }: Told, now: Date): Promise<void> {
  const set = { ...(matter === undefined ? {} : { matter }), ...(opponent === undefined ? {} : { opponent }), ...(urgent ? { urgent } : {}) }
  await tx
    .insert(legalIntakes)
    .values({ id: newId(), booking, personId, matter: matter ?? '', opponent: opponent ?? '', urgent: urgent ?? null, createdAt: now })
    .onConflictDoUpdate({ target: legalIntakes.booking, set: { personId, ...set } })
}

export async function intakeOf(read: Reader, booking: string): Promise<Intake | undefined> {
  const [row] = await read.select().from(legalIntakes).where(eq(legalIntakes.booking, booking))
  if (!row) return undefined
  const { matter, opponent, urgent, createdAt } = row
  const sealed = { matter: new Confidential(matter), opponent: new Confidential(opponent) }
  return { booking, ...sealed, told: matter !== '', names: opponent !== '', urgent, createdAt }
}

export async function addParty(tx: Tx, party: { digest: string; side: 'client' | 'opponent'; booking: string | null }, now: Date): Promise<void> {
  await tx.insert(legalParties).values({ id: newId(), ...party, createdAt: now })
}

export async function dropParties(tx: Tx, booking: string, side: 'client' | 'opponent'): Promise<void> {
  await tx.delete(legalParties).where(and(eq(legalParties.booking, booking), eq(legalParties.side, side)))
}

/** The sides on which the parties of a booking stand elsewhere: how often the other side of one is a client or the reverse. */
export async function crossings(read: Reader, booking: string): Promise<number> {
  const own = await read.select({ digest: legalParties.digest, side: legalParties.side }).from(legalParties).where(eq(legalParties.booking, booking))
  let found = 0
  for (const { digest, side } of own) {
    const [row] = await read
      .select({ count: count() })
      .from(legalParties)
      .where(and(eq(legalParties.digest, digest), ne(legalParties.side, side), or(isNull(legalParties.booking), ne(legalParties.booking, booking))))
    found += row?.count ?? 0
  }
  return found
}

/** The case of these bookings ended. */
export async function closeCases(tx: Tx, bookings: readonly string[], now: Date): Promise<void> {
  await tx
    .update(legalIntakes)
    .set({ closedAt: now })
    .where(and(inArray(legalIntakes.booking, [...bookings]), isNull(legalIntakes.closedAt)))
}

export async function reopenCase(tx: Tx, booking: string): Promise<void> {
  await tx.update(legalIntakes).set({ closedAt: null }).where(eq(legalIntakes.booking, booking))
}

export async function intakesOf(read: Reader, personId: string): Promise<string[]> {
  const rows = await read.select({ booking: legalIntakes.booking }).from(legalIntakes).where(eq(legalIntakes.personId, personId))
  return rows.map((row) => row.booking).sort()
}

export async function eraseIntakes(tx: Tx, persons: readonly string[]): Promise<void> {
  const rows = await tx
    .delete(legalIntakes)
    .where(inArray(legalIntakes.personId, [...persons]))
    .returning({ booking: legalIntakes.booking })
  const bookings = rows.map((row) => row.booking)
  if (bookings.length > 0) await tx.delete(legalParties).where(inArray(legalParties.booking, bookings))
}

export async function moveIntakes(tx: Tx, from: string, to: string): Promise<void> {
  await tx.update(legalIntakes).set({ personId: to }).where(eq(legalIntakes.personId, from))
}

/** Deletes up to `limit` intakes of cases that ended before then. */
export async function dropIntakes(tx: Tx, before: Date, limit: number): Promise<number> {
  const rows = await tx
    .select({ id: legalIntakes.id })
    .from(legalIntakes)
    .where(and(isNotNull(legalIntakes.closedAt), lt(legalIntakes.closedAt, before)))
    .limit(limit)
  const ids = rows.map((row) => row.id)
  if (ids.length > 0) await tx.delete(legalIntakes).where(inArray(legalIntakes.id, ids))
  return ids.length
}

/** Deletes up to `limit` digests that were kept since before then. */
export async function dropOldParties(tx: Tx, before: Date, limit: number): Promise<number> {
  const rows = await tx.select({ id: legalParties.id }).from(legalParties).where(lt(legalParties.createdAt, before)).limit(limit)
  const ids = rows.map((row) => row.id)
  if (ids.length > 0) await tx.delete(legalParties).where(inArray(legalParties.id, ids))
  return ids.length
}
