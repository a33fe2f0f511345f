/** Delivery by webhook: in order per chat, side by side across chats, repeated until taken. */
import { Agent, type IncomingMessage, request } from 'node:http'
import { readBody } from './body.ts'
import { isObject, text } from './params.ts'
import type { Params, Update, Uploads } from './types.ts'
import type { UpdateQueue } from './updates.ts'

export interface WebhookOptions {
  /** Milliseconds before the first and at most before each further repeat; the wait doubles in between. */
  retryMs: number
  retryMaxMs: number
  /** Milliseconds after which a silent webhook counts as failed. */
  answerMs: number
}

/** The real server's waits, shortened so that tests do not sleep. */
export const QUICK_WEBHOOK: WebhookOptions = { retryMs: 20, retryMaxMs: 500, answerMs: 60_000 }

export interface WebhookTarget {
  url: string
  secret: string
  maxConnections: number
}

interface Line {
  waiting: Update[]
  busy: boolean
  fails: number
}

export class Webhook {
  target: WebhookTarget | undefined
  lastError: { date: number; message: string } | undefined
  options: WebhookOptions
  readonly #queue: UpdateQueue
  readonly #execute: (method: string, params: Params, uploads: Uploads) => void
  readonly #onFailure: (message: string) => void
  #lines = new Map<string, Line>()
  #ready: Line[] = []
  #connections = 0
  #agent = new Agent({ keepAlive: true })
  /** Grows with each target, so that late answers of an old one change nothing. */
  #generation = 0

  constructor(
    options: WebhookOptions,
    queue: UpdateQueue,
    execute: (method: string, params: Params, uploads: Uploads) => void,
    onFailure: (message: string) => void,
  ) {
    this.options = options
    this.#queue = queue
    this.#execute = execute
    this.#onFailure = onFailure
  }

  /** Delivers to `target` from now on; undefined ends the webhook and leaves what is untaken in the queue. */
  set(target: WebhookTarget | undefined): void {
    this.#generation += 1
    this.target = target
    this.lastError = undefined
    this.#lines = new Map()
    this.#ready = []
    this.#connections = 0
    this.#agent.destroy()
    this.#agent = new Agent({ keepAlive: true })
    this.#queue.onUpdate = target && ((update) => this.#enqueue(update))
    if (target) for (const update of this.#queue.pending.values()) this.#enqueue(update)
  }

  #enqueue(update: Update): void {
    const key = lineOf(update)
    let line = this.#lines.get(key)
    if (!line) {
      line = { waiting: [], busy: false, fails: 0 }
      this.#lines.set(key, line)
    }
    line.waiting.push(update)
    if (!line.busy) {
      line.busy = true
      this.#ready.push(line)
      this.#pump()
    }
  }

  #pump(): void {
    while (this.target && this.#ready.length > 0 && this.#connections < this.target.maxConnections) {
      const line = this.#ready.shift()
      const update = line?.waiting[0]
      if (line && update) this.#deliver(line, update, this.target)
    }
  }

  #deliver(line: Line, update: Update, target: WebhookTarget): void {
    const generation = this.#generation
    this.#connections += 1
    this.#queue.handed(update.update_id)
    let over = false
    const end = (failure: string | undefined, retryAfter = 0) => {
      if (over || generation !== this.#generation) return
      over = true
      this.#connections -= 1
      if (failure === undefined) this.#taken(line, update)
      else this.#failed(line, failure, retryAfter)
      this.#pump()
    }
    const body = JSON.stringify(update)
    const headers: Record<string, string | number> = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    if (target.secret !== '') headers['x-telegram-bot-api-secret-token'] = target.secret
    const call = request(target.url, { method: 'POST', agent: this.#agent, headers, timeout: this.options.answerMs }, (response) =>
      this.#answered(response, end),
    )
    call.on('error', (error) => end(`Connection failed: ${error.message}`))
    call.on('timeout', () => call.destroy(new Error('Read timeout expired')))
    call.end(body)
  }

  #answered(response: IncomingMessage, end: (failure: string | undefined, retryAfter?: number) => void): void {
    const chunks: Buffer[] = []
    response.on('data', (chunk: Buffer) => chunks.push(chunk))
    response.on('error', (error) => end(`Connection failed: ${error.message}`))
    response.on('end', () => {
      const code = response.statusCode ?? 0
      if (code < 200 || code > 299)
        return end(`Wrong response from the webhook: ${code} ${response.statusMessage ?? ''}`, Number(response.headers['retry-after']) || 0)
      this.#executeAnswer(response.headers['content-type'] ?? '', Buffer.concat(chunks))
      return end(undefined)
    })
  }

  /** The answer's body may be a call, except of the methods that read or change the webhook itself. */
  #executeAnswer(contentType: string, bytes: Buffer): void {
    try {
      const { params, uploads } = readBody(contentType, bytes, '')
      const method = text(params, 'method')
      if (method === '' || /^(get.*|setwebhook|deletewebhook|close|logout)$/i.test(method)) return
      const { method: _, ...rest } = params
      this.#execute(method, rest, uploads)
    } catch {
      // an unreadable body is no call
    }
  }

  #taken(line: Line, update: Update): void {
    line.waiting.shift()
    line.fails = 0
    this.#queue.settle(update.update_id)
    if (line.waiting.length > 0) this.#ready.push(line)
    else {
      line.busy = false
      this.#lines.delete(lineOf(update))
    }
  }

  #failed(line: Line, failure: string, retryAfterSeconds: number): void {
    this.lastError = { date: Math.floor(Date.now() / 1_000), message: failure }
    this.#onFailure(failure)
    const wait = retryAfterSeconds > 0 ? retryAfterSeconds * 1_000 : Math.min(this.options.retryMaxMs, this.options.retryMs * 2 ** line.fails)
    line.fails += 1
    const generation = this.#generation
    setTimeout(() => {
      if (generation !== this.#generation) return
      this.#ready.push(line)
      this.#pump()
    }, wait).unref()
  }
}

/** The chat, or else the person, an update belongs to: updates of one line keep their order. */
function lineOf(update: Update): string {
  for (const [kind, content] of Object.entries(update)) {
    if (kind === 'update_id' || !isObject(content)) continue
    const message = isObject(content.message) ? content.message : content
    if (isObject(message.chat)) return `chat ${String(message.chat.id)}`
    const from = content.from ?? content.user
    if (isObject(from)) return `user ${String(from.id)}`
  }
  return `update ${update.update_id}`
}
