/** What nobody confirmed in time goes back. */
import type { JobRun } from '../../../bot/capability.ts'
import type { Job } from '../../../jobs/job.ts'
import { DAY } from '../../../lib/clock.ts'
import { TIME_OUT, timeOut } from './operations.ts'

export const timeOuts: Job<JobRun> = {
  name: TIME_OUT,
  // Each code asks for it when it is given out: a quiet day costs nothing.
  when: 'asked',
  catchUp: DAY,
  run: (run) => timeOut(run),
}
