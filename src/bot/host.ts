/** What a channel may ask of the bot, besides taking a message in. */
import type { Db } from '../db/db.ts'
import type { Clock } from '../lib/clock.ts'
import type { Channel, Host } from './channel.ts'
import type { Delivery } from './deliver.ts'
import { leavePush } from './outbox.ts'
import type { Reception } from './receive.ts'
import { groupGreeting } from './replies.ts'
import { enterGroup, markGroup, moveGroup } from './store/groups.ts'
import { groupId } from './store/intake.ts'
import { holdLine } from './store/lines.ts'
import type { Worker } from './store/outgoing.ts'
import { markGone } from './store/people.ts'
import { deadWorkers } from './worker.ts'

export interface HostParts {
  db: Db
  clock: Clock
  wall: Clock
  worker: Worker
  reception: Reception
  delivery: Delivery
}

export function hostFor({ name }: Channel, { db, clock, wall, worker, reception, delivery }: HostParts): Host {
  return {
    take: (message) => reception.take(message),
    async joined(chat, title) {
      const now = clock.now()
      await db.tx(async (tx) => {
        await enterGroup(tx, name, chat, title, now)
        const to = { group: groupId(name, chat) }
        await leavePush(tx, { key: `greeting:${to.group}`, reason: 'greeting', urgent: true, to, parts: groupGreeting }, now)
      })
      await delivery.pump()
    },
    moved: (from, to) => db.tx((tx) => moveGroup(tx, name, from, to, clock.now())),
    reach: (place, to, gone) => db.tx((tx) => (place.kind === 'group' ? markGroup(tx, name, to, gone ?? null) : markGone(tx, name, to, gone ?? null))),
    async holdsLine() {
      const dead = await deadWorkers(db, worker, wall)
      return db.tx((tx) => holdLine(tx, name, worker.id, dead, wall.now()))
    },
  }
}
