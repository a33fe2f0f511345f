/** What every channel fulfils. A channel translates; it decides nothing. */
import type { Inbound, Place } from './message.ts'

/** What a channel can do, as data; the rest of the bot adapts to it. */
export interface Abilities {
  /** Choices appear as buttons; without them they are numbered lines of the text. */
  readonly buttons: boolean
  /** Carries files (calendar entries, exports). */
  readonly files: boolean
  /** Can open a private chat with anybody it has met in a group. */
  readonly privateFromGroup: boolean
  /** Senders are held to a rate; a local channel is not. */
  readonly limited: boolean
}

/** A message on its way out, already worded for its audience. */
export interface OutgoingMessage {
  id: string
  kind: 'reply' | 'push'
  /** The receiver's id on the channel; for a group, the group's id. */
  to: string
  place: Place
  text: string
  choices: readonly { id: string; label: string }[]
  /** The update this answers. */
  update?: string
  /** Why a push is sent, e.g. `study.reminder`. */
  reason?: string
  /** When a push was due. */
  due?: Date
}

/**
 * What became of a sending. `gone`: this receiver cannot be reached any more (blocked, left); `failed`:
 * this message cannot be sent; `later`: nothing was sent, try again after so many milliseconds. A
 * channel that cannot know whether the message went out throws.
 */
export type Sent = { is: 'sent' } | { is: 'failed'; why: string } | { is: 'gone'; why: string } | { is: 'later'; ms: number; why: string }

export interface Channel {
  readonly name: string
  readonly abilities: Abilities
  /** Begins to hand in messages; each is acknowledged to the network only after `receive` resolves. */
  start(receive: (message: Inbound) => Promise<unknown>): Promise<void>
  send(message: OutgoingMessage): Promise<Sent>
  /** Takes nothing more in; resolves when what was taken in is handled. */
  stop(): Promise<void>
  /** Is it connected? */
  up(): boolean
}
