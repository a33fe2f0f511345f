/** Long polling: an update is confirmed, by asking for those behind it, only when it is stored. */
import { SECOND, ticks } from '../../../lib/clock.ts'
import { describe } from '../../../lib/errors.ts'
import type { Log } from '../../../lib/log.ts'
import type { ChannelStatus, Host } from '../../channel.ts'
import { NotTaken } from '../../receive.ts'
import { type Fault, faultOf } from './errors.ts'
import { firstReason, type Intake, type Refused } from './intake.ts'
import * as replies from './replies.ts'
import { Backoff, consequence, pause } from './retry.ts'

/** How long the server keeps a question for updates open (seconds). */
export const POLL_SECONDS = 30
const BATCH = 100
/** How often the line is asked for; its lease is longer. */
const ASK = 5 * SECOND
/** A fault of ours that the same update meets this often, while others are answered, is not met again. */
const PATIENCE = 4

/** A batch in hand is waited for so long before the server is asked for what came meanwhile (milliseconds). */
const SLOW = 300

/** An empty answer that came sooner is followed by a rest as long (milliseconds). */
const QUICK = 250

const TAKEN = 'taken'
const STORED = 'stored'
const AGAIN = 'again'

export interface PollParts {
  /** Asks for updates from `offset` on; the server may wait so many seconds before it says "none". */
  fetch(offset: number, limit: number, seconds: number, signal: AbortSignal): Promise<unknown>
  /** Removes a webhook that stands in the way. */
  deleteWebhook(): Promise<unknown>
  intake: Intake
  host: Pick<Host, 'holdsLine'>
  account: replies.Account
  tell(status: ChannelStatus): void
  log: Log
  signal: AbortSignal
}

export class Polling {
  readonly #parts: PollParts
  readonly #backoff = new Backoff()
  /** Updates that met a fault of ours: how often, and how many messages had been answered before the first time. */
  readonly #faults = new Map<number, { times: number; answered: number }>()
  #answered = 0
  #offset = 0
  /** Updates that are not confirmed yet: in hand, stored, or to be brought again. */
  readonly #window = new Map<number, typeof TAKEN | typeof STORED | typeof AGAIN>()
  readonly #hands = new Set<Promise<void>>()
  /** How long to rest before the next question, after something could not be stored (milliseconds). */
  #rest = 0
  /** The last question was answered: the next one may stay open long. */
  #steady = false
  #line: 'ours' | 'theirs' | 'unknown' = 'unknown'
  #askedAt = Number.NEGATIVE_INFINITY

  constructor(parts: PollParts) {
    this.#parts = parts
  }

