/** One of several processes that run the same schedule over 200 minutes: `run-schedule.mjs URL`. */
const url = process.argv[2]
const built = (path) => import(`../../dist/src/${path}`)
const { chooseDialect } = await built('db/dialect.js')
chooseDialect(url)
const [{ openDb }, { Schedule }, { openCalendar }, { openLog }, { nextNumber }] = await Promise.all(
  ['db/open.js', 'jobs/schedule.js', 'lib/calendar.js', 'lib/log.js', 'bot/store/numbers.js'].map(built),
)
const db = await openDb(url)
const job = {
  name: 'minute',
  when: { every: 60_000 },
  catchUp: 3_600_000,
  async run({ tx, due }) {
    await nextNumber(tx, due.toISOString())
    return false
  },
}
const schedule = new Schedule({ db, jobs: [job], calendar: openCalendar('Asia/Shanghai'), log: openLog('silent'), equip: (run) => run })
const start = Date.parse('2026-11-24T10:00:00+08:00')
await schedule.prepare(new Date(start))
let runs = 0
for (let minute = 1; minute <= 200; minute++) runs += await schedule.runDue(new Date(start + minute * 60_000))
await db.close()
process.stdout.write(`${runs}\n`)
