/** The terminal as a channel: a line in, a line out. */
import type { Abilities, Channel, ChannelStatus, OutgoingMessage, Sent } from '../channel.ts'

export const terminalAbilities: Abilities = {
  buttons: false,
  edits: false,
  files: true,
  replyTo: false,
  privateFromGroup: true,
  readReceipts: false,
  limited: false,
  keepsSent: false,
}

export class TerminalChannel implements Channel {
  readonly name = 'terminal'
  readonly abilities = terminalAbilities
  readonly #write: (message: OutgoingMessage) => Promise<void> | void

  /** `write` resolves when the words have left the process: only then are they sent. */
  constructor(write: (message: OutgoingMessage) => Promise<void> | void) {
    this.#write = write
  }

  async start(): Promise<void> {}

  async send(message: OutgoingMessage): Promise<Sent> {
    await this.#write(message)
    return { is: 'sent' }
  }

  async stop(): Promise<void> {}

  canSend(): boolean {
    return true
  }

  status(): ChannelStatus {
    return { is: 'up', words: '终端可用。' }
  }
}
