import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advance, begin, type Field, type Form, type OpenDialogue, type Steer } from '../../src/bot/dialogue.ts'
import { say } from '../../src/bot/message.ts'
import { NO_TERMS } from '../../src/intents/terms.ts'
import type { Understanding } from '../../src/intents/understanding.ts'

const now = new Date('2026-11-24T10:00:00+08:00')
const quiet: Steer = { elsewhere: false }
const heard = (text: string): Understanding => ({
  raw: text,
  text,
  traditional: false,
  readings: [],
  elliptic: false,
  slots: { phones: [], plates: [], amounts: [], codes: [], named: NO_TERMS },
})

const byPattern = (name: string, called: string[], pattern: RegExp): Field => ({
  name,
  called,
  ask: () => say`${name}?`,
  explain: say`explain ${name}`,
  read: (said) => pattern.exec(said.text)?.[0],
})
const form: Form = {
  version: 1,
  doing: say`登记`,
  fields: [
    byPattern('phone', ['电话', '号码'], /1\d{10}/),
    byPattern('colour', ['颜色'], /[红黑白]/),
    { ...byPattern('words', ['说明'], /.+/), free: 'told', read: (said, direct) => (direct ? said.text : undefined) },
  ],
}

function open(text: string): OpenDialogue {
  const move = begin(form, 'lost.report', heard(text), {}, now)
  if (move.is !== 'asks') throw new Error(move.is)
  return move.dialogue
}
const asking = (move: ReturnType<typeof advance>) => ('dialogue' in move ? move.dialogue.asking : move.is)

describe('a dialogue', () => {
  it('asks only for what the first message did not say', () => {
    expect(open('丢了个包').asking).toBe('phone')
    expect(open('丢了个黑包 13800138000').asking).toBe('words')
  })

  it('takes several answers at once', () => {
    expect(asking(advance(form, open('丢东西了'), heard('红的 13800138000'), quiet, now))).toBe('words')
  })

  it('takes an answer to a question that was not asked yet, and goes on asking', () => {
    const move = advance(form, open('丢东西了'), heard('黑的'), quiet, now)
    expect(asking(move)).toBe('phone')
    expect('dialogue' in move && move.dialogue.filled.colour).toBe('黑')
  })

  it('lets an earlier answer be corrected with the new value, or asks again', () => {
    const after = open('黑包 13800138000')
    const words = { ...after, asking: 'colour', filled: { phone: '13800138000' } }
    expect(advance(form, words, heard('电话改成13911112222'), quiet, now)).toMatchObject({ dialogue: { filled: { phone: '13911112222' }, asking: 'colour' } })
    expect(asking(advance(form, words, heard('电话写错了'), quiet, now))).toBe('phone')
  })

  it('goes back one answer at 返回, and stays at the first question', () => {
    const second = advance(form, open('丢东西了'), heard('13800138000'), quiet, now)
    if (second.is !== 'asks') throw new Error(second.is)
    expect(asking(advance(form, second.dialogue, heard('返回'), { elsewhere: false, word: 'back' }, now))).toBe('phone')
    expect(asking(advance(form, open('丢东西了'), heard('返回'), { elsewhere: false, word: 'back' }, now))).toBe('phone')
  })

  it('ends at 取消', () => {
    expect(advance(form, open('丢东西了'), heard('取消'), { elsewhere: false, word: 'cancel' }, now).is).toBe('stopped')
  })

  it('lets a side question pass', () => {
    expect(advance(form, open('丢东西了'), heard('理发多少钱'), { elsewhere: true }, now).is).toBe('aside')
  })

  const told = (text: string, intent: string, confidence = 0.95, topic?: string) =>
    advance(form, open('黑包 13800138000'), { ...heard(text), readings: [{ intent, confidence, ...(topic ? { topic } : {}) }] }, { elsewhere: true }, now).is

  it('lets a clear wish pass where something is told in free words', () => {
    expect(told('我约的啥时候', 'booking.list')).toBe('aside')
    expect(told('取消刚才的预约改成后天', 'booking.reschedule', 0.99)).toBe('aside')
    expect(told('不约了', 'booking.cancel', 0.81)).toBe('aside')
    expect(told('理发多少钱', 'answer', 0.95, 'haircut')).toBe('aside')
  })

  it('loses nothing that is told in free words', () => {
    expect(told('理发店门口丢的', 'answer', 0.95, 'haircut')).toBe('done')
    expect(told('老板拖欠我运费三个月不给', 'request.create', 1)).toBe('done')
    expect(told('想找律师咨询离婚的事', 'booking.create')).toBe('done')
    expect(told('平台把我的预约取消了', 'booking.cancel')).toBe('done')
    expect(told('我的积分被人扣了', 'points.balance')).toBe('done')
    expect(told('理发多少钱', 'answer', 0.7, 'haircut')).toBe('done')
  })

  it('takes any words that are dictated for others', () => {
    const dictation: Form = { ...form, fields: form.fields.map((field) => (field.free ? { ...field, free: 'dictated' as const } : field)) }
    const asked = { ...heard('理发多少钱'), readings: [{ intent: 'answer', topic: 'haircut', confidence: 0.99 }] }
    expect(advance(dictation, open('黑包 13800138000'), asked, { elsewhere: true }, now).is).toBe('done')
  })

  it('counts answers it could not read', () => {
    const once = advance(form, open('丢东西了'), heard('嗯呢'), quiet, now)
    expect(once).toMatchObject({ is: 'missed', dialogue: { misses: 1 } })
  })

  it('begun under another version starts afresh', () => {
    expect(advance({ ...form, version: 2 }, open('黑包'), heard('13800138000'), quiet, now)).toMatchObject({
      is: 'renewed',
      dialogue: { asking: 'phone', filled: {} },
    })
  })

  it('whatever is said, it ends or asks for one of its fields, and never loses an answer silently', () => {
    const word = fc.constantFrom<NonNullable<Steer['word']> | undefined>('back', 'yes', 'no', undefined)
    fc.assert(
      fc.property(fc.array(fc.record({ text: fc.string(), word, elsewhere: fc.boolean() }), { maxLength: 12 }), (said) => {
        let dialogue = open('丢东西了')
        for (const { text, word: steerWord, elsewhere } of said) {
          const move = advance(form, dialogue, heard(text), { elsewhere, ...(steerWord ? { word: steerWord } : {}) }, now)
          if (!('dialogue' in move)) continue
          expect(form.fields.map((field) => field.name)).toContain(move.dialogue.asking)
          if (steerWord !== 'back') expect(Object.keys(move.dialogue.filled)).toEqual(expect.arrayContaining(Object.keys(dialogue.filled)))
          dialogue = move.dialogue
        }
      }),
    )
  })
})
