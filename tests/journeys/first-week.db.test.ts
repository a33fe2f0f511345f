/** A driver's first week with the bot, as one dialogue. */
import { expect, it } from 'vitest'
import { accounts, outgoing, updates } from '../../src/bot/tables.ts'
import { helpMessages } from '../../src/features/human/tables.ts'
import { World } from '../support/world.ts'

const GROUP = '焦作夜班'
const MATTER = '货主欠我运费八万三千块，拖了三个月'

it('a driver’s first week', async () => {
  const world = await World.open({ at: '2026-11-23T09:00:00+08:00' })
  const [wang, newPhone, counter] = [world.person('wang'), world.person('wang-new'), world.person('counter')]
  const at = (day: number, time: string) => world.moves(`2026-11-${22 + day}T${time}:00+08:00`)
  await counter.says('你好', { localRole: 'counter' })

  // Day 1: what does it cost, when is it open. The group's words come as a telephone's dictation writes them.
  await wang.chatsIn(GROUP, '今儿高速又堵了')
  expect((await wang.chatsIn(GROUP, '理发多少钱')).text).toBe('')
  expect((await wang.asksIn(GROUP, '嗯那个 理发多少钱啊')).text).toContain('9.9元')
  expect((await wang.says('恁几点开门')).text).toContain('8:30')
  expect((await wang.says('嗯你们那儿吃饭是几点到几点啊')).text).toContain('11:00')
  expect((await wang.says('那多少钱')).text).toContain('5元')

  // He would rather speak to a person, and is answered the same morning.
  expect((await wang.says('转人工')).text).toContain('什么事')
  expect((await wang.says(MATTER, { display: '王师傅' })).text).toContain('H-1')
  const told = world.channel.sent.filter((message) => message.kind === 'push' && message.to === 'counter')
  expect(told.map((message) => message.text)).toEqual([expect.stringContaining(`H-1（王师傅）：${MATTER}`)])
  await at(1, '10:40')
  expect((await counter.says('待办')).text).toContain('H-1')
  expect((await counter.says('回复 H-1 明天上午带欠条来二楼找律师')).text).toContain('已回复 H-1')
  const reply = world.channel.sent.filter((message) => message.kind === 'push' && message.to === 'wang')
  expect(reply.map((message) => message.text)).toEqual([expect.stringContaining('带欠条来二楼')])

  // Day 2: a private matter in the group goes on in private.
  await at(2, '12:10')
  const inGroup = await wang.asksIn(GROUP, '我的信息')
  expect(inGroup.text).toContain('私聊')
  const resumed = await wang.says('在吗')
  expect(resumed.text).toContain('您在群里问的')
  expect(resumed.text).toContain('H-1（已回复）')
  expect(resumed.text).toContain('没有同意')

  // The other telephone becomes part of his file: first he is asked whether anything may be kept.
  expect((await wang.says('绑定账号')).text).toContain('同意吗')
  const code = /绑定码：(\w{8})/.exec((await wang.says('同意')).text)?.[1] ?? ''
  expect(code).toMatch(/^[0-9A-Z]{8}$/)
  expect((await newPhone.asksIn(GROUP, code)).text).not.toContain('成功')
  await world.moves(60_000)
  expect((await newPhone.says(code)).text).toContain('同意吗')
  expect((await newPhone.says('同意')).text).toContain('绑定成功')
  const file = (await newPhone.says('我的信息')).text
  expect(file).toMatch(/终端（尾号 ..）、终端（尾号 ..）/)
  for (const words of ['同意（第1版）', 'H-1（已回复）']) expect(file).toContain(words)

  // Too many reminders: none of a kind any more, but a person's answer still comes.
  expect((await newPhone.says('学习提醒别发了')).text).toContain('停收：学习')
  expect((await wang.says('我的信息')).text).toContain('停收的提醒：学习')

  // Day 5: called away in the middle of a message, back after six hours.
  await at(5, '08:00')
  expect((await wang.says('转人工')).text).toContain('什么事')
  await world.restarts()
  await at(5, '14:00')
  const back = await wang.says('在吗')
  expect(back.text).toContain('咱们刚才在办：给工作人员留言')
  expect((await wang.says('刚才去装货了，想问停车要不要钱')).text).toContain('H-2')
  expect((await counter.says('回复 H-2 停车不收钱')).text).toContain('已回复 H-2')
  expect(world.channel.sent.filter((message) => message.kind === 'push' && message.text.includes('停车不收钱'))).toHaveLength(1)

  // Day 7: everything on the table, and then gone.
  await at(7, '21:00')
  const exported = (await wang.says('导出我的资料')).text
  for (const words of ['终端（尾号 ', MATTER, '带欠条来二楼', '嗯你们那儿吃饭是几点到几点啊', '停收的提醒：学习']) expect(exported).toContain(words)
  expect((await wang.says('删除我的信息')).text).toContain('找不回来')
  expect((await wang.says('确认删除')).text).toMatch(/已删除，回执号 E-1/)
  const known = await world.app.db.read.select({ external: accounts.external }).from(accounts)
  expect(known.map((account) => account.external)).toEqual(['counter'])
  const stored = JSON.stringify(await Promise.all([outgoing, updates, helpMessages].map((table) => world.app.db.read.select().from(table))))
  expect([MATTER, '王师傅', '带欠条', 'wang-new', code].filter((words) => stored.includes(words))).toEqual([])

  // A stranger again, and welcome.
  const stranger = (await wang.says('我的信息')).text
  expect(stranger).toContain('没有同意')
  expect(stranger).not.toContain('H-1')
  expect((await wang.says('理发多少钱')).text).toContain('9.9元')

  // Nothing of all this was ever heard in the group.
  const heard = world.channel.sent.filter((message) => message.place.kind === 'group').map((message) => message.text)
  expect(heard.length).toBeGreaterThan(0)
  for (const text of heard) expect(text).not.toMatch(/王师傅|H-\d|八万三|欠条|停收|绑定码/)
})
