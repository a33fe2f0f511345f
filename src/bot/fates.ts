/** What becomes of a row whose sending nobody can tell the end of. Pure. */
import { after, SECOND } from '../lib/clock.ts'
import type { OutgoingRow, Settlement } from './store/outgoing.ts'

/** An answer that failed for reasons of the moment is tried this often. */
const REPLY_ATTEMPTS = 5

/** Why nobody knows whether a push arrived: no fault of the network. */
export const DIED = 'the process died while sending; not repeated'

/** The wire broke: an answer is tried again, a push never. */
export function unknown(row: OutgoingRow, now: Date): Settlement {
  if (row.kind === 'push') return { id: row.id, state: 'unknown', why: 'may or may not have arrived; not repeated' }
  if (row.attempts >= REPLY_ATTEMPTS) return { id: row.id, state: 'unknown', why: 'given up' }
  return { id: row.id, state: 'waiting', dueAt: after(now, SECOND * 2 ** row.attempts), repeated: true }
}

/** Its process died. */
export function inheritance(row: OutgoingRow, now: Date): Settlement {
  if (row.state === 'claimed') return { id: row.id, state: 'waiting', dueAt: row.dueAt }
  if (row.kind === 'push') return { id: row.id, state: 'unknown', why: DIED }
  return { id: row.id, state: 'waiting', dueAt: now, repeated: true }
}
