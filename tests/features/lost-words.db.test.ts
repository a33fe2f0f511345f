/** What people say after a report in their own words: what ends it, what adds to it, what is only asked. */
import { describe, expect, it } from 'vitest'
import { reports } from '../../src/features/lost-found/lost-found/tables.ts'
import { type Somebody, World } from '../support/world.ts'

async function loser(words = '我丢了个黑色双肩包，在大厅'): Promise<{ world: World; li: Somebody }> {
  const world = await World.open()
  const li = world.person('li')
  await li.says(words)
  return { world, li }
}

const states = async (world: World): Promise<string[]> =>
  (await world.app.db.read.select().from(reports)).map(({ number, item, state }) => `${number} ${item} ${state}`).sort()

describe('a report', () => {
  it.each(['那要是找到了你们怎么通知我呢', '找到了给我打电话', '如果找着了跟我说一声', '万一找到了麻烦联系我', '找到了怎么通知我', '找到了就给我发个信'])(
    'is not ended by what is only thought of: %s',
    async (words) => {
      const { world, li } = await loser()
      expect((await li.says(words)).text).toContain('发消息告诉您')
      expect(await states(world)).toEqual(['L-1 背包 open'])
    },
  )

  it.each(['找到了，谢谢', '包找着了', '找着了,搁后备箱里嘞', '我的包找到了，不用找了'])('is ended by a plain statement: %s', async (words) => {
    const { world, li } = await loser()
    expect((await li.says(words)).text).toContain('撤销了')
    expect(await states(world)).toEqual(['L-1 背包 closed'])
  })

  it.each([
    ['里头有个联想电脑', '电脑'],
    ['里面还有把钥匙', '钥匙'],
    ['包里面装着身份证', '身份证'],
  ])('grows by what is in the thing, and none is found: %s', async (words, inside) => {
    const { world, li } = await loser()
    expect((await li.says(words)).text).toMatch(new RegExp(`补上了，L-1.*${inside}`))
    expect(await states(world)).toEqual(['L-1 背包 open'])
  })

  it.each([
    ['昨天下午的事', '昨天下午'],
    ['昨儿晌午', '昨天中午'],
    ['大概是前天', '11月22日'],
    ['前天晚上丢的', '11月22日'],
    ['记错了,是在餐厅', '餐厅'],
    ['我说错了，应该是落在停车场', '停车场'],
  ])('takes when and where it was: %s', async (words, shown) => {
    const { li } = await loser()
    expect((await li.says(words)).text).toMatch(new RegExp(`补上了，L-1.*${shown}`))
  })

  it.each(['我的包咋样了', '我的包有信了没', '我都丢了啥', '我丢了哪些东西'])('is shown to who asks after it: %s', async (words) => {
    const { li } = await loser()
    const said = await li.says(words)
    expect(said.end.intent).toBe('lost.mine')
    expect(said.text).toContain('L-1')
  })

  it('of another thing is not ended', async () => {
    const { world, li } = await loser('我丢了个帽子')
    expect((await li.says('找着了伞')).text).toContain('没找到您说的这条登记')
    expect(await states(world)).toEqual(['L-1 帽子 open'])
  })

  it.each(['找着了,搁裤兜里嘞', '哎找到了，在座位底下', '已经找着了'])('is not made of what turned up meanwhile: %s', async (words) => {
    const { world, li } = await loser('我丢东西了')
    expect((await li.says(words)).text).toContain('不登记了')
    expect(await states(world)).toEqual([])
  })

  it('of a misspelt thing is of that thing', async () => {
    const { world, li } = await loser('我丢了个钱宝')
    await li.says('跳过')
    expect(await states(world)).toEqual(['L-1 钱包 open'])
  })
})

describe('one lost and one found in one message', () => {
  it.each([
    ['手机是捡的,眼镜是丢的', ['F-1 手机 open', 'L-1 眼镜 open']],
    ['我丢了个手机，又捡了副眼镜', ['F-1 眼镜 open', 'L-1 手机 open']],
    ['捡到一把雨伞，黑的，我自己的帽子丢了', ['F-1 雨伞 open', 'L-1 帽子 open']],
  ])('are two reports: %s', async (words, kept) => {
    const { world, li } = await loser(words)
    expect(await states(world)).toEqual(kept)
    expect((await li.says('两样别弄混了')).text).toMatch(/^放心[\s\S]*F-1[\s\S]*L-1|^放心[\s\S]*L-1[\s\S]*F-1/)
  })

  it.each(['我丢了钱包，捡到钱包的师傅联系我', '客人的手机落车上了，我捡到了'])('are one where it is one thing: %s', async (words) => {
    const { world } = await loser(words)
    expect(await states(world)).toHaveLength(1)
  })
})

describe('a find', () => {
  it.each(['我交到服务台了', '已经放前台了', '刚交给工作人员了'])('that was brought in is told to the counter: %s', async (words) => {
    const { world, li } = await loser('捡到个手机，黑色苹果，在停车场')
    const ma = world.person('ma')
    await ma.says('你好', { localRole: 'counter' })
    expect((await li.says(words)).text).toMatch(/^谢谢您.*F-1/)
    expect(world.channel.sent.filter((each) => each.kind === 'push' && each.to === 'ma').map(({ text }) => text)).toEqual([expect.stringContaining('保管 F-1')])
    expect((await li.says('还给他了')).text).toContain('F-1 记为已归还')
  })

  it('that nobody reported is asked for when it was brought in', async () => {
    const { world, li } = await loser('我丢了个帽子')
    expect((await li.says('我交到服务台了')).text).toContain('捡到的是什么')
    await li.says('一个钱包')
    expect(await states(world)).toEqual(['F-1 钱包 open', 'L-1 帽子 open'])
  })
})

describe('no report', () => {
  it.each(['我没丢东西，是我儿子把红领巾丢学校了', '当年在部队入的党，班长亲手给我戴的徽章，想起来还掉泪', '充电宝有租的没'])(
    'is made by who only speaks of a thing: %s',
    async (words) => {
      const { world } = await loser(words)
      expect(await states(world)).toEqual([])
    },
  )

  it.each(['孩子驾照科目二挂了三次', '自己带壶还是有杯子'])('nor is a description heard in: %s', async (words) => {
    const world = await World.open()
    expect((await world.person('li').says(words)).text).not.toContain('丢了，还是捡到的')
  })

  it('of a loss is taken for dates to be reminded of: papers and a day that are missed', async () => {
    const { world } = await loser('我那个驾驶证跟行驶证夹在一个棕色本子里，今天早上在你们休息室歇了会儿出来就找不着了')
    expect(await states(world)).toEqual([expect.stringMatching(/^L-1 .*open$/)])
  })
})
