/** Several dates in one message, another matter said in between, and what people say of a date that is kept. */
import { describe, expect, it } from 'vitest'
import { type Somebody, World } from '../support/world.ts'

const AT = '2026-11-26T10:00:00+08:00'

async function driver(world: World): Promise<Somebody> {
  const person = world.person('wang')
  await person.says('绑定')
  await person.says('同意')
  return person
}

const listOf = async (person: Somebody): Promise<string[]> =>
  (await person.says('我的提醒')).text.split('\n').flatMap((line) => /^\d+\. (\S+ \S+（周.）)/.exec(line)?.[1] ?? [])

describe('several dates of one message', () => {
  it.each([
    ['我的车险12月20号到期,驾照明年3月8号换证,都提醒我一下', ['保险 12月20日（周日）', '驾照 2027年3月8日（周一）']],
    ['年检4月5号，保险6月1号，都提醒我', ['年检 2027年4月5日（周一）', '保险 2027年6月1日（周二）']],
    ['保险3月5号到期，年检8月1号到期', ['保险 2027年3月5日（周五）', '年检 2027年8月1日（周日）']],
    ['行驶证6月30到期，驾照2027-8-1到期，保险12月24日到期', ['保险 12月24日（周四）', '年检 2027年6月30日（周三）', '驾照 2027年8月1日（周日）']],
    ['驾照明年8月1号到期，还有从业资格证后年5月到期', ['驾照 2027年8月1日（周日）', '从业资格证 2028年5月31日（周三）']],
    ['年检和保险都是3月5号到期，提醒我', ['年检 2027年3月5日（周五）', '保险 2027年3月5日（周五）']],
    ['3月8号审车，6月2号续保险，记一下', ['年检 2027年3月8日（周一）', '保险 2027年6月2日（周三）']],
    ['豫H11111年检3月5号，豫H22222年检4月5号，提醒我', ['年检（豫H11111） 2027年3月5日（周五）', '年检（豫H22222） 2027年4月5日（周一）']],
    ['交罚款12月5号，身份证2028年3月1号到期', ['交罚款 12月5日（周六）', '身份证 2028年3月1日（周三）']],
    ['从业资格证6月1号换证，提醒我', ['从业资格证 2027年6月1日（周二）']],
  ])('are all kept: %s', async (words, days) => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    const said = await wang.says(words)
    expect(said.text).toMatch(/^记下了/)
    for (const day of days) expect(said.text).toContain(day)
    expect((await listOf(wang)).sort()).toEqual([...days].sort())
  })

  it('are kept after consent, too', async () => {
    const world = await World.open({ at: AT })
    const wang = world.person('wang')
    expect((await wang.says('年检4月5号，保险6月1号，都提醒我')).text).toContain('同意吗')
    expect((await wang.says('同意')).text).toMatch(/年检 2027年4月5日[\s\S]*保险 2027年6月1日/)
  })

  it('that lack a day are asked for one after the other, the others are kept at once', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    expect((await wang.says('我的保险12月24号到期，驾照和从业资格证也提醒我一下')).text).toMatch(/记下了：保险 12月24日[\s\S]*驾照哪天到期/)
    expect((await wang.says('2027年9月1号')).text).toMatch(/驾照 2027年9月1日[\s\S]*从业资格证哪天到期/)
    await wang.says('取消')
    expect(await listOf(wang)).toHaveLength(2)
  })

  it('that contradict what is kept are asked for one after the other', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    await wang.says('年检3月8号，保险12月24号，提醒我')
    expect((await wang.says('年检4月5号，保险10月1号，驾照6月1号，都提醒我')).text).toMatch(/记下了：驾照[\s\S]*已经记过年检/)
    expect((await wang.says('1')).text).toMatch(/年检从2027年3月8日[\s\S]*改到2027年4月5日[\s\S]*已经记过保险/)
    expect((await wang.says('2')).text).toContain('记下了：保险 2027年10月1日')
    expect(await listOf(wang)).toHaveLength(4)
  })

  it('are changed together', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    await wang.says('年检3月8号，保险12月24号，提醒我')
    expect((await wang.says('年检改到4月8号，保险改到12月28号')).text).toMatch(/年检从[\s\S]*保险从/)
    expect(await listOf(wang)).toEqual(['保险 12月28日（周一）', '年检 2027年4月8日（周四）'])
  })
})

