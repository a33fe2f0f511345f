/** Staff look after debts of points by talking. */
import type { Capability, PrivateIntent } from '../../../bot/capability.ts'
import { ROLES } from '../../../bot/vocabulary.ts'
import { owing, settleAll } from './operations.ts'
import * as replies from './replies.ts'
import { debtWishIn } from './rules.ts'

const debts: PrivateIntent = {
  name: 'staff.points.debts',
  audience: 'personal',
  roles: ROLES,
  changes: true,
  claims: (heard) => debtWishIn(heard.raw) !== undefined,
  async run(ctx, turn) {
    const wish = debtWishIn(turn.understood.raw) ?? { is: 'list' }
    if (!(await ctx.holds(wish.is === 'forgiven' ? 'approver' : 'counter'))) return { reply: replies.notAllowed(wish.is) }
    if (wish.is === 'list') return { reply: replies.listed(await owing(ctx)) }
    const ended = await settleAll(ctx, wish.driver, wish.is)
    return { reply: ended ? replies.settled(wish.driver, wish.is, ended.done, ended.left) : replies.noneOf(wish.driver) }
  },
}

export const pointDebts: Capability = { name: 'debts', intents: [debts] }
