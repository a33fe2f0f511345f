/** Writing down what is to be said: the only makers of outgoing rows, and the firewall's last door. */
import type { Tx } from '../db/db.ts'
import type { Calendar } from '../lib/calendar.ts'
import { after, DAY } from '../lib/clock.ts'
import { newId } from '../lib/ids.ts'
import type { Answered } from './channel.ts'
import { choiceId, type Offer } from './conversation.ts'
import type { Audience, Choice, Enclosed, Part, Reply } from './message.ts'
import { civilMoment, HOUSE_QUIET } from './quiet.ts'
import { groupGone } from './store/groups.ts'
import { addOutgoing, type NewOutgoing, type OutgoingRow, pushChoiceId } from './store/outgoing.ts'
import { reachOf } from './store/people.ts'

/** How long an answer is worth sending after a break of the network. */
const REPLY_LIFE = DAY
/** How long a push without an end of its own is worth sending. */
const PUSH_LIFE = 7 * DAY
/** The reason of an answer that asks the reader to come to the private chat. */
export const TO_PRIVATE = 'reply.to-private'
/** Answers to people overtake pushes. */
const REPLY_PRIORITY = 1_000

/** Something to be said later or to others. A group takes public parts only. */
export type Push = {
  /** The same key is one push, however often it is asked for. */
  key: string
  /** What kind it is, e.g. `study.reminder`; its first word is what people mute. */
  reason: string
  /** The time it is due; now when absent. */
  due?: Date
  /** After this moment it is worthless and is dropped (and counted). */
  worthlessAfter?: Date
  /** Higher goes first; 0 when absent. */
  priority?: number
  /** What it belongs to, by public number: such pushes are called off, held and counted together. */
  matter?: string
  /** An emergency, an answer from staff, or what a booking hangs on: goes out at any hour and is never dropped by the budget. */
  urgent?: boolean
  /** Nobody asked for it (an announcement, a hint): dropped when the person's budget of the week is used up. */
  unasked?: boolean
} & (
  | { to: { person: string }; parts: readonly Part[]; choices?: readonly Choice[]; files?: readonly Enclosed[] }
  | { to: { group: string }; parts: readonly Part<'public'>[]; choices?: readonly Choice<'public'>[]; files?: readonly Enclosed<'public'>[] }
)

/** Where a reply goes. Only public parts fit a group. */
export type PrivateAddress = { kind: 'private'; channel: string; external: string; personId: string }
export type GroupAddress = { kind: 'group'; channel: string; chat: string; personId: string; answers: Answered }

export interface Envelope {
  update: string
  worker: string
  now: Date
  /** Turns the wording into the writer's characters. */
  script(text: string): string
}

/** Leaves a reply, already leased to the process that will send it right after the commit. */
export async function leaveReply(
  tx: Tx,
  ...[to, reply, offer, envelope]:
    | [to: PrivateAddress, reply: Reply, offer: Offer | undefined, envelope: Envelope]
    | [to: GroupAddress, reply: Reply<'public'>, offer: Offer | undefined, envelope: Envelope]
): Promise<OutgoingRow[]> {
  const audience = audienceOf(reply)
  if (to.kind === 'group' && audience !== 'public') throw new Error('firewall: a personal reply was addressed to a group')
  const id = newId()
  const row: NewOutgoing = {
    id,
    kind: 'reply',
    key: `reply:${id}`,
    channel: to.channel,
    address: to.kind === 'group' ? to.chat : to.external,
    place: to.kind,
    personId: to.personId,
    audience,
    text: envelope.script(textOf(reply.parts)),
    choices: (offer?.choices ?? []).map((choice, position) => ({ id: offer ? choiceId(offer, position) : '', label: envelope.script(choice.label) })),
    ...(reply.files && reply.files.length > 0 ? { files: [...reply.files] } : {}),
    updateId: envelope.update,
    answers: to.kind === 'group' ? to.answers : null,
    reason: reply.toPrivate ? TO_PRIVATE : 'reply',
    state: 'sending',
    attempts: 1,
    worker: envelope.worker,
    priority: REPLY_PRIORITY,
    dueAt: envelope.now,
    worthlessAfter: after(envelope.now, REPLY_LIFE),
    createdAt: envelope.now,
  }
  const added = await addOutgoing(tx, row)
  return added ? [added] : []
}

