/**
 * The column vocabulary: one set of words, two engines. PostgreSQL's types are the canonical ones;
 * the SQLite side stores the same values and is typed as if it were PostgreSQL.
 */
import * as pg from 'drizzle-orm/pg-core'
import * as lite from 'drizzle-orm/sqlite-core'
import { currentDialect } from './dialect.ts'

type Values = readonly [string, ...string[]]

const onPostgres = {
  table: pg.pgTable,
  text: (name: string) => pg.text(name),
  oneOf: <const V extends Values>(name: string, values: V) => pg.text(name, { enum: values as unknown as [V[number], ...V[number][]] }),
  int: (name: string) => pg.integer(name),
  bool: (name: string) => pg.boolean(name),
  instant: (name: string) => pg.timestamp(name, { withTimezone: true, mode: 'date', precision: 3 }),
  json: <T>(name: string) => pg.jsonb(name).$type<T>(),
  index: pg.index,
  uniqueIndex: pg.uniqueIndex,
  unique: pg.unique,
  check: pg.check,
  primaryKey: pg.primaryKey,
}

const onSqlite = {
  table: lite.sqliteTable,
  text: (name: string) => lite.text(name),
  oneOf: (name: string, values: Values) => lite.text(name, { enum: values as never }),
  int: (name: string) => lite.integer(name),
  bool: (name: string) => lite.integer(name, { mode: 'boolean' }),
  instant: (name: string) => lite.integer(name, { mode: 'timestamp_ms' }),
  json: (name: string) => lite.text(name, { mode: 'json' }),
  index: lite.index,
  uniqueIndex: lite.uniqueIndex,
  unique: lite.unique,
  check: lite.check,
  primaryKey: lite.primaryKey,
} satisfies Record<keyof typeof onPostgres, unknown>

export const { table, text, oneOf, int, bool, instant, json, index, uniqueIndex, unique, check, primaryKey } =
  currentDialect() === 'postgres' ? onPostgres : (onSqlite as unknown as typeof onPostgres)
