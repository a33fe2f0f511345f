/** Offers lapse, free places are offered, reminders are left with their own due time. */
import type { JobRun } from '../../../bot/capability.ts'
import type { Job } from '../../../jobs/job.ts'
import { DAY } from '../../../lib/clock.ts'
import { LISTS, tick } from './operations.ts'

/** Woken for each offer's end and each reminder; the daily look finds what comes up next. One run makes up for all that was missed. */
export const lists: Job<JobRun> = { name: LISTS, when: { daily: '00:25' }, catchUp: DAY - 1, run: tick }
