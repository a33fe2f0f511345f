/** What the bot says to one message, and what became of the message. */
import type { Understanding } from '../intents/understanding.ts'
import type { Reply } from './message.ts'
import type { Outcome } from './outcome.ts'

export interface Said {
  reply: Reply
  outcome: Outcome
  /** A dialogue was opened: so many of the last parts are its question. */
  question?: number
}

/** What is left when another dialogue asks first. */
export const withoutQuestion = ({ question = 0, ...said }: Said): Said => ({
  ...said,
  reply: { ...said.reply, parts: said.reply.parts.slice(0, said.reply.parts.length - question) },
})

/** The answers to the wishes of one message as one: the last one's choices, the first wish's name. */
export function together(said: readonly Said[], wishes: readonly Understanding[]): Said {
  const last = said.at(-1)
  const [first, ...others] = wishes.flatMap(({ readings: [top] }) => top ?? [])
  if (!last || !first) throw new Error('a message with several wishes has none')
  const { confidence, ...meaning } = first
  const also = others.map(({ confidence: _, ...other }) => other)
  const outcome: Outcome = { ...last.outcome, ...meaning, confidence, also }
  for (const { data } of said.map((each) => each.outcome)) if (data) outcome.data = { ...outcome.data, ...data }
  return { reply: { ...last.reply, parts: said.flatMap(({ reply }) => reply.parts) }, outcome }
}
