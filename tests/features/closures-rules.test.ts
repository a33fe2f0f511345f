/** How staff's words about closing are read. */
import { describe, expect, it } from 'vitest'
import { strangePlace, wishIn } from '../../src/features/knowledge/closures/rules.ts'
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
    ['改 N-2 食堂今天不开门', undefined],
    ['N-2 改成明天下午闭馆', undefined],
    ['更正n12：明天不开门', undefined],
    ['回复 H-3 我们明天停业', undefined],
    ['内容 N-2 恢复开放', undefined],
    ['改成食堂今天不开门', undefined],
    ['理发多少钱', undefined],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected))
})

describe('the place in words that close', () => {
  const places = [
    { key: 'haircut', names: ['理发室', '理发'] },
    { key: 'canteen', names: ['餐厅'] },
    { key: 'centre', names: ['服务大厅'] },
  ]
  it.each([
    ['食堂今天不开门', '食堂'],
    ['今天食堂停业，因为检修', '食堂'],
    ['明天洗衣房停水，暂停开放', '洗衣房'],
    ['超市恢复营业', '超市'],
    ['洗澡今天暂停服务', '洗澡'],
    ['澡堂停水，不开门', '澡堂'],
    ['二楼活动室明天闭馆', '二楼活动室'],
    ['餐厅今天不开门', undefined],
    ['今天停电闭馆', undefined],
    ['中心明天不开门', undefined],
    ['整个中心今天停业', undefined],
    ['服务大厅现在停电关门', undefined],
    ['驿站明天全天不开门', undefined],
    ['停电了，先闭馆，开放时间另行通知', undefined],
    ['明天到后天闭馆，因为消防检查', undefined],
    ['11月30日闭馆一天 设备检修', undefined],
    ['今天下午两点到四点停水关门', undefined],
    ['停电闭馆到明天早上8点', undefined],
    ['元旦放假，1月1号到3号闭馆', undefined],
    ['明天上午开会，不开门', undefined],
    ['来电了，恢复开放', undefined],
    ['可以开门了', undefined],
    ['今天提前关门', undefined],
    ['闭馆，恢复时间待定', undefined],
    ['我们今天不开门', undefined],
    ['下大雪，今天闭馆', undefined],
  ])('%s', (text, expected) => expect(strangePlace(text, places)).toBe(expected))
})
