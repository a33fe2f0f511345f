/** better-auth's adapter on our own contract of data access: it reads through `read` and writes through `tx`. */
import { type CleanedWhere as Condition, createAdapterFactory } from 'better-auth/adapters'
import { and, asc, type Column, desc, eq, getTableColumns, gt, gte, inArray, isNotNull, isNull, lt, lte, ne, notInArray, or, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Db } from '../../db/db.ts'
import { consoleAccounts, consoleSessions, consoleUsers, consoleVerifications } from '../tables.ts'

/** What the library calls its models. Their fields have the names of our columns; it leaves out what we do not keep. */
const TABLES: Readonly<Record<string, PgTable>> = {
  user: consoleUsers,
  session: consoleSessions,
  account: consoleAccounts,
  verification: consoleVerifications,
}

type Row = Record<string, unknown>

export function authStore(db: Db) {
  return createAdapterFactory({
    config: { adapterId: 'yizhan', supportsDates: true, supportsBooleans: true, transaction: false },
    adapter: () => ({
      async create({ model, data }) {
        const [row] = await db.tx((tx) => tx.insert(tableOf(model)).values(data).returning())
        return row as typeof data
      },
      async findOne<T>({ model, where }: Asked) {
        const table = tableOf(model)
        const [row] = await db.read.select().from(table).where(meaning(table, where)).limit(1)
        return (row ?? null) as T | null
      },
      async findMany<T>({ model, where, limit, sortBy, offset }: Listing) {
        const table = tableOf(model)
        const order = sortBy ? [(sortBy.direction === 'desc' ? desc : asc)(columnOf(table, sortBy.field))] : []
        const rows = db.read
          .select()
          .from(table)
          .where(meaning(table, where ?? []))
        return (await rows
          .orderBy(...order)
          .limit(limit)
          .offset(offset ?? 0)) as T[]
      },
      async count({ model, where }) {
        return db.read.$count(tableOf(model), meaning(tableOf(model), where ?? []))
      },
      async update<T>({ model, where, update }: Asked & { update: T }) {
        const [row] = await change(db, model, where, update as Row)
        return (row ?? null) as T | null
      },
      async updateMany({ model, where, update }) {
        return (await change(db, model, where, update)).length
      },
      async delete({ model, where }) {
        await remove(db, model, where)
      },
      async deleteMany({ model, where }) {
        return (await remove(db, model, where)).length
      },
    }),
  })
}

interface Asked {
  model: string
  where: Condition[]
}

interface Listing {
  model: string
  where?: Condition[] | undefined
  limit: number
  sortBy?: { field: string; direction: 'asc' | 'desc' } | undefined
  offset?: number | undefined
}

function change(db: Db, model: string, where: readonly Condition[], update: Row): Promise<Row[]> {
  const table = tableOf(model)
  return db.tx((tx) => tx.update(table).set(update).where(narrow(table, where)).returning())
}

function remove(db: Db, model: string, where: readonly Condition[]): Promise<Row[]> {
  const table = tableOf(model)
  return db.tx((tx) => tx.delete(table).where(narrow(table, where)).returning())
}

function tableOf(model: string): PgTable {
  const table = TABLES[model]
  if (!table) throw new Error(`the console keeps no "${model}"`)
  return table
}

function columnOf(table: PgTable, field: string): Column {
  const column = getTableColumns(table)[field]
  if (!column) throw new Error(`the console keeps no "${field}"`)
  return column
}

/** A change without a condition would meet every row: nothing asks for that on purpose. */
function narrow(table: PgTable, where: readonly Condition[]): SQL {
  const condition = meaning(table, where)
  if (!condition) throw new Error('a change of every row was asked for')
  return condition
}

function meaning(table: PgTable, where: readonly Condition[]): SQL | undefined {
  const joined = (connector: Condition['connector']) => where.filter((each) => each.connector === connector).map((each) => one(table, each))
  return and(...joined('AND'), or(...joined('OR')))
}

function one(table: PgTable, { field, operator, value }: Condition): SQL {
  const column = columnOf(table, field)
  const many = Array.isArray(value) ? value : [value]
  if (operator === 'eq') return value === null ? isNull(column) : eq(column, value)
  if (operator === 'ne') return value === null ? isNotNull(column) : ne(column, value)
  if (operator === 'in') return inArray(column, many)
  if (operator === 'not_in') return notInArray(column, many)
  const compare = { lt, lte, gt, gte }[operator as string]
  if (!compare) throw new Error(`the console's store does not know "${operator}"`)
  return compare(column, value)
}
