/** The level of reading times that must not be lost. Sentences: other hands' than the rules'. */
import { expect, it } from 'vitest'
import { isRight, readTimes } from '../../bench/times.ts'

it('of a hundred times that people said, at least 95 are read as they were meant', () => {
  const all = readTimes()
  expect(all.length).toBeGreaterThan(100)
  expect((100 * all.filter(isRight).length) / all.length).toBeGreaterThanOrEqual(95)
})
