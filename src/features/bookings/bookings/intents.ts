/** The bookings themselves. People talk about them through the capability `clerk`. */
import type { Capability } from '../../../bot/capability.ts'
import { keeps } from './operations.ts'

export const bookings: Capability = { name: 'bookings', keeps }
