/** Mailings go on by themselves, from portion to portion. */
import type { JobRun } from '../../../bot/capability.ts'
import type { Job } from '../../../jobs/job.ts'
import { SENDING, sendOn } from './operations.ts'

export const sending: Job<JobRun> = { name: SENDING, when: 'asked', afterSending: true, catchUp: Number.POSITIVE_INFINITY, run: sendOn }
