/** The whole contract of data access: read outside, write inside `tx`. */
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { Dialect } from './dialect.ts'

type Drizzle = PgDatabase<PgQueryResultHKT, Record<string, never>>

/** Can look, cannot write. */
export type Reader = Pick<Drizzle, 'select' | 'selectDistinct' | '$count'>
/** One open transaction. */
export type Tx = Reader & Pick<Drizzle, 'insert' | 'update' | 'delete'>

export interface Db {
  readonly dialect: Dialect
  /** Committed data only. */
  readonly read: Reader
  /**
   * All or nothing. Only database work may be awaited inside, and it may run again after a deadlock,
   * so it changes nothing outside the database. A nested `tx` and a query whose promise outlives the
   * transaction are errors. With `lasting: false` the commit does not wait for the disk: it outlives this
   * process in any case, but perhaps not a power cut; only for what is honest when forgotten.
   */
  tx<T>(work: (tx: Tx) => Promise<T>, options?: { lasting: boolean }): Promise<T>
  /** Answers when the database can be reached and written; throws otherwise. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** `FOR UPDATE SKIP LOCKED` where rows can be locked; on SQLite the transaction already owns the only write lock. */
export function skipLocked<Q>(query: Q): Q {
  const lockable = query as { for?: (strength: 'update', config: { skipLocked: true }) => Q }
  return typeof lockable.for === 'function' ? lockable.for('update', { skipLocked: true }) : query
}
