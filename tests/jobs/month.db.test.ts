/** A month of reminders on the virtual clock, with the power going off again and again. */
import { asc, eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import type { Capability, JobRun } from '../../src/bot/capability.ts'
import { reply, say } from '../../src/bot/message.ts'
import { accounts, outgoing } from '../../src/bot/tables.ts'
import { wake } from '../../src/jobs/schedule.ts'
import { HOUR, MINUTE } from '../../src/lib/clock.ts'
import { seeded } from '../../src/lib/random.ts'
import { World } from '../support/world.ts'

const START = new Date('2026-11-01T09:30:00+08:00')
const DAYS = 30

/** Each day at six in the morning tomorrow's three reminders are left; a job that is woken adds one more each day. */
function reminding(): Capability {
  const leave = async (run: JobRun, key: string, due: Date) => {
    const people = await run.tx.select({ id: accounts.personId }).from(accounts)
    for (const { id } of people)
      await run.push({
        key: `${key}:${id}`,
        reason: 'study.reminder',
        to: { person: id },
        parts: [say`${key}`],
        due,
        worthlessAfter: new Date(due.getTime() + 3 * HOUR),
      })
  }
  return {
    name: 'reminding',
    intents: [{ name: 'greet', audience: 'public', run: async () => ({ reply: reply(say`你好`) }) }],
    jobs: [
      {
        name: 'reminding.daily',
        when: { daily: '06:00' },
        catchUp: 20 * HOUR,
        async run(run) {
          const day = run.calendar.localDay(run.due)
          for (const time of ['09:00', '14:30', '23:00']) await leave(run, `${day} ${time}`, run.calendar.instant(day, time))
          await wake(run.tx, 'reminding.asked', run.calendar.instant(day, '12:00'))
          return false
        },
      },
      {
        name: 'reminding.asked',
        when: 'asked',
        catchUp: Number.POSITIVE_INFINITY,
        async run(run) {
          await leave(run, `${run.calendar.localDay(run.due)} asked`, run.due)
          return false
        },
      },
    ],
  }
}

it.each([1, 2])('each reminder is sent once or counted as too late, none early, none twice (seed %i)', { timeout: 180_000 }, async (seed) => {
  const random = seeded(seed)
  const world = await World.open({ capabilities: [reminding()], at: START.toISOString() })
  const people = ['wang', 'li']
  for (const name of people) await world.person(name).says('你好')
  const end = START.getTime() + DAYS * 24 * HOUR
  for (let now = START.getTime(); now < end; now = world.app.clock.now().getTime()) {
    await world.moves(Math.min(end - now, Math.floor((1 + random() * 30) * HOUR)))
    if (random() < 0.6) continue
    // The power is off: nothing runs until it is back.
    const off = Math.floor(random() * 40 * HOUR)
    ;(world.app.clock as unknown as { moveTo(to: Date): void }).moveTo(new Date(world.app.clock.now().getTime() + off))
    await world.restarts()
    await world.moves(0)
  }
  await world.moves(24 * HOUR)
  const all = await world.app.db.read.select().from(outgoing).where(eq(outgoing.kind, 'push')).orderBy(asc(outgoing.key))
  // The days after the month are not over.
  const rows = all.filter(({ dueAt }) => dueAt < world.app.clock.now())
  expect(rows.length).toBeGreaterThan(DAYS * people.length)
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
  for (const { key, state, why } of rows) expect(['sent', 'expired'], `${key} ${state} ${why}`).toContain(state)
  const { calendar } = world.app
  for (const { text, to, due } of world.channel.sent.filter(({ kind }) => kind === 'push')) {
    const [day = '', time = ''] = text.split(' ')
    const wanted = calendar.instant(day, time === 'asked' ? '12:00' : time)
    expect(due && due.getTime() + MINUTE >= Math.min(wanted.getTime(), calendar.instant(day, '21:25').getTime()), `${text} to ${to}`).toBe(true)
  }
  const said = world.channel.sent.filter(({ kind }) => kind === 'push').map(({ to, text }) => `${to} ${text}`)
  expect(new Set(said).size).toBe(said.length)
  expect(said.length).toBe(rows.filter(({ state }) => state === 'sent').length)
})
