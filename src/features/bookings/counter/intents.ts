/** The line at the counter, by talking: drivers take numbers and ask how long; staff see the day and call. */
import type { Answer, Capability, Context, PrivateIntent, Turn } from '../../../bot/capability.ts'
import type { Form } from '../../../bot/dialogue.ts'
import * as ops from './operations.ts'
import { counterPages } from './pages.tsx'
import * as replies from './replies.ts'
import { leavesLine, ticketIn, wantsNumber } from './rules.ts'

const NONE = '-'

async function ticketForm(ctx: Context): Promise<Form> {
  const services = await ops.bookable(ctx.tx)
  return {
    version: 1,
    doing: replies.doingTicket,
    fields: [
      {
        name: 'service',
        called: ['服务'],
        ask: () => replies.whichService,
        explain: replies.explainService,
        read: (heard) => ops.serviceNamedIn(services, heard) ?? (services.length === 0 ? NONE : services.length === 1 ? services[0]?.key : undefined),
        choices: () => services.map(({ key, title }) => replies.serviceChoice(key, title)),
      },
    ],
  }
}

const ticket: PrivateIntent = {
  name: 'booking.ticket',
  audience: 'personal',
  changes: true,
  claims: (heard) => wantsNumber(heard.raw),
  form: ticketForm,
  async run(ctx, _turn, { service: key = NONE }) {
    const service = await ops.serviceNamed(ctx.tx, key)
    if (!service) return { reply: replies.lineNow([]) }
    const had = (await ops.ticketsToday(ctx, ctx.person.id)).some((own) => own.service === key)
    const taken = await ops.takeNumber(ctx, service, ctx.person.id)
    if (!taken.ok) {
      if (taken.reason === 'full') return { reply: replies.noMoreToday(service.title) }
      return { reply: replies.notNow(service.title, await ops.nextOpening(ctx, service)) }
    }
    const { ticket, wait } = taken.value
    const where = (await ops.placeOf(ctx, service)).words
    const reply = had ? replies.haveOne(ticket.number, service.title, wait) : replies.numbered(ticket.number, service.title, wait, where)
    return { reply, slots: { service: key }, data: { ticket: ticket.number, ahead: wait.ahead, minutes: wait.minutes } }
  },
}

const wait: PrivateIntent = {
  name: 'booking.wait',
  audience: 'personal',
  claims: (heard) => leavesLine(heard.raw),
  async run(ctx, turn) {
    const [own] = await ops.ticketsToday(ctx, ctx.person.id)
    if (leavesLine(turn.understood.raw)) return leave(ctx, own?.id)
    const standing = own && (await ops.standing(ctx, own.id))
    if (standing) {
      const { ticket, service, wait } = standing
      if (ticket.state === 'called') return { reply: replies.called(ticket.number, service.title), data: { ticket: ticket.number, ahead: 0, minutes: 0 } }
      return { reply: replies.youWait(ticket.number, service.title, wait), data: { ticket: ticket.number, ahead: wait.ahead, minutes: wait.minutes } }
    }
    return (await waitOfNumber(ctx, turn)) ?? (await waitOfBooking(ctx)) ?? lines(ctx, turn)
  },
}

async function leave(ctx: Context, id: string | undefined): Promise<Answer> {
  const standing = id === undefined ? undefined : await ops.standing(ctx, id)
  if (!standing || !(await ops.leaveLine(ctx, standing.ticket.id))) return { reply: replies.notInLine }
  return { reply: replies.leftLine(standing.ticket.number, standing.service.title), data: { ticket: standing.ticket.number } }
}

/** "我是12号，还要等多久", from somebody who took the number on the page. */
async function waitOfNumber(ctx: Context, turn: Turn): Promise<Answer | undefined> {
  const number = ticketIn(turn.understood.raw)
  if (number === undefined) return undefined
  const named = ops.serviceNamedIn(await ops.bookable(ctx.tx), turn.understood)
  const found = await ops.standingNumber(ctx, number, named)
  if (!found) return undefined
  const { ticket, service, wait } = found
  const reply = ticket.state === 'called' ? replies.called(number, service.title) : replies.youWait(number, service.title, wait)
  return { reply, data: { ticket: number, ahead: wait.ahead, minutes: wait.minutes } }
}

async function waitOfBooking(ctx: Context): Promise<Answer | undefined> {
  const today = ctx.calendar.localDay(ctx.now)
  const booking = (await ops.openBookings(ctx.tx, ctx.person.id, ctx.now)).find(({ startAt }) => ctx.calendar.localDay(startAt) === today)
  const service = booking && (await ops.serviceNamed(ctx.tx, booking.service))
  if (!booking || !service) return undefined
  const { when, title, number } = await ops.shownOf(ctx, booking)
  const now = await ops.waitNow(ctx, service)
  return { reply: replies.youAreBooked(when, title, now), data: { booking: number, ahead: now.ahead, minutes: now.minutes } }
}

async function lines(ctx: Context, turn: Turn): Promise<Answer> {
  const services = await ops.bookable(ctx.tx)
  const named = ops.serviceNamedIn(services, turn.understood)
  const told: Parameters<typeof replies.lineNow>[0][number][] = []
  for (const service of services.filter(({ key }) => named === undefined || key === named)) {
    const opening = await ops.opensNow(ctx, service)
    const next = await ops.nextOpening(ctx, service)
    told.push({ title: service.title, estimate: opening.open ? await ops.waitNow(ctx, service) : undefined, next })
  }
  const only = told.length === 1 ? told[0]?.estimate : undefined
  return { reply: replies.lineNow(told), ...(only ? { data: { ahead: only.ahead, minutes: only.minutes } } : {}) }
}

export const counter: Capability = { name: 'counter', intents: [ticket, wait], pages: counterPages, keeps: ops.keeps }
