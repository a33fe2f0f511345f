/** The days on which papers run out, as drivers name them. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayIn, withoutDays } from '../../src/features/deadlines/rules.ts'
import { openCalendar } from '../../src/lib/calendar.ts'

const calendar = openCalendar('Asia/Shanghai')
/** A Thursday. */
const NOW = new Date('2026-11-26T10:00:00+08:00')
const shown = (words: string): string | undefined => {
  const said = dayIn(words, NOW, calendar)
  return said && `${said.day}${said.exact ? '' : '~'}${said.past ? ' past' : ''}`
}

describe('a day in words', () => {
  it.each([
    ['3月5号年检', '2027-03-05'],
    ['年检12月3日', '2026-12-03'],
    ['今天是11月26号', '2026-11-26'],
    ['驾照后年六月底到', '2028-06-30'],
    ['后年6月到期', '2028-06-30~'],
    ['明年3月15', '2027-03-15'],
    ['二〇二七年四月三日届满', '2027-04-03'],
    ['27年三月', '2027-03-31~'],
    ['2026/4/18', '2026-04-18 past'],
    ['2027.6.26到期', '2027-06-26'],
    ['年检10.18', '2027-10-18'],
    ['12.20提醒', '2026-12-20'],
    ['下月八号', '2026-12-08'],
    ['下个月十五到期', '2026-12-15'],
    ['这月28', '2026-11-28'],
    ['20号', '2026-12-20'],
    ['腊月初八', '2027-01-15'],
    ['九月初三 农历的', '2027-10-02'],
    ['六月初九 阳历七月几号来着 7月3号', '2027-07-03'],
    ['八月初九换不对是八月九号换', '2027-08-09'],
    ['下月十六年检', '2026-12-16'],
    ['年底', '2026-12-31'],
    ['后年元旦到期', '2028-01-01'],
    ['七月中到期', '2027-07-15~'],
    ['12月初', '2026-12-01~'],
    ['今年10月21号', '2026-10-21 past'],
    ['昨天', '2026-11-25 past'],
    ['大后天', '2026-11-29'],
    ['还有四十来天到期', '2027-01-05'],
    ['半个月后', '2026-12-11'],
    ['下周五', '2026-12-04'],
    ['周三', '2026-12-02'],
    ['周四', '2026-11-26'],
    ['nianjian 9 yue 20 hao', '2027-09-20'],
    ['mingnian 4 yue', '2027-04-30~'],
    ['2028年2月29', '2028-02-29'],
    ['2月29号', '2028-02-29'],
    ['3月5号之前年检', '2027-03-05'],
    ['下周到期', '2026-12-06~'],
    ['年检这个月到期', '2026-11-30~'],
    ['年检还有20天', '2026-12-16'],
    ['明天上午9点交保险', '2026-11-27'],
    ['2027年3月6日下午5点前到期', '2027-03-06'],
  ])('%s', (words, day) => {
    expect(shown(words)).toBe(day)
  })

  it.each(['年检提醒我', '2月30号', '13月5号', '9.9元', '五块钱管饱', '10点30', '三台车', '每三个月一次', '现在', '下午3点', '明年', ''])(
    'is not there: %s',
    (words) => {
      expect(shown(words)).toBeUndefined()
    },
  )

  it('said whole is that day, in whichever way it is written', () => {
    const days = fc.integer({ min: 0, max: 3_000 }).map((ahead) => new Date(Date.UTC(2026, 10, 26) + ahead * 86_400_000).toISOString().slice(0, 10))
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 3 }), (day, way) => {
        const [year = '', month = '', date = ''] = day.split('-')
        const [m, d] = [Number(month), Number(date)]
        const words = [`${year}年${m}月${d}日`, `${year}.${m}.${d}`, `${year}-${month}-${date}到期`, `${year.slice(2)}年${m}月${d}号`][way] ?? ''
        expect(dayIn(`年检${words}提醒我`, NOW, calendar)).toEqual({ day, exact: true, past: false })
      }),
    )
  })

  it('is taken away from what else was said', () => {
    expect(withoutDays('提醒我明年3月5号上午交违章罚款', NOW, calendar).replace(/\s/g, '')).toBe('提醒我交违章罚款')
    expect(withoutDays('下周五交违章罚款', NOW, calendar).trim()).toBe('交违章罚款')
  })
})
