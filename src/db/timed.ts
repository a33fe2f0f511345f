import { SECOND, ticks } from '../lib/clock.ts'
import type { Db } from './db.ts'

/** The same database; `observe` hears how long each transaction took (seconds) and whether it was committed. */
export function timed(db: Db, observe: (seconds: number, committed: boolean) => void): Db {
  return {
    ...db,
    async tx(work, options) {
      const started = ticks()
      let committed = false
      try {
        const value = await db.tx(work, options)
        committed = true
        return value
      } finally {
        observe((ticks() - started) / SECOND, committed)
      }
    },
  }
}
