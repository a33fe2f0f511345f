/** What holds for all pushes: what staff set, and how each account fares. */
import { bool, instant, int, json, table, text } from '../db/kit.ts'

/** What staff set, by name. */
export const settings = table('settings', { name: text('name').primaryKey(), value: json<unknown>('value').notNull() })

/** How an account of the bot on a network fares: what it was told to wait for, and how it is looked at. */
export const paces = table('paces', {
  channel: text('channel').primaryKey(),
  /** Until when no push leaves, because the network said so. */
  heldUntil: instant('held_until'),
  /** 0 to 100 at `healthAt`: falls with failures, recovers with time. */
  health: int('health').notNull().default(100),
  healthAt: instant('health_at').notNull(),
  /** Below the limit and not yet well again: pushes wait, answers go. */
  resting: bool('resting').notNull().default(false),
})
