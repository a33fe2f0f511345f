import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { BOUNDS } from '../../src/intents/decide.ts'
import { labelOf } from '../../src/intents/labels.ts'
import { openUnderstanding } from '../../src/intents/understand.ts'
import { ticks } from '../../src/lib/clock.ts'
import { contentPath } from '../../src/lib/content.ts'
import { CACHE } from '../support/setup-all.ts'

const mind = openUnderstanding({ cacheFolder: CACHE })
const folder = mkdtempSync(join(tmpdir(), 'yizhan-intents-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const top = (message: string) => {
  const [best] = mind.understand(message).readings
  return best ? labelOf(best) : undefined
}

describe('understanding', () => {
  it('knows whole messages by the table, however they are written', () => {
    for (const message of ['理发', '理髮', '剃头', ' 理发！ ', '@小驿 理发']) {
      expect(top(message), message).toBe('haircut')
      expect(mind.understand(message).readings[0]?.confidence).toBeGreaterThanOrEqual(0.99)
    }
    expect(top('/start')).toBe('help')
    expect(top('/help@yizhan_bot')).toBe('help')
    expect(top('收到')).toBe('notice.ack')
    expect(top('120')).toBe('distress')
    expect(top('回复 H-12 明天来')).toBe('staff.answer')
    expect(top('群里主动回答 关')).toBe('staff.group')
  })

  it('has no reading of a message without words', () => {
    for (const message of ['', '   ', '😀', '?!', '\u200b', '2', '2.', '６６６']) expect(mind.understand(message).readings).toEqual([])
  })

  it('says what is asked about a topic', () => {
    expect(mind.understand('理发多钱').aspect).toBe('price')
    expect(mind.understand('律师啥时候在').aspect).toBe('when')
    expect(mind.understand('阅览室在几楼').aspect).toBe('where')
    expect(mind.understand('理发').aspect).toBeUndefined()
  })

  it('knows a follow-up from a sentence of its own', () => {
    for (const message of ['那多少钱', '在哪', '几点', '明天呢', '要预约吗', '咋走', '那电话呢']) expect(mind.understand(message).elliptic, message).toBe(true)
    for (const message of ['理发多少钱', '你好', '好的', '是的', '在吗', '不是', '可以', '']) expect(mind.understand(message).elliptic, message).toBe(false)
  })

  it('believes what a sentence wants, not what it denies', () => {
    expect(top('不是问地址，我问电话是多少')).toBe('centre.phone')
  })

  it('reads a wish with a telephone, a plate or a name behind it like the wish alone', () => {
    for (const message of ['我的包丢了 电话13800138000', '我的包丢了 豫H12345', '我叫老张 我的包丢了']) {
      const [best] = mind.understand(message).readings
      expect(best, message).toMatchObject({ intent: 'lost.report' })
      expect(best?.confidence, message).toBeGreaterThan(BOUNDS.change.sure)
      expect(mind.understand(message).aspect, message).toBeUndefined()
    }
  })

  it('hears a clear wish behind a story', () => {
    expect(top('昨天在朝阳路堵了俩小时 屁股都坐麻了 对了你们那剪头多少钱')).toBe('haircut')
    expect(top('今儿单子少得可怜 半天才跑了四单 帮我约个律师 周四下午')).toBe('booking.create')
  })

  it('reads a question of hours alone as one about the centre', () => {
    for (const message of ['现在开门吗', '几点关门', '今天上班不']) {
      expect(top(message), message).toBe('centre.hours')
      expect(mind.understand(message).elliptic, message).toBe(true)
    }
    expect(top('电话多少')).toBe('centre.phone')
    expect(mind.understand('那吃饭呢').elliptic).toBe(false)
  })

  it('tells an emergency from a figure of speech', () => {
    for (const message of ['我不想活了', '我追尾了 人动不了']) expect(top(message), message).toBe('distress')
    for (const message of ['堵得想死', '热死个人', '这运费要命']) expect(top(message), message).toBe('none')
  })

  it('has plain words for every meaning it may offer', () => {
    expect(mind.means({ intent: 'answer', topic: 'haircut' })).toMatch(/理发/)
    expect(mind.means({ intent: 'booking.create' })).toMatch(/预约/)
  })

  it('can say why', () => {
    const [best] = mind.explain('理发多少钱').meanings
    expect(best?.reasons.some(({ feature }) => /理|li fa/.test(feature))).toBe(true)
  })

  it('never throws, and its confidences are sorted shares', () => {
    const message = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'理发律师预约多少钱abc12 ，。@/') }))
    fc.assert(
      fc.property(message, (words) => {
        const confidences = mind.understand(words).readings.map(({ confidence }) => confidence)
        expect(confidences.every((confidence) => confidence >= 0 && confidence <= 1)).toBe(true)
        expect(confidences).toEqual([...confidences].sort((a, b) => b - a))
        expect(confidences.length).toBeLessThanOrEqual(5)
      }),
    )
  })

  it('reads the longest message in a moment', () => {
    const start = ticks()
    mind.understand('请问明天下午三点能不能给我约一个律师'.repeat(600))
    expect(ticks() - start).toBeLessThan(500)
  })
})

