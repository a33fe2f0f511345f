/** Once a day, in the morning: nobody is woken by a lost umbrella. */
import type { JobRun } from '../../../bot/capability.ts'
import type { Job } from '../../../jobs/job.ts'
import { HOUR } from '../../../lib/clock.ts'
import { askWhetherToGoOn, mindFetching, mindNotices } from './operations.ts'

const daily = (name: string, at: string, run: Job<JobRun>['run']): Job<JobRun> => ({ name, when: { daily: at }, catchUp: 20 * HOUR, run })

export const notices = daily('lost.notices', '09:00', mindNotices)
export const fetching = daily('lost.fetching', '09:30', mindFetching)
export const watching = daily('lost.watching', '10:00', askWhetherToGoOn)
