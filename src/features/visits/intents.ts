/** Checking in at the centre. */
import type { Capability, Context, PrivateIntent } from '../../bot/capability.ts'
import type { Form } from '../../bot/dialogue.ts'
import { ROLES } from '../../bot/vocabulary.ts'
import { MINUTE } from '../../lib/clock.ts'
import { cameToday, checkIn, closeScreens, door, hasStudy, isAtStudy, isDoorCode, keeps, LINK_LASTS, screenLink } from './operations.ts'
import { doorPage } from './pages.tsx'
import * as replies from './replies.ts'
import { claimsDoor, claimsLink, claimsVisit, closesScreens, doorCodeIn, meansTheDoor } from './rules.ts'

/** The field's value when the speaker sits in a course now: which code is meant is not asked here. */
const UNASKED = '-'

async function form(ctx: Context): Promise<Form> {
  const studying = await isAtStudy(ctx)
  if (studying) {
    const read = ({ raw }: { raw: string }) => doorCodeIn(raw, true) ?? (meansTheDoor(raw) ? undefined : UNASKED)
    return { version: 1, doing: replies.doing, fields: [{ name: 'code', called: ['码'], ask: () => replies.askCode, explain: replies.explainCode, read }] }
  }
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
    // Who sits in a course means the course, unless the code is the door's.
    if (code === UNASKED) return { reply: replies.handedOn, next: { intent: 'study.checkin' } }
    if (code !== '' && (await hasStudy(ctx)) && !(await isDoorCode(ctx, code)))
      return { reply: replies.handedOn, next: { intent: 'study.checkin', filled: { code } } }
    const done = await checkIn(ctx, code)
    if (!done.ok) return { reply: replies.refusedVisit[done.reason] }
    return { reply: replies.arrived(done.value.points, done.value.balance), data: { points: done.value.points } }
  },
}

const screen: PrivateIntent = {
  name: 'staff.visits',
  audience: 'personal',
  roles: ROLES,
  claims: ({ text }) => claimsDoor(text) || claimsLink(text) || closesScreens(text),
  async run(ctx, { understood: { text } }) {
    if (!(await ctx.holds('counter'))) return { reply: replies.counterOnly }
    if (closesScreens(text)) {
      await closeScreens(ctx)
      await ctx.audit('visits.screens-closed', 'all')
      return { reply: replies.screensClosed }
    }
    if (claimsLink(text)) {
      await ctx.audit('visits.screen-link', 'new')
      const link = await screenLink(ctx)
      return { reply: replies.screenLink(link, LINK_LASTS / MINUTE), data: { screen: link } }
    }
    const { code, until, visitors } = await door(ctx)
    return { reply: replies.door(code, Math.ceil((until.getTime() - ctx.now.getTime()) / 1_000), visitors), data: { visits: visitors } }
  },
}

export const visits: Capability = { name: 'visits', intents: [visit, screen], pages: [doorPage], keeps }
