/** The day as staff see it in chat: the sheet, who came, who did not, who is next. */
import type { Answer, Capability, Context, PrivateIntent, Turn } from '../../../bot/capability.ts'
import { ROLES, type Role } from '../../../bot/vocabulary.ts'
import { closedDays } from './jobs.ts'
import * as ops from './operations.ts'
import * as replies from './replies.ts'
import { asksSheet, bookingIn, callsNext, forgives, saysArrived, saysMissed, ticketIn } from './rules.ts'

const MAY: readonly Role[] = ['counter', 'legal']

/** Said by staff only; of them, only those at the counter may. */
const staff = (
  name: PrivateIntent['name'],
  claims: (raw: string) => boolean,
  run: (ctx: Context, raw: string, turn: Turn) => Promise<Answer>,
): PrivateIntent => ({
  name,
  audience: 'personal',
  roles: ROLES,
  changes: true,
  claims: (heard) => claims(heard.raw),
  run: async (ctx, turn) => ((await ctx.holds(...MAY)) ? run(ctx, turn.understood.raw, turn) : { reply: replies.counterOnly }),
})

const sheet = staff('staff.sheet', asksSheet, async (ctx, raw) => {
  const today = ctx.calendar.localDay(ctx.now)
  const day = ctx.calendar.addDays(today, raw.includes('后天') ? 2 : raw.includes('明天') ? 1 : 0)
  const lines = await ops.daySheet(ctx, day)
  await ctx.audit('bookings.sheet', day)
  return {
    reply: replies.sheet(ctx.calendar.plain(day, today), lines, day === today ? await ops.waitingCounts(ctx) : []),
    data: { bookings: lines.map(({ number }) => number) },
  }
})

const next = staff('staff.next', callsNext, async (ctx, _raw, turn) => {
  const services = await ops.bookable(ctx.tx)
  const named = ops.serviceNamedIn(services, turn.understood)
  const waiting = named === undefined ? await ops.waitedFor(ctx) : []
  const key = named ?? (waiting.length === 1 ? waiting[0] : undefined)
  const service = services.find((each) => each.key === key)
  if (!service) return { reply: replies.whoseLine(services.map(({ title }) => title)) }
  const called = await ops.callNext(ctx, service)
  if (!called) return { reply: replies.nobodyWaits(service.title) }
  return { reply: replies.nextCalled(called.ticket.number, service.title, called.ticket.booking, called.left), data: { ticket: called.ticket.number } }
})

const arrived = staff('staff.arrived', saysArrived, async (ctx, raw) => {
  const number = bookingIn(raw) ?? ''
  const done = await ops.arrive(ctx, number)
  if (!done.ok) return { reply: done.reason === 'unknown' ? replies.unknown(number) : replies.goneAlready(number) }
  await ctx.audit('bookings.arrived', number)
  const { ticket, wait } = done.value
  const service = await ops.serviceNamed(ctx.tx, ticket.service)
  return { reply: replies.arrived(number, ticket.number, service?.title ?? '', wait.ahead), data: { booking: number, ticket: ticket.number } }
})

const missed = staff('staff.no-show', saysMissed, async (ctx, raw) => {
  const number = bookingIn(raw)
  if (number === undefined) return passOver(ctx, ticketIn(raw) ?? 0)
  const done = await ops.missAppointment(ctx, number)
  if (!done.ok)
    return { reply: done.reason === 'unknown' ? replies.unknown(number) : done.reason === 'early' ? replies.tooEarly(number) : replies.goneAlready(number) }
  await ctx.audit('bookings.missed', number)
  return { reply: replies.missed(number, done.value.reachable), data: { booking: number } }
})

async function passOver(ctx: Context, number: number): Promise<Answer> {
  for (const service of await ops.bookable(ctx.tx)) {
    if (await ops.passOver(ctx, service, number)) return { reply: replies.ticketMissed(number), data: { ticket: number } }
  }
  return { reply: replies.unknown(`${number}号`) }
}

const forgive = staff('staff.forgive', forgives, async (ctx, raw) => {
  const number = bookingIn(raw) ?? ''
  const done = await ops.forgiveOwner(ctx, number)
  if (!done.ok) return { reply: replies.unknown(number) }
  await ctx.audit('bookings.forgiven', number)
  return { reply: replies.forgiven(number, done.value), data: { booking: number } }
})

export const daysheet: Capability = { name: 'daysheet', intents: [sheet, next, arrived, missed, forgive], jobs: [closedDays] }
