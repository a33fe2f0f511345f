/** Learning has no words of its own: staff work on it at their desk. */
import type { Capability } from '../../../bot/capability.ts'
import { teaching } from './operations.ts'

export const learning: Capability = { name: 'learning', teaches: teaching }
