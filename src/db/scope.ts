import { AsyncLocalStorage } from 'node:async_hooks'

/** One running transaction. */
export interface Unit {
  open: boolean
}

/** One write connection and the transaction that owns it now. */
export interface Lane {
  owner?: Unit | undefined
}

/** Which transaction does the running code belong to? Catches nesting and promises that were not awaited. */
export class Scope {
  readonly #store = new AsyncLocalStorage<Unit>()

  refuseNesting(): void {
    if (this.#store.getStore()?.open) throw new Error('a transaction is already open here: pass its `tx` on')
  }

  async run<T>(lane: Lane, work: () => Promise<T>): Promise<T> {
    const owner: Unit = { open: true }
    lane.owner = owner
    try {
      // Awaited inside: a drizzle query runs when its `then` is called, and that must happen in this scope.
      return await this.#store.run(owner, async () => await work())
    } finally {
      owner.open = false
      lane.owner = undefined
    }
  }

  check(lane: Lane): void {
    if (!lane.owner || this.#store.getStore() !== lane.owner) throw new Error('query outside its transaction: a promise was not awaited')
  }
}

const guards = new WeakMap<object, () => void>()

/** Says how a query on this reader or transaction is checked before it runs. */
export function guardScope<T extends object>(db: T, check: () => void): T {
  guards.set(db, check)
  return db
}

/** The check for queries that were prepared earlier, and so do not pass the connection's own. */
export function checkScope(db: object): void {
  guards.get(db)?.()
}
