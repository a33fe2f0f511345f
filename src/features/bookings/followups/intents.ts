/** What comes after a booking: an answer to a reminder or an offer, and what the lawyer should know. */
import type { Answer, Capability, Context, PrivateIntent } from '../../../bot/capability.ts'
import type { Field, Form } from '../../../bot/dialogue.ts'
import type { Part } from '../../../bot/message.ts'
import * as ops from './operations.ts'
import * as replies from './replies.ts'
import { isSkip } from './rules.ts'

/** The field's value where there is no booking to speak of. */
const NONE = '-'

const come: PrivateIntent = {
  name: 'booking.come',
  audience: 'personal',
  async run(ctx, _turn, { number }) {
    const [soonest] = await ops.heldBy(ctx)
    const said = number ?? soonest?.number ?? ''
    const coming = await ops.willCome(ctx, said, ctx.person.id)
    if (!coming.ok) return { reply: said === '' ? replies.none : replies.gone(said) }
    return { reply: replies.seeYou(await ops.shownOf(ctx, coming.value)), data: { booking: said } }
  },
}

const offer: PrivateIntent = {
  name: 'booking.offer',
  audience: 'personal',
  changes: true,
  async run(ctx, _turn, { number = '', answer }) {
    if (answer !== 'yes') return leaveList(ctx, number)
    const taken = await ops.takeOffer(ctx, number, ctx.person.id)
    if (taken.ok) {
      const service = await ops.serviceNamed(ctx.tx, taken.value.service)
      if (!service) throw new Error('a booked service is unknown')
      return { reply: await ops.confirmation(ctx, 'booked', service, taken.value, { told: false, urgent: false }), data: { booking: taken.value.number } }
    }
    if (taken.reason === 'gone' || taken.reason === 'taken' || !('own' in taken) || !taken.own) return { reply: replies.offerGone }
    const own = await ops.shownOf(ctx, taken.own)
    return { reply: replies.inTheWay(own) }
  },
}

async function matterForm(ctx: Context): Promise<Form> {
  const own = await ops.discreetOf(ctx)
  const field = (name: string, ask: Part<'public'>, explain: Part<'public'>): Field => ({
    name,
    called: [],
    free: 'told',
    ask: () => ask,
    explain,
    read: (heard, direct) => (direct ? heard.raw.trim() || undefined : undefined),
    choices: () => [replies.skipChoice(name)],
  })
  return {
    version: 1,
    doing: replies.doingMatter,
    // What is asked about is only ever this: no message of it belongs into a log.
    discreet: () => true,
    fields: [
      {
        name: 'number',
        called: [],
        ask: () => replies.askMatter,
        explain: replies.askMatter,
        read: () => own.at(-1)?.number ?? NONE,
        ends: (value) => value === NONE,
      },
      field('matter', replies.askMatter, replies.explainMatter),
      field('opponent', replies.askOpponent, replies.explainOpponent),
    ],
  }
}

const matter: PrivateIntent = {
  name: 'booking.matter',
  audience: 'personal',
  consent: true,
  form: matterForm,
  async run(ctx, _turn, { number = NONE, matter: said = '', opponent = '' }) {
    const booking = await ops.ownDiscreet(ctx, number)
    if (!booking) return { reply: replies.noBooking }
    const told = { ...(isTold(said) ? { matter: said } : {}), ...(isTold(opponent) ? { opponent } : {}) }
    if (Object.keys(told).length === 0) return { reply: replies.matterSkipped, discreet: true }
    const { urgent } = await ops.tellMatter(ctx, booking, told)
    return { reply: replies.matterKept(urgent), data: { booking: number }, discreet: true }
  },
}

const isTold = (said: string): boolean => said !== '' && !isSkip(said)

async function leaveList(ctx: Context, number: string): Promise<Answer> {
  const left = await ops.leaveList(ctx, number)
  return { reply: left ? replies.leftList(left.title, number) : replies.offerGone, data: { waiting: number } }
}

export const followups: Capability = { name: 'followups', intents: [come, offer, matter] }
