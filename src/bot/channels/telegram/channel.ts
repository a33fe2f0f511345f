/** Telegram as a channel: by long polling, or by a webhook. The home of grammY, whose client makes the calls. */
import { Api, InputFile, type RawApi } from 'grammy'
import { type Clock, SECOND } from '../../../lib/clock.ts'
import { describe } from '../../../lib/errors.ts'
import type { Log } from '../../../lib/log.ts'
import type { Abilities, Channel, ChannelStatus, Host, OutgoingMessage, PaceLimits, Sent } from '../../channel.ts'
import { type Fault, faultOf } from './errors.ts'
import { Wire } from './http.ts'
import type { Load, Self } from './inbound.ts'
import { Intake } from './intake.ts'
import { POLL_SECONDS, Polling } from './poll.ts'
import * as replies from './replies.ts'
import { Backoff, consequence, MENDED, pause } from './retry.ts'
import { Sender } from './send.ts'
import { KINDS } from './updates.ts'
import { Webhook } from './webhook.ts'

/** How long an answer may take (milliseconds). */
const PATIENCE = 15 * SECOND
/** How long a file may take (milliseconds). */
const FILE_PATIENCE = 60 * SECOND
/** What Telegram may bring at the same time. */
const WEBHOOK_CONNECTIONS = 40
const PUBLIC_ROOT = 'https://api.telegram.org'

export const telegramAbilities: Abilities = {
  buttons: true,
  edits: true,
  files: true,
  replyTo: true,
  privateFromGroup: false,
  readReceipts: false,
  limited: true,
  keepsSent: false,
}

/**
 * A hair below what the Bots FAQ allows (30 a second, 1 a second per chat, 20 a minute per group), so that
 * a network that bunches messages up does not make it more.
 */
export const TELEGRAM_PACE: PaceLimits = { perSecond: 29.8, burst: 12, chatPerSecond: 1, chatBurst: 3, groupPerMinute: 20 }

export interface TelegramOptions {
  token: string
  /** Another Bot API server than the public one. */
  apiRoot?: string | undefined
  /** Updates are brought to `url`, whose path leads to `http.path` or beneath it; absent: long polling. */
  webhook?: { url: string; secret: string } | undefined
  log: Log
  clock: Clock
  /** How fast pushes leave; Telegram's own limits by default. */
  pace?: PaceLimits
}

type Account = Self & replies.Account
/** grammY's own kind of signal; the platform's does the same. */
type Signal = Parameters<RawApi['getMe']>[0]

export class TelegramChannel implements Channel {
  readonly name = 'telegram'
  readonly abilities = telegramAbilities
  readonly pace: PaceLimits
  readonly http?: { readonly path: string; fetch(request: Request): Promise<Response> }
  readonly #options: TelegramOptions
  readonly #root: string
  readonly #wire = new Wire()
  readonly #api: RawApi
  /** The same with the patience that long polling needs. */
  readonly #patientApi: RawApi
  readonly #sender: Sender
  readonly #webhook: Webhook | undefined
  readonly #stopping = new AbortController()
  readonly #stopped = this.#stopping.signal as Signal
  #status: ChannelStatus = { is: 'starting', words: replies.starting }
  #host: Host | undefined
  #account: Account | undefined
  #intake: Intake | undefined
  #life: Promise<void> = Promise.resolve()

