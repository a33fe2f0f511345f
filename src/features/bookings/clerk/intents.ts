/** Booking by talking: what people say, and what is done. */
import type { Answer, Capability, Context, PrivateIntent } from '../../../bot/capability.ts'
import type { Field, Filled, Form } from '../../../bot/dialogue.ts'
import type { Part } from '../../../bot/message.ts'
import * as ops from './operations.ts'
import * as replies from './replies.ts'
import * as rules from './rules.ts'

/** The field's value where there is nothing to choose from. */
const NONE = '-'
const SHIFT = 'shift:'

type Offers = { readonly service?: string; readonly offers: readonly replies.Offer[]; readonly wait?: { readonly from: string; readonly to: string } }

/** The question for a time: with the times on offer, or the next free ones. */
function whenField(
  ctx: Context,
  next: (filled: Filled) => readonly replies.Offer[] | undefined,
  ask: (filled: Filled, offers: number) => Part,
  of: (filled: Filled) => string,
  services: readonly ops.Service[] = [],
): Field {
  // What was offered for another service is no answer to the question about this one.
  const offered = (filled: Filled): Offers | undefined => {
    const last = filled.offered ? (JSON.parse(filled.offered) as Offers) : undefined
    return last?.service === of(filled) ? last : undefined
  }
  const offersOf = (filled: Filled): Offers => offered(filled) ?? { offers: next(filled) ?? [] }
  return {
    name: 'when',
    called: ['时间', '日子'],
    ask: (filled) => (offered(filled) ? replies.askOther(offersOf(filled).offers.length) : ask(filled, offersOf(filled).offers.length)),
    again: replies.againWhen,
    explain: replies.explainWhen,
    read: (heard, direct) => rules.whenSaid(heard.raw, direct, ctx.now, ctx.calendar, ops.saidAlong(services, heard)),
    choices(filled) {
      const { offers, wait } = offersOf(filled)
      return [...offers.map(replies.timeChoice), ...(wait ? [replies.waitChoice(wait.from, wait.to)] : [])]
    },
  }
}

/** Never asked: carries what the first message told already (how many come, another service, the matter) over the questions. */
const carried = (name: string, read: Field['read']): Field => ({ name, called: [], ask: () => replies.doingCreate, explain: replies.doingCreate, read })

async function createForm(ctx: Context): Promise<Form> {
  const services = await ops.bookable(ctx.tx)
  const next = await ops.nextOffers(ctx, services)
  const titleOf = (key: string | undefined): string | undefined => services.find((service) => service.key === key)?.title
  const discreet = (key: string | undefined): boolean => services.find((service) => service.key === key)?.discreet ?? false
  return {
    version: 1,
    doing: replies.doingCreate,
    slots: (filled) => ops.slotsOf(ctx, services, filled),
    leaves: (heard, { service }) => rules.movesAnother(heard, service),
    discreet: ({ service, matter = '' }) => discreet(service) && matter !== '',
    fields: [
      {
        name: 'service',
        called: ['服务', '项目'],
        ask: () => replies.askService,
        explain: replies.explainService,
        read: (heard, direct) => (services.length === 0 ? NONE : ops.serviceSaid(services, heard, direct)),
        from: (topic) => services.find(({ key }) => key === topic)?.key,
        choices: () => services.map(({ key, title }) => replies.serviceChoice(key, title)),
        ends: (value) => value === NONE || value.startsWith(rules.NOT_BOOKABLE),
      },
      carried('people', ({ raw, slots }) => String(ops.partyIn(raw, slots.count) ?? 1)),
      carried('also', (heard) => rules.alsoNamed(services, heard, ctx.now, ctx.calendar)),
      carried('matter', (heard) => ops.matterIn(heard.raw) ?? ''),
      whenField(
        ctx,
        ({ service = '' }) => next.get(service),
        ({ service }, offers) => replies.askWhen(titleOf(service), offers),
        ({ service = '' }) => service,
        services,
      ),
    ],
  }
}

