/** Is a push still wanted at this moment? Pure: what its receiver wishes, and what the house allows. */
import type { Calendar } from '../lib/calendar.ts'
import { HOUSE_QUIET, quietAround } from './quiet.ts'
import type { OutgoingRow, Settlement } from './store/outgoing.ts'
import type { PersonWishes } from './store/wishes.ts'

/** An answer somebody waits for, a call for help, an emergency: 退订 does not mean them. */
const NEVER_MUTED = new Set(['human', 'distress', 'emergency'])

/** Pushes that nobody asked for, to one person in seven days, counted over all senders. */
export const USUAL_BUDGET = 12
export const BUDGET_SETTING = 'push.budget'

/** What becomes of the row without being sent; undefined: it is sent. */
export function judge(row: OutgoingRow, wishes: PersonWishes | undefined, budget: number, now: Date, calendar: Calendar): Settlement | undefined {
  if (row.worthlessAfter < now) return { id: row.id, state: 'expired', why: 'too late' }
  if (row.kind !== 'push') return undefined
  const kind = row.reason.split('.')[0] ?? row.reason
  const muted = wishes?.muted ?? []
  if (!NEVER_MUTED.has(kind) && (muted.includes(kind) || muted.includes('all'))) return { id: row.id, state: 'muted', why: kind }
  if (row.urgent) return undefined
  const quiet = quietAround(wishes?.quiet ?? HOUSE_QUIET, now, calendar)
  if (quiet && quiet.end > row.worthlessAfter) return { id: row.id, state: 'expired', why: 'quiet hours' }
  if (quiet) return { id: row.id, state: 'waiting', why: 'quiet hours', dueAt: quiet.end, deferred: true }
  if (row.unasked && wishes && wishes.pushed >= budget) return { id: row.id, state: 'muted', why: 'budget' }
  return undefined
}
