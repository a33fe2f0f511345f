import { instant, int, table, text } from '../db/kit.ts'

/** The truth about each job: when it is due next and when it last ran. */
export const schedules = table('schedules', {
  name: text('name').primaryKey(),
  dueAt: instant('due_at').notNull(),
  lastDue: instant('last_due'),
  lastRunAt: instant('last_run_at'),
  /** Runs dropped because they came too late. */
  skipped: int('skipped').notNull(),
})
