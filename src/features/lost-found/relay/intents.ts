/** Passing words between finder and owner. */
import type { Answer, Capability, Context, PrivateIntent, Turn } from '../../../bot/capability.ts'
import type { Field, Filled, Form } from '../../../bot/dialogue.ts'
import { agreeTo, endLine, keeps, passOn } from './operations.ts'
import * as replies from './replies.ts'
import { toPass, wishIn } from './rules.ts'

const NONE = '-'
const hidden = { called: [], ask: () => replies.askWords, explain: replies.explainWords }

const wish: Field = { ...hidden, name: 'wish', read: (heard) => wishIn(heard.raw) ?? 'pass', ends: (value) => value !== 'pass' }
const line: Field = { ...hidden, name: 'line', read: () => NONE }
/** What follows the word in the first message; else asked for, and then any words are it. */
const words: Field = {
  ...hidden,
  name: 'words',
  free: 'dictated',
  read: (heard, direct) => (direct ? heard.raw.trim() || undefined : wishIn(heard.raw) === 'pass' && toPass(heard.raw) !== '' ? heard.raw : undefined),
}

const form: Form = { version: 1, doing: replies.doing, fields: [wish, line, words] }

const REFUSED = { none: replies.noLine, 'not-yet': replies.notYet, over: replies.overAlready, empty: replies.noWords } as const

async function run(ctx: Context, turn: Turn, filled: Filled): Promise<Answer> {
  const id = filled.line === NONE ? undefined : filled.line
  switch (filled.wish) {
    case 'agree': {
      const agreed = await agreeTo(ctx, id)
      if (!agreed.ok) return { reply: REFUSED[agreed.reason] }
      return { reply: agreed.value.open ? replies.nowOpen(agreed.value.line) : replies.waitsForOther }
    }
    case 'decline':
    case 'end':
    case 'abuse': {
      const done = await endLine(ctx, id, filled.wish === 'abuse' ? 'reported' : 'ended')
      if (!done.ok) return { reply: REFUSED[done.reason] }
      return { reply: filled.wish === 'abuse' ? replies.reported : filled.wish === 'end' ? replies.ended : replies.declined }
    }
    default: {
      const passed = await passOn(ctx, id, filled.words ?? '', turn.update)
      return { reply: passed.ok ? replies.sent(passed.value.hidden) : REFUSED[passed.reason] }
    }
  }
}

const relayed: PrivateIntent = { name: 'lost.relay', audience: 'personal', form, claims: (heard) => wishIn(heard.raw) !== undefined, run }

export const relay: Capability = { name: 'relay', intents: [relayed], keeps }
