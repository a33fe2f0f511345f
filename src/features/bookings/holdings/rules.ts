/** Which of the own bookings a message means. Pure. */
import { readNumber } from '../../../intents/numbers.ts'
import type { Understanding } from '../../../intents/understanding.ts'
import { whensIn } from '../../../intents/when.ts'
import type { Calendar, Day } from '../../../lib/calendar.ts'

/** An hour alone names no day, although it falls on one. */
const NAMES_A_DAY = /[今明后昨前周号日天月节]|星期|礼拜|\d[./-]\d/

/** The days by which a message may name a booking that it wants changed. */
export function daysNamed(raw: string, now: Date, calendar: Calendar): Day[] {
  const all = whensIn(raw, now, calendar).filter(({ said }) => NAMES_A_DAY.test(said))
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

/** The second of them, as they are listed; -1 the last. "第二天" is none. */
function ordinalIn(raw: string): number | undefined {
  if (/最后(?:那|一)?个/.test(raw)) return -1
  const [, words] = /第\s*(\d{1,2}|[一二三四五六七八九十]{1,2})\s*[个条项]/.exec(raw) ?? []
  return words === undefined ? undefined : readNumber(words)
}

const LATEST = /刚才|刚刚|刚约|刚订|上一个|上个|最近约/

/** Does the message name a day or a service that is not this booking's? */
export function isAnother({ raw, slots }: Pick<Understanding, 'raw' | 'slots'>, { day, service, names }: Pickable, days: readonly Day[]): boolean {
  const { services } = slots.named
  const otherService = services.length > 0 && !services.includes(service) && !names.some((name) => raw.includes(name))
  return otherService || (days.length > 0 && !days.includes(day))
}

/** Which of the own bookings a message means: by number, service, day, "the last one", or the only one there is. */
export function pickIn(heard: Pick<Understanding, 'raw' | 'slots'>, own: readonly Pickable[], days: readonly Day[]): string | undefined {
  const code = own.find(({ number }) => heard.slots.codes.includes(number))
  if (code) return code.number
  const ordinal = ordinalIn(heard.raw)
  if (ordinal !== undefined) return own.at(ordinal < 0 ? ordinal : ordinal - 1)?.number
  const [only] = own
  if (only && own.length === 1) return only.number
  if (LATEST.test(heard.raw)) return [...own].sort((a, b) => b.made.getTime() - a.made.getTime())[0]?.number
  const named = own.filter(({ service, names }) => heard.slots.named.services.includes(service) || names.some((name) => heard.raw.includes(name)))
  const left = named.length > 0 ? named : own
  const onDay = left.filter(({ day }) => days.includes(day))
  const [fits] = onDay.length > 0 ? onDay : named
  return fits && (onDay.length > 0 ? onDay : named).length === 1 ? fits.number : undefined
}
