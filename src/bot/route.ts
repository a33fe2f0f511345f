/** Where one message goes, given the conversation: pure. The conversation's own matters come before fresh meanings. */
import { type Band, decide, nearest } from '../intents/decide.ts'
import { isFiller } from '../intents/fillers.ts'
import { familyOf } from '../intents/labels.ts'
import { isSameWord, matchChoice, numberedChoice } from '../intents/names.ts'
import type { Meaning, Reading, Understanding } from '../intents/understanding.ts'
import { comingChoice } from './coming.ts'
import {
  type ConversationState,
  choiceId,
  DIALOGUE_LIFE,
  GROUP_ATTENTION,
  OFFER_LIFE,
  type Offer,
  PUSHED_OFFER_LIFE,
  TOGETHER,
  topicInMind,
  understoodBefore,
} from './conversation.ts'
import type { OpenDialogue, Steer } from './dialogue.ts'
import type { Act } from './message.ts'
import { besideSmallTalk, type Ear, severalWishes, wishInStory } from './several-wishes.ts'

export type Route =
  | { to: 'dialogue'; steer: Steer }
  | { to: 'act'; act: Act }
  | { to: 'meaning'; meaning: Meaning; confidence: number; aspect?: string }
  | { to: 'wishes'; wishes: readonly Understanding[] }
  | { to: 'offer'; meanings: readonly Meaning[] }
  /** The last answer was not what was meant: the runners-up. */
  | { to: 'correction'; meanings: readonly Meaning[]; text: string }
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
  /** What undoes the intent, where 取消 just after it means that. */
  undoneBy?(intent: string): string | undefined
  /** What unclear words do just after the intent, where they add to it. */
  continued?(intent: string, heard: Understanding): Act | undefined
  /** Reads the words again, together with those before. */
  understand(text: string): Understanding
}

/** A question with a single likely meaning is answered from here on: a menu of one choice helps nobody. */
const LONELY = 0.5
/** None of the choices. */
const NEITHER = /^(都|全)(不是|不对|不要|没有)|^(不对|不是)[了啊呀]?$/

/** The whole message says that the last answer missed the point. */
const NOT_MEANT =
  /^(?:你|小驿|机器人)?(?:(?:不是|不对)(?:问|说|要)?(?:这个|那个|这|那)?(?:意思|事|问题)?|(?:我|俺)?(?:问|说|要|想问|想说)?的?(?:不是|不对|没问你?|没说)(?:这个|那个|这|那|它)(?:意思|事|问题)?|(?:理解|听|看|弄|搞|答|会|回)错(?:了|意了|啦)?|错了|没(?:听|看|弄|搞|理解)(?:懂|明白|对)|(?:所)?答非所问|文不对题|驴唇不对马嘴|谁问你?(?:这个|这)了?|你说的(?:都)?(?:什么|啥)(?:呀|啊|玩意)?)(?:[了啊呀吧嘛呢哦哎嘞哩]|[\s\p{P}])*$/u

/** "先不取消" undoes nothing. */
const KEEPS = /(?:不|别|甭|莫|勿)(?:用|要|想|能|会|准|再|给我)?(?:取消|撤|退)/

const STEERING = new Set(['yes', 'no', 'cancel', 'back'])
const isSteering = (intent: string | undefined): intent is NonNullable<Steer['word']> => intent !== undefined && STEERING.has(intent)

/** The dialogue being talked about, unless it rested too long. */
export function openDialogue(state: ConversationState, now: Date): OpenDialogue | undefined {
  const last = state.dialogues?.at(-1)
  return last && now.getTime() - last.at <= DIALOGUE_LIFE ? last : undefined
}

