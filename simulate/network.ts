/** The faulty network between bot and people: loses, doubts, delays, blocks; and keeps what really arrived. */
import type { Abilities, Channel, ChannelStatus, OutgoingMessage, Sent } from '../src/bot/channel.ts'
import { terminalAbilities } from '../src/bot/channels/terminal.ts'
import { MINUTE, SECOND } from '../src/lib/clock.ts'
import { chanceOf } from './chance.ts'

export const CHANNEL = 'city'

/** When a process dies on the wire: before or after the network took the message; of replies, or of pushes to drivers. */
export type WireDeath = 'reply before the wire' | 'reply after the wire' | 'push before the wire' | 'push after the wire'

const abilities: Abilities = { ...terminalAbilities, buttons: true, limited: true }

/** What becomes of a sending: the share of all sendings, added up. */
const LOST_IN_DOUBT = 0.012
const ARRIVED_IN_DOUBT = 0.024
const LATER = 0.044
const FAILED = 0.05
const GONE = 0.055

/** Random parts of a text (codes, faults) must not influence the course. */
const masked = (text: string): string => text.replace(/[0-9A-Z]{8}/g, '*').replace(/E-[a-z0-9]{6}/g, '*')

export class Network {
  /** Everything that arrived, in order. */
  readonly arrived: OutgoingMessage[] = []
  readonly fates: Record<string, number> = {}
  /** No more faults from here on. */
  calm = false
  readonly #seed: number
  readonly #tries = new Map<string, number>()

  constructor(seed: number) {
    this.#seed = seed
  }

  /** A line into the network for one life of the app. */
  line(): Line {
    return new Line(this)
  }

  take(message: OutgoingMessage): Sent {
    const about = `${message.kind}|${message.to}|${message.update ?? `${message.reason}|${masked(message.text)}`}`
    const tries = (this.#tries.get(about) ?? 0) + 1
    this.#tries.set(about, tries)
    const drawn = this.calm ? 1 : chanceOf(this.#seed, `${about}|${tries}`)
    if (drawn < LOST_IN_DOUBT) this.#doubt('lost in doubt')
    if (drawn < ARRIVED_IN_DOUBT) {
      this.arrived.push(message)
      this.#doubt('arrived in doubt')
    }
    if (drawn < LATER)
      return this.#count('later', { is: 'later', ms: 2 * SECOND + Math.floor(chanceOf(this.#seed, `${about}|wait`) * 5 * MINUTE), why: 'too many' })
    if (drawn < FAILED) return this.#count('refused', { is: 'failed', why: 'refused' })
    if (drawn < GONE) return this.#count('gone', { is: 'gone', why: 'blocked' })
    this.arrived.push(message)
    return { is: 'sent' }
  }

  #count(fate: string, sent: Sent): Sent {
    this.fates[fate] = (this.fates[fate] ?? 0) + 1
    return sent
  }

  #doubt(fate: string): never {
    this.fates[fate] = (this.fates[fate] ?? 0) + 1
    throw new Error('the connection broke while sending')
  }
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined)

/** The channel as one life of the app sees it. Once cut, whatever is still given to it goes nowhere. */
export class Line implements Channel {
  readonly name = CHANNEL
  readonly abilities = abilities
  /** The next sending of this kind is this life's last. */
  death: WireDeath | undefined
  onDeath: () => void = () => undefined
  readonly #network: Network
  #cut = false

  constructor(network: Network) {
    this.#network = network
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  canSend(): boolean {
    return !this.#cut
  }

  status(): ChannelStatus {
    return { is: this.#cut ? 'down' : 'up', words: '' }
  }

  cut(): void {
    this.#cut = true
  }

  async send(message: OutgoingMessage): Promise<Sent> {
    if (this.#cut) return never()
    if (this.death && this.#meant(message)) {
      if (this.death.endsWith('after the wire')) this.#network.arrived.push(message)
      this.onDeath()
      return never()
    }
    return this.#network.take(message)
  }

  /** Of pushes only those to drivers: they go out one at a time, so the same run dies at the same row. */
  #meant(message: OutgoingMessage): boolean {
    return this.death?.startsWith('reply') ? message.kind === 'reply' : message.reason === 'human.answer'
  }
}
