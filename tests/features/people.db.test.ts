/** Accounts, files and codes: what joins them, what must not, and how all of it goes away. */
import { describe, expect, it } from 'vitest'
import { codeDigest, freshCode } from '../../src/bot/store/binding.ts'
import { lockConversation } from '../../src/bot/store/intake.ts'
import { addStaff, listStaff, removeStaff } from '../../src/bot/store/staff.ts'
import type { Role } from '../../src/bot/vocabulary.ts'
import * as schema from '../../src/db/schema.ts'
import { after as afterwards, DAY, HOUR, MINUTE } from '../../src/lib/clock.ts'
import { type Heard, type Somebody, World } from '../support/world.ts'

const codeIn = (text: string): string => /(?<![A-Z0-9])[A-Z0-9]{8}(?![A-Z0-9])/.exec(text)?.[0] ?? ''

/** The account agrees and gets a binding code. */
async function ownCode(somebody: Somebody): Promise<string> {
  const first = await somebody.says('绑定')
  const { text } = first.text.includes('绑定码') ? first : await somebody.says('同意')
  return codeIn(text)
}

/** The account agrees to whatever asks for it. */
async function agrees(somebody: Somebody, text: string): Promise<Heard> {
  const first = await somebody.says(text)
  return first.text.includes('同意吗') ? somebody.says('同意') : first
}

/** A member of staff who joined by a code. */
async function staffMember(world: World, name: string, role: Role): Promise<Somebody> {
  const code = freshCode()
  const now = world.app.clock.now()
  await world.app.db.tx((tx) => addStaff(tx, { name, role, codeDigest: codeDigest(code), codeExpiresAt: afterwards(now, 7 * DAY) }, now))
  const member = world.person(name)
  await member.says(code)
  return member
}

/** Every stored value of every table, as one text. */
async function everything(world: World): Promise<string> {
  const rows: unknown[] = []
  for (const [name, each] of Object.entries(schema)) {
    if (typeof each !== 'object' || each === null || Array.isArray(each) || !('getSQL' in each)) continue
    rows.push([name, await world.app.db.read.select().from(each as typeof schema.persons)])
  }
  return JSON.stringify(rows)
}

