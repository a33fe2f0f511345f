/** What happens to points by itself: they lapse, drivers are warned, the books are checked. */
import type { JobRun } from '../../../bot/capability.ts'
import type { Job } from '../../../jobs/job.ts'
import { DAY, HOUR } from '../../../lib/clock.ts'
import { auditSome, lapsePiece, warnOfLapsing } from './operations.ts'

export const lapsing: Job<JobRun> = {
  name: 'points.lapse',
  when: { daily: '00:10' },
  catchUp: 30 * DAY,
  run: (run) => lapsePiece(run),
}

export const warnings: Job<JobRun> = {
  name: 'points.warn',
  when: { daily: '09:30' },
  catchUp: 12 * HOUR,
  async run(run) {
    await warnOfLapsing(run)
    return false
  },
}

export const nightlyAudit: Job<JobRun> = {
  name: 'points.audit',
  when: { daily: '02:40' },
  catchUp: 20 * HOUR,
  run: (run) => auditSome(run),
}
