/** What people can say about their points. */
import type { Capability } from '../../../bot/capability.ts'
import { seedRules } from './operations.ts'

export const points: Capability = { name: 'points', seed: seedRules }