/** A small world of its own: two meanings and the shipped lexicon without aliases. */
function smallContent(name: string): { wordingsFolder: string; lexiconFolder: string; cacheFolder: string } {
  const wordingsFolder = join(folder, name, 'wordings')
  const lexiconFolder = join(folder, name, 'lexicon')
  for (const each of [wordingsFolder, lexiconFolder]) mkdirSync(each, { recursive: true })
  for (const file of ['haircut.yaml', 'meal.yaml', 'none.yaml']) copyFileSync(contentPath('wordings', file), join(wordingsFolder, file))
  for (const file of ['dialect.yaml', 'polite.yaml', 'aspects.yaml']) copyFileSync(contentPath('lexicon', file), join(lexiconFolder, file))
  writeFileSync(join(lexiconFolder, 'aliases.yaml'), 'haircut: [理发]\n')
  return { wordingsFolder, lexiconFolder, cacheFolder: join(folder, name, 'cache') }
}

describe('the recogniser’s cache', () => {
  const reads = (options: Parameters<typeof openUnderstanding>[0]) => openUnderstanding(options).understand('我想剃个头多少钱').readings

  it('gives back the same recogniser', () => {
    const options = smallContent('same')
    const trained = reads(options)
    expect(readdirSync(options.cacheFolder)).toHaveLength(1)
    expect(reads(options)).toEqual(trained)
  })

  it('comes out the same when trained again', () => {
    const { wordingsFolder, lexiconFolder } = smallContent('again')
    expect(reads({ wordingsFolder, lexiconFolder })).toEqual(reads({ wordingsFolder, lexiconFolder }))
  })

  it('is ignored when corrupt or cut short, and made anew', () => {
    const options = smallContent('corrupt')
    const trained = reads(options)
    const file = join(options.cacheFolder, readdirSync(options.cacheFolder)[0] ?? '')
    const whole = readFileSync(file)
    const flipped = Buffer.from(whole)
    flipped.writeUInt8(flipped.readUInt8(whole.length - 10) ^ 0xff, whole.length - 10)
    for (const broken of [flipped, whole.subarray(0, whole.length / 2), Buffer.from('nonsense'), Buffer.alloc(0)]) {
      writeFileSync(file, broken)
      expect(reads(options)).toEqual(trained)
      expect(readFileSync(file).equals(whole)).toBe(true)
    }
  })

  it('is done without when its folder cannot be written', () => {
    const options = smallContent('unwritable')
    writeFileSync(options.cacheFolder, 'a file where a folder should be')
    expect(reads(options)).not.toEqual([])
  })

  it('knows changed wordings from old ones', () => {
    const options = smallContent('changed')
    reads(options)
    writeFileSync(join(options.wordingsFolder, 'water.yaml'), 'intent: answer\ntopic: water\nwordings: [我想剃个头多少钱, 哪有水, 接热水]\n')
    expect(openUnderstanding(options).understand('哪有水').readings.map(labelOf)).toContain('water')
  })
})

describe('a broken content file', () => {
  it('is named with its line and what is allowed', () => {
    const wrong = [
      {
        file: ['wordings', 'meal.yaml'],
        text: 'intent: answer\ntopic: meal\nworings:\n  - 吃饭\n',
        says: /meal\.yaml:3: .*allowed here: intent, topic, means, wordings/s,
      },
      { file: ['wordings', 'meal.yaml'], text: 'intent: answer\ntopic: meal\nwordings:\n  - 吃饭\n  - 5\n', says: /meal\.yaml:5: .*expected string/s },
      { file: ['wordings', 'meal.yaml'], text: 'intent: [answer\n', says: /meal\.yaml:\d+: this is not YAML/ },
      { file: ['lexicon', 'aliases.yaml'], text: 'haircut: [理发]\nhaircuts: [剪头]\n', says: /aliases\.yaml:2: .*haircut/s },
      { file: ['lexicon', 'dialect.yaml'], text: 'replace:\n  俺: 我\n  恁: [你]\n', says: /dialect\.yaml:3: .*expected string/s },
    ]
    for (const [index, { file, text, says }] of wrong.entries()) {
      const options = smallContent(`wrong-${index}`)
      const [kind, name = ''] = file
      writeFileSync(join(kind === 'wordings' ? options.wordingsFolder : options.lexiconFolder, name), text)
      expect(() => openUnderstanding(options), text).toThrow(says)
    }
  })
})
