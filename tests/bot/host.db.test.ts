/** What a channel may ask of the bot: greeting a group, moving it, giving it up, holding the line. */
import { hostname } from 'node:os'
import { and, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { Host } from '../../src/bot/channel.ts'
import { terminalAbilities } from '../../src/bot/channels/terminal.ts'
import { say } from '../../src/bot/message.ts'
import { leavePush } from '../../src/bot/outbox.ts'
import { groupSettings, setUnasked } from '../../src/bot/store/groups.ts'
import { reportAlive } from '../../src/bot/store/outgoing.ts'
import { lines, outgoing } from '../../src/bot/tables.ts'
import { MINUTE, systemClock } from '../../src/lib/clock.ts'
import { MemoryChannel, World } from '../support/world.ts'

async function started(databaseUrl?: string): Promise<{ world: World; host: Host }> {
  const channel = new MemoryChannel('telegram', terminalAbilities)
  const world = await World.open({ channel, ...(databaseUrl ? { databaseUrl } : {}) })
  await world.app.start()
  if (!channel.host) throw new Error('the channel was not started')
  return { world, host: channel.host }
}

const toGroup = (world: World, key: string) =>
  world.app.db.tx((tx) => leavePush(tx, { key, reason: 'study.reminder', to: { group: 'telegram|g1' }, parts: [say`今晚有课`] }, world.app.clock.now()))
const fateOf = async (world: World, key: string) =>
  (await world.app.db.read.select({ state: outgoing.state, why: outgoing.why, address: outgoing.address }).from(outgoing).where(eq(outgoing.key, key)))[0]

describe('a group', () => {
  it('is greeted once for ever, however often the bot is brought in', async () => {
    const { world, host } = await started()
    await host.joined('g1', '夜班群')
    await host.joined('g1')
    await world.restarts()
    await world.app.start()
    await world.channel.host?.joined('g1', '夜班群')
    expect(world.channel.sent.map(({ to, text }) => [to, /大家好，我是小驿/.test(text)])).toEqual([['g1', true]])
  })

  it('that goes on under another id keeps its settings, its open choices and what waits for it', async () => {
    const { world, host } = await started()
    const wang = world.person('wang')
    await world.app.db.tx((tx) => setUnasked(tx, { id: 'telegram|g1', channel: 'telegram', chat: 'g1' }, true, world.app.clock.now()))
    const due = new Date(world.app.clock.now().getTime() + MINUTE)
    const push = { key: 'later', reason: 'study.reminder', to: { group: 'telegram|g1' }, parts: [say`今晚有课`], due }
    await world.app.db.tx((tx) => leavePush(tx, push, world.app.clock.now()))
    await wang.asksIn('g1', '今天郑州限行不')
    await host.moved('g1', 'g2')
    await host.moved('g1', 'g2')
    expect(await groupSettings(world.app.db.read, 'telegram|g2')).toEqual({ unasked: true })
    expect((await wang.asksIn('g2', '1')).text).toContain('23项')
    expect((await world.moves(2 * MINUTE)).map(({ to, text }) => [to, text])).toEqual([['g2', '今晚有课']])
  })

  it('that was left gets no push, until somebody there speaks to the bot again', async () => {
    const { world, host } = await started()
    await host.joined('g1', '夜班群')
    await host.reach({ kind: 'group', id: 'g1' }, 'g1', 'kicked')
    await toGroup(world, 'while away')
    expect(await fateOf(world, 'while away')).toMatchObject({ state: 'failed', why: 'unreachable' })
    await world.person('wang').asksIn('g1', '理发多少钱')
    await toGroup(world, 'back')
    await world.moves(MINUTE)
    expect(await fateOf(world, 'back')).toMatchObject({ state: 'sent' })
  })
})

describe('a person', () => {
  it('who blocked the bot gets no push, and does again after coming back', async () => {
    const { world, host } = await started()
    const wang = world.person('wang')
    await wang.says('你好')
    const [row] = await world.app.db.read
      .select({ id: outgoing.personId })
      .from(outgoing)
      .where(and(eq(outgoing.address, 'wang'), eq(outgoing.kind, 'reply')))
    const leave = (key: string) =>
      world.app.db.tx((tx) => leavePush(tx, { key, reason: 'study.reminder', to: { person: row?.id ?? '' }, parts: [say`上课`] }, world.app.clock.now()))
    await host.reach({ kind: 'private' }, 'wang', 'blocked')
    await leave('blocked')
    expect(await fateOf(world, 'blocked')).toMatchObject({ state: 'failed', why: 'unreachable' })
    await host.reach({ kind: 'private' }, 'wang')
    await leave('back')
    await world.moves(MINUTE)
    expect(await fateOf(world, 'back')).toMatchObject({ state: 'sent' })
  })
})

describe('the line to a network that allows one connection', () => {
  it('is held by one process, and given back when it stops', async () => {
    const { world, host } = await started()
    const other = await started(world.databaseUrl)
    // Both processes of this test have one number; elsewhere they would be told apart by their lease.
    const rival = { id: 'rival', host: 'another-machine', pid: 1 }
    await world.app.db.tx((tx) => reportAlive(tx, rival, systemClock.now()))
    await world.app.db.tx((tx) => tx.insert(lines).values({ channel: 'telegram', worker: 'rival', until: new Date(systemClock.now().getTime() + MINUTE) }))
    expect([await host.holdsLine(), await other.host.holdsLine()]).toEqual([false, false])
    await world.app.db.tx((tx) => tx.delete(lines))
    expect(await host.holdsLine()).toBe(true)
    expect(await host.holdsLine()).toBe(true)
  })

  it('of a process that died on this machine is free as soon as its successor starts', async () => {
    const { world } = await started()
    const dead = { id: 'dead', host: hostname(), pid: 2 ** 22 + 1 }
    await world.app.db.tx((tx) => reportAlive(tx, dead, systemClock.now()))
    const until = new Date(systemClock.now().getTime() + MINUTE)
    await world.app.db.tx((tx) => tx.insert(lines).values({ channel: 'telegram', worker: 'dead', until }))
    const { host } = await started(world.databaseUrl)
    expect(await host.holdsLine()).toBe(true)
  })

  it('of a dead process is taken over', async () => {
    const { world, host } = await started()
    const long = new Date(systemClock.now().getTime() - MINUTE)
    await world.app.db.tx((tx) => tx.insert(lines).values({ channel: 'telegram', worker: 'dead', until: long }))
    expect(await host.holdsLine()).toBe(true)
  })
})