export function route(situation: Situation): Route {
  const { state, heard, pressed, now } = situation
  const top = heard.readings[0]
  const band = bandOf(situation, heard)
  const offered = freshOffer(state, now)?.choices.some(({ label }) => label === heard.raw.trim()) ?? false
  // Who answers with the very words of a choice ("不来了") calls for no help.
  if (band === 'sure' && top?.intent === 'distress' && !offered) return { to: 'meaning', meaning: top, confidence: top.confidence }
  const dialogue = openDialogue(state, now)
  const act = situation.pushed ?? chosen(situation, band)
  if (pressed !== undefined && !act) return { to: 'stale-choice' }
  const said = act?.do === 'say' ? situation.understand(act.text).readings[0]?.intent : undefined
  // 取消, chosen from the list or typed, is for the dialogue.
  if (dialogue && isSteering(said)) return { to: 'dialogue', steer: { elsewhere: false, word: said } }
  if (dialogue && (!act || act.do === 'fill')) return { to: 'dialogue', steer: steerOf(situation, band, act) }
  if (act) return { to: 'act', act }
  const offer = freshOffer(state, now)
  const before = understoodBefore(state, now)
  // Right after courses were listed in a group, where a list has no choices, 第二个 is one of them.
  const goesOn = before !== undefined && top !== undefined && familyOf(top.intent) === familyOf(before.label)
  if (heard.slots.pick !== undefined && !heard.certain && !PICKED_TO_ENROL.test(heard.text) && !(goesOn && !offer))
    return offer ? { to: 'no-such-choice', count: offer.choices.length } : { to: 'stale-choice' }
  const refuses = band === 'sure' && (top?.intent === 'no' || top?.intent === 'cancel' || top?.intent === 'back')
  const only = offer && band === 'sure' && top?.intent === 'yes' ? onlyMeaning(offer) : undefined
  if (only) return { to: 'act', act: only }
  const none = offer && (refuses || NEITHER.test(heard.text)) ? neither(offer) : undefined
  if (none) return { to: 'act', act: none }
  return fresh(situation, band)
}

/** A message with no open matter: its own meaning, a follow-up's, or together with the words just before. */
function fresh(situation: Situation, band: Band): Route {
  const { state, heard, now, group } = situation
  const top = heard.readings[0]
  const topic = topicInMind(state, now)
  // "改到明天上午" has the words of a question about times, and is none.
  const orders = band === 'sure' && top !== undefined && top.intent !== 'answer' && top.intent !== 'none'
  if (heard.elliptic && topic && !orders) {
    return { to: 'meaning', meaning: { intent: 'answer', topic }, confidence: 0.9, ...(heard.aspect ? { aspect: heard.aspect } : {}) }
  }
  const before = understoodBefore(state, now)
  if (before && before.others.length > 0 && NOT_MEANT.test(heard.text)) return { to: 'correction', meanings: before.others, text: before.text }
  if (band === 'sure' && top && STEERING.has(top.intent)) {
    const undo = top.intent === 'cancel' && !KEEPS.test(heard.text) && before ? situation.undoneBy?.(before.label) : undefined
    if (undo) return { to: 'meaning', meaning: { intent: undo }, confidence: top.confidence }
    // "不对，我说的是明天"
    const corrected = top.intent === 'no' && before && !group ? situation.continued?.(before.label, heard) : undefined
    return corrected ? { to: 'act', act: corrected } : { to: 'nothing-open', word: top.intent }
  }
  const ear: Ear = { understand: onceEach(situation.understand), isSure: (part) => bandOf(situation, part) === 'sure', topicInMind: topic !== undefined }
  const wishes = severalWishes(heard, ear) ?? (group ? undefined : besideSmallTalk(heard, ear))
  if (wishes) return { to: 'wishes', wishes }
  if (band === 'sure' && top && top.intent !== 'none') return meaningOf(top, heard)
  const more = before && !group ? situation.continued?.(before.label, heard) : undefined
  if (more) return { to: 'act', act: more }
  const { last } = state
  if (last && now.getTime() - last.at <= TOGETHER && !isFiller(heard.text)) {
    const both = situation.understand(`${last.text} ${heard.raw}`)
    const joined = both.readings[0]
    if (joined && joined.intent !== 'none' && bandOf(situation, both) === 'sure') return meaningOf(joined, both)
  }
  if (band === 'doubt') {
    const wish = wishInStory(heard, ear)
    if (wish) return meaningOf(wish, heard)
    const meanings = nearest(heard.readings, group ? 2 : 3)
    const [only] = meanings
    if (only && meanings.length === 1 && only.intent === 'answer' && only.confidence >= LONELY) return meaningOf(only, heard)
    if (meanings.length > 0) return { to: 'offer', meanings }
  }
  return { to: 'none', confidence: top?.intent === 'none' ? top.confidence : 1 - (top?.confidence ?? 0) }
}

