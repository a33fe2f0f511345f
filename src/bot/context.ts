/** What a handler is given. */
import type { Tx } from '../db/db.ts'
import type { Calendar } from '../lib/calendar.ts'
import type { Context } from './capability.ts'
import { type Inbound, personal } from './message.ts'
import { leavePush } from './outbox.ts'
import { groupId, type Speaker } from './store/intake.ts'
import { record, rolesOf } from './store/staff.ts'

interface Surroundings {
  message: Inbound
  who: Speaker
  now: Date
  calendar: Calendar
  /** Called when something was left to be said to others. */
  onPush?(): void
}

export function contextFor(tx: Tx, { message, who, now, calendar, onPush }: Surroundings): Context {
  return {
    tx,
    now,
    calendar,
    person: {
      id: who.personId,
      accountId: who.accountId,
      channel: message.channel,
      display: message.display ? personal(message.display) : undefined,
    },
    place: message.place.kind,
    group: message.place.kind === 'group' ? groupId(message.channel, message.place.id) : undefined,
    async push(push) {
      onPush?.()
      await leavePush(tx, push, now, calendar)
    },
    audit: (action, subject) => record(tx, { actor: who.personId, action, subject }, now),
    async holds(...roles) {
      const held = await rolesOf(tx, who.personId)
      return held.some((role) => role === 'admin' || roles.includes(role))
    },
  }
}