describe('a binding code', () => {
  it('brings another account into the file, with what that account had', async () => {
    const world = await World.open()
    const [old, other] = [world.person('wang'), world.person('wang-new')]
    await other.says('学习提醒别发了')
    const code = await ownCode(old)
    expect((await agrees(other, code)).text).toContain('绑定成功')
    const file = (await other.says('我的信息')).text
    expect(file).toBe((await old.says('我的信息')).text.replace(/聊天记录：\d+条/, /聊天记录：\d+条/.exec(file)?.[0] ?? ''))
    // Each account by the end of its own id, of which two may be alike by chance.
    const ids = await world.app.db.read.select({ id: schema.accounts.id }).from(schema.accounts)
    expect([...file.matchAll(/终端（尾号 (..)）/g)].map(([, tail]) => tail).sort()).toEqual(ids.map(({ id }) => id.slice(-2)).sort())
    expect(ids).toHaveLength(2)
    expect(file).toContain('停收的提醒：学习')
    expect(file).toContain('同意（第1版）')
  })

  it('works inside a sentence, and is kept over the question of consent', async () => {
    const world = await World.open()
    const code = await ownCode(world.person('wang'))
    const other = world.person('wang-new')
    expect((await other.says(`绑定司机档案 ${code}`)).text).toContain('同意吗')
    expect((await other.says('同意')).text).toContain('绑定成功')
  })

  it('asks for consent first, also when it comes alone, and is then used instead of a new one', async () => {
    const world = await World.open()
    const code = await ownCode(world.person('wang'))
    const other = world.person('wang-new')
    const asked = await other.says(`${code.slice(0, 4)} ${code.slice(4)}`)
    expect(asked.text.match(/同意吗/g)).toHaveLength(1)
    expect((await world.app.db.read.select().from(schema.persons)).every((row) => row.mergedInto === null)).toBe(true)
    const done = await other.says('同意')
    expect(done.end.intent).toBe('profile.bind')
    expect(done.text).toContain('绑定成功')
    expect(done.text).not.toContain('绑定码：')
  })

  it('does nothing without consent', async () => {
    const world = await World.open()
    const code = await ownCode(world.person('wang'))
    const other = world.person('wang-new')
    await other.says(code)
    expect((await other.says('不同意')).text).not.toContain('绑定成功')
    expect((await world.app.db.read.select().from(schema.persons)).every((row) => row.mergedInto === null)).toBe(true)
    expect((await agrees(other, code)).text).toContain('绑定成功')
  })

  it('of seven characters is called mistyped, without a new code', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    await ownCode(wang)
    const heard = await wang.says('绑定码 VT8V4GD')
    expect(heard.text).toContain('位数不对')
    expect(codeIn(heard.text)).toBe('')
  })

  it('works once', async () => {
    const world = await World.open()
    const code = await ownCode(world.person('wang'))
    expect((await agrees(world.person('second'), code)).text).toContain('绑定成功')
    expect((await agrees(world.person('third'), code)).text).toContain('已经用过')
    const [accounts, persons] = [schema.accounts, schema.persons]
    expect(new Set((await world.app.db.read.select({ id: accounts.personId }).from(accounts)).map((row) => row.id)).size).toBe(2)
    expect((await world.app.db.read.select().from(persons)).filter((row) => row.mergedInto !== null)).toHaveLength(1)
  })

  it('of two accounts at the same moment joins one', async () => {
    const world = await World.open()
    const code = await ownCode(world.person('wang'))
    const texts = await Promise.all(['a', 'b', 'c', 'd'].map(async (name) => (await agrees(world.person(name), code)).text))
    expect(texts.filter((text) => text.includes('绑定成功'))).toHaveLength(1)
  })

  it('of two files for each other, sent at the same moment, makes one file', async () => {
    const world = await World.open()
    const [a, b] = [world.person('a'), world.person('b')]
    const [codeA, codeB] = [await ownCode(a), await ownCode(b)]
    await Promise.all([a.says(codeB), b.says(codeA)])
    const persons = await world.app.db.read.select().from(schema.persons)
    const accounts = await world.app.db.read.select().from(schema.accounts)
    expect(new Set(accounts.map((row) => row.personId)).size).toBe(1)
    expect(persons.filter((row) => row.mergedInto === null).map((row) => row.id)).toEqual([accounts[0]?.personId])
  })

  it('is refused by the file it belongs to, and stays good', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    const code = await ownCode(wang)
    expect((await wang.says(code)).text).toContain('另一个账号')
    expect((await agrees(world.person('other'), code)).text).toContain('绑定成功')
  })

  it('is too old after ten minutes, and void as soon as there is a newer one', async () => {
    const world = await World.open()
    const [wang, other] = [world.person('wang'), world.person('other')]
    const first = await ownCode(wang)
    const second = await ownCode(wang)
    expect((await agrees(other, first)).text).toContain('过期')
    await world.moves(10 * MINUTE)
    expect((await other.says(second)).text).toContain('过期')
  })

  it('cannot be guessed: five wrong ones lock the account for an hour, also for the right one', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    const guesser = world.person('guesser')
    for (let guess = 1; guess <= 4; guess += 1) expect((await guesser.says(`AAAA2AA${guess}`)).text).toContain('不对')
    expect((await guesser.says('AAAA2AA5')).text).toContain('一个小时')
    await world.moves(30 * MINUTE)
    expect((await guesser.says(await ownCode(wang))).text).toContain('一个小时')
    await world.moves(30 * MINUTE)
    expect((await agrees(guesser, await ownCode(wang))).text).toContain('绑定成功')
  })

  it('never follows from a name, a plate or a number', async () => {
    const world = await World.open()
    await ownCode(world.person('wang'))
    const other = world.person('other')
    await other.says('绑定')
    await other.says('同意')
    for (const text of ['绑定 我是王师傅 豫H3F568', '绑定手机号 13800138000']) expect((await other.says(text)).text).not.toContain('成功')
    expect((await world.app.db.read.select().from(schema.persons)).every((row) => row.mergedInto === null)).toBe(true)
  })

  it('is not taken in a group, and never shown there', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    const code = await ownCode(wang)
    expect((await world.person('other').asksIn('g', code)).text).toContain('私')
    expect((await wang.asksIn('g', '绑定')).text).not.toMatch(/[A-Z0-9]{8}/)
  })

  it('takes only the one account out of a file that others still use', async () => {
    const world = await World.open()
    const [wife, husband, own] = [world.person('wife'), world.person('husband'), world.person('husband-own')]
    await agrees(husband, await ownCode(wife))
    expect((await husband.says(await ownCode(own))).text).toContain('还有别的账号')
    expect((await wife.says('我的信息')).text).toContain('同意（第1版）')
    expect((await wife.says('我的信息')).text).not.toContain('尾号')
  })
})

