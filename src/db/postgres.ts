/** The PostgreSQL unit of work and the only home of pg's pool (beside the migrator). */
import { setTimeout as sleep } from 'node:timers/promises'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { codeOf } from '../lib/errors.ts'
import { below } from '../lib/random.ts'
import type { Db, Reader, Tx } from './db.ts'
import { type Lane, Scope } from './scope.ts'

/** Serialization failure, deadlock: the same work may well pass the next time. */
const WORTH_RETRYING = new Set(['40001', '40P01'])
const ATTEMPTS = 5
const CONNECTIONS = 10

export function openPostgres(url: string): Db {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS, statement_timeout: 15_000, idle_in_transaction_session_timeout: 10_000 })
  pool.on('error', () => undefined) // an idle connection died: the pool replaces it
  const scope = new Scope()
  const once = unitOfWork(pool, scope)
  return {
    dialect: 'postgres',
    read: guarded(pool, () => scope.refuseNesting()) as unknown as Reader,
    async tx(work, { lasting } = { lasting: true }) {
      scope.refuseNesting()
      for (let attempt = 1; ; attempt++) {
        try {
          return await once(work, lasting)
        } catch (error) {
          if (attempt >= ATTEMPTS || !WORTH_RETRYING.has(codeOf(error) ?? '')) throw error
          await sleep(below(20) * attempt)
        }
      }
    },
    async ping() {
      await pool.query('select 1')
    },
    close: () => pool.end(),
  }
}

function unitOfWork(pool: pg.Pool, scope: Scope) {
  const lanes = new WeakMap<pg.PoolClient, Lane & { tx: Tx }>()

  function laneOf(client: pg.PoolClient): Lane & { tx: Tx } {
    const known = lanes.get(client)
    if (known) return known
    const lane: Lane & { tx: Tx } = { tx: guarded(client, () => scope.check(lane)) as unknown as Tx }
    lanes.set(client, lane)
    return lane
  }

  return async <T>(work: (tx: Tx) => Promise<T>, lasting: boolean): Promise<T> => {
    const client = await pool.connect()
    let broken: Error | undefined
    const onError = (error: Error) => {
      broken = error
    }
    client.on('error', onError)
    try {
      const lane = laneOf(client)
      await client.query(lasting ? 'begin' : 'begin; set local synchronous_commit = off')
      const result = await scope.run(lane, () => work(lane.tx))
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch(onError)
      throw error
    } finally {
      client.off('error', onError)
      client.release(broken) // a connection that failed to roll back is thrown away
    }
  }
}

function guarded(target: pg.Pool | pg.PoolClient, check: () => void) {
  const query = (...args: [never]) => {
    check()
    return target.query(...args)
  }
  return drizzle({ query } as unknown as pg.Pool)
}
