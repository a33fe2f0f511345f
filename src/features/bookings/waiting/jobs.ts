/** Offers end by themselves. */
import type { JobRun } from '../../../bot/capability.ts'
import type { Job } from '../../../jobs/job.ts'
import { DAY } from '../../../lib/clock.ts'
import { DEADLINES, endOverdue } from './operations.ts'

/** Woken at each deadline; the daily time only sweeps up. */
export const deadlines: Job<JobRun> = { name: DEADLINES, when: { daily: '08:05' }, catchUp: 30 * DAY, run: (run) => endOverdue(run) }
