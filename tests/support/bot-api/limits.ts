/** Flood limits as the Bots FAQ describes them. Off until configured. */
import type { Chat } from './types.ts'

export interface LimitOptions {
  /** Messages a second over all chats, and how many may come at once. */
  overallPerSecond: number
  overallBurst: number
  /** Messages a second into one private chat, and how many may come at once. */
  chatPerSecond: number
  chatBurst: number
  /** Messages in any 60 seconds into one group or channel. */
  groupPerMinute: number
  /** Seconds by which a wait grows each time the bot sends during it. */
  penaltySeconds: number
}

export const USUAL_LIMITS: LimitOptions = { overallPerSecond: 30, overallBurst: 30, chatPerSecond: 1, chatBurst: 3, groupPerMinute: 20, penaltySeconds: 1 }

const MINUTE = 60_000

class Bucket {
  #tokens: number
  #at: number
  readonly #perMs: number
  readonly #size: number

  constructor(perSecond: number, size: number, now: number) {
    this.#perMs = perSecond / 1_000
    this.#size = size
    this.#tokens = size
    this.#at = now
  }

  /** Milliseconds until a token is there; 0 means now. Takes nothing. */
  wait(now: number): number {
    this.#tokens = Math.min(this.#size, this.#tokens + (now - this.#at) * this.#perMs)
    this.#at = now
    return this.#tokens >= 1 ? 0 : (1 - this.#tokens) / this.#perMs
  }

  take(): void {
    this.#tokens -= 1
  }
}

interface ChatLimit {
  bucket: Bucket | undefined
  /** Times of the last messages into a group, oldest first. */
  times: number[]
  /** Until when (ms) the chat must wait after a refusal. */
  waitUntil: number
}

export class Limits {
  #options: LimitOptions | undefined
  #overall: Bucket | undefined
  readonly #chats = new Map<number, ChatLimit>()
  readonly #now: () => number

  /** `now` is a monotonic clock in milliseconds. */
  constructor(now: () => number) {
    this.#now = now
  }

  /** Switches the limits on, or off with `undefined`; forgets all that was counted. */
  configure(options: Partial<LimitOptions> | undefined): void {
    this.#options = options && { ...USUAL_LIMITS, ...options }
    this.#overall = this.#options && new Bucket(this.#options.overallPerSecond, this.#options.overallBurst, this.#now())
    this.#chats.clear()
  }

  /** Counts one send or edit into `chat`: 0 when it may pass, else the whole seconds of `retry_after`. */
  take(chat: Chat): number {
    if (!this.#options || !this.#overall) return 0
    const now = this.#now()
    let entry = this.#chats.get(chat.id)
    if (!entry) {
      entry = { bucket: chat.type === 'private' ? new Bucket(this.#options.chatPerSecond, this.#options.chatBurst, now) : undefined, times: [], waitUntil: 0 }
      this.#chats.set(chat.id, entry)
    }
    if (now < entry.waitUntil) {
      entry.waitUntil += this.#options.penaltySeconds * 1_000
      return Math.ceil((entry.waitUntil - now) / 1_000)
    }
    const wait = Math.max(this.#overall.wait(now), entry.bucket ? entry.bucket.wait(now) : groupWait(entry.times, this.#options.groupPerMinute, now))
    if (wait > 0) {
      const seconds = Math.ceil(wait / 1_000)
      entry.waitUntil = now + seconds * 1_000
      return seconds
    }
    this.#overall.take()
    if (entry.bucket) entry.bucket.take()
    else entry.times.push(now)
    return 0
  }
}

function groupWait(times: number[], perMinute: number, now: number): number {
  while (times[0] !== undefined && times[0] <= now - MINUTE) times.shift()
  return times.length < perMinute || times[0] === undefined ? 0 : times[0] + MINUTE - now
}