describe('a member of staff', () => {
  it('joins by a code, which works once', async () => {
    const world = await World.open()
    const code = freshCode()
    const now = world.app.clock.now()
    await world.app.db.tx((tx) => addStaff(tx, { name: '小马', role: 'counter', codeDigest: codeDigest(code), codeExpiresAt: afterwards(now, 7 * DAY) }, now))
    const joined = (await world.person('ma').says(code.toLowerCase())).text
    expect(joined).toContain('小马')
    expect(joined).toContain('柜台')
    expect((await world.person('thief').says(code)).text).toContain('不对')
    expect(await everything(world)).toContain('staff.joined')
  })

  it('is told that the code is too old', async () => {
    const world = await World.open()
    const code = freshCode()
    const now = world.app.clock.now()
    await world.app.db.tx((tx) => addStaff(tx, { name: '小马', role: 'counter', codeDigest: codeDigest(code), codeExpiresAt: afterwards(now, HOUR) }, now))
    await world.moves(HOUR)
    expect((await world.person('ma').says(code)).text).toContain('工作人员码过期')
  })

  it('loses every role at the moment of removal', async () => {
    const world = await World.open()
    const ma = await staffMember(world, '小马', 'counter')
    expect((await ma.says('待办')).text).toContain('等着办')
    await world.app.db.tx((tx) => removeStaff(tx, '小马'))
    const heard = await ma.says('待办')
    expect(heard.end.intent).toBe('none')
    expect(heard.text).not.toContain('等着办')
  })

  it('cannot be drawn into a driver’s file by that driver’s code', async () => {
    const world = await World.open()
    const ma = await staffMember(world, '小马', 'admin')
    const driver = world.person('driver')
    expect((await agrees(ma, await ownCode(driver))).text).toContain('工作人员账号')
    expect((await driver.says('待办')).end.intent).toBe('none')
    expect((await ma.says('待办')).end.intent).toBe('staff.today')
  })

  it('may bring a second account into the own file', async () => {
    const world = await World.open()
    const ma = await staffMember(world, '小马', 'counter')
    const phone = world.person('ma-phone')
    await agrees(phone, await ownCode(ma))
    expect((await phone.says('待办')).end.intent).toBe('staff.today')
  })
})

describe('one’s own file', () => {
  it('shows and exports what is kept, in private only', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    await wang.says('理发多少钱', { display: '王铁柱' })
    const shown = await wang.says('我的信息', { display: '王铁柱' })
    expect(shown.text).toContain('王铁柱')
    expect((await wang.says('导出我的资料', { display: '王铁柱' })).text).toContain('理发多少钱')
    expect((await wang.asksIn('g', '我的信息', { display: '王铁柱' })).text).not.toContain('王铁柱')
  })

  it('counts what it can still list', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    expect((await wang.says('我的信息')).text).toContain('聊天记录：0条')
    await wang.chatsIn('g', '今天天气不错')
    const listed = (await wang.says('导出我的资料')).text
    expect(listed).toContain('聊天记录：1条')
    expect(listed.match(/2026-\d\d-\d\d \d\d:\d\d /g)).toHaveLength(1)
  })

  it('takes consent back, and is asked again the next time', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    expect((await wang.says('撤回同意')).text).toContain('没有给过')
    await ownCode(wang)
    expect((await wang.says('撤回同意')).text).toContain('已撤回')
    expect((await wang.says('绑定')).text).toContain('同意吗')
  })

  it('stops and resumes kinds of notices', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    expect((await wang.says('通知设置')).text).toContain('照常发')
    expect((await wang.says('退订')).text).toContain('全部')
    expect((await wang.says('恢复推送')).text).toContain('恢复了')
    expect((await wang.says('通知设置')).replies[0]?.choices.map((choice) => choice.label)).toEqual(['全部停掉'])
    expect((await wang.says('1')).text).toContain('停收：全部')
  })
})

