/** Who answers for a statement hears before it lapses, and when it did. */
import type { JobRun } from '../../../bot/capability.ts'
import type { Job } from '../../../jobs/job.ts'
import { HOUR } from '../../../lib/clock.ts'
import { tellOfLapsing } from './operations.ts'

export const expiryNotices: Job<JobRun> = {
  name: 'editing.expiry',
  when: { daily: '08:40' },
  catchUp: 12 * HOUR,
  async run(run) {
    await tellOfLapsing(run)
    return false
  },
}
