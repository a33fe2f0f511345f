/** A thing's name inside a longer word names no thing. */
import { describe, expect, it } from 'vitest'
import { readThing } from '../../src/intents/thing.ts'
import { things } from '../../src/intents/things.ts'
import { makeMind } from '../../src/intents/understand.ts'
import { recogniserOfTests } from '../support/recogniser.ts'

const { understand } = makeMind(recogniserOfTests())
const named = (text: string): readonly string[] => understand(text).slots.named.items
const thing = (text: string): readonly string[] => readThing(understand(text), things()).items

describe('a name inside a longer word', () => {
  it.each([
    '我的信息',
    '查一下我的信息',
    '删除我的信息',
    '加个微信',
    '短信没收到',
    '信用分怎么查',
    '手机没信号吗',
    '这个花了多少',
    '积分怎么花',
    '哪能花积分',
    '眼花看不清',
    '这花费不少',
    '找支书签字',
    '卡车能停吗',
    '打卡',
    '到站打卡',
    '微信办卡',
    '管饱的包子',
    '包括哪些',
    '有啥菜',
    '今天的菜单',
    '去菜市场',
    '往哪边拐',
    '前面右拐',
    '酒店在哪',
    '抽烟去哪',
    '药店在哪',
    '砍一刀',
    '去下棋',
    '给个电画',
    '火锅店有吗',
    '停车充电吗',
    '平板车能进吗',
    '手办理在哪',
    '交通工具停哪',
    '有点心慌',
    '返回上一步',
    '请将预约取消',
    '看看我的学习记录',
    '我的资料',
    '党员档案',
    '早点行不行',
    '流动党员怎么弄',
  ])('"%s"', (text) => {
    expect(named(text).filter((item) => item !== '手机')).toEqual([])
  })

  it.each([
    ['丢了一封信', '信封'],
    ['捡到一束花', '花'],
    ['我的烟落车上了', '烟'],
    ['书丢了', '书'],
    ['落了个包', '包'],
    ['微信支付那张卡丢了', '卡'],
    ['打卡的时候丢了个钱包', '钱包'],
    ['刚才吃药把药盒落了', '药'],
    ['捡了条狗', '宠物'],
    ['酒店门口捡到个背包', '背包'],
    ['停车充电的时候丢了个充电器', '充电器'],
    ['我的手几丢了', '手机'],
    ['wo de qianbao diu le', '钱包'],
    ['捡到个背抱', '背包'],
    ['丢了张身份正', '身份证'],
  ])('"%s" names %s all the same', (text, item) => {
    expect(thing(text)).toContain(item)
  })
})