describe('an open question about a day', () => {
  it.each([
    ['商业险大后年到期', '身份证2月29号到期', '身份证 2028年2月29日', '商业险哪天到期'],
    ['驾照提醒我', '保险是12月20号到期', '保险 12月20日', '驾照哪天到期'],
    ['年检提醒我', '从业资格证后年5月8号到期', '从业资格证 2028年5月8日', '年检哪天到期'],
  ])('does not take another thing’s day: %s, %s', async (first, second, kept, again) => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    await wang.says(first)
    const said = (await wang.says(second)).text
    expect(said).toContain(`记下了：${kept}`)
    expect(said).toContain(again)
  })

  it('is answered with the thing’s closer name, too', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    await wang.says('保险提醒我')
    expect((await wang.says('交强险12月30号到期')).text).toMatch(/^记下了：交强险 12月30日.*到期/)
  })

  it.each(['年检改到3月10号', '年检是3月10号', '提醒我3月10号年检'])('about a thing is left for a whole wish: %s', async (words) => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    expect((await wang.says('腊月二十三小年提醒我')).text).toContain('记什么')
    expect((await wang.says(words)).text).toContain('年检 2027年3月10日')
    expect(await listOf(wang)).toEqual(['年检 2027年3月10日（周三）'])
  })
})

describe('what is kept is called', () => {
  it.each(['提前一小时提醒我', '提前半个小时叫我一声', '到时候提醒我'])('nothing by words that name nothing: %s', async (words) => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    const said = (await wang.says(words)).text
    expect(said).toMatch(/记什么|您是想问哪个/)
    for (const other of ['安全培训那个有没有', '不去了', '看错了']) expect((await wang.says(other)).text, other).not.toMatch(/哪天|记下了/)
  })

  it.each([
    ['老婆过生日明天提醒我', '老婆过生日 11月27日（周五），就是明天'],
    ['去中心开会明天提醒我', '去中心开会 11月27日（周五），就是明天'],
  ])('an event, where it runs out of nothing: %s', async (words, said) => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    const kept = (await wang.says(words)).text
    expect(kept).toContain(said)
    expect(kept).not.toContain('到期')
    const pushed = await world.moves('2026-11-27T10:00:00+08:00')
    expect(pushed.map(({ text }) => text).join()).not.toContain('到期')
  })

  it.each(['每月15号还车贷提醒我', '每个月15号提醒我交房租'])('once, and says so: %s', async (words) => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    expect((await wang.says(words)).text).toMatch(/12月15日[\s\S]*先记这一次/)
  })
})

describe('a date that is kept', () => {
  it.each(['保险已经续了，明年12月24到期', '保险续过了，下次是2027年12月24号', '保险我续好了，新的到2027年12月24号'])(
    'moves on when it was renewed: %s',
    async (words) => {
      const world = await World.open({ at: AT })
      const wang = await driver(world)
      await wang.says('保险12月24号到期提醒我')
      await world.moves('2026-12-17T10:00:00+08:00')
      expect((await wang.says(words)).text).toMatch(/^改好了：保险从12月24日.*改到2027年12月24日/)
    },
  )

  it.each(['已经办完了', '办完了', '都弄好了', '年检过了', '年检已经审过了', '年检办好了'])(
    'is done when its owner says so after the reminder: %s',
    async (words) => {
      const world = await World.open({ at: AT })
      const wang = await driver(world)
      await wang.says('年检12月24号，驾照6月1号，提醒我')
      await world.moves('2026-12-17T10:00:00+08:00')
      expect((await wang.says(words)).text).toMatch(/年检这次不再提醒[\s\S]*记明年的12月24日/)
      expect(await listOf(wang)).toEqual(['驾照 2027年6月1日（周二）'])
    },
  )

  it('is not done by a question, nor by a word that says not of what', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    await wang.says('年检12月24号，驾照6月1号，提醒我')
    for (const words of ['年检过了吗', '年检过了怎么办', '已经办完了']) await wang.says(words)
    await wang.says('取消')
    expect(await listOf(wang)).toHaveLength(2)
  })

  it('of one’s own name is changed, and is no booking', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    await wang.says('提醒我12月10号交罚款')
    expect((await wang.says('交罚款改到12月25')).text).toMatch(/^改好了：交罚款/)
    await wang.says('每月15号还车贷提醒我')
    expect((await wang.says('车贷改到12月18号')).text).toContain('12月18日')
  })

  it('goes with all others by 全部删掉 under the list; a number alone deletes none', async () => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    await wang.says('年检3月8号，保险12月24号，提醒我')
    await wang.says('我的提醒')
    expect((await wang.says('1')).text).toContain('删哪一个')
    await wang.says('取消')
    expect(await listOf(wang)).toHaveLength(2)
    expect((await wang.says('全部删掉')).text).toMatch(/^删掉了：(?=.*保险)(?=.*年检)/)
    expect(await listOf(wang)).toEqual([])
  })
})

describe('a thing without its day', () => {
  it.each(['提醒我年检', '记得提醒我审车', '请提醒我换驾照'])('is asked for the day: %s', async (words) => {
    const world = await World.open({ at: AT })
    const wang = await driver(world)
    const said = await wang.says(words)
    expect(said.end.intent).toBe('deadline.set')
    expect(said.text).toMatch(/哪天/)
  })
})
