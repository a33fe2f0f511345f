/** Secrets that the processes on one database share (keys that sign cookies): made once, never shown. */
import { eq } from 'drizzle-orm'
import type { Db, Tx } from '../../db/db.ts'
import { bytes } from '../../lib/random.ts'
import { secrets } from '../tables.ts'

/** The secret of this name, 256 bits as hexadecimal text; made when it is asked for first. */
export async function secretNamed(db: Db, name: string): Promise<string> {
  const [known] = await db.read.select({ value: secrets.value }).from(secrets).where(eq(secrets.name, name))
  if (known) return known.value
  return db.tx((tx) => secretIn(tx, name))
}

/** Another secret in its place: what was signed with the old one counts no more. */
export async function renewSecret(tx: Tx, name: string): Promise<void> {
  const value = bytes(32).toString('hex')
  await tx.insert(secrets).values({ name, value }).onConflictDoUpdate({ target: secrets.name, set: { value } })
}

/** The same inside a transaction. */
export async function secretIn(tx: Tx, name: string): Promise<string> {
  const [known] = await tx.select({ value: secrets.value }).from(secrets).where(eq(secrets.name, name))
  if (known) return known.value
  await tx
    .insert(secrets)
    .values({ name, value: bytes(32).toString('hex') })
    .onConflictDoNothing()
  const [row] = await tx.select({ value: secrets.value }).from(secrets).where(eq(secrets.name, name))
  if (!row) throw new Error('a secret was not stored')
  return row.value
}
