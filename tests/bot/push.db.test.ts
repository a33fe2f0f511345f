/** When a push leaves, or why it does not: quiet hours, the week's budget, and what an account may send. */
import { asc, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { Capability } from '../../src/bot/capability.ts'
import type { PaceLimits } from '../../src/bot/channel.ts'
import { terminalAbilities } from '../../src/bot/channels/terminal.ts'
import { reply, say } from '../../src/bot/message.ts'
import { leavePush, type Push } from '../../src/bot/outbox.ts'
import { mute, setQuiet } from '../../src/bot/store/people.ts'
import { changeSetting } from '../../src/bot/store/settings.ts'
import { accounts, outgoing } from '../../src/bot/tables.ts'
import { BUDGET_SETTING } from '../../src/bot/wishes.ts'
import { countPushes, listPushes } from '../../src/features/announcements/pushes/operations.ts'
import { DAY, HOUR, MINUTE } from '../../src/lib/clock.ts'
import { MemoryChannel, World } from '../support/world.ts'

const greeting: Capability = { name: 'greeting', intents: [{ name: 'greet', audience: 'public', run: async () => ({ reply: reply(say`你好`) }) }] }

class Paced extends MemoryChannel {
  readonly pace: PaceLimits
  constructor(pace: PaceLimits) {
    super('terminal', terminalAbilities)
    this.pace = pace
  }
}

async function worldOf({ at = '2026-11-24T20:00:00+08:00', channel }: { at?: string; channel?: MemoryChannel } = {}, people = ['wang']) {
  const world = await World.open({ capabilities: [greeting], at, ...(channel ? { channel } : {}) })
  for (const name of people) await world.person(name).says('你好')
  const rows = await world.app.db.read.select().from(accounts)
  const ids = people.map((name) => rows.find((row) => row.external === name)?.personId ?? '')
  const [person = ''] = ids
  const push = (more: Partial<Push> & { key: string }) => {
    const full = { reason: 'study.reminder', to: { person }, parts: [say`${more.key}`], ...more } as Push
    return world.app.db.tx((tx) => leavePush(tx, full, world.app.clock.now(), world.app.calendar))
  }
  const states = async () =>
    (await world.app.db.read.select().from(outgoing).where(eq(outgoing.kind, 'push')).orderBy(asc(outgoing.key))).map(({ key, state, why }) => [
      key,
      state,
      why,
    ])
  return { world, person, ids, push, states }
}
const at = (time: string) => new Date(`2026-11-${time}+08:00`)

describe('quiet hours', () => {
  it('put a push off to their end, and lose none', async () => {
    const { world, push, states } = await worldOf()
    await push({ key: 'a', due: at('24T22:00:00') })
    expect(await world.moves('2026-11-25T07:59:59+08:00')).toEqual([])
    expect(await world.moves('2026-11-25T08:00:00+08:00')).toMatchObject([{ text: 'a', due: at('25T08:00:00') }])
    expect(await states()).toEqual([['a', 'sent', null]])
  })

  it('join what waited for one person into one message, and keep each one’s fate', async () => {
    const { world, ids, push, states } = await worldOf({}, ['wang', 'li'])
    for (const hour of ['22', '23']) await push({ key: `w${hour}`, due: at(`24T${hour}:00:00`) })
    await push({ key: 'l', to: { person: ids[1] ?? '' }, due: at('24T23:30:00') })
    const sent = await world.moves('2026-11-25T09:00:00+08:00')
    expect(sent).toHaveLength(2)
    const joined = sent.find(({ to }) => to === 'wang')?.text ?? ''
    expect(joined).toContain('w22')
    expect(joined).toContain('w23')
    expect(sent.find(({ to }) => to === 'li')?.text).toBe('l')
    expect((await states()).every(([, state]) => state === 'sent')).toBe(true)
  })

  it('join also where far more wait than are taken at once', async () => {
    const { world, ids, push } = await worldOf({}, ['wang', ...Array.from({ length: 50 }, (_, n) => `d${n}`)])
    for (const [n, person] of ids.entries()) for (const time of ['22', '23']) await push({ key: `${n}-${time}`, to: { person }, due: at(`24T${time}:00:00`) })
    const sent = await world.moves('2026-11-25T08:00:00+08:00')
    expect(sent).toHaveLength(51)
    expect(new Set(sent.map(({ to }) => to)).size).toBe(51)
  })

  it('a joined message of unknown fate leaves all its pushes unknown, and none is repeated', async () => {
    const { world, push, states } = await worldOf()
    for (const hour of ['22', '23']) await push({ key: hour, due: at(`24T${hour}:00:00`) })
    world.channel.fates.push(new Error('reset'))
    expect(await world.moves('2026-11-25T12:00:00+08:00')).toEqual([])
    expect((await states()).map(([, state]) => state)).toEqual(['unknown', 'unknown'])
  })

  it('let what would be worthless by their end out before they begin', async () => {
    const { world, push } = await worldOf()
    await push({ key: 'early', due: at('25T05:30:00'), worthlessAfter: at('25T07:30:00') })
    expect(await world.moves('2026-11-24T21:30:00+08:00')).toMatchObject([{ text: 'early', due: at('24T21:25:00') }])
  })

  it('count what can be said neither before nor after them', async () => {
    const { world, push, states } = await worldOf({ at: '2026-11-24T23:00:00+08:00' })
    await push({ key: 'never', due: at('25T05:30:00'), worthlessAfter: at('25T07:30:00') })
    expect(await world.moves('2026-11-25T12:00:00+08:00')).toEqual([])
    expect(await states()).toEqual([['never', 'expired', 'quiet hours']])
  })

  it('do not hold up what is urgent', async () => {
    const { world, push } = await worldOf()
    await push({ key: 'fire', urgent: true, due: at('25T02:00:00') })
    expect(await world.moves('2026-11-25T02:00:00+08:00')).toHaveLength(1)
  })

  it('are the person’s own, also when they were changed after the push was left', async () => {
    const { world, person, push } = await worldOf()
    await push({ key: 'day', due: at('25T10:00:00') })
    await world.app.db.tx((tx) => setQuiet(tx, person, [{ from: '08:00', to: '18:00' }]))
    await push({ key: 'night', due: at('25T02:00:00') })
    expect((await world.moves('2026-11-25T17:59:00+08:00')).map(({ text }) => text)).toEqual(['night'])
    expect((await world.moves('2026-11-25T18:00:00+08:00')).map(({ text }) => text)).toEqual(['day'])
  })

  it('hold for groups, too', async () => {
    const { world, push } = await worldOf()
    await push({ key: 'g', to: { group: 'terminal|g:night' }, due: at('24T23:00:00') } as never)
    expect(await world.moves('2026-11-25T07:00:00+08:00')).toEqual([])
    expect(await world.moves('2026-11-25T08:00:00+08:00')).toHaveLength(1)
  })

  it('that are reached after an outage still hold', async () => {
    const { world, push, states } = await worldOf({ at: '2026-11-24T10:00:00+08:00' })
    await push({ key: 'late', due: at('24T20:00:00') })
    await push({ key: 'gone', due: at('24T20:00:00'), worthlessAfter: at('25T06:00:00') })
    world.channel.fates.push({ is: 'later', ms: 3 * HOUR, why: 'no network' }, { is: 'later', ms: 3 * HOUR, why: 'no network' })
    expect((await world.moves('2026-11-25T09:00:00+08:00')).map(({ text }) => text)).toEqual(['late'])
    expect(await states()).toEqual([
      ['gone', 'expired', 'quiet hours'],
      ['late', 'sent', null],
    ])
  })
})

describe('the week’s budget', () => {
  it('drops what nobody asked for once it is used up, says so, and is full again later', async () => {
    const { world, push, states } = await worldOf({ at: '2026-11-24T10:00:00+08:00' })
    await world.app.db.tx((tx) => changeSetting(tx, BUDGET_SETTING, 3))
    for (let n = 0; n < 5; n++) await push({ key: `a${n}`, unasked: true })
    expect(await world.moves(MINUTE)).toHaveLength(3)
    expect((await states()).filter(([, state]) => state === 'muted')).toEqual([
      ['a3', 'muted', 'budget'],
      ['a4', 'muted', 'budget'],
    ])
    await world.moves(7 * DAY + HOUR)
    await push({ key: 'b', unasked: true })
    expect(await world.moves(MINUTE)).toHaveLength(1)
  })

  it('never drops a reminder that somebody asked for, nor what is urgent', async () => {
    const { world, push } = await worldOf({ at: '2026-11-24T10:00:00+08:00' })
    await world.app.db.tx((tx) => changeSetting(tx, BUDGET_SETTING, 1))
    for (let n = 0; n < 4; n++) await push({ key: `r${n}` })
    for (let n = 0; n < 3; n++) await push({ key: `u${n}`, urgent: true })
    expect(await world.moves(MINUTE)).toHaveLength(7)
  })
})

it('an emergency passes a mute, an ordinary push does not', async () => {
  const { world, person, push, states } = await worldOf({ at: '2026-11-24T10:00:00+08:00' })
  await world.app.db.tx((tx) => mute(tx, person, 'all', world.app.clock.now()))
  await push({ key: 'e', reason: 'emergency.announcement', urgent: true })
  await push({ key: 'n', reason: 'notice.announcement' })
  expect((await world.moves(MINUTE)).map(({ text }) => text)).toEqual(['e'])
  expect(await states()).toContainEqual(['n', 'muted', 'notice'])
})

describe('an account', () => {
  const people = ['wang', 'li', 'zhao']

  it('sends no more pushes than a day’s number, also after a restart, and answers go on', async () => {
    const { world, ids, push } = await worldOf({ at: '2026-11-24T10:00:00+08:00', channel: new Paced({ pushesPerDay: 2 }) }, people)
    for (const [n, person] of ids.entries()) await push({ key: `k${n}`, to: { person } })
    expect(await world.moves(MINUTE)).toHaveLength(2)
    await world.restarts()
    expect(await world.moves(2 * HOUR)).toEqual([])
    expect((await world.person('wang').says('你好')).text).toBe('你好')
    expect(await world.moves('2026-11-25T10:05:00+08:00')).toHaveLength(1)
  })

  it('that meets failure after failure rests from pushes, not from answers, and recovers by itself', async () => {
    const channel = new Paced({ guarded: true })
    const { world, ids, push } = await worldOf({ at: '2026-11-24T08:30:00+08:00', channel }, people)
    for (let n = 0; n < 4; n++) channel.fates.push({ is: 'failed', why: 'refused' })
    for (let n = 0; n < 4; n++) {
      await push({ key: `bad${n}`, to: { person: ids[n % 3] ?? '' } })
      await world.moves(MINUTE)
    }
    await push({ key: 'waits' })
    expect(await world.moves(HOUR)).toEqual([])
    expect((await world.person('wang').says('你好')).text).toBe('你好')
    await world.restarts()
    expect(await world.moves(HOUR)).toEqual([])
    expect((await world.moves(6 * HOUR)).map(({ text }) => text)).toEqual(['waits'])
  })

  it('that is asked to wait without having said much waits as a whole; answers to others go', async () => {
    const channel = new Paced({ perSecond: 1_000, burst: 10, chatPerSecond: 1, chatBurst: 3 })
    const { world, ids, push } = await worldOf({ at: '2026-11-24T10:00:00+08:00', channel }, people)
    channel.fates.push({ is: 'later', ms: 10_000, why: 'Too Many Requests', flood: true })
    await push({ key: 'first' })
    await world.moves(1_000)
    await push({ key: 'second', to: { person: ids[1] ?? '' } })
    expect(await world.moves(5_000)).toEqual([])
    expect((await world.person('zhao').says('你好')).text).toBe('你好')
    expect((await world.moves(MINUTE)).map(({ text }) => text).sort()).toEqual(['first', 'second'])
  })

  it('puts no more into one chat than it may, in order, while other chats go on', async () => {
    const channel = new Paced({ chatPerSecond: 1, chatBurst: 2 })
    const { world, ids, push } = await worldOf({ at: '2026-11-24T10:00:00+08:00', channel }, people)
    await world.moves(MINUTE)
    for (let n = 0; n < 5; n++) await push({ key: `w${n}` })
    await push({ key: 'l', to: { person: ids[1] ?? '' } })
    const now = await world.moves(0)
    expect(now.filter(({ to }) => to === 'wang').length).toBeLessThanOrEqual(2)
    expect(now.some(({ to }) => to === 'li')).toBe(true)
    await world.moves(10_000)
    expect(channel.sent.filter(({ to, kind }) => to === 'wang' && kind === 'push')).toHaveLength(5)
  })
})

it('staff read every fate, counted by reason and one by one', async () => {
  const { world, person, push } = await worldOf({ at: '2026-11-24T10:00:00+08:00' })
  await world.app.db.tx((tx) => changeSetting(tx, BUDGET_SETTING, 1))
  const since = world.app.clock.now()
  for (let n = 0; n < 3; n++) await push({ key: `a${n}`, reason: 'notice.announcement', unasked: true, matter: 'N-9' })
  await push({ key: 'late', due: at('23T10:00:00'), worthlessAfter: at('23T12:00:00') })
  await world.moves(MINUTE)
  const { read } = world.app.db
  expect(await countPushes(read, { since })).toEqual([
    { reason: 'notice.announcement', state: 'muted', why: 'budget', count: 2 },
    { reason: 'notice.announcement', state: 'sent', why: null, count: 1 },
    { reason: 'study.reminder', state: 'expired', why: 'too late', count: 1 },
  ])
  expect(await listPushes(read, { since, state: 'muted', why: 'budget', matter: 'N-9' })).toMatchObject([{ personId: person }, { personId: person }])
  expect(await listPushes(read, { since, kind: 'study' })).toMatchObject([{ state: 'expired' }])
  expect(await listPushes(read, { since: at('25T00:00:00') })).toEqual([])
})
