/** The staff command on the machine, and codes that staff issue for others. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { contextFor } from '../../src/bot/context.ts'
import type { Inbound } from '../../src/bot/message.ts'
import { accounts, audit } from '../../src/bot/tables.ts'
import { readSettings } from '../../src/config.ts'
import { issueCode } from '../../src/features/people/operations.ts'
import { openCalendar } from '../../src/lib/calendar.ts'
import { staffCommand } from '../../src/staff.ts'
import { World } from '../support/world.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

/** Runs `npm run staff -- …` on the world's database. */
async function runs(world: World, ...args: string[]): Promise<{ exit: number; printed: string }> {
  const write = vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
  try {
    const exit = await staffCommand(args, { ...readSettings({}, 'none'), databaseUrl: world.databaseUrl })
    return { exit, printed: write.mock.calls.map(([text]) => String(text)).join('') }
  } finally {
    write.mockRestore()
  }
}

describe('the staff command', () => {
  it('prints a code that makes its sender a member of staff until the removal', async () => {
    const world = await World.open({ at: new Date().toISOString() })
    const { exit, printed } = await runs(world, 'add', '小马', '--role', 'counter')
    expect(exit).toBe(0)
    const ma = world.person('ma')
    expect((await ma.says(/[A-Z0-9]{8}/.exec(printed)?.[0] ?? '')).text).toContain('柜台')
    expect((await runs(world, 'list')).printed).toBe('小马\tcounter\t已接入聊天\n')
    expect(printed).not.toContain('作废')
    await runs(world, 'add', '小马', '--role', 'admin')
    expect((await ma.asksIn('g', '群里主动回答 开')).end.intent).toBe('staff.group')
    expect((await runs(world, 'remove', '小马')).exit).toBe(0)
    expect((await ma.says('待办')).end.intent).toBe('none')
    expect((await runs(world, 'remove', '小马')).exit).toBe(1)
    const actions = (await world.app.db.read.select().from(audit)).filter((entry) => entry.actor === 'command').map((entry) => entry.action)
    expect(actions.sort()).toEqual(['staff.added', 'staff.added', 'staff.removed'])
  })

  it('takes several roles at once, and says that an earlier code is void', async () => {
    const world = await World.open({ at: new Date().toISOString() })
    const first = await runs(world, 'add', '小马', '--role', 'legal', '--role', 'counter')
    expect(first.printed).toContain('角色 counter、legal')
    expect((await runs(world, 'list')).printed).toContain('小马\tcounter、legal\t还没接入')
    const second = await runs(world, 'add', '小马', '--role', 'counter')
    expect(second.printed).toContain('作废')
    const code = (printed: string) => /[A-Z0-9]{8}/.exec(printed)?.[0] ?? ''
    expect((await world.person('ma').says(code(first.printed))).text).toContain('不对')
    expect((await world.person('ma').says(code(second.printed))).text).toContain('柜台')
  })

  it('prints how it is used', async () => {
    const world = await World.open()
    for (const args of [['help'], ['--help'], ['-h']]) expect(await runs(world, ...args)).toEqual({ exit: 0, printed: expect.stringMatching(/^用法/) })
  })

  it('says in one line what is wrong, and changes nothing', async () => {
    const world = await World.open()
    for (const [args, wrong] of [
      [['add', '小马', '--role', 'boss'], /没有“boss”这个角色.*admin、author/],
      [['add', '小马'], /--role：没有写/],
      [['add', '小', '马', '--role', 'admin'], /多了“马”/],
      [[], /^用法/],
      [['list', '--all'], /^用法/],
    ] as const) {
      await expect(runs(world, ...args)).rejects.toThrow(wrong)
    }
    expect((await runs(world, 'list')).printed).toContain('还没有工作人员')
  })
})

describe('a code issued by staff for somebody’s file', () => {
  it('needs the counter’s role and an existing person, and then binds', async () => {
    const world = await World.open()
    const [driver, ma, phone] = [world.person('driver'), world.person('ma'), world.person('driver-phone')]
    await driver.says('你好')
    await ma.says('你好', { localRole: 'counter' })
    const rows = await world.app.db.read.select().from(accounts)
    const as = (name: string) => ({ personId: rows.find((row) => row.external === name)?.personId ?? '', accountId: '', parkedUntil: null })
    const message: Inbound = { channel: 'terminal', update: 'x', from: 'x', place: { kind: 'private' }, addressed: true, text: '' }
    const now = world.app.clock.now()
    const issue = (speaker: string, personId: string) =>
      world.app.db.tx((tx) => issueCode(contextFor(tx, { message, who: as(speaker), now, calendar: openCalendar('Asia/Shanghai') }), personId))
    expect(await issue('driver', as('driver').personId)).toEqual({ ok: false, reason: 'forbidden' })
    expect(await issue('ma', 'nobody')).toEqual({ ok: false, reason: 'unknown' })
    const issued = await issue('ma', as('driver').personId)
    await phone.says(issued.ok ? issued.value : '')
    expect((await phone.says('同意')).text).toContain('绑定成功')
  })
})
