/** Announcements as their author, their approver and drivers meet them. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { fileAt } from '../../src/bot/files.ts'
import { outgoing } from '../../src/bot/tables.ts'
import { announcements } from '../../src/features/announcements/announcements/tables.ts'
import { MINUTE } from '../../src/lib/clock.ts'
import { readSheets } from '../../src/lib/sheets.ts'
import { newFolder } from '../support/engine.ts'
import { type Heard, World } from '../support/world.ts'

const AUTHOR = { localRole: 'author' }
const APPROVER = { localRole: 'approver' }
const PAUSE = 10_000

async function town(drivers: string[] = ['wang', 'li', 'zhao'], at = '2026-11-24T10:00:00+08:00') {
  const world = await World.open({ at })
  const people = Object.fromEntries(drivers.map((name) => [name, world.person(name)]))
  for (const name of drivers) await people[name]?.says('你好', { display: name })
  const [anna, peng] = [world.person('anna'), world.person('peng')]
  await anna.says('你好', { ...AUTHOR, display: 'anna' })
  await peng.says('你好', { ...APPROVER, display: 'peng' })
  const says = (name: string, text: string): Promise<Heard> => (people[name] ?? world.person(name)).says(text, { display: name })
  /** A draft for everybody. */
  const draft = async (text = '明天上午停水，请接好水'): Promise<string> => String((await anna.says(`发个通知给全部司机：${text}`)).end.data?.announcement)
  const approved = async (number: string) => {
    await anna.says(`提交 ${number}`)
    const said = await peng.says(`批准 ${number}`)
    await world.moves(PAUSE)
    return said
  }
  const got = (name: string, words: string) => world.channel.sent.filter((each) => each.to === name && each.kind === 'push' && each.text.includes(words)).length
  const state = async (number: string) => (await world.app.db.read.select().from(announcements).where(eq(announcements.number, number)))[0]?.state
  return { world, anna, peng, says, draft, approved, got, state }
}

