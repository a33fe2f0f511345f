/** People of the points' tests: a driver with points, a merchant's voice, members of staff. */
import { and, eq } from 'drizzle-orm'
import { accounts } from '../../src/bot/tables.ts'
import { issueMerchantCode, merchantNamed } from '../../src/features/merchants/merchants/operations.ts'
import { auditPiece } from '../../src/features/points/bookkeeping/operations.ts'
import * as wallet from '../../src/features/points/wallet/operations.ts'
import type { Somebody, World } from './world.ts'

/** The person's own number in the bot's tables. */
export async function personId(world: World, name: string): Promise<string> {
  const [row] = await world.app.db.read
    .select({ id: accounts.personId })
    .from(accounts)
    .where(and(eq(accounts.channel, world.channel.name), eq(accounts.external, name)))
  if (!row) throw new Error(`${name} has not spoken yet`)
  return row.id
}

let causes = 0

/** A driver who agreed to what is kept and has so many points. */
export async function driverWith(world: World, name: string, points: number): Promise<Somebody> {
  const somebody = world.person(name)
  await somebody.says('你好')
  await agree(somebody)
  if (points > 0) await give(world, name, points)
  return somebody
}

/** Agrees to what is kept, by the first matter that asks for it. */
async function agree(somebody: Somebody): Promise<void> {
  const asked = await somebody.says('绑定')
  if (asked.text.includes('同意')) await somebody.says('同意')
}

export async function give(world: World, name: string, points: number): Promise<void> {
  const id = await personId(world, name)
  causes += 1
  await world.app.act((acts) =>
    wallet.give(acts, { personId: id, points, until: '2027-11-24', key: `test:${causes}`, actor: 'test', rule: 'hand', words: '测试' }, 'grant'),
  )
}

/** Somebody whose chat is the merchant's. */
export async function voiceOf(world: World, merchant: string, name = '店'): Promise<Somebody> {
  const somebody = world.person(name)
  const code = await world.app.act(async (acts) => {
    const found = await merchantNamed(acts.tx, merchant)
    return issueMerchantCode(acts, found?.id ?? '')
  })
  await somebody.says(code)
  return somebody
}

export const pushesTo = (world: World, name: string) => world.channel.sent.filter((message) => message.kind === 'push' && message.to === name)

/** A whole self-audit; what it found. */
export async function audited(world: World): Promise<readonly string[]> {
  for (;;) {
    const audit = await world.app.act((acts) => auditPiece(acts))
    if (audit.endedAt) return audit.found
  }
}
