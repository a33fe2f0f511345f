/** What every channel fulfils. A channel translates; it decides nothing. */
import type { Enclosure, Inbound, Place } from './message.ts'
import type { Taken } from './outcome.ts'

/** What a channel can do, as data; the rest of the bot adapts to it. */
export interface Abilities {
  /** Choices appear as buttons; without them they are numbered lines of the text. */
  readonly buttons: boolean
  /** People can change what they wrote; a change made before the answer counts. */
  readonly edits: boolean
  /** Carries files (calendar entries, exports). */
  readonly files: boolean
  /** An answer in a group can point at the message it answers. */
  readonly replyTo: boolean
  /** Can open a private chat with anybody it has met in a group. */
  readonly privateFromGroup: boolean
  /** Tells when something was read. */
  readonly readReceipts: boolean
  /** Senders are held to a rate; a local channel is not. */
  readonly limited: boolean
  /** What was sent stays to be fetched again under its own id: a second sending shows nothing twice. */
  readonly keepsSent: boolean
}

/** How much a network lets one account send; absent limits are none. Answers are counted and never held back; pushes keep to it. */
export interface PaceLimits {
  /** Messages a second over all chats of the account (all processes together), and how many may go at once after a rest. */
  readonly perSecond?: number
  readonly burst?: number
  /** Messages a second into one private chat, and how many may go at once. */
  readonly chatPerSecond?: number
  readonly chatBurst?: number
  /** Messages in any 60 seconds into one group. */
  readonly groupPerMinute?: number
  /** Pushes in any 24 hours. */
  readonly pushesPerDay?: number
  /** The account may be closed: after too many failures pushes rest for some hours, answers go on. */
  readonly guarded?: boolean
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
  /** Files that go along; a channel that carries none leaves them out. */
  files?: readonly Enclosure[]
  /** The update this answers. */
  update?: string
  /** In a group, the message this answers: who wrote it, and the channel's own id of it. */
  answers?: Answered
  /** Asks the reader to come to the private chat: a channel that can show a way there does. */
  toPrivate?: boolean
  /** Why a push is sent, e.g. `study.reminder`. */
  reason?: string
  /** When a push was due. */
  due?: Date
}

export interface Answered {
  from: string
  message?: string
}

/**
 * What became of a sending. `gone`: this receiver cannot be reached any more (blocked, left); `failed`:
 * this message cannot be sent; `later`: nothing was sent, try again after so many milliseconds. A
 * channel that cannot know whether the message went out throws.
 */
export type Sent = { is: 'sent' } | { is: 'failed'; why: string } | { is: 'gone'; why: string } | Later

/** `flood`: the network itself asked to wait. */
export type Later = { is: 'later'; ms: number; why: string; flood?: true }

/**
 * `up`: connected. `standby`: another process that shares the database is connected. `starting`: not
 * yet. `sign-in`: somebody must scan the code. `down`: tries again by itself.
 */
export interface ChannelStatus {
  readonly is: 'up' | 'standby' | 'starting' | 'sign-in' | 'down'
  /** One plain sentence for staff, in Chinese. */
  readonly words: string
  /** What the sign-in code holds (a QR code's content), while one is wanted. */
  readonly code?: string
}

/** What a channel may ask of the bot. */
export interface Host {
  /**
   * Hands a message in; resolves when it is committed, and only then may the channel acknowledge it to
   * its network. Throws `NotTaken` when it could not be stored: then it must be delivered again.
   */
  take(message: Inbound): Promise<Taken>
  /** The bot was brought into this group: it is greeted, once for ever. */
  joined(group: string, title?: string): Promise<void>
  /** The group goes on under another id. */
  moved(from: string, to: string): Promise<void>
  /** This chat cannot be reached any more, and why; without a reason, it can again. */
  reach(place: Place, to: string, gone?: string): Promise<void>
  /** Of several processes on one database only one may hold the channel's line. Asked again every few seconds. */
  holdsLine(): Promise<boolean>
}

export interface Channel {
  readonly name: string
  readonly abilities: Abilities
  readonly pace?: PaceLimits
  /** Begins to hand in messages. A network that is absent is no reason to throw: `status` tells. */
  start(host: Host): Promise<void>
  send(message: OutgoingMessage): Promise<Sent>
  /** Can it send at this moment? What waits for it is not touched meanwhile. */
  canSend(): boolean
  /** Takes nothing more in; resolves when what was taken in is handled. */
  stop(): Promise<void>
  status(): ChannelStatus
  /** Its HTTP paths (`/telegram/…`), for a channel that needs some. */
  readonly http?: { readonly path: string; fetch(request: Request): Promise<Response> }
}
