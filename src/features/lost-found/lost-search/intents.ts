/** Asking whether something was handed in. */
import type { Capability, PublicIntent } from '../../../bot/capability.ts'
import { handedIn, matchData, namesKnown, packed, similar } from './operations.ts'
import * as replies from './replies.ts'
import { bareThing } from './rules.ts'

const search: PublicIntent = {
  name: 'lost.search',
  audience: 'public',
  claims: (heard) => bareThing(heard, namesKnown(heard.text)),
  async run(ctx, turn) {
    const heard = turn.understood
    if (bareThing(heard, namesKnown(heard.text))) return { reply: replies.lostOrFound(packed(heard)) }
    const { item, finds } = await handedIn(ctx, turn.understood)
    const alone = ctx.place === 'private'
    const matches = await similar(ctx, turn.understood)
    const reply = replies.handedIn(item, finds, alone)
    return {
      reply: alone && item ? replies.orRegister(reply, packed(turn.understood)) : reply,
      ...(matches.length > 0 ? { data: { matches: matchData(matches) } } : {}),
    }
  },
}

export const lostSearch: Capability = { name: 'lost-search', intents: [search] }
