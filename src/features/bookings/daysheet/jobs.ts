/** Bookings follow the centre's days. */
import type { JobRun } from '../../../bot/capability.ts'
import type { Job } from '../../../jobs/job.ts'
import { HOUR } from '../../../lib/clock.ts'
import { CLOSED_DAYS, callOffClosed } from './operations.ts'

/** Woken whenever staff change hours, special days or closures; the daily time only sweeps up. */
export const closedDays: Job<JobRun> = {
  name: CLOSED_DAYS,
  when: { daily: '07:35' },
  catchUp: 20 * HOUR,
  async run(run) {
    await callOffClosed(run)
    return false
  },
}
