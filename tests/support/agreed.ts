/** Somebody who has agreed to be remembered, so that dialogues begin with what they are about. */
import { and, eq } from 'drizzle-orm'
import { CONSENT_VERSION } from '../../src/bot/replies.ts'
import { giveConsent } from '../../src/bot/store/people.ts'
import { accounts } from '../../src/bot/tables.ts'
import type { Somebody, World } from './world.ts'

export async function agreed(world: World, name: string): Promise<Somebody> {
  const person = world.person(name)
  await person.says('你好')
  const personId = await personOf(world, name)
  await world.app.db.tx((tx) => giveConsent(tx, personId, CONSENT_VERSION, world.app.clock.now()))
  return person
}

/** The person behind a name of the world's channel. */
export async function personOf(world: World, name: string): Promise<string> {
  const [row] = await world.app.db.read
    .select({ personId: accounts.personId })
    .from(accounts)
    .where(and(eq(accounts.channel, world.channel.name), eq(accounts.external, name)))
  if (!row) throw new Error(`${name} has not written yet`)
  return row.personId
}