  /** Runs until the signal; resolves when what was fetched is handed in. Never throws. */
  async run(): Promise<void> {
    const { signal, tell, account } = this.#parts
    while (!signal.aborted) {
      if (ticks() - this.#askedAt >= ASK) await this.#askLine()
      if (this.#line === 'ours') await this.#round()
      else {
        this.#steady = false
        tell(this.#line === 'theirs' ? { is: 'standby', words: replies.standby(account) } : { is: 'down', words: replies.cannotStore })
        await pause(ASK, signal)
      }
    }
    await Promise.all(this.#hands)
  }

  /** A database that does not answer cannot take messages either. */
  async #askLine(): Promise<void> {
    const { host, log } = this.#parts
    try {
      this.#line = (await host.holdsLine()) ? 'ours' : 'theirs'
    } catch (error) {
      this.#line = 'unknown'
      log.warn({ error: describe(error) }, 'Telegram: the line could not be asked for')
    }
    this.#askedAt = ticks()
  }

  /** One question to the server, and what it brought. What takes long (a voice message) does not hold up what comes behind it. */
  async #round(): Promise<void> {
    const { signal } = this.#parts
    const asked = ticks()
    const updates = await this.#fetch()
    if (!updates) return
    this.#steady = true
    // A server that does not wait for updates must not be asked without a rest.
    if (updates.length === 0 && ticks() - asked < QUICK) await pause(QUICK, signal)
    const fresh = updates.filter((update) => ![TAKEN, STORED].includes(this.#window.get(idOf(update) ?? Number.NaN) ?? ''))
    if (fresh.length > 0 || this.#hands.size === 0) this.#hand(fresh)
    await Promise.race([...this.#hands, pause(SLOW, signal)])
    this.#move()
    const rest = this.#rest
    this.#rest = 0
    if (rest > 0) await pause(rest, signal)
  }

  #hand(updates: readonly unknown[]): void {
    const ids = updates.map(idOf).filter((id) => id !== undefined)
    for (const id of ids) this.#window.set(id, TAKEN)
    const hand = this.#handIn(updates, ids).finally(() => this.#hands.delete(hand))
    this.#hands.add(hand)
  }

  async #handIn(updates: readonly unknown[], ids: readonly number[]): Promise<void> {
    const { tell, account, intake, log } = this.#parts
    const { refused, answered } = await intake.hand(updates, (id) => this.#window.set(id, STORED))
    const again = new Set(refused.filter((each) => !this.#givenUp(each, answered)).map(({ id }) => id))
    this.#answered += answered
    for (const id of ids) this.#window.set(id, again.has(id) ? AGAIN : STORED)
    if (again.size === 0) this.#faults.clear()
    if (refused.length === 0) {
      this.#backoff.reset()
      return tell({ is: 'up', words: replies.polling(account) })
    }
    log.warn({ updates: refused.length, error: firstReason(refused) }, 'Telegram: messages could not be stored and stay with the server')
    tell({ is: 'down', words: replies.cannotStore })
    this.#rest = this.#backoff.next()
  }

  /** The next updates; undefined when there were none to be had, after a wait that suits the reason. */
  async #fetch(): Promise<readonly unknown[] | undefined> {
    const { signal } = this.#parts
    const line = new AbortController()
    const end = () => line.abort()
    signal.addEventListener('abort', end, { once: true })
    const watch = setInterval(() => void this.#askLine().then(() => this.#line === 'ours' || end()), ASK)
    try {
      const updates = await this.#parts.fetch(this.#offset, BATCH, this.#steady ? POLL_SECONDS : 0, line.signal)
      if (Array.isArray(updates)) return updates
      throw new Error('no list')
    } catch (error) {
      if (!line.signal.aborted) await this.#wait(faultOf(error))
      return undefined
    } finally {
      clearInterval(watch)
      signal.removeEventListener('abort', end)
    }
  }

  async #wait(fault: Fault): Promise<void> {
    const { tell, signal, deleteWebhook } = this.#parts
    this.#steady = false
    const { words, wait } = consequence(fault, this.#backoff)
    tell({ is: 'down', words })
    if (fault.is === 'refused' && fault.code === 409 && /webhook/i.test(fault.why)) await deleteWebhook().catch(() => undefined)
    await pause(wait, signal)
  }

  /**
   * Behind the last update, or at the first one that is not stored. Numbers may begin anew after a quiet
   * week, so the last one is not always the highest ever seen.
   */
  #move(): void {
    const ids = [...this.#window.keys()]
    if (ids.length === 0) return
    const open = ids.filter((id) => this.#window.get(id) !== STORED)
    this.#offset = open.length > 0 ? Math.min(...open) : Math.max(...ids) + 1
    for (const id of ids) if (id < this.#offset) this.#window.delete(id)
  }

  /** One update that only ever meets a fault of ours, while others are answered, must not hold up everybody's. */
  #givenUp({ id, error }: Refused, answered: number): boolean {
    if (error instanceof NotTaken) return false
    const fault = this.#faults.get(id) ?? { times: 0, answered: this.#answered }
    fault.times += 1
    this.#faults.set(id, fault)
    if (fault.times < PATIENCE || this.#answered + answered === fault.answered) return false
    this.#parts.log.error({ update: id, error: describe(error) }, 'Telegram: an update that cannot be handled is given up')
    return true
  }
}

function idOf(update: unknown): number | undefined {
  const id = typeof update === 'object' && update !== null && 'update_id' in update ? update.update_id : undefined
  return typeof id === 'number' && Number.isSafeInteger(id) ? id : undefined
}