/** One message is cut in several ways, and the same piece comes up again and again. */
function onceEach(understand: (text: string) => Understanding): (text: string) => Understanding {
  const known = new Map<string, Understanding>()
  return (text) => {
    const heard = known.get(text) ?? understand(text)
    known.set(text, heard)
    return heard
  }
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
  const word = band !== 'none' && isSteering(top?.intent) ? top.intent : undefined
  const elsewhere = !word && band === 'sure' && top !== undefined && top.intent !== 'none'
  return { elsewhere, ...(word ? { word } : {}), ...(act ? { act } : {}) }
}

/** The offer's own "none of these", which knows the question that it settles. A single shortcut under an answer is no question. */
function neither({ choices }: Offer): Act | undefined {
  const own = choices.find(({ act }) => act.do === 'ask' && act.intent === 'none')?.act
  return own ?? (choices.length > 1 ? { do: 'ask', intent: 'none' } : undefined)
}

/** Yes to the only meaning that was asked about, beside "none of these". */
function onlyMeaning({ choices }: Offer): Act | undefined {
  const [meant, ...others] = choices.filter(({ act }) => act.do !== 'ask' || act.intent !== 'none')
  return others.length === 0 && choices.length === 2 ? meant?.act : undefined
}

function freshOffer({ offer }: ConversationState, now: Date): Offer | undefined {
  return offer && now.getTime() - offer.at <= (offer.push ? PUSHED_OFFER_LIFE : OFFER_LIFE) ? offer : undefined
}

/** The act of a pressed button, a number or a choice's own words. */
function chosen({ state, heard, pressed, now }: Situation, band: Band): Act | undefined {
  const offer = freshOffer(state, now)
  if (!offer) return undefined
  if (pressed !== undefined) return offer.choices.find((_, position) => choiceId(offer, position) === pressed)?.act
  const labels = offer.choices.map((choice) => choice.label)
  const coming = offer.push ? comingChoice(heard.text, labels) : undefined
  const position = matchChoice(heard.text, labels) ?? coming
  // Words that are only like a choice's, and clearly mean something by themselves, mean that.
  const exact =
    heard.slots.pick !== undefined ||
    (position !== undefined && (position === coming || position === numberedChoice(heard.text, labels) || isSameWord(heard.text, labels[position] ?? '')))
  const top = heard.readings[0]?.intent ?? 'none'
  if (!exact && band === 'sure' && top !== 'none' && !STEERING.has(top)) return undefined
  const act = position === undefined ? undefined : offer.choices[position]?.act
  const dialogue = openDialogue(state, now)
  return act && PICKED_TO_ENROL.test(heard.text) && familyOf((act.do === 'ask' ? act.intent : dialogue?.intent) ?? '') !== ENROLS ? undefined : act
}

/** An ordinal with a verb of one capability is of that capability's list: 报名第一个 takes no merchant. */
const PICKED_TO_ENROL = /^我?(?:要|想)?报名?/
const ENROLS = 'study'

/** In a group, is this an answer to what the bot asked this person a moment ago? */
export function answersOffer(state: ConversationState, text: string, now: Date): boolean {
  const { offer } = state
  if (!offer || now.getTime() - offer.at > GROUP_ATTENTION) return false
  const bare = text.trim()
  return offer.choices.some((choice, position) => bare === String(position + 1) || bare === choice.label)
}
