/** Staff give and take points by talking. */
import type { Answer, Capability, Context, PrivateIntent, Turn } from '../../../bot/capability.ts'
import type { Filled, Form } from '../../../bot/dialogue.ts'
import { ROLES } from '../../../bot/vocabulary.ts'
import { byHand, decide, driverNamed, keeps, lastActs, speaker, undo } from './operations.ts'
import * as replies from './replies.ts'
import { actNumberIn, claimsGrant, decisionIn, driverIn, pointsIn, reasonIn, sureIn, wayIn } from './rules.ts'

/** The fields' value before the driver was looked up. */
const NOT_LOOKED = '-'
const NONE = '-'

const form: Form = {
  version: 1,
  doing: replies.doing,
  fields: [
    // Never asked: what the first words say.
    { name: 'undo', called: [], ask: () => replies.doing, explain: replies.doing, read: (heard) => actNumberIn(heard.raw) ?? NONE },
    { name: 'who', called: ['司机', '编号', '手机'], ask: () => replies.askWho, explain: replies.explainWho, read: readWho },
    {
      name: 'points',
      called: ['分数', '积分'],
      ask: () => replies.askPoints,
      explain: replies.explainPoints,
      read: (heard, direct) => {
        const points = actNumberIn(heard.raw) ? 0 : pointsIn(heard.raw, direct)
        return points === undefined ? undefined : String(points)
      },
    },
    {
      name: 'reason',
      called: ['原因'],
      ask: () => replies.askReason,
      explain: replies.explainReason,
      read: (heard, direct) =>
        direct ? heard.raw.trim().slice(0, 100) || undefined : (reasonIn(heard.raw) ?? (actNumberIn(heard.raw) ? '发错了，撤销' : undefined)),
    },
    {
      // Never guessed: points taken for points given would be twice wrong.
      name: 'way',
      called: [],
      ask: () => replies.askWay,
      explain: replies.askWay,
      read: (heard) => (actNumberIn(heard.raw) ? 'give' : wayIn(heard.raw)),
      choices: () => replies.wayChoices,
    },
    { name: 'shown', called: [], ask: () => replies.doing, explain: replies.doing, read: () => NOT_LOOKED },
    {
      name: 'sure',
      called: [],
      ask: ({ undo = NONE, shown = '', points = '', reason = '', way }) =>
        undo === NONE ? replies.askSure(shown, way === 'take' ? `-${points}` : points, reason) : replies.askSureUndo(undo, shown),
      explain: replies.explainSure,
      read: (heard, direct) => {
        // Not before the driver was looked up: then the form begins anew, without words.
        if (!direct) return heard.text === '' ? undefined : NOT_LOOKED
        return sureIn(heard.text)
      },
      choices: () => replies.sureChoices,
    },
  ],
}

function readWho(heard: Parameters<Form['fields'][number]['read']>[0]): string | undefined {
  return actNumberIn(heard.raw) ? NONE : driverIn(heard.raw, heard.slots.phones)
}

/** The driver is looked up and shown before anything is done. */
async function look(ctx: Context, filled: Filled): Promise<Answer> {
  const { sure: _, ...known } = filled
  const { undo: number = NONE, who = '' } = filled
  if (number !== NONE) {
    const act = (await lastActs(ctx.tx, LOOKED_AT)).find((each) => each.number === number)
    if (!act) return { reply: replies.notHandled.unknown }
    const shown = `${act.points > 0 ? '+' : ''}${act.points}分，${act.reason}`
    return { reply: { parts: [] }, next: { intent: 'staff.points', filled: { ...known, shown } } }
  }
  const found = await driverNamed(ctx.tx, who)
  if (!found.ok) return { reply: replies.whoRefused[found.reason] }
  return { reply: { parts: [] }, next: { intent: 'staff.points', filled: { ...known, shown: replies.whoText(found.value) } } }
}

const LOOKED_AT = 500

async function grant(ctx: Context, turn: Turn, filled: Filled): Promise<Answer> {
  if (!(await ctx.holds('counter'))) return { reply: replies.counterOnly }
  const { undo: number = NONE, way, who = '', points = '', reason = '', shown = NOT_LOOKED, sure } = filled
  if (shown === NOT_LOOKED) return look(ctx, filled)
  if (sure !== 'yes') return { reply: replies.notDone }
  const key = `chat:${turn.update}`
  if (number !== NONE) {
    const done = await undo(ctx, number, reason, key, speaker(ctx))
    return done.ok ? answered(ctx, done.value, number) : { reply: replies.notHandled[done.reason] }
  }
  const found = await driverNamed(ctx.tx, who)
  if (!found.ok) return { reply: replies.whoRefused[found.reason] }
  const wanted = { personId: found.value.driver.personId, points: way === 'take' ? -Number(points) : Number(points), reason, key }
  const done = await byHand(ctx, wanted, speaker(ctx))
  return done.ok ? answered(ctx, done.value, shown) : { reply: replies.notHandled[done.reason] }
}

async function answered(ctx: Context, handled: replies.Handled, shown: string): Promise<Answer> {
  await ctx.audit(handled.waiting ? 'points.asked' : 'points.hand', handled.number)
  return { reply: replies.handled(handled, shown), data: { act: handled.number, points: handled.change } }
}

const give: PrivateIntent = {
  name: 'staff.points',
  audience: 'personal',
  roles: ROLES,
  changes: true,
  claims: (heard) => claimsGrant(heard.raw),
  // Who may not do it is asked nothing.
  form: async (ctx) => ((await ctx.holds('counter')) ? form : { ...form, fields: [] }),
  run: grant,
}

const second: PrivateIntent = {
  name: 'staff.points.decide',
  audience: 'personal',
  roles: ROLES,
  changes: true,
  claims: (heard) => decisionIn(heard.raw) !== undefined,
  form: {
    version: 1,
    doing: replies.doing,
    fields: [
      { name: 'number', called: [], ask: () => replies.doing, explain: replies.doing, read: (heard) => decisionIn(heard.raw)?.number ?? NONE },
      { name: 'decision', called: [], ask: () => replies.doing, explain: replies.doing, read: (heard) => (decisionIn(heard.raw)?.approves ? 'yes' : 'no') },
    ],
  },
  async run(ctx, _turn, { number = NONE, decision }) {
    if (!(await ctx.holds('approver', 'counter'))) return { reply: replies.counterOnly }
    if (number === NONE) return { reply: replies.howToDecide }
    const done = await decide(ctx, number, decision === 'yes', speaker(ctx))
    if (!done.ok) return { reply: replies.notHandled[done.reason] }
    await ctx.audit(decision === 'yes' ? 'points.approved' : 'points.rejected', number)
    return { reply: decision === 'yes' ? replies.approved(done.value) : replies.rejected(number), data: { act: number, points: done.value.change } }
  },
}

export const grants: Capability = { name: 'grants', intents: [give, second], keeps }
