/** Asking whether something was handed in. */
import type { Capability, PublicIntent } from '../../../bot/capability.ts'
import { describes, handedIn, justReported, matchData, packed, similar } from './operations.ts'
import * as replies from './replies.ts'

const search: PublicIntent = {
  name: 'lost.search',
  audience: 'public',
  claims: describes,
  async run(ctx, turn) {
    const heard = turn.understood
    if (describes(heard)) return { reply: replies.lostOrFound(packed(heard), await justReported(ctx)) }
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
