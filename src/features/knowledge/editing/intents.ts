/** Editing has no words of its own; what lapses is told by itself. */
import type { Capability } from '../../../bot/capability.ts'
import { expiryNotices } from './jobs.ts'

export const editing: Capability = { name: 'editing', jobs: [expiryNotices] }
