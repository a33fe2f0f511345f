/** What went wrong on the wire, from what wechaty and gRPC report. */

/** `absent`: nobody listens there; `silent`: no answer; `foreign`: something else answers; `refused`: wrong token; `busy`: taken by another. */
export type Trouble = 'absent' | 'ended' | 'silent' | 'foreign' | 'refused' | 'busy' | 'settings'

const NOT_THERE = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|name resolution/i
const WRONG_SETTINGS = /TOKEN not found|requires a SNI|no such puppet|Cannot find (?:module|package)/i

/** gRPC's numbers. */
const CODES: Readonly<Record<number, Trouble>> = { 4: 'silent', 6: 'busy', 7: 'refused', 16: 'refused' }

/** The message of whatever wechaty reports: an Error, a payload with an error in it, or a text. */
export function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message
  if (typeof error !== 'object' || error === null) return String(error)
  if ('gerror' in error && typeof error.gerror === 'string') {
    try {
      return messageOf(JSON.parse(error.gerror))
    } catch {
      return error.gerror
    }
  }
  return 'message' in error ? String(error.message) : 'details' in error ? String(error.details) : ''
}

/** gRPC's number at the beginning of its messages (`14 UNAVAILABLE: …`). */
export function codeOf(error: unknown): number | undefined {
  const [, code] = /^(\d{1,2}) [A-Z_]+\b/.exec(messageOf(error)) ?? []
  return code === undefined ? undefined : Number(code)
}

/** Why a connection did not come about. */
export function troubleOf(error: unknown): Trouble {
  const message = messageOf(error)
  if (WRONG_SETTINGS.test(message)) return 'settings'
  const known = CODES[codeOf(error) ?? -1]
  if (known) return known
  if (NOT_THERE.test(message)) return 'absent'
  if (/not connected in time/.test(message)) return 'silent'
  return 'foreign'
}
