/** Retention clocks: data past their time go away by themselves. */
import type { Capability, JobRun, Keeps } from '../../bot/capability.ts'
import type { Job } from '../../jobs/job.ts'
import { after, DAY, HOUR } from '../../lib/clock.ts'
import { forgetOld } from './operations.ts'

export const housekeeping = (keeps: readonly Keeps[]): Job<JobRun> => ({
  name: 'people.housekeeping',
  when: { daily: '03:30' },
  catchUp: 20 * HOUR,
  run: ({ tx, due }) => forgetOld(tx, due, keeps),
})

/** How long a picture is kept that no matter refers to. */
const PICTURES_FOR = 7 * DAY

export const picturesHousekeeping = (wanted: readonly NonNullable<Capability['pictures']>[]): Job<JobRun> => ({
  name: 'people.pictures',
  when: { daily: '03:40' },
  catchUp: 20 * HOUR,
  async run({ tx, files, due }) {
    const kept = new Set<string>()
    for (const names of wanted) for (const name of await names(tx)) kept.add(name)
    await files.forget(after(due, -PICTURES_FOR), kept)
    return false
  },
})
