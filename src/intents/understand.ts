/** The door of this folder: what one message means, as far as its own words tell. */
import { toSimplified } from '../lib/script.ts'
import { makeAspects } from './aspects.ts'
import { makeExact } from './exact.ts'
import { type Example, type Explanation, explain } from './explain.ts'
import { asSmallTalk, isFiller } from './fillers.ts'
import { labelOf } from './labels.ts'
import { readWordings, type Wordings } from './lexicon.ts'
import { gramsOf } from './likeness.ts'
import type { Normalised } from './normalise.ts'
import { type Opened, openRecogniser, type RecogniserOptions } from './recognise.ts'
import { type Known, READINGS } from './recogniser.ts'
import { slotsOf } from './slots.ts'
import { makeTerms } from './terms.ts'
import type { Meaning, Reading, Understanding } from './understanding.ts'

export interface Mind {
  /** `after`: the label of what was understood just before; a short follow-up leans on it. */
  understand(raw: string, after?: string): Understanding
  /** The plain words for a meaning, shown when it is offered as a choice. */
  means(meaning: Meaning): string
  /** Why a message is understood as it is. */
  explain(raw: string, after?: string): Explanation
  /** The words as the exact table compares them. */
  fold(raw: string): string
  /** All meanings by their label, with the plain words for them where there are any. */
  meanings(): ReadonlyMap<string, Known>
  /** The meaning of a label; undefined when there is none. */
  knows(label: string): Meaning | undefined
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
export const openUnderstanding = (options: RecogniserOptions = {}): Mind => makeMind(openRecogniser(options), options.more)

/** @param taught wordings that are understood word for word, whatever the recogniser has learned */
export function makeMind({ recogniser, lexicon, normalise, wordingsFolder }: Opened, taught: readonly Wordings[] = []): Mind {
  const known = new Map<string, Known>([...taught.map((one) => [labelOf(one.meaning), one] as const), ...recogniser.known])
  const { certain, fold } = makeExact(lexicon, normalise, taught)
  const aspects = makeAspects(lexicon)
  const terms = makeTerms(lexicon.terms, lexicon.sounds)
  const predict = (said: Normalised, context: ({ after: string } & ReturnType<typeof aspects>) | undefined): Reading[] => {
    const read = recogniser.readerOf(said)
    const alone = context ? read() : []
    return context && speaksForItself(alone[0], said.text, context) ? alone : read(context?.after)
  }
  const understand: Mind['understand'] = (message, after) => {
    const normal = normalise(message)
    const sure = known.get(certain(normal) ?? '')?.meaning
    const filler = isFiller(normal.text)
    const asked = aspects(normal.text)
    const read = isBareNumber(normal.text) ? [] : predict(normal, filler || after === undefined ? undefined : { after, ...asked })
    const predicted = filler ? asSmallTalk(read) : read
    const { text, traditional } = normal
    // Rules are written in simplified characters; what people type in others is read by the same ones.
    const raw = traditional ? toSimplified(normal.raw) : normal.raw
    const readings = sure ? withCertain(sure, predicted) : predicted
    return { raw, text, traditional, readings, ...(sure ? { certain: true as const } : {}), ...asked, slots: { ...slotsOf(raw), named: terms(text) } }
  }
  const means = (meaning: Meaning): string => known.get(labelOf(meaning))?.means ?? labelOf(meaning)
  let examples: Example[] | undefined
  const readExamples = (): Example[] => {
    examples ??= [...readWordings(wordingsFolder), ...taught].flatMap(({ meaning, wordings }) =>
      wordings.map((text) => ({ text, label: labelOf(meaning), grams: gramsOf(normalise(text).text) })),
    )
    return examples
  }
  return {
    understand,
    means,
    explain: (message, after) => explain({ recogniser, normalise, means, examples: readExamples }, understand(message, after), after),
    fold: (message) => fold(normalise(message)),
    meanings: () => known,
    knows: (label) => known.get(label)?.meaning,
  }
}

/** 洗车, 补胎, 课: a new name asks for what it names, whatever was talked about. 那算了: nothing is to be said of it any more. */
function speaksForItself(alone: Reading | undefined, text: string, { aspect, elliptic }: { aspect?: string; elliptic: boolean }): boolean {
  if (!alone || elliptic || aspect !== undefined) return false
  if (DROPS.test(text)) return true
  if (STEERING.has(alone.intent)) return alone.confidence >= OWN_WORD
  return alone.intent !== 'none' && alone.confidence >= OWN_NAME && BARE_NAME.test(text)
}
const BARE_NAME = /^(?![那这它也还再就都不没有第])\p{Script=Han}{1,4}(?<![呢吗吧嘛不没呀啊嘞咧了的])$/u
const DROPS = /^(?:那|我|俺|咱)?(?:就|先)?不.{1,2}[了啦]$|^[找寻][着到][了啦]$/
const STEERING = new Set(['yes', 'no', 'cancel', 'back', 'thanks', 'bye'])
/** From here on the message by itself counts. */
const OWN_NAME = 0.5
const OWN_WORD = 0.6

const isBareNumber = (text: string): boolean => BARE_NUMBER.test(text) && text.replace(/\D/g, '').length <= LONGEST_BARE_NUMBER

/** The table's meaning first; the others keep their order and share what is left. */
function withCertain(certain: Meaning, predicted: readonly Reading[]): Reading[] {
  const others = predicted.filter((reading) => labelOf(reading) !== labelOf(certain))
  return [{ ...certain, confidence: CERTAIN }, ...others.map((reading) => ({ ...reading, confidence: reading.confidence * (1 - CERTAIN) }))].slice(0, READINGS)
}
