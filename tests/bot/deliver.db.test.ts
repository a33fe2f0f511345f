import { asc } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { Capability } from '../../src/bot/capability.ts'
import { personal, reply, say } from '../../src/bot/message.ts'
import { leavePush, type Push } from '../../src/bot/outbox.ts'
import { reportAlive } from '../../src/bot/store/outgoing.ts'
import { mute } from '../../src/bot/store/people.ts'
import { accounts, outgoing, workers } from '../../src/bot/tables.ts'
import { HOUR, MINUTE, systemClock } from '../../src/lib/clock.ts'
import { World } from '../support/world.ts'

/** A world in which greeting is all there is, so that the machinery is seen alone. */
const greeting: Capability = { name: 'greeting', intents: [{ name: 'greet', audience: 'public', run: async () => ({ reply: reply(say`你好`) }) }] }

async function worldWith(person: string): Promise<{ world: World; personId: string; push(more: Partial<Push> & { key: string }): Promise<void> }> {
  const world = await World.open({ capabilities: [greeting] })
  await world.person(person).says('你好')
  const [row] = await world.app.db.read.select({ id: accounts.personId }).from(accounts)
  const personId = row?.id ?? ''
  const push = (more: Partial<Push> & { key: string }) => {
    const full = { reason: 'study.reminder', to: { person: personId }, parts: [say`上课了`], ...more } as Push
    return world.app.db.tx((tx) => leavePush(tx, full, world.app.clock.now()))
  }
  return { world, personId, push }
}
const pushes = async (world: World) => (await world.app.db.read.select().from(outgoing).orderBy(asc(outgoing.key))).filter((row) => row.kind === 'push')

describe('a push', () => {
  it('goes out when it is due, with its reason and due time', async () => {
    const { world, push } = await worldWith('wang')
    await push({ key: 'a', due: new Date('2026-11-25T08:30:00+08:00') })
    expect(await world.moves('2026-11-25T08:29:59+08:00')).toEqual([])
    const [sent] = await world.moves('2026-11-25T09:00:00+08:00')
    expect(sent).toMatchObject({ kind: 'push', to: 'wang', text: '上课了', reason: 'study.reminder', due: new Date('2026-11-25T08:30:00+08:00') })
    expect(await pushes(world)).toMatchObject([{ state: 'sent' }])
  })

  it('with the same key is one push', async () => {
    const { world, push } = await worldWith('wang')
    for (let time = 0; time < 3; time++) await push({ key: 'same' })
    expect(await world.moves(MINUTE)).toHaveLength(1)
  })

  it('that comes too late is dropped and counted', async () => {
    const { world, push } = await worldWith('wang')
    const now = world.app.clock.now().getTime()
    await push({ key: 'late', due: new Date(now - 2 * HOUR), worthlessAfter: new Date(now - HOUR) })
    expect(await world.moves(MINUTE)).toEqual([])
    expect(await pushes(world)).toMatchObject([{ state: 'expired' }])
  })

  it('of a muted kind is not sent, of another kind it is', async () => {
    const { world, personId, push } = await worldWith('wang')
    await world.app.db.tx((tx) => mute(tx, personId, 'study', world.app.clock.now()))
    await push({ key: 'a' })
    await push({ key: 'b', reason: 'booking.reminder' })
    expect(await world.moves(MINUTE)).toHaveLength(1)
    expect(await pushes(world)).toMatchObject([
      { key: 'a', state: 'muted' },
      { key: 'b', state: 'sent' },
    ])
  })

  it('that may or may not have gone out stays unknown and is not repeated', async () => {
    const { world, push } = await worldWith('wang')
    world.channel.fates.push(new Error('connection reset'))
    await push({ key: 'a' })
    expect(await world.moves(HOUR)).toEqual([])
    expect(await pushes(world)).toMatchObject([{ state: 'unknown' }])
  })

  it('an answer that was asked to wait many times and then got lost is still sent again', async () => {
    const world = await World.open({ capabilities: [greeting] })
    world.channel.fates.push(...Array.from({ length: 6 }, () => ({ is: 'later' as const, ms: 1_000, why: 'asked to wait' })), new Error('reset'))
    await world.person('wang').says('你好')
    await world.moves(10 * MINUTE)
    expect(world.channel.sent.map(({ text }) => text)).toEqual(['（刚才网络断过，这条可能重复）\n你好'])
  })

  it('that the network wants later is sent later, once', async () => {
    const { world, push } = await worldWith('wang')
    world.channel.fates.push({ is: 'later', ms: 5 * MINUTE, why: 'flood' })
    await push({ key: 'a' })
    expect(await world.moves(MINUTE)).toEqual([])
    expect(await world.moves(5 * MINUTE)).toHaveLength(1)
  })

  it('to somebody who blocked the bot fails with the reason, and the account is remembered as gone', async () => {
    const { world, push } = await worldWith('wang')
    world.channel.fates.push({ is: 'gone', why: 'blocked by the user' })
    await push({ key: 'a' })
    await world.moves(MINUTE)
    await push({ key: 'b' })
    await world.moves(MINUTE)
    expect(await pushes(world)).toMatchObject([
      { state: 'failed', why: 'blocked by the user' },
      { state: 'failed', why: 'unreachable' },
    ])
  })

  it('of a higher priority goes first', async () => {
    const { world, push } = await worldWith('wang')
    for (let position = 0; position < 40; position++) await push({ key: `low${position}`, parts: [say`低`] })
    await push({ key: 'high', priority: 10, parts: [say`高`] })
    const sent = await world.moves(MINUTE)
    expect(sent).toHaveLength(41)
    expect(sent[0]?.text).toBe('高')
  })

  it('in a group is refused when a part of it is personal', async () => {
    const { world, push } = await worldWith('wang')
    const leak = push({ key: 'a', to: { group: 'terminal|g:night' }, parts: [say`您有${personal(30)}分`] } as never)
    await expect(leak).rejects.toThrow(/firewall/)
    expect(await world.moves(MINUTE)).toEqual([])
  })
})

