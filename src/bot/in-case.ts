/** Words that may, but need not, speak of danger. */
import type { Understanding } from '../intents/understanding.ts'
import type { Reply } from './message.ts'
import * as replies from './replies.ts'

/** From this confidence on, an emergency is possible. */
const HINT = 0.4

/** The reply with the emergency numbers in passing, when the words may speak of danger. */
export function inCase(said: Reply<'public'>, heard: Understanding): Reply<'public'> {
  const hint = heard.readings.some((reading) => reading.intent === 'distress' && reading.confidence >= HINT)
  return hint ? { ...said, parts: [...said.parts, replies.numbersInCase] } : said
}
