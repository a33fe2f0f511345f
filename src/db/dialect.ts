import { StartError } from '../lib/errors.ts'

export type Dialect = 'sqlite' | 'postgres'

let chosen: Dialect | undefined

/** Which engine a database address means: `postgres://…` or `file:PATH`. */
export function dialectOf(url: string): Dialect {
  return /^postgres(ql)?:/.test(url) ? 'postgres' : 'sqlite'
}

/**
 * Fixes the engine of this process. Tables are built for one engine when they are first imported,
 * so an entry point calls this before it imports the app.
 */
export function chooseDialect(url: string): Dialect {
  const wanted = dialectOf(url)
  if (chosen && chosen !== wanted) throw new StartError(`one process speaks to one kind of database: ${chosen} was chosen first`)
  chosen = wanted
  return wanted
}

export function currentDialect(): Dialect {
  if (!chosen) throw new Error('chooseDialect(url) must run before tables are imported')
  return chosen
}
