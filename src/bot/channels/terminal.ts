/** The terminal as a channel: a line in, a line out. Has no network, so nothing on the way can get lost. */
import type { Abilities, Channel, OutgoingMessage, Sent } from '../channel.ts'

export const terminalAbilities: Abilities = { buttons: false, files: false, privateFromGroup: true, limited: false }

export class TerminalChannel implements Channel {
  readonly name = 'terminal'
  readonly abilities = terminalAbilities
  readonly #write: (message: OutgoingMessage) => void

  constructor(write: (message: OutgoingMessage) => void) {
    this.#write = write
  }

  async start(): Promise<void> {}

  async send(message: OutgoingMessage): Promise<Sent> {
    this.#write(message)
    return { is: 'sent' }
  }

  async stop(): Promise<void> {}

  up(): boolean {
    return true
  }
}
