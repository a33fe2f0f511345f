/** Once an hour: offers lapse, free places are offered, reminders of the next hour are left with their own due time. */
import type { JobRun } from '../../../bot/capability.ts'
import type { Job } from '../../../jobs/job.ts'
import { HOUR } from '../../../lib/clock.ts'
import { tick } from './operations.ts'

/** One run makes up for all that was missed, so older ones are skipped. */
export const lists: Job<JobRun> = { name: 'study.lists', when: { every: HOUR }, catchUp: HOUR - 1, run: tick }
