/** The server by messages: what its own process obeys. */
import type { Chance, Fault } from './faults.ts'
import type { LimitOptions } from './limits.ts'
import { type Load, type LoadReport, runLoad } from './load.ts'
import type { Person } from './people.ts'
import type { Counts } from './records.ts'
import { BotApi, type BotApiOptions } from './server.ts'

/** Options without functions, as they travel between processes. */
export type PlainOptions = Omit<BotApiOptions, 'now' | 'monotonic'>

export interface Configuration {
  latencyMs?: number
  /** null switches the limits off. */
  limits?: Partial<LimitOptions> | null
  /** Scripted faults to add. */
  next?: readonly { method: string; fault: Fault; count?: number }[]
  chance?: Chance
  clearFaults?: boolean
  countOnly?: boolean
  /** Forget the records so far. */
  clearRecords?: boolean
}

export type Command =
  | { do: 'start'; options: PlainOptions }
  | { do: 'configure'; configuration: Configuration }
  | { do: 'load'; load: Load }
  | { do: 'report' }
  | { do: 'down' }
  | { do: 'up' }
  | { do: 'stop' }

export interface ServerReport {
  counts: Counts
  /** Updates not yet confirmed. */
  pending: number
  /** CPU milliseconds of the server's process since it started. */
  cpuMs: number
}

export interface Results {
  start: { url: string; token: string }
  configure: undefined
  load: LoadReport
  report: ServerReport
  down: undefined
  up: undefined
  stop: undefined
}

export class Control {
  #api: BotApi | undefined
  readonly #people: Person[] = []

  async obey(command: Command): Promise<Results[Command['do']]> {
    if (command.do === 'start') {
      this.#api = await BotApi.start({ countOnly: true, ...command.options })
      return { url: this.#api.url, token: this.#api.token }
    }
    const api = this.#api
    if (!api) throw new Error('the server is not started')
    switch (command.do) {
      case 'configure':
        configure(api, command.configuration)
        return undefined
      case 'load':
        while (this.#people.length < command.load.users) this.#people.push(api.world.person())
        return runLoad(api.core, command.load, this.#people)
      case 'report': {
        const { user, system } = process.cpuUsage()
        return { counts: api.records.counts, pending: api.queue.pending.size, cpuMs: (user + system) / 1_000 }
      }
      case 'down':
        return api.down().then(() => undefined)
      case 'up':
        return api.up().then(() => undefined)
      case 'stop':
        return api.stop().then(() => undefined)
    }
  }
}

function configure(api: BotApi, { latencyMs, limits, next, chance, clearFaults, countOnly, clearRecords }: Configuration): void {
  if (latencyMs !== undefined) api.latencyMs = latencyMs
  if (limits !== undefined) api.limits.configure(limits ?? undefined)
  if (clearFaults) api.faults.clear()
  for (const { method, fault, count } of next ?? []) api.faults.next(method, fault, count === undefined ? {} : { count })
  if (chance) api.faults.chance(chance)
  if (countOnly !== undefined) {
    api.records.countOnly = countOnly
    api.core.state.countOnly = countOnly
  }
  if (clearRecords) api.records.clear()
}
