/** Promise 6: two people never hold one place. */
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openDb } from '../../src/db/open.ts'
import { book, cancel, move } from '../../src/features/bookings/bookings/operations.ts'
import { bookingHolder } from '../../src/features/bookings/bookings/rules.ts'
import { bookings } from '../../src/features/bookings/bookings/tables.ts'
import { saveService, serviceNamed } from '../../src/features/bookings/services/operations.ts'
import { placeHolds } from '../../src/features/bookings/slots/tables.ts'
import { seedKnowledge } from '../../src/features/knowledge/knowledge/operations.ts'
import { openCalendar } from '../../src/lib/calendar.ts'
import { MINUTE } from '../../src/lib/clock.ts'
import { seeded } from '../../src/lib/random.ts'
import { newDatabase } from '../support/engine.ts'
import { runScript } from '../support/script.ts'

const script = join(import.meta.dirname, '../support/run-bookings.mjs')
const calendar = openCalendar('Asia/Shanghai')
const now = new Date('2026-11-23T10:00:00+08:00')
const PLACES = 5
const SLOTS = 10
const PROCESSES = 3
const ATTEMPTS = 400

const push = async () => undefined
const slotAt = (n: number) => {
  const start = new Date(Date.parse('2026-11-24T09:00:00+08:00') + n * 30 * MINUTE)
  return { start, end: new Date(start.getTime() + 30 * MINUTE) }
}

async function arena(perPerson: number) {
  const url = await newDatabase()
  const db = await openDb(url)
  await db.tx(async (tx) => {
    await seedKnowledge(tx, now)
    const saved = await saveService(
      { tx, now, calendar, push },
      {
        key: 'race',
        title: '抢号',
        aliases: [],
        place: 'centre',
        whereFact: null,
        weekly: null,
        breaks: [],
        slotMinutes: 30,
        places: PLACES,
        leadMinutes: 0,
        horizonDays: 30,
        perPerson,
        discreet: false,
      },
    )
    expect(saved.ok).toBe(true)
  })
  return { url, db }
}

/** Every booking that stands holds exactly the place that is written for it, and no place is held by two. */
async function audit(db: Awaited<ReturnType<typeof openDb>>) {
  const standing = (await db.read.select().from(bookings)).filter(({ state }) => state === 'booked')
  const holds = await db.read.select().from(placeHolds)
  const keyOf = (service: string, startAt: Date, place: number) => `${service} ${startAt.getTime()} ${place}`
  expect(new Set(holds.map(({ service, startAt, place }) => keyOf(service, startAt, place))).size).toBe(holds.length)
  const held = new Map(holds.map(({ holder, startAt }) => [holder, startAt.getTime()]))
  for (const { id, version, startAt } of standing) expect(held.get(bookingHolder(id, version))).toBe(startAt.getTime())
  expect(holds.length).toBe(standing.length)
  expect(holds.every(({ place }) => place >= 1 && place <= PLACES)).toBe(true)
  return standing
}

it(`${PROCESSES * ATTEMPTS} attempts of ${PROCESSES} processes on ${PLACES * SLOTS} places: all are taken, none twice, nobody beyond the limit`, {
  timeout: 120_000,
}, async () => {
  const { url, db } = await arena(1)
  const shares = await Promise.all(Array.from({ length: PROCESSES }, (_, share) => runScript(script, url, String(share + 1), String(ATTEMPTS))))
  const won = shares.map(Number).reduce((sum, each) => sum + each, 0)
  expect(won).toBe(PLACES * SLOTS)
  const standing = await audit(db)
  expect(standing).toHaveLength(PLACES * SLOTS)
  expect(new Set(standing.map(({ personId }) => personId)).size).toBe(PLACES * SLOTS)
  await db.close()
})

it('a storm of bookings, moves and cancellations leaves every place with one holder at most', { timeout: 120_000 }, async () => {
  const { db } = await arena(2)
  const service = await serviceNamed(db.read, 'race')
  if (!service) throw new Error('no service')
  const random = seeded(11)
  const below = (limit: number) => Math.floor(random() * limit)
  const mine = new Map<string, string[]>()
  let fights = 0
  const lane = async () => {
    for (let n = 0; n < 60; n += 1) {
      const person = `p${below(40)}`
      const [slot, dice] = [slotAt(below(SLOTS)), below(3)]
      const [number] = mine.get(person) ?? []
      fights += 1
      await db.tx(async (tx) => {
        const acts = { tx, now, calendar, push }
        if (dice === 0 && number) return void (await cancel(acts, number, person))
        if (dice === 1 && number) return void (await move(acts, number, person, slot))
        const booked = await book(acts, { personId: person, service, slot, source: 'chat' })
        if (booked.ok) mine.set(person, [...(mine.get(person) ?? []), booked.value.number].slice(-2))
      })
    }
  }
  await Promise.all(Array.from({ length: 10 }, lane))
  const standing = await audit(db)
  expect(standing.length).toBeGreaterThan(10)
  const perPerson = new Map<string, number>()
  for (const { personId } of standing) perPerson.set(personId ?? '', (perPerson.get(personId ?? '') ?? 0) + 1)
  expect(Math.max(...perPerson.values())).toBeLessThanOrEqual(2)
  expect(fights).toBe(600)
  await db.close()
})

it('an audit that finds two bookings on one place would fail', async () => {
  const { db } = await arena(1)
  const service = await serviceNamed(db.read, 'race')
  if (!service) throw new Error('no service')
  const booked = await db.tx((tx) => book({ tx, now, calendar, push }, { personId: 'p1', service, slot: slotAt(0), source: 'chat' }))
  if (!booked.ok) throw new Error('not booked')
  await db.tx((tx) => tx.insert(bookings).values({ ...booked.value, id: 'forged', number: 'B-0', personId: 'p2' }))
  await expect(audit(db)).rejects.toThrow()
  await db.close()
})
