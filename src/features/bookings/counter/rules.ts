/** One fair line for those who booked and those who walked in, and how long it takes. Pure. */
import { MINUTE } from '../../../lib/clock.ts'

/** Somebody in the line, or expected in it. */
export interface InLine {
  readonly id: string
  /** When the number was taken or the booked person arrived; of somebody still expected, the booked time. */
  readonly since: Date
  /** The booked time; a walk-in has none. */
  readonly bookedAt: Date | undefined
  readonly urgent: boolean
}

/** Somebody who booked is called this long before the time at the earliest, while others wait (milliseconds). */
const EARLY = 5 * MINUTE
/** Who comes later than this after the booked time stands in line like everybody who comes then. */
export const GRACE = 10 * MINUTE

const onTime = ({ bookedAt, since }: InLine): boolean => bookedAt !== undefined && since.getTime() <= bookedAt.getTime() + GRACE

/**
 * Who is next at a moment: urgent matters; then who booked and whose time has come; then by the order of coming. Who
 * booked and is early goes before nobody, but does not sit before an empty desk.
 */
export function nextInLine<P extends InLine>(line: readonly P[], at: Date): P | undefined {
  const here = line.filter(({ since }) => since <= at)
  const first = (some: readonly P[], key: (person: P) => Date | undefined): P | undefined =>
    [...some].sort((a, b) => (key(a)?.getTime() ?? 0) - (key(b)?.getTime() ?? 0) || (a.id < b.id ? -1 : 1))[0]
  const due = here.filter((person) => onTime(person) && (person.bookedAt?.getTime() ?? 0) <= at.getTime() + EARLY)
  const others = here.filter((person) => !onTime(person))
  return (
    first(
      here.filter(({ urgent }) => urgent),
      ({ since }) => since,
    ) ??
    first(due, ({ bookedAt }) => bookedAt) ??
    first(others, ({ since }) => since) ??
    first(here, ({ bookedAt }) => bookedAt)
  )
}

export interface Estimate {
  /** People served before. */
  readonly ahead: number
  /** Minutes until the turn. */
  readonly minutes: number
}

/** Plays the line through: each desk takes the next as soon as it is free. @param busyUntil when each desk is free; as many as there are desks */
export function estimate(line: readonly InLine[], id: string, busyUntil: readonly Date[], typical: number, now: Date): Estimate {
  const desks = busyUntil.map((until) => Math.max(until.getTime(), now.getTime()))
  let left = [...line]
  let ahead = 0
  while (left.length > 0) {
    const free = Math.min(...desks)
    const soonest = Math.min(...left.map(({ since }) => since.getTime()))
    const at = Math.max(free, soonest)
    const next = nextInLine(left, new Date(at))
    if (!next) break
    if (next.id === id) return { ahead, minutes: Math.ceil((at - now.getTime()) / MINUTE) }
    desks[desks.indexOf(free)] = at + typical
    left = left.filter((person) => person !== next)
    ahead += 1
  }
  return { ahead, minutes: 0 }
}

const ENOUGH = 5
/** How long one person takes (milliseconds): the median of what was measured, once there is enough of it. */
export function typicalTime(measured: readonly number[], planned: number): number {
  if (measured.length < ENOUGH) return planned
  const sorted = measured.map((each) => Math.min(Math.max(each, 2 * MINUTE), 4 * planned)).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? planned
}

const TICKET = /(?<![\d-])(\d{1,3})\s*号/
const folded = (raw: string): string => raw.normalize('NFKC').trim()

/** The number of the day: 12号. */
export function ticketIn(raw: string): number | undefined {
  const found = TICKET.exec(folded(raw))
  return found ? Number(found[1]) : undefined
}

/** "不排了": leaves the line. */
export const leavesLine = (raw: string): boolean =>
  /^(?:那?我?)?(?:先)?(?:不排(?:队|号)?了|不等了|不等号了|(?:这个)?号(?:我)?不要了|退号|(?:\d{1,3}号)?(?:取消|退掉?)(?:排队|取号|这个号|号)|不用叫我了)[。!！]?$/.test(
    folded(raw),
  )

/** "取个号", "排队", "我要取号": wants a number, not the time it takes. */
export const wantsNumber = (raw: string): boolean =>
  /^(?:我要?|给我|帮我|俺要?)?(?:现场)?(?:取个?号|拿个?号|领个?号|排个?号|取号排队|现场排队)(?:\s*\S{0,6})?$/.test(folded(raw))
