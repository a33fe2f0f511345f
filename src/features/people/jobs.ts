/** Retention clocks: data past their time go away by themselves. */
import type { JobRun } from '../../bot/capability.ts'
import type { Job } from '../../jobs/job.ts'
import { HOUR } from '../../lib/clock.ts'
import { forgetOld } from './operations.ts'

export const housekeeping: Job<JobRun> = {
  name: 'people.housekeeping',
  when: { daily: '03:30' },
  catchUp: 20 * HOUR,
  run: ({ tx, due }) => forgetOld(tx, due),
}
