/** What of a spending belongs to a person's file. */
import type { Capability, Keeps } from '../../../bot/capability.ts'
import { timeOuts } from './jobs.ts'
import { forgetPersons, movePerson, openOf } from './operations.ts'
import { openLine } from './replies.ts'

const keeps: Keeps = {
  async show(read, personId) {
    const open = await openOf(read, personId)
    return open.length > 0 ? [openLine(open)] : []
  },
  // What was spent is in the history of the points.
  copy: async () => [],
  erase: forgetPersons,
  move: movePerson,
}

export const spending: Capability = { name: 'spending', jobs: [timeOuts], keeps }
