/** One engine's share of the bookings benchmark: books for as many persons, each with a place of its own, and reports. */
import { chooseDialect } from '../src/db/dialect.ts'
import { MINUTE, ticks } from '../src/lib/clock.ts'

const [url = '', count = '1000', inFlight = '64'] = process.argv.slice(2)
chooseDialect(url)
const { openDb } = await import('../src/db/open.ts')
const { leavePush } = await import('../src/bot/outbox.ts')
const { accounts, persons } = await import('../src/bot/tables.ts')
const { seedKnowledge } = await import('../src/features/knowledge/knowledge/operations.ts')
const { saveService, serviceNamed } = await import('../src/features/bookings/services/operations.ts')
const { book } = await import('../src/features/bookings/bookings/operations.ts')
const { openCalendar } = await import('../src/lib/calendar.ts')

const db = await openDb(url)
const calendar = openCalendar('Asia/Shanghai')
const now = new Date('2026-11-23T10:00:00+08:00')
const WARM = 50
const SLOTS = 100
await db.tx(async (tx) => {
  await seedKnowledge(tx, now)
  const times = { slotMinutes: 5, places: 200, leadMinutes: 0, horizonDays: 30, perPerson: 1 }
  await saveService(
    { tx, now, calendar, push: async () => undefined },
    { key: 'bench', title: '理发', aliases: [], place: 'centre', whereFact: 'haircut.where', weekly: null, breaks: [], ...times, discreet: false },
  )
})
/** Everybody can be reached, as people are who book by chat. */
await db.tx(async (tx) => {
  const all = Array.from({ length: WARM + Number(count) }, (_, n) => `p${n}`)
  await tx.insert(persons).values(all.map((id) => ({ id, createdAt: now })))
  await tx.insert(accounts).values(all.map((id) => ({ id, channel: 'bench', external: id, personId: id, lastSeenAt: now, reachable: true })))
})
const service = await serviceNamed(db.read, 'bench')
if (!service) throw new Error('the service was not stored')

async function measure(from: number, bookings: number): Promise<void> {
  let next = from
  const lane = async () => {
    while (next < from + bookings) {
      const n = next++
      const start = new Date(Date.parse('2026-11-25T09:00:00+08:00') + (n % SLOTS) * 5 * MINUTE)
      const slot = { start, end: new Date(start.getTime() + 5 * MINUTE) }
      const wanted = { personId: `p${n}`, service: service as NonNullable<typeof service>, slot, source: 'chat' as const }
      const booked = await db.tx((tx) => book({ tx, now, calendar, push: (push) => leavePush(tx, push, now, calendar) }, wanted))
      if (!booked.ok) throw new Error(`a booking was refused: ${booked.reason}`)
    }
  }
  await Promise.all(Array.from({ length: Number(inFlight) }, lane))
}

await measure(0, WARM)
const started = ticks()
await measure(WARM, Number(count))
process.send?.(Number(count) / ((ticks() - started) / 1_000))
await db.close()
process.exit(0)
