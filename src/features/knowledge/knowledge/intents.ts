/** Questions that a topic answers. */
import type { Capability, PublicIntent } from '../../../bot/capability.ts'
import { answerTopic, seedKnowledge, staffHolidays } from './operations.ts'

const answer: PublicIntent = {
  name: 'answer',
  audience: 'public',
  run: (ctx, turn) => answerTopic(ctx, turn.topic, turn.aspect, turn.understood.text),
}

export const knowledge: Capability = { name: 'knowledge', intents: [answer], seed: seedKnowledge, holidays: staffHolidays }
