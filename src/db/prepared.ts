/** Queries that are built once per connection and run often: building is most of what a query costs. */
import { sql } from 'drizzle-orm'
import type { Reader } from './db.ts'
import { checkScope } from './scope.ts'

interface Buildable<R> {
  prepare(name: string): { execute(values: Record<string, unknown>): PromiseLike<R> }
}

/**
 * Stands for a value that is given when the query runs. It takes the column's own type, so that the
 * compiler checks the rest of the query; the values themselves are checked by `prepared`'s own type.
 */
export const given = <T>(name: string): T => sql.placeholder(name) as T

/** The same where the value may be null: it reaches the engine as it is given, without the column's translation. */
export const givenAsIs = <T>(name: string): T => sql`${sql.placeholder(name)}` as T

/**
 * A query with places for values (`given`). `name` is what PostgreSQL calls it, so each needs its own.
 * Inside a transaction it obeys the same rules as any other query.
 */
export function prepared<Values extends object, D extends Reader, R>(name: string, build: (db: D) => Buildable<R>): (db: D, values: Values) => Promise<R> {
  const known = new WeakMap<object, ReturnType<Buildable<R>['prepare']>>()
  return async (db, values) => {
    checkScope(db)
    let query = known.get(db)
    if (!query) {
      query = build(db).prepare(name)
      known.set(db, query)
    }
    return query.execute(values as Record<string, unknown>)
  }
}
