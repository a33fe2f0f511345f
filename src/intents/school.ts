/** From example sentences to a calibrated recogniser. */
import { fitCurve, type Judged } from './calibrate.ts'
import { labelOf } from './labels.ts'
import { FOLDS, type Lesson, lessonsFrom, type Material } from './lessons.ts'
import type { Wordings } from './lexicon.ts'
import type { Case } from './logistic.ts'
import type { Model } from './model.ts'
import { Neighbours } from './neighbours.ts'
import type { Normalise } from './normalise.ts'
import { type Curves, type Judgement, judgeOf, Recogniser, SOME_TOPIC } from './recogniser.ts'
import { TopicFinder } from './topics.ts'
import { type Example, train, Vocabulary } from './train.ts'

/** Training takes time by meanings times wordings: topics beyond this many meanings are left to the index. */
const MOST_MEANINGS = 150
/** Of more wordings than this the classifier gets an even sample. */
const MOST_WORDINGS = 16_000
/** That a message is about one of the topics left to the index is learned from a sample of their wordings. */
const SAMPLE = 3_000
/** One in so many sentences that are about no such topic is enough to learn when not to believe the index. */
const OTHERS = 5

export function teach(material: Material, normalise: Normalise): Recogniser {
  const { taught, left } = divided(material.wordings)
  const found = left.map(({ meaning, wordings }) => ({ label: labelOf(meaning), texts: wordings.map((words) => normalise(words).text) }))
  const finder = found.length === 0 ? undefined : TopicFinder.of(found)
  const vocabulary = new Vocabulary()
  const lessons = lessonsFrom({ ...material, wordings: taught }, normalise, vocabulary)
  const model = train(examplesOf(lessons), vocabulary)
  const judged = judgeHeldOut(lessons, vocabulary)
  return new Recogniser(
    { model, neighbours: neighboursOf(lessons, model) },
    curvesOf(judged),
    material.wordings.map(({ meaning, means }) => ({ meaning, means })),
    finder?.fitCurve(casesOf(judged, finder, new Map(found.flatMap(({ label, texts }) => texts.map((text) => [text, label]))))),
  )
}

/** What the classifier learns, and the topics that are left to the index: what comes first is taught. */
function divided(all: readonly Wordings[]): { taught: Wordings[]; left: Wordings[] } {
  const intents = all.filter(({ meaning }) => meaning.topic === undefined)
  const topics = all.filter(({ meaning }) => meaning.topic !== undefined)
  const room = Math.max(0, MOST_MEANINGS - intents.length)
  const left = topics.length > room ? topics.slice(room) : []
  const taught = [...intents, ...topics.slice(0, topics.length - left.length)]
  const count = taught.reduce((sum, { wordings }) => sum + wordings.length, 0)
  const sampled =
    count <= MOST_WORDINGS
      ? taught
      : taught.map((one) => ({ ...one, wordings: evenly(one.wordings, Math.ceil((one.wordings.length * MOST_WORDINGS) / count)) }))
  if (left.length === 0) return { taught: sampled, left }
  const some = evenly(
    left.flatMap(({ wordings }) => wordings),
    SAMPLE,
  )
  return { taught: [...sampled, { meaning: { intent: SOME_TOPIC }, wordings: some }], left }
}

function evenly<Item>(items: readonly Item[], count: number): Item[] {
  const step = Math.max(1, items.length / count)
  return Array.from({ length: Math.min(count, items.length) }, (_, at) => items[Math.floor(at * step)]).filter((item) => item !== undefined)
}

const examplesOf = (lessons: readonly Lesson[]): Example[] => lessons.flatMap((lesson) => [lesson.own, ...lesson.variants])

/** Follow-ups mean nothing without what was said before them: they are nobody's neighbours. */
function neighboursOf(lessons: readonly Lesson[], { labels }: Model): Neighbours {
  const alone = lessons.filter(({ after }) => after === undefined)
  return Neighbours.of(
    alone.map(({ said, own }) => ({ said, label: own.label })),
    labels,
  )
}

interface HeldOut {
  readonly lesson: Lesson
  readonly judgement: Judgement
}

/** One fold is held out; which of them a meaning's is goes in turns, so that no author's place in the files matters. */
function judgeHeldOut(lessons: readonly Lesson[], vocabulary: Vocabulary): HeldOut[] {
  const turns = new Map([...new Set(lessons.map(({ own }) => own.label))].map((label, at) => [label, at % FOLDS]))
  const isOut = (lesson: Lesson): boolean => lesson.fold === turns.get(lesson.own.label)
  const kept = lessons.filter((lesson) => !isOut(lesson))
  const model = train(examplesOf(kept), vocabulary)
  const voices = { model, neighbours: neighboursOf(kept, model) }
  return lessons.filter(isOut).flatMap((lesson) => {
    const judgement = judgeOf(voices, lesson.said)?.(lesson.after)
    return judgement ? [{ lesson, judgement }] : []
  })
}

function curvesOf(judged: readonly HeldOut[]): Curves {
  const ours: Judged[] = []
  const none: Judged[] = []
  for (const { lesson, judgement } of judged) {
    const best = judgement.ranked[0]?.label
    const pile = best === 'none' ? none : ours
    pile.push({ ...judgement.signals, right: best === lesson.own.label })
  }
  return { ours: fitCurve(ours), none: fitCurve(none) }
}

/** What the index finds for what was held out, and whether that was right; a wording never finds itself. */
function casesOf(judged: readonly HeldOut[], finder: TopicFinder, owners: ReadonlyMap<string, string>): Case[] {
  return judged
    .filter(({ lesson }, at) => lesson.own.label === SOME_TOPIC || at % OTHERS === 0)
    .flatMap(({ lesson, judgement }) => {
      const found = finder.find(lesson.said.text, lesson.said.text)
      const meant = lesson.own.label === SOME_TOPIC ? owners.get(lesson.said.text) : undefined
      const share = judgement.ranked.find(({ label }) => label === SOME_TOPIC)?.share ?? 0
      return found.length === 0 ? [] : [{ values: TopicFinder.signals(found, share), right: found[0]?.label === meant }]
    })
}
