/** Talking to a person, from both sides. */
import type { Capability, Context, PrivateIntent } from '../../bot/capability.ts'
import type { Form } from '../../bot/dialogue.ts'
import { isSideQuestion } from '../../bot/side-question.ts'
import { ROLES, type Role } from '../../bot/vocabulary.ts'
import type { Understanding } from '../../intents/understanding.ts'
import { answerMessage, closeMessage, keeps, leaveMessage, mayAnswer, openNumbers, viewMessage, whatWaits } from './operations.ts'
import * as replies from './replies.ts'
import { answerIn, asksToClose, asksToView, closingIn, LONGEST, lengthOf, matterIn, messageIn, neverMind } from './rules.ts'

/** The field's value when the person thought better of it; no message looks like this. */
const NEVER_MIND = '-'

/** Taken as it is when it was asked for; otherwise only what is no clear question of its own, so that nothing that hurts is lost. */
function readMatter(heard: Understanding, direct: boolean): string | undefined {
  if (direct && neverMind(heard.text)) return NEVER_MIND
  if (direct) return messageIn(heard)
  const top = heard.readings[0]?.intent
  if (top === 'human') return matterIn(heard.raw)
  if (heard.slots.pick !== undefined || isSideQuestion(heard)) return undefined
  return heard.raw.trim() || undefined
}

const form: Form = {
  version: 1,
  doing: replies.doing,
  fields: [
    {
      name: 'message',
      called: ['留言', '内容'],
      ask: () => replies.askMatter,
      explain: replies.explainMatter,
      read: readMatter,
    },
  ],
}

const person: PrivateIntent = {
  name: 'human',
  audience: 'personal',
  form,
  async run(ctx, _turn, { message = '' }) {
    if (message === NEVER_MIND) return { reply: replies.notLeft }
    if (lengthOf(message) > LONGEST) return { reply: replies.matterTooLong(lengthOf(message)), next: { intent: 'human' } }
    const kept = await leaveMessage(ctx, message)
    if (!kept.ok) return { reply: replies.tooManyOpen(await openNumbers(ctx)) }
    const { number, reached } = kept.value
    return { reply: reached > 0 ? replies.passedOn(number) : replies.keptForStaff(number), data: { message: number } }
  },
}

/** Who reads and answers drivers' messages. Other members of staff hear that; to drivers these intents do not exist. */
const ANSWERING: readonly Role[] = ['counter', 'legal']
const may = (ctx: Context, number: string | undefined): Promise<boolean> => (number ? mayAnswer(ctx, number) : ctx.holds(...ANSWERING))

const answer: PrivateIntent = {
  name: 'staff.answer',
  audience: 'personal',
  roles: ROLES,
  changes: true,
  async run(ctx, turn) {
    const { number, answer } = answerIn(turn.understood.raw)
    if (!(await may(ctx, number))) return { reply: replies.notYourMessages }
    if (!number) return { reply: replies.howToAnswer }
    if (answer === '') return { reply: replies.emptyAnswer(number) }
    if (lengthOf(answer) > LONGEST) return { reply: replies.answerTooLong(number, lengthOf(answer)) }
    const done = await answerMessage(ctx, number, answer, turn.update)
    if (!done.ok) return { reply: done.reason === 'unknown' ? replies.unknownNumber(number) : replies.closedNumber(number) }
    return { reply: replies.answered(number, done.value.reachable, done.value.earlier), data: { message: number } }
  },
}

const view: PrivateIntent = {
  name: 'staff.view',
  audience: 'personal',
  roles: ROLES,
  claims: (heard) => asksToView(heard.raw),
  async run(ctx, turn) {
    const { number } = answerIn(turn.understood.raw)
    if (!(await may(ctx, number))) return { reply: replies.notYourMessages }
    if (!number) return { reply: replies.howToAnswer }
    const message = await viewMessage(ctx, number)
    return message ? { reply: replies.viewed(message), data: { message: number } } : { reply: replies.unknownNumber(number) }
  },
}

const close: PrivateIntent = {
  name: 'staff.close',
  audience: 'personal',
  roles: ROLES,
  changes: true,
  claims: (heard) => asksToClose(heard.raw),
  async run(ctx, turn) {
    const { number, reason } = closingIn(turn.understood.raw)
    if (!(await may(ctx, number))) return { reply: replies.notYourMessages }
    if (!number) return { reply: replies.howToClose }
    if (lengthOf(reason) > LONGEST) return { reply: replies.answerTooLong(number, lengthOf(reason)) }
    const done = await closeMessage(ctx, number, reason)
    if (!done.ok) return { reply: done.reason === 'unknown' ? replies.unknownNumber(number) : replies.alreadyClosed(number) }
    return { reply: replies.closedNow(number, done.value.reachable), data: { message: number } }
  },
}

const AT_THE_DESK: readonly Role[] = ['counter', 'author', 'approver', 'legal']

const today: PrivateIntent = {
  name: 'staff.today',
  audience: 'personal',
  roles: ROLES,
  async run(ctx) {
    // Messages and decisions are these roles' matter; for the others nothing waits here.
    if (!(await ctx.holds(...AT_THE_DESK))) return { reply: replies.nothingWaits }
    const waiting = await whatWaits(ctx)
    return { reply: replies.today(waiting), data: { messages: waiting.messages.map((message) => message.number) } }
  },
}

export const human: Capability = { name: 'human', intents: [person, answer, view, close, today], keeps }
