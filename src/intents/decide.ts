/** From readings to what to do: act, offer the nearest, or say that it is not ours. Pure. */
import { labelOf } from './labels.ts'
import type { Band, Meaning, Reading } from './understanding.ts'

export type { Band } from './understanding.ts'

export interface Circumstances {
  /** Others are listening: a wrong word costs more. */
  readonly group: boolean
  /** Did the message speak to the bot? Only group chatter does not (default: it did); there silence costs nothing. */
  readonly addressed?: boolean
  /** Does this intent change data? */
  changes(intent: string): boolean
}

/**
 * The confidence from which a reading is acted on, and from which it is at least offered.
 * Confidence is calibrated: at 0.6 four in ten such readings are wrong, at 0.9 one in ten; above these
 * bounds most readings are far surer than the bound itself.
 */
export const BOUNDS = {
  /** A wrong answer costs one more question, asking back costs one for everybody: act when likelier right than not. */
  answer: { sure: 0.65, doubt: 0.2 },
  /** Opens a dialogue or changes something: leaving it again is work, so offer it a little longer. */
  change: { sure: 0.75, doubt: 0.2 },
  /** Asked in a group: a wrong answer bothers everybody there, but so does no answer. */
  groupAnswer: { sure: 0.7, doubt: 0.3 },
  groupChange: { sure: 0.85, doubt: 0.4 },
  /** Nobody asked: speak up only when next to nothing speaks against it, and never ask back. */
  chatterAnswer: { sure: 0.95, doubt: 0.95 },
  chatterChange: { sure: 0.97, doubt: 0.97 },
  /**
   * Emergencies that their words give away are claimed before any score. What is left to the score are hints,
   * and an alarm at a figure of speech frightens: be sure; in doubt the reply names the numbers in passing.
   */
  distress: { sure: 0.85, doubt: 0.3 },
  groupDistress: { sure: 0.9, doubt: 0.4 },
  chatterDistress: { sure: 0.97, doubt: 0.97 },
} as const

/** "Not ours" must be at least this likely to be said outright while a meaning of ours could still be offered. */
const CLEARLY_NONE = 0.5
/** Steering, small talk and emergencies are understood or not; nobody wants them offered as a choice. */
const NEVER_OFFERED = new Set(['none', 'yes', 'no', 'cancel', 'back', 'greet', 'thanks', 'bye', 'notice.ack', 'driving.on', 'driving.off', 'distress'])
/** What only merchants say is no suggestion for a driver. */
const FOR_MERCHANTS = /^merchant\.(redeem|statement)$/
/** A meaning less likely than this is a silly suggestion. */
const WORTH_OFFERING = 0.1

export function decide(readings: readonly Reading[], circumstances: Circumstances): Band {
  const [best] = readings
  if (!best) return 'none'
  if (best.intent === 'none') {
    return best.confidence < CLEARLY_NONE && !circumstances.group && nearest(readings, 1).length > 0 ? 'doubt' : 'none'
  }
  const bounds = boundsOf(best.intent, circumstances)
  if (best.confidence >= bounds.sure) return 'sure'
  return best.confidence >= bounds.doubt ? 'doubt' : 'none'
}

/** The meanings worth offering, best first, at most `count`: never `none`, never one that is far behind. */
export function nearest(readings: readonly Reading[], count: number): Reading[] {
  const ours = readings.filter((reading, at) => !NEVER_OFFERED.has(reading.intent) && !(at > 0 && FOR_MERCHANTS.test(reading.intent)))
  const floor = Math.max(WORTH_OFFERING, (ours[0]?.confidence ?? 0) / 6)
  return ours.filter((reading) => reading.confidence >= floor).slice(0, count)
}

/** What a denied answer could have meant instead: the likeliest others, however unlikely they seemed. */
export function runnersUp(readings: readonly Reading[], acted: Meaning, count: number): Meaning[] {
  const others = readings.filter((reading) => !NEVER_OFFERED.has(reading.intent) && !FOR_MERCHANTS.test(reading.intent) && labelOf(reading) !== labelOf(acted))
  return others.slice(0, count).map(({ intent, topic }) => (topic === undefined ? { intent } : { intent, topic }))
}

type Bounds = { readonly sure: number; readonly doubt: number }

function boundsOf(intent: string, { group, addressed = true, changes }: Circumstances): Bounds {
  if (intent === 'distress') return pick(group, addressed, BOUNDS.distress, BOUNDS.groupDistress, BOUNDS.chatterDistress)
  if (changes(intent)) return pick(group, addressed, BOUNDS.change, BOUNDS.groupChange, BOUNDS.chatterChange)
  return pick(group, addressed, BOUNDS.answer, BOUNDS.groupAnswer, BOUNDS.chatterAnswer)
}

function pick(group: boolean, addressed: boolean, alone: Bounds, asked: Bounds, chatter: Bounds): Bounds {
  if (!addressed) return chatter
  return group ? asked : alone
}
