/** The booking clerk: from what people say to what can be done, and from what was done to how it is told. */
import type { Context } from '../../../bot/capability.ts'
import type { Part, Reply } from '../../../bot/message.ts'
import type { Understanding } from '../../../intents/understanding.ts'
import { type When, whenIn } from '../../../intents/when.ts'
import type { Day } from '../../../lib/calendar.ts'
import { after, MINUTE } from '../../../lib/clock.ts'
import { ok, type Result } from '../../../lib/errors.ts'
import { topicTitles } from '../../knowledge/knowledge/operations.ts'
import { type Booked, type Booking, peopleOf, placeOf, shownOf } from '../bookings/operations.ts'
import { calendarFile, remindersFor, SEATS_AT_MOST } from '../bookings/rules.ts'
import { type Held, labelOf, servicesOf, waitWords } from '../holdings/operations.ts'
import { matterIn, urgencyIn } from '../legal/rules.ts'
import { type Party, partyFor, partyIn } from '../party/rules.ts'
import type { Service } from '../services/rules.ts'
import { type Found, findTimes, freeAround, nextFree, planOf } from '../slots/operations.ts'
import type { Wish } from '../slots/rules.ts'
import { join } from '../waiting/operations.ts'
import * as replies from './replies.ts'
import { type Also, bareWeekday, type KeptWhen, namesDay, readWhen, type Shift, serviceIn } from './rules.ts'

export { type Booking, book, bookingNumbered, type MoveRefusal, move, openBookings, shownOf } from '../bookings/operations.ts'
export { cancelAll, type Held, heldBy, leaveList, ownOf, pickOwn, pickToCancel, tellMatter, waitsOf } from '../holdings/operations.ts'
export { keepsAll } from '../holdings/rules.ts'
export { matterIn } from '../legal/rules.ts'
export { type Party, partyIn } from '../party/rules.ts'
export { bookable, serviceNamed } from '../services/operations.ts'
export type { Service } from '../services/rules.ts'
export { findTimes } from '../slots/operations.ts'
export type { Slot } from '../slots/rules.ts'
export type Choosing = Extract<Found, { is: 'choose' }>
export type NotBooked = Extract<Booked, { ok: false }>

/** The service that a message names or whose matter it tells; undefined when it tells neither. */
export function serviceSaid(services: readonly Service[], heard: Understanding, direct: boolean): string | undefined {
  const named = serviceIn(heard, services, direct)
  if (named) return named
  const adviser = matterIn(heard.raw) === undefined ? undefined : services.find(({ discreet }) => discreet)
  return adviser?.key ?? (services.length === 1 ? services[0]?.key : undefined)
}

/** The bookable service that the words name, if they name one. */
export function namedIn(services: readonly Service[], heard: Understanding): string | undefined {
  const key = serviceIn(heard, services, false)
  return services.some((service) => service.key === key) ? key : undefined
}

/** What a time is said along with. */
export const saidAlong = (services: readonly Service[], heard: Understanding) => ({
  service: namedIn(services, heard),
  people: partyIn(heard.raw, heard.slots.count),
})

/** How many come, and how many of them one time takes. */
export const partyOf = (service: Service, { people = '1', when = '' }: Readonly<Record<string, string>>): Party =>
  partyFor(service, (when.startsWith('{') ? readWhen(when).people : undefined) ?? Number(people), SEATS_AT_MOST)

/** The service that a form is about: one that was named along with the time wins. */
export function wantedOf(services: readonly Service[], { service: key, when = '' }: Readonly<Record<string, string>>): Service | undefined {
  const named = when.startsWith('{') ? readWhen(when).service : undefined
  return services.find((service) => service.key === (named ?? key))
}

export async function titleOfTopic(tx: Context['tx'], topic: string): Promise<string> {
  return (await topicTitles(tx)).get(topic) ?? ''
}

export const offerOf = (ctx: Context, start: Date): replies.Offer => ({ iso: ctx.calendar.isoLocal(start), label: labelOf(ctx, start) })

/** The next free times of each service, for the question "when?". */
export async function nextOffers(ctx: Context, services: readonly Service[]): Promise<Map<string, replies.Offer[]>> {
  const next = new Map<string, replies.Offer[]>()
  for (const service of services) {
    const slots = await nextFree(ctx, service, ctx.calendar.localDay(ctx.now), 3)
    next.set(
      service.key,
      slots.map(({ start }) => offerOf(ctx, start)),
    )
  }
  return next
}

