/** The SQLite unit of work and the only home of better-sqlite3's connections (beside the migrator). */
import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { ticks } from '../lib/clock.ts'
import { codeOf } from '../lib/errors.ts'
import { below } from '../lib/random.ts'
import type { Db, Reader, Tx } from './db.ts'
import { guardScope, type Lane, Scope } from './scope.ts'

/** How long a transaction waits for another process's write lock, in milliseconds. */
const BUSY_LIMIT = 10_000
/** Queued transactions let the event loop breathe this often, in milliseconds. */
const BREATH = 10
/** Prepared statements kept per connection. */
const STATEMENTS = 500

/** Transactions joined into one commit at most. */
const JOINED = 64

export function openSqlite(file: string): Db {
  const writer = connect(file, false)
  const reader = connect(file, true)
  const scope = new Scope()
  const lane: Lane = {}
  const queue = new CommitQueue(writer, (work) => scope.run(lane, () => work(tx)))
  const inUnit = () => scope.check(lane)
  const outside = () => scope.refuseNesting()
  const tx = guardScope(drizzle(guarded(writer, inUnit)), inUnit) as unknown as Tx

  return {
    dialect: 'sqlite',
    read: guardScope(drizzle(guarded(reader, outside)), outside) as unknown as Reader,
    tx(work, { lasting } = { lasting: true }) {
      scope.refuseNesting()
      return queue.add(work, lasting)
    },
    async ping() {
      reader.prepare('SELECT 1').get()
      if (writer.readonly) throw new Error('the database file is read-only')
    },
    async close() {
      await queue.idle()
      reader.close()
      writer.close()
    },
  }
}

function connect(file: string, readonly: boolean): Sqlite.Database {
  const connection = new Sqlite(file, { readonly, timeout: BUSY_LIMIT })
  if (!readonly) connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  if (!readonly) connection.pragma('busy_timeout = 0') // from here on `lock` waits, without freezing the event loop
  return connection
}

interface Waiting {
  lasting: boolean
  work(tx: Tx): Promise<unknown>
  resolve(value: unknown): void
  reject(error: unknown): void
}

type Outcome = { waiting: Waiting } & ({ is: 'done'; value: unknown } | { is: 'failed'; error: unknown })

/**
 * Group commit: transactions that wait at the same time share one commit, and thus one wait for the
 * disk. Each is a savepoint, so it stands or falls alone; nobody is answered before the commit; and
 * when the outer transaction dies (a full disk ends it whole), each runs again by itself.
 */
class CommitQueue {
  readonly #writer: Sqlite.Database
  readonly #run: (work: Waiting['work']) => Promise<unknown>
  readonly #begin: Sqlite.Statement
  readonly #commit: Sqlite.Statement
  readonly #rollback: Sqlite.Statement
  readonly #save: Sqlite.Statement
  readonly #release: Sqlite.Statement
  readonly #undo: Sqlite.Statement
  #waiting: Waiting[] = []
  #running: Promise<void> | undefined
  #breathed = ticks()
  #lasting = true

  constructor(writer: Sqlite.Database, run: (work: Waiting['work']) => Promise<unknown>) {
    this.#writer = writer
    this.#run = run
    const [begin, commit, rollback, save, release, undo] = ['BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK', 'SAVEPOINT one', 'RELEASE one', 'ROLLBACK TO one'].map(
      (words) => writer.prepare(words),
    ) as [Sqlite.Statement, Sqlite.Statement, Sqlite.Statement, Sqlite.Statement, Sqlite.Statement, Sqlite.Statement]
    this.#begin = begin
    this.#commit = commit
    this.#rollback = rollback
    this.#save = save
    this.#release = release
    this.#undo = undo
  }

  add<T>(work: (tx: Tx) => Promise<T>, lasting: boolean): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ lasting, work, resolve: resolve as Waiting['resolve'], reject })
      this.#running ??= this.#drain()
    })
  }

  async idle(): Promise<void> {
    while (this.#running) await this.#running
  }

  async #drain(): Promise<void> {
    await Promise.resolve() // let those who ask in the same moment join
    while (this.#waiting.length > 0) {
      if (ticks() - this.#breathed > BREATH) {
        await breathe()
        this.#breathed = ticks()
      }
      const batch = this.#waiting.splice(0, JOINED)
      if (batch.length === 1 || !(await this.#together(batch))) for (const one of batch) await this.#alone(one)
    }
    this.#running = undefined // in the same step as the last look at the queue: nobody can slip in between
  }

  async #alone({ lasting, work, resolve, reject }: Waiting): Promise<void> {
    try {
      await this.#lock(lasting)
      const value = await this.#run(work)
      this.#commit.run()
      resolve(value)
    } catch (error) {
      if (this.#writer.inTransaction) this.#rollback.run()
      reject(error)
    }
  }

  /** False when the whole died: nothing was kept and nobody answered. */
  async #together(batch: readonly Waiting[]): Promise<boolean> {
    const outcomes: Outcome[] = []
    try {
      await this.#lock(batch.some(({ lasting }) => lasting))
      for (const waiting of batch) {
        this.#save.run()
        try {
          outcomes.push({ waiting, is: 'done', value: await this.#run(waiting.work) })
        } catch (error) {
          if (!this.#writer.inTransaction) return false
          this.#undo.run()
          outcomes.push({ waiting, is: 'failed', error })
        }
        this.#release.run()
      }
      this.#commit.run()
    } catch {
      if (this.#writer.inTransaction) this.#rollback.run()
      return false
    }
    for (const outcome of outcomes) {
      if (outcome.is === 'done') outcome.waiting.resolve(outcome.value)
      else outcome.waiting.reject(outcome.error)
    }
    return true
  }

  /** Another process may hold the write lock: wait for it without freezing the event loop. */
  async #lock(lasting: boolean): Promise<void> {
    if (lasting !== this.#lasting) this.#writer.pragma(`synchronous = ${lasting ? 'FULL' : 'NORMAL'}`)
    this.#lasting = lasting
    const deadline = ticks() + BUSY_LIMIT
    for (;;) {
      try {
        this.#begin.run()
        return
      } catch (error) {
        if (!codeOf(error)?.startsWith('SQLITE_BUSY') || ticks() > deadline) throw error
        await sleep(1 + below(4))
      }
    }
  }
}

/** drizzle prepares every query anew; SQLite statements are cheap to keep. `check` runs before each query. */
function guarded(connection: Sqlite.Database, check: () => void): Sqlite.Database {
  const known = new Map<string, Sqlite.Statement>()
  const prepare = connection.prepare.bind(connection)
  const kept = (source: string): Sqlite.Statement => {
    check()
    const found = known.get(source)
    if (found) {
      if (found.reader) found.raw(false)
      return found
    }
    const fresh = prepare(source)
    if (known.size >= STATEMENTS) known.delete(known.keys().next().value ?? '')
    known.set(source, fresh)
    return fresh
  }
  connection.prepare = kept as typeof connection.prepare
  return connection
}