  constructor(options: TelegramOptions) {
    this.#options = options
    this.pace = options.pace ?? TELEGRAM_PACE
    this.#root = (options.apiRoot ?? PUBLIC_ROOT).replace(/\/+$/, '')
    this.#api = this.#client(PATIENCE)
    this.#patientApi = this.#client(PATIENCE + POLL_SECONDS * SECOND)
    this.#sender = new Sender({
      api: this.#api,
      upload: ({ name, base64 }) => new InputFile(Buffer.from(base64, 'base64'), name),
      host: () => this.#host,
      username: () => this.#account?.username,
      clock: options.clock,
    })
    if (options.webhook) {
      const webhook = new Webhook({
        secret: options.webhook.secret,
        intake: () => (this.#stopping.signal.aborted ? undefined : this.#intake),
        log: options.log,
      })
      this.#webhook = webhook
      this.http = { path: '/telegram', fetch: (request) => webhook.fetch(request) }
    }
  }

  async start(host: Host): Promise<void> {
    this.#host = host
    this.#life = this.#live(host).catch((error: unknown) => {
      this.#options.log.error({ error: describe(error) }, 'Telegram: the channel has ended by a fault')
      this.#tell({ is: 'down', words: replies.noNetwork(describe(error)) })
    })
  }

  send(message: OutgoingMessage): Promise<Sent> {
    return this.#sender.send(message)
  }

  canSend(): boolean {
    return this.#account !== undefined && this.#sender.canSend()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#life
    await this.#intake?.idle()
    this.#status = { is: 'down', words: replies.stopped }
  }

  status(): ChannelStatus {
    if (this.#status.is !== 'up' || !this.#webhook || !this.#account) return this.#status
    return { is: 'up', words: replies.webhook(this.#account, this.#webhook.refused) }
  }

  /** Until the stop: our own name first, then the way updates come in. */
  async #live(host: Host): Promise<void> {
    const { log } = this.#options
    const { signal } = this.#stopping
    const account = await this.#insist(() => this.#introduce())
    if (!account) return
    this.#account = account
    const intake = new Intake({ self: account, host, load: this.#load, answerPress: (query) => this.#answerPress(query), log })
    this.#intake = intake
    if (!(await this.#insist(() => this.#chooseWay()))) return
    void this.#showMenu()
    if (this.#webhook) return this.#tell({ is: 'up', words: replies.webhook(account, 0) })
    const polling = new Polling({
      fetch: (offset, limit, timeout, ended) => this.#patientApi.getUpdates({ offset, limit, timeout, allowed_updates: KINDS }, ended as Signal),
      deleteWebhook: () => this.#api.deleteWebhook({ drop_pending_updates: false }),
      intake,
      host,
      account,
      tell: (status) => this.#tell(status),
      log,
      signal,
    })
    await polling.run()
  }

  async #introduce(): Promise<Account> {
    const me = await this.#api.getMe(this.#stopped)
    return { id: me.id, username: me.username, seesAll: me.can_read_all_group_messages }
  }

  /** What waits at the server is kept either way. */
  async #chooseWay(): Promise<true> {
    const { webhook } = this.#options
    if (!webhook) return this.#withoutWebhook()
    const { url, secret } = webhook
    return this.#api.setWebhook({ url, secret_token: secret, max_connections: WEBHOOK_CONNECTIONS, allowed_updates: KINDS }, this.#stopped)
  }

  /** A server that refuses may know no webhooks; one that has one will say so when it is asked for updates. */
  async #withoutWebhook(): Promise<true> {
    try {
      await this.#api.deleteWebhook({ drop_pending_updates: false }, this.#stopped)
    } catch (error) {
      const { is, why } = faultOf(error)
      if (is !== 'refused') throw error
      this.#options.log.warn({ why }, 'Telegram: the webhook was not removed')
    }
    return true
  }

  async #showMenu(): Promise<void> {
    try {
      await this.#api.setMyCommands({ commands: replies.commands })
    } catch (error) {
      this.#options.log.warn({ why: faultOf(error).why }, 'Telegram: the menu of commands was not set')
    }
  }

  /** Tries until it works, or until the stop: then undefined. */
  async #insist<T>(work: () => Promise<T>): Promise<T | undefined> {
    const { signal } = this.#stopping
    const backoff = new Backoff()
    while (!signal.aborted) {
      try {
        return await work()
      } catch (error) {
        if (signal.aborted) break
        const { words, wait } = this.#afterFault(faultOf(error), backoff)
        this.#tell({ is: 'down', words })
        await pause(wait, signal)
      }
    }
    return undefined
  }

  #afterFault(fault: Fault, backoff: Backoff): { words: string; wait: number } {
    // Once our name is known, only the webhook's address can be refused.
    if (fault.is === 'refused' && this.#account && this.#webhook) return { words: replies.webhookRefused(fault.why), wait: MENDED }
    return consequence(fault, backoff)
  }

  /** A log line for each change, none for the same thing again. */
  #tell(status: ChannelStatus): void {
    const { log } = this.#options
    if (status.is === this.#status.is && status.words === this.#status.words) return
    this.#status = status
    if (status.is === 'down') log.warn({ words: status.words }, 'Telegram is down')
    else log.info(`Telegram is ${status.is}`)
  }

  async #answerPress(query: string): Promise<void> {
    try {
      await this.#api.answerCallbackQuery({ callback_query_id: query })
    } catch {
      // The hour-glass on the button ends by itself, and an old query can no longer be answered.
    }
  }

  readonly #load: Load = async (sizes, limit) => {
    const fitting = sizes.find(({ file_size: size }) => size === undefined || size <= limit)
    if (!fitting) return 'too-big'
    let path: string | undefined
    try {
      path = (await this.#api.getFile({ file_id: fitting.file_id })).file_path
    } catch (error) {
      const fault = faultOf(error)
      if (fault.is === 'refused') return /too big/i.test(fault.why) ? 'too-big' : 'gone'
      throw new Error(`Telegram, getFile: ${fault.why}`)
    }
    if (!path) return 'gone'
    const { status, bytes } = await this.#wire.fetch(`${this.#root}/file/bot${this.#options.token}/${path}`, {}, FILE_PATIENCE, limit)
    if (status === 200) return bytes ?? 'too-big'
    if (status === 404) return 'gone'
    throw new Error(`Telegram, a file: HTTP ${status}`)
  }

  /** grammY's client on our wire; `within` is our wire's patience, which is shorter than grammY's own. */
  #client(within: number): RawApi {
    const fetch = (url: string, init: Parameters<Wire['fetch']>[1]) => this.#wire.fetch(url, init, within)
    return new Api(this.#options.token, { apiRoot: this.#root, fetch: fetch as never }).raw
  }
}
