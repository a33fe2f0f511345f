/** Settings of a group, said in the group itself. */
import type { Capability, PublicIntent } from '../../bot/capability.ts'
import { ROLES } from '../../bot/vocabulary.ts'
import { groupUnasked, setGroupUnasked } from './operations.ts'
import * as replies from './replies.ts'
import { unaskedIn } from './rules.ts'

const setting: PublicIntent = {
  name: 'staff.group',
  audience: 'public',
  // Others of staff hear who may; to everybody else it is a message like any other.
  roles: ROLES,
  changes: true,
  async run(ctx, turn) {
    if (!(await ctx.holds('admin'))) return { reply: replies.adminOnly }
    if (ctx.group === undefined) return { reply: replies.onlyInGroup }
    const unasked = unaskedIn(turn.understood.text)
    if (unasked === undefined) return { reply: replies.setting(await groupUnasked(ctx, ctx.group)) }
    await setGroupUnasked(ctx, ctx.group, unasked)
    return { reply: unasked ? replies.switchedOn : replies.switchedOff }
  },
}

export const groups: Capability = { name: 'groups', intents: [setting] }
