/** One life of the app: opened on the database, ended without warning. */
import { App } from '../src/app.ts'
import type { Inbound } from '../src/bot/message.ts'
import type { Receipt } from '../src/bot/outcome.ts'
import { NotTaken } from '../src/bot/receive.ts'
import type { Tx } from '../src/db/db.ts'
import { VirtualClock } from '../src/lib/clock.ts'
import { openLog } from '../src/lib/log.ts'
import type { Line, Network, WireDeath } from './network.ts'

/** The moment of a death within a message's way: on the wire, or in this commit from now on (1: the handler's own), kept or not. */
export type Death = WireDeath | { commit: number; kept: boolean }

const never = <T>(): Promise<T> => new Promise<T>(() => undefined)
function notTaken(error: unknown): [] {
  if (error instanceof NotTaken) return []
  throw error
}

/** Rolls the transaction back in whose middle the process dies. */
class PowerCut extends Error {}

export class Life {
  readonly app: App
  dead = false
  readonly #line: Line
  /** Resolves after the death, when the database's connections are closed. */
  readonly ended: Promise<undefined>
  readonly #tx: App['db']['tx']
  #end: (closed: Promise<void>) => void = () => undefined

  private constructor(app: App, line: Line) {
    this.app = app
    this.#line = line
    this.#tx = app.db.tx.bind(app.db)
    line.onDeath = () => this.die()
    this.ended = new Promise<void>((resolve) => {
      this.#end = resolve
    }).then(() => undefined)
  }

  static async begin(databaseUrl: string, network: Network, now: Date): Promise<Life> {
    const line = network.line()
    const clock = new VirtualClock(now)
    const app = await App.open({
      databaseUrl,
      zone: 'Asia/Shanghai',
      log: openLog('silent'),
      channels: [line],
      clock,
      cacheFolder: 'data/cache',
      filesFolder: 'data/files',
    })
    return new Life(app, line)
  }

  now(): Date {
    return this.app.clock.now()
  }

  /** The clock leaps forward; nothing happens on the way. */
  leap(to: Date): void {
    if (this.app.clock instanceof VirtualClock) this.app.clock.moveTo(to)
  }

  /** Moves the clock; undefined when the process died on the way. */
  async advance(to: Date): Promise<true | undefined> {
    return Promise.race([this.app.advance(to).then(() => true as const), this.ended])
  }

  /**
   * Delivers the message so many times at once. Undefined when the process died before it acknowledged;
   * a delivery that the bot would not take has no receipt.
   */
  async take(message: Inbound, times: number): Promise<Receipt[] | undefined> {
    const deliveries = Array.from({ length: times }, () => this.app.reception.receive(message).then((receipt) => [receipt], notTaken))
    const all = Promise.all(deliveries).then((receipts) => receipts.flat())
    return Promise.race([all, this.ended])
  }

  /** The process will die when it comes to this point; undefined: it will not. */
  doom(death: Death | undefined): void {
    if (this.dead) return
    this.#line.death = typeof death === 'string' ? death : undefined
    if (typeof death !== 'object') {
      this.app.db.tx = this.#tx
      return
    }
    let left = death.commit
    this.app.db.tx = (work) => {
      left -= 1
      return left > 0 ? this.#tx(work) : this.#lastWork(work, death.kept)
    }
  }

  /**
   * Nothing that this life still does reaches the database or the wire. Its connections are closed once
   * what was before the database is through; the worker stays on the list, with our own number and
   * another id, and so counts as dead for the next life.
   */
  die(): void {
    if (this.dead) return
    this.dead = true
    this.#line.cut()
    this.app.db.tx = never
    this.#end(this.app.db.close())
  }

  #lastWork<T>(work: (tx: Tx) => Promise<T>, kept: boolean): Promise<T> {
    this.app.db.tx = never
    const last = this.#tx(async (tx) => {
      await work(tx)
      if (!kept) throw new PowerCut()
    })
    const die = () => this.die()
    void last.then(die, die)
    return never()
  }
}