/** The free times around each of these bookings, for the question where it is to go. */
export async function offersAround(ctx: Context, own: readonly Held[]): Promise<Map<string, replies.Offer[]>> {
  const services = await servicesOf(ctx, own)
  const around = new Map<string, replies.Offer[]>()
  for (const { number, service: key, at } of own) {
    const service = services.find((each) => each.key === key)
    const slots = service ? await freeAround(ctx, service, at, 3) : []
    around.set(
      number,
      slots.map(({ start }) => offerOf(ctx, start)),
    )
  }
  return around
}

/** What a form knows, for programs: a moment has its end as soon as the service is known. */
export function slotsOf(ctx: Context, services: readonly Service[], filled: Readonly<Record<string, string>>) {
  const { when: kept, day } = filled
  const service = wantedOf(services, filled)
  const when = kept?.startsWith('{') ? reread(ctx, readWhen(kept), day).when : undefined
  const said = when === undefined || when === 'any' ? undefined : 'start' in when && !when.end && service ? withEnd(ctx, when.start, service) : when
  return { ...(service ? { service: service.key } : {}), ...(said ? { when: said } : {}) }
}

const momentOf = ({ calendar }: Context, iso: string): Date => calendar.instant(iso.slice(0, 10), iso.slice(11, 16))
const withEnd = (ctx: Context, start: string, { slotMinutes }: Service): When => ({
  start,
  end: ctx.calendar.isoLocal(after(momentOf(ctx, start), slotMinutes * MINUTE)),
})

/** "四点", said while a day is talked about, is four o'clock of that day. */
function reread(ctx: Context, kept: KeptWhen, day: Day | undefined): KeptWhen {
  const { calendar, now } = ctx
  if (kept.when === 'any' || kept.said === '' || day === undefined || day <= calendar.localDay(now) || !('start' in kept.when) || namesDay(kept.said))
    return kept
  const found = whenIn(kept.said, calendar.startOfDay(day), calendar)
  return found ? { when: found.when, said: kept.said } : kept
}

/** The wish behind a kept time; `day` is the one that was talked about. */
export function wishOf(ctx: Context, kept: string, day: Day | undefined): Wish {
  const { when } = reread(ctx, readWhen(kept), day)
  if (when === 'any') return { is: 'any' }
  if ('date' in when) return { is: 'day', day: when.date }
  return when.end ? { is: 'range', from: momentOf(ctx, when.start), to: momentOf(ctx, when.end) } : { is: 'moment', at: momentOf(ctx, when.start) }
}

/** What fits a kept time. A question ("有没有五点的") is answered with the slot among its neighbours, not by taking it. */
export async function findWish(ctx: Context, service: Service, kept: string, day: Day | undefined, people = 1): Promise<Found> {
  const found = await findTimes({ ...ctx, people }, service, wishOf(ctx, kept, day))
  if (found.is === 'choose' || !readWhen(kept).asks) return found
  return { is: 'choose', why: 'free', day: ctx.calendar.localDay(found.slot.start), slots: [found.slot] }
}

/** Where a booking is to go: a day alone keeps the time, a time alone keeps the day, a distance is counted from both. */
export async function findMove(ctx: Context, service: Service, booking: Booking, to: string | Shift, day: Day | undefined): Promise<Found> {
  const { calendar } = ctx
  const looks = { ...ctx, people: await peopleOf(ctx.tx, booking) }
  if (typeof to !== 'string') {
    const shifted =
      'minutes' in to ? after(booking.startAt, to.minutes * MINUTE) : onDay(ctx, booking, calendar.addDays(calendar.localDay(booking.startAt), to.days))
    return findTimes(looks, service, { is: 'moment', at: shifted })
  }
  const wish = inItsWeek(ctx, booking, readWhen(to).said, wishOf(ctx, to, day ?? calendar.localDay(booking.startAt)))
  const newDay = wish.is === 'range' ? calendar.localDay(wish.from) : wish.is === 'day' ? wish.day : undefined
  if (newDay === undefined || newDay === calendar.localDay(booking.startAt)) return findTimes(looks, service, wish)
  const at = onDay(ctx, booking, newDay)
  if (wish.is === 'range' && (at < wish.from || at >= wish.to)) return findTimes(looks, service, wish)
  const same = await findTimes(looks, service, { is: 'moment', at })
  return same.is === 'slot' ? same : findTimes(looks, service, wish)
}

