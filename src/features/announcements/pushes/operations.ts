/** Every push ends in a state that staff can read: counted by reason, or one by one. */
import type { Reader } from '../../../db/db.ts'
import type { Wanted } from './rules.ts'
import * as store from './store.ts'

/** How many there are of each reason, state and why; the most first. */
export async function countPushes(read: Reader, wanted: Wanted) {
  const counts = await store.countsBy(read, wanted)
  return counts.sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1))
}

const MOST = 200

/** One by one, the newest first; at most 200 at a time. */
export const listPushes = (read: Reader, wanted: Wanted, { limit = 50, offset = 0 } = {}) =>
  store.list(read, wanted, Math.min(MOST, Math.max(1, limit)), Math.max(0, offset))
