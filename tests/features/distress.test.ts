import { describe, expect, it } from 'vitest'
import { helpReply } from '../../src/features/distress/replies.ts'
import { EMERGENCIES, emergencyIn } from '../../src/features/distress/rules.ts'

const firstLine = (words: string): string => helpReply(emergencyIn(words), false).parts[0]?.text ?? ''

describe('the first line names the right number', () => {
  const cases: Record<string, RegExp> = {
    追尾了: /122/,
    翻车了: /122/,
    刹车没了在下坡: /122/,
    追尾了有人受伤: /120.*122/,
    我撞了人躺地上: /120.*122/,
    我刚在迎宾路口跟人撞上了对方躺地上不动了: /120.*122/,
    高速上出事了有人流血: /120.*122/,
    追尾了我腿卡住了出不来: /119.*120.*122/,
    翻车了司机还在里头: /119.*120.*122/,
    胸口疼左胳膊麻开不动了: /120/,
    我老公吐血了停在驿站门口快叫人: /120/,
    俺兄弟躺休息室叫不醒: /120/,
    司机在停车场晕倒呼吸急促: /120/,
    xinzang难受出冷汗我一个人在路边: /120/,
    车着火了快: /119/,
    车冒烟了货都着了: /119/,
    前头罐车翻了冒烟了司机还在里头: /119/,
    乘客拿刀逼着要钱: /110/,
    我被人打了: /110/,
    有人偷油还威胁我: /110/,
    我不想活了真的好累: /12356/,
    撑不下去了媳妇也走了活着没意思: /12356/,
    我站在桥上呢跟你们道个别: /12356/,
    药我都买好了你们替我照看下闺女: /12356/,
    欠了四十多万真想一脚油门冲桥底下去算了: /12356/,
    'wo bu xiang huo le': /12356/,
    割腕了: /120/,
    喝了农药: /120/,
    我老公给我发了句下辈子再见手机就关了你们快找找他: /110/,
    有人要跳桥: /110/,
    救命: /110.*120.*122/,
    出大问题了快来: /110.*120.*122/,
  }
  for (const [words, number] of Object.entries(cases)) it(`“${words}”`, () => expect(firstLine(words)).toMatch(number))

  it('within 40 characters, for every emergency', () => {
    for (const emergency of EMERGENCIES) expect(helpReply(emergency, true).parts[0]?.text.length).toBeLessThanOrEqual(40)
  })
})

it('talk of ending one’s life is answered with warmth, the line 12356, and no choices', () => {
  for (const emergency of ['despair', 'harmed', 'despair-other'] as const) {
    const reply = helpReply(emergency, true)
    expect(reply.parts.map((part) => part.text).join('')).toContain('12356')
    expect(reply.choices).toBeUndefined()
  }
})

it('a driver is told that staff know only when staff were told', () => {
  const last = (told: boolean) => helpReply('unknown', told).parts.at(-1)?.text
  expect(last(true)).toContain('已经通知')
  expect(last(false)).not.toContain('已经通知')
})
