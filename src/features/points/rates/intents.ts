/** Staff change what earns points, and what a merchant agreed to, by saying so. */
import type { Answer, Capability, Context, PrivateIntent } from '../../../bot/capability.ts'
import type { Form } from '../../../bot/dialogue.ts'
import { ROLES } from '../../../bot/vocabulary.ts'
import { change, meant, sureIn } from './operations.ts'
import * as replies from './replies.ts'
import { claimsChange } from './rules.ts'

const NONE = '-'
/** It was not said back yet. */
const NOT_SHOWN = '-'
const mayChange = (ctx: Context): Promise<boolean> => ctx.holds('approver', 'leader')

const form: Form = {
  version: 1,
  doing: replies.doing,
  fields: [
    { name: 'words', called: [], ask: () => replies.doing, explain: replies.doing, read: (heard) => (claimsChange(heard.raw) ? heard.raw : NONE) },
    { name: 'shown', called: [], ask: () => replies.doing, explain: replies.doing, read: () => NOT_SHOWN },
    {
      name: 'sure',
      called: [],
      ask: ({ title = '', from = '', to = '' }) => replies.askSure(title, from, to),
      explain: replies.explainSure,
      read(heard, direct) {
        // Not before it was said back: then the form begins anew, without words.
        if (!direct) return heard.text === '' ? undefined : NOT_SHOWN
        return sureIn(heard.text) ?? (heard.text.startsWith('改') ? 'yes' : undefined)
      },
      choices: () => replies.sureChoices,
    },
  ],
}

function refusal(refused: Extract<Awaited<ReturnType<typeof meant>>, { ok: false }>): Answer {
  if (refused.reason === 'same' && refused.meant) return { reply: replies.already(refused.meant.title, refused.meant.to) }
  return { reply: refused.reason === 'against-itself' ? replies.againstItself : replies.noSuchMerchant(refused.name ?? '') }
}

const rates: PrivateIntent = {
  name: 'staff.points.rules',
  audience: 'personal',
  roles: ROLES,
  changes: true,
  claims: (heard) => claimsChange(heard.raw),
  // Who may not do it is asked nothing.
  form: async (ctx) => ((await mayChange(ctx)) ? form : { ...form, fields: [] }),
  async run(ctx, _turn, { words = NONE, shown = NOT_SHOWN, sure }) {
    if (!(await mayChange(ctx))) return { reply: replies.notAllowed }
    if (shown === NOT_SHOWN) {
      const found = await meant(ctx.tx, words)
      if (!found.ok) return refusal(found)
      return { reply: { parts: [] }, next: { intent: 'staff.points.rules', filled: { words, shown: 'yes', ...found.value } } }
    }
    if (sure !== 'yes') return { reply: replies.notDone }
    const done = await change(ctx, words)
    return done.ok ? { reply: replies.changed(done.value.title, done.value.to) } : refusal(done)
  },
}

export const pointRates: Capability = { name: 'rates', intents: [rates] }
