/** The door of this folder: what one message means, as far as its own words tell. */
import { makeAspects } from './aspects.ts'
import { makeExact } from './exact.ts'
import { labelOf } from './labels.ts'
import { openRecogniser, type RecogniserOptions } from './recognise.ts'
import { READINGS } from './recogniser.ts'
import { slotsOf } from './slots.ts'
import type { Meaning, Reading, Understanding } from './understanding.ts'

export interface Mind {
  understand(raw: string): Understanding
  /** The plain words for a meaning, shown when it is offered as a choice. */
  means(meaning: Meaning): string
  /** What in the message spoke for a meaning, strongest first: readable features with their share. */
  why(raw: string, meaning: Meaning): { feature: string; share: number }[]
}

/** How sure a table is: only a table's own error is left. */
const CERTAIN = 0.995
/** A short number alone answers a question or picks a choice (see `slots.pick`); by itself it means nothing. */
const BARE_NUMBER = /^[\d\s\p{P}]*$/u
const LONGEST_BARE_NUMBER = 3

/**
 * Reads wordings and lexicon, loads or trains the recogniser.
 * @throws StartError naming file and line when a content file is wrong.
 */
export function openUnderstanding(options: RecogniserOptions = {}): Mind {
  const { recogniser, lexicon, normalise } = openRecogniser(options)
  const exact = makeExact(lexicon, normalise)
  const aspects = makeAspects(lexicon)
  return {
    understand: (message) => {
      const normal = normalise(message)
      const certain = recogniser.known.get(exact(normal) ?? '')?.meaning
      const predicted = isBareNumber(normal.text) ? [] : recogniser.predict(normal)
      const { raw, text, traditional } = normal
      const readings = certain ? withCertain(certain, predicted) : predicted
      return { raw, text, traditional, readings, ...aspects(text), slots: slotsOf(raw) }
    },
    means: (meaning) => recogniser.known.get(labelOf(meaning))?.means ?? labelOf(meaning),
    why: (message, meaning) => recogniser.why(normalise(message), labelOf(meaning)),
  }
}

const isBareNumber = (text: string): boolean => BARE_NUMBER.test(text) && text.replace(/\D/g, '').length <= LONGEST_BARE_NUMBER

/** The table's meaning first; the others keep their order and share what is left. */
function withCertain(certain: Meaning, predicted: readonly Reading[]): Reading[] {
  const others = predicted.filter((reading) => labelOf(reading) !== labelOf(certain))
  return [{ ...certain, confidence: CERTAIN }, ...others.map((reading) => ({ ...reading, confidence: reading.confidence * (1 - CERTAIN) }))].slice(0, READINGS)
}
