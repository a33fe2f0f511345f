/** More topics than the classifier learns: the index finds them, and nothing else changes. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { labelOf } from '../../src/intents/labels.ts'
import type { Wordings } from '../../src/intents/lexicon.ts'
import { openRecogniser } from '../../src/intents/recognise.ts'
import { openUnderstanding } from '../../src/intents/understand.ts'
import { contentPath } from '../../src/lib/content.ts'

const folder = mkdtempSync(join(tmpdir(), 'yizhan-topics-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const STREETS = '朝阳 建设 解放 人民 中山 和平 胜利 光明 新华 文昌 龙源 太行 沁水'.split(' ')
const HOUSES = '加气站 停车场 检测站 修理厂 充电站 服务区 物流园 招待所 卫生院 便利店 洗车行 轮胎店 报名点'.split(' ')
const ASKING = '{}怎么走|{}几点开门|{}收费不|想问问{}的事|{}电话多少|请问{}在哪'.split('|')

const more: Wordings[] = STREETS.flatMap((street) =>
  HOUSES.map((house) => ({
    meaning: { intent: 'answer', topic: `${street}${house}` },
    wordings: ASKING.map((asking) => asking.replace('{}', `${street}路${house}`)),
  })),
)

/** Three shipped meanings and 169 topics of staff. */
function options() {
  const wordingsFolder = join(folder, 'wordings')
  const lexiconFolder = join(folder, 'lexicon')
  for (const each of [wordingsFolder, lexiconFolder]) mkdirSync(each, { recursive: true })
  for (const file of ['haircut.yaml', 'human.yaml', 'none.yaml']) copyFileSync(contentPath('wordings', file), join(wordingsFolder, file))
  for (const file of ['dialect.yaml', 'polite.yaml', 'aspects.yaml']) copyFileSync(contentPath('lexicon', file), join(lexiconFolder, file))
  writeFileSync(join(lexiconFolder, 'aliases.yaml'), 'haircut: [理发]\n')
  return { wordingsFolder, lexiconFolder, cacheFolder: join(folder, 'cache'), more }
}

describe('with more topics than the classifier learns', () => {
  const mind = openUnderstanding(options())
  const top = (message: string) => {
    const [best] = mind.understand(message).readings
    return best && labelOf(best)
  }

  it('finds the topic whose wordings are nearest', () => {
    const asked = more.flatMap(({ meaning }, at) => (at % 7 === 0 ? [meaning.topic ?? ''] : []))
    const right = asked.filter((topic) => top(`${topic.slice(0, 2)}路${topic.slice(2)}周末有人不`) === topic)
    expect(right.length / asked.length).toBeGreaterThan(0.9)
  })

  it('still knows the intents, and what is none of ours', () => {
    expect(top('我要转人工')).toBe('human')
    expect(top('昨天在朝阳路堵了俩小时')).toBe('none')
  })

  it('has confidences that are sorted shares', () => {
    for (const message of ['朝阳路加气站怎么走', '人民路那个修理厂', '转人工', '哈哈', 'zhaodaisuo zai na']) {
      const confidences = mind.understand(message).readings.map(({ confidence }) => confidence)
      expect(confidences, message).toEqual([...confidences].sort((a, b) => b - a))
      expect(
        confidences.reduce((sum, each) => sum + each, 0),
        message,
      ).toBeLessThanOrEqual(1.000_001)
      expect(confidences.length).toBeLessThanOrEqual(5)
    }
  })

  it('is the same from the cache', () => {
    const first = mind.understand('和平路充电站电话多少').readings
    expect(openRecogniser(options()).recogniser.finder).toBeDefined()
    expect(openUnderstanding(options()).understand('和平路充电站电话多少').readings).toEqual(first)
  })
})