describe('an announcement', () => {
  it('is drafted in one message, shown, approved by a second person, and reaches each once', async () => {
    const { anna, peng, approved, got, says, world } = await town()
    await says('zhao', '公告别发了')
    const drafted = await anna.says('发个通知给全部司机：明天上午停水，请接好水')
    expect(drafted.text).toMatch(/^N-1 拟好了，还没发。发给全部司机：能收到2人；收不到：停收公告1。/)
    expect(drafted.text).toContain('“明天上午停水，请接好水”')
    expect(drafted.end).toMatchObject({ intent: 'staff.announce', data: { announcement: 'N-1' } })
    const handed = await anna.says('1')
    expect(handed.text).toContain('等另一位审核')
    expect(world.channel.sent.some(({ to, text }) => to === 'peng' && text.includes('请审核 N-1'))).toBe(true)
    expect(got('wang', '停水')).toBe(0)
    await approved('N-1')
    expect(['wang', 'li', 'zhao', 'anna', 'peng'].map((name) => got(name, '明天上午停水，请接好水'))).toEqual([1, 1, 0, 0, 1]) // the approver read it before it went out
    await world.moves(60 * MINUTE)
    expect((await peng.says('进度 N-1')).text).toMatch(/发完了。已送达2，对方停收1。/)
    expect(got('wang', '停水')).toBe(1)
  })

  it('asks for what the first message did not say, and may be called off', async () => {
    const { anna, world } = await town()
    expect((await anna.says('发个公告')).text).toContain('请发公告内容')
    expect((await anna.says('周六下午两点急救培训，二楼')).text).toContain('发给谁')
    const shown = await anna.says('货车司机')
    expect(shown.text).toContain('发给货车司机：能收到0人')
    expect((await anna.says('作废 N-1')).text).toContain('已停止')
    expect((await anna.says('提交 N-1')).text).not.toContain('等另一位')
    expect(world.channel.sent.filter(({ kind }) => kind === 'push')).toEqual([])
  })

  it('is for whom it says: truck drivers, ride-hailing drivers, groups', async () => {
    const { anna, peng, approved, got, says, world } = await town()
    await says('wang', '我是开大车的')
    await says('wang', '同意')
    await says('li', '俺跑网约车')
    await says('li', '同意')
    await world.person('zhao').asksIn('g:night', '理发多少钱')
    expect((await anna.says('通知货车司机：国道施工，请绕行')).text).toContain('能收到1人')
    await approved('N-1')
    expect(['wang', 'li', 'zhao'].map((name) => got(name, '国道'))).toEqual([1, 0, 0])
    await anna.says('给各群发个通知：食堂开到两点')
    await approved('N-2')
    const inGroup = world.channel.sent.filter(({ place }) => place.kind === 'group' && place.id === 'g:night')
    expect(inGroup.filter(({ text }) => text.includes('食堂开到两点'))).toHaveLength(1)
    expect(got('wang', '食堂')).toBe(0)
    expect((await peng.says('进度 N-2')).text).toContain('已送达1')
  })

  it('shows itself as one person will see it, and is tried on oneself', async () => {
    const { anna, draft, got, says } = await town()
    await says('zhao', '公告别发了')
    await says('li', '我上夜班 白天别发')
    const number = await draft()
    expect((await anna.says(`看 ${number} wang`)).text).toMatch(/wang.*马上看到.*明天上午停水/s)
    expect((await anna.says(`看 ${number} li`)).text).toContain('今天18:00看到')
    expect((await anna.says(`看 ${number} zhao`)).text).toContain('停收了公告')
    expect((await anna.says(`看 ${number} nobody`)).text).toContain('没有唯一一位')
    await anna.says(`试发 ${number}`)
    expect([got('anna', '停水'), got('wang', '停水')]).toEqual([1, 0])
  })

  it('waits for its time and for the end of quiet hours', async () => {
    const { anna, world, draft, approved, got } = await town()
    const number = await draft()
    expect((await anna.says(`定时 ${number} 明早七点`)).text).toContain('时间：明天7:00')
    await approved(number)
    await world.moves('2026-11-25T07:59:00+08:00')
    expect(got('wang', '停水')).toBe(0)
    await world.moves('2026-11-25T08:00:00+08:00')
    expect(got('wang', '停水')).toBe(1)
  })

  it('gets its 收到 from a button, a number or a word; the silent are reminded, once', async () => {
    const { anna, draft, approved, got, says, world } = await town()
    const number = await draft()
    await approved(number)
    expect((await says('wang', '收到')).text).toContain('已记下')
    expect((await says('li', '1')).end).toMatchObject({ intent: 'notice.ack', data: { announcement: number } })
    expect((await anna.says(`进度 ${number}`)).text).toContain('回“收到”的2人')
    expect((await anna.says(`催 ${number}`)).text).toMatch(/没回“收到”的1人/)
    await world.moves(PAUSE)
    expect(['wang', 'li', 'zhao'].map((name) => got(name, '再提醒一次'))).toEqual([0, 0, 1])
    expect((await says('wang', '收到')).text).toContain('已记下')
  })

  it('brings what drivers answer to its author and to nobody else, and takes the answer back', async () => {
    const { anna, peng, draft, approved, says, world } = await town()
    const number = await draft()
    await approved(number)
    expect((await says('li', '2')).text).toContain('请说')
    expect((await says('li', '我家老人要用热水咋办')).text).toMatch(/编号 H-1/)
    expect(world.channel.sent.some(({ to, text }) => to === 'anna' && text.includes(`对公告${number}的回话 H-1`) && text.includes('热水咋办'))).toBe(true)
    expect(world.channel.sent.some(({ to, text }) => to === 'peng' && text.includes('热水咋办'))).toBe(false)
    expect((await peng.says('查看 H-1')).text).not.toContain('热水咋办')
    await anna.says('回复 H-1 二楼有热水')
    expect(world.channel.sent.some(({ to, text }) => to === 'li' && text.includes('二楼有热水'))).toBe(true)
    expect((await says('zhao', `回复 ${number} 我明天不在`)).text).toMatch(/编号 H-2/)
  })

  it('is put right only for those who got the error', async () => {
    const { anna, draft, approved, got, says } = await town()
    await says('zhao', '公告别发了')
    const number = await draft()
    await approved(number)
    await says('zhao', '恢复公告')
    await says('new', '你好')
    expect((await anna.says(`更正 ${number} 停水改到后天上午`)).text).toContain(`发给收到${number}的人`)
    await approved('N-2')
    expect(['wang', 'li', 'zhao', 'new'].map((name) => got(name, '更正：停水改到后天'))).toEqual([1, 1, 0, 0])
    const read = (await says('new', '最近有啥通知')).text
    expect(read).toContain('更正：停水改到后天上午')
    expect(read.split('\n')).toHaveLength(2)
  })

  it('leaves a list of its receivers as a spreadsheet', async () => {
    const { anna, draft, approved, says } = await town()
    await says('zhao', '公告别发了')
    const number = await draft()
    await approved(number)
    await says('wang', '收到')
    const { replies } = await anna.says(`名单 ${number}`)
    const [file] = replies.flatMap((each) => each.files ?? [])
    expect(file?.name).toBe('N-1名单.xlsx')
    const { sheets } = await readSheets(Buffer.from(file?.base64 ?? '', 'base64'), [
      { name: number, columns: ['收件人', '渠道', '状态', '原因', '时间', '收到'] },
    ])
    const rows = (sheets.get(number) ?? []).map(({ cells }) => [cells.收件人, cells.状态, cells.收到 !== ''])
    expect(rows).toContainEqual(['wang', '已送达', true])
    expect(rows).toContainEqual(['li', '已送达', false])
    expect(rows).toContainEqual(['zhao', '对方停收', false])
  })

  it('is read by anybody who asks what is new, also in a group', async () => {
    const { draft, approved, says, world } = await town()
    expect((await says('wang', '最近有啥通知')).text).toContain('最近没有公告')
    await approved(await draft())
    expect((await says('late', '最近有啥通知')).text).toContain('明天上午停水')
    expect((await world.person('wang').asksIn('g:night', '最近有啥通知')).text).toContain('明天上午停水')
  })
})

