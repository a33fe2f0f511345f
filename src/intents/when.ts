/**
 * Times in what people write, as a booking clerk reads them: "明天下午三点半", "周五上午", "节后第一天上班".
 * The one door to `when/`. Pure; about a tenth of a millisecond for a sentence.
 */
import type { Calendar, Day } from '../lib/calendar.ts'
import { foldForTimes } from './when/fold.ts'
import { joined, type Role } from './when/join.ts'
import type { Reading } from './when/meaning.ts'
import { type Grain, resolved } from './when/resolve.ts'
import { piecesIn } from './when/scan.ts'
import { wanted } from './when/wanted.ts'

/**
 * Local time of the centre: a moment (`start`), a range (`start` to `end`, `end` not included) or a whole day. A range of
 * whole days (a weekend, a month) begins and ends at `T00:00`.
 */
export type When = { readonly start: string; readonly end?: string } | { readonly date: string }

/** A time that was said, and how. */
export interface Said {
  readonly when: When
  /** The words, as they stand in the message. */
  readonly said: string
  /** Where they begin in the message (UTF-16 units). */
  readonly at: number
  /** How exactly it was said: `month` for 后年6月, `days` for 周末 and 月底 (whose `date` stands for the days around). */
  readonly grain: Grain
  /** The first and last day that the words name; of 今晚两点 it is today, though `start` is tomorrow. */
  readonly days: { readonly first: Day; readonly last: Day }
  /** No day was said, only an hour or part of the day: the day is the next on which it comes. */
  readonly dayless?: true
  /** The day was named by a festival or by the moon: 国庆, 腊月二十三. */
  readonly festival?: true
  /** All of it lies before now: 昨天, 今天上午 in the afternoon, a date of the last two months. */
  readonly past?: true
  /** In "把明天三点的改到后天": from 明天三点 to 后天. */
  readonly role?: Role
}

export interface HowToRead {
  /** `back` for what has happened (lost and found): 周三 is the last one, 昨晚 and 刚才 count. */
  readonly looking?: 'ahead' | 'back'
  /** When the centre is open (`HH:MM`): which 三点 is meant. Default 08:00 to 18:00. */
  readonly office?: { readonly from: string; readonly to: string }
  /** A date without a year always lies ahead, even when it passed last week: for what comes every year (年检). */
  readonly yearly?: boolean
  /** The day that is talked about already: "三点" is on it, not on the next day that comes with a 三点. */
  readonly on?: Day
}

/**
 * The time that a sentence wants: of "把明天三点的改到后天四点" the second one; what is still ahead rather than what has passed
 * (unless looking back), what is asked for rather than what is excused, and "周一上午十点" rather than the 周一 before it.
 */
export function whenIn(text: string, now: Date, calendar: Calendar, how: HowToRead = {}): Said | undefined {
  return wanted(text, whensIn(text, now, calendar, how), how.looking === 'back')
}

/** All times of a sentence, in order. */
export function whensIn(text: string, now: Date, calendar: Calendar, how: HowToRead = {}): Said[] {
  const { text: folded, origin } = foldForTimes(text)
  const reading = readingOf(now, calendar, how)
  return joined(folded, piecesIn(folded, reading), reading).flatMap(({ piece, role }): Said[] => {
    const found = resolved(piece, reading)
    if (!found) return []
    const at = origin[piece.from]?.from ?? 0
    const end = origin[piece.to - 1]?.to ?? at
    const dayless = piece.day || piece.fromNow || piece.weak ? {} : { dayless: true as const }
    return [{ ...found, said: text.slice(at, end), at, ...dayless, ...(piece.day?.festival ? { festival: true } : {}), ...(role ? { role } : {}) }]
  })
}

function readingOf(now: Date, calendar: Calendar, { looking, office, yearly, on }: HowToRead): Reading {
  const local = calendar.isoLocal(now)
  return {
    now,
    local,
    today: local.slice(0, 10),
    calendar,
    back: looking === 'back',
    yearly: yearly ?? false,
    on,
    office: { from: minutes(office?.from ?? '08:00'), to: minutes(office?.to ?? '18:00') },
  }
}

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
