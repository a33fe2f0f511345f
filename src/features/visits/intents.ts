/** Checking in at the centre. */
import type { Capability, Context, PrivateIntent } from '../../bot/capability.ts'
import type { Form } from '../../bot/dialogue.ts'
import { ROLES } from '../../bot/vocabulary.ts'
import { cameToday, checkIn, door, keeps } from './operations.ts'
import * as replies from './replies.ts'
import { claimsDoor, claimsVisit, doorCodeIn } from './rules.ts'

async function form(ctx: Context): Promise<Form> {
  const fields: Form['fields'] = [
    { name: 'code', called: ['码'], ask: () => replies.askCode, explain: replies.explainCode, read: (heard, direct) => doorCodeIn(heard.raw, direct) },
  ]
  return { version: 1, doing: replies.doing, fields: (await cameToday(ctx)) ? [] : fields }
}

const visit: PrivateIntent = {
  name: 'visit.checkin',
  audience: 'personal',
  consent: true,
  changes: true,
  claims: (heard) => claimsVisit(heard.raw),
  form,
  async run(ctx, _turn, { code = '' }) {
    const done = await checkIn(ctx, code)
    if (!done.ok) return { reply: replies.refusedVisit[done.reason] }
    return { reply: replies.arrived(done.value.points, done.value.balance), data: { points: done.value.points } }
  },
}

const screen: PrivateIntent = {
  name: 'staff.visits',
  audience: 'personal',
  roles: ROLES,
  claims: (heard) => claimsDoor(heard.text),
  async run(ctx) {
    if (!(await ctx.holds('counter'))) return { reply: replies.counterOnly }
    const { code, until, visitors } = await door(ctx)
    return { reply: replies.door(code, Math.ceil((until.getTime() - ctx.now.getTime()) / 1_000), visitors), data: { visits: visitors } }
  },
}

export const visits: Capability = { name: 'visits', intents: [visit, screen], keeps }
