import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { nextNumber } from '../../src/bot/store/numbers.ts'
import { numbers } from '../../src/bot/tables.ts'
import type { Db } from '../../src/db/db.ts'
import { openDb } from '../../src/db/open.ts'
import type { Job } from '../../src/jobs/job.ts'
import { Schedule, wake } from '../../src/jobs/schedule.ts'
import { schedules } from '../../src/jobs/tables.ts'
import { openCalendar } from '../../src/lib/calendar.ts'
import { HOUR, MINUTE } from '../../src/lib/clock.ts'
import { openLog } from '../../src/lib/log.ts'
import { newDatabase } from '../support/engine.ts'

const calendar = openCalendar('Asia/Shanghai')
const at = (text: string) => new Date(`2026-11-${text}+08:00`)

let url: string
let ran: string[]
beforeEach(async () => {
  url = await newDatabase()
  ran = []
})

/** Opens the database as one more process would, with jobs that write down their due times. */
async function opened(jobs: Partial<Job>[]): Promise<{ db: Db; schedule: Schedule<Parameters<Job['run']>[0]> }> {
  const db = await openDb(url)
  const full = jobs.map(
    (job, position): Job => ({
      name: `job${position}`,
      when: { daily: '08:00' },
      catchUp: 12 * HOUR,
      async run({ tx, due }) {
        await nextNumber(tx, `${job.name ?? `job${position}`}@${calendar.isoLocal(due)}`)
        ran.push(calendar.isoLocal(due))
        return false
      },
      ...job,
    }),
  )
  return { db, schedule: new Schedule({ db, jobs: full, calendar, log: openLog('silent'), equip: (run) => run }) }
}

describe('a job that runs when asked', () => {
  it('is not forgotten when it is woken while it runs', async () => {
    const other = await openDb(url)
    let waking: Promise<void> | undefined
    const { db, schedule } = await opened([
      {
        name: 'asked',
        when: 'asked',
        catchUp: Number.POSITIVE_INFINITY,
        async run({ due }) {
          ran.push(calendar.isoLocal(due))
          waking ??= other.tx((tx) => wake(tx, 'asked', at('24T10:05')))
          // On PostgreSQL it gets as far as it can; on SQLite it waits for this run's end.
          for (let n = 0; n < 20; n++) await other.ping()
          return false
        },
      },
    ])
    await schedule.prepare(at('24T10:00'))
    await db.tx((tx) => wake(tx, 'asked', at('24T10:00')))
    await schedule.runDue(at('24T10:00'))
    await waking
    await schedule.runDue(at('24T10:05'))
    expect(ran).toEqual(['2026-11-24T10:00', '2026-11-24T10:05'])
    await Promise.all([db.close(), other.close()])
  })

  it('that waits for messages to leave is due once they have, and otherwise at its own time', async () => {
    const { db, schedule } = await opened([
      { name: 'waits', when: 'asked', afterSending: true },
      { name: 'not', when: 'asked' },
      { name: 'unasked', when: 'asked', afterSending: true },
    ])
    await schedule.prepare(at('24T10:00'))
    await db.tx(async (tx) => {
      for (const name of ['waits', 'not']) await wake(tx, name, at('24T10:10'))
    })
    await schedule.hurry(at('24T10:01'))
    await schedule.runDue(at('24T10:01'))
    expect(ran).toEqual(['2026-11-24T10:01'])
    await schedule.runDue(at('24T10:10'))
    expect(ran).toEqual(['2026-11-24T10:01', '2026-11-24T10:10'])
    await db.close()
  })
})

