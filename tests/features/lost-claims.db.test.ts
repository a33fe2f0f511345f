/** From "that is mine" to the hand-over: proof, confirmation, words without numbers, and what happens by itself. */
import { describe, expect, it } from 'vitest'
import { custody } from '../../src/features/lost-found/handover/tables.ts'
import { reports } from '../../src/features/lost-found/lost-found/tables.ts'
import { relayWords } from '../../src/features/lost-found/relay/tables.ts'
import { setRule } from '../../src/features/points/points/operations.ts'
import { DAY } from '../../src/lib/clock.ts'
import { type Somebody, World } from '../support/world.ts'

const RIDER = '昨晚在建设路打车，黑色双肩包落后座了，里面有台联想电脑'
const DRIVER = '昨儿夜里建设路拉的客人落了个书包 黑的 里头有个笔记本电脑 拉链上挂个红葫芦'

interface Scene {
  world: World
  li: Somebody
  wang: Somebody
  boss: Somebody
}

async function matched(): Promise<Scene> {
  const world = await World.open()
  const [li, wang, boss] = [world.person('li'), world.person('wang'), world.person('boss')]
  await boss.says('你好', { localRole: 'counter' })
  await li.says(RIDER)
  await wang.says(DRIVER)
  return { world, li, wang, boss }
}

async function confirmed(): Promise<Scene> {
  const scene = await matched()
  await scene.li.says('认领 L-1')
  await scene.li.says('拉链上有个葫芦挂件')
  await scene.wang.says('确认 F-1 L-1')
  return scene
}

const states = async (world: World) => (await world.app.db.read.select().from(reports)).map(({ number, state }) => `${number} ${state}`).sort()
const told = (world: World, name: string): string =>
  world.channel.sent
    .filter((each) => each.kind === 'push' && each.to === name)
    .map(({ text }) => text)
    .join('\n')

describe('a claim', () => {
  it('names a feature, is confirmed, and the thing is handed over', async () => {
    const { world, li, wang, boss } = await matched()
    expect((await li.says('1')).text).toContain('特征')
    expect((await li.says('拉链上有个葫芦挂件')).text).toContain('核对')
    expect(told(world, 'wang')).toContain('葫芦')
    expect(told(world, 'boss')).toContain('葫芦')
    expect((await wang.says('是他的')).text).toContain('确认')
    expect(await states(world)).toEqual(['F-1 claimed', 'L-1 claimed'])
    expect(told(world, 'li')).toContain('核对上了')
    expect((await wang.says('已归还 F-1')).text).toContain('已归还')
    expect((await li.says('拿到了')).text).toContain('办完')
    expect(await states(world)).toEqual(['F-1 returned', 'L-1 returned'])
    expect((await boss.says('F-1')).text).toContain('失主')
    expect((await world.app.db.read.select().from(custody)).map(({ holder }) => holder)).toEqual(['owner'])
    expect((await boss.says('失物统计')).end.data).toMatchObject({ total: { lost: 1, found: 1, matched: 1, returned: 1, medianDays: 0 } })
  })

  it('with three wrong answers is locked, for right ones, too; staff can still confirm', async () => {
    const { world, li, boss } = await matched()
    await li.says('认领')
    expect((await li.says('里面有一把雨伞')).text).toContain('2次')
    expect((await li.says('是红色的')).text).toContain('1次')
    expect((await li.says('有个小熊')).text).toContain('锁')
    expect((await li.says('认领 L-1')).text).toContain('锁')
    expect((await li.says('拉链上有个葫芦挂件')).text).not.toContain('核对')
    expect(told(world, 'boss')).toContain('锁')
    expect(await states(world)).toEqual(['F-1 matched', 'L-1 matched'])
    expect((await boss.says('确认 F-1 L-1')).text).toContain('确认')
    expect(await states(world)).toEqual(['F-1 claimed', 'L-1 claimed'])
  })

  it('is not hurt by a question in between', async () => {
    const { li } = await matched()
    await li.says('认领')
    expect((await li.says('几点开门')).text).toContain('服务大厅')
    expect((await li.says('里面有一把雨伞')).text).toContain('2次')
  })

  it('on what was returned already gets a clear sentence', async () => {
    const { li, wang } = await confirmed()
    await wang.says('已归还 F-1')
    expect((await li.says('认领 L-1 F-1')).text).toContain('不能再认领')
  })

  it('needs a match that was told, and one’s own report', async () => {
    const { world, li } = await matched()
    const eve = world.person('eve')
    expect((await eve.says('认领 L-1 F-1')).text).toContain('没有 L-1')
    await eve.says('我丢了一把雨伞，黑色的，在餐厅')
    expect((await eve.says('认领 L-2 F-1')).text).toContain('还没有对上')
    expect((await eve.says('确认 F-1 L-1')).text).toMatch(/没有|拾到的人/)
    expect((await eve.says('F-1')).text).toContain('没有 F-1')
    expect((await eve.says('撤销 L-1')).text).toContain('没有 L-1')
    expect((await eve.says('保管 F-1 我家')).text).toContain('角色')
    expect((await li.says('L-1')).text).toContain('建设路')
  })

  it('that is refused leaves both open for others', async () => {
    const { world, li } = await matched()
    expect((await li.says('那个不是我的')).text).toContain('接着找')
    expect(await states(world)).toEqual(['F-1 open', 'L-1 open'])
    // Not suggested again by the next detail.
    await li.says('补充 L-1 昨晚九点')
    expect(await states(world)).toEqual(['F-1 open', 'L-1 open'])
  })

  it('lapses when nobody fetches it: both are reminded before, both open again after', async () => {
    const { world } = await confirmed()
    await world.moves(6.9 * DAY)
    expect(told(world, 'li')).toContain('提醒')
    expect(told(world, 'wang')).toContain('提醒')
    await world.moves(1.2 * DAY)
    expect(await states(world)).toEqual(['F-1 open', 'L-1 open'])
    expect(told(world, 'boss')).toContain('取件时间')
  })

  it('told of a thing that the centre keeps names the place', async () => {
    const { world, li, wang, boss } = await matched()
    await boss.says('保管 F-1 前台3号柜')
    await li.says('认领')
    await li.says('拉链上有个葫芦挂件')
    await wang.says('是他的')
    expect(told(world, 'li')).toContain('前台3号柜')
    expect(told(world, 'li')).not.toContain('传话')
  })
})

