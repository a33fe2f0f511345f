import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { civilMoment, HOUSE_QUIET, quietAround } from '../../src/bot/quiet.ts'
import { hoursIn, leavesTime } from '../../src/bot/quiet-words.ts'
import { openCalendar } from '../../src/lib/calendar.ts'

const calendar = openCalendar('Asia/Shanghai')
const at = (time: string) => new Date(`2026-11-${time}:00+08:00`)
const [NIGHT] = HOUSE_QUIET

describe('quiet hours', () => {
  it('begin and end at their minute, on both sides of midnight', () => {
    for (const [moment, end] of [
      ['24T21:29', undefined],
      ['24T21:30', '25T08:00'],
      ['25T00:00', '25T08:00'],
      ['25T07:59', '25T08:00'],
      ['25T08:00', undefined],
    ] as const)
      expect(quietAround(HOUSE_QUIET, at(moment), calendar)?.end, moment).toEqual(end && at(end))
  })

  it('that touch or overlap are one', () => {
    const spans = [
      { from: '21:30', to: '08:00' },
      { from: '07:00', to: '09:00' },
      { from: '09:00', to: '10:00' },
    ]
    expect(quietAround(spans, at('24T22:00'), calendar)).toEqual({ start: at('24T21:30'), end: at('25T10:00') })
  })

  it('put off what can wait, and let go before them what cannot', () => {
    const due = at('25T06:00')
    const now = at('24T10:00')
    expect(civilMoment({ due, worthlessAfter: at('25T09:00'), now }, HOUSE_QUIET, calendar)).toEqual({ at: at('25T08:00'), deferred: true })
    expect(civilMoment({ due, worthlessAfter: at('25T07:30'), now }, HOUSE_QUIET, calendar)).toEqual({ at: at('24T21:25'), deferred: false })
    expect(civilMoment({ due, worthlessAfter: at('25T07:30'), now: at('24T21:28') }, HOUSE_QUIET, calendar)).toEqual({ at: at('24T21:28'), deferred: false })
    expect(civilMoment({ due, worthlessAfter: at('25T07:30'), now: at('24T23:00') }, HOUSE_QUIET, calendar)).toBeUndefined()
  })

  it('never let anything out inside them, nor after it is worthless, whatever the hours', () => {
    const minute = fc.integer({ min: 0, max: 1_439 }).map((n) => `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`)
    const span = fc.record({ from: minute, to: minute }).filter(({ from, to }) => from !== to)
    const offset = fc.integer({ min: -2_880, max: 2_880 })
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 3 }), offset, fc.integer({ min: 0, max: 2_880 }), (spans, ahead, life) => {
        fc.pre(leavesTime(spans))
        const now = at('24T10:00')
        const due = new Date(now.getTime() + ahead * 60_000)
        const worthlessAfter = new Date(Math.max(due.getTime(), now.getTime()) + life * 60_000)
        const civil = civilMoment({ due, worthlessAfter, now }, spans, calendar)
        if (!civil) return
        const goes = civil.at > now ? civil.at : now
        expect(quietAround(spans, goes, calendar)).toBeUndefined()
        expect(goes <= worthlessAfter).toBe(true)
      }),
    )
  })
})

describe('the words for quiet hours', () => {
  const only = (from: string, to: string) => [{ from, to }]
  it.each([
    ['晚上十点到早上六点别发', only('22:00', '06:00')],
    ['免打扰设成22点到7点', only('22:00', '07:00')],
    ['免打扰，二十二点到六点。', only('22:00', '06:00')],
    ['晚上十一点到早上七点静音', only('23:00', '07:00')],
    ['晚上十二点到早上八点半别发', only('00:00', '08:30')],
    ['免打扰 22:30-6:15', only('22:30', '06:15')],
    ['晚上十点以后别推了', only('22:00', '08:00')],
    ['夜里十点往后别响，中不中', only('22:00', '08:00')],
    ['十点以后不要响 睡觉呢', only('22:00', '08:00')],
    ['黑喽十点往后白给俺发消息 睡觉嘞', only('22:00', '08:00')],
    ['夜班白天睡 上午八点到下午三点谁也别叮我', only('08:00', '15:00')],
    ['我上夜班 白天别发', only('08:00', '18:00')],
    ['嗯那个我白天睡觉晚上开车 就是说你们白天不要给我发消息', only('08:00', '18:00')],
    ['请将公告推送设置为每日08:00至20:00', only('20:00', '08:00')],
    ['请将公告提醒调整为每日8:00至20:00之间推送', only('20:00', '08:00')],
    ['我开夜车白天睡瞌睡 中午前莫给我响嘛', only('21:30', '12:00')],
    ['晌午一点到三点俺补觉 那会儿白响', [NIGHT, { from: '13:00', to: '15:00' }]],
    ['中午十二点到两点我补觉，这段时间别吱声', [NIGHT, { from: '12:00', to: '14:00' }]],
    ['中午别发 我歇着', [NIGHT, { from: '12:00', to: '14:00' }]],
    ['半夜别给我发了', 'house'],
    ['免打扰恢复默认', 'house'],
    ['十点到早上七点别吵我', [{ from: '22:00', to: '07:00' }]],
    ['十一点到六点别响', [{ from: '23:00', to: '06:00' }]],
    ['10点到6点不要发', [{ from: '22:00', to: '06:00' }]],
    ['九点半到第二天六点静音', [{ from: '21:30', to: '06:00' }]],
    ['十二点到六点别吵', [{ from: '00:00', to: '06:00' }]],
    ['八点到早上七点别发', [{ from: '20:00', to: '07:00' }]],
    ['我上夜班，九点到五点别发', [{ from: '09:00', to: '17:00' }]],
    ['22点到7点别发', [{ from: '22:00', to: '07:00' }]],
    ['免打扰，二十二点到六点', [{ from: '22:00', to: '06:00' }]],
    ['八点到下午三点别叮我', [{ from: '08:00', to: '15:00' }]],
    ['十二点到两点别响', [...HOUSE_QUIET, { from: '12:00', to: '14:00' }]],
  ])('%s', (words, hours) => expect(hoursIn(words)).toEqual(hours))

  it.each(['学习提醒别发了', '退订', '恢复学习提醒', '一天叮咚八回,调成一天一回中不', '不要提醒我上课'])('are none in: %s', (words) =>
    expect(hoursIn(words)).toBeUndefined(),
  )

  it('never leave no time at all', () => {
    expect(leavesTime([{ from: '08:00', to: '07:00' }])).toBe(false)
    expect(leavesTime(HOUSE_QUIET)).toBe(true)
  })
})
