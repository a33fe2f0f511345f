import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { claims, emergencyIn } from '../../src/features/distress/rules.ts'

const IN_DANGER = `
心脏病犯了|他喝农药了|孩子发高烧抽搐|我媳妇肚子疼得打滚|有乘客打我|被困在雪里没油了|油罐车漏油了|高速上刹车失灵了
着火的话打什么电话|跟大家说声对不起，下辈子再见|想不开|zhuangche le|help me|站在桥上想跳下去|不知道还有啥活头
药我都买好了,你们替我照看下闺女|昨天撞了车 现在喘不上气|昨天想了一夜 不想活了|我看见前头一辆车翻了|有人跳楼了|有人要跳
几个人堵着我不让走|孩子锁车里了出不来|从昨天到现在肚子疼得厉害|我怕他跳楼|撞人了流血了 保险怎么办|他发视频说不想活了
爸爸突然倒在地上叫不醒|人从车上摔下来起不来了|货主拿刀威胁我|我在桥上想跳|工友喝了一瓶安眠药|師傅暈倒了|本人頭暈嘔吐、半身發麻
对不起大家 我先走了|煤气味好大 头疼得站不起来|119|快打120`
const NOT_IN_DANGER = `
我想问下|有个事想问|我想睡觉|我累了|我想家了|我想辞职|不想跑了|不想干了|想跳槽|我想死你了|堵车堵得想死|累死了|笑死|热死个人
有人收费|有人骂我|打不着火|我在桥上堵着|跳河里游泳去了|翻车了（游戏）|火锅店在哪|昨天看见个车祸|前几天他心脏病犯了现在好了|这运费要命|饿死了
堵得我想死 三公里走了俩钟头|车打着火了|电话被打爆了|有人打我电话|跳楼价甩卖|头疼死了这证咋办|困死了|验证码出不来|手机卡住了|人脸识别卡住了
危险品运输证怎么办|出事故怎么理赔|追尾了对方不认账 能找谁给说说法|车漏油了去哪修|爆胎了去哪补|别想不开|嗓子冒烟了 有水没|笑得肚子疼|心疼钱|喉咙快冒烟了给口水|嗓子眼里冒烟
卸货摔伤了老板不赔医药费|腿砸伤了算不算工伤|被车撞了想找个懂法的问问
手机中毒了|防火培训几点|灭火器在哪|活儿被抢了|你个龟孙 又抢我单|发烧能理发吗|站桥上等人|打人工客服|打我妈电话|桥上能停车吗|下辈子还跑车
被困扰|前头那车追尾了 堵了半小时|快来人打牌|听说有人跳楼了|积分余额120|那个说不想活的我接 快`
const each = (list: string): string[] => list.split(/[|\n]/).filter((words) => words !== '')

describe('words that by themselves call for help', () => {
  for (const words of each(IN_DANGER)) it(`“${words}”`, () => expect(claims(words)).toBe(true))
})

describe('news, jokes, exaggeration and everyday matters are no call for help', () => {
  for (const words of each(NOT_IN_DANGER)) it(`“${words}”`, () => expect(claims(words)).toBe(false))
})

it('takes no longer for a message made to be slow', () => {
  for (const part of ['我', '他说', '站在桥上', '药都', '打人', '头疼', '我想']) expect(typeof claims(part.repeat(700))).toBe('boolean')
}, 2_000)

it('answers whatever the words', () => fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (words) => typeof claims(words) === 'boolean')))

describe('which emergency it is', () => {
  const cases: Record<string, string> = {
    我站在桥上: 'despair',
    我坐在楼顶上: 'despair',
    不知道还有啥活头: 'despair',
    有人跳楼了: 'despair-other',
    有人要跳: 'despair-other',
    他说不想活了: 'despair-other',
    '媳妇要离婚 我不想活了': 'despair',
    '他走了 我也不想活了': 'despair',
    '119': 'fire',
    油罐车漏油了: 'fire',
    高速上刹车失灵了: 'crash',
    'zhuangche le': 'crash',
    被困在雪里没油了: 'trapped',
    他喝农药了: 'harmed-other',
    我喝农药了: 'harmed',
    本人頭暈嘔吐: 'illness',
    有乘客打我: 'threat',
  }
  for (const [words, emergency] of Object.entries(cases)) it(`“${words}” is ${emergency}`, () => expect(emergencyIn(words)).toBe(emergency))
})
