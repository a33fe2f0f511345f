/** Every message that arrives is handed in once, in order, and kept until it is committed: a gateway tells it only once. */
import { SECOND } from '../../../lib/clock.ts'
import { describe } from '../../../lib/errors.ts'
import type { Log } from '../../../lib/log.ts'
import type { Host } from '../../channel.ts'
import type { Inbound } from '../../message.ts'
import { type Read, read } from './inbound.ts'
import { ANSWER, type Session } from './session.ts'
import { pause, within } from './waiting.ts'

/** Waits between tries (milliseconds): a gateway or a database that is away for a minute costs no message. */
const TRIES = [0.5, 1, 2, 4, 8, 15, 30].map((seconds) => seconds * SECOND)
/** Ids that are remembered; the database remembers all of them, more slowly. */
const REMEMBERED = 5_000

export class Intake {
  readonly #host: Host
  readonly #log: Log
  readonly #session: () => Session | undefined
  readonly #seen = new Set<string>()
  readonly #open = new Set<Promise<void>>()
  readonly #enough = new AbortController()
  #closed = false
  /** The last message that arrived: the next one is handed in after it. */
  #tail: Promise<void> = Promise.resolve()

  constructor(host: Host, log: Log, session: () => Session | undefined) {
    this.#host = host
    this.#log = log
    this.#session = session
  }

  /** A message has arrived; all but its id must still be fetched. */
  arrived(id: string): void {
    if (this.#closed || this.#seen.has(id)) return
    this.#remember(id)
    const first = this.#read(id)
    first.catch(() => undefined)
    const before = this.#tail
    this.#tail = this.#track(
      (async () => {
        await before
        try {
          this.#handIn(await first)
        } catch {
          // Those behind it do not wait for a message that cannot be fetched now.
          this.#track(this.#again(id, async () => this.#handIn(await this.#read(id))))
        }
      })(),
    )
  }

  /** Hands in what is no message on WeChat but counts as one. */
  take(inbound: Inbound): void {
    if (!this.#closed) this.#handIn({ is: 'message', inbound })
  }

  /** Takes nothing more in; resolves when what arrived is handled and answered, at the latest after `limit` milliseconds. */
  async stop(limit: number): Promise<void> {
    this.#closed = true
    const done = (async () => {
      while (this.#open.size > 0) await Promise.all(this.#open)
    })()
    const stopWaiting = new AbortController()
    await Promise.race([done, pause(limit, stopWaiting.signal)])
    stopWaiting.abort()
    this.#enough.abort()
  }

  async #read(id: string): Promise<Read> {
    const session = this.#session()
    if (!session) throw new Error('not connected')
    // The first messages can come a moment before it is known who the bot is.
    await within(ANSWER, session.signedIn, 'not signed in')
    return read(session, id)
  }

  #handIn(told: Read): void {
    if (told?.is === 'no friend') this.#track(this.#noFriend(told.who))
    if (told?.is !== 'message') return
    const { inbound } = told
    // The order of these calls is the order in which a conversation's messages are handled.
    const first = this.#host.take(inbound)
    first.catch(() => undefined)
    this.#track(
      (async () => {
        try {
          const { sent } = await first
          await sent
        } catch {
          await this.#again(inbound.update, async () => {
            const { sent } = await this.#host.take(inbound)
            await sent
          })
        }
      })(),
    )
  }

  async #noFriend(who: string): Promise<void> {
    try {
      await this.#host.reach({ kind: 'private' }, who, 'no friend any more')
    } catch (error) {
      this.#log.warn({ error: describe(error) }, 'wechat: could not store that somebody is gone')
    }
  }

  async #again(id: string, work: () => Promise<void>): Promise<void> {
    let error: unknown
    for (const wait of TRIES) {
      await pause(wait, this.#enough.signal)
      if (this.#enough.signal.aborted) break
      try {
        return await work()
      } catch (fault) {
        error = fault
      }
    }
    this.#seen.delete(id)
    this.#log.error({ update: id, error: error === undefined ? 'stopped' : describe(error) }, 'wechat: a message is lost')
  }

  #track(work: Promise<void>): Promise<void> {
    this.#open.add(work)
    const done = () => this.#open.delete(work)
    work.then(done, done)
    return work
  }

  #remember(id: string): void {
    this.#seen.add(id)
    if (this.#seen.size <= REMEMBERED) return
    const [oldest] = this.#seen
    if (oldest !== undefined) this.#seen.delete(oldest)
  }
}
