/** The states of a spending. */
export const SPENDING_STATES = ['open', 'confirmed', 'released', 'timed-out', 'locked'] as const
export type SpendingState = (typeof SPENDING_STATES)[number]

/** Wrong codes before a code that is open at that merchant is void. */
export const MISSES = 5
