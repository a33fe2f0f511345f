/** Finding the person whom staff name. */
import { asc, inArray, or, sql } from 'drizzle-orm'
import { accounts } from '../../../bot/tables.ts'
import type { Reader } from '../../../db/db.ts'

export interface Account {
  readonly personId: string
  readonly display: string | null
  readonly external: string
}

const MOST = 40
const literal = (words: string): string => words.replace(/[\\%_]/g, (sign) => `\\${sign}`)

/** Accounts whose shown name holds these words, or whose own name ends so. */
export async function accountsCalled(read: Reader, { name, tail }: { name: string; tail: string | undefined }): Promise<Account[]> {
  const shown = sql`${accounts.display} like ${`%${literal(name)}%`} escape '\\'`
  const ends = tail === undefined ? undefined : sql`${accounts.external} like ${`%${literal(tail)}`} escape '\\'`
  return read
    .select({ personId: accounts.personId, display: accounts.display, external: accounts.external })
    .from(accounts)
    .where(or(shown, ends))
    .orderBy(asc(accounts.id))
    .limit(MOST)
}

export async function accountsOfPersons(read: Reader, persons: readonly string[]): Promise<Account[]> {
  if (persons.length === 0) return []
  return read
    .select({ personId: accounts.personId, display: accounts.display, external: accounts.external })
    .from(accounts)
    .where(inArray(accounts.personId, [...persons]))
    .orderBy(asc(accounts.id))
}
