/** All of the server except HTTP: what a call does when it arrives. */
import { Faults } from './faults.ts'
import { type LimitOptions, Limits } from './limits.ts'
import { METHODS } from './methods.ts'
import { Records } from './records.ts'
import { State } from './state.ts'
import { ApiError, type BotUser, Described, type Params, type Uploads } from './types.ts'
import { UpdateQueue } from './updates.ts'
import { QUICK_WEBHOOK, Webhook, type WebhookOptions } from './webhook.ts'

export interface CoreOptions {
  token: string
  bot: Partial<BotUser>
  limits: Partial<LimitOptions> | undefined
  webhook: Partial<WebhookOptions>
  countOnly: boolean
  /** The wall clock in milliseconds, for the dates in messages. */
  now: () => number
  /** The monotonic clock in milliseconds, for limits and records. */
  monotonic: () => number
}

/** The end of a call before it becomes HTTP. */
export interface Answer {
  code: number
  body: { ok: boolean; result?: unknown; error_code?: number; description?: string; parameters?: { retry_after?: number; migrate_to_chat_id?: number } }
}

/** One call as a method sees it. */
export interface Context {
  method: string
  params: Params
  uploads: Uploads
  /** Runs its argument when the caller hangs up. */
  onGone: (act: () => void) => void
}

export class Core {
  readonly token: string
  readonly state: State
  readonly records: Records
  readonly queue: UpdateQueue
  readonly limits: Limits
  readonly faults = new Faults()
  readonly webhook: Webhook
  /** Command lists by scope and language. */
  readonly commands = new Map<string, unknown[]>()
  loggedOut = false
  readonly now: () => number
  readonly monotonic: () => number

  constructor(options: CoreOptions) {
    this.token = options.token
    this.now = options.now
    this.monotonic = options.monotonic
    this.state = new State(botUser(options), options.countOnly, options.now)
    this.records = new Records(options.countOnly)
    this.queue = new UpdateQueue(this.records, options.monotonic)
    this.limits = new Limits(options.monotonic)
    this.limits.configure(options.limits)
    this.webhook = new Webhook(
      { ...QUICK_WEBHOOK, ...options.webhook },
      this.queue,
      (method, params, uploads) => this.#executeFromWebhook(method, params, uploads),
      () => {
        this.records.counts.webhookFailures += 1
        this.records.changed()
      },
    )
  }

  /** Carries out a call. Only a waiting getUpdates takes time. */
  execute(context: Context): Answer | Promise<Answer> {
    try {
      const method = METHODS[context.method.toLowerCase()]
      if (!method) throw new ApiError(404, 'Not Found')
      if (this.loggedOut) throw new ApiError(400, 'Logged out')
      const result = method(this, context)
      return result instanceof Promise ? result.then(success, failure) : success(result)
    } catch (error) {
      return failure(error)
    }
  }

  /** Carries out a call that came as a webhook's answer, and records it. */
  #executeFromWebhook(method: string, params: Params, uploads: Uploads): void {
    const context: Context = { method, params, uploads, onGone: () => undefined }
    const answer = this.execute(context)
    // Only getUpdates takes time, and a webhook's answer cannot call it.
    if (!(answer instanceof Promise)) this.record(context, answer, answer.body.ok ? 'ok' : 'refused', answer.body.ok, 'webhook')
  }

  record(context: Context, answer: Answer, fate: 'ok' | 'refused' | 'fault' | 'gone', carriedOut: boolean, via: 'http' | 'webhook' = 'http'): void {
    const { method, params } = context
    const description = answer.body.ok ? '' : (answer.body.description ?? '')
    this.records.addCall({ method, params, code: answer.code, fate, carriedOut, description, via, at: this.monotonic() })
  }
}

const success = (result: unknown): Answer =>
  result instanceof Described
    ? { code: 200, body: { ok: true, result: result.result, description: result.description } }
    : { code: 200, body: { ok: true, result } }

export function failure(error: unknown): Answer {
  const known =
    error instanceof ApiError ? error : new ApiError(500, `Internal Server Error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  return {
    code: known.code,
    body: { ok: false, error_code: known.code, description: known.message, ...(known.parameters ? { parameters: known.parameters } : {}) },
  }
}

const botUser = ({ token, bot }: CoreOptions): BotUser => ({
  id: Number(token.split(':')[0]),
  is_bot: true,
  first_name: 'Test bot',
  username: 'test_bot',
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  ...bot,
})
