/**
 * How sure a recogniser may be. An exam measures it, which takes as long as half of the training; what it measured for the
 * words that ship lies in `content/confidence.json`, so that nobody waits for the exam at the very first start.
 */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { contentPath } from '../lib/content.ts'
import { fitCurve, type Judged } from './calibrate.ts'
import type { Course } from './course.ts'
import type { Answer } from './exam.ts'
import type { Case, Weights } from './logistic.ts'
import { type Curves, SOME_TOPIC } from './recogniser.ts'
import { TopicFinder } from './topics.ts'

export interface Confidence extends Curves {
  /** Where there are topics that are left to the index: how sure it is of them. */
  readonly topics?: Weights | undefined
}

/** One in so many sentences that are about no topic of the index is enough to learn when not to believe it. */
const OTHERS = 5

export function confidenceFrom(answers: readonly Answer[], finder: TopicFinder | undefined, { topics }: Pick<Course, 'topics'>): Confidence {
  const ours: Judged[] = []
  const none: Judged[] = []
  for (const { best, meant, signals } of answers) {
    const pile = best === 'none' ? none : ours
    pile.push({ ...signals, right: best === meant })
  }
  return { ours: fitCurve(ours), none: fitCurve(none), topics: finder?.curveFor(casesOf(answers, finder, topics)) }
}

/** What the index finds for what was held out, and whether that was right; a wording never finds itself. */
function casesOf(answers: readonly Answer[], finder: TopicFinder, topics: Course['topics']): Case[] {
  const owners = new Map(topics.flatMap(({ label, texts }) => texts.map((text) => [text, label])))
  return answers
    .filter(({ meant }, at) => meant === SOME_TOPIC || at % OTHERS === 0)
    .flatMap(({ text, meant, someTopic }) => {
      const found = finder.find(text, text)
      const owner = meant === SOME_TOPIC ? owners.get(text) : undefined
      return found.length === 0 ? [] : [{ values: TopicFinder.signals(found, someTopic), right: found[0]?.label === owner }]
    })
}

const Measured = z.object({
  /** The words it was measured on. */
  words: z.string(),
  ours: z.array(z.number()),
  none: z.array(z.number()),
})
export type MeasuredConfidence = z.infer<typeof Measured>

export const confidenceFile = (): string => contentPath('confidence.json')

/**
 * What was measured before.
 * @param words the digest of all words that are learned
 * @returns nothing when it was measured on others, or cannot be read: an exam tells then
 */
export function measuredBefore(words: string): Confidence | undefined {
  try {
    const measured = Measured.parse(JSON.parse(readFileSync(confidenceFile(), 'utf8')))
    return measured.words === words ? measured : undefined
  } catch {
    return undefined
  }
}
