/** WeChat, through whatever puppet wechaty's settings name: keeps itself connected and translates. */
import { SECOND } from '../../../lib/clock.ts'
import { describe } from '../../../lib/errors.ts'
import type { Log } from '../../../lib/log.ts'
import { qrText } from '../../../lib/qr.ts'
import { below } from '../../../lib/random.ts'
import type { Abilities, Channel, ChannelStatus, Host, OutgoingMessage, PaceLimits, Sent } from '../../channel.ts'
import { Guests } from './guests.ts'
import { Intake } from './intake.ts'
import { putFile, refusal, wordsFor, write } from './outbound.ts'
import { HUMAN, type Pace, Pacer } from './pace.ts'
import { buildPuppet } from './puppet.ts'
import * as replies from './replies.ts'
import { type Self, Session, type SessionEvents } from './session.ts'
import { messageOf, type Trouble, troubleOf } from './trouble.ts'
import { pause } from './waiting.ts'

export const wechatAbilities: Abilities = {
  buttons: false,
  edits: false,
  files: true,
  replyTo: false,
  privateFromGroup: false,
  readReceipts: false,
  limited: true,
  keepsSent: false,
}

/** What careful operators of personal accounts allow themselves; answers are not counted. One message at a time is the pacer's. */
export const WECHAT_PACE: PaceLimits = { pushesPerDay: 200, guarded: true }

/** Pauses before the next try (milliseconds): the first, and the longest. */
const FIRST_PAUSE = 0.5 * SECOND
const LONGEST_PAUSE = 2 * SECOND
/** Wrong settings do not mend themselves. */
const SETTINGS_PAUSE = 30 * SECOND
/** How often it is asked whose line this is. */
const LINE = 3 * SECOND
/** How long a stop waits for the answers in hand. */
const FAREWELL = 6 * SECOND

export interface WechatOptions {
  log: Log
  /** How fast messages leave; a person's pace by default. */
  pace?: Pace
  /** Where a puppet without a gateway keeps its sign-in: a file, without its ending. By default it forgets. */
  memory?: string
  /** Shows the sign-in code to whoever started the process. */
  show?: (code: string) => void
}

export class WechatChannel implements Channel {
  readonly name = 'wechat'
  readonly abilities = wechatAbilities
  readonly pace = WECHAT_PACE
  readonly #log: Log
  readonly #pacer: Pacer
  readonly #memory: string | undefined
  readonly #show: (code: string) => void
  readonly #stopped = new AbortController()
  #session: Session | undefined
  #status: ChannelStatus = { is: 'starting', words: replies.status.starting }
  #shown: string | undefined
  #intake: Intake | undefined
  #guests: Guests | undefined
  #running: Promise<void> = Promise.resolve()

  constructor({ log, pace = HUMAN, memory, show = (code) => process.stdout.write(`${code}\n`) }: WechatOptions) {
    this.#log = log
    this.#pacer = new Pacer(pace)
    this.#memory = memory
    this.#show = show
  }

  async start(host: Host): Promise<void> {
    const intake = new Intake(host, this.#log, () => this.#session)
    this.#intake = intake
    const session = () => (this.#session?.self ? this.#session : undefined)
    this.#guests = new Guests({ pacer: this.#pacer, log: this.#log, session, greet: (inbound) => intake.take(inbound), stopped: this.#stopped.signal })
    this.#running = this.#supervise(host)
  }

  async stop(): Promise<void> {
    await this.#intake?.stop(FAREWELL)
    this.#stopped.abort()
    this.#pacer.release()
    await this.#running
    this.#status = { is: 'down', words: replies.status.stopped }
  }

  canSend(): boolean {
    return this.#session?.self !== undefined
  }

  status(): ChannelStatus {
    return this.#status
  }

  async send(message: OutgoingMessage): Promise<Sent> {
    const session = this.#session
    if (!session?.self) return write(undefined, message.to, '', [])
    const wait = this.#pacer.enter(message)
    if (wait) return { is: 'later', ...wait }
    try {
      return (await refusal(session, message)) ?? (await this.#write(session, message))
    } finally {
      this.#pacer.leave()
    }
  }

  async #write(session: Session, message: OutgoingMessage): Promise<Sent> {
    const { pieces, mention } = await wordsFor(session, message)
    for (const [position, piece] of pieces.entries()) {
      const sent = await this.#pacer.inTurn(message.kind, piece, () => write(this.#session, message.to, piece, position === 0 ? mention : []))
      // Part of it is out: what became of the whole cannot be told.
      if (sent.is !== 'sent' && position > 0) throw new Error('WeChat: only the first part was sent')
      if (sent.is !== 'sent') return sent
    }
    for (const file of message.files ?? []) await this.#putFile(message, file)
    return { is: 'sent' }
  }

  /** The words are out by now: a file that the puppet does not take is told of in a line. */
  async #putFile({ kind, to }: OutgoingMessage, file: NonNullable<OutgoingMessage['files']>[number]): Promise<void> {
    const sent = await this.#pacer.inTurn(kind, file.name, () => putFile(this.#session, to, file))
    if (sent.is === 'later') throw new Error('WeChat: the words were sent, the file was not')
    if (sent.is !== 'sent') await this.#pacer.inTurn(kind, '', () => write(this.#session, to, replies.fileRefused(file.name), []))
  }

  /** Connects again and again, as long as the line is ours. */
  async #supervise(host: Host): Promise<void> {
    const stopped = this.#stopped.signal
    let wait = FIRST_PAUSE
    while (!stopped.aborted) {
      if (!(await this.#holdsLine(host, false))) {
        this.#status = { is: 'standby', words: replies.status.standby }
        await pause(LINE, stopped)
        continue
      }
      const { connected, settings } = await this.#connection(host)
      if (stopped.aborted) return
      wait = connected ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, wait * 2)
      await pause(settings ? SETTINGS_PAUSE : wait - below(wait / 4), stopped)
    }
  }