describe('points for a return', () => {
  const wallet = async (somebody: Somebody): Promise<string> => (await somebody.says('我的积分')).text

  it('come when the owner says that it is back, not at the finder’s own word, and once', async () => {
    const { world, li, wang, boss } = await confirmed()
    await wang.says('已归还 F-1')
    expect(await wallet(wang)).not.toContain('30分')
    await li.says('拿到了')
    expect(told(world, 'wang')).toContain('30积分')
    expect(await wallet(wang)).toContain('30分')
    await boss.says('归还 F-1')
    await li.says('拿到了 L-1')
    expect(await wallet(wang)).toContain('30分')
    expect(told(world, 'wang').match(/积分/g)).toHaveLength(1)
    expect((await wang.says('积分明细')).text).toContain('归还失物（F-1）')
  })

  it('come also when the owner says so later, in other words, with something else lost meanwhile', async () => {
    const { world, li, wang } = await confirmed()
    await wang.says('已经还给他了')
    await li.says('我丢了一把雨伞，黑色的，在餐厅')
    await li.says('几点开门')
    expect((await li.says('拿到了 谢谢')).text).toContain('办完')
    expect(told(world, 'wang')).toContain('30积分')
    expect(await states(world)).toEqual(['F-1 returned', 'L-1 returned', 'L-2 open'])
  })

  it('come when staff hand it over', async () => {
    const { world, wang, boss } = await confirmed()
    await boss.says('归还 F-1')
    expect(told(world, 'wang')).toContain('30积分')
    expect(await wallet(wang)).toContain('30分')
  })

  it('are not spoken of where the rule gives none', async () => {
    const { world, boss } = await confirmed()
    await world.app.act((acts) => setRule(acts, 'returned', { points: 30, off: true }))
    await boss.says('归还 F-1')
    expect(told(world, 'wang')).toContain('谢谢您')
    expect(told(world, 'wang')).not.toContain('积分')
  })

  it('stop at the day’s cap', async () => {
    const world = await World.open()
    const [wang, boss] = [world.person('wang'), world.person('boss')]
    await boss.says('你好', { localRole: 'counter' })
    for (const thing of ['一把黑伞', '一顶蓝帽子', '一个白色充电宝', '一串钥匙']) await wang.says(`捡到${thing}`)
    await Promise.all(['F-1', 'F-2', 'F-3', 'F-4'].map((number) => boss.says(`归还 ${number}`)))
    expect(await wallet(wang)).toContain('90分')
    expect(told(world, 'wang').match(/积分/g)).toHaveLength(3)
    expect(told(world, 'wang').match(/谢谢您！/g)).toHaveLength(4)
  })

  it('are not earned by staff who confirm their own find', async () => {
    const world = await World.open()
    const [boss, ma] = [world.person('boss'), world.person('ma')]
    for (const each of [boss, ma]) await each.says('你好', { localRole: 'counter' })
    await boss.says('捡到一把黑伞，在餐厅')
    await boss.says('归还 F-1')
    await boss.says('归还 F-1')
    expect(await wallet(boss)).not.toContain('30分')
    await ma.says('归还 F-1')
    expect(await wallet(boss)).toContain('30分')
  })
})

