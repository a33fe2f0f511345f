/** When people are reminded, what missed appointments cost, and the calendar file. Pure. */
import type { Calendar } from '../../../lib/calendar.ts'
import { after, DAY, HOUR, MINUTE } from '../../../lib/clock.ts'

/** As many places as one booking can hold, whatever the service. */
export const SEATS_AT_MOST = 6

/** Names a booking among those who hold places. */
export const bookingHolder = (id: string, version: number): string => `booking:${id}:${version}`

/** The names under which a booking of so many people holds its places: of all it could ever hold, when absent. */
export const bookingHolders = (id: string, version: number, people = SEATS_AT_MOST): string[] => [
  bookingHolder(id, version),
  ...Array.from({ length: people - 1 }, (_, at) => `${bookingHolder(id, version)}:${at + 2}`),
]

/** The keys of a booking's reminders. */
export const reminderKeys = (id: string, version: number): { day: string; hours: string } => ({
  day: `booking:${id}:${version}:day`,
  hours: `booking:${id}:${version}:hours`,
})

const QUIET_FROM = '21:30'
const QUIET_TO = '08:00'
/** A reminder closer to its start than this comes too late to change anything. */
const AT_LEAST_BEFORE = 30 * MINUTE

/** When somebody is reminded: a day and two hours before, never in the night, and not right after booking. */
export function remindersFor(start: Date, now: Date, calendar: Calendar): { day?: Date; hours?: Date } {
  const day = evening(after(start, -DAY), calendar)
  const hours = morning(after(start, -2 * HOUR), calendar)
  const dayIn = day.getTime() - now.getTime() >= 2 * HOUR
  const hoursIn = hours.getTime() - now.getTime() >= HOUR && start.getTime() - hours.getTime() >= AT_LEAST_BEFORE
  return { ...(dayIn ? { day } : {}), ...(hoursIn ? { hours } : {}) }
}

/** Out of the night towards the evening before. */
function evening(at: Date, calendar: Calendar): Date {
  const [day, time] = [calendar.localDay(at), calendar.localTime(at)]
  if (time >= QUIET_FROM) return calendar.instant(day, '21:00')
  return time < QUIET_TO ? calendar.instant(calendar.addDays(day, -1), '21:00') : at
}

/** Out of the night towards the morning. */
function morning(at: Date, calendar: Calendar): Date {
  return calendar.localTime(at) < QUIET_TO ? calendar.instant(calendar.localDay(at), QUIET_TO) : at
}

/** Missed appointments within this span count (milliseconds). */
export const MISSED_WITHIN = 90 * DAY
/** So many of them, and booking in chat rests. */
export const MISSED_AT_MOST = 3
const RESTS_FOR = 14 * DAY

/** Until when booking in chat rests, after these missed appointments; walking in is always open. */
export function restsUntil(missed: readonly Date[], now: Date): Date | undefined {
  const counted = missed.filter((at) => now.getTime() - at.getTime() <= MISSED_WITHIN)
  const last = counted.at(-1)
  if (!last || counted.length < MISSED_AT_MOST) return undefined
  const until = after(last, RESTS_FOR)
  return until > now ? until : undefined
}

const two = (part: number): string => String(part).padStart(2, '0')
const stamp = (at: Date): string =>
  `${at.getUTCFullYear()}${two(at.getUTCMonth() + 1)}${two(at.getUTCDate())}T${two(at.getUTCHours())}${two(at.getUTCMinutes())}${two(at.getUTCSeconds())}Z`
const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\n/g, '\\n')

export interface CalendarEntry {
  readonly number: string
  readonly version: number
  readonly start: Date
  readonly end: Date
  readonly title: string
  readonly where: string
  readonly made: Date
}

/** A calendar file (RFC 5545) as base64; the same booking moved is the same entry, updated. */
export function calendarFile({ number, version, start, end, title, where, made }: CalendarEntry): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//yizhan//bookings//ZH',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${number}@yizhan`,
    `SEQUENCE:${version}`,
    `DTSTAMP:${stamp(made)}`,
    `DTSTART:${stamp(start)}`,
    `DTEND:${stamp(end)}`,
    `SUMMARY:${escaped(title)}`,
    `LOCATION:${escaped(where)}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return Buffer.from(`${lines.map(folded).join('\r\n')}\r\n`).toString('base64')
}

/** No line of the file is longer than 75 bytes. */
function folded(line: string): string {
  const pieces: string[] = []
  let piece = ''
  for (const character of line) {
    if (Buffer.byteLength(piece + character) > 73) {
      pieces.push(piece)
      piece = ''
    }
    piece += character
  }
  return [...pieces, piece].join('\r\n ')
}
