/** What the words about one's own file are read as. */
import { describe, expect, it } from 'vitest'
import {
  claimsCode,
  codeIn,
  confirmation,
  endsOneDate,
  isMistyped,
  isPlainlySure,
  KINDS,
  muted,
  plainlyAboutNotices,
  plainlyStops,
  readWish,
} from '../../src/features/people/rules.ts'
import { slotsOf } from '../../src/intents/slots.ts'
import { NO_TERMS } from '../../src/intents/terms.ts'

const slots = (text: string) => ({ ...slotsOf(text), named: NO_TERMS })
const code = (text: string) => codeIn({ raw: text })?.toUpperCase()
const mistyped = (text: string) => isMistyped({ raw: text, slots: slots(text) })

describe('a code in a message', () => {
  it('is found alone and inside a sentence, in any width and case', () => {
    expect(code('K7M2Q9XT')).toBe('K7M2Q9XT')
    expect(code('我的绑定码是 k7m2q9xt')).toBe('K7M2Q9XT')
    expect(code('绑定码：K7M2Q9XT，10分钟内有效')).toBe('K7M2Q9XT')
    expect(code('Ｋ７Ｍ２Ｑ９ＸＴ')).toBe('K7M2Q9XT')
  })

  it('is put together when it came with spaces or hyphens', () => {
    for (const text of ['VT8V 4GDW', 'vt8v-4gdw', 'VT 8V 4G DW', '绑定码 VT8V 4GDW', '绑定码：VT8V4 GDW']) {
      expect(code(text), text).toBe('VT8V4GDW')
      expect(claimsCode(text), text).toBe(true)
    }
  })

  it('is known to be mistyped where a code was clearly meant', () => {
    for (const text of ['绑定码 VT8V4GD', '绑定码VT8V4GDWX', '绑定码是 12345678', '工作人员码 VT8V 4GD']) {
      expect(code(text), text).toBeUndefined()
      expect(mistyped(text), text).toBe(true)
      expect(claimsCode(text), text).toBe(true)
    }
    for (const text of ['绑定', '绑定手机号 13800138000', '绑一下 豫H3F568', '理发多少钱', '扫码要钱吗', '号码 13800138000']) {
      expect(mistyped(text), text).toBe(false)
      expect(claimsCode(text), text).toBe(false)
    }
  })

  it('is not the end of a telephone number, a plate or a date', () => {
    for (const text of ['绑定,手机尾号6620', '绑一下 豫H3F568', '绑定 13800138000', '绑定手机号', '11月28日绑定', '绑定 豫HD36290'])
      expect(code(text), text).toBeUndefined()
  })
})

describe('"really delete?"', () => {
  it('takes only a plain 确认', () => {
    for (const text of ['确认删除', '确认', '确定', '确定删除', '我确认删除。']) expect(confirmation(text), text).toBe('yes')
    for (const text of ['不删', '别删', '算了', '先不删', '等等', '不确定', '没确认删除']) expect(confirmation(text), text).toBe('no')
    for (const text of ['好', '好的', '嗯', '行', '是', '同意', '可以', 'ok', '几点开门', '删了以后积分还在吗', ''])
      expect(confirmation(text), text).toBeUndefined()
  })

  it('never reads a choice out of a longer sentence', () => {
    const sure = (text: string) => isPlainlySure({ text, slots: slots(text) })
    for (const text of ['', '1', '第一个', '确认删除']) expect(sure(text), text).toBe(true)
    for (const text of ['先别确认删除', '我还没说确认删除呢', '删除']) expect(sure(text), text).toBe(false)
  })
})

/** What is muted afterwards, from nothing muted or from what is given. */
const outcome = (text: string, before: string[] = []) => muted(before, readWish(text).steps)
const without = (...kinds: string[]) => KINDS.filter((kind) => !kinds.includes(kind))

