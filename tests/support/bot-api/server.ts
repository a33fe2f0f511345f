/** A Telegram Bot API server on 127.0.0.1 for tests and benchmarks: real HTTP around the core, with delay and faults. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { readBody } from './body.ts'
import { type Answer, type Context, Core, type CoreOptions, failure } from './core.ts'
import { carriedOut, FAILURES, type Fault, proxyPage } from './faults.ts'
import type { LimitOptions } from './limits.ts'
import type { Records } from './records.ts'
import { ApiError, type BotUser, tooMany } from './types.ts'
import type { WebhookOptions, WebhookTarget } from './webhook.ts'
import { World } from './world.ts'

export const TOKEN = '7000000001:AAtest-token_of-the-local-server'

export interface BotApiOptions {
  /** 0 takes any free port. */
  port?: number
  token?: string
  bot?: Partial<BotUser>
  /** Milliseconds each answer takes: half before the method is carried out, half after. */
  latencyMs?: number
  /** Flood limits; absent: none. An empty object: the usual ones. */
  limits?: Partial<LimitOptions>
  webhook?: Partial<WebhookOptions>
  /** Keep only counts, for benchmarks. */
  countOnly?: boolean
  now?: () => number
  monotonic?: () => number
}

/** Connections idle this long (ms) are closed: well beyond any pause of a bot, so that no request meets a closing socket. */
const KEEP_ALIVE = 120_000
const WAIT_USUAL = 5_000
const NO_HEADERS: Record<string, number> = {}

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  body: Buffer | undefined
}

export class BotApi {
  readonly core: Core
  readonly world: World
  latencyMs: number
  #server: Server | undefined
  readonly #sockets = new Set<Socket>()
  #port: number
  /** Where the webhook pointed when the server went down. */
  #pausedWebhook: WebhookTarget | undefined

  private constructor(options: BotApiOptions) {
    const core: CoreOptions = {
      token: options.token ?? TOKEN,
      bot: options.bot ?? {},
      limits: options.limits,
      webhook: options.webhook ?? {},
      countOnly: options.countOnly ?? false,
      now: options.now ?? Date.now,
      monotonic: options.monotonic ?? (() => performance.now()),
    }
    this.core = new Core(core)
    this.world = new World(this.core)
    this.latencyMs = options.latencyMs ?? 0
    this.#port = options.port ?? 0
  }

  static async start(options: BotApiOptions = {}): Promise<BotApi> {
    const api = new BotApi(options)
    await api.up()
    return api
  }

  /** The root a bot is given: `http://127.0.0.1:port`, without a slash at its end. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  get token(): string {
    return this.core.token
  }

  get records(): Records {
    return this.core.records
  }

  get faults(): Core['faults'] {
    return this.core.faults
  }

  get limits(): Core['limits'] {
    return this.core.limits
  }

  get queue(): Core['queue'] {
    return this.core.queue
  }

  /** Delivered messages, oldest first. */
  get sent(): Records['sent'] {
    return this.core.records.sent
  }

  /** Resolves with the first truthy answer of `predicate`, asked whenever something is recorded. */
  until<T>(predicate: () => T | undefined | false | null, timeoutMs = WAIT_USUAL): Promise<T> {
    return this.core.records.until(predicate, timeoutMs)
  }

