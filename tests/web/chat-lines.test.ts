import { describe, expect, it } from 'vitest'
import { pressedOf, readKey, updateId } from '../../src/bot/channels/webchat-update.ts'
import type { ChatLine } from '../../src/bot/store/webchat.ts'
import { VirtualClock } from '../../src/lib/clock.ts'
import { buttonsOf, clockTime, withNumbers } from '../../src/web/chat/lines.tsx'

const at = new Date('2026-11-24T10:00:00+08:00')
const mine = (key: string, text = ''): ChatLine => ({ visitor: 'v', at, by: 'visitor', key, text })
const answer = (row: string): ChatLine => ({ visitor: 'v', at, by: 'bot', row, kind: 'reply', text: '哪个？', choices: [], files: [] })
const push = (row: string): ChatLine => ({ ...answer(row), by: 'bot', kind: 'push' }) as ChatLine

describe('the name of a message', () => {
  it('tells again what kind it was', () => {
    for (const kind of [{ is: 'text' }, { is: 'photo' }, { is: 'place' }, { is: 'choice', row: 'abc-1', position: 4 }] as const) {
      expect(readKey(`web:${updateId('visitor', 'client-id', kind)}`)).toEqual({ clientId: 'client-id', kind })
    }
  })

  it('takes no choice that no page offers', () => {
    expect(['row.1', 'row.12', 'row.0', 'row.100', 'row', '.1', 'a/b.1', 'a b.1'].map((name) => pressedOf(name)?.position)).toEqual([
      0,
      11,
      ...Array(6).fill(undefined),
    ])
  })
})

describe('buttons', () => {
  it('are good on the newest answer only', () => {
    const lines = [mine('web:v:one', '帮助'), answer('first'), mine('web:v:two', '几点'), answer('second')]
    expect(lines.map(buttonsOf(lines)).map(({ live }) => live)).toEqual([false, false, false, true])
    const onTheWay = [...lines, mine('web:v:three', '再问')]
    expect(onTheWay.map(buttonsOf(onTheWay)).some(({ live }) => live)).toBe(false)
  })

  it('of a push are good until one is pressed, whatever is said meanwhile', () => {
    const lines = [push('first'), push('second'), mine('web:v:one', '几点'), answer('third'), mine('web:v:first-2/first.2')]
    expect(lines.map(buttonsOf(lines)).slice(0, 2)).toEqual([{ live: false, pressed: 1 }, { live: true }])
  })
})

describe('numbers in an answer', () => {
  const called = (text: string) =>
    withNumbers(text)
      .map(String)
      .join('')
      .match(/tel:\d+/g) ?? []

  it('can be called when they are telephone numbers', () => {
    expect(called('先打120救人，再打122：别动。电话0371-1234567或13812345678，心里难受打12356')).toEqual([
      'tel:120',
      'tel:122',
      'tel:03711234567',
      'tel:13812345678',
      'tel:12356',
    ])
  })

  it('stay numbers when they count something or belong to a longer one', () => {
    expect(called('充值110元，120分钟，B-120，1200，0.120，12045678901234，120号楼，E-120abc')).toEqual([])
  })
})

it('a time has its day when it is not today’s, in the centre’s zone', () => {
  const showing = { zone: 'Asia/Shanghai', clock: new VirtualClock(new Date('2026-11-24T00:30:00+08:00')) }
  expect(clockTime(new Date('2026-11-24T00:05:00+08:00'), showing)).toBe('00:05')
  expect(clockTime(new Date('2026-11-23T23:59:00+08:00'), showing)).toBe('11月23日 23:59')
})
