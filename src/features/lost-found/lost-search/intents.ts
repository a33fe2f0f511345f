/** Asking whether something was handed in. */
import type { Capability, PublicIntent } from '../../../bot/capability.ts'
import { addsWithin, describes, handedIn, justReported, matchData, packed, similar } from './operations.ts'
import * as replies from './replies.ts'

const search: PublicIntent = {
  name: 'lost.search',
  audience: 'public',
  claims: describes,
  async run(ctx, turn) {
    const heard = turn.understood
    const before = addsWithin(heard.text) ? await justReported(ctx) : undefined
    // What is in the thing reported just now belongs to it.
    if (before) return { reply: { parts: [] }, next: { intent: 'lost.mine', filled: replies.more(before, packed(heard)) } }
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