  /** One connection from its beginning to its end. */
  async #connection(host: Host): Promise<{ connected: boolean; settings: boolean }> {
    const over = new AbortController()
    const stopped = AbortSignal.any([this.#stopped.signal, over.signal])
    let connected = false
    let settings = false
    const failed = (trouble: Trouble, message: string) => {
      settings = trouble === 'settings'
      this.#trouble(trouble, message)
      over.abort()
    }
    let session: Session | undefined
    try {
      const built = await buildPuppet(this.#log, this.#memory)
      session = new Session(built, { ...this.#events(host), connected: () => this.#connected(), lost: failed })
      this.#session = session
      await Promise.race([session.open(), ended(stopped)])
      connected = !stopped.aborted
    } catch (error) {
      failed(troubleOf(error), messageOf(error))
    }
    while (!stopped.aborted) {
      await pause(LINE, stopped)
      if (!stopped.aborted && !(await this.#holdsLine(host, true))) over.abort()
    }
    this.#session = undefined
    await session?.close(this.#stopped.signal.aborted)
    return { connected, settings }
  }

  #events(host: Host): Omit<SessionEvents, 'connected' | 'lost'> {
    return {
      signedIn: (self) => this.#signedIn(self),
      signedOut: () => this.#signIn(undefined, replies.status.noCodeYet),
      scan: (step, code) => {
        if (step === 'scanned') this.#signIn(undefined, replies.status.scanned)
        if (step === 'wanted') this.#signIn(code, code ? replies.status.signIn : replies.status.noCodeYet)
      },
      message: (id) => this.#intake?.arrived(id),
      friendship: (id) => void this.#guests?.friendship(id),
      invited: (id) => void this.#guests?.invited(id),
      roomJoined: (room, who) => this.#inRoom(room, who, () => this.#joined(host, room)),
      roomLeft: (room, who) => this.#inRoom(room, who, () => host.reach({ kind: 'group', id: room }, room, 'the bot was removed from the room')),
    }
  }

  #connected(): void {
    if (this.#status.is !== 'sign-in') this.#signIn(undefined, replies.status.noCodeYet)
    this.#log.info('wechat: connected to the gateway')
  }

  #signedIn({ name }: Self): void {
    this.#status = { is: 'up', words: replies.status.up(name) }
    this.#shown = undefined
    this.#log.info('wechat: signed in')
  }

  #signIn(code: string | undefined, words: string): void {
    this.#status = { is: 'sign-in', words, ...(code ? { code } : {}) }
    if (!code || code === this.#shown) return
    this.#shown = code
    this.#log.warn('wechat: somebody must scan the code')
    qrText(code).then(
      (text) => this.#show(`${text}\n${words}`),
      (error: unknown) => this.#log.error({ error: describe(error) }, 'wechat: the code could not be drawn'),
    )
  }

  #trouble(trouble: Trouble, message: string): void {
    const words = replies.trouble[trouble](this.#session?.address)
    // Repeated tries with the same result are one line; complaints about settings quote the token.
    if (this.#status.words !== words)
      this.#log.warn({ trouble, ...(trouble === 'settings' ? {} : { error: message.slice(0, 200) }) }, 'wechat: no connection; trying again')
    this.#status = { is: 'down', words }
  }

  /** Only what happens to the bot itself counts. */
  #inRoom(room: string, who: readonly string[], then: () => Promise<void>): void {
    const self = this.#session?.self?.id
    if (self === undefined || !who.includes(self)) return
    then().catch((error: unknown) => this.#log.error({ room, error: describe(error) }, 'wechat: coming to or leaving a room could not be stored'))
  }

  async #joined(host: Host, room: string): Promise<void> {
    const topic = await this.#session?.puppet.roomPayload(room).then(
      (payload) => payload.topic,
      () => undefined,
    )
    await host.reach({ kind: 'group', id: room }, room)
    await host.joined(room, topic)
  }

  /** While the database cannot say, everything stays as it is. */
  async #holdsLine(host: Host, otherwise: boolean): Promise<boolean> {
    try {
      return await host.holdsLine()
    } catch (error) {
      this.#log.warn({ error: describe(error) }, 'wechat: it is not known whose line this is')
      return otherwise
    }
  }
}

const ended = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
