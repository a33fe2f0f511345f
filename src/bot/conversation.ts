/** What a conversation remembers between messages: plain data, kept in its row. */

import type { Meaning, Understanding } from '../intents/understanding.ts'
import { HOUR, MINUTE, SECOND } from '../lib/clock.ts'
import { toTraditional } from '../lib/script.ts'
import type { OpenDialogue } from './dialogue.ts'
import type { Act, Audience, Reply } from './message.ts'

/** Messages that follow within this span are read together with the one before (milliseconds). */
export const TOGETHER = 5 * SECOND
/** A short follow-up ("那多少钱") refers to a topic at most this old. */
export const TOPIC_MEMORY = 10 * MINUTE
/** In a group, an answer to the bot's choices needs no @ for this long. */
export const GROUP_ATTENTION = 2 * MINUTE
/** Choices can be taken by number or words for this long, and by their buttons, too. */
export const OFFER_LIFE = HOUR
/** The choices of a push can be taken by number or words for this long. */
export const PUSHED_OFFER_LIFE = 36 * HOUR
/** A dialogue that rested longer comes back with a line that says where it was. */
export const NAP = 30 * MINUTE
/** Who asked other things this often since the dialogue's last question is busy with those: it waits without a word. */
export const RECALLS = 2
/** A dialogue that rested longer is over. */
export const DIALOGUE_LIFE = 72 * HOUR

export interface Offer {
  /** Part of every choice's id, so that an old button is recognised. */
  key: string
  at: number
  choices: { label: string; audience: Audience; act: Act }[]
  /** It is a push's; `key` is the push's row. */
  push?: true
}

export interface ConversationState {
  /** The topic last talked about, and when. */
  topic?: { name: string; at: number }
  /** What was understood last, and what else it could have meant: follow-ups and corrections refer to it. */
  before?: { label: string; text: string; others: Meaning[]; at: number }
  /** The last message, when it was not clear: read together with one that follows at once. */
  last?: { text: string; at: number }
  offer?: Offer
  /** The push whose choices were taken last: they are not offered again. */
  answeredPush?: string
  /** Open dialogues; the last one is being talked about. */
  dialogues?: OpenDialogue[]
  /** Written in traditional characters: short words that look the same in both are answered in them, too. */
  traditional?: true
  /** What is left of the sender's allowance of messages. */
  allowance?: { left: number; at: number; warned: boolean }
}

/** 同意 and 好 are the same in both scripts, so the writer's last words that are not decide. */
export function rememberScript(state: ConversationState, { raw, traditional }: Pick<Understanding, 'raw' | 'traditional'>): void {
  if (traditional) state.traditional = true
  else if (state.traditional && toTraditional(raw) !== raw) delete state.traditional
}

/** The topic a follow-up refers to, if it is fresh enough. */
export function topicInMind(state: ConversationState, now: Date): string | undefined {
  return state.topic && now.getTime() - state.topic.at <= TOPIC_MEMORY ? state.topic.name : undefined
}

/** What was understood a short while ago. */
export function understoodBefore({ before }: ConversationState, now: Date): ConversationState['before'] {
  return before && now.getTime() - before.at <= TOPIC_MEMORY ? before : undefined
}

export function choiceId(offer: Offer, position: number): string {
  return `${offer.key}.${position + 1}`
}

/** What the choice with this act is called. */
export function nameOfChoice({ offer }: ConversationState, act: Act): string | undefined {
  return offer?.choices.find((choice) => choice.act === act)?.label
}

/** The choices on offer, to be offered once more. */
export function sameChoices({ offer }: ConversationState): Pick<Reply, 'choices'> {
  return offer ? { choices: offer.choices.map(({ label, audience, act }) => ({ label: { audience, text: label }, act })) } : {}
}
