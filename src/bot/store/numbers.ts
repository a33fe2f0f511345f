import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/db.ts'
import { numbers } from '../tables.ts'

/** The next public number of a kind, like `H-12`: short enough to read out, never given twice. */
export async function nextNumber(tx: Tx, kind: string): Promise<string> {
  const [row] = await tx
    .insert(numbers)
    .values({ kind, last: 1 })
    .onConflictDoUpdate({ target: numbers.kind, set: { last: sql`${numbers.last} + 1` } })
    .returning({ last: numbers.last })
  if (!row) throw new Error('the number was not stored')
  return `${kind}-${row.last}`
}