describe('words between finder and owner', () => {
  it('pass only after both agreed, without numbers, and end with one word', async () => {
    const { world, li, wang, boss } = await confirmed()
    expect((await li.says('传话 我七点到')).text).toContain('还没同意')
    expect((await li.says('愿意传话')).text).toContain('等对方')
    expect((await wang.says('愿意传话')).text).toContain('可以传话了')
    expect((await li.says('传话 师傅我今晚七点到驿站门口，电话13912345678，微信wxid_abc123')).text).toContain('隐去')
    expect(told(world, 'wang')).toContain('今晚七点')
    expect(told(world, 'wang')).not.toMatch(/139|abc123/)
    await wang.says('回话')
    await wang.says('中，我在门岗等')
    expect(told(world, 'li')).toContain('我在门岗等')
    expect((await boss.says('查看传话 L-1 F-1')).text).toMatch(/共2句/)
    expect((await boss.says('查看传话 L-1 F-1')).text).not.toContain('门岗')
    expect((await li.says('结束传话')).text).toContain('结束')
    expect((await wang.says('传话 还在吗')).text).toContain('已经结束')
    await wang.says('举报')
    expect(told(world, 'boss')).toContain('举报')
    expect((await boss.says('查看传话 L-1 F-1')).text).toContain('门岗')
  })

  it('are nobody else’s', async () => {
    const { world } = await confirmed()
    expect((await world.person('eve').says('传话 喂')).text).toContain('没有可以传话的人')
    expect((await world.person('eve').says('查看传话 L-1 F-1')).text).not.toContain('传话 L-1')
  })

  it('go with their writer', async () => {
    const { world, li, wang } = await confirmed()
    await li.says('愿意传话')
    await wang.says('愿意传话')
    await li.says('传话 我七点到')
    await li.says('删除我的信息')
    await li.says('确认删除')
    expect((await world.app.db.read.select().from(relayWords)).map(({ text }) => text)).toEqual([''])
  })
})

describe('one’s own report', () => {
  it('is corrected, withdrawn, and shown as it stands', async () => {
    const world = await World.open()
    const li = world.person('li')
    await li.says('我丢了一把雨伞，黑色的，在餐厅')
    expect((await li.says('补充 L-1 颜色是蓝的不是黑的')).text).toContain('补上了')
    const [row] = await world.app.db.read.select().from(reports)
    expect(row?.thing.colours).toEqual(['蓝'])
    expect((await li.says('补充')).text).not.toBe('')
    expect((await li.says('雨伞找到了，不用找了')).text).toContain('撤销')
    expect(await states(world)).toEqual(['L-1 closed'])
    expect((await li.says('撤销 L-1')).text).toContain('办完')
    expect((await world.person('new').says('我的失物')).text).toContain('还没有')
  })

  it('asks which one when there are several', async () => {
    const world = await World.open()
    const li = world.person('li')
    await li.says('我丢了一把雨伞，黑色的，在餐厅')
    await li.says('我钥匙丢了，在停车场，挂个小熊')
    expect((await li.says('不用找了，撤了吧')).text).toContain('哪一件')
    await li.says('2')
    expect((await states(world)).filter((each) => each.endsWith('closed'))).toHaveLength(1)
    await li.says('钥匙找到了，不用找了')
    expect((await states(world)).filter((each) => each.endsWith('closed')).length).toBeGreaterThan(0)
  })

  it('watches for 30 days, asks whether to go on, and is put away without an answer', async () => {
    const world = await World.open()
    const [li, sun] = [world.person('li'), world.person('sun')]
    await li.says('我丢了一把雨伞，黑色的，在餐厅')
    await sun.says('我丢了一顶帽子，蓝色的，在餐厅')
    await world.moves(29 * DAY)
    expect(told(world, 'li')).toBe('')
    await world.moves(2 * DAY)
    expect(told(world, 'li')).toContain('还继续找吗')
    expect((await li.says('继续找')).text).toContain('30天')
    await world.moves(8 * DAY)
    expect(await states(world)).toEqual(['L-1 open', 'L-2 expired'])
  })

  it('is kept until return plus 90 days', async () => {
    const world = await World.open()
    const li = world.person('li')
    await li.says('我丢了一把雨伞，黑色的，在餐厅')
    await li.says('撤销 L-1')
    await world.moves(80 * DAY)
    expect(await states(world)).toEqual(['L-1 closed'])
    await world.moves(12 * DAY)
    expect(await states(world)).toEqual([])
  })

  it('is forgotten with its writer, also where staff were told', async () => {
    const world = await World.open()
    const [li, boss] = [world.person('li'), world.person('boss')]
    await boss.says('你好', { localRole: 'counter' })
    await li.says('手机丢了，黑色华为，在火车站，屏保是我闺女')
    expect((await li.says('导出我的资料')).text).toContain('屏保')
    await li.says('删除我的信息')
    await li.says('确认删除')
    expect((await boss.says('L-1')).text).not.toContain('闺女')
    const [row] = await world.app.db.read.select().from(reports)
    expect(row).toMatchObject({ personId: null, words: '', state: 'closed' })
    expect(JSON.stringify(row)).not.toContain('火车站')
  })

  it('of an urgent kind reaches staff at once; others only when something matches', async () => {
    const world = await World.open()
    await world.person('boss').says('你好', { localRole: 'counter' })
    await world.person('li').says('我丢了一把雨伞，黑色的，在餐厅')
    expect(told(world, 'boss')).toBe('')
    await world.person('li').says('降压药丢了，在休息室')
    expect(told(world, 'boss')).toContain('【急】')
  })
})