describe('wishes about notices', () => {
  it('are none where somebody only asks how it is set', () => {
    const asking = [
      '免打扰是几点',
      '免打扰时间几点到几点',
      '现在免打扰吗',
      '我停收了哪些',
      '我免打扰开了没',
      '静音了吗',
      '我现在是不是停收了公告',
      '把哪些提醒关了',
      '退订了什么',
    ]
    for (const text of asking) expect(readWish(text), text).toEqual({ steps: [], hours: false, asks: true })
    for (const text of ['能不能别给我发了', '别发了行吗', '提醒能不能关了', '预约提醒可以关不', '通知可以停了吗', '晚上几点以后都别发'])
      expect(readWish(text).asks, text).toBeUndefined()
  })

  it('may be for a while only', () => {
    for (const text of [
      '今天别打扰我',
      '我下班了，别打扰',
      '我在开车别发消息',
      '我现在开着车，别发长的',
      '请别在我睡觉的时候发消息',
      '开会呢别响',
      '这两天别推了',
      '先静音一礼拜',
      '今晚别发了',
      '这会儿忙，先别发',
      '暂时关掉通知',
      '静音三天',
    ])
      expect(readWish(text).while, text).toBe(true)
    for (const text of ['退订', '别发了', '以后别发了', '公告别发了', '一天三条，少发点', '一天七八条烦死了，停了吧', '你给我停了吧等我需要了再开', '恢复提醒'])
      expect(readWish(text).while, text).toBe(false)
  })

  it('that only want less, or speak of what is advertised, are about announcements', () => {
    for (const text of [
      '公告太多了，少发点',
      '别给我发广告',
      '太吵了 少发点',
      '能不能少发两条',
      '公告我不想看 别给我发',
      '少推点',
      '别发了，公告太烦',
      '广告别发了',
    ])
      expect(outcome(text), text).toEqual(['notice'])
    expect(outcome('所有通知都别发了')).toEqual(['all'])
  })

  it('may name several kinds', () => {
    for (const text of ['学习提醒、公告都别发了', '学习提醒和公告都别发了', '公告，还有学习，都别发了', '公告 学习 别发了'])
      expect(outcome(text).sort(), text).toEqual(['notice', 'study'])
    expect(outcome('我在学习，公告别发了')).toEqual(['notice'])
  })

  it('about one paper end its date, not every date', () => {
    for (const text of ['别提醒我年检了', '保险不用提醒了', '年检别再提醒我']) expect(endsOneDate(text, readWish(text)), text).toBe(true)
    for (const text of ['到期提醒别发了', '证件到期都别提醒我', '年检提醒留着', '学习提醒别发了', '别发了'])
      expect(endsOneDate(text, readWish(text)), text).toBe(false)
  })

  it('resume in many words, and never by a word that stops', () => {
    for (const text of ['重新接收公告', '公告可以发了', '公告继续给我发吧', '公告可以再给我发了', '公告接着发']) {
      expect(outcome(text, ['notice', 'study']), text).toEqual(['study'])
      expect(plainlyAboutNotices(text), text).toBe(true)
    }
    for (const text of ['不要再给我发公告了', '公告别继续发了', '公告可以不发了']) expect(outcome(text), text).toEqual(['notice'])
    for (const text of ['我停收了哪些', '停收了什么', '我关了哪些提醒', '哪些提醒被我关了']) expect(plainlyAboutNotices(text), text).toBe(true)
    for (const text of ['停电了什么时候来', '理发店关了吗', '有什么公告', '公告发了吗', '发公告：明天可以发货'])
      expect(plainlyAboutNotices(text), text).toBe(false)
  })

  it('without a kind stop or resume everything', () => {
    for (const text of ['退订', '别发了', '关掉通知', '把提醒都关了', '俺嘞提醒恁给停了吧', '别光给俺发了 吵哩慌', '打开免打扰'])
      expect(outcome(text), text).toEqual(['all'])
    for (const text of [
      '恢复',
      '恢复推送',
      '重新接收',
      '提醒给我恢复了吧 上次关错了',
      '通知给我恢复 前几天关了',
      '之前给关了,现在又想收了,提醒给我打开',
      '取消免打扰',
    ]) {
      expect(outcome(text, ['all']), text).toEqual([])
    }
  })

  it('with a kind change only that one', () => {
    expect(outcome('不要提醒我学习')).toEqual(['study'])
    expect(outcome('公告不要 年检提醒留着')).toEqual(['notice'])
    expect(outcome('恢复学习提醒', ['all'])).toEqual(without('study'))
    expect(outcome('恢复学习提醒', ['study', 'points'])).toEqual(['points'])
    expect(outcome('年检提醒留着 别的都别发')).toEqual(without('deadline'))
  })

  it('are stopped now even when they may come back later', () => {
    expect(outcome('你给我停了吧等我需要了再开')).toEqual(['all'])
    expect(readWish('这周先停了 下周再发').while).toBe(true)
  })

  it('takes 不想收 for no 想收', () => {
    for (const text of ['不想收提醒', '不想再收提醒了', '不愿意收你们的推送']) expect(outcome(text), text).toEqual(['all'])
    expect(outcome('不想再收到培训的消息')).toEqual(['study'])
    expect(outcome('又想收公告了', ['notice', 'study'])).toEqual(['study'])
    expect(outcome('取消订阅公告')).toEqual(['notice'])
  })

  it('is sure of a message that asks for nothing else', () => {
    const sure = [
      '退订公告',
      '别给我发培训通知了',
      '不想收提醒',
      '停发公告',
      '取消订阅通知',
      '把公告停了吧',
      '学习提醒别发了',
      '别发广告了',
      '不要再给我发你们的推送了！',
    ]
    for (const text of sure) expect(plainlyStops(text), text).toBe(true)
    const other = [
      '公告发了吗',
      '别忘了提醒我年检',
      '关门时间有通知吗',
      '不想活了',
      '停车',
      '取消预约',
      '取消提醒',
      '我要看公告',
      '别发火',
      '停止 N-3',
      '通知：明天停水',
    ]
    for (const text of other) expect(plainlyStops(text), text).toBe(false)
  })

  it('that only name the settings change nothing', () => {
    for (const text of ['免打扰', '通知设置', '提醒设置']) expect(readWish(text), text).toEqual({ steps: [], hours: false })
  })

  it('with hours of the day are recognised as such', () => {
    for (const text of ['晚上十点以后别推了', '免打扰设成22点到7点', '半夜别给我发了']) expect(readWish(text).hours, text).toBe(true)
  })
})
