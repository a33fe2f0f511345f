/** From readings to what to do: act, offer the nearest, or say that it is not ours. Pure. */
import type { Band, Reading } from './understanding.ts'

export type { Band } from './understanding.ts'

export interface Circumstances {
  /** Others are listening: a wrong word costs more, and silence costs nothing. */
  readonly group: boolean
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
  answer: { sure: 0.6, doubt: 0.2 },
  /** Opens a dialogue or changes something: leaving it again is work, so offer it a little longer. */
  change: { sure: 0.75, doubt: 0.2 },
  /** In a group a wrong answer bothers everybody there. */
  groupAnswer: { sure: 0.9, doubt: 0.5 },
  groupChange: { sure: 0.95, doubt: 0.6 },
  /** An emergency that is missed is worse than one that was none. */
  distress: { sure: 0.45, doubt: 0.15 },
  groupDistress: { sure: 0.8, doubt: 0.4 },
} as const

/** "Not ours" must be at least this likely to be said outright while a meaning of ours could still be offered. */
const CLEARLY_NONE = 0.5
/** Steering and small talk are understood or not; nobody wants them offered as a choice. */
const NEVER_OFFERED = new Set(['none', 'yes', 'no', 'cancel', 'back', 'greet', 'thanks', 'bye', 'notice.ack'])

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
  const ours = readings.filter((reading) => !NEVER_OFFERED.has(reading.intent))
  const floor = Math.max(0.03, (ours[0]?.confidence ?? 0) / 10)
  return ours.filter((reading) => reading.confidence >= floor).slice(0, count)
}

function boundsOf(intent: string, { group, changes }: Circumstances): { sure: number; doubt: number } {
  if (intent === 'distress') return group ? BOUNDS.groupDistress : BOUNDS.distress
  if (changes(intent)) return group ? BOUNDS.groupChange : BOUNDS.change
  return group ? BOUNDS.groupAnswer : BOUNDS.answer
}
