/** What staff set, by name. */
import { eq } from 'drizzle-orm'
import type { Reader, Tx } from '../../db/db.ts'
import { settings } from '../tables.ts'

/** The setting, or what holds while nobody set it. The name fixes the type: each has one home that reads and writes it. */
export async function settingOf<T extends number | boolean | string>(read: Reader, name: string, usual: T): Promise<T> {
  const [row] = await read.select({ value: settings.value }).from(settings).where(eq(settings.name, name))
  return row && typeof row.value === typeof usual ? (row.value as T) : usual
}

export async function changeSetting(tx: Tx, name: string, value: number | boolean | string): Promise<void> {
  await tx.insert(settings).values({ name, value }).onConflictDoUpdate({ target: settings.name, set: { value } })
}
