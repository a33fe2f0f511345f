/** Forks the server's process from built JavaScript and gives its commands as methods. */
import { type ChildProcess, fork } from 'node:child_process'
import type { Command, Configuration, PlainOptions, Results, ServerReport } from './control.ts'
import type { Load, LoadReport } from './load.ts'
// The type keeps process.ts in the build: nothing imports it at run time.
import type { Order, Outcome } from './process.ts'

export class BotApiProcess {
  readonly #child: ChildProcess
  readonly #open = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>()
  #lastId = 0
  url = ''
  token = ''

  private constructor(child: ChildProcess) {
    this.#child = child
    child.on('message', ({ id, result, error }: Outcome) => {
      const waiting = this.#open.get(id)
      this.#open.delete(id)
      if (error === undefined) waiting?.resolve(result)
      else waiting?.reject(new Error(error))
    })
    child.on('exit', (code) => {
      for (const { reject } of this.#open.values()) reject(new Error(`the Bot API server's process ended with ${code}`))
      this.#open.clear()
    })
  }

  /** Starts a server in its own process; it keeps only counts unless told otherwise. */
  static async fork(options: PlainOptions = {}): Promise<BotApiProcess> {
    const server = new BotApiProcess(fork(new URL('./process.js', import.meta.url)))
    const { url, token } = await server.#send({ do: 'start', options })
    server.url = url
    server.token = token
    return server
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  configure(configuration: Configuration): Promise<undefined> {
    return this.#send({ do: 'configure', configuration })
  }

  load(load: Load): Promise<LoadReport> {
    return this.#send({ do: 'load', load })
  }

  report(): Promise<ServerReport> {
    return this.#send({ do: 'report' })
  }

  down(): Promise<undefined> {
    return this.#send({ do: 'down' })
  }

  up(): Promise<undefined> {
    return this.#send({ do: 'up' })
  }

  /** Stops the server and its process. */
  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve))
    await this.#send({ do: 'stop' })
    await ended
  }

  #send<C extends Command>(command: C): Promise<Results[C['do']]> {
    return new Promise((resolve, reject) => {
      this.#lastId += 1
      const order: Order = { id: this.#lastId, command }
      this.#open.set(order.id, { resolve: resolve as (result: unknown) => void, reject })
      this.#child.send(order)
    })
  }
}
