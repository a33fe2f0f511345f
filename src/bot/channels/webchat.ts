/**
 * The web chat as a channel. What is shown always comes from the database: sending only wakes the
 * pages that are open, so nothing is lost while nobody looks and nothing is shown twice.
 */
import type { Abilities, Channel, ChannelStatus, Host, OutgoingMessage, Sent } from '../channel.ts'
import type { Attachment, Location } from '../message.ts'
import type { Taken } from '../outcome.ts'
import { type Kind, type Pressed, updateId } from './webchat-update.ts'

export const webAbilities: Abilities = {
  buttons: true,
  edits: false,
  files: true,
  replyTo: false,
  privateFromGroup: false,
  readReceipts: false,
  limited: true,
  keepsSent: true,
}

/** What a visitor says in one go. */
export interface Words {
  /** Made by the page; the same message sent again carries the same one. */
  id: string
  text?: string
  /** The pressed choice, and its id for the bot. */
  choice?: Pressed & { id: string }
  location?: Location
  attachments?: readonly Attachment[]
}

/** Told who has something new to read. */
export type Wake = (visitor: string) => void

export class WebChannel implements Channel {
  readonly name = 'web'
  readonly abilities = webAbilities
  #host: Host | undefined
  #wake: Wake = () => {}
  readonly #inHand = new Set<Promise<unknown>>()

  /** The pages' ear: called after something was stored for a visitor. */
  onSent(wake: Wake): void {
    this.#wake = wake
  }

  async start(host: Host): Promise<void> {
    this.#host = host
  }

  async send(message: OutgoingMessage): Promise<Sent> {
    if (message.place.kind === 'group') return { is: 'failed', why: 'the web chat has no groups' }
    this.#wake(message.to)
    return { is: 'sent' }
  }

  /**
   * Hands in what a visitor says; resolves when it is committed. Undefined while the bot does not take
   * anything in (starting, stopping): the page keeps the words and sends them again.
   * @throws NotTaken when it could not be stored
   */
  async say(visitor: string, words: Words): Promise<Taken | undefined> {
    const { id, text = '', choice, location, attachments } = words
    if (!this.#host) return undefined
    const medium = attachments?.[0]?.kind === 'voice' ? 'voice' : attachments ? 'photo' : location ? 'place' : 'text'
    const kind: Kind = choice ? { is: 'choice', ...choice } : { is: medium }
    const taking = this.#host.take({
      channel: this.name,
      update: updateId(visitor, id, kind),
      from: visitor,
      place: { kind: 'private' },
      addressed: true,
      text,
      ...(choice ? { choice: choice.id } : {}),
      ...(location ? { location } : {}),
      ...(attachments ? { attachments } : {}),
    })
    this.#inHand.add(taking)
    try {
      const taken = await taking
      this.#wake(visitor)
      return taken
    } finally {
      this.#inHand.delete(taking)
    }
  }

  /** The visitor went away for good: nothing is sent to where nobody looks. */
  async left(visitor: string): Promise<void> {
    await this.#host?.reach({ kind: 'private' }, visitor, 'left')
  }

  canSend(): boolean {
    return true
  }

  async stop(): Promise<void> {
    this.#host = undefined
    await Promise.allSettled(this.#inHand)
  }

  status(): ChannelStatus {
    return this.#host ? { is: 'up', words: '网页聊天可用。' } : { is: 'starting', words: '网页聊天正在启动。' }
  }
}
