/** How points are spoken of, and what terms allow. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { metresBetween, monthIn, pointsFor, reckon, worth } from '../../src/features/merchants/merchants/rules.ts'
import { billIn, claimsRedeem, claimsSpend, codeIn } from '../../src/features/points/checkout/rules.ts'
import { claimsGrant, driverIn, pointsIn, reasonIn, takesAway, wayIn } from '../../src/features/points/grants/rules.ts'
import { missedPoints } from '../../src/features/points/pointtalk/rules.ts'
import { drawn, unneeded } from '../../src/features/points/wallet/rules.ts'
import { claimsVisit, doorCodeIn } from '../../src/features/visits/rules.ts'

describe('a merchant’s words', () => {
  it.each([
    ['482913 86元', '482913', 8_600],
    ['482913 86', '482913', 8_600],
    ['收码 118260 一共156', '118260', 15_600],
    ['275638 68.5元', '275638', 6_850],
    ['核销 550127 三十五块', '550127', 3_500],
    ['551209 吃饭三十八块五', '551209', 3_850],
    ['他报的号是六二零五四一总共三十块钱', '620541', 3_000],
    ['guke ma 841296 35 kuai', '841296', 3_500],
    ['034679 应收二百四', '034679', 24_000],
    ['顾客码 730155 账单120', '730155', 12_000],
  ])('%s', (words, code, bill) => {
    expect([codeIn(words), billIn(words)]).toEqual([code, bill])
  })

  it('are certain only when they are nothing else', () => {
    expect(['482913 86元', '码 482913 一共3块', '482913，86'].every(claimsRedeem)).toBe(true)
    expect(['48291 86元', '13800138000 86元', '482913', '我的码482913怎么用不了', '2026年11月 86元'].some(claimsRedeem)).toBe(false)
  })
})

describe('a driver’s words', () => {
  it('name a number of points in many ways', () => {
    expect(['用50积分', '我想用五十积分', '在老李汽修用50积分', '兑100分', '用50'].every(claimsSpend)).toBe(true)
    expect(['用50分钟', '用5个', '用500块', '积分怎么用', '用积分'].some(claimsSpend)).toBe(false)
  })

  it('tell how many are missed', () => {
    expect(['积分咋少了30', '咋少了三十分', '我的30分咋没了', '凭啥扣我50分'].map(missedPoints)).toEqual([30, 30, 30, 50])
    expect(['积分明细', '上周三上课加了没'].map(missedPoints)).toEqual([undefined, undefined])
  })

  it('name the door’s code, not a year or a phone', () => {
    expect(doorCodeIn('签到 4829', false)).toBe('4829')
    expect(doorCodeIn('4829', true)).toBe('4829')
    expect(doorCodeIn('4829', false)).toBeUndefined()
    expect(doorCodeIn('签到2026年', false)).toBeUndefined()
    expect([claimsVisit('签到4829'), claimsVisit('签到 48291')]).toEqual([true, false])
  })
})

describe('staff’s words', () => {
  it('say whether points are given or taken, or neither', () => {
    expect(
      [
        '扣D-1 90分 弄虚作假',
        'd-7 -15 迟到',
        '收回D-3 20分',
        '给D-1发20分',
        'D-7 +15',
        '补D-2 10分',
        'D-1 30分 重复发放',
        'D-1 30分 重复登记',
        '把D-1那30分收回',
        '给D-1 30分 上次扣错了',
        'D-12 20分 志愿服务',
        '1',
        '给司机加减积分',
        '给司机发积分',
      ].map(wayIn),
    ).toEqual(['take', 'take', 'take', 'give', 'give', 'give', undefined, undefined, 'take', 'give', undefined, undefined, undefined, 'give'])
    expect(['扣D-1 90分 弄虚作假', '奖励D-12 50分 拾金不昧', '补13800138000 10分 漏记'].every(claimsGrant)).toBe(true)
    expect(['扣分了吗', '扣D证吗', '加20分可以吗'].some(claimsGrant)).toBe(false)
  })

  it.each([
    ['给13800138000发20分 志愿服务', '13800138000', 20, false, '志愿服务'],
    ['给D-12加三十分，捡手机上交', 'D-12', 30, false, '捡手机上交'],
    ['扣D12 15分 重复签到', 'D-12', 15, true, '重复签到'],
    ['d-7 +15 参加党课', 'D-7', 15, false, '参加党课'],
  ])('%s', (words, who, points, takes, reason) => {
    expect([
      driverIn(
        words,
        ['13800138000'].filter((phone) => words.includes(phone)),
      ),
      pointsIn(words, false),
      takesAway(words),
    ]).toEqual([who, points, takes])
    expect(reasonIn(words)).toContain(reason)
  })

  it('are certain where a driver and points are named', () => {
    expect(['给13800138000发20分 志愿服务', '撤销 P-3', '给D-12加10分'].every(claimsGrant)).toBe(true)
    expect(['给老王加20分', '我的积分', '给13800138000打电话'].some(claimsGrant)).toBe(false)
    expect(reasonIn('给司机加分')).toBeUndefined()
    expect(reasonIn('给王师傅加20分 补志愿服务')).toBe('补志愿服务')
  })
})

describe('terms', () => {
  const amount = fc.integer({ min: 1, max: 200_000 })
  it('never take more off than the bill, the ceilings or the points are worth', () => {
    fc.assert(
      fc.property(
        amount,
        fc.integer({ min: 1, max: 5_000 }),
        fc.integer({ min: 1, max: 500 }),
        fc.option(amount, { nil: undefined }),
        fc.option(amount, { nil: undefined }),
        (bill, held, pointsPerYuan, maxPerBill, left) => {
          const terms = { pointsPerYuan, minPoints: 1, ...(maxPerBill === undefined ? {} : { maxPerBill }) }
          const reckoned = reckon(terms, held, bill, { person: left, all: undefined })
          if (reckoned.is !== 'ok') return
          expect(reckoned.fen).toBeLessThanOrEqual(Math.min(bill, maxPerBill ?? bill, left ?? bill))
          expect(reckoned.points).toBeLessThanOrEqual(held)
          expect(worth(reckoned.points, terms)).toBe(reckoned.fen)
          expect(worth(pointsFor(bill, terms), terms)).toBeLessThanOrEqual(bill)
        },
      ),
    )
  })

  it('draw on lots completely or not at all, and give back what lapses last', () => {
    const lots = fc.array(fc.record({ left: fc.integer({ min: 0, max: 50 }), until: fc.constantFrom('2026-12-01', '2026-12-02', '2026-12-03') }), {
      maxLength: 8,
    })
    fc.assert(
      fc.property(lots, fc.integer({ min: 1, max: 120 }), fc.integer({ min: 0, max: 120 }), (given, points, kept) => {
        const known = given.map((lot, id) => ({ id: String(id), ...lot }))
        const uses = drawn(known, points)
        const all = known.reduce((sum, lot) => sum + lot.left, 0)
        expect(uses !== undefined).toBe(all >= points)
        if (!uses) return
        expect(uses.reduce((sum, use) => sum + use.amount, 0)).toBe(points)
        const back = unneeded(
          uses.map((use) => ({ ...use, until: known[Number(use.lotId)]?.until ?? '' })),
          Math.min(kept, points),
        )
        expect(back.reduce((sum, use) => sum + use.amount, 0)).toBe(points - Math.min(kept, points))
      }),
    )
  })

  it('count distances and months as people do', () => {
    expect(Math.round(metresBetween({ lat: 35.215, lon: 113.242 }, { lat: 35.2405, lon: 113.229 }) / 100)).toBe(31)
    expect(['对账单', '上个月的账', '10月对账单', '十二月', '上上个月'].map((text) => monthIn(text, '2026-11-24'))).toEqual([
      '2026-11',
      '2026-10',
      '2026-10',
      '2025-12',
      '2026-09',
    ])
    expect(monthIn('上个月', '2027-01-05')).toBe('2026-12')
  })
})