describe('wishes about notices', () => {
  it('are answered where they only ask, and nothing is stopped', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    for (const text of ['免打扰是几点', '免打扰时间几点到几点', '现在免打扰吗', '我免打扰开了没'])
      expect((await wang.says(text)).text, text).toMatch(/^每天21:30到第二天8:00不打扰您，现在不是这个时段。/)
    expect((await wang.says('我停收了哪些')).text).toMatch(/^现在各类提醒都照常发/)
    await wang.says('学习提醒、公告都别发了')
    for (const text of ['我停收了哪些', '停收了什么', '我把哪些提醒关了']) expect((await wang.says(text)).text, text).toMatch(/^现在停收：学习、公告。/)
  })

  it('for a while stop nothing for good', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    for (const text of ['今天别打扰我', '我下班了，别打扰', '我在开车别发消息', '请别在我睡觉的时候发消息', '今天晚上别打扰我']) {
      const heard = await wang.says(text)
      expect(heard.text, text).toMatch(/^还没停/)
      expect(
        heard.replies[0]?.choices.map(({ label }) => label),
        text,
      ).toEqual(['只停公告', '全部停掉'])
    }
    expect((await wang.says('通知设置')).text).toContain('照常发')
    await wang.says('今天别打扰我')
    expect((await wang.says('1')).text).toContain('停收：公告')
  })

  it('say first what is sent again', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    await wang.says('退订')
    expect((await wang.says('恢复学习提醒')).text).toMatch(/^好的，学习照常发给您。\n现在停收：预约/)
    expect((await wang.says('重新接收公告')).text).toMatch(/^好的，公告照常发给您。/)
    await wang.says('恢复提醒')
    await wang.says('公告别发了')
    expect((await wang.says('公告可以发了')).text).toContain('都恢复了')
  })

  it('about one paper are about its date', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    await wang.says('年检3月5号，提醒我')
    await wang.says('同意')
    const heard = await wang.says('别提醒我年检了')
    expect(heard.end.intent).toBe('deadline.remove')
    expect((await wang.says('通知设置')).text).toContain('照常发')
  })
})

