/** Announcements are written and approved in `notices`; here they are kept and started. */
import type { AudienceKind, Capability } from '../../../bot/capability.ts'
import { starting } from './jobs.ts'
import { keeps } from './operations.ts'

/** @param kinds the audiences that other capabilities offer */
export const announcementsWith = (kinds: readonly AudienceKind[]): Capability => ({
  name: 'announcements',
  jobs: [starting(kinds)],
  keeps,
})
