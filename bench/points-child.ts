/** One process's share of the points' benchmark. */
import Sqlite from 'better-sqlite3'
import { chooseDialect } from '../src/db/dialect.ts'
import { ticks } from '../src/lib/clock.ts'
import { seeded } from '../src/lib/random.ts'
import { cpuMs } from './cpu.ts'
import type { PointsJob } from './points.ts'

const job = JSON.parse(process.argv[2] ?? '{}') as PointsJob
chooseDialect(job.url)
const { openDb } = await import('../src/db/open.ts')
const { give } = await import('../src/features/points/wallet/operations.ts')
const ledger = await import('../src/features/points/ledger/operations.ts')
const { driver } = await import('../src/features/points/ledger/rules.ts')
const db = await openDb(job.url)
const now = new Date('2026-11-24T02:00:00Z')
const PERSONS = 200

/** Anybody's turn: people come in no order. */
const chance = seeded(job.from ?? 0)
const award = (n: number, name: string, person = Math.floor(chance() * PERSONS)) =>
  db.tx((tx) => give({ tx, now }, { personId: `p${person}`, points: 5, until: '2027-01-01', key: `${name}:${n}`, actor: 'bench' }, 'award'))

/** Seconds for so many movements, and this process's own work for them (ms of CPU), after a short warm-up. */
async function movements(): Promise<{ seconds: number; cpu: number }> {
  for (let n = 0; n < 100; n++) await award(n, `warm${job.from}`)
  let next = 0
  const lane = async () => {
    while (next < job.count) await award(next++, `run${job.from}`)
  }
  const [before, worked] = [ticks(), cpuMs()]
  await Promise.all(Array.from({ length: job.inFlight }, lane))
  return { seconds: (ticks() - before) / 1_000, cpu: cpuMs() - worked }
}

/** Times of a balance and of a history as one account grows; its entries are put there as the ledger would have. */
async function growth(): Promise<object[]> {
  await award(0, 'growth', 0)
  const id = (await ledger.accountId(db.read, driver('p0'))) ?? ''
  const raw = new Sqlite(job.url.slice('file:'.length))
  raw.pragma('synchronous = OFF')
  const { entries } = raw.prepare('select entries from ledger_accounts where id = ?').get(id) as { entries: number }
  const rows: object[] = []
  let there = entries
  for (const size of job.sizes) {
    const numbers = 'with recursive n(i) as (select ? union all select i + 1 from n where i < ?)'
    raw
      .prepare(
        `${numbers} insert into ledger_movements (id, key, digest, what, rule, actor, at) select 'g' || i, 'g' || i, '', 'award', 'visit', 'bench', 1 from n`,
      )
      .run(there + 1, size)
    raw.prepare(`${numbers} insert into ledger_entries select ?, i, 'g' || i, 5, i * 5 from n`).run(there + 1, size, id)
    raw.prepare('update ledger_accounts set entries = ?, balance = balance + ? where id = ?').run(size, (size - there) * 5, id)
    there = size
    rows.push({ what: `an account of ${size.toLocaleString('en')} entries`, ...(await times()) })
  }
  raw.close()
  return rows
}

async function times(): Promise<object> {
  const ROUNDS = 200
  const measure = async (work: () => Promise<unknown>): Promise<string> => {
    for (let n = 0; n < 20; n++) await work()
    const before = ticks()
    for (let n = 0; n < ROUNDS; n++) await work()
    return ((ticks() - before) / ROUNDS).toFixed(2)
  }
  return {
    'balance ms': await measure(() => ledger.balanceOf(db.read, driver('p0'))),
    'history ms': await measure(() => ledger.history(db.read, driver('p0'), 20)),
  }
}

if (job.does === 'movements') process.send?.(await movements())
if (job.does === 'growth') process.send?.(await growth())
await db.close()
