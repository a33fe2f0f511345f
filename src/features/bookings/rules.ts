/** What people say about their bookings, when they are reminded, and what missed appointments cost. Pure. */
import { nameSearch } from '../../intents/names.ts'
import type { Understanding } from '../../intents/understanding.ts'
import { type When, whenIn } from '../../intents/when.ts'
import type { Calendar, Day } from '../../lib/calendar.ts'
import { after, DAY, HOUR, MINUTE } from '../../lib/clock.ts'

/** Names a booking among those who hold places. */
export const bookingHolder = (id: string, version: number): string => `booking:${id}:${version}`

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

/** A time as a form keeps it: what was read, and the words, to be read again beside a day that was talked about. */
export interface KeptWhen {
  readonly when: When | 'any'
  readonly said: string
}

export const keepWhen = (kept: KeptWhen): string => JSON.stringify(kept)
export const readWhen = (text: string): KeptWhen => JSON.parse(text) as KeptWhen
export const keepMoment = (iso: string): string => keepWhen({ when: { start: iso }, said: '' })

/** Any time will do. */
const ANY = /最快|最早|越快越好|越早越好|尽快|赶紧|马上就?约|随便|都行|都可以|啥时候都|什么时候都|哪天都|最近的|有空就|有位就|不挑/

/** Reads a time out of a message; `direct` when it was asked for. */
export function whenSaid(raw: string, direct: boolean, now: Date, calendar: Calendar): string | undefined {
  if (raw === '') return undefined
  const found = whenIn(raw, now, calendar)
  if (found) return keepWhen({ when: found.when, said: raw })
  return ANY.test(raw) && (direct || raw.length <= 40) ? keepWhen({ when: 'any', said: '' }) : undefined
}

/** Words that name a day; a time without one belongs to the day that was talked about. */
const DAY_NAMED =
  /今|明[天日早晚儿个]|后[天日儿]|大后|昨|前天|周|星期|礼拜|[号日]|月|初[一二三四五六七八九十]|腊|正月|除夕|元旦|国庆|五一|清明|端午|中秋|春节|节|\d{1,2}[./-]\d{1,2}(?![:：\d])|半?小时后|分钟后|天后/
export const namesDay = (said: string): boolean => DAY_NAMED.test(said)

/** Words that name a time of day; a day without one keeps the time it was before. */
export const namesTime = (when: When): boolean => 'start' in when

/** A wish to move that is counted from the booking's own time. */
export type Shift = { readonly minutes: number } | { readonly days: number }

const LATER = /推[迟后]|往后|晚(?=[一二两半三\d])|延[后迟]|顺延|挪后|错后/
const EARLIER = /提前|往前|早(?=[一二两半三\d])|提早/
const N = '([\\d一二两三四五六七八九十半]+)'
const AMOUNTS: readonly (readonly [RegExp, (n: number) => Shift])[] = [
  [new RegExp(`${N}个?(?:小时|钟头|点钟)(半)?`), (n) => ({ minutes: n * 60 })],
  [new RegExp(`${N}分钟?`), (n) => ({ minutes: n })],
  [new RegExp(`${N}刻钟?`), (n) => ({ minutes: n * 15 })],
  [new RegExp(`${N}(?:天|日)`), (n) => ({ days: n })],
  [new RegExp(`${N}个?(?:周|星期|礼拜)`), (n) => ({ days: n * 7 })],
]
const DIGITS = '零一二三四五六七八九十'

/** "推迟半小时", "提前一天"; "提前到下午两点" is a time, not a distance. */
export function shiftIn(raw: string): Shift | undefined {
  const way = LATER.test(raw) ? 1 : EARLIER.test(raw) ? -1 : 0
  if (way === 0 || /[到成为至]\S/.test(raw.replace(/到时|到不了|赶不到/g, ''))) return undefined
  for (const [pattern, shift] of AMOUNTS) {
    const found = pattern.exec(raw)
    if (!found?.[1]) continue
    const n = found[1] === '半' ? 0.5 : found[1] === '两' ? 2 : (Number(found[1]) || DIGITS.indexOf(found[1])) + (found[2] ? 0.5 : 0)
    if (n <= 0) continue
    const by = shift(n)
    return 'days' in by ? { days: way * Math.max(1, Math.round(by.days)) } : { minutes: way * Math.round(by.minutes) }
  }
  return undefined
}

const TO = /(?:改|换|挪|移|调|推|推迟|延|提前|约)(?:个?时间)?(?:一?下)?(?:到|成|为|至|在)|(?:改|换|挪)(?=[今明后大下这周星礼上中晚\d一二三四五六七八九十两])|[,，。;；\s]改|[,，]\s*换/

/** "把明天的改到后天": what stands before and after the change; without one, all of it may be the new time. */
export function splitMove(raw: string): { from: string; to: string } {
  const found = TO.exec(raw)
  return found ? { from: raw.slice(0, found.index), to: raw.slice(found.index + found[0].length) } : { from: '', to: raw }
}

/** "取消刚才的预约改成后天" moves a booking; to cancel it and then look for it would lose the place. */
const CANCELS_AND_MOVES = /(?:取消|退)\S*(?:预约|约|律师|理发|剪头|刚才)\S*?[,，\s]*(?:改|换)(?:成|到|为|约|在)?|(?:刚才|刚刚|刚)\S*(?:预约|约)\S*?(?:取消|不要)\S{0,4}[,，\s]*(?:改|换|重新约)/
export const claimsMove = (raw: string): boolean => CANCELS_AND_MOVES.test(raw) && /预约|律师|理发|剪头|约|法律/.test(raw)

/** What can be picked: a booking or a place on a waiting list. */
export interface Pickable {
  readonly number: string
  readonly service: string
  readonly names: readonly string[]
  readonly day: Day
  readonly made: Date
}

const LATEST = /刚才|刚刚|刚约|刚订|上一个|上个|最近约/
const ALL = /全部?(?:都)?(?:取消|退|不要)|都(?:取消|退|不要|不去|不约)|所有/

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

export const meansAll = (raw: string): boolean => ALL.test(raw)

export interface Named {
  readonly key: string
  readonly title: string
  readonly aliases: readonly string[]
}

/** Before the name of a service that cannot be booked. */
export const NOT_BOOKABLE = '?'

/** The service a message names. When asked for, a mistyped name will do; a service that is none of ours comes back marked. */
export function serviceIn(heard: Pick<Understanding, 'raw' | 'text' | 'slots'>, services: readonly Named[], direct: boolean): string | undefined {
  const said = heard.slots.named.services
  const listed = services.find(({ key }) => said.includes(key))
  if (listed) return listed.key
  const written = services.find(({ title, aliases }) => [title, ...aliases].some((name) => heard.text.includes(name)))
  if (written) return written.key
  const alike = direct ? nameSearch(services, ({ title, aliases }) => [title, ...aliases], 0.3)(heard.text, 1)[0]?.item : undefined
  if (alike) return alike.key
  const [other] = said
  return other === undefined ? undefined : `${NOT_BOOKABLE}${other}`
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
