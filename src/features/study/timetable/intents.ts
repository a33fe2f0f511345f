/** The timetable has no words of its own: people talk to study, staff to the study desk. */
import type { Capability } from '../../../bot/capability.ts'
import { series } from './jobs.ts'
import { seedTimetable } from './operations.ts'

export const timetable: Capability = { name: 'timetable', jobs: [series], seed: seedTimetable }
