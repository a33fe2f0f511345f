/** Where one message goes, given the conversation: pure. The conversation's own matters come before fresh meanings. */
import { type Band, decide, nearest } from '../intents/decide.ts'
import { matchChoice } from '../intents/names.ts'
import type { Meaning, Reading, Understanding } from '../intents/understanding.ts'
import { type ConversationState, choiceId, DIALOGUE_LIFE, GROUP_ATTENTION, OFFER_LIFE, type Offer, TOGETHER, topicInMind } from './conversation.ts'
import type { OpenDialogue, Steer } from './dialogue.ts'
import type { Act } from './message.ts'

export type Route =
  | { to: 'dialogue'; steer: Steer }
  | { to: 'act'; act: Act }
  | { to: 'meaning'; meaning: Meaning; confidence: number; aspect?: string }
  | { to: 'wishes'; wishes: readonly Understanding[] }
  | { to: 'offer'; meanings: Reading[] }
  | { to: 'none'; confidence: number }
  | { to: 'stale-choice' }
  | { to: 'no-such-choice'; count: number }
  | { to: 'nothing-open'; word: string }

export interface Situation {
  state: ConversationState
  heard: Understanding
  /** The pressed choice's id. */
  pressed: string | undefined
  /** What it means, when it is a choice of a push. */
  pushed?: Act | undefined
  group: boolean
  now: Date
  /** Does the intent change data? Such want more certainty. */
  changes(intent: string): boolean
  /** Reads the words again, together with those before. */
  understand(text: string): Understanding
}

/** A question with a single likely meaning is answered from here on: a menu of one choice helps nobody. */
const LONELY = 0.35
/** None of the choices. */
const NEITHER = /^(都|全)(不是|不对|不要|没有)|^(不对|不是)[了啊呀]?$/

const STEERING = new Set(['yes', 'no', 'cancel', 'back'])

/** The dialogue being talked about, unless it rested too long. */
export function openDialogue(state: ConversationState, now: Date): OpenDialogue | undefined {
  const last = state.dialogues?.at(-1)
  return last && now.getTime() - last.at <= DIALOGUE_LIFE ? last : undefined
}

export function route(situation: Situation): Route {
  const { state, heard, pressed, now } = situation
  const top = heard.readings[0]
  const band = bandOf(situation, heard)
  if (band === 'sure' && top?.intent === 'distress') return { to: 'meaning', meaning: top, confidence: top.confidence }
  const dialogue = openDialogue(state, now)
  const act = situation.pushed ?? chosen(situation, band)
  if (pressed !== undefined && !act) return { to: 'stale-choice' }
  if (dialogue && (!act || act.do === 'fill')) return { to: 'dialogue', steer: steerOf(situation, band, act) }
  if (act) return { to: 'act', act }
  const bareNumber = heard.slots.pick !== undefined && /^\D{0,3}\d{1,2}\D{0,2}$/.test(heard.text)
  const offer = freshOffer(state, now)
  if (bareNumber && offer) return { to: 'no-such-choice', count: offer.choices.length }
  if (bareNumber && state.offer) return { to: 'stale-choice' }
  const refuses = band === 'sure' && (top?.intent === 'no' || top?.intent === 'cancel' || top?.intent === 'back')
  if (offer && (refuses || NEITHER.test(heard.text))) return { to: 'act', act: { do: 'ask', intent: 'none' } }
  return fresh(situation, band)
}

