/** Which of the own bookings a message means. Pure. */
import type { Understanding } from '../../../intents/understanding.ts'
import { whensIn } from '../../../intents/when.ts'
import type { Calendar, Day } from '../../../lib/calendar.ts'

/** The days by which a message may name a booking that it wants changed. */
export function daysNamed(raw: string, now: Date, calendar: Calendar): Day[] {
  const all = whensIn(raw, now, calendar)
  const from = all.filter(({ role }) => role === 'from')
  return (from.length > 0 ? from : all.filter(({ role }) => role !== 'to')).map(({ days }) => days.first)
}

/** What can be picked: a booking or a place on a waiting list. */
export interface Pickable {
  readonly number: string
  readonly service: string
  readonly names: readonly string[]
  readonly day: Day
  readonly made: Date
}

const LATEST = /刚才|刚刚|刚约|刚订|上一个|上个|最近约/

/** Which of the own bookings a message means: by number, service, day, "the last one", or the only one there is. */
export function pickIn(heard: Pick<Understanding, 'raw' | 'slots'>, own: readonly Pickable[], days: readonly Day[]): string | undefined {
  const code = own.find(({ number }) => heard.slots.codes.includes(number))
  if (code) return code.number
  const [only] = own
  if (only && own.length === 1) return only.number
  if (LATEST.test(heard.raw)) return [...own].sort((a, b) => b.made.getTime() - a.made.getTime())[0]?.number
  const named = own.filter(({ service, names }) => heard.slots.named.services.includes(service) || names.some((name) => heard.raw.includes(name)))
  const left = named.length > 0 ? named : own
  const onDay = left.filter(({ day }) => days.includes(day))
  const [fits] = onDay.length > 0 ? onDay : named
  return fits && (onDay.length > 0 ? onDay : named).length === 1 ? fits.number : undefined
}