describe('a schedule', () => {
  it('is due at its next time, never at once, and once per due time', async () => {
    const { db, schedule } = await opened([{}])
    await schedule.prepare(at('24T10:00'))
    await schedule.runDue(at('24T10:00'))
    expect(ran).toEqual([])
    await schedule.runDue(at('25T08:00'))
    await schedule.runDue(at('25T08:00'))
    expect(ran).toEqual(['2026-11-25T08:00'])
    await db.close()
  })

  it('hands the job its due time, not the time it got its turn', async () => {
    const { db, schedule } = await opened([{}])
    await schedule.prepare(at('24T10:00'))
    await schedule.runDue(at('25T09:17'))
    expect(ran).toEqual(['2026-11-25T08:00'])
    await db.close()
  })

  it('after a night without power catches up within its limit, and counts what it skipped', async () => {
    const { db, schedule } = await opened([{ when: { every: HOUR }, catchUp: 2 * HOUR }])
    await schedule.prepare(at('24T10:30'))
    await schedule.runDue(at('24T20:30'))
    expect(ran).toEqual(['2026-11-24T19:00', '2026-11-24T20:00'])
    const [row] = await db.read.select().from(schedules)
    expect(row).toMatchObject({ skipped: 8, dueAt: at('24T21:00') })
    await db.close()
  })

  it('of several processes one runs each due time', async () => {
    const processes = await Promise.all(
      Array.from({ length: 3 }, () =>
        opened([
          { name: 'a', when: { every: MINUTE } },
          { name: 'b', when: { every: 5 * MINUTE } },
        ]),
      ),
    )
    for (const { schedule } of processes) await schedule.prepare(at('24T10:00'))
    for (let minute = 1; minute <= 30; minute++) {
      const now = new Date(at('24T10:00').getTime() + minute * MINUTE)
      await Promise.all(processes.map(({ schedule }) => schedule.runDue(now)))
    }
    const first = processes[0]?.db
    const counts = (await first?.read.select().from(numbers)) ?? []
    expect(counts.map((row) => row.last).every((times) => times === 1)).toBe(true)
    expect(counts).toHaveLength(30 + 6)
    for (const { db } of processes) await db.close()
  })

  it('survives a clock that was far ahead and is set back', async () => {
    const { db, schedule } = await opened([{}])
    await schedule.prepare(new Date('2099-01-01T00:00:00+08:00'))
    await schedule.runDue(at('24T10:00'))
    await schedule.runDue(at('25T08:00'))
    expect(ran).toEqual(['2026-11-25T08:00'])
    await db.close()
  })

  it('a clock set back a little does not repeat what was done', async () => {
    const { db, schedule } = await opened([{}])
    await schedule.prepare(at('24T10:00'))
    await schedule.runDue(at('25T08:00'))
    await schedule.runDue(at('25T07:59'))
    await schedule.runDue(at('25T08:01'))
    expect(ran).toEqual(['2026-11-25T08:00'])
    await db.close()
  })

  it('a job that fails keeps its due time, undoes its work and holds up nobody else', async () => {
    let broken = true
    const failing: Partial<Job> = {
      name: 'failing',
      async run({ tx, due }) {
        await nextNumber(tx, 'half-done')
        if (broken) throw new Error('no')
        ran.push(`mended ${calendar.isoLocal(due)}`)
        return false
      },
    }
    const { db, schedule } = await opened([failing, {}])
    await schedule.prepare(at('24T10:00'))
    await schedule.runDue(at('25T08:00'))
    expect(ran).toEqual(['2026-11-25T08:00'])
    expect(await db.read.select().from(numbers).where(eq(numbers.kind, 'half-done'))).toEqual([])
    broken = false
    await schedule.runDue(at('25T08:01'))
    expect(ran).toContain('mended 2026-11-25T08:00')
    await db.close()
  })

  it('a long job goes on in pieces, and a death between two pieces loses none', async () => {
    let pieces = 0
    const long: Partial<Job> = {
      async run({ tx }) {
        pieces += 1
        if (pieces === 2) throw new Error('died')
        await nextNumber(tx, 'piece')
        return pieces < 5
      },
    }
    const { db, schedule } = await opened([long])
    await schedule.prepare(at('24T10:00'))
    await schedule.runDue(at('25T08:00'))
    await schedule.runDue(at('25T08:01'))
    const [row] = await db.read.select().from(numbers).where(eq(numbers.kind, 'piece'))
    expect(row?.last).toBe(4)
    expect(await schedule.nextDue()).toEqual(at('26T08:00'))
    await db.close()
  })
})
