/**
 * Promise 4 at full size: an announcement to 5,000 people through a local Bot API server with its limits on, while the
 * product is killed 100 times. `npm run bench -- push-kills [--kills=100] [--people=5000] [--engine=sqlite|postgres]`.
 */
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startPrivatePostgres } from '../tests/support/private-postgres.ts'
import type { Account } from '../tests/support/push-kill-run.ts'
import type { Row } from './row.ts'

export async function benchPushKills(options: readonly string[]): Promise<Row[]> {
  const said = (name: string): string | undefined => options.find((option) => option.startsWith(`--${name}=`))?.slice(name.length + 3)
  const size = [said('people') ?? '5000', said('kills') ?? '100']
  const rows: Row[] = []
  if (said('engine') !== 'postgres') {
    const folder = mkdtempSync(join(tmpdir(), 'yizhan-bench-'))
    rows.push(row('SQLite', await inChild([`file:${join(folder, 'a.db')}`, ...size])))
    rmSync(folder, { recursive: true, force: true })
  }
  if (said('engine') !== 'sqlite') {
    const server = await startPrivatePostgres({ durable: true })
    if (!server) console.info('PostgreSQL is not installed: its row is left out')
    else rows.push(row('PostgreSQL', await inChild([await server.create('kills'), ...size])))
    await server?.stop()
  }
  return rows
}

function row(engine: string, { kills, people, twice, onlySaid, states, mayBeUnknown, floods, seconds }: Account): Row {
  const { sent = 0, unknown = 0, ...others } = states
  const told = Object.entries(others).map(([state, count]) => `${state} ${count}`)
  return {
    engine,
    kills,
    recipients: people,
    'got it twice': twice,
    sent,
    unknown,
    'unknown at most': mayBeUnknown,
    'other states': told.join(', ') || 'none',
    'sent, not seen': onlySaid,
    '429': floods,
    s: seconds,
  }
}

/** One process per engine: the engine is chosen once. */
function inChild(args: readonly string[]): Promise<Account> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./push-kills-child.js', import.meta.url)), args)
    let account: Account | undefined
    child.once('message', (message) => {
      account = message as Account
    })
    child.once('exit', (code) => (account ? resolve(account) : reject(new Error(`the run ended with ${code} and no account`))))
  })
}
