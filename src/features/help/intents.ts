/** Small talk, what the bot can do, and honest words for what it cannot do yet. */
import type { Capability, Intent, PublicIntent } from '../../bot/capability.ts'
import type { Reply } from '../../bot/message.ts'
import { type IntentName, isPrivate, ROLES, type Role } from '../../bot/vocabulary.ts'
import * as replies from './replies.ts'
import { asksWho } from './rules.ts'

const says = (name: IntentName, reply: Reply<'public'>): PublicIntent => ({ name, audience: 'public', run: async () => ({ reply }) })

const overview: PublicIntent = {
  name: 'help',
  audience: 'public',
  claims: (heard) => asksWho(heard.text),
  run: async (ctx, turn) => ({ reply: asksWho(turn.understood.text) ? replies.whoIAm : ctx.place === 'group' ? replies.helpInGroup : replies.help }),
}

/** Intents whose capability is still to come, by what they belong to. */
const COMING: readonly [replies.Coming, readonly IntentName[]][] = [
  [replies.lostAndFound, ['lost.report', 'found.report', 'lost.search', 'lost.mine']],
  [replies.points, ['points.balance', 'points.history', 'points.redeem', 'points.object']],
  [replies.merchants, ['merchant.find']],
  [replies.visits, ['visit.checkin']],
  [replies.notices, ['notice.list']],
  [replies.requests, ['request.create', 'request.status']],
  [replies.members, ['member.file', 'member.flow-out', 'member.flow-in']],
]

/** Private matters go on in private even now, so that people learn one habit. */
function coming(name: IntentName, what: replies.Coming): Intent {
  const run = async () => ({ reply: replies.coming(what) })
  return isPrivate(name) ? { name, audience: 'personal', run } : { name, audience: 'public', run }
}

/** Every member of staff hears something; who may not do it hears who may. */
const forStaff = (name: IntentName, reply: Reply<'public'>, may: readonly Role[], refusal: Reply<'public'>): PublicIntent => ({
  name,
  audience: 'public',
  roles: ROLES,
  run: async (ctx) => ({ reply: (await ctx.holds(...may)) ? reply : refusal }),
})

export const helping: Capability = {
  name: 'help',
  intents: [
    overview,
    says('greet', replies.greeting),
    says('thanks', replies.welcome),
    says('bye', replies.farewell),
    says('notice.ack', replies.received),
    says('driving.on', replies.driveSafely),
    says('driving.off', replies.parked),
    says('merchant.redeem', replies.forMerchantsLater),
    says('merchant.statement', replies.forMerchantsLater),
    ...COMING.flatMap(([what, names]) => names.map((name) => coming(name, what))),
    forStaff('staff.announce', replies.announceLater, ['author', 'approver'], replies.announceRefused),
    forStaff('staff.points', replies.staffPointsLater, ['counter'], replies.counterOnly),
    forStaff('staff.takeover', replies.takeoverLater, ['counter'], replies.counterOnly),
  ],
}
