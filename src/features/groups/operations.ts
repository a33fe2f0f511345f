/** What staff may set for a group. */
import type { Context } from '../../bot/capability.ts'
import { groupSettings, setUnasked } from '../../bot/store/groups.ts'

/** Lets the bot answer public questions nobody addressed to it in this group, or stops that. */
export async function setGroupUnasked(ctx: Context, group: string, unasked: boolean): Promise<void> {
  const [channel = '', ...chat] = group.split('|')
  await setUnasked(ctx.tx, { id: group, channel, chat: chat.join('|') }, unasked, ctx.now)
  await ctx.audit(unasked ? 'group.unasked.on' : 'group.unasked.off', group)
}

export async function groupUnasked(ctx: Context, group: string): Promise<boolean> {
  return (await groupSettings(ctx.tx, group)).unasked
}