it('不想收, straight after an announcement, is about announcements; later it is about everything', async () => {
  const { draft, approved, says } = await town(['wang', 'li', 'zhao', 'sun'])
  await approved(await draft())
  for (const [name, text] of [
    ['wang', '不想收'],
    ['li', '别发了'],
    ['zhao', '退订'],
  ] as const)
    expect((await says(name, text)).text, text).toMatch(/停收：公告。.*全都不想收，回“退订”/s)
  expect((await says('wang', '退订')).text).toContain('停收：全部')
  await says('sun', '几点开门')
  expect((await says('sun', '退订')).text).toContain('停收：全部')
})

describe('nothing is sent', () => {
  it('when its own author approves it, also as admin, also after handing on somebody else’s', async () => {
    const { anna, peng, draft, state, got, world } = await town()
    const number = await draft()
    await anna.says('你好', APPROVER) // author and approver in one
    await anna.says(`提交 ${number}`)
    expect((await anna.says(`批准 ${number}`)).text).toContain('不能自己批准')
    await anna.says('你好', { localRole: 'admin' })
    expect((await anna.says(`批准 ${number}`)).text).toContain('不能自己批准')
    await peng.says(`改 ${number} 停水取消了，大家放心`) // whoever hands it on answers for it
    await peng.says(`提交 ${number}`)
    expect((await peng.says(`批准 ${number}`)).text).toContain('不能自己批准')
    await world.moves(PAUSE)
    expect(await state(number)).toBe('submitted')
    expect(got('wang', '停水')).toBe(0)
  })

  it('to an audience of nobody, in the past, or after its latest time', async () => {
    const { anna, draft, world } = await town()
    await anna.says('通知货车司机：国道施工，请绕行')
    expect((await anna.says('提交 N-1')).text).toContain('一个人也收不到')
    const number = await draft()
    expect((await anna.says(`定时 ${number} 昨天上午九点`)).text).toMatch(/已经过了|没听清/)
    expect((await anna.says(`定时 ${number} 随便啥时候`)).text).toContain('没听清')
    await anna.says(`最晚 ${number} 今天下午三点`)
    expect((await anna.says(`定时 ${number} 今天下午四点`)).text).toContain('晚于最晚时间')
    await anna.says(`提交 ${number}`)
    await world.moves('2026-11-24T16:00:00+08:00')
    const late = await world.person('peng').says(`批准 ${number}`)
    expect(late.text).toContain('已经过了最晚时间')
    expect(world.channel.sent.filter(({ reason }) => reason === 'notice.announcement')).toEqual([])
  })

  it('by drivers, by staff without the role, or by an author who is no approver', async () => {
    const { anna, draft, says, world, state } = await town()
    const number = await draft()
    await anna.says(`提交 ${number}`)
    expect((await anna.says(`批准 ${number}`)).text).toContain('要“审核”角色')
    expect((await world.person('desk').says(`批准 ${number}`, { localRole: 'counter' })).text).toContain('要“发布”或“审核”角色')
    for (const text of [`批准 ${number}`, `停止 ${number}`, '发个通知给全部司机：都来领钱']) {
      const heard = await says('wang', text)
      expect(heard.end.intent).not.toMatch(/^staff\./)
    }
    await world.moves(PAUSE)
    expect(await state(number)).toBe('submitted')
  })

  it('once it was changed after it was handed on', async () => {
    const { anna, peng, draft, got, world } = await town()
    const number = await draft()
    await anna.says(`提交 ${number}`)
    await anna.says(`改 ${number} 全部免费领西瓜`)
    expect((await peng.says(`批准 ${number}`)).text).toContain('不在等审核')
    await world.moves(PAUSE)
    expect(got('wang', '西瓜')).toBe(0)
  })
})

