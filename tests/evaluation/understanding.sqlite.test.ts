/** The level of understanding that must not be lost, judged as the product would act. Sentences: other hands' than the wordings'. */
import { describe, expect, it } from 'vitest'
import { calibrationError, groupBy, Judge, readChatter, readSentences, share, shareOf } from '../../bench/evaluation.ts'
import { openUnderstanding } from '../../src/intents/understand.ts'
import { CACHE } from '../support/setup-all.ts'

const judge = new Judge(openUnderstanding({ cacheFolder: CACHE }))
const judged = readSentences().map((sentence) => judge.judge(sentence))

describe('on the evaluation sentences the bot', () => {
  it('does what was meant in at least 92 of a hundred', () => {
    expect(shareOf(judged, 'right')).toBeGreaterThanOrEqual(92)
  })

  it('does it or asks about it in at least 95 of a hundred', () => {
    expect(shareOf(judged, 'right', 'asked')).toBeGreaterThanOrEqual(95)
  })

  it('acts on a wrong reading in at most one and a half of a hundred', () => {
    expect(shareOf(judged, 'wrong')).toBeLessThanOrEqual(1.5)
  })

  it('does what was meant in at least 80 of a hundred, however it is said', () => {
    for (const [style, some] of groupBy(judged, ({ sentence }) => sentence.style)) expect(shareOf(some, 'right'), style).toBeGreaterThanOrEqual(80)
  })

  it('means its confidence', () => {
    expect(calibrationError(judged)).toBeLessThanOrEqual(0.05)
  })

  it('leaves group chatter alone', () => {
    const lines = readChatter()
    expect(share(lines.filter((line) => judge.answersUnasked(line)).length, lines.length)).toBeLessThanOrEqual(0.5)
  })
})
