/** Words that no wording has are known by their relatives. */
import { describe, expect, it } from 'vitest'
import { featuresOf, namesOf } from '../../src/intents/features.ts'
import { Neighbours } from '../../src/intents/neighbours.ts'
import { makeRelatives } from '../../src/intents/relatives.ts'

const thesaurus = new Map([
  ['瞌睡', ['tired']],
  ['打瞌睡', ['tired']],
  ['困', ['tired', 'stuck']],
  ['剃头', ['hair']],
  ['理发', ['hair']],
])
const relatives = makeRelatives(thesaurus, (word) => word.replace('剃头', '理发'))
const said = (text: string) => ({ spoken: text, text, relatives: relatives(text) })
const families = (text: string): string[] => [...namesOf(said(text)).values()].filter((name) => name.startsWith('k:')).sort()

describe('the thesaurus', () => {
  it('names every family of every word that it finds, each once', () => {
    expect(families('困得打瞌睡，困')).toEqual(['k:stuck', 'k:tired'])
    expect(families('几点开门')).toEqual([])
  })

  it('reads its own words in their standard form, as messages are read', () => {
    expect(relatives('我要理发')).toEqual([{ word: '理发', families: ['hair'] }])
    expect(relatives('我要剃头')).toEqual([])
  })

  it('takes the longest of overlapping words', () => {
    expect(relatives('打瞌睡').map(({ word }) => word)).toEqual(['打瞌睡'])
  })

  it('counts no word that a part of the message lost', () => {
    const part = { ...said('困了，想理发'), text: '想理发', spoken: '想理发' }
    expect([...namesOf(part).values()].filter((name) => name.startsWith('k:'))).toEqual(['k:hair'])
    expect(featuresOf(part)).toEqual(featuresOf(said('想理发')))
  })
})

describe('the nearest wordings', () => {
  const labels = ['haircut', 'meal', 'water']
  const neighbours = Neighbours.of(
    ['理发多少钱', '理发室在哪', '吃饭多少钱', '食堂几点开饭', '哪里能接热水'].map((text, at) => ({
      said: said(text),
      label: labels[[0, 0, 1, 1, 2][at] ?? 0] ?? '',
    })),
    labels,
  )

  it('speak for their meanings, together as much as one', () => {
    const { shares, alike } = neighbours.hear(said('理发室怎么走'))
    expect([...shares.values()].reduce((sum, share) => sum + share, 0)).toBeCloseTo(1)
    expect([...shares].sort((a, b) => b[1] - a[1])[0]?.[0]).toBe(0)
    expect(alike).toBeGreaterThan(0.2)
  })

  it('hear what is typed as it sounds or with wrong characters', () => {
    for (const words of ['离法多少前', '哪里能接惹水']) expect(neighbours.hear(said(words)).alike, words).toBeGreaterThan(0.3)
  })

  it('are silent where nothing is alike', () => {
    expect(neighbours.hear(said('xyz'))).toEqual({ shares: new Map(), alike: 0 })
  })
})
