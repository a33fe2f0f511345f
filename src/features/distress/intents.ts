/** Accident, illness, violence, talk of ending one's life. */
import type { Capability, PublicIntent } from '../../bot/capability.ts'
import { raiseAlarm } from './operations.ts'
import { claims } from './rules.ts'

const distressIntent: PublicIntent = {
  name: 'distress',
  audience: 'public',
  claims: (heard) => claims(heard.raw),
  run: (ctx, turn) => raiseAlarm(ctx, turn.understood.raw),
}

export const distress: Capability = { name: 'distress', intents: [distressIntent] }
