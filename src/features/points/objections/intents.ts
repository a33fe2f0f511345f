/** 有异议, and staff's decision. */
import type { Capability, Context, PrivateIntent } from '../../../bot/capability.ts'
import type { Form } from '../../../bot/dialogue.ts'
import { ROLES } from '../../../bot/vocabulary.ts'
import { decide, keeps, linesOf, object, openObjections } from './operations.ts'
import * as replies from './replies.ts'
import { asksObjections, claimsDecision, decisionIn, lineIn, wordsIn } from './rules.ts'

async function form(ctx: Context): Promise<Form> {
  const lines = await linesOf(ctx)
  const today = ctx.calendar.localDay(ctx.now)
  if (lines.length === 0) return { version: 1, doing: replies.doing, fields: [] }
  return {
    version: 1,
    doing: replies.doing,
    fields: [
      {
        name: 'line',
        called: ['条', '笔'],
        ask: () => replies.askLine,
        explain: replies.explainLine,
        read: (heard) => lineIn(heard.text, lines, today),
        choices: () => lines.map(replies.lineChoice),
      },
      {
        name: 'words',
        called: ['原因'],
        ask: () => replies.askWords,
        explain: replies.explainWords,
        read: (heard, direct) => (direct ? heard.raw.trim() || undefined : wordsIn(heard.raw)),
        free: 'told',
      },
    ],
  }
}

const objecting: PrivateIntent = {
  name: 'points.object',
  audience: 'personal',
  form,
  async run(ctx, _turn, { line = '', words = '' }) {
    if (line === '') return { reply: replies.noLines }
    const taken = await object(ctx, line, words.slice(0, 300))
    return taken.ok ? { reply: replies.taken(taken.value), data: { objection: taken.value } } : { reply: replies.refusedObjection[taken.reason] }
  },
}

const deciding: PrivateIntent = {
  name: 'staff.objection',
  audience: 'personal',
  roles: ROLES,
  changes: true,
  claims: (heard) => claimsDecision(heard.raw) || asksObjections(heard.raw),
  async run(ctx, turn) {
    if (!(await ctx.holds('counter'))) return { reply: replies.counterOnly }
    if (asksObjections(turn.understood.raw)) return { reply: replies.waiting(await openObjections(ctx.tx)) }
    const decision = decisionIn(turn.understood.raw)
    if (!decision) return { reply: replies.howToDecide }
    if (decision.reason === '') return { reply: replies.needReason(decision.number) }
    const done = await decide(ctx, decision.number, decision.upheld, decision.reason.slice(0, 300))
    if (!done.ok) return { reply: replies.decisionRefused[done.reason] }
    return { reply: replies.decided(decision.number, decision.upheld, done.value), data: { objection: decision.number } }
  },
}

export const objections: Capability = { name: 'objections', intents: [objecting, deciding], keeps }
