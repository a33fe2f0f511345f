/** 收到 is said in `notices`; here it is kept. */
import type { Capability } from '../../../bot/capability.ts'
import { keeps } from './operations.ts'

export const acks: Capability = { name: 'acks', keeps }
