import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readNumber } from '../../src/intents/numbers.ts'
import { pickOf, slotsOf } from '../../src/intents/slots.ts'

describe('slots', () => {
  it('reads telephone numbers as people write them', () => {
    expect(slotsOf('我电话13812345678').phones).toEqual(['13812345678'])
    expect(slotsOf('打 138 1234 5678 或 +86-139-0000-1111').phones).toEqual(['13812345678', '13900001111'])
    expect(slotsOf('座机0391-2111234').phones).toEqual(['0391-2111234'])
    expect(slotsOf('１３８１２３４５６７８').phones).toEqual(['13812345678'])
    expect(slotsOf('单号138123456789012').phones).toEqual([])
  })

  it('reads plates in one form, new-energy ones too', () => {
    for (const plate of ['豫H12345', '豫H·12345', '豫h 12345', '豫H-12345', '豫 H 12345']) expect(slotsOf(`车是${plate}的`).plates).toEqual(['豫H12345'])
    expect(slotsOf('豫HD12345').plates).toEqual(['豫HD12345'])
    expect(slotsOf('豫H1234挂').plates).toEqual(['豫H1234挂'])
    expect(slotsOf('我在豫园').plates).toEqual([])
  })

  it('reads amounts in yuan', () => {
    expect(slotsOf('9块9').amounts).toEqual([9.9])
    expect(slotsOf('一共三百五十块').amounts).toEqual([350])
    expect(slotsOf('¥12.50').amounts).toEqual([12.5])
    expect(slotsOf('洗车35元').amounts).toEqual([35])
    expect(slotsOf('两块五').amounts).toEqual([2.5])
    expect(slotsOf('５毛').amounts).toEqual([0.5])
  })

  it('takes "together" and counted things for no money', () => {
    for (const words of ['咱俩一块去', '约理发俩人', '给我约俩人的', '爷俩都剪', '夫妻俩']) expect(slotsOf(words).count, words).toBe(2)
    for (const words of ['俩钟头', '俩月没剪了', '等了俩点']) expect(slotsOf(words).count, words).toBeUndefined()
    expect(slotsOf('咱俩一块去').amounts).toEqual([])
    expect(slotsOf('丢了一块手表').amounts).toEqual([])
  })

  it('reads codes and report numbers that stand alone', () => {
    expect(slotsOf('绑定码 k7m2q9').codes).toEqual(['K7M2Q9'])
    expect(slotsOf('f-31 是我的').codes).toEqual(['F-31'])
    expect(slotsOf('验证码773015').codes).toEqual(['773015'])
    expect(slotsOf('码是kxmpqr').codes).toEqual(['KXMPQR'])
  })

  it('takes years, times, amounts, telephones and plates for no codes', () => {
    for (const message of ['2026年到期', '11:30', '2026-11-24', '花了1200元', '13812345678', '豫H12345', '跑了3000公里'])
      expect(slotsOf(message).codes).toEqual([])
  })

  it('reads a choice by number', () => {
    for (const message of ['2', '２', '第二个', '选2', '选第二个', '二', '第2个吧', '2.', '就第二个', '②']) expect(pickOf(message), message).toBe(2)
    for (const message of ['最后一个', '最后那个', '选最后一个']) expect(pickOf(message), message).toBe(-1)
    for (const message of ['两点', '2点', '二手车', '0', '100', '2026', '']) expect(pickOf(message), message).toBeUndefined()
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (message) => slotsOf(message).phones.length >= 0))
  })
})

describe('numbers', () => {
  it('reads Chinese numerals', () => {
    for (const [words, number] of [
      ['十二', 12],
      ['一百二', 120],
      ['一百零二', 102],
      ['三百五十', 350],
      ['两万', 20_000],
      ['二十', 20],
      ['0', 0],
      ['9.9', 9.9],
    ] as const)
      expect(readNumber(words)).toBe(number)
    for (const words of ['', '二〇二六', '理发']) expect(readNumber(words)).toBeUndefined()
  })
})
