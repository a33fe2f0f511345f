/** One of several processes that fight for the same places: `run-bookings.mjs URL SHARE ATTEMPTS`. Prints how many it got. */
const [url, share, attempts] = process.argv.slice(2)
const built = (path) => import(`../../dist/src/${path}`)
const { chooseDialect } = await built('db/dialect.js')
chooseDialect(url)
const [{ openDb }, { book }, { serviceNamed }, { openCalendar }, { leavePush }, { seeded }] = await Promise.all(
  [
    'db/open.js',
    'features/bookings/bookings/operations.js',
    'features/bookings/services/operations.js',
    'lib/calendar.js',
    'bot/outbox.js',
    'lib/random.js',
  ].map(built),
)
const db = await openDb(url)
const calendar = openCalendar('Asia/Shanghai')
const now = new Date('2026-11-23T10:00:00+08:00')
const service = await serviceNamed(db.read, 'race')
const random = seeded(Number(share))
let won = 0
let next = 0
const lane = async () => {
  while (next < Number(attempts)) {
    const n = next++
    const start = new Date(Date.parse('2026-11-24T09:00:00+08:00') + Math.floor(random() * 10) * 30 * 60_000)
    const slot = { start, end: new Date(start.getTime() + 30 * 60_000) }
    // Every third one comes again under the same name, as from a second device.
    const personId = `p${n % 3 === 0 ? n : `${share}-${n}`}`
    const booked = await db.tx((tx) =>
      book({ tx, now, calendar, push: (push) => leavePush(tx, push, now, calendar) }, { personId, service, slot, source: 'chat' }),
    )
    if (booked.ok) won += 1
  }
}
await Promise.all(Array.from({ length: 12 }, lane))
await db.close()
process.stdout.write(`${won}\n`)
