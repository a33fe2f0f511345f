/** What can be booked. People book it through the capability `bookings`. */
import type { Capability } from '../../../bot/capability.ts'
import { seedServices } from './operations.ts'

export const bookableServices: Capability = { name: 'services', seed: seedServices }
