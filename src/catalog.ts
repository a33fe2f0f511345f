/** START HERE: everything the product can do, one line per capability. */
import type { Capability } from './bot/capability.ts'
import { distress } from './features/distress/intents.ts'
import { knowledge } from './features/knowledge/intents.ts'

export const catalog: readonly Capability[] = [knowledge, distress]
