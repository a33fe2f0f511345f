/** Mailings are begun by other capabilities; nobody speaks to them. */
import type { Capability } from '../../../bot/capability.ts'
import { sending } from './jobs.ts'
import { keeps } from './operations.ts'

export const mailings: Capability = { name: 'mailings', jobs: [sending], keeps }
