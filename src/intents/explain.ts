/** Why a message is understood as it is: every layer's part in it, for the command line and the console. */
import { type Band, BOUNDS, decide } from './decide.ts'
import { labelOf } from './labels.ts'
import { gramsOf, likeness } from './likeness.ts'
import type { Normalise } from './normalise.ts'
import type { Recogniser } from './recogniser.ts'
import type { Meaning, Understanding } from './understanding.ts'

export interface Reason {
  /** `c:` characters of the standard text, `k:` families of words, `r:` as it was said, `p:` sounds, `a:` what was talked about before. */
  readonly feature: string
  /** Its part in the meaning's score. */
  readonly share: number
}

export interface Explanation extends Understanding {
  /** Folded, dialect kept. */
  readonly spoken: string
  /** What was talked about before. */
  readonly after?: string
  /** The likeliest meanings, best first, each with what spoke for it most. */
  readonly meanings: readonly { readonly label: string; readonly means: string; readonly confidence: number; readonly reasons: readonly Reason[] }[]
  /** The wordings that are most like the message. */
  readonly nearest: readonly { readonly text: string; readonly label: string; readonly likeness: number }[]
  /** What follows for an answer and for what changes data: in private, asked in a group, and in a group's own talk. */
  readonly decision: Readonly<Record<'private' | 'group' | 'chatter', { readonly answer: Band; readonly change: Band }>>
  readonly bounds: typeof BOUNDS
}

interface Layers {
  readonly recogniser: Recogniser
  readonly normalise: Normalise
  means(meaning: Meaning): string
  /** All example sentences, folded. */
  examples(): readonly Example[]
}

export interface Example {
  readonly text: string
  readonly label: string
  readonly grams: ReadonlySet<string>
}

const REASONS = 8
const NEAREST = 5

export function explain({ recogniser, normalise, means, examples }: Layers, heard: Understanding, after?: string): Explanation {
  const normal = normalise(heard.raw)
  const band = (group: boolean, addressed: boolean) => ({
    answer: decide(heard.readings, { group, addressed, changes: () => false }),
    change: decide(heard.readings, { group, addressed, changes: () => true }),
  })
  return {
    ...heard,
    spoken: normal.spoken,
    ...(after === undefined ? {} : { after }),
    meanings: heard.readings.map((reading) => ({
      label: labelOf(reading),
      means: means(reading),
      confidence: reading.confidence,
      reasons: recogniser.why(normal, labelOf(reading), after).slice(0, REASONS),
    })),
    nearest: nearestTo(gramsOf(normal.text), examples()),
    decision: { private: band(false, true), group: band(true, true), chatter: band(true, false) },
    bounds: BOUNDS,
  }
}

function nearestTo(said: ReadonlySet<string>, examples: readonly Example[]): Explanation['nearest'] {
  const scored = examples.map(({ text, label, grams }) => ({ text, label, likeness: likeness(said, grams) }))
  return scored.sort((a, b) => b.likeness - a.likeness).slice(0, NEAREST)
}
