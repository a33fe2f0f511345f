/** What nobody confirmed in time goes back. */
import type { JobRun } from '../../../bot/capability.ts'
import type { Job } from '../../../jobs/job.ts'
import { DAY, MINUTE } from '../../../lib/clock.ts'
import { timeOut } from './operations.ts'

export const timeOuts: Job<JobRun> = {
  name: 'points.time-out',
  // Nothing can be confirmed after its time in any case, and who asks gets the points back at once.
  when: { every: 10 * MINUTE },
  catchUp: DAY,
  run: (run) => timeOut(run),
}
