/** What was understood just before is part of what a short message means, and no part of what a whole sentence means. */
import { describe, expect, it } from 'vitest'
import { decide } from '../../src/intents/decide.ts'
import { labelOf } from '../../src/intents/labels.ts'
import { readWordings } from '../../src/intents/lexicon.ts'
import { openUnderstanding } from '../../src/intents/understand.ts'
import { CACHE } from '../support/setup-all.ts'

const mind = openUnderstanding({ cacheFolder: CACHE })
const private_ = { group: false, changes: () => false }

function top(message: string, after?: string): string | undefined {
  const [best] = mind.understand(message, after).readings
  return best && labelOf(best)
}

describe('a short message', () => {
  it('means the topic talked about before', () => {
    const topics = readWordings().flatMap(({ meaning }) => meaning.topic ?? [])
    for (const topic of topics) expect(top('那多少钱', topic), topic).toBe(topic)
    for (const message of ['明天呢', '那啥时候', '在哪', '要带啥不', '贵不贵']) expect(top(message, 'haircut'), message).toBe('haircut')
  })

  it('goes on with the matter talked about before', () => {
    expect(top('那给我约一个', 'legal-aid')).toBe('booking.create')
    expect(top('往后挪挪', 'booking.create')).toBe('booking.reschedule')
    expect(top('我的还有多少', 'points')).toBe('points.balance')
    expect(top('有信儿没', 'lost.report')).toBe('lost.mine')
    expect(top('给我报一个', 'study.list')).toBe('study.enrol')
    expect(top('近点的呢', 'merchant.find')).toBe('merchant.find')
  })

  it('means less when nothing was said before', () => {
    for (const message of ['明天呢', '那啥时候']) expect(decide(mind.understand(message).readings, private_), message).not.toBe('sure')
  })
})

describe('a sentence that speaks for itself', () => {
  it('means what it says, whatever was talked about before', () => {
    const sentences = {
      律师几点上班: 'legal-aid',
      我的钱包丢车上了: 'lost.report',
      我还有多少积分: 'points.balance',
      转人工: 'human',
      那吃饭呢: 'meal',
      谢谢: 'thanks',
    }
    for (const [sentence, label] of Object.entries(sentences)) {
      for (const after of ['haircut', 'points', 'booking.create', 'none']) expect(top(sentence, after), `${sentence} after ${after}`).toBe(label)
    }
  })

  it('is understood as well after a label that nobody knows', () => {
    expect(mind.understand('律师几点上班', 'no-such-label')).toEqual(mind.understand('律师几点上班'))
  })
})

describe('an explanation', () => {
  it('names what was talked about before among its reasons', () => {
    const { after, meanings } = mind.explain('明天呢', 'haircut')
    expect(after).toBe('haircut')
    expect(meanings[0]?.reasons.some(({ feature }) => feature.startsWith('a:haircut'))).toBe(true)
  })
})
