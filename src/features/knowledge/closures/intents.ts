/** Staff close and reopen the centre by talking. */
import type { Answer, Capability, Context, PrivateIntent, Turn } from '../../../bot/capability.ts'
import { ROLES } from '../../../bot/vocabulary.ts'
import type { Understanding } from '../../../intents/understanding.ts'
import { MINUTE } from '../../../lib/clock.ts'
import { carryOut, type Proposal, propose } from './operations.ts'
import * as replies from './replies.ts'
import { orders, sureIn } from './rules.ts'

/** The field's value before anything was read back; afterwards the proposal itself. */
const NOTHING_YET = '-'
/** What was read back is good for so long: it says "now" and "today". */
const CONFIRM_WITHIN = 10 * MINUTE

const readSure = (heard: Understanding, direct: boolean): string | undefined => {
  const said = sureIn(heard.text)
  if (direct || said === 'yes') return said
  return orders(heard.raw) ? 'again' : undefined
}

const closure: PrivateIntent = {
  name: 'staff.closure',
  audience: 'personal',
  roles: ROLES,
  changes: true,
  claims: (heard) => orders(heard.raw),
  form: {
    version: 1,
    doing: replies.doing,
    fields: [
      // Never asked: it ends the form at once, so that `run` can work out what is meant and read it back.
      { name: 'plan', called: [], ask: () => replies.doing, explain: replies.doing, read: () => NOTHING_YET, ends: (value) => value === NOTHING_YET },
      {
        name: 'sure',
        called: ['确认'],
        ask: () => replies.confirmQuestion,
        explain: replies.explainConfirm,
        read: readSure,
        choices: () => replies.confirmChoices,
      },
    ],
  },
  async run(ctx, turn, { plan = NOTHING_YET, sure }) {
    if (!(await ctx.holds('counter', 'admin'))) return { reply: replies.counterOnly }
    if (sure === 'no') return { reply: replies.notChanged }
    if (plan === NOTHING_YET || sure !== 'yes') return readBack(ctx, turn.understood.raw, turn.understood.slots.named.places)
    const proposal: Proposal = JSON.parse(plan)
    if (ctx.now.getTime() - Date.parse(proposal.at) > CONFIRM_WITHIN) return renewed(ctx, turn, proposal)
    return carryOut(ctx, proposal)
  },
}

async function readBack(ctx: Context, words: string, named: readonly string[]): Promise<Answer> {
  const made = await propose(ctx, words, named)
  if (!made.ok) return { reply: made.reply }
  return { reply: made.reply, next: { intent: 'staff.closure', filled: { plan: JSON.stringify(made.proposal) } } }
}

async function renewed(ctx: Context, _turn: Turn, { words, named }: Proposal): Promise<Answer> {
  const again = await readBack(ctx, words, named)
  return { ...again, reply: { ...again.reply, parts: [replies.tooLate, ...again.reply.parts] } }
}

export const closures: Capability = { name: 'closures', intents: [closure] }