describe('what a dead process left', () => {
  async function leftBy(pid: number, state: 'claimed' | 'sending', kind: 'push' | 'reply') {
    const { world, push } = await worldWith('wang')
    await push({ key: 'a' })
    const dead = { id: 'dead', host: (await world.app.db.read.select().from(workers))[0]?.host ?? '', pid }
    await world.app.db.tx(async (tx) => {
      await reportAlive(tx, dead, systemClock.now())
      await tx.update(outgoing).set({ state, worker: dead.id, kind }).returning()
    })
    const before = world.channel.sent.length
    await world.app.delivery.sweep()
    await world.moves(MINUTE)
    return { world, sent: world.channel.sent.slice(before) }
  }
  const GONE = 2 ** 22 + 1 // above the kernel's largest process number

  it('claimed is taken over and sent', async () => {
    const { sent } = await leftBy(GONE, 'claimed', 'push')
    expect(sent.filter((each) => each.text === '上课了')).toHaveLength(1)
  })

  it('a push on the wire is unknown and not repeated', async () => {
    const { world, sent } = await leftBy(GONE, 'sending', 'push')
    expect(sent).toEqual([])
    expect((await pushes(world)).find((row) => row.key === 'a')).toMatchObject({ state: 'unknown' })
  })

  it('an answer on the wire is sent again with a line saying so', async () => {
    const { sent } = await leftBy(GONE, 'sending', 'reply')
    expect(sent.find((each) => each.text.endsWith('上课了'))?.text).toMatch(/可能重复/)
  })

  it('is left alone while that process lives', async () => {
    const { sent } = await leftBy(1, 'sending', 'reply')
    expect(sent).toEqual([])
  })
})

describe('two processes on one database', () => {
  it('send each push once', async () => {
    const { world, push } = await worldWith('wang')
    const other = await World.open({ capabilities: [greeting], databaseUrl: world.databaseUrl })
    for (let position = 0; position < 60; position++) await push({ key: `k${position}` })
    await Promise.all([world.app.delivery.pump(), other.app.delivery.pump()])
    const keys = [...world.channel.sent, ...other.channel.sent].filter((each) => each.kind === 'push').map((each) => each.id)
    expect(keys).toHaveLength(60)
    expect(new Set(keys).size).toBe(60)
  })
})

it('a claimed batch is never larger than asked for', async () => {
  const { world, push } = await worldWith('wang')
  for (let position = 0; position < 40; position++) await push({ key: `k${position}` })
  const { claimDue } = await import('../../src/bot/store/outgoing.ts')
  const rows = await world.app.db.tx((tx) => claimDue(tx, 'w', ['terminal'], world.app.clock.now(), 7))
  expect(rows).toHaveLength(7)
})
