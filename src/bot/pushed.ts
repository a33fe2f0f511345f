/** A push's choices, taken by a typed number, by their words, or by a plain answer to whether one comes. */
import type { Tx } from '../db/db.ts'
import { matchChoice } from '../intents/names.ts'
import type { Understanding } from '../intents/understanding.ts'
import { after } from '../lib/clock.ts'
import { comingChoice } from './coming.ts'
import { type ConversationState, type Offer, PUSHED_OFFER_LIFE } from './conversation.ts'
import { lastPushedOffer } from './store/outgoing.ts'

/** Longer words are a message of their own, not the name of a choice. */
const LONGEST = 10

/** What the last push offered, when these words take one of its choices and nothing newer is open in the conversation. */
export async function pushedOffer(tx: Tx, state: ConversationState, heard: Understanding, personId: string, now: Date): Promise<Offer | undefined> {
  if (heard.text === '' || Array.from(heard.text).length > LONGEST) return undefined
  const offer = await lastPushedOffer(tx, personId, after(now, -PUSHED_OFFER_LIFE))
  if (!offer) return undefined
  const newest = Math.max(state.offer?.at ?? 0, state.dialogues?.at(-1)?.at ?? 0)
  if (offer.at <= newest) return undefined
  const labels = offer.choices.map(({ label }) => label)
  if (offer.key === state.answeredPush) return changesMind(state, offer, comingChoice(heard.text, labels)) ? offer : undefined
  if (matchChoice(heard.text, labels) !== undefined) return offer
  // 好的 and 知道了 answer what was said last.
  const spoken = Math.max(state.before?.at ?? 0, state.topic?.at ?? 0, state.last?.at ?? 0)
  return offer.at > spoken && comingChoice(heard.text, labels) !== undefined ? offer : undefined
}

/** "不去了", after who said that he would come: as long as nothing else was talked about. */
function changesMind({ before }: ConversationState, { choices }: Offer, chosen: number | undefined): boolean {
  return chosen !== undefined && choices.some(({ act }, at) => at !== chosen && act.do === 'ask' && act.intent === before?.label)
}
