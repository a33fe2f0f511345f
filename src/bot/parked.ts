/** Questions asked in a group, taken up when their owner writes in private. */
import type { Tx } from '../db/db.ts'
import type { Outcome } from './outcome.ts'
import type { Product } from './product.ts'
import * as replies from './replies.ts'
import type { Said } from './said.ts'
import type { Speaker } from './store/intake.ts'
import { unpark } from './store/people.ts'
import type { Talk } from './talk.ts'

/** What a person says to open a private chat: the parked question is the answer to it. */
const SMALL_TALK = new Set(['greet', 'none', 'thanks', 'yes', 'help'])

/** Takes up what the person asked in a group, unless a dialogue is open. */
export async function resumeParked(
  { understand }: Pick<Product, 'understand'>,
  tx: Tx,
  talk: Talk,
  who: Speaker,
  now: Date,
  said: Said,
): Promise<{ said: Said[]; outcome: Outcome }> {
  const waits = who.parkedUntil !== null && who.parkedUntil > now
  if (!waits || (talk.state.dialogues ?? []).length > 0) return { said: [said], outcome: said.outcome }
  const smallTalk = SMALL_TALK.has(said.outcome.intent)
  // Two lists of choices at once would leave open which one a number means.
  if (!smallTalk && said.reply.choices) return { said: [said], outcome: said.outcome }
  const answers: Said[] = smallTalk ? [] : [said]
  const also = [...(said.outcome.also ?? [])]
  let { data } = said.outcome
  // What opens a dialogue is finished first; the questions behind it stay parked.
  while ((talk.state.dialogues ?? []).length === 0) {
    const text = await unpark(tx, who.personId, now)
    if (text === undefined) break
    const heard = understand(text)
    const [top] = heard.readings
    if (!top || top.intent === said.outcome.intent) continue
    const resumed = await talk.follow({ to: 'meaning', meaning: top, confidence: top.confidence }, heard)
    answers.push({ ...resumed, reply: { ...resumed.reply, parts: [replies.askedInGroup(text), ...resumed.reply.parts] } })
    also.push({ intent: top.intent, ...(top.topic ? { topic: top.topic } : {}) })
    data = resumed.outcome.data ? { ...data, ...resumed.outcome.data } : data
  }
  return {
    said: answers.length > 0 ? onlyLastOffers(answers) : [said],
    outcome: also.length > 0 ? { ...said.outcome, also, ...(data ? { data } : {}) } : said.outcome,
  }
}

/** A typed number must mean one thing: only the last of several answers offers choices, which are those that the conversation remembers. */
const onlyLastOffers = (answers: readonly Said[]): Said[] =>
  answers.map((each, at) => (at === answers.length - 1 ? each : { ...each, reply: { ...each.reply, choices: [] } }))
