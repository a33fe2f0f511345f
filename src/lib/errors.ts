/**
 * Two kinds of "no". A refusal is an expected answer (a code is wrong, a slot is taken): operations
 * return it as a value and `replies.ts` words it. A fault is a bug or a broken machine: it is thrown
 * and caught once, at the edge that took the work in.
 */

/** The outcome of an operation that can be refused; `Reason` lists every refusal by name. */
export type Result<Value, Reason extends string> = { ok: true; value: Value } | { ok: false; reason: Reason }

export const ok = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value })
export const refused = <Reason extends string>(reason: Reason): { ok: false; reason: Reason } => ({ ok: false, reason })

/** Something the operator can mend (a setting, a file, a database): shown as it is, without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError'
  readonly lines: readonly string[]

  constructor(lines: string | readonly string[]) {
    const all = typeof lines === 'string' ? [lines] : lines
    super(all.join('\n'))
    this.lines = all
  }
}

/** The first `code` found along an error's causes (`SQLITE_BUSY`, `40001`, `ENOSPC` …). */
export function codeOf(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code
  }
  return undefined
}

/**
 * A short text of an error for logs. What the work was about stays out of it: drizzle's errors quote the
 * query's values and PostgreSQL's may quote a value, so of those only the reason and the code are told.
 */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('params' in error) return error.cause === undefined ? 'a query failed' : describe(error.cause)
  if ('severity' in error) return `PostgreSQL ${codeOf(error) ?? '?'} ${'constraint' in error ? String(error.constraint) : ''}`.trim()
  return `${error.name}: ${error.message}`
}

/** Where it happened, without the error's message. */
export function traceOf(error: unknown): string[] {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : []
  return lines.map((line) => line.trim()).filter((line) => line.startsWith('at '))
}

/** For `switch` statements that must name every case. */
export function unreachable(value: never): never {
  throw new Error(`not a known case: ${JSON.stringify(value)}`)
}
