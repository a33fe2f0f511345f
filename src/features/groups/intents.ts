/** Settings of a group, said in the group itself. */
import type { Capability, PublicIntent } from '../../bot/capability.ts'
import { groupUnasked, setGroupUnasked } from './operations.ts'
import * as replies from './replies.ts'
import { unaskedIn } from './rules.ts'

const setting: PublicIntent = {
  name: 'staff.group',
  audience: 'public',
  roles: ['admin'],
  changes: true,
  async run(ctx, turn) {
    if (ctx.group === undefined) return { reply: replies.onlyInGroup }
    const unasked = unaskedIn(turn.understood.text)
    if (unasked === undefined) return { reply: replies.setting(await groupUnasked(ctx, ctx.group)) }
    await setGroupUnasked(ctx, ctx.group, unasked)
    return { reply: unasked ? replies.switchedOn : replies.switchedOff }
  },
}

export const groups: Capability = { name: 'groups', intents: [setting] }
