/** Nobody says anything here: reports run out by themselves. */
import type { Capability } from '../../../bot/capability.ts'
import { fetching, notices, watching } from './jobs.ts'
import { noticePage } from './pages.tsx'

export const lostClock: Capability = { name: 'lost-clock', jobs: [notices, fetching, watching], pages: [noticePage] }
