/** Waiting for a time that is full: a freed place is offered in order, each offer with a deadline. */
import type { Acts, Keeps } from '../../../bot/capability.ts'
import { nextNumber } from '../../../bot/store/numbers.ts'
import type { Reader } from '../../../db/db.ts'
import { wake } from '../../../jobs/schedule.ts'
import { DAY } from '../../../lib/clock.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { serviceNamed } from '../services/operations.ts'
import type { Service } from '../services/rules.ts'
import { freeFrom, givePlaceBack, takePlace } from '../slots/operations.ts'
import { copied, lapsed, offerChoices, offered, waitLine } from './replies.ts'
import { offerHolder, offerTimes, WAITS_AT_MOST } from './rules.ts'
import * as store from './store.ts'

/** The job that ends offers. */
export const DEADLINES = 'waiting.deadlines'

export interface Joining {
  readonly personId: string
  readonly service: string
  readonly from: Date
  readonly to: Date
  readonly urgent: boolean
}

/**
 * Puts somebody on the waiting list.
 * @returns the wait's number; refused with `already` when the person waits for the same, `too-many` beyond the limit
 */
export async function join(
  { tx, now }: Acts,
  { personId, service, from, to, urgent }: Joining,
): Promise<Result<{ number: string; ahead: number }, 'already' | 'too-many'>> {
  const own = await store.openWaits(tx, personId)
  if (own.some((wait) => wait.service === service && wait.fromAt < to && wait.toAt > from)) return refused('already')
  if (own.length >= WAITS_AT_MOST) return refused('too-many')
  const ahead = (await store.waitingFor(tx, service)).filter((wait) => wait.fromAt < to && wait.toAt > from).length
  const number = await nextNumber(tx, 'W')
  await store.addWait(tx, { number, service, personId, fromAt: from, toAt: to, urgent, createdAt: now })
  return ok({ number, ahead })
}

/** A place of this slot was freed: it goes to the first in line who can still have it. */
export async function offerPlace(acts: Acts, service: Service, start: Date): Promise<void> {
  const { tx, now, calendar } = acts
  const times = offerTimes(start, now, calendar)
  if (!times) return
  for (const wait of await store.lineFor(tx, service.key, start)) {
    const count = await store.offer(tx, wait.id, start, times.until)
    if (count === undefined) continue
    if (!(await takePlace(acts, { service, start, holder: offerHolder(wait.id, count), until: times.until }))) return store.takeOfferBack(tx, wait.id)
    await pushOffer(acts, service, { ...wait, offers: count }, start, times)
    await wake(tx, DEADLINES, times.until, now)
    return
  }
}

async function pushOffer(acts: Acts, service: Service, wait: store.Wait, start: Date, { due, until }: { due: Date; until: Date }): Promise<void> {
  if (wait.personId === null) return
  const offer = { number: wait.number, when: momentWords(acts, start), title: service.title, until: acts.calendar.localTime(until) }
  await acts.push({
    key: `waiting:${wait.id}:${wait.offers}`,
    reason: 'waiting.offer',
    urgent: true,
    to: { person: wait.personId },
    due,
    worthlessAfter: until,
    priority: 200,
    parts: offered(offer),
    choices: offerChoices(offer),
  })
}

/** 明天15:00 */
const momentWords = ({ calendar, now }: Pick<Acts, 'calendar' | 'now'>, start: Date): string =>
  `${calendar.plain(calendar.localDay(start), calendar.localDay(now))}${calendar.localTime(start)}`

/** Offers whatever is free now to those who wait for it: after extra hours, more places, or a quiet night. */
export async function offerAll(acts: Acts, service: Service): Promise<void> {
  const waiting = (await store.waitingFor(acts.tx, service.key)).filter(({ state }) => state === 'waiting')
  for (const wait of waiting) {
    const { calendar } = acts
    const days = await freeFrom(acts, service, calendar.localDay(wait.fromAt), calendar.localDay(wait.toAt))
    const slot = days.flatMap(({ slots }) => slots).find(({ start }) => start >= wait.fromAt && start < wait.toAt)
    if (slot) await offerPlace(acts, service, slot.start)
  }
}

