/** Meanings in a conversation: offered as choices, and remembered for the messages that follow. */
import { runnersUp } from '../intents/decide.ts'
import { labelOf } from '../intents/labels.ts'
import type { Meaning, Understanding } from '../intents/understanding.ts'
import type { ConversationState } from './conversation.ts'
import type { Product } from './product.ts'
import type { Offered } from './replies.ts'

/** A choice for each meaning; choosing one settles the kept question. */
export function offeredChoices(product: Pick<Product, 'means'>, meanings: readonly Meaning[], question: string, aspect?: string): Offered[] {
  return meanings.map(({ intent, topic }) => ({
    label: product.means(topic === undefined ? { intent } : { intent, topic }),
    act: { do: 'ask', intent, question, ...(topic === undefined ? {} : { topic }), ...(aspect === undefined ? {} : { aspect }) },
  }))
}

/** Says nothing about what is being talked about. */
const SMALL_TALK = new Set(['greet', 'thanks', 'bye', 'yes', 'no', 'back', 'cancel', 'notice.ack', 'none'])
const RUNNERS_UP = 3
const LONGEST = 200

/** What follow-ups and corrections refer to; undefined when the message leaves that as it was. */
export function remembered(meaning: Meaning, heard: Understanding, now: Date): ConversationState['before'] {
  const others = runnersUp(heard.readings, meaning, RUNNERS_UP)
  if (heard.text === '' || SMALL_TALK.has(meaning.intent)) return undefined
  return { label: labelOf(meaning), text: heard.raw.slice(0, LONGEST), others, at: now.getTime() }
}