describe('short words', () => {
  it('are understood after something else was spoken of', async () => {
    const { li, wang } = await matched()
    await li.says('几点开门')
    expect((await li.says('没拿到')).text).toContain('还没有对上')
    expect((await li.says('认领')).text).toContain('特征')
    await li.says('拉链上有个葫芦挂件')
    await wang.says('几点开门')
    expect((await wang.says('是他的')).text).toContain('确认')
  })

  it('ask all to look out: a loss, not a find', async () => {
    const world = await World.open()
    for (const plea of ['谁拾着了我的驾驶证说一声 姓赵', '有捡着保温杯的师傅吱一声 蓝的', '哪位看见一串铜钥匙跟我说', '捡到手机的好心人联系我，黑色华为'])
      expect((await world.person(plea).says(plea)).end.intent, plea).toBe('lost.report')
    for (const find of ['捡着个老花镜 休息室沙发上 谁的来领', '拾着一串钥匙 谁的吱一声', '客人手机落我车上了 谁认识的说一声'])
      expect((await world.person(find).says(find)).end.intent, find).toBe('found.report')
  })
})

describe('what waits for staff', () => {
  it('is a line of the day’s list for the counter, and for nobody else', async () => {
    const { world, li, boss } = await matched()
    const law = world.person('law')
    await law.says('你好', { localRole: 'legal' })
    expect((await boss.says('待办')).text).not.toContain('认领')
    await li.says('认领 L-1')
    await li.says('拉链上有个葫芦挂件')
    await world.person('sun').says('我降压药丢了，在休息室')
    expect((await boss.says('待办')).text).toMatch(/1件认领等核对，1件急件/)
    expect((await law.says('待办')).text).toContain('没有等着办')
    const list = (await boss.says('失物待办')).text
    expect(list).toContain('L-1 认领 F-1')
    expect(list).toContain('【急】L-2')
    await boss.says('确认 F-1 L-1')
    await world.moves(3.1 * DAY)
    expect((await boss.says('待办')).text).not.toMatch(/认领|急件/)
  })
})

describe('a find that nobody claims', () => {
  it('goes up on the notice after a day, and after a year belongs to the state', async () => {
    const world = await World.open()
    const [wang, boss] = [world.person('wang'), world.person('boss')]
    await boss.says('你好', { localRole: 'counter' })
    await wang.says('捡到一把雨伞，黑色的，在餐厅')
    await world.moves(3 * DAY)
    expect(told(world, 'boss')).toContain('招领公告')
    await world.moves(366 * DAY)
    expect(told(world, 'boss')).toContain('满一年')
    expect(await states(world)).toEqual(expect.arrayContaining([expect.stringContaining('F-1')]))
  })
})
