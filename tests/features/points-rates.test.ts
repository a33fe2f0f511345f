/** How staff say what points are earned for and what they are worth. */
import { describe, expect, it } from 'vitest'
import { claimsChange, ruleChangeIn, termsChangeIn } from '../../src/features/points/rates/rules.ts'

describe('a rule is changed by', () => {
  it.each([
    ['签到积分改成5分', { of: 'visit', what: 'points', to: 5 }],
    ['把上课积分改成三十分', { of: 'study', what: 'points', to: 30 }],
    ['签到一次改成10分。', { of: 'visit', what: 'points', to: 10 }],
    ['归还失物积分调到50分', { of: 'returned', what: 'points', to: 50 }],
    ['志愿服务的积分暂停', { of: 'volunteer', what: 'off', to: true }],
    ['志愿服务积分恢复', { of: 'volunteer', what: 'off', to: false }],
    ['上课积分每人每天最多60分', { of: 'study', what: 'perPersonDay', to: 60 }],
    ['一人一天最多得150分', { of: 'all', what: 'perPersonDay', to: 150 }],
    ['签到积分有效期改成180天', { of: 'visit', what: 'validDays', to: 180 }],
  ])('%s', (words, change) => expect(ruleChangeIn(words)).toEqual(change))
})

describe('a merchant’s terms are changed by', () => {
  it.each([
    ['王记快餐每单最多抵30元', { merchant: '王记快餐', what: 'maxPerBill', to: 3_000 }],
    ['王记快餐一人一天最多抵五十块', { merchant: '王记快餐', what: 'maxPerPersonDay', to: 5_000 }],
    ['老李汽修每天一共最多抵500元', { merchant: '老李汽修', what: 'maxPerDay', to: 50_000 }],
    ['老李汽修满50元才能用', { merchant: '老李汽修', what: 'minBill', to: 5_000 }],
    ['王记快餐最少用20分', { merchant: '王记快餐', what: 'minPoints', to: 20 }],
    ['王记快餐改成20积分抵1元', { merchant: '王记快餐', what: 'pointsPerYuan', to: 20 }],
  ])('%s', (words, change) => expect(termsChangeIn(words)).toEqual(change))
})

it('and by nothing else', () => {
  const others = [
    '签到积分是多少',
    '我签到得了5分',
    '给D-12加5分',
    '签到积分改成0分',
    '签到积分改成99999999分',
    '用50积分',
    '王记快餐每单最多抵多少',
    '两人以上要审批',
    '100分以上要第二个人同意',
  ]
  expect(others.filter(claimsChange)).toEqual([])
})
