/** How right a recogniser is about wordings that it never saw: what confidence is measured on. */
import type { Signals } from './calibrate.ts'
import { type Course, evenly, learn } from './course.ts'
import { FOLDS, type Lesson } from './lessons.ts'
import { judgeOf, SOME_TOPIC } from './recogniser.ts'

/** What was made of one wording that was held out; plain data, so that it can come from another thread. */
export interface Answer {
  /** In standard form. */
  readonly text: string
  readonly meant: string
  readonly best: string | undefined
  /** How much the classifier thinks that it is one of the topics left to the index. */
  readonly someTopic: number
  readonly signals: Signals
}

/** Where somebody waits: more questions make the confidence a little truer. */
const QUESTIONS = 3_000

/** One fold is held out; which of them a meaning's is goes in turns, so that no author's place in the files matters. */
export function examine({ lessons, vocabulary }: Course, questions = QUESTIONS): Answer[] {
  const turns = new Map([...new Set(lessons.map(({ own }) => own.label))].map((label, at) => [label, at % FOLDS]))
  const isOut = ({ fold, own }: Lesson): boolean => fold === turns.get(own.label)
  const voices = learn(
    lessons.filter((lesson) => !isOut(lesson)),
    vocabulary,
  )
  return evenly(lessons.filter(isOut), questions).flatMap(({ said, after, own }) => {
    const judgement = judgeOf(voices, said)?.(after)
    if (!judgement) return []
    const { ranked, signals } = judgement
    const someTopic = ranked.find(({ label }) => label === SOME_TOPIC)?.share ?? 0
    return [{ text: said.text, meant: own.label, best: ranked[0]?.label, someTopic, signals }]
  })
}
