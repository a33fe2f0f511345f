/** What is due is started. */
import type { AudienceKind, JobRun } from '../../../bot/capability.ts'
import type { Job } from '../../../jobs/job.ts'
import { STARTING, startDue } from './operations.ts'

export const starting = (kinds: readonly AudienceKind[]): Job<JobRun> => ({
  name: STARTING,
  when: 'asked',
  catchUp: Number.POSITIVE_INFINITY,
  async run(run) {
    await startDue(run, kinds)
    return false
  },
})
