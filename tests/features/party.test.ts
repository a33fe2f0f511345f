/** How many people a message books for. */
import { describe, expect, it } from 'vitest'
import { verbOfAll } from '../../src/features/bookings/clerk/rules.ts'
import { partyFor, partyIn } from '../../src/features/bookings/party/rules.ts'
import { slotsOf } from '../../src/intents/slots.ts'

const read = (raw: string) => partyIn(raw, slotsOf(raw).count)

describe('how many come', () => {
  it.each([
    ['约两个人', 2],
    ['我和我媳妇都剪，明天下午三点', 2],
    ['我跟孩子还有我哥一起理', 3],
    ['给我和我儿子约个理发', 2],
    ['我们仨都要理发', 3],
    ['我们三个明天去剪头', 3],
    ['一家三口剪头', 3],
    ['约2个号', 2],
    ['咱俩都剪', 2],
    ['我媳妇也剪', 2],
  ])('%s', (raw, people) => expect(read(raw)).toBe(people))

  it.each(['约个理发 明天下午三点', '我们三点去剪头', '咱11点半到', '我们一起去看看', '约三点的', '给我媳妇约个理发', '我们2025年就来过', '约一个'])(
    '%s says nothing of it',
    (raw) => expect(read(raw) ?? 1).toBe(1),
  )

  it('fits the places of a time, and knows who is left over', () => {
    const haircut = { places: 2, perPerson: 2, discreet: false }
    expect(partyFor(haircut, 1, 6)).toEqual({ people: 1, rest: 0, tooMany: false, along: false })
    expect(partyFor(haircut, 3, 6)).toEqual({ people: 2, rest: 1, tooMany: false, along: false })
    expect(partyFor(haircut, 50, 6)).toMatchObject({ people: 2, tooMany: true })
    expect(partyFor({ places: 1, perPerson: 2, discreet: true }, 2, 6)).toEqual({ people: 1, rest: 0, tooMany: false, along: true })
    expect(partyFor({ places: 200, perPerson: 1, discreet: false }, 90, 6)).toMatchObject({ people: 6, rest: 84 })
  })

  it('and what is to be done to all of them', () => {
    expect(['我和我媳妇都剪，明天', '我们俩一起理一下', '我媳妇也剪', '仨人都要剪头'].map(verbOfAll)).toEqual(['剪', '理', '剪', '剪'])
    expect(['都理赔了吗', '一起理论', '剪头'].map(verbOfAll)).toEqual([undefined, undefined, undefined])
  })
})
