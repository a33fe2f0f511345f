/** An announcement's states, limits and latest time. Pure. */
import { HOUSE_QUIET, quietAround } from '../../../bot/quiet.ts'
import type { Calendar } from '../../../lib/calendar.ts'
import { after, DAY } from '../../../lib/clock.ts'

/** Characters of an announcement, at least and at most. */
export const SHORTEST = 3
export const LONGEST = 1_500

/** What a state may become by whom is asked. */
export const STATES = ['draft', 'submitted', 'scheduled', 'sending', 'stopped', 'expired'] as const
export type State = (typeof STATES)[number]

export const isGoodText = (text: string): boolean => {
  const { length } = Array.from(text.trim())
  return length >= SHORTEST && length <= LONGEST
}

interface Times {
  readonly dueAt: Date | null
  readonly lastAt: Date | null
  readonly createdAt: Date
  readonly emergency: boolean
}

/** Without a latest time of its own it is worthless so long after its time, or after it was drafted (milliseconds). */
const USUAL_LIFE = 3 * DAY

/** The latest time, the same whenever it is asked for: nobody is shown one and gets another. */
export const lastOf = ({ lastAt, dueAt, createdAt }: Times): Date => lastAt ?? after(dueAt ?? createdAt, USUAL_LIFE)

/** When the quiet hours of the house end that its time falls into; an emergency waits for none. */
export function waitsUntil({ dueAt, emergency }: Pick<Times, 'dueAt' | 'emergency'>, now: Date, calendar: Calendar): Date | undefined {
  return emergency ? undefined : quietAround(HOUSE_QUIET, dueAt && dueAt > now ? dueAt : now, calendar)?.end
}

/** Is it worthless before the quiet hours end? Then nobody would get it. */
export function endsInQuiet(item: Times, now: Date, calendar: Calendar): boolean {
  const until = waitsUntil(item, now, calendar)
  return until !== undefined && until > lastOf(item)
}
