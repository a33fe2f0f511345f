/** Which pushes staff want to look at. Pure. */

export const PUSH_STATES = ['waiting', 'claimed', 'sending', 'sent', 'failed', 'expired', 'muted', 'cancelled', 'unknown'] as const
export type PushState = (typeof PUSH_STATES)[number]

export interface Wanted {
  /** Left at this moment or later. */
  readonly since: Date
  readonly until?: Date
  /** The first word of the reason: `study`, `notice`. */
  readonly kind?: string
  readonly state?: PushState
  /** E.g. `budget`, `too late`, `quiet hours`. */
  readonly why?: string
  /** What they belong to: `N-12`. */
  readonly matter?: string
}
