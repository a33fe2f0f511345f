/** From example sentences to a calibrated recogniser. */
import type { Confidence } from './confidence.ts'
import { type Course, learn } from './course.ts'
import { Recogniser, type Voices } from './recogniser.ts'
import { TopicFinder } from './topics.ts'

/** All but its confidence, which only an exam can tell. */
export interface Pupil {
  readonly voices: Voices
  readonly finder: TopicFinder | undefined
}

export const teach = ({ lessons, vocabulary, topics }: Course): Pupil => ({
  voices: learn(lessons, vocabulary),
  finder: topics.length === 0 ? undefined : TopicFinder.of(topics),
})

export const graduate = ({ voices, finder }: Pupil, { known }: Course, { ours, none, topics }: Confidence): Recogniser =>
  new Recogniser(voices, { ours, none }, known, topics ? finder?.withCurve(topics) : finder)
