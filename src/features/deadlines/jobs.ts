/** Reminders of personal dates go out at one civil hour; a morning without power is made up for later that day. */
import type { JobRun } from '../../bot/capability.ts'
import type { Job } from '../../jobs/job.ts'
import { HOUR } from '../../lib/clock.ts'
import { remind } from './operations.ts'
import { HOUR_OF_DAY } from './rules.ts'

export const reminders: Job<JobRun> = { name: 'deadlines.remind', when: { daily: HOUR_OF_DAY }, catchUp: 12 * HOUR, run: remind }
