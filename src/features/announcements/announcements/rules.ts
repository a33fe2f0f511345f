/** An announcement's states and limits. Pure. */

/** Characters of an announcement, at least and at most. */
export const SHORTEST = 3
export const LONGEST = 1_500

/** What a state may become by whom is asked. */
export const STATES = ['draft', 'submitted', 'scheduled', 'sending', 'stopped', 'expired'] as const
export type State = (typeof STATES)[number]
