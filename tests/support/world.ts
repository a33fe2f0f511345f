/** A small world to write dialogues in: people speak, the clock is moved, nothing sleeps. */
import { afterEach } from 'vitest'
import { App } from '../../src/app.ts'
import type { Capability } from '../../src/bot/capability.ts'
import type { Abilities, Channel, ChannelStatus, Host, OutgoingMessage, Sent } from '../../src/bot/channel.ts'
import { terminalAbilities } from '../../src/bot/channels/terminal.ts'
import type { Transcribe } from '../../src/bot/listen.ts'
import type { Inbound } from '../../src/bot/message.ts'
import type { Receipt } from '../../src/bot/outcome.ts'
import { VirtualClock } from '../../src/lib/clock.ts'
import { openLog } from '../../src/lib/log.ts'
import { newDatabase, newFolder } from './engine.ts'
import { recogniserOfTests } from './recogniser.ts'

/** A channel whose network is the test: it keeps what was sent, and can be made to fail. */
export class MemoryChannel implements Channel {
  readonly name: string
  readonly abilities: Abilities
  readonly sent: OutgoingMessage[] = []
  /** What the next sendings come to; `sent` when empty. */
  readonly fates: (Sent | Error)[] = []

  constructor(name = 'terminal', abilities: Abilities = terminalAbilities) {
    this.name = name
    this.abilities = abilities
  }

  /** What the channel may ask of the bot, once the app is started. */
  host: Host | undefined
  async start(host: Host): Promise<void> {
    this.host = host
  }
  async stop(): Promise<void> {}
  canSend(): boolean {
    return true
  }
  status(): ChannelStatus {
    return { is: 'up', words: '' }
  }

  async send(message: OutgoingMessage): Promise<Sent> {
    const fate = this.fates.shift() ?? { is: 'sent' }
    if (fate instanceof Error) throw fate
    if (fate.is === 'sent') this.sent.push(message)
    return fate
  }
}

export interface WorldOptions {
  at?: string
  capabilities?: readonly Capability[]
  channel?: MemoryChannel
  databaseUrl?: string
  transcribe?: Transcribe
}

/** What came back to one message. */
export interface Heard {
  /** All lines said to the conversation the message was written in. */
  text: string
  replies: OutgoingMessage[]
  end: Receipt
}

const open: World[] = []
afterEach(async () => {
  for (const world of open.splice(0)) await world.app.stop()
})

export class World {
  app: App
  readonly channel: MemoryChannel
  readonly databaseUrl: string
  /** Where pictures are kept. */
  readonly filesFolder: string
  readonly #options: WorldOptions
  #updates = 0

  private constructor(app: App, channel: MemoryChannel, databaseUrl: string, filesFolder: string, options: WorldOptions) {
    this.filesFolder = filesFolder
    this.app = app
    this.channel = channel
    this.databaseUrl = databaseUrl
    this.#options = options
  }

  static async open(options: WorldOptions = {}): Promise<World> {
    const databaseUrl = options.databaseUrl ?? (await newDatabase())
    const channel = options.channel ?? new MemoryChannel()
    const files = newFolder()
    const app = await World.#start(databaseUrl, channel, new Date(options.at ?? '2026-11-24T10:00:00+08:00'), files, options)
    const world = new World(app, channel, databaseUrl, files, options)
    open.push(world)
    return world
  }

  static #start(databaseUrl: string, channel: Channel, now: Date, filesFolder: string, { capabilities, transcribe }: WorldOptions): Promise<App> {
    return App.open({
      databaseUrl,
      zone: 'Asia/Shanghai',
      log: openLog('silent'),
      channels: [channel],
      clock: new VirtualClock(now),
      cacheFolder: 'data/cache',
      recogniser: recogniserOfTests(),
      filesFolder,
      ...(transcribe ? { transcribe } : {}),
      ...(capabilities ? { capabilities } : {}),
    })
  }

  /** Stops the app and starts it again on the same database. */
  async restarts(): Promise<void> {
    const now = this.app.clock.now()
    await this.app.stop()
    this.app = await World.#start(this.databaseUrl, this.channel, now, this.filesFolder, this.#options)
  }

  person(name: string): Somebody {
    return new Somebody(this, name)
  }

  /** Moves the clock; everything due on the way happens. Returns the pushes sent meanwhile. */
  async moves(to: string | number): Promise<OutgoingMessage[]> {
    const from = this.channel.sent.length
    const target = typeof to === 'number' ? new Date(this.app.clock.now().getTime() + to) : new Date(to)
    await this.app.advance(target)
    return this.channel.sent.slice(from)
  }

  async deliver(message: Inbound): Promise<Heard> {
    const from = this.channel.sent.length
    const end = await this.app.reception.receive(message)
    await this.app.advance(this.app.clock.now())
    const place = message.place.kind === 'group' ? message.place.id : 'private'
    const replies = this.channel.sent
      .slice(from)
      .filter((each) => (each.place.kind === 'group' ? each.place.id : 'private') === place && (place !== 'private' || each.to === message.from))
    return { text: replies.map((each) => each.text).join('\n'), replies, end }
  }

  nextUpdate(): string {
    this.#updates += 1
    return `u${this.#updates}`
  }
}

type Extras = Partial<Pick<Inbound, 'choice' | 'attachments' | 'location' | 'localRole' | 'display' | 'automatic' | 'update'>>

export class Somebody {
  readonly #world: World
  readonly name: string

  constructor(world: World, name: string) {
    this.#world = world
    this.name = name
  }

  /** Writes in private. */
  says(text: string, extras: Extras = {}): Promise<Heard> {
    return this.#world.deliver({ ...this.#message(text), place: { kind: 'private' }, addressed: true, ...extras })
  }

  /** Writes in a group, to the bot. */
  asksIn(group: string, text: string, extras: Extras = {}): Promise<Heard> {
    return this.#world.deliver({ ...this.#message(text), place: { kind: 'group', id: group }, addressed: true, ...extras })
  }

  /** Writes in a group, to everybody. */
  chatsIn(group: string, text: string, extras: Extras = {}): Promise<Heard> {
    return this.#world.deliver({ ...this.#message(text), place: { kind: 'group', id: group }, addressed: false, ...extras })
  }

  #message(text: string): Omit<Inbound, 'place' | 'addressed'> {
    return { channel: this.#world.channel.name, update: this.#world.nextUpdate(), from: this.name, text }
  }
}
