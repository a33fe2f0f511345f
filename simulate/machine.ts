/** The machine the bot runs on: dies now and then, loses its clock, and is always started again on the same database. */
import type { Inbound } from '../src/bot/message.ts'
import type { Receipt } from '../src/bot/outcome.ts'
import type { Db } from '../src/db/db.ts'
import { after, MINUTE } from '../src/lib/clock.ts'
import type { Chance } from './chance.ts'
import { type Death, Life } from './life.ts'
import type { Network } from './network.ts'

export class Machine {
  deaths = 0
  clockSteps = 0
  readonly #databaseUrl: string
  readonly #network: Network
  #life: Life

  private constructor(databaseUrl: string, network: Network, life: Life) {
    this.#databaseUrl = databaseUrl
    this.#network = network
    this.#life = life
  }

  static async start(databaseUrl: string, network: Network, now: Date): Promise<Machine> {
    return new Machine(databaseUrl, network, await Life.begin(databaseUrl, network, now))
  }

  get db(): Db {
    return this.#life.app.db
  }

  now(): Date {
    return this.#life.now()
  }

  /** Moves the clock to `at`, unless it stands later already. */
  async advance(at: Date): Promise<void> {
    while (!(await this.#life.advance(at))) await this.#again(this.#life.now())
  }

  /** Delivers a message, as often as it takes to have it acknowledged. */
  async take(message: Inbound, times: number, death: Death | undefined): Promise<Receipt[]> {
    this.#life.doom(death)
    let receipts = await this.#life.take(message, times)
    if (receipts) await this.#life.advance(this.now()) // what the message gave rise to is on its way
    this.#life.doom(undefined)
    while (this.#life.dead || !receipts) {
      await this.#again(this.now())
      receipts ??= await this.#life.take(message, 1)
      await this.advance(this.now())
    }
    return receipts
  }

  /** The clock is found wrong: set forward while the bot runs, or set back while it is down. */
  async stepClock(chance: Chance): Promise<void> {
    this.clockSteps += 1
    const step = chance.between(3, 150) * MINUTE
    if (chance.happens(0.5)) return this.#life.leap(after(this.now(), step))
    await this.dies(after(this.now(), -step))
  }

  /** Dies with nothing in hand, and starts again at `now`. */
  async dies(now = this.now()): Promise<void> {
    this.#life.die()
    await this.#life.ended
    await this.#again(now)
  }

  async stop(): Promise<void> {
    await this.#life.app.stop()
  }

  async #again(now: Date): Promise<void> {
    this.deaths += 1
    this.#life = await Life.begin(this.#databaseUrl, this.#network, now)
  }
}
