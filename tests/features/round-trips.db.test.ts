/** What is done all day long costs few statements: on PostgreSQL each is a way to the server and back. */
import pg from 'pg'
import { describe, expect, it, vi } from 'vitest'
import { leavePush } from '../../src/bot/outbox.ts'
import { accounts } from '../../src/bot/tables.ts'
import type { Tx } from '../../src/db/db.ts'
import { openDb } from '../../src/db/open.ts'
import { book } from '../../src/features/bookings/bookings/operations.ts'
import { serviceNamed } from '../../src/features/bookings/services/operations.ts'
import { give } from '../../src/features/points/wallet/operations.ts'
import { openCalendar } from '../../src/lib/calendar.ts'
import { after, MINUTE } from '../../src/lib/clock.ts'
import { engine, newDatabase } from '../support/engine.ts'
import { World } from '../support/world.ts'

const NOW = new Date('2026-11-23T10:00:00+08:00')
const START = new Date('2026-11-26T15:00:00+08:00')
const calendar = openCalendar('Asia/Shanghai')

/** Statements that the work sends, `begin` and `commit` included, once everything that is kept in memory is. */
async function statements(url: string, work: (tx: Tx, round: number) => Promise<unknown>): Promise<string[]> {
  const db = await openDb(url)
  try {
    for (const round of [1, 2]) await db.tx((tx) => work(tx, round))
    const sent = vi.spyOn(pg.Client.prototype, 'query')
    await db.tx((tx) => work(tx, 3))
    const seen = sent.mock.calls.map(([query]) => String((query as unknown as { text?: string }).text ?? query))
    sent.mockRestore()
    return seen
  } finally {
    await db.close()
  }
}

describe.runIf(engine === 'postgres')('ways to the server', () => {
  it('are thirteen for a booking with its two reminders', async () => {
    const databaseUrl = await newDatabase()
    const world = await World.open({ at: NOW.toISOString(), databaseUrl })
    for (const round of [1, 2, 3]) await world.person(`p${round}`).says('你好')
    const persons = await world.app.db.read.select({ id: accounts.personId }).from(accounts)
    const sent = await statements(databaseUrl, async (tx, round) => {
      const service = await serviceNamed(tx, 'haircut')
      if (!service) throw new Error('the service is missing')
      const start = after(START, round * service.slotMinutes * MINUTE)
      const slot = { start, end: after(start, service.slotMinutes * MINUTE) }
      const push = (each: Parameters<typeof leavePush>[1]) => leavePush(tx, each, NOW, calendar)
      const booked = await book({ tx, now: NOW, calendar, push }, { personId: persons[round - 1]?.id ?? '', service, slot, source: 'chat' })
      expect(booked.ok).toBe(true)
    })
    // One of them looks the service up, which is not part of a booking.
    expect(sent).toHaveLength(14)
    // Everybody who books waits for the number: it is taken after all that only looks.
    const number = sent.findIndex((text) => text.includes('"numbers"'))
    expect(sent.slice(number + 1, -1).filter((text) => text.startsWith('select')).length).toBeLessThanOrEqual(2)
  })

  it('are eight for points that somebody is given', async () => {
    const databaseUrl = await newDatabase()
    const sent = await statements(databaseUrl, async (tx, round) => {
      const given = await give({ tx, now: NOW }, { personId: 'p1', points: 5, until: '2027-01-01', key: `gift:${round}`, actor: 'bench' }, 'award')
      expect(given.ok).toBe(true)
    })
    expect(sent).toHaveLength(8)
    // The common account's row is held for what is written after it only.
    expect(sent.slice(-4).map((text) => text.split(' ').slice(0, 3).join(' '))).toEqual([
      'insert into "ledger_accounts"',
      'insert into "ledger_entries"',
      'insert into "point_lots"',
      'commit',
    ])
  })
})
