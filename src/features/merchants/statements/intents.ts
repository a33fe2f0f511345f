/** A merchant's own statement; nobody else's. */
import type { Capability, PrivateIntent } from '../../../bot/capability.ts'
import { ownStatement } from './operations.ts'

const statement: PrivateIntent = {
  name: 'merchant.statement',
  audience: 'personal',
  run: (ctx, turn) => ownStatement(ctx, turn.understood.text),
}

export const statements: Capability = { name: 'statements', intents: [statement] }
