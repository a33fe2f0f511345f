import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/db.ts'
import { given, prepared } from '../../db/prepared.ts'
import { numbers } from '../tables.ts'

const next = prepared('number_next', (tx: Tx) =>
  tx
    .insert(numbers)
    .values({ kind: given('kind'), last: 1 })
    .onConflictDoUpdate({ target: numbers.kind, set: { last: sql`${numbers.last} + 1` } })
    .returning({ last: numbers.last }),
)

/**
 * The next public number of a kind, like `H-12`: short enough to read out, never given twice. Whoever else wants
 * one of the kind waits until this transaction ends: where many do, take it as late as can be.
 */
export async function nextNumber(tx: Tx, kind: string): Promise<string> {
  const [row] = await next(tx, { kind })
  if (!row) throw new Error('the number was not stored')
  return `${kind}-${row.last}`
}