  /** Listens (again, on the same port). */
  async up(): Promise<void> {
    if (this.#server) return
    const server = createServer({ keepAliveTimeout: KEEP_ALIVE, requestTimeout: 0 }, (request, response) => this.#receive(request, response))
    server.on('connection', (socket: Socket) => {
      socket.setNoDelay(true)
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.#port, '127.0.0.1', resolve)
    })
    this.#port = (server.address() as AddressInfo).port
    this.#server = server
    if (this.#pausedWebhook) this.core.webhook.set(this.#pausedWebhook)
    this.#pausedWebhook = undefined
  }

  /** The server is gone: no listening, all connections cut, calls that wait in the delay are not carried out. The state stays. */
  async down(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (!server) return
    this.#pausedWebhook = this.core.webhook.target
    this.core.webhook.set(undefined)
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }

  async stop(): Promise<void> {
    await this.down()
    this.#pausedWebhook = undefined
  }

  #receive(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('error', () => undefined)
    request.on('end', () => {
      const exchange: Exchange = { request, response, body: chunks.length < 2 ? chunks[0] : Buffer.concat(chunks) }
      this.#after(() => this.#process(exchange))
    })
  }

  /** Runs `act` after half the latency. */
  #after(act: () => void): void {
    if (this.latencyMs > 0) setTimeout(act, this.latencyMs / 2)
    else act()
  }

  #process({ request, response, body }: Exchange): void {
    if (!this.#server) return
    const [path = '', query = ''] = (request.url ?? '').split('?', 2)
    const match = /^\/(file\/)?bot([^/]*)\/(.*)$/.exec(path)
    const method = match?.[1] ? 'file' : (match?.[3] ?? '')
    const context: Context = { method, params: {}, uploads: new Map(), onGone: (act) => response.once('close', act) }
    try {
      if (!match) throw new ApiError(404, 'Not Found')
      if (decodeURIComponent(match[2] ?? '') !== this.core.token) throw new ApiError(401, 'Unauthorized')
      if (method === 'file') {
        this.#download(context, decodeURIComponent(match[3] ?? ''), response)
        return
      }
      const { params, uploads } = readBody(request.headers['content-type'] ?? '', body, query)
      this.#call({ ...context, params, uploads }, request, response)
    } catch (error) {
      const answer = failure(error)
      this.core.record(context, answer, 'refused', false)
      this.#answer(response, answer)
    }
  }

  #call(context: Context, request: IncomingMessage, response: ServerResponse): void {
    const fault = this.core.faults.take(context.method.toLowerCase(), context.params)
    if (fault && !carriedOut(fault)) {
      this.#spoil(fault, context, false, request, response)
      return
    }
    const finish = (answer: Answer) => {
      if (fault) {
        this.#spoil(fault, context, answer.body.ok, request, response)
        return
      }
      this.core.record(context, answer, response.destroyed ? 'gone' : answer.body.ok ? 'ok' : 'refused', answer.body.ok)
      this.#answer(response, answer)
    }
    const answer = this.core.execute(context)
    if (answer instanceof Promise) void answer.then(finish)
    else finish(answer)
  }

  /** Ends an exchange the way the fault wants it. */
  #spoil(fault: Fault, context: Context, done: boolean, request: IncomingMessage, response: ServerResponse): void {
    const note = (code: number, description: string) => this.core.record(context, { code, body: { ok: false, description } }, 'fault', done)
    if (fault.kind === 'reset') {
      note(0, 'reset')
      this.#after(() => request.socket.resetAndDestroy())
    } else if (fault.kind === 'silence') note(0, 'silence')
    else if (fault.kind === 'garbage') {
      note(200, 'garbage')
      this.#write(response, 200, 'application/json', '{"ok":true,"result":{"mess')
    } else if (fault.kind === 'flood') {
      const answer = failure(tooMany(fault.retryAfter))
      note(answer.code, answer.body.description ?? '')
      this.#answer(response, answer)
    } else {
      note(fault.code, FAILURES[fault.code] ?? '')
      if (fault.html) this.#write(response, fault.code, 'text/html', proxyPage(fault.code))
      else this.#answer(response, failure(new ApiError(fault.code, FAILURES[fault.code] ?? 'Error')))
    }
  }

  #download(context: Context, path: string, response: ServerResponse): void {
    const fault = this.core.faults.take('file', { path })
    const file = this.core.state.filesByPath.get(path)
    const noted: Context = { ...context, params: { path } }
    if (fault) {
      this.#spoil(fault, noted, false, response.req, response)
      return
    }
    if (!file) throw new ApiError(404, 'Not Found')
    this.core.record(noted, { code: 200, body: { ok: true } }, 'ok', true)
    this.#write(response, 200, 'application/octet-stream', file.bytes)
  }

  #answer(response: ServerResponse, answer: Answer): void {
    const wait = answer.body.parameters?.retry_after
    this.#write(response, answer.code, 'application/json', JSON.stringify(answer.body), wait === undefined ? NO_HEADERS : { 'retry-after': wait })
  }

  #write(response: ServerResponse, code: number, type: string, body: string | Buffer, headers: Record<string, number> = NO_HEADERS): void {
    this.#after(() => {
      if (response.destroyed) return
      response.writeHead(code, { 'content-type': type, 'content-length': Buffer.byteLength(body), ...headers })
      response.end(body)
    })
  }
}
