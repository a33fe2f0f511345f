/** Where one message goes, given the conversation: pure. The conversation's own matters come before fresh meanings. */
import { type Band, decide, nearest } from '../intents/decide.ts'
import { matchChoice } from '../intents/names.ts'
import type { Meaning, Reading, Understanding } from '../intents/understanding.ts'
import { type ConversationState, choiceId, DIALOGUE_LIFE, GROUP_ATTENTION, TOGETHER, topicInMind } from './conversation.ts'
import type { OpenDialogue, Steer } from './dialogue.ts'
import type { Act } from './message.ts'

export type Route =
  | { to: 'dialogue'; steer: Steer }
  | { to: 'act'; act: Act }
  | { to: 'meaning'; meaning: Meaning; confidence: number; aspect?: string }
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
  group: boolean
  now: Date
  /** Does the intent change data? Such want more certainty. */
  changes(intent: string): boolean
  /** Reads the words again, together with those before. */
  understand(text: string): Understanding
}

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
  const act = chosen(situation)
  if (pressed !== undefined && !act) return { to: 'stale-choice' }
  if (dialogue && (!act || act.do === 'fill')) return { to: 'dialogue', steer: steerOf(situation, band, act) }
  if (act) return { to: 'act', act }
  const count = state.offer?.choices.length ?? 0
  if (count > 0 && heard.slots.pick !== undefined && /^\D{0,3}\d{1,2}\D{0,2}$/.test(heard.text)) return { to: 'no-such-choice', count }
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
  if (band === 'sure' && top && top.intent !== 'none') return meaningOf(top, heard)
  const { last } = state
  if (last && now.getTime() - last.at <= TOGETHER) {
    const both = situation.understand(`${last.text} ${heard.raw}`)
    const joined = both.readings[0]
    if (joined && joined.intent !== 'none' && bandOf(situation, both) === 'sure') return meaningOf(joined, both)
  }
  if (band === 'doubt') {
    const meanings = nearest(heard.readings, group ? 2 : 3)
    if (meanings.length > 0) return { to: 'offer', meanings }
  }
  return { to: 'none', confidence: top?.intent === 'none' ? top.confidence : 1 - (top?.confidence ?? 0) }
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

/** The act of a pressed button, a number or a choice's own words. */
function chosen({ state, heard, pressed }: Situation): Act | undefined {
  const { offer } = state
  if (!offer) return undefined
  if (pressed !== undefined) return offer.choices.find((_, position) => choiceId(offer, position) === pressed)?.act
  const labels = offer.choices.map((choice) => choice.label)
  const position = matchChoice(heard.text, labels)
  return position === undefined ? undefined : offer.choices[position]?.act
}

/** In a group, is this an answer to what the bot asked this person a moment ago? */
export function answersOffer(state: ConversationState, text: string, now: Date): boolean {
  const { offer } = state
  if (!offer || now.getTime() - offer.at > GROUP_ATTENTION) return false
  const bare = text.trim()
  return offer.choices.some((choice, position) => bare === String(position + 1) || bare === choice.label)
}
