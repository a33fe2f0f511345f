/** The waiting list's own work. People join and answer it through the capability `bookings`. */
import type { Capability } from '../../../bot/capability.ts'
import { deadlines } from './jobs.ts'
import { keeps } from './operations.ts'

export const waitingLists: Capability = { name: 'waiting', jobs: [deadlines], keeps }
