/** What nobody confirmed in time goes back. */
import type { JobRun } from '../../bot/capability.ts'
import type { Job } from '../../jobs/job.ts'
import { DAY, MINUTE } from '../../lib/clock.ts'
import { timeOut } from './operations.ts'

export const timeOuts: Job<JobRun> = {
  name: 'points.time-out',
  when: { every: MINUTE },
  catchUp: DAY,
  run: (run) => timeOut(run),
}