describe('a stopped announcement', () => {
  it('is shown to nobody who did not get it', async () => {
    const { anna, peng, draft, says, world } = await town(['wang'], '2026-11-24T22:30:00+08:00')
    const number = await draft()
    await anna.says(`提交 ${number}`)
    await peng.says(`批准 ${number}`)
    await world.moves(MINUTE)
    await anna.says(`停止 ${number}`)
    for (const text of ['最近有什么通知', '有啥公告']) expect((await says('wang', text)).text, text).not.toContain('停水')
    expect((await world.person('wang').asksIn('g:night', '最近有什么通知')).text).not.toContain('停水')
  })

  it('midway is shown to those who have it, in private only', async () => {
    const { anna, draft, approved, says, world } = await town(['wang', 'li'])
    await says('li', '我上夜班，白天别发')
    const number = await draft()
    await approved(number)
    await anna.says(`停止 ${number}`)
    expect((await says('wang', '最近有什么通知')).text).toContain('停水')
    expect((await says('li', '最近有什么通知')).text).not.toContain('停水')
    expect((await world.person('wang').asksIn('g:night', '最近有什么通知')).text).not.toContain('停水')
  })
})

describe('what the first message said', () => {
  it('stays urgent over the question for whom', async () => {
    for (const text of ['发紧急通知：高速封路，今晚别上国道', '紧急通知：高速封路，今晚别上国道', '发个紧急公告：高速封路，今晚别上国道']) {
      const { anna } = await town(['wang'])
      expect((await anna.says(text)).text, text).toContain('发给谁')
      expect((await anna.says('1')).text, text).toContain('紧急（不分时段、不看退订）')
    }
  })

  it('keeps its picture over the question for whom', async () => {
    const { anna, world } = await town(['wang'])
    const file = join(newFolder(), 'road.png')
    writeFileSync(file, Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'))
    await anna.says('发个通知：高速封路，今晚别上国道', { attachments: [fileAt('image', file)] })
    await anna.says('全部司机')
    const [stored] = await world.app.db.read.select().from(announcements)
    expect(stored?.picture?.type).toBe('image/png')
    expect(stored?.emergency).toBe(false)
  })
})

describe('whom it is for', () => {
  it('never grows where it is not known: it is refused, and what there is is listed', async () => {
    const { anna, draft, world } = await town(['wang'])
    await world.person('wang').asksIn('g:night', '理发多少钱')
    const number = await draft()
    for (const said of ['S-99', 's99', '三支部', '报名书法的人', '所有报名书法的人', '全体党员', '夜班群']) {
      const heard = await anna.says(`对象 ${number} ${said}`)
      expect(heard.text, said).toMatch(/^没找到“.*”，没有改。可以说：全部司机、/)
    }
    expect((await anna.says(`看 ${number}`)).text).toContain('发给全部司机')
    await anna.says('发个通知：周五包饺子')
    for (const said of ['S-99', '参加书法的']) expect((await anna.says(said)).text, said).toMatch(/^没找到这个对象，还没拟。请回：全部司机、/)
    expect((await anna.says('2')).text).toContain('发给货车司机')
    expect((await anna.says('通知报名书法的所有人：明天不上课')).text).toContain('发给谁')
  })

  it('may be who is enrolled in a session, by its number or its title', async () => {
    const { anna, approved, got, says } = await town()
    let said = await says('wang', '我要报名防御性驾驶')
    for (const text of ['同意', '1', '同意']) if (said.end.data?.session === undefined) said = await says('wang', text)
    const session = String(said.end.data?.session)
    expect(session).toMatch(/^S-\d+$/)
    const digits = session.slice(2)
    for (const text of [
      `发个通知给报名${session}的：周六的课改到三楼`,
      `通知报名 s${digits} 的人：周六的课改到三楼`,
      '通知报名防御性驾驶的人：周六的课改到三楼',
      '发个通知给报了防御性驾驶的所有人：周六的课改到三楼',
    ]) {
      const shown = (await anna.says(text)).text
      expect(shown, text).toContain(`${session} 防御性驾驶`)
      expect(shown, text).toContain('能收到1人')
      expect(shown, text).not.toContain('全部司机：')
    }
    await approved('N-1')
    expect(['wang', 'li', 'zhao'].map((name) => got(name, '周六的课改到三楼'))).toEqual([1, 0, 0])
    expect((await says('li', '最近有什么通知')).text).not.toContain('改到三楼')
  })
})

describe('while it is asked for whom', () => {
  it('another announcement takes its place, and is not swallowed', async () => {
    for (const text of ['通知货车司机和网约车司机：油价涨了', '发个通知给货车司机、网约车司机：油价涨了']) {
      const { anna, world } = await town(['wang'])
      expect((await anna.says('发个通知：晚上聚餐')).text, text).toContain('发给谁')
      const heard = await anna.says(text)
      expect(heard.text, text).toMatch(/刚才那条“晚上聚餐”没有拟完，先不发/)
      expect(heard.text, text).toContain('发给货车司机、网约车司机')
      const [stored, ...more] = await world.app.db.read.select().from(announcements)
      expect([stored?.text, more.length], text).toEqual(['油价涨了', 0])
    }
  })

  it('作废 gives up this one, and nothing older', async () => {
    for (const word of ['作废', '停发', '撤回']) {
      const { anna, draft, state } = await town(['wang'])
      const number = await draft()
      await anna.says('发个通知：晚上聚餐')
      expect((await anna.says(word)).text, word).toContain('这条不拟了')
      expect(await state(number), word).toBe('draft')
      expect((await anna.says('几点开门')).text, word).not.toContain('发给谁')
    }
  })
})

describe('收到', () => {
  it('is asked for again only once in a while, and not of staff', async () => {
    const { anna, draft, approved, got, says, world } = await town(['wang', 'li'])
    const number = await draft()
    await approved(number)
    await says('wang', '收到')
    expect((await anna.says('催一下')).text).toContain('没回“收到”的1人')
    expect((await anna.says(`催 ${number}`)).text).toMatch(/^刚催过，没有再催/)
    await world.moves(PAUSE)
    expect(['wang', 'li', 'anna', 'peng'].map((name) => got(name, '再提醒一次'))).toEqual([0, 1, 0, 0])
    await world.moves('2026-11-24T15:00:00+08:00')
    expect((await anna.says(`催 ${number}`)).text).toContain('没回“收到”的1人')
  })

  it('counts only of those who got it', async () => {
    const { anna, draft, approved, says } = await town(['wang', 'li'])
    await says('li', '公告别发了')
    const number = await draft()
    await approved(number)
    await says('wang', '收到')
    await says('li', `回复 ${number} 我也看到了`)
    await says('late', `回复 ${number} 我是新来的`)
    expect((await anna.says(`进度 ${number}`)).text).toContain('回“收到”的1人')
  })

  it('brings the question that comes with it to the author', async () => {
    for (const text of ['收到，几点开始', '收到了 要带啥证件', '好的收到，家里停到几点？']) {
      const { draft, approved, says, world } = await town(['wang'])
      await approved(await draft())
      const heard = await says('wang', text)
      expect(heard.text, text).toMatch(/^好的，已记下您收到了.*\n您问的已转给发通知的人，编号 H-1/)
      expect(
        world.channel.sent.some((each) => each.to === 'anna' && each.text.includes('回话 H-1')),
        text,
      ).toBe(true)
    }
    const { draft, approved, says } = await town(['wang'])
    await approved(await draft())
    expect((await says('wang', '收到，谢谢')).text).not.toContain('已转给')
  })
})

describe('the latest time', () => {
  it('is the one that was shown, also without a word about it', async () => {
    const { anna, peng, draft, world, got } = await town(['wang'], '2026-11-25T08:30:00+08:00')
    const number = await draft()
    expect((await anna.says(`看 ${number}`)).text).toContain('最晚：11月28日（周六）8:30')
    await world.moves('2026-11-26T10:00:00+08:00')
    await anna.says(`提交 ${number}`)
    expect(world.channel.sent.find(({ to, text }) => to === 'peng' && text.includes('请审核'))?.text).toMatch(
      /最晚：11月28日（周六）8:30|最晚：后天8:30|最晚：周六8:30/,
    )
    await world.moves('2026-11-29T10:00:00+08:00')
    expect((await peng.says(`批准 ${number}`)).text).toMatch(new RegExp(`已经过了最晚时间，没有发.*最晚 ${number}`))
    await world.moves(PAUSE)
    expect(got('wang', '停水')).toBe(0)
    expect(world.channel.sent.some(({ to, text }) => to === 'anna' && text.includes(`${number} 没有发：审核时，已经过了最晚时间`))).toBe(true)
  })

  it('stays as it was shown when it is approved later', async () => {
    const { anna, peng, draft, world } = await town(['wang'], '2026-11-25T08:30:00+08:00')
    const number = await draft()
    await anna.says(`提交 ${number}`)
    await world.moves('2026-11-27T10:00:00+08:00')
    await peng.says(`批准 ${number}`)
    const [stored] = await world.app.db.read.select().from(announcements).where(eq(announcements.number, number))
    expect(stored?.lastAt).toEqual(new Date('2026-11-28T08:30:00+08:00'))
  })

  it('inside the quiet hours is refused, when it is set and when it is handed on', async () => {
    const { anna, draft, state, world } = await town(['wang'], '2026-11-24T23:05:00+08:00')
    const number = await draft()
    expect((await anna.says(`最晚 ${number} 明天早上7点`)).text).toMatch(/没有改：最晚时间在免打扰时段里.*谁也收不到/)
    expect((await anna.says(`最晚 ${number} 明天早上9点`)).text).toContain('最晚：明天9:00')
    const other = await draft('今晚十二点前来领水')
    await world.app.db.tx((tx) =>
      tx
        .update(announcements)
        .set({ lastAt: new Date('2026-11-25T07:00:00+08:00') })
        .where(eq(announcements.number, other)),
    )
    expect((await anna.says(`提交 ${other}`)).text).toContain('谁也收不到')
    expect(await state(other)).toBe('draft')
  })

  it('and a start in the quiet hours says until when it waits', async () => {
    const { anna, peng, draft } = await town(['wang'], '2026-11-24T22:30:00+08:00')
    const number = await draft()
    await anna.says(`提交 ${number}`)
    const said = (await peng.says(`批准 ${number}`)).text
    expect(said).toMatch(new RegExp(`^${number} 定好了，正在免打扰时段，要等到明天8:00才送到`))
    expect(said).not.toContain('开始发了')
  })

  it('approved after its time, it is told to the approver and to the author', async () => {
    const { anna, peng, draft, world } = await town()
    const number = await draft()
    await anna.says(`定时 ${number} 今天上午11点`)
    await anna.says(`提交 ${number}`)
    await world.moves('2026-11-24T11:30:00+08:00')
    expect((await peng.says(`批准 ${number}`)).text).toMatch(/^定的时间已经过了，没有发，已告诉拟稿人/)
    expect(world.channel.sent.some(({ to, text }) => to === 'anna' && text.includes(`${number} 没有发：审核时，定的时间已经过了`))).toBe(true)
    await anna.says(`定时 ${number} 今天下午两点`)
    expect((await anna.says(`提交 ${number}`)).text).toContain('已提交')
    expect((await peng.says(`批准 ${number}`)).text).toContain('已定在今天14:00发')
  })
})

describe('a sending', () => {
  const many = Array.from({ length: 60 }, (_, n) => `d${String(n).padStart(2, '0')}`)

  it('begins with a few, halts by itself when they fail, and goes on when a person says so', async () => {
    const { anna, draft, approved, world } = await town(many)
    const number = await draft()
    await anna.says(`提交 ${number}`)
    for (let n = 0; n < 10; n++) world.channel.fates.push({ is: 'sent' })
    const before = world.channel.sent.length
    world.channel.fates.length = 0
    const real = world.channel.send.bind(world.channel)
    let broken = true
    world.channel.send = async (message) => (broken && message.reason === 'notice.announcement' ? { is: 'failed', why: 'the network refuses' } : real(message))
    await approved(number)
    await world.moves(60 * MINUTE)
    const pushes = await world.app.db.read.select().from(outgoing).where(eq(outgoing.matter, number))
    expect(pushes).toHaveLength(20)
    expect(world.channel.sent.slice(before).some(({ to, text }) => to === 'anna' && text.includes('已自动暂停'))).toBe(true)
    expect((await anna.says(`进度 ${number}`)).text).toContain('失败太多，已自动暂停')
    broken = false
    expect((await anna.says(`继续 ${number}`)).text).toContain('接着发')
    await world.moves(60 * MINUTE)
    const reached = world.channel.sent.filter(({ reason }) => reason === 'notice.announcement')
    expect(reached).toHaveLength(40)
    expect(new Set(reached.map(({ to }) => to)).size).toBe(40)
  })

  it('is paused, goes on and is stopped by hand; nobody gets it twice', async () => {
    const { anna, peng, draft, world } = await town(many, '2026-11-24T23:00:00+08:00')
    const number = await draft()
    await anna.says(`提交 ${number}`)
    await peng.says(`批准 ${number}`) // at night: everything waits for the morning
    await world.moves(5 * MINUTE)
    expect((await anna.says(`暂停 ${number}`)).text).toContain('已暂停')
    await world.moves('2026-11-25T09:00:00+08:00')
    expect(world.channel.sent.filter(({ reason }) => reason === 'notice.announcement')).toEqual([])
    await anna.says(`继续 ${number}`)
    await world.moves('2026-11-25T10:00:00+08:00')
    const reached = world.channel.sent.filter(({ reason }) => reason === 'notice.announcement')
    expect(reached).toHaveLength(60)
    expect(new Set(reached.map(({ to }) => to)).size).toBe(60)
    expect((await anna.says(`停止 ${number}`)).text).toContain('没有在发')
  })

  it('that was stopped reaches nobody any more', async () => {
    const { anna, peng, draft, world } = await town(many, '2026-11-24T23:00:00+08:00')
    const number = await draft()
    await anna.says(`提交 ${number}`)
    await peng.says(`批准 ${number}`)
    await world.moves(MINUTE)
    expect((await anna.says(`停止 ${number}`)).text).toContain('已停止')
    await world.moves('2026-11-26T12:00:00+08:00')
    expect(world.channel.sent.filter(({ reason }) => reason === 'notice.announcement')).toEqual([])
    expect((await anna.says(`进度 ${number}`)).text).toContain('已撤下60')
  })

  it('of an emergency needs a second person even where approval is off, and passes night and 退订', async () => {
    const { anna, peng, draft, got, says, world } = await town(['wang', 'li'], '2026-11-24T23:00:00+08:00')
    await says('wang', '退订')
    expect((await anna.says('公告审核 关')).text).toContain('只有管理员')
    await world.person('boss').says('公告审核 关', { localRole: 'admin' })
    const number = await draft('燃气泄漏，请立即远离停车场')
    await anna.says(`紧急 ${number}`)
    expect((await anna.says(`提交 ${number}`)).text).toContain('等另一位审核')
    expect(got('wang', '燃气')).toBe(0)
    await peng.says(`批准 ${number}`)
    await world.moves(PAUSE)
    expect(got('wang', '燃气泄漏')).toBe(1)
    const ordinary = await draft('周五包饺子')
    expect((await anna.says(`提交 ${ordinary}`)).text).toContain('定好了，正在免打扰时段')
  })
})

it('a person who is erased leaves the counts and no name', async () => {
  const { anna, draft, approved, says } = await town()
  const number = await draft()
  await approved(number)
  await says('wang', '收到')
  expect((await says('wang', '我的信息')).text).toContain('发给您的通知：1条')
  await says('wang', '删除我的信息')
  await says('wang', '确认删除')
  expect((await anna.says(`进度 ${number}`)).text).toContain('已送达3')
  const { replies } = await anna.says(`名单 ${number}`)
  const [file] = replies.flatMap((each) => each.files ?? [])
  expect(Buffer.from(file?.base64 ?? '', 'base64').toString('latin1')).not.toContain('wang')
})

describe('an order without a number', () => {
  it('means the only draft, then the only one that waits, then the one that goes out', async () => {
    const { anna, peng, draft, world } = await town()
    const number = await draft()
    await world.moves(2 * 60 * MINUTE) // the choices of the draft are not open any more
    expect((await anna.says('提交')).text).toContain(`${number} 已提交`)
    await peng.says('理发多少钱')
    expect((await peng.says('确认')).text).toContain('开始发了')
    await world.moves(PAUSE)
    const standing = await anna.says('进度')
    expect(standing.end).toMatchObject({ intent: 'staff.notice', data: { announcement: number } })
    expect(standing.text).toContain('已送达')
    expect((await anna.says('发得怎么样了')).end).toMatchObject({ data: { announcement: number } })
  })

  it('confirms the only draft by 确认', async () => {
    const { anna, draft } = await town()
    const number = await draft()
    await anna.says('几点开门')
    expect((await anna.says('确认')).text).toContain(`${number} 已提交`)
  })

  it('says when, whom and what of the only draft', async () => {
    const { anna, draft } = await town()
    const number = await draft()
    for (const [text, shown] of [
      ['定时今天下午两点', '时间：今天14:00'],
      ['定在明天上午九点', '时间：明天9:00'],
      ['发给货车司机', '发给货车司机'],
      ['对象改成全部司机', '发给全部司机'],
      ['改成后天上午停水，请接好水', '“后天上午停水，请接好水”'],
    ] as const) {
      const heard = await anna.says(text)
      expect(heard.end, text).toMatchObject({ intent: 'staff.notice', data: { announcement: number } })
      expect(heard.text, text).toContain(shown)
    }
    expect((await anna.says('撤回')).text).toContain(`${number} 已停止`)
  })

  it('goes on after a halt, and shows who did not answer', async () => {
    const { anna, peng, draft, world } = await town(['wang', 'li'], '2026-11-24T23:00:00+08:00')
    const number = await draft()
    await anna.says(`提交 ${number}`)
    await peng.says(`批准 ${number}`)
    await world.moves(MINUTE)
    expect((await anna.says('暂停')).text).toContain('已暂停')
    expect((await anna.says('继续')).text).toContain('接着发了')
    expect((await anna.says('暂停')).text).toContain('已暂停')
    expect((await anna.says('继续发')).text).toContain('接着发了')
    for (const text of ['谁没回', '谁收不到', '还有谁没看', '名单']) expect((await anna.says(text)).text, text).toContain(`${number} 的名单`)
  })

  it('is none where a day alone is changed, or nobody of staff speaks', async () => {
    const { says, draft } = await town()
    await draft()
    for (const text of ['改成后天下午两点', '定时今天下午两点', '发给货车司机', '谁没回', '继续']) {
      const { end } = await says('wang', text)
      expect(end.intent, text).not.toBe('staff.notice')
    }
  })

  it('asks which, where there are two', async () => {
    const { anna, draft } = await town()
    const [first, second] = [await draft(), await draft('周六下午两点急救培训')]
    await anna.says('几点开门')
    const asked = await anna.says('提交')
    expect(asked.text).toContain('哪一条')
    expect(asked.text).toContain(first)
    expect((await anna.says('1')).text).toMatch(new RegExp(`(${first}|${second}) 已提交`))
  })

  it('is none of theirs to drivers, and to staff without an announcement', async () => {
    const { anna, says } = await town()
    expect((await says('wang', '进度')).end.intent).not.toBe('staff.notice')
    expect((await says('wang', '提交')).end.intent).not.toBe('staff.notice')
    expect((await anna.says('进度')).end.intent).not.toBe('none')
    expect((await anna.says('提交')).text).toContain('没有等您处理的公告')
  })
})
