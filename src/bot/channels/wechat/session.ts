/** One connection to WeChat, from its beginning to its end; it is never mended, the next one is built afresh. */
import { SECOND, ticks } from '../../../lib/clock.ts'
import { type Built, cut, emitterOf, type Puppet, watchStream, wireOf } from './puppet.ts'
import { messageOf, type Trouble, troubleOf } from './trouble.ts'
import { within } from './waiting.ts'

/** A gateway that has not answered by then does not answer (milliseconds); what it began goes on for the next try. */
const START = 12 * SECOND
/** How often the gateway is asked for a sign of life, and how long it may be silent once it has given one. */
const PROBE = 3 * SECOND
const SILENCE = 10 * SECOND
/** How long one question to the gateway may take. */
export const ANSWER = 10 * SECOND
/** wechaty waits five seconds for a stream's first sign. */
const STREAM = 6 * SECOND
/** How long a polite end may take. */
const FAREWELL = 2 * SECOND

export interface Self {
  id: string
  name: string
}

/** What a connection tells; nothing after `lost`. */
export interface SessionEvents {
  connected(): void
  signedIn(self: Self): void
  signedOut(): void
  scan(step: 'wanted' | 'scanned' | 'other', code: string | undefined): void
  message(id: string): void
  friendship(id: string): void
  invited(id: string): void
  roomJoined(room: string, who: readonly string[]): void
  roomLeft(room: string, who: readonly string[]): void
  lost(trouble: Trouble, message: string): void
}

export class Session {
  readonly built: Built
  /** Resolves when it is first known who the bot is; rejects when the connection ends before. */
  readonly signedIn: Promise<void>
  #tellSignedIn: () => void = () => undefined
  #tellNever: (reason: Error) => void = () => undefined
  readonly #events: SessionEvents
  #self: Self | undefined
  #over = false
  #connected = false
  #lifeAt = 0
  #answersProbes = false
  #probe: NodeJS.Timeout | undefined

  constructor(built: Built, events: SessionEvents) {
    this.built = built
    this.#events = events
    this.signedIn = new Promise((resolve, reject) => {
      this.#tellSignedIn = resolve
      this.#tellNever = reject
    })
    this.signedIn.catch(() => undefined)
    this.#listen()
  }

  get puppet(): Puppet {
    return this.built.puppet
  }

  /** Who the bot is on WeChat, while it is signed in. */
  get self(): Self | undefined {
    return this.#over ? undefined : this.#self
  }

  get address(): string | undefined {
    return wireOf(this.puppet)?.endpoint
  }

  /** Connects; what comes of it is told by the events. */
  async open(): Promise<void> {
    try {
      await within(START, this.puppet.start(), 'not connected in time')
      if (this.#over) return
      this.#connected = true
      watchStream(wireOf(this.puppet), (atOnce) => this.#lose(atOnce ? 'busy' : 'ended', 'the stream of events ended'))
      if (this.#over) return
      this.#lifeAt = ticks()
      this.#probe = setInterval(() => this.#askForLife(), PROBE)
      this.#events.connected()
      if (this.#self) this.#welcome(this.#self)
    } catch (error) {
      this.#lose(troubleOf(error), messageOf(error))
    }
  }

  /** Ends the connection; with `farewell`, the gateway is told. */
  async close(farewell: boolean): Promise<void> {
    const was = this.#over
    this.#over = true
    clearInterval(this.#probe)
    if (farewell && !was && this.#connected) await within(FAREWELL, this.puppet.stop(), 'no farewell').catch(() => undefined)
    this.#discard()
  }

  #discard(): void {
    this.#tellNever(new Error('the connection ended'))
    const wire = wireOf(this.puppet)
    cut(wire)
    // A start that was under way shows its stream only afterwards.
    setTimeout(() => cut(wire), STREAM).unref()
    // Lets go of timers and watchdogs; it cannot reach the gateway any more.
    this.puppet.stop().catch(() => undefined)
  }

  #lose(trouble: Trouble, message: string): void {
    if (this.#over) return
    this.#over = true
    clearInterval(this.#probe)
    // The address is only known while the wire is there.
    this.#events.lost(trouble, message)
    this.#discard()
  }

  #askForLife(): void {
    const silent = this.#answersProbes && ticks() - this.#lifeAt > SILENCE
    if (silent) this.#lose('silent', 'no sign of life')
    if (this.#over) return
    try {
      this.puppet.ding('')
    } catch (error) {
      this.#lose('ended', messageOf(error))
    }
  }

  #listen(): void {
    const puppet = emitterOf(this.puppet)
    const events = this.#events
    // While it starts, wechaty reports a failure here at once, and by its promise only seconds later.
    puppet.on('error', (error: unknown) => {
      if (!this.#connected) this.#lose(troubleOf(error), messageOf(error))
    })
    const hear = (event: string, told: (payload: Record<string, unknown>) => void) =>
      puppet.on(event, (payload: Record<string, unknown>) => {
        if (!this.#over) told(payload)
      })
    hear('heartbeat', () => {
      this.#lifeAt = ticks()
    })
    hear('dong', () => {
      this.#answersProbes = true
    })
    hear('scan', ({ status, qrcode }) => events.scan(this.built.scanOf(Number(status)), typeof qrcode === 'string' && qrcode !== '' ? qrcode : undefined))
    hear('login', ({ contactId }) => void this.#signIn(String(contactId)))
    hear('logout', () => {
      this.#self = undefined
      events.signedOut()
    })
    hear('message', ({ messageId }) => events.message(String(messageId)))
    hear('friendship', ({ friendshipId }) => events.friendship(String(friendshipId)))
    hear('room-invite', ({ roomInvitationId }) => events.invited(String(roomInvitationId)))
    hear('room-join', ({ roomId, inviteeIdList }) => events.roomJoined(String(roomId), idsOf(inviteeIdList)))
    hear('room-leave', ({ roomId, removeeIdList }) => events.roomLeft(String(roomId), idsOf(removeeIdList)))
    // wechaty would start the same puppet once more.
    hear('reset', () => this.#lose('ended', 'the puppet asked for a new start'))
  }

  async #signIn(id: string): Promise<void> {
    let name = id
    try {
      name = (await within(ANSWER, this.puppet.contactPayload(id), 'no answer')).name || id
    } catch {
      // Signed in all the same; a mention by name is not recognised until the next connection.
    }
    if (this.#over) return
    this.#self = { id, name }
    if (this.#connected) this.#welcome(this.#self)
  }

  #welcome(self: Self): void {
    this.#events.signedIn(self)
    this.#tellSignedIn()
  }
}

const idsOf = (list: unknown): string[] => (Array.isArray(list) ? list.map(String) : [])
