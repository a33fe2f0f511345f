/** The public notice: kinds and places of finds that nobody claimed, and nothing that only their owners know. */
import { describe, expect, it } from 'vitest'
import { noticePage } from '../../src/features/lost-found/lost-clock/pages.tsx'
import { agreed } from '../support/agreed.ts'
import { ADDRESS, deskOf } from '../support/desk.ts'
import { type Heard, World } from '../support/world.ts'

const AT = '2026-11-24T10:00:00+08:00'
const labels = (heard: Heard): string[] => heard.replies.flatMap(({ choices }) => choices.map(({ label }) => label))

async function site() {
  const world = await World.open({ at: AT })
  let now = new Date(AT)
  const desk = deskOf(world, () => now)
  const ask = (path = '/zhaoling', method = 'GET') => noticePage.fetch(new Request(`${ADDRESS}${path}`, { method }), desk, { ip: '1.2.3.4' })
  const until = async (at: string) => {
    await world.moves(at)
    now = new Date(at)
  }
  return { world, ask, until }
}

describe('the public notice', () => {
  it('shows what has waited for a day: what and where, not how it looks, whose name is in it, or who found it', async () => {
    const { world, ask, until } = await site()
    const li = await agreed(world, 'li')
    await li.says('我在火车站捡到一个黑色双肩包，里面有身份证，姓赵，夹层缝着红线，电话13800138000，车牌豫F12345')
    expect(await (await ask()).text()).toContain('现在没有等认领的东西')
    await until('2026-11-26T12:00:00+08:00')
    const page = await (await ask()).text()
    expect(page).toContain('背包（火车站）')
    expect(page).toContain('现有1件')
    for (const secret of ['黑', '赵', '红线', '身份证', '138', '12345', 'F-1', 'li']) expect(page.replace(/<[^>]*>/g, '')).not.toContain(secret)
  })

  it('drops what was claimed or returned, and takes orders from nobody', async () => {
    const { world, ask, until } = await site()
    const li = await agreed(world, 'li')
    await li.says('我在火车站捡到一个保温杯')
    await until('2026-11-26T12:00:00+08:00')
    expect(await (await ask()).text()).toContain('杯（火车站）')
    await li.says('F-1 已归还')
    expect(await (await ask()).text()).not.toContain('杯（火车站）')
    expect((await ask('/zhaoling', 'POST')).status).toBe(405)
    expect((await ask('/zhaoling/F-1')).status).toBe(302)
  })
})

describe('a bare description', () => {
  it.each(['银色拉杆箱 24寸 有贴纸', '黑色钱包', '华为手机 蓝色 屏幕裂了'])('%s: is asked whether it was lost or found', async (words) => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    const asked = await wang.says(words)
    expect(labels(asked)).toEqual(['丢了', '捡到的'])
    const found = await wang.says('捡到的')
    expect(found.end.data).toMatchObject({ report: 'F-1' })
  })

  it('after the question what it was is the answer, also on the second try', async () => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    await wang.says('我捡到东西了')
    expect((await wang.says('银色拉杆箱 24寸 有贴纸')).end.data).toMatchObject({ report: 'F-1' })
    const li = await agreed(world, 'li')
    await li.says('我捡到东西了')
    expect((await li.says('就是那个')).text).toContain('没看出是什么东西')
    const found = await li.says('银色拉杆箱 24寸 有贴纸')
    expect(found.end.data).toMatchObject({ report: 'F-2' })
    expect(found.text).toContain('银色拉杆箱')
  })

  it('is no answer to whoever says more than that', async () => {
    const world = await World.open({ at: AT })
    const wang = await agreed(world, 'wang')
    for (const words of ['充电宝有租的没', '红色的锦旗谁送的']) expect(labels(await wang.says(words))).not.toContain('捡到的')
    await wang.says('昨晚丢了个黑色双肩包')
    // Right after a report it may well belong to it.
    expect(labels(await wang.says('黑色钱包 里面有身份证'))).toEqual(['补充到 L-1', '丢了', '捡到的'])
    expect((await wang.says('1')).text).toContain('补上了，L-1')
    const li = await agreed(world, 'li')
    await li.says('我丢了个手机')
    expect((await li.says('华为 蓝色手机 屏幕裂了')).text).toContain('补上了，L-2')
  })
})

describe('asked for more about a report', () => {
  it.each([
    ['蓝色的', '补上了，F-1'],
    ['在二楼 杯底有个疤', '补上了，F-1'],
    ['撤销 F-1', 'F-1 撤销了'],
    ['F-1 已归还', 'F-1 记为已归还'],
    ['查 F-1', 'F-1 捡水杯'],
    ['捡到一顶蓝帽子', '编号 F-2'],
    ['又丢了个钱包', '编号 L-1'],
  ])('somebody may say %s', async (words, answer) => {
    const world = await World.open({ at: AT })
    const li = await agreed(world, 'li')
    expect((await li.says('我在火车站捡到一个保温杯')).text).toContain('再补一句')
    await world.moves('2026-11-24T10:10:00+08:00')
    expect((await li.says(words)).text).toContain(answer)
  })
})