/** A message with no open matter: its own meaning, a follow-up's, or together with the words just before. */
function fresh(situation: Situation, band: Band): Route {
  const { state, heard, now, group } = situation
  const top = heard.readings[0]
  const topic = topicInMind(state, now)
  if (heard.elliptic && topic) {
    return { to: 'meaning', meaning: { intent: 'answer', topic }, confidence: 0.9, ...(heard.aspect ? { aspect: heard.aspect } : {}) }
  }
  if (band === 'sure' && top && STEERING.has(top.intent)) return { to: 'nothing-open', word: top.intent }
  const wishes = severalWishes(situation)
  if (wishes) return { to: 'wishes', wishes }
  if (band === 'sure' && top && top.intent !== 'none') return meaningOf(top, heard)
  const { last } = state
  if (last && now.getTime() - last.at <= TOGETHER) {
    const both = situation.understand(`${last.text} ${heard.raw}`)
    const joined = both.readings[0]
    if (joined && joined.intent !== 'none' && bandOf(situation, both) === 'sure') return meaningOf(joined, both)
  }
  if (band === 'doubt') {
    const meanings = nearest(heard.readings, group ? 2 : 3)
    const [only] = meanings
    if (only && meanings.length === 1 && only.intent === 'answer' && only.confidence >= LONELY) return meaningOf(only, heard)
    if (meanings.length > 0) return { to: 'offer', meanings }
  }
  return { to: 'none', confidence: top?.intent === 'none' ? top.confidence : 1 - (top?.confidence ?? 0) }
}

/** Between two wishes of one message. */
const AND_ALSO =
  /(?:[，,。；;、？?！!\s]|吧|呗|啊)*(?:顺便|顺带|另外|(?<![我俺咱])还有(?!多少|几|没)|还想|再问|再帮|再给|外加|以及)(?:就是|问问|问|想|帮我|给我|一下)*[，,\s]*/

/** The wishes of a message that joins two, when each alone is clear and they differ. */
function severalWishes(situation: Situation): Understanding[] | undefined {
  const pieces = situation.heard.raw.split(AND_ALSO).filter((piece) => piece.trim().length >= 2)
  if (pieces.length < 2 || pieces.length > 3) return undefined
  const wishes = pieces.map((piece) => situation.understand(piece))
  const clear = wishes.every(
    (wish) => bandOf(situation, wish) === 'sure' && wish.readings[0]?.intent !== 'none' && !STEERING.has(wish.readings[0]?.intent ?? ''),
  )
  const different = new Set(wishes.map((wish) => `${wish.readings[0]?.intent}/${wish.readings[0]?.topic ?? ''}`)).size === wishes.length
  return clear && different ? wishes : undefined
}

function meaningOf(reading: Reading, heard: Understanding): Route {
  const { confidence, ...meaning } = reading
  return { to: 'meaning', meaning, confidence, ...(heard.aspect ? { aspect: heard.aspect } : {}) }
}

function bandOf(situation: Situation, heard: Understanding): Band {
  return decide(heard.readings, { group: situation.group, changes: situation.changes })
}

function steerOf(situation: Situation, band: Band, act: Act | undefined): Steer {
  const top = situation.heard.readings[0]
  const word = band !== 'none' && top && STEERING.has(top.intent) ? (top.intent as NonNullable<Steer['word']>) : undefined
  const elsewhere = !word && band === 'sure' && top !== undefined && top.intent !== 'none'
  return { elsewhere, ...(word ? { word } : {}), ...(act ? { act } : {}) }
}

function freshOffer({ offer }: ConversationState, now: Date): Offer | undefined {
  return offer && now.getTime() - offer.at <= OFFER_LIFE ? offer : undefined
}

/** The act of a pressed button, a number or a choice's own words. */
function chosen({ state, heard, pressed, now }: Situation, band: Band): Act | undefined {
  const offer = freshOffer(state, now)
  if (!offer) return undefined
  if (pressed !== undefined) return offer.choices.find((_, position) => choiceId(offer, position) === pressed)?.act
  const labels = offer.choices.map((choice) => choice.label)
  const position = matchChoice(heard.text, labels)
  // Words that are only like a choice's, and clearly mean something by themselves, mean that.
  const exact = heard.slots.pick !== undefined || (position !== undefined && labels[position] === heard.raw)
  const top = heard.readings[0]?.intent ?? 'none'
  if (!exact && band === 'sure' && top !== 'none' && !STEERING.has(top)) return undefined
  return position === undefined ? undefined : offer.choices[position]?.act
}

/** In a group, is this an answer to what the bot asked this person a moment ago? */
export function answersOffer(state: ConversationState, text: string, now: Date): boolean {
  const { offer } = state
  if (!offer || now.getTime() - offer.at > GROUP_ATTENTION) return false
  const bare = text.trim()
  return offer.choices.some((choice, position) => bare === String(position + 1) || bare === choice.label)
}
