/** Pure rules of study: which session is meant, codes, offers, gaps, and what staff write. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asksDecision, asksExcuse, reasonIn } from '../../src/features/study/absences/rules.ts'
import { asksWait, closing, codeIn, standings } from '../../src/features/study/attendance/rules.ts'
import { movedTo, saidSession, shiftIn, spanIn } from '../../src/features/study/plans/rules.ts'
import { askedIn, asksOfCourse, asksWhetherOn, enrolsIn, forOthers, leavesQueue, offerEnd } from '../../src/features/study/study/rules.ts'
import { commandIn } from '../../src/features/study/studydesk/rules.ts'
import { meantBy, seriesDays, soonMoment } from '../../src/features/study/timetable/rules.ts'
import { openCalendar } from '../../src/lib/calendar.ts'
import { HOUR, MINUTE } from '../../src/lib/clock.ts'
import { isRotatingCode, rotatingCode, TURN } from '../../src/lib/rotating-code.ts'

const calendar = openCalendar('Asia/Shanghai')
const at = (local: string) => new Date(`${local}:00+08:00`)
const slots = { phones: [] }

describe('报名 and a name', () => {
  it.each(['报名道路新规', '我要报名急救', '给我报个名，防御性驾驶'])('%s enrols', (text) => expect(enrolsIn(text)).toBe(true))
  it.each(['报名', '报名费多少', '报名截止了没', '报名要啥条件', '昨天报名的那个人', '报名参加了培训', '咋报名急救课', '报名表在哪领'])(
    '%s asks or tells',
    (text) => expect(enrolsIn(text)).toBe(false),
  )
})

describe('a question about a course', () => {
  const heard = (text: string, services: string[] = []) => ({ text, readings: [], elliptic: false, slots: { named: { services } } }) as never
  it.each(['明天那课几点', '防御性驾驶还有几个名额', '安全驾驶几点开始', '急救课在哪个教室', '急救课还有名额没', '上课要带啥'])('%s', (text) =>
    expect(asksOfCourse(heard(text))).toBe(true),
  )
  it.each(['最近有啥课', '那堂党课还有名额就写上我', '体检名额还有六个', '还有几个名额给我报上', '课程表几点出', '明天那课我去不了了'])(
    '%s is something else',
    (text) => expect(asksOfCourse(heard(text))).toBe(false),
  )
  it('leaves other services their own', () => expect(asksOfCourse(heard('几点开始剪', ['haircut']))).toBe(false))
  it.each([
    ['要带东西不', 'bring'],
    ['在哪个教室', 'where'],
    ['几点开始', 'when'],
    ['还有几个名额', 'places'],
    ['老师是谁', 'other'],
    ['给我报上急救课', undefined],
    ['周六那场', undefined],
  ])('in an enrolment: %s', (text, asked) => expect(askedIn(text)).toBe(asked))
  it.each(['课取消了吗', '明天的课取消了没', '今天停课吗', '培训还上不上'])('%s asks whether it is held', (text) => expect(asksWhetherOn(text)).toBe(true))
  it.each(['课取消了', '我想把课取消了行吗', '取消课', '课怎么取消'])('%s does not', (text) => expect(asksWhetherOn(text)).toBe(false))
})

describe('a waiting list', () => {
  const heard = (text: string, services: string[] = []) => ({ text, readings: [], elliptic: false, slots: { named: { services } } }) as never
  it.each(['退出换轮胎的排队', '取消急救课的排队', '换轮胎那课不排了', '急救培训别排了'])('is left: %s', (text) => expect(leavesQueue(heard(text))).toBe(true))
  it.each(['取消排队', '取消我的排队', '排队', '换轮胎那课几点', '不排了'])('is not left: %s', (text) => expect(leavesQueue(heard(text))).toBe(false))
  it('of another service is its own', () => expect(leavesQueue(heard('退出理发的排队', ['haircut']))).toBe(false))
  it.each(['换轮胎那课我排第几', '有位子了吗', '急救课有名额了没', '培训轮到我没'])('is asked about: %s', (text) => expect(asksWait(text)).toBe(true))
  it.each(['我排第几', '下一期叉车培训排到几号了', '有停车位子了吗', '理发排到我没'])('is not asked about: %s', (text) => expect(asksWait(text)).toBe(false))
})

describe('which session words mean', () => {
  const sessions = [
    { id: 'a', number: 'S-1', kind: 'education', title: '防御性驾驶', startsAt: at('2026-11-28T09:00') },
    { id: 'b', number: 'S-2', kind: 'skills', title: '急救培训', startsAt: at('2026-11-29T09:30') },
    { id: 'c', number: 'S-12', kind: 'education', title: '道路运输安全和新规', startsAt: at('2026-12-02T14:30') },
  ] as const
  const meant = (text: string, more: object = {}) => {
    const { named, fits } = meantBy({ text, codes: [], ...more }, sessions, calendar)
    return named ? fits.map(({ id }) => id).join('') : '-'
  }
  it.each([
    ['急救课算我一个', 'b'],
    ['报名继续教育', 'ac'],
    ['继续教育下一期', 'a'],
    ['报名', '-'],
    ['我要报名培训', '-'],
    ['防御驾驶那个', 'a'],
    ['党课', ''],
  ])('%s', (text, ids) => expect(meant(text)).toBe(ids))

  it('by number exactly, by day, by place in the list', () => {
    expect(meant('报名', { codes: ['S-1'] })).toBe('a')
    expect(meant('报名', { codes: ['S-99'] })).toBe('')
    expect(meant('报名', { days: { first: '2026-11-29', last: '2026-11-29' } })).toBe('b')
    expect(meant('报名', { days: { first: '0000-01-01', last: '9999-12-31', from: '12:00', to: '18:00' } })).toBe('c')
    expect(meant('报名', { position: 3 })).toBe('c')
    expect(meant('报名', { position: 9 })).toBe('')
  })
})

describe('for whom', () => {
  it.each(['给我老公报上', '帮俺兄弟报个名', '报名，继续教育，三个人', '我跟同事都参加'])('another: %s', (text) => expect(forOthers(text)).toBe(true))
  it.each(['给我报上', '算我一个', '俺去', '报第一个', '还有名额没'])('oneself: %s', (text) => expect(forOthers(text)).toBe(false))
})

describe('the code', () => {
  it.each([
    ['上课签到码 3307', '3307'],
    ['黑板上写的码是七三零六', '7306'],
    ['说错码了，不是 8302，是 8320', '8320'],
    ['２８４１', '2841'],
    ['5 8 2 1', '5821'],
    ['签到', undefined],
    ['11月28号签到', undefined],
    ['2026年的课签到', undefined],
  ])('in %s', (raw, code) => expect(codeIn({ raw, slots: slots as never })).toBe(code))

  it('is four digits, holds for its turn and two more, and is another session’s only by chance', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
        const now = new Date(seconds * 1_000)
        const code = rotatingCode('one', now)
        expect(code).toMatch(/^\d{4}$/)
        for (const late of [0, 1, 2]) expect(isRotatingCode('one', code, new Date(now.getTime() + late * TURN))).toBe(true)
      }),
    )
    const codes = Array.from({ length: 2_000 }, (_, turn) => rotatingCode('one', new Date(turn * TURN)))
    expect(new Set(codes).size).toBeGreaterThan(1_700)
    const kept = codes.filter((code, turn) => isRotatingCode('one', code, new Date((turn + 3) * TURN)))
    expect(kept.length).toBeLessThan(5)
  })
})

describe('an offer', () => {
  it('gives waking hours, ends before the session, and is not made at the last minute', () => {
    expect(offerEnd(at('2026-12-03T15:00'), at('2026-11-26T10:00'), calendar)).toEqual(at('2026-11-26T16:00'))
    expect(offerEnd(at('2026-12-03T15:00'), at('2026-11-26T23:00'), calendar)).toEqual(at('2026-11-27T14:00'))
    expect(offerEnd(at('2026-12-03T15:00'), at('2026-11-26T19:00'), calendar)).toEqual(at('2026-11-27T12:00'))
    expect(offerEnd(at('2026-11-26T12:00'), at('2026-11-26T10:00'), calendar)).toEqual(at('2026-11-26T11:00'))
    expect(offerEnd(at('2026-11-26T10:20'), at('2026-11-26T10:00'), calendar)).toBeUndefined()
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), (minutes) => {
        const now = at('2026-11-26T10:00')
        const starts = new Date(now.getTime() + minutes * MINUTE)
        const end = offerEnd(starts, now, calendar)
        expect(end === undefined || (end > now && end < starts)).toBe(true)
      }),
    )
  })
})

describe('moments', () => {
  it('of a reminder are never at night', () => {
    expect(soonMoment(at('2026-12-03T15:00'), calendar)).toEqual(at('2026-12-03T13:00'))
    expect(soonMoment(at('2026-12-03T08:00'), calendar)).toEqual(at('2026-12-02T20:30'))
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 24 * 60 - 1 }), (minute) => {
        const starts = new Date(at('2026-12-03T00:00').getTime() + minute * MINUTE)
        expect(starts.getTime() - soonMoment(starts, calendar).getTime()).toBeGreaterThanOrEqual(HOUR)
      }),
    )
  })

  it('of a series are its weekday, every so many weeks, never a public holiday', () => {
    const days = seriesDays({ weekday: 5, weeks: 2, firstDay: '2026-11-26', lastDay: null }, '2026-11-26', '2027-02-28', calendar)
    expect(days.slice(0, 3)).toEqual(['2026-11-27', '2026-12-11', '2026-12-25'])
    for (const day of days) {
      expect(calendar.weekday(day)).toBe(5)
      expect(calendar.holiday(day)?.kind).not.toBe('holiday')
    }
    expect(seriesDays({ weekday: 5, weeks: 1, firstDay: '2026-11-26', lastDay: '2026-12-04' }, '2026-11-26', '2027-02-28', calendar)).toEqual([
      '2026-11-27',
      '2026-12-04',
    ])
  })
})

describe('a year of study', () => {
  it('adds up what was done and what is missing', () => {
    const attended = [
      { kind: 'education', tenths: 30 },
      { kind: 'education', tenths: 15 },
      { kind: 'skills', tenths: 20 },
    ]
    expect(standings(['education', 'party', 'skills'], attended, new Map([['education', 240]]))).toEqual([
      { kind: 'education', times: 2, done: 45, required: 240, missing: 195 },
      { kind: 'skills', times: 1, done: 20, required: undefined, missing: 0 },
    ])
  })

  it('closes a gap with as few of the next sessions as it takes', () => {
    const sessions = fc.array(fc.record({ tenths: fc.integer({ min: 0, max: 60 }) }), { maxLength: 12 })
    fc.assert(
      fc.property(sessions, fc.integer({ min: -10, max: 300 }), (all, missing) => {
        const chosen = closing(all, missing, 4)
        const without = chosen.slice(0, -1).reduce((sum, each) => sum + each.tenths, 0)
        expect(chosen.length).toBeLessThanOrEqual(4)
        if (chosen.length > 0) expect(without).toBeLessThan(missing)
        if (missing <= 0) expect(chosen).toEqual([])
      }),
    )
  })
})

describe('an excuse', () => {
  it.each([
    '请假',
    '周三那课请个假，出长途',
    '忘了签到',
    '我到了没签上',
    '补签一下',
    '车坏路上了没去成',
    '没去成，家里有事',
    '上次的课没去成',
    '那天的课我没上成',
    '堵车没赶上课',
  ])('is %s', (text) => expect(asksExcuse(text)).toBe(true))
  it.each([
    '放假上课吗',
    '补签 S-3 1',
    '请假单',
    '国庆假期有课吗',
    '签到 1234',
    '补证',
    '预约没去成',
    '他没去成',
    '没赶上车次',
    '理发没去成',
    '有没有去成都的货',
    '公告我都没赶上',
    '三会一课都没赶上过',
    '不是请假，是这个班我不上了',
  ])('is not %s', (text) => expect(asksExcuse(text)).toBe(false))
  it.each(['我有请假吗', '我请过假没', '假批了没', '我的假批下来了吗', '准假了吗', '补签通过了吗'])('is asked about: %s', (text) =>
    expect(asksDecision(text)).toBe(true),
  )
  it.each(['请假', '我要请假', '放假批了吗', '请假，车坏了', '补签一下'])('is not only asked about: %s', (text) => expect(asksDecision(text)).toBe(false))
  it('has a reason only when something is said beside it', () => {
    expect(reasonIn('请假')).toBeUndefined()
    expect(reasonIn('我到了，没签上')).toBeUndefined()
    expect(reasonIn('上次的课没去成')).toBeUndefined()
    expect(reasonIn('没去成，家里有事')).toBe('没去成，家里有事')
    expect(reasonIn('车坏路上了没去成')).toBe('车坏路上了没去成')
    expect(reasonIn('周三那课请个假，出长途赶不回来')).toBe('周三那课请个假，出长途赶不回来')
  })
})

describe('what staff write', () => {
  it('is a command by its first words', () => {
    expect(commandIn('取消课 S-3 老师病了')).toEqual({ does: 'cancel', number: 'S-3', why: '老师病了' })
    expect(commandIn('补签 s-12 1 3、5')).toEqual({ does: 'admit', number: 'S-12', positions: [1, 3, 5] })
    expect(commandIn('不准 Q-2 下次提前说')).toEqual({ does: 'decide', number: 'Q-2', approved: false, why: '下次提前说' })
    expect(commandIn('准Q-2')).toEqual({ does: 'decide', number: 'Q-2', approved: true, why: '' })
    expect(commandIn('上课码')).toEqual({ does: 'code', number: undefined })
    expect(commandIn('签到码 S-3')).toEqual({ does: 'code', number: 'S-3' })
    expect(commandIn('签到码')).toBeUndefined()
    expect(commandIn('名单 S－3')).toEqual({ does: 'list', number: 'S-3' })
    for (const text of ['签到码 3307', '取消', '我的名单', '开课了吗', '核对一下', '准备好了', '停课了吗']) {
      const command = commandIn(text)
      expect(command === undefined || command.does === 'create', text).toBe(true)
    }
  })

  it('names kind, title, place, places, hours and points in any order', () => {
    const said = saidSession('继续教育 道路运输新规 12月8日14:30到17:00 二楼培训教室 40人 1.5学时 10分', '12月8日14:30到17:00')
    expect(said).toMatchObject({ kind: 'education', title: '道路运输新规', place: '二楼培训教室', places: 40, tenths: 15, points: 10 })
    expect(saidSession('党员学习 每周五19:00到20:30 地点：党群活动室 30个名额', '19:00到20:30')).toMatchObject({
      kind: 'party',
      place: '党群活动室',
      weekly: { weekday: 5, weeks: 1 },
    })
    expect(spanIn('下午2点到4点半')).toEqual({ start: '14:00', end: '16:30' })
    expect(spanIn('9:30-11:30')).toEqual({ start: '09:30', end: '11:30' })
    expect(spanIn('下午两点')).toBeUndefined()
  })

  it('calls a session by its title, too, and ends what recurs', () => {
    expect(commandIn('名单 安全驾驶')).toEqual({ does: 'titled', verb: 'list', words: '安全驾驶' })
    expect(commandIn('取消课 学习新精神')).toMatchObject({ does: 'titled', verb: 'cancel' })
    expect(commandIn('改课 学习新精神 推迟半小时')).toMatchObject({ does: 'titled', verb: 'change' })
    for (const text of [
      '以后每周五的学习新精神都不上了',
      '停开 每周五的学习新精神',
      'S-2这个系列以后不上了',
      '每周五的党课停了吧',
      '取消系列 S-2',
      '以后急救培训不办了',
    ])
      expect(commandIn(text), text).toMatchObject({ does: 'end' })
    for (const text of [
      '我以后每周五不上课了',
      '以后每周五都不上课了吗',
      '这周五不上课',
      '每周五几点上课',
      '取消',
      '取消预约',
      '停课了吗',
      '以后再说吧',
      '名单',
    ])
      expect(commandIn(text), text).toBeUndefined()
    for (const text of ['开课', '怎么开课', '怎么排课', '新课怎么发']) expect(commandIn(text), text).toEqual({ does: 'how', verb: 'create' })
    for (const text of ['改课', '改课怎么改']) expect(commandIn(text), text).toEqual({ does: 'how', verb: 'change' })
    expect(commandIn('补签 S-1 王师傅')).toEqual({ does: 'let-in', number: 'S-1', who: '王师傅' })
    expect(commandIn('补签 S-1 13800138000')).toEqual({ does: 'let-in', number: 'S-1', who: '13800138000' })
    expect(commandIn('补签 S-1 8820')).toMatchObject({ does: 'let-in', who: '8820' })
    expect(commandIn('补签 S-1 第2和第3')).toEqual({ does: 'admit', number: 'S-1', positions: [2, 3] })
  })

  it.each([
    ['继续教育 桥梁限高 二楼培训教室 40人', '桥梁限高', '二楼培训教室'],
    ['继续教育 时间管理 三楼会议室 限30人', '时间管理', '三楼会议室'],
    ['技能培训 积分怎么用 地点：一楼大厅 名额20', '积分怎么用', '一楼大厅'],
    ['技能培训 课名：名额分配办法 在二楼培训教室 名额：30', '名额分配办法', '二楼培训教室'],
    ['继续教育 安全在我心中 二楼培训教室', '安全在我心中', '二楼培训教室'],
    ['技能培训 叉车入门 时间： 地点 党群活动室 面向货车司机', '叉车入门', '党群活动室'],
  ])('keeps the title whole: %s', (words, title, place) => expect(saidSession(words, '')).toMatchObject({ title, place }))

  it.each([
    ['地点改到一楼大厅', '一楼大厅'],
    ['换到二楼培训教室', '二楼培训教室'],
    ['改在三楼', '三楼'],
    ['地点换成党群活动室', '党群活动室'],
    ['地方挪到综合楼302', '综合楼302'],
    ['把地点改为一楼大厅', '一楼大厅'],
    ['一楼大厅', '一楼大厅'],
  ])('knows where it is now: %s', (words, place) => expect(saidSession(words, '').place).toBe(place))

  it.each([
    ['名额改成1个', 1],
    ['名额 3', 3],
    ['名额：50', 50],
    ['加到50人', 50],
    ['人数改为二十', 20],
  ])('knows how many there may be: %s', (words, places) => expect(saidSession(words, '').places).toBe(places))
  it('knows how many more, and the new name', () => {
    expect(saidSession('再加5个名额', '')).toMatchObject({ places: undefined, morePlaces: 5 })
    expect(saidSession('改名叫春运安全', '').renamed).toBe('春运安全')
    expect(saidSession('课名改成《春运安全》', '').renamed).toBe('春运安全')
  })

  const session = { startsAt: at('2026-11-26T14:00'), endsAt: at('2026-11-26T15:30') }
  const clock = { now: at('2026-11-24T11:10'), calendar }
  it.each([
    ['15:00到16:30', '2026-11-26T15:00', '2026-11-26T16:30'],
    ['时间改成16:00到17:00', '2026-11-26T16:00', '2026-11-26T17:00'],
    ['改到下午3点', '2026-11-26T15:00', '2026-11-26T16:30'],
    ['9点到10点', '2026-11-26T09:00', '2026-11-26T10:00'],
    ['改到27号', '2026-11-27T14:00', '2026-11-27T15:30'],
    ['明天9:30到11:00', '2026-11-25T09:30', '2026-11-25T11:00'],
    ['推迟半小时', '2026-11-26T14:30', '2026-11-26T16:00'],
    ['往后推一个半小时', '2026-11-26T15:30', '2026-11-26T17:00'],
    ['提前一天', '2026-11-25T14:00', '2026-11-25T15:30'],
    ['晚30分钟', '2026-11-26T14:30', '2026-11-26T16:00'],
    ['延长到17:00', '2026-11-26T14:00', '2026-11-26T17:00'],
  ])('stays on its day and as long as it was unless told otherwise: %s', (words, from, to) =>
    expect(movedTo(words, session, clock)).toEqual({ startsAt: at(from), endsAt: at(to) }),
  )
  it('is not moved by other words', () => {
    for (const words of ['地点改到一楼大厅', '名额 30', '10分', '2学时']) expect(movedTo(words, session, clock), words).toBeUndefined()
    expect(shiftIn('晚上8点')).toBeUndefined()
  })
})