export interface Standing {
  readonly service: Service
  readonly start: Date
  readonly holder: string
}

/**
 * The offer is accepted: its place waits under `holder` for the booking.
 * @returns refused with `gone` when the offer does not stand (any more)
 */
export async function acceptOffer({ tx, now }: Acts, number: string, personId: string): Promise<Result<Standing, 'gone'>> {
  const wait = await store.byNumber(tx, number)
  const service = wait && (await serviceNamed(tx, wait.service))
  if (!service || wait.personId !== personId || !wait.offeredStart || !wait.offeredUntil || wait.offeredUntil <= now) return refused('gone')
  if (!(await store.end(tx, wait.id, ['offered'], 'taken'))) return refused('gone')
  return ok({ service, start: wait.offeredStart, holder: offerHolder(wait.id, wait.offers) })
}

/** Leaves the waiting list; an offer that stood goes to the next. @returns refused with `gone` when the person does not wait there */
export async function leave(acts: Acts, number: string, personId: string): Promise<Result<store.Wait, 'gone'>> {
  const wait = await store.byNumber(acts.tx, number)
  if (!wait || wait.personId !== personId || !(await store.end(acts.tx, wait.id, ['waiting', 'offered'], 'left'))) return refused('gone')
  await passOn(acts, wait)
  return ok(wait)
}

async function passOn(acts: Acts, wait: store.Wait): Promise<void> {
  if (wait.state !== 'offered' || !wait.offeredStart) return
  await givePlaceBack(acts.tx, offerHolder(wait.id, wait.offers))
  const service = await serviceNamed(acts.tx, wait.service)
  if (service) await offerPlace(acts, service, wait.offeredStart)
}

/** What the person waits for. */
export const openWaits = (read: Reader, personId: string): Promise<store.Wait[]> => store.openWaits(read, personId)

/** Everybody who waits for a service, in order. */
export const waitingList = (read: Reader, service: string): Promise<store.Wait[]> => store.waitingFor(read, service)

const PIECE = 50

/** Ends offers whose deadline has passed, each place going to the next in line, and offers what became free otherwise. @returns whether more remain */
export async function endOverdue(acts: Acts): Promise<boolean> {
  const late = await store.overdue(acts.tx, acts.now, PIECE)
  for (const wait of late) {
    if (!(await store.end(acts.tx, wait.id, [wait.state], 'expired')) || wait.state !== 'offered') continue
    await passOn(acts, wait)
    const service = await serviceNamed(acts.tx, wait.service)
    if (!wait.personId || !service || !wait.offeredStart) continue
    const parts = lapsed(momentWords(acts, wait.offeredStart), service.title)
    await acts.push({ key: `waiting:${wait.id}:lapsed`, reason: 'waiting.lapsed', to: { person: wait.personId }, parts })
  }
  for (const key of await store.servicesWaitedFor(acts.tx)) {
    const service = await serviceNamed(acts.tx, key)
    if (service) await offerAll(acts, service)
  }
  const next = await store.nextDeadline(acts.tx)
  if (next) await wake(acts.tx, DEADLINES, next)
  return late.length === PIECE
}

const lineOf = (wait: store.Wait, day: (at: Date) => string): string => `${wait.number} ${wait.service} ${day(wait.fromAt)} ${wait.state}`

/** The waiting list in a person's file. */
export const keeps: Keeps = {
  show: async (read, personId) => waitLine((await store.openWaits(read, personId)).length),
  copy: async (read, personId, calendar) => copied((await store.waitsOf(read, personId)).map((wait) => lineOf(wait, (at) => calendar.isoLocal(at)))),
  async erase(tx, persons, now) {
    for (const wait of await store.forgetWaits(tx, persons)) await givePlaceBack(tx, offerHolder(wait.id, wait.offers))
    await wake(tx, DEADLINES, now)
  },
  move: store.moveWaits,
  clocks: [{ keep: 365 * DAY, sweep: store.dropWaits }],
}
