/** The queue of updates and the long polling on it. */
import type { Records } from './records.ts'
import { ApiError, type Update } from './types.ts'

const FIRST_UPDATE_ID = 700_000_000
export const LIMIT_MAX = 100
/** Seconds; a longer timeout is cut to it. */
export const TIMEOUT_MAX = 50
/** Kinds that come only when asked for by name. */
const ON_REQUEST = new Set(['chat_member', 'message_reaction', 'message_reaction_count'])

interface Poll {
  limit: number
  timer: NodeJS.Timeout
  resolve: (updates: Update[]) => void
  reject: (error: Error) => void
}

export class UpdateQueue {
  /** Unconfirmed updates in order. */
  readonly pending = new Map<number, Update>()
  /** Kinds the bot asked for; empty: the usual ones. */
  allowed: string[] = []
  /** Called instead of the polling when a webhook is set. */
  onUpdate: ((update: Update) => void) | undefined
  #lastId = FIRST_UPDATE_ID
  #poll: Poll | undefined
  readonly #records: Records
  readonly #now: () => number

  constructor(records: Records, now: () => number) {
    this.#records = records
    this.#now = now
  }

  /** Whether a bot waits in a long poll right now. */
  get polled(): boolean {
    return this.#poll !== undefined
  }

  get lastId(): number {
    return this.#lastId
  }

  /** Whether the bot asked for this kind, by name or by asking for nothing special. */
  wanted(kind: string): boolean {
    return this.allowed.length === 0 ? !ON_REQUEST.has(kind) : this.allowed.includes(kind)
  }

  /** Queues an update of one kind; the number it got, or undefined when the bot did not ask for the kind. */
  add(kind: string, content: unknown): number | undefined {
    return this.wanted(kind) ? this.addRaw({ [kind]: content }) : undefined
  }

  /** Queues anything; a given update_id above the last one is kept. */
  addRaw(content: Record<string, unknown>): number {
    const given = content.update_id
    this.#lastId = typeof given === 'number' && given > this.#lastId ? given : this.#lastId + 1
    const update: Update = { ...content, update_id: this.#lastId }
    this.pending.set(update.update_id, update)
    this.#records.counts.queued += 1
    if (this.onUpdate) this.onUpdate(update)
    else if (this.#poll) {
      const poll = this.#poll
      this.#endPoll()
      // What the same turn still brings goes along, as a real server's answer would hold it.
      queueMicrotask(() => poll.resolve(this.#handOut(poll.limit)))
    }
    return update.update_id
  }

  /** One getUpdates call. `gone` tells the queue that the caller hung up. */
  get(offset: number, limit: number, timeoutSeconds: number, onGone: (gone: () => void) => void): Update[] | Promise<Update[]> {
    this.abort('Conflict: terminated by other getUpdates request; make sure that only one bot instance is running')
    this.#confirm(offset)
    if (this.pending.size > 0 || timeoutSeconds <= 0) return this.#handOut(limit)
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#endPoll()
        resolve([])
      }, timeoutSeconds * 1_000)
      const poll: Poll = { limit, timer, resolve, reject }
      this.#poll = poll
      onGone(() => {
        if (this.#poll !== poll) return
        this.#endPoll()
        resolve([])
      })
      this.#records.changed()
    })
  }

  /** Ends a waiting poll with 409. */
  abort(description: string): void {
    const poll = this.#poll
    if (!poll) return
    this.#endPoll()
    poll.reject(new ApiError(409, description))
  }

  #endPoll(): void {
    if (this.#poll) clearTimeout(this.#poll.timer)
    this.#poll = undefined
  }

  /** Forgets all that is queued (drop_pending_updates, or the 24 hours a real server keeps them). */
  drop(): void {
    this.pending.clear()
  }

  /** One update is done (a webhook took it). */
  settle(updateId: number): void {
    if (this.pending.delete(updateId)) this.#records.addConfirmed(1)
  }

  handed(updateId: number): void {
    this.#records.addHanded(updateId, this.#now())
  }

  /** A positive offset confirms all before it; a negative one all but the last so many. */
  #confirm(offset: number): void {
    if (offset === 0) return
    let confirmed = 0
    let surplus = this.pending.size + offset
    for (const id of this.pending.keys()) {
      if (offset > 0 ? id >= offset : surplus <= 0) break
      this.pending.delete(id)
      surplus -= 1
      confirmed += 1
    }
    if (confirmed > 0) this.#records.addConfirmed(confirmed, offset)
  }

  #handOut(limit: number): Update[] {
    const batch: Update[] = []
    for (const update of this.pending.values()) {
      if (batch.length >= limit) break
      batch.push(update)
      this.handed(update.update_id)
    }
    if (batch.length > 0) this.#records.changed()
    return batch
  }
}
