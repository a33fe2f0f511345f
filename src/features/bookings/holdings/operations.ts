/** What a person holds or waits for, as it is told and can be picked. */
import type { Acts, Context } from '../../../bot/capability.ts'
import type { Understanding } from '../../../intents/understanding.ts'
import type { Day } from '../../../lib/calendar.ts'
import { MINUTE } from '../../../lib/clock.ts'
import { type Booking, bookingNumbered, cancel, openBookings, peopleOf, shownOf } from '../bookings/operations.ts'
import { keepIntake } from '../legal/operations.ts'
import { opponentIn } from '../legal/rules.ts'
import { bookable, serviceNamed } from '../services/operations.ts'
import type { Service } from '../services/rules.ts'
import { leave, openWaits } from '../waiting/operations.ts'
import { daysNamed, isAnother, keptParts, meansAll, onlyAsksAbout, type Pickable, pickIn } from './rules.ts'

/** A booking as it is told. */
interface Shown {
  readonly number: string
  readonly title: string
  /** 明天15:00 */
  readonly when: string
  readonly discreet: boolean
}

/** 明天15:00 */
export const labelOf = ({ calendar, now }: Context, start: Date): string =>
  `${calendar.plain(calendar.localDay(start), calendar.localDay(now))}${calendar.localTime(start)}`

export const waitWords = (ctx: Context, service: Service, from: Date, to: Date): string => {
  const day = ctx.calendar.plain(ctx.calendar.localDay(from), ctx.calendar.localDay(ctx.now))
  return to.getTime() - from.getTime() <= service.slotMinutes * MINUTE ? labelOf(ctx, from) : day
}

export interface Held extends Shown, Pickable {
  readonly at: Date
}

/** What the speaker holds or waits for, in order, as it can be picked. */
export async function heldBy(ctx: Context): Promise<Held[]> {
  const held: Held[] = []
  for (const booking of await openBookings(ctx.tx, ctx.person.id, ctx.now)) {
    const service = await serviceNamed(ctx.tx, booking.service)
    const names = service ? [service.title, ...service.aliases] : []
    held.push({
      ...(await shownOf(ctx, booking)),
      service: booking.service,
      names,
      day: ctx.calendar.localDay(booking.startAt),
      at: booking.startAt,
      made: booking.changedAt,
    })
  }
  for (const wait of await openWaits(ctx.tx, ctx.person.id)) {
    const service = await serviceNamed(ctx.tx, wait.service)
    if (!service) continue
    const shown = { number: wait.number, title: `${service.title}（候补）`, when: waitWords(ctx, service, wait.fromAt, wait.toAt), discreet: service.discreet }
    held.push({
      ...shown,
      service: service.key,
      names: ['候补', service.title, ...service.aliases],
      day: ctx.calendar.localDay(wait.fromAt),
      at: wait.fromAt,
      made: wait.createdAt,
    })
  }
  return held
}

/** The speaker's bookings, of one service or of all. */
export async function ownOf(ctx: Context, service?: Service): Promise<Held[]> {
  return (await heldBy(ctx)).filter((held) => held.number.startsWith('B-') && (!service || held.service === service.key))
}

export async function waitsOf(ctx: Context): Promise<Held[]> {
  return (await heldBy(ctx)).filter((held) => held.number.startsWith('W-'))
}

/** Which of the speaker's bookings is meant; undefined where that is to be asked. */
export function pickOwn(ctx: Context, heard: Understanding, own: readonly Held[]): string | undefined {
  return pickIn(heard, own, daysIn(ctx, heard))
}

const daysIn = ({ now, calendar }: Context, { raw }: Understanding): Day[] => (raw === '' ? [] : daysNamed(raw, now, calendar))

/** The same for giving one up, which is lost when it was a mistake: where the words ask, or name another booking, it is asked. */
export function pickToCancel(ctx: Context, heard: Understanding, own: readonly Held[]): string | undefined {
  if (onlyAsksAbout(heard.raw)) return undefined
  if (own.length > 1 && meansAll(heard.raw)) return 'all'
  const kept = keptParts(heard.raw)
  const left = own.filter(({ names }) => !kept.some((part) => names.some((name) => part.includes(name))))
  const [only] = left
  const days = daysIn(ctx, heard)
  return only && left.length === 1 && isAnother(heard, only, days) ? undefined : pickIn(heard, left, days)
}

/** The services of what is held. */
export async function servicesOf(ctx: Context, own: readonly Held[]): Promise<Service[]> {
  const keys = new Set(own.map(({ service }) => service))
  return (await bookable(ctx.tx)).filter(({ key }) => keys.has(key))
}

/** Leaves a waiting list. @returns what it was for, or nothing when the speaker does not wait there */
export async function leaveList(ctx: Context, number: string): Promise<{ title: string } | undefined> {
  const left = await leave(ctx, number, ctx.person.id)
  return left.ok ? { title: (await serviceNamed(ctx.tx, left.value.service))?.title ?? '' } : undefined
}

export interface Ended extends Shown {
  readonly service: string
  readonly iso: string
  /** So many were to come. */
  readonly people: number
}

/** Cancels each that still stands. */
export async function cancelAll(ctx: Context, numbers: readonly string[]): Promise<Ended[]> {
  const ended: Ended[] = []
  for (const number of numbers) {
    if (number.startsWith('W-')) await leaveList(ctx, number)
    const booking = number.startsWith('W-') ? undefined : await bookingNumbered(ctx.tx, number)
    if (!booking) continue
    const [shown, people] = [await shownOf(ctx, booking), await peopleOf(ctx.tx, booking)]
    if ((await cancel(ctx, number, ctx.person.id)).ok) ended.push({ ...shown, people, service: booking.service, iso: ctx.calendar.isoLocal(booking.startAt) })
  }
  return ended
}

/** What a client tells with the booking: kept for the lawyer. @returns whether it is urgent, and whether the other side was named */
export async function tellMatter(
  acts: Acts,
  booking: Booking,
  { matter, opponent = opponentIn(matter ?? '') }: { matter?: string; opponent?: string | undefined },
) {
  const { number, personId } = booking
  if (personId === null) return { urgent: false, named: false }
  const told = { ...(matter === undefined ? {} : { matter }), ...(opponent === undefined ? {} : { opponent }) }
  const urgent = await keepIntake(acts, { booking: number, personId, ...told, when: (await shownOf(acts, booking)).when })
  return { urgent: urgent !== undefined, named: opponent !== undefined }
}
