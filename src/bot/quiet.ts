/** Quiet hours: when people are not to be spoken to unasked. Pure. */
import type { Calendar } from '../lib/calendar.ts'
import { after, MINUTE } from '../lib/clock.ts'

/** From `from` to `to` (`HH:MM`) of the centre's days; one that does not end later ends on the next day. */
export interface QuietSpan {
  readonly from: string
  readonly to: string
}

/** The rule of the house, for everybody who said nothing else. */
export const HOUSE_QUIET: readonly QuietSpan[] = [{ from: '21:30', to: '08:00' }]

interface Stretch {
  start: Date
  end: Date
}

/** The stretch of quiet that a moment lies in; spans that touch are one. */
export function quietAround(spans: readonly QuietSpan[], moment: Date, calendar: Calendar): Stretch | undefined {
  const today = calendar.localDay(moment)
  const stretches = [-2, -1, 0, 1].flatMap((days) => spans.map((span) => stretchOf(span, calendar.addDays(today, days), calendar)))
  let found = stretches.find(({ start, end }) => start <= moment && moment < end)
  for (let grown = found; grown; ) {
    found = grown
    const { start, end } = found
    const near = stretches.filter((each) => each.start <= end && start <= each.end)
    const wider = { start: least(near.map((each) => each.start)) ?? start, end: most(near.map((each) => each.end)) ?? end }
    grown = wider.start < start || wider.end > end ? wider : undefined
  }
  return found
}

function stretchOf({ from, to }: QuietSpan, day: string, calendar: Calendar): Stretch {
  return { start: calendar.instant(day, from), end: calendar.instant(to > from ? day : calendar.addDays(day, 1), to) }
}

const least = (moments: readonly Date[]): Date | undefined => [...moments].sort((a, b) => a.getTime() - b.getTime())[0]
const most = (moments: readonly Date[]): Date | undefined => [...moments].sort((a, b) => b.getTime() - a.getTime())[0]

/** What goes out before quiet hours leaves so long before they begin (milliseconds). */
const BEFORE = 5 * MINUTE

/**
 * When something may be said: at its time, at the end of the quiet hours that it falls into, or, when it
 * is worthless by then, before they begin. Undefined when there is no such moment from now on.
 */
export function civilMoment(
  { due, worthlessAfter, now }: { due: Date; worthlessAfter: Date; now: Date },
  spans: readonly QuietSpan[],
  calendar: Calendar,
): { at: Date; deferred: boolean } | undefined {
  const wanted = due > now ? due : now
  const quiet = quietAround(spans, wanted, calendar)
  if (!quiet) return { at: due, deferred: false }
  if (quiet.end <= worthlessAfter) return { at: quiet.end, deferred: true }
  const early = after(quiet.start, -BEFORE)
  if (early >= now) return { at: early, deferred: false }
  return quiet.start > now ? { at: now, deferred: false } : undefined
}