/** "改到周二" means the Tuesday of the booking's week, when that lies ahead. */
function inItsWeek({ calendar, now }: Context, { startAt }: Booking, said: string, wish: Wish): Wish {
  const weekday = bareWeekday(said)
  const own = calendar.localDay(startAt)
  const day = weekday === undefined ? '' : calendar.addDays(own, weekday - calendar.weekday(own))
  if (day <= calendar.localDay(now) || wish.is === 'any') return wish
  const on = (at: Date): Date => calendar.instant(day, calendar.localTime(at))
  if (wish.is === 'day') return { is: 'day', day }
  return wish.is === 'moment' ? { is: 'moment', at: on(wish.at) } : { is: 'range', from: on(wish.from), to: on(wish.to) }
}

const onDay = ({ calendar }: Context, booking: Booking, day: Day): Date => calendar.instant(day, calendar.localTime(booking.startAt))

/** Why times are offered, in words. */
export async function whyWords(ctx: Context, service: Service, found: Choosing): Promise<Part> {
  const { calendar, now } = ctx
  const day = found.day === undefined ? '' : calendar.plain(found.day, calendar.localDay(now))
  const wanted = found.full ? labelOf(ctx, found.full.from) : day
  switch (found.why) {
    case 'free':
      return replies.thereIs
    case 'any':
      return replies.next
    case 'day':
    case 'range':
      return replies.free(day)
    case 'taken':
      return replies.taken(wanted)
    case 'few':
      return replies.few(wanted, found.left ?? 0)
    case 'full':
      return replies.full(day)
    case 'past':
      return replies.past(day === '今天' ? '这个时间' : day)
    case 'too-soon':
      return replies.tooSoon(service.leadMinutes)
    case 'beyond':
      return replies.beyond(service.horizonDays)
    case 'between':
      return replies.between(service.slotMinutes)
    case 'closed':
      return replies.closed(day, found.closed?.words || '休息')
    case 'outside':
      return replies.outside(found.day === undefined ? '' : await hoursOf(ctx, service, found.day))
  }
}

/** 9:00到12:00、14:00到17:30, as far as it can be booked. */
async function hoursOf(ctx: Context, service: Service, day: Day): Promise<string> {
  const [plan] = await planOf(ctx, service, day, day)
  const spans: { from: Date; to: Date }[] = []
  for (const { start, end } of plan?.slots ?? []) {
    const last = spans.at(-1)
    if (last && last.to.getTime() === start.getTime()) last.to = end
    else spans.push({ from: start, to: end })
  }
  return spans.map(({ from, to }) => `${ctx.calendar.localTime(from)}到${ctx.calendar.localTime(to)}`).join('、')
}

export const waitWindow = ({ calendar }: Context, { from, to }: { from: Date; to: Date }) => ({ from: calendar.isoLocal(from), to: calendar.isoLocal(to) })

/** Puts the speaker on the waiting list of a stretch of time. */
export async function joinList(
  ctx: Context,
  service: Service,
  from: string,
  to: string,
  matter?: string,
): Promise<Result<{ number: string; ahead: number; when: string }, 'already' | 'too-many'>> {
  const [start, end] = [momentOf(ctx, from), momentOf(ctx, to)]
  const urgent = matter !== undefined && urgencyIn(matter) !== undefined
  const joined = await join(ctx, { personId: ctx.person.id, service: service.key, from: start, to: end, urgent })
  return joined.ok ? ok({ ...joined.value, when: waitWords(ctx, service, start, end) }) : joined
}

/** The sentence and the calendar file after a booking or a move. */
export async function confirmation(
  ctx: Context,
  how: 'booked' | 'moved',
  service: Service,
  booking: Booking,
  { told, urgent, named = false, party, also }: { told: boolean; urgent: boolean; named?: boolean; party?: Party; also?: Also | undefined },
): Promise<Reply> {
  const shown = await shownOf(ctx, booking)
  const { words: where, sample } = await placeOf(ctx, service)
  const { number, version, startAt, endAt, changedAt } = booking
  const base64 = calendarFile({ number, version, start: startAt, end: endAt, title: replies.icsTitle(shown), where, made: changedAt })
  const file = { audience: 'personal', name: replies.icsName(number), type: 'text/calendar', base64 } as const
  return replies.confirmed(how, {
    ...shown,
    where,
    sample,
    told,
    urgent,
    named,
    company: replies.company(service, party),
    also,
    reminders: Object.keys(remindersFor(startAt, ctx.now, ctx.calendar)).length,
    file,
  })
}