describe('erasing', () => {
  it('asks first, and keeps everything on "no" or after something else', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    await wang.says('我叫王铁柱你记住')
    expect((await wang.says('删除我的资料')).replies[0]?.choices).toHaveLength(2)
    expect((await wang.says('不删')).text).toContain('没有删')
    expect(await everything(world)).toContain('王铁柱')
  })

  it('takes no mere yes, and nothing that only contains the words', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    await wang.says('我叫王铁柱你记住')
    await wang.says('删除我的资料')
    for (const text of ['好', '好的', '嗯', '行', '删除我的资料']) {
      const heard = await wang.says(text)
      expect(heard.text, text).toContain('只有回“确认删除”')
      expect(
        heard.replies[0]?.choices.map((choice) => choice.label),
        text,
      ).toContain('确认删除')
    }
    for (const text of ['先别确认删除', '我说过确认删除了吗']) expect((await wang.says(text)).end.data, text).toBeUndefined()
    expect(await everything(world)).toContain('王铁柱')
  })

  it('takes the number of the choice', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    await wang.says('删除我的资料')
    expect((await wang.says('1')).text).toContain('E-1')
  })

  it('asks again when it was asked more than ten minutes ago', async () => {
    for (const text of ['1', '确认', '确认删除']) {
      const world = await World.open()
      const wang = world.person('wang')
      await wang.says('删除我的资料')
      await world.moves(10 * MINUTE + 1)
      const again = await wang.says(text)
      expect(again.end.data, text).toBeUndefined()
      expect(again.text, text).toContain('再跟您确认一次')
      expect((await wang.says('确认删除')).text, text).toContain('E-1')
    }
  })

  it('warns a member of staff, and nobody else', async () => {
    const world = await World.open()
    const ma = await staffMember(world, '小马', 'counter')
    expect((await ma.says('删除我的资料')).text).toContain('工作人员身份')
    expect((await world.person('wang').says('删除我的资料')).text).not.toContain('工作人员')
  })

  it('leaves no word of the person in any table, not even with staff, and gives a receipt', async () => {
    const world = await World.open()
    const ma = await staffMember(world, '小马', 'counter')
    const [wang, second, zhao] = [world.person('wang-external'), world.person('wang-second'), world.person('zhao')]
    await agrees(second, await ownCode(wang))
    await second.says('鹧鸪鹧鸪鹧鸪', { display: '王铁柱' })
    await wang.asksIn('g', '我的信息 鹧鸪', { display: '王铁柱' })
    await wang.says('转人工', { display: '王铁柱' })
    await wang.says('鹧鸪的运费拖了三个月没给', { display: '王铁柱' })
    await zhao.says('转人工')
    await zhao.says('杜鹃的车被刮了没人管')
    expect((await ma.says('待办')).text).toContain('鹧鸪')
    await ma.says('回复 H-1 鹧鸪的事我们明天问')
    await wang.says('转人工')
    await wang.says('鹧鸪再说一句话给你们听')
    await wang.says('转人工')
    await wang.says('取消')
    await wang.says('删除我的资料')
    const receipt = await wang.says('确认删除')
    expect(receipt.text).toContain('E-1')
    expect(receipt.end.data).toEqual({ receipt: 'E-1' })
    await ma.says('待办')
    const left = await everything(world)
    for (const word of ['鹧鸪', '王铁柱', 'wang-second']) expect(left).not.toContain(word)
    // The address of the receipt itself and the talk in which it was asked for.
    expect(left.match(/wang-external/g)?.length ?? 0).toBeLessThanOrEqual(2)
    expect(left).toContain('杜鹃')
    expect((await wang.says('我的信息')).text).toContain('没有同意')
    expect((await second.says('我的信息')).text).toContain('聊天记录：0条')
  })

  it('also forgets a dialogue that waits beneath', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    await wang.says('绑定')
    await wang.says('删除我的资料')
    await wang.says('确认删除')
    const state = await world.app.db.tx((tx) => lockConversation(tx, 'terminal||wang', 'terminal', world.app.clock.now()))
    expect(state).toEqual({})
  })

  it('frees a member of staff’s identity from the erased person', async () => {
    const world = await World.open()
    const ma = await staffMember(world, '小马', 'counter')
    await ma.says('删除我的资料')
    await ma.says('确认删除')
    expect((await ma.says('待办')).end.intent).toBe('none')
    expect((await listStaff(world.app.db.read)).map((member) => member.joined)).toEqual([false])
  })
})

describe('retention', () => {
  it('forgets words after 30 days, and that they came after 60', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    await wang.says('鹧鸪鹧鸪鹧鸪')
    await wang.asksIn('g', '我的信息 杜鹃')
    await world.moves(29 * DAY)
    expect(await everything(world)).toContain('鹧鸪')
    expect(await everything(world)).not.toContain('杜鹃的')
    await world.moves(3 * DAY)
    const rows = await world.app.db.read.select().from(schema.updates)
    expect(rows.every((row) => row.text === '')).toBe(true)
    expect(await world.app.db.read.select().from(schema.conversations)).toEqual([])
    expect(await world.app.db.read.select().from(schema.outgoing)).toEqual([])
    expect(await world.app.db.read.select().from(schema.parked)).toEqual([])
    // The words of a failed question stay for staff, without the person.
    expect((await world.app.db.read.select().from(schema.questions)).every((row) => row.personId === null)).toBe(true)
    await world.moves(30 * DAY)
    expect(await world.app.db.read.select().from(schema.updates)).toEqual([])
  })

  it('goes on in pieces until nothing is left', async () => {
    const world = await World.open()
    const old = world.app.clock.now()
    const rows = Array.from({ length: 1_203 }, (_, number) => ({
      key: `k${number}`,
      conversationId: 'c',
      personId: 'p',
      at: old,
      text: '旧话',
      outcome: { intent: 'none', confidence: 1, handled: true },
    }))
    for (let from = 0; from < rows.length; from += 400) await world.app.db.tx((tx) => tx.insert(schema.updates).values(rows.slice(from, from + 400)))
    await world.moves(31 * DAY)
    const left = await world.app.db.read.select({ text: schema.updates.text }).from(schema.updates)
    expect(left).toHaveLength(1_203)
    expect(left.every((row) => row.text === '')).toBe(true)
  })
})
