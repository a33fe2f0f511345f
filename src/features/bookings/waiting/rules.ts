/** When a freed place is offered, and until when. Pure. */
import type { Calendar } from '../../../lib/calendar.ts'
import { after, MINUTE } from '../../../lib/clock.ts'

/** How long an offer stands (milliseconds): long enough to stop the lorry, short enough for the next in line. */
export const OFFER_FOR = 30 * MINUTE
/** An offer that would end closer to its start than this helps nobody. */
export const BEFORE_START = 15 * MINUTE
/** The shortest offer worth making. */
export const SHORTEST = 5 * MINUTE
/** Waits one person may have at a time. */
export const WAITS_AT_MOST = 3

const QUIET_FROM = '21:30'
const QUIET_TO = '08:00'

/** The first moment from `at` on that is not in the night's quiet hours. */
export function awake(at: Date, calendar: Calendar): Date {
  const [day, time] = [calendar.localDay(at), calendar.localTime(at)]
  if (time < QUIET_TO) return calendar.instant(day, QUIET_TO)
  return time < QUIET_FROM ? at : calendar.instant(calendar.addDays(day, 1), QUIET_TO)
}

/** When the offer of a slot is sent and when it ends; undefined when there is no time left for one. */
export function offerTimes(start: Date, now: Date, calendar: Calendar): { due: Date; until: Date } | undefined {
  const due = awake(now, calendar)
  const until = new Date(Math.min(after(due, OFFER_FOR).getTime(), after(start, -BEFORE_START).getTime()))
  return until.getTime() - due.getTime() >= SHORTEST ? { due, until } : undefined
}

/** Names the offer among those who hold places. */
export const offerHolder = (waitId: string, offer: number): string => `wait:${waitId}:${offer}`
