/** The lawyer's view. What clients tell comes in through the capability `bookings`. */
import type { Capability, PrivateIntent } from '../../../bot/capability.ts'
import { ROLES } from '../../../bot/vocabulary.ts'
import { keepClient, keeps, viewIntake } from './operations.ts'
import * as replies from './replies.ts'
import { clientIn, seeIn } from './rules.ts'

const intake: PrivateIntent = {
  name: 'staff.intake',
  audience: 'personal',
  roles: ROLES,
  claims: (heard) => seeIn(heard.raw) !== undefined,
  async run(ctx, turn) {
    const number = seeIn(turn.understood.raw) ?? ''
    if (number === '') return { reply: replies.howToSee }
    const seen = await viewIntake(ctx, number)
    if (seen.ok) return { reply: seen.value, data: { booking: number } }
    return { reply: seen.reason === 'forbidden' ? replies.lawyersOnly : replies.nothingTold(number) }
  },
}

const client: PrivateIntent = {
  name: 'staff.client',
  audience: 'personal',
  roles: ROLES,
  secret: true,
  claims: (heard) => clientIn(heard.raw) !== undefined,
  async run(ctx, turn) {
    const kept = await keepClient(ctx, clientIn(turn.understood.raw) ?? '')
    if (kept.ok) return { reply: replies.clientKept, discreet: true }
    return { reply: kept.reason === 'forbidden' ? replies.lawyersOnly : replies.noName, discreet: true }
  },
}

export const legalMatters: Capability = { name: 'legal', intents: [intake, client], keeps }
