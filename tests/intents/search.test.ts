import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SentenceIndex } from '../../src/intents/search.ts'
import { TopicFinder } from '../../src/intents/topics.ts'

const SENTENCES = ['理发多少钱', '理发室在哪', '律师什么时候在', '停车场收费吗', '停车场夜里有人吗', '吃饭几点开始']

describe('the index', () => {
  it('finds a sentence by itself first, with all of its score', () => {
    const index = SentenceIndex.of(SENTENCES)
    for (const [at, sentence] of SENTENCES.entries()) {
      const [best] = index.search(sentence, 3)
      expect(best?.at, sentence).toBe(at)
      expect(best?.score).toBeGreaterThan(0.8)
    }
  })

  it('finds what shares the rarest words, and nothing that shares none', () => {
    const index = SentenceIndex.of(SENTENCES)
    expect(index.search('夜里停车', 2).map(({ at }) => at)).toEqual([4, 3])
    expect(index.search('xyz', 3)).toEqual([])
    expect(index.search('', 3)).toEqual([])
    expect(SentenceIndex.of([]).search('理发', 3)).toEqual([])
  })

  it('gives the same again, the best first and no more than asked for', () => {
    const sentence = fc.string({ unit: fc.constantFrom(...'理发律师停车收费夜里人多少'), minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 30 }), sentence, fc.integer({ min: 1, max: 10 }), (sentences, said, limit) => {
        const index = SentenceIndex.of(sentences)
        const hits = index.search(said, limit)
        const all = index.search(said, sentences.length)
        expect(hits).toEqual(all.slice(0, limit))
        expect(all.map(({ score }) => score)).toEqual(all.map(({ score }) => score).sort((a, b) => b - a))
        const shares = sentences.filter((each) => [...each].some((character) => said.includes(character)))
        expect(all.length).toBe(shares.length)
      }),
    )
  })
})

describe('the finder of topics', () => {
  const finder = TopicFinder.of([
    { label: 'parking', texts: ['停车场收费吗', '停车场夜里有人吗', '大车能停不'] },
    { label: 'haircut', texts: ['理发多少钱', '理发室在哪', '剪头发要排队吗'] },
    { label: 'lawyer', texts: ['律师什么时候在', '律师收费吗', '找律师要预约吗'] },
  ])

  it('finds a topic by its words, by their sound, and by pinyin', () => {
    for (const said of ['停车场夜里收费不', '停车长收肥吗', 'tingchechang shoufei ma']) expect(finder.find(said)[0]?.label, said).toBe('parking')
  })

  it('looks past a wording when told to', () => {
    expect(finder.find('大车能停不')[0]?.label).toBe('parking')
    expect(finder.find('大车能停不', '大车能停不')[0]?.score ?? 0).toBeLessThan(finder.find('大车能停不')[0]?.score ?? 0)
  })

  it('names each topic once, the likeliest first, and none for words it does not know', () => {
    const found = finder.find('律师收费吗')
    expect(found.map(({ label }) => label)).toEqual([...new Set(found.map(({ label }) => label))])
    expect(found[0]?.label).toBe('lawyer')
    expect(finder.find('qqq')).toEqual([])
  })

  it('is surer the more the classifier thinks that it is one of these topics', () => {
    const found = finder.find('理发多少钱')
    expect(finder.confidence(found, 0.9)).toBeGreaterThan(finder.confidence(found, 0.1))
    expect(finder.confidence([], 0.9)).toBe(0)
  })
})