/**
 * Leaves a push. Somebody who cannot be reached leaves a row that says so. What would fall into quiet
 * hours is moved to their end; what would be worthless by then, to before their beginning.
 */
export async function leavePush(tx: Tx, push: Push, now: Date, calendar?: Calendar): Promise<void> {
  const { address, quiet: hours } = 'person' in push.to ? await personReach(tx, push.to.person) : await groupReach(tx, push.to.group)
  const audience = audienceOf(push)
  if (address?.place === 'group' && audience !== 'public') throw new Error('firewall: a personal push was addressed to a group')
  const due = push.due ?? now
  const worthlessAfter = push.worthlessAfter ?? after(due, PUSH_LIFE)
  const quiet = push.urgent || !calendar ? undefined : hours
  const civil = quiet && calendar ? civilMoment({ due, worthlessAfter, now }, quiet, calendar) : { at: due, deferred: false }
  const end: Pick<NewOutgoing, 'state' | 'why'> = !address
    ? { state: 'failed', why: 'unreachable' }
    : civil
      ? { state: 'waiting', why: null }
      : { state: 'expired', why: 'quiet hours' }
  const id = newId()
  await addOutgoing(tx, {
    id,
    kind: 'push',
    key: push.key,
    channel: address?.channel ?? '',
    address: address?.address ?? '',
    place: address?.place ?? 'private',
    personId: 'person' in push.to ? push.to.person : null,
    audience,
    text: textOf(push.parts),
    choices: (push.choices ?? []).map(({ label, act }, position) => ({ id: pushChoiceId(id, position), label: label.text, act })),
    ...(push.files && push.files.length > 0 ? { files: [...push.files] } : {}),
    reason: push.reason,
    ...end,
    ...(end.state === 'waiting' ? {} : { settledAt: now }),
    matter: push.matter ?? null,
    urgent: push.urgent ?? false,
    unasked: push.unasked ?? false,
    deferred: civil?.deferred ?? false,
    priority: push.priority ?? 0,
    dueAt: civil?.at ?? due,
    worthlessAfter,
    createdAt: now,
  })
}

async function personReach(tx: Tx, person: string) {
  const { address, quiet } = await reachOf(tx, person)
  return { address: address && { channel: address.channel, address: address.external, place: 'private' as const }, quiet }
}

async function groupReach(tx: Tx, group: string) {
  if ((await groupGone(tx, group)) !== undefined) return { address: undefined, quiet: HOUSE_QUIET }
  const [channel = '', ...chat] = group.split('|')
  return { address: { channel, address: chat.join('|'), place: 'group' as const }, quiet: HOUSE_QUIET }
}

function audienceOf(said: { parts: readonly Part[]; choices?: readonly Choice[]; files?: readonly Enclosed[] }): Audience {
  const labels = (said.choices ?? []).map((choice) => choice.label)
  return [...said.parts, ...labels, ...(said.files ?? [])].some((part) => part.audience === 'personal') ? 'personal' : 'public'
}

const textOf = (parts: readonly Part[]): string => parts.map((part) => part.text).join('\n')

/** The choices of a reply, as the conversation remembers them. */
export function offerOf(choices: readonly Choice[] | undefined, key: string, now: Date): Offer | undefined {
  if (!choices || choices.length === 0) return undefined
  return { key, at: now.getTime(), choices: choices.map(({ label, act }) => ({ label: label.text, audience: label.audience, act })) }
}
