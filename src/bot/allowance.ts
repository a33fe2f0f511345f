/** How much one person may write: a flood gets one sentence, then silence. */
import { MINUTE } from '../lib/clock.ts'
import type { ConversationState } from './conversation.ts'

/** Messages a person may send in a minute on a channel that is held to a rate. */
const ALLOWANCE = 30

/** Takes one message off the sender's allowance. `warn`: it is used up, and this was not said yet. */
export function takeAllowance(state: ConversationState, now: Date): 'warn' | 'silent' | undefined {
  const known = state.allowance
  const fresh = !known || now.getTime() - known.at >= MINUTE
  const allowance = fresh ? { left: ALLOWANCE, at: now.getTime(), warned: false } : { ...known }
  allowance.left -= 1
  state.allowance = allowance
  if (allowance.left >= 0) return undefined
  if (allowance.warned) return 'silent'
  allowance.warned = true
  return 'warn'
}
