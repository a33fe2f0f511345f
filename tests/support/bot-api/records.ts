/** What the server saw and did: the evidence for "none lost, none answered twice". */
import type { Message, Params } from './types.ts'

/** A message that was really delivered into a chat. */
export interface Sent {
  method: string
  chatId: number
  messageId: number
  /** The text, or the caption of a file, after parsing. */
  text: string
  replyMarkup: unknown
  params: Params
  message: Message
  /** Milliseconds of the monotonic clock (performance.now). */
  at: number
}

/** The end of one call. */
export interface Call {
  method: string
  params: Params
  /** The HTTP code answered; 0 when no whole answer was sent (reset, silence). */
  code: number
  /** ok: answered well; refused: an error answer; fault: a scripted or drawn fault; gone: the caller left or the server went down first. */
  fate: 'ok' | 'refused' | 'fault' | 'gone'
  /** Whether the method took effect, whatever the caller was told. */
  carriedOut: boolean
  description: string
  via: 'http' | 'webhook'
  at: number
}

export interface Counts {
  calls: number
  ok: number
  refused: number
  faults: number
  /** The caller hung up before the answer. */
  gone: number
  conflicts409: number
  floods429: number
  sent: number
  edited: number
  deleted: number
  /** Updates put into the queue; handed to the bot (each once, or every time when only counts are kept); confirmed (by offset or a webhook's 2xx). */
  queued: number
  handed: number
  confirmed: number
  webhookFailures: number
}

interface Waiter {
  check: () => boolean
  fail: () => void
}

const nothing = (): Counts => ({
  calls: 0,
  ok: 0,
  refused: 0,
  faults: 0,
  gone: 0,
  conflicts409: 0,
  floods429: 0,
  sent: 0,
  edited: 0,
  deleted: 0,
  queued: 0,
  handed: 0,
  confirmed: 0,
  webhookFailures: 0,
})

/** How many of the last calls a failed wait tells. */
const TOLD_CALLS = 8

export class Records {
  /** True: only the counts are kept, for benchmarks. */
  countOnly: boolean
  counts: Counts = nothing()
  sent: Sent[] = []
  edited: Sent[] = []
  deleted: { chatId: number; messageId: number; at: number }[] = []
  calls: Call[] = []
  /** How often each update was handed to the bot, by update_id. */
  readonly handed = new Map<number, number>()
  /** The offsets getUpdates was called with that confirmed something, in order. */
  offsets: number[] = []
  /** Called for every delivered message, before the caller hears of it. */
  onSent: ((chatId: number, at: number) => void) | undefined
  /** Called for every update handed to the bot. */
  onHanded: ((updateId: number, at: number) => void) | undefined
  readonly #waiters = new Set<Waiter>()

  constructor(countOnly: boolean) {
    this.countOnly = countOnly
  }

  addSent(entry: Sent): void {
    this.counts.sent += 1
    if (!this.countOnly) this.sent.push(entry)
    this.onSent?.(entry.chatId, entry.at)
    this.changed()
  }

  addEdited(entry: Sent): void {
    this.counts.edited += 1
    if (!this.countOnly) this.edited.push(entry)
    this.changed()
  }

  addDeleted(chatId: number, messageId: number, at: number): void {
    this.counts.deleted += 1
    if (!this.countOnly) this.deleted.push({ chatId, messageId, at })
    this.changed()
  }

  addCall(call: Call): void {
    const { counts } = this
    counts.calls += 1
    if (call.fate === 'ok') counts.ok += 1
    else if (call.fate === 'refused') counts.refused += 1
    else if (call.fate === 'fault') counts.faults += 1
    else counts.gone += 1
    if (call.code === 409) counts.conflicts409 += 1
    else if (call.code === 429) counts.floods429 += 1
    if (!this.countOnly) this.calls.push(call)
    this.changed()
  }

  addHanded(updateId: number, at: number): void {
    if (this.countOnly) this.counts.handed += 1
    else {
      const times = this.handed.get(updateId) ?? 0
      if (times === 0) this.counts.handed += 1
      this.handed.set(updateId, times + 1)
    }
    this.onHanded?.(updateId, at)
  }

  addConfirmed(count: number, offset?: number): void {
    this.counts.confirmed += count
    if (offset !== undefined && !this.countOnly) this.offsets.push(offset)
    this.changed()
  }

  /** Delivered messages into one chat, oldest first. */
  sentTo(chatId: number): Sent[] {
    return this.sent.filter((entry) => entry.chatId === chatId)
  }

  /** The calls of one method, in any case of letters. */
  callsOf(method: string): Call[] {
    const wanted = method.toLowerCase()
    return this.calls.filter((call) => call.method.toLowerCase() === wanted)
  }

  /** Forgets everything recorded so far; the waiting goes on. */
  clear(): void {
    this.counts = nothing()
    this.sent = []
    this.edited = []
    this.deleted = []
    this.calls = []
    this.offsets = []
    this.handed.clear()
  }

  /** Resolves with the first truthy answer of `predicate`, asked now and whenever a record is added; fails after `timeoutMs`. */
  until<T>(predicate: () => T | undefined | false | null, timeoutMs: number): Promise<T> {
    return new Promise((resolve, reject) => {
      const finish = (act: () => void) => {
        this.#waiters.delete(waiter)
        clearTimeout(timer)
        act()
      }
      const waiter: Waiter = {
        check: () => {
          try {
            const found = predicate()
            if (!found) return false
            finish(() => resolve(found))
          } catch (error) {
            finish(() => reject(error))
          }
          return true
        },
        fail: () => finish(() => reject(new Error(`nothing of the kind within ${timeoutMs} ms; ${this.#told()}`))),
      }
      const timer = setTimeout(waiter.fail, timeoutMs)
      this.#waiters.add(waiter)
      waiter.check()
    })
  }

  /** Asks all who wait. */
  changed(): void {
    if (this.#waiters.size > 0) for (const waiter of [...this.#waiters]) waiter.check()
  }

  #told(): string {
    const last = this.calls
      .slice(-TOLD_CALLS)
      .map((call) => `${call.method} ${call.code} ${call.fate}${call.description === '' ? '' : ` (${call.description})`}`)
    return `counts ${JSON.stringify(this.counts)}; last calls: ${last.join(', ') || 'none'}`
  }
}
