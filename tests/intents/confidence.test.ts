/** What the first start believes about its own certainty, without having measured it. */
import { describe, expect, it } from 'vitest'
import { confidenceOf } from '../../src/intents/calibrate.ts'
import { confidenceFrom, measuredBefore } from '../../src/intents/confidence.ts'
import { prepare } from '../../src/intents/course.ts'
import { examine } from '../../src/intents/exam.ts'
import { materialFor, wordsOf } from '../../src/intents/recognise.ts'

describe('the confidence that ships', () => {
  const shipped = measuredBefore(wordsOf({}))

  it('was measured on the words that ship', () => {
    expect(shipped, 'content/ has changed: run `npm run bench -- confidence`').toBeDefined()
  })

  it('is what an exam says now', () => {
    const { material, normalise } = materialFor({})
    const answers = examine(prepare(material, normalise), Number.POSITIVE_INFINITY)
    const now = confidenceFrom(answers, undefined, { topics: [] })
    for (const kind of ['ours', 'none'] as const) {
      const some = answers.filter(({ best }) => (best === 'none') === (kind === 'none'))
      const apart = some.map(({ signals }) => Math.abs(confidenceOf(signals, now[kind]) - confidenceOf(signals, shipped?.[kind] ?? [])))
      expect(apart.reduce((sum, each) => sum + each, 0) / apart.length, kind).toBeLessThan(0.01)
    }
  })

  it('is not believed about other words', () => {
    const more = [{ meaning: { intent: 'answer', topic: 'haircut' }, wordings: ['给我剃个光头'] }]
    expect(measuredBefore(wordsOf({ more }))).toBeUndefined()
  })
})
