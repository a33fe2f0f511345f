/** Series go on by themselves: every morning the sessions of some weeks ahead are there. */
import type { JobRun } from '../../../bot/capability.ts'
import type { Job } from '../../../jobs/job.ts'
import { HOUR } from '../../../lib/clock.ts'
import { makeSessions } from './operations.ts'

export const series: Job<JobRun> = {
  name: 'timetable.series',
  when: { daily: '00:20' },
  catchUp: 23 * HOUR,
  async run(run) {
    await makeSessions(run)
    return false
  },
}
