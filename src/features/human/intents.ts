/** Talking to a person, from both sides. */
import type { Capability, PrivateIntent } from '../../bot/capability.ts'
import type { Form } from '../../bot/dialogue.ts'
import { answerMessage, leaveMessage, openNumbers, whatWaits } from './operations.ts'
import * as replies from './replies.ts'
import { answerIn, matterIn, messageIn } from './rules.ts'

const form: Form = {
  version: 1,
  doing: replies.doing,
  fields: [
    {
      name: 'message',
      called: ['留言', '内容'],
      free: true,
      ask: () => replies.askMatter,
      explain: replies.explainMatter,
      read: (heard, direct) => (direct ? messageIn(heard) : matterIn(heard.raw)),
    },
  ],
}

const person: PrivateIntent = {
  name: 'human',
  audience: 'personal',
  form,
  async run(ctx, _turn, filled) {
    const kept = await leaveMessage(ctx, filled.message ?? '')
    if (!kept.ok) return { reply: replies.tooManyOpen(await openNumbers(ctx)) }
    const { number, reached } = kept.value
    return { reply: reached > 0 ? replies.passedOn(number) : replies.keptForStaff(number), data: { message: number } }
  },
}

const answer: PrivateIntent = {
  name: 'staff.answer',
  audience: 'personal',
  roles: ['counter', 'legal'],
  changes: true,
  async run(ctx, turn) {
    const { number, answer } = answerIn(turn.understood.raw)
    if (!number) return { reply: replies.howToAnswer }
    if (answer === '') return { reply: replies.emptyAnswer(number) }
    const done = await answerMessage(ctx, number, answer, turn.update)
    if (!done.ok) return { reply: done.reason === 'unknown' ? replies.unknownNumber(number) : replies.closedNumber(number) }
    return { reply: done.value.reachable ? replies.answered(number) : replies.answeredUnreachable(number), data: { message: number } }
  },
}

const today: PrivateIntent = {
  name: 'staff.today',
  audience: 'personal',
  roles: ['counter', 'author', 'approver', 'legal'],
  async run(ctx) {
    const waiting = await whatWaits(ctx)
    return { reply: replies.today(waiting), data: { messages: waiting.messages.map((message) => message.number) } }
  },
}

export const human: Capability = { name: 'human', intents: [person, answer, today] }