const create: PrivateIntent = {
  name: 'booking.create',
  undoneBy: 'booking.cancel',
  continued: rules.changesTime,
  audience: 'personal',
  consent: true,
  changes: true,
  claims: (heard) => rules.plainlyBooks(heard, ops.partyIn(heard.raw, heard.slots.count)),
  form: createForm,
  async run(ctx, _turn, filled) {
    const services = await ops.bookable(ctx.tx)
    const service = ops.wantedOf(services, filled)
    if (!service) {
      if (services.length === 0) return { reply: replies.noServices }
      return { reply: replies.notBookable(await ops.titleOfTopic(ctx.tx, (filled.service ?? '').replace(rules.NOT_BOOKABLE, '')), services) }
    }
    const { when = replies.anyTime, matter = '', day } = filled
    const told = service.discreet && matter !== ''
    if (when.startsWith(replies.WAIT)) return { ...(await waitFor(ctx, service, replies.joinWhen(when), told ? matter : undefined)), discreet: told }
    const [party, slots] = [ops.partyOf(service, filled), ops.slotsOf(ctx, services, filled)]
    if (party.tooMany) return { reply: replies.tooMany(service, filled.when ?? ''), slots }
    const found = await ops.findWish(ctx, service, when, day, party.people)
    const known = { service: service.key, matter, people: String(party.people + party.rest) }
    if (found.is === 'choose') return { ...(await offering(ctx, service, found, 'booking.create', known)), slots }
    const booked = await ops.book(ctx, { personId: ctx.person.id, service, slot: found.slot, source: 'chat', people: party.people })
    if (!booked.ok) return { ...(await notBooked(ctx, service, found.slot, booked, known)), slots, discreet: told }
    const kept = told ? await ops.tellMatter(ctx, booked.value, { matter }) : { urgent: false, named: false }
    const reply = await ops.confirmation(ctx, 'booked', service, booked.value, { told, ...kept, party, also: rules.alsoOf(filled.also) })
    return { reply, slots, data: { booking: booked.value.number }, discreet: told }
  },
}

async function notBooked(ctx: Context, service: ops.Service, slot: ops.Slot, refused: ops.NotBooked, known: Filled): Promise<Answer> {
  const own = refused.own && (await ops.shownOf(ctx, refused.own))
  if (refused.reason === 'same' && own) return { reply: replies.sameAlready(own), data: { booking: own.number } }
  if (refused.reason === 'overlap' && own) return { reply: replies.overlap(own) }
  if (refused.reason === 'limit') return { reply: replies.overLimit(service.perPerson, await ops.ownOf(ctx, service)) }
  if (refused.reason === 'rests' && refused.until)
    return { reply: replies.resting(ctx.calendar.plain(ctx.calendar.localDay(refused.until), ctx.calendar.localDay(ctx.now)), service.title) }
  const found = await ops.findTimes({ ...ctx, people: ops.partyOf(service, known).people }, service, { is: 'moment', at: slot.start })
  if (found.is === 'slot') throw new Error('a free slot could not be taken')
  return offering(ctx, service, found, 'booking.create', known)
}

/** Times to choose from, after a sentence that says why. */
async function offering(
  ctx: Context,
  service: ops.Service,
  found: ops.Choosing,
  intent: 'booking.create' | 'booking.reschedule',
  filled: Filled,
): Promise<Answer> {
  const offers: Offers = {
    service: service.key,
    offers: found.slots.map(({ start }) => ops.offerOf(ctx, start)),
    ...(found.full && (filled.people ?? '1') === '1' ? { wait: ops.waitWindow(ctx, found.full) } : {}),
  }
  const nothing = offers.offers.length > 0 ? [] : [replies.nothingFree(service.title)]
  const parts = [await ops.whyWords(ctx, service, found), ...nothing]
  return { reply: { parts }, next: { intent, filled: { ...filled, offered: JSON.stringify(offers), ...(found.day ? { day: found.day } : {}) } } }
}

async function waitFor(ctx: Context, service: ops.Service, { from, to }: { from: string; to: string }, matter?: string): Promise<Answer> {
  const joined = await ops.joinList(ctx, service, from, to, matter)
  if (!joined.ok) return { reply: joined.reason === 'already' ? replies.onTheListAlready : replies.tooManyWaits }
  return { reply: replies.onTheList(joined.value.number, joined.value.when, service.title, joined.value.ahead), data: { waiting: joined.value.number } }
}

const list: PrivateIntent = {
  name: 'booking.list',
  audience: 'personal',
  claims: (heard) => ops.keepsAll(heard) || rules.asksForOwn(heard),
  async run(ctx) {
    const [own, waits] = [await ops.ownOf(ctx), await ops.waitsOf(ctx)]
    const data = { bookings: own.map(({ number }) => number) }
    return own.length + waits.length === 0 ? { reply: replies.none } : { reply: replies.listed(own, waits), data }
  },
}

/** Which of the own bookings: not asked where only one can be meant. */
function whichField(ctx: Context, own: readonly ops.Held[], what: 'cancel' | 'move'): Field {
  const only = what === 'cancel' && own.length === 1 ? own[0] : undefined
  return {
    name: 'number',
    called: ['编号', '哪个'],
    ask: () => replies.whichOne(what, only),
    explain: replies.explainWhich,
    read(heard, direct) {
      if (own.length === 0) return NONE
      if (direct && only) return rules.refuses(heard) ? replies.KEEP : rules.agrees(heard.text) ? only.number : undefined
      return what === 'cancel' ? ops.pickToCancel(ctx, heard, own) : ops.pickOwn(ctx, heard, own)
    },
    choices: () => replies.ownChoices(own, what),
    ends: (value) => value === NONE || value === replies.KEEP,
  }
}

