/** How staff's words about closing are read. */
import { describe, expect, it } from 'vitest'
import { wishIn } from '../../src/features/knowledge/closures/rules.ts'
import { openCalendar } from '../../src/lib/calendar.ts'

describe('words that close', () => {
  const calendar = openCalendar('Asia/Shanghai')
  const NOW = calendar.instant('2026-11-24', '10:00')
  const read = (text: string) => {
    const wish = wishIn(text, NOW, calendar, [
      { key: 'haircut', names: ['理发室', '理发'] },
      { key: 'canteen', names: ['餐厅'] },
    ])
    if (wish?.does !== 'close') return wish?.does
    return [calendar.isoLocal(wish.from).slice(5), wish.until ? calendar.isoLocal(wish.until).slice(5) : 'open', wish.reason, wish.place].join(' ').trim()
  }

  it.each([
    ['今天停电闭馆', '11-24T10:00 11-25T00:00 停电'],
    ['明天上午开会，不开门', '11-25T08:00 11-25T12:00 开会'],
    ['今天下午两点到四点停水关门', '11-24T14:00 11-24T16:00 停水'],
    ['停电闭馆到明天早上8点', '11-24T10:00 11-25T08:00 停电'],
    ['明天到后天闭馆，因为消防检查', '11-25T00:00 11-27T00:00 消防检查'],
    ['11月30日闭馆一天 设备检修', '11-30T00:00 12-01T00:00 设备检修'],
    ['停电，闭馆两小时', '11-24T10:00 11-24T12:00 停电'],
    ['餐厅今天晚上停业', '11-24T18:00 11-25T00:00 临时闭馆 canteen'],
    ['闭馆，恢复时间待定', '11-24T10:00 open 临时闭馆'],
    ['理发室今天不开了', '11-24T10:00 11-25T00:00 临时闭馆 haircut'],
    ['来电了，恢复开放', 'reopen'],
    ['来电了', 'reopen'],
    ['今天几点关门', undefined],
    ['关闭 H-12 已经处理', undefined],
    ['群里主动回答 关闭', undefined],
    ['有司机来电投诉，说餐厅不开门', undefined],
    ['我手机打不开了', undefined],
    ['客户来电了', undefined],
    ['明天闭馆吗', undefined],
    ['发个通知给全部司机：明天下午停电，大厅三点关门', undefined],
    ['通知 明天停电闭馆', undefined],
    ['告诉大家明天不开门', undefined],
    ['理发多少钱', undefined],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected))
})