const cancel: PrivateIntent = {
  name: 'booking.cancel',
  audience: 'personal',
  changes: true,
  claims: (heard) => rules.claimsCancel(heard.raw),
  form: async (ctx) => ({ version: 1, doing: replies.doingCancel, cancels: true, fields: [whichField(ctx, await ops.heldBy(ctx), 'cancel')] }),
  async run(ctx, _turn, { number = NONE }) {
    if (number === NONE || number === replies.KEEP) return { reply: number === NONE ? replies.none : replies.kept }
    if (number.startsWith('W-')) return leaveList(ctx, number)
    const ended = await ops.cancelAll(ctx, number === 'all' ? (await ops.heldBy(ctx)).map((each) => each.number) : [number])
    const [first] = ended
    return first ? { reply: replies.cancelled(ended), data: { booking: first.number } } : { reply: replies.goneAlready(number) }
  },
}

async function leaveList(ctx: Context, number: string): Promise<Answer> {
  const left = await ops.leaveList(ctx, number)
  return { reply: left ? replies.leftList(left.title, number) : replies.goneAlready(number), data: { waiting: number } }
}

async function moveForm(ctx: Context): Promise<Form> {
  const own = (await ops.heldBy(ctx)).filter(({ number }) => number.startsWith('B-'))
  const around = await ops.offersAround(ctx, own)
  const held = (filled: Filled) => own.find(({ number }) => number === filled.number)
  const when = whenField(
    ctx,
    ({ number = '' }) => around.get(number),
    (filled, offers) => replies.askMoveTo(held(filled), offers),
    (filled) => held(filled)?.service ?? '',
  )
  return {
    version: 1,
    doing: replies.doingMove,
    fields: [
      whichField(ctx, own, 'move'),
      {
        ...when,
        read(heard, direct) {
          const shift = rules.shiftIn(heard.raw)
          return shift ? `${SHIFT}${JSON.stringify(shift)}` : rules.newWhen(heard.raw, direct, ctx.now, ctx.calendar)
        },
      },
    ],
  }
}

const reschedule: PrivateIntent = {
  name: 'booking.reschedule',
  undoneBy: 'booking.cancel',
  continued: rules.changesTime,
  audience: 'personal',
  changes: true,
  claims: (heard) => rules.claimsMove(heard.raw),
  form: moveForm,
  async run(ctx, _turn, { number = NONE, when = replies.anyTime, day }) {
    if (number === NONE) return { reply: replies.none }
    const booking = await ops.bookingNumbered(ctx.tx, number)
    const service = booking && (await ops.serviceNamed(ctx.tx, booking.service))
    if (!booking || !service || booking.personId !== ctx.person.id) return { reply: replies.goneAlready(number) }
    if (booking.state !== 'booked' || booking.endAt <= ctx.now) return { reply: replies.gone(number, { service: service.key }), data: { booking: number } }
    if (when.startsWith(replies.WAIT)) return waitFor(ctx, service, replies.joinWhen(when))
    const found = await ops.findMove(ctx, service, booking, when.startsWith(SHIFT) ? JSON.parse(when.slice(SHIFT.length)) : when, day)
    if (found.is === 'choose') return offering(ctx, service, found, 'booking.reschedule', { number })
    const moved = await ops.move(ctx, number, ctx.person.id, found.slot)
    if (!moved.ok) return notMoved(ctx, service, booking, found.slot, moved.reason)
    const slots = { service: service.key, when: { start: ops.offerOf(ctx, found.slot.start).iso, end: ops.offerOf(ctx, found.slot.end).iso } }
    return { reply: await ops.confirmation(ctx, 'moved', service, moved.value, { told: false, urgent: false }), slots, data: { booking: number } }
  },
}

async function notMoved(ctx: Context, service: ops.Service, booking: ops.Booking, slot: ops.Slot, reason: ops.MoveRefusal): Promise<Answer> {
  if (reason === 'same') return { reply: replies.unmoved(await ops.shownOf(ctx, booking)), data: { booking: booking.number } }
  if (reason === 'overlap') return { reply: replies.busyThen }
  if (reason !== 'taken')
    return { reply: replies.gone(booking.number, { service: service.key, iso: ctx.calendar.isoLocal(slot.start) }), data: { booking: booking.number } }
  const found = await ops.findMove(ctx, service, booking, rules.keepMoment(ctx.calendar.isoLocal(slot.start)), undefined)
  if (found.is === 'slot') throw new Error('a free slot could not be taken')
  return offering(ctx, service, found, 'booking.reschedule', { number: booking.number })
}

export const clerk: Capability = { name: 'clerk', intents: [create, list, cancel, reschedule] }
