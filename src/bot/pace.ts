/** How fast pushes leave: pure counters of what went where, and how an account's health falls and recovers. */
import { HOUR, MINUTE, SECOND } from '../lib/clock.ts'
import type { PaceLimits } from './channel.ts'

/** Refills evenly; may be overdrawn by answers, which never wait. Times in milliseconds of any steady clock. */
export class Bucket {
  #tokens: number
  #at: number
  readonly #size: number

  constructor(size: number, at: number) {
    this.#size = size
    this.#tokens = size
    this.#at = at
  }

  /** Milliseconds until one more may go; 0: now. */
  wait(at: number, perSecond: number): number {
    const passed = Math.max(0, at - this.#at)
    this.#at = at
    this.#tokens = Math.min(this.#size, this.#tokens + (passed * perSecond) / SECOND)
    return this.#tokens >= 1 ? 0 : ((1 - this.#tokens) * SECOND) / perSecond
  }

  /** At most a second's worth is overdrawn, so that many answers delay pushes and do not stop them. */
  take(): void {
    this.#tokens = Math.max(-this.#size, this.#tokens - 1)
  }
}

/** Chats that are remembered; when there are more, those that rested are forgotten. */
const MANY = 5_000

/** What went into each chat lately. */
export class ChatPace {
  readonly #limits: PaceLimits
  readonly #chats = new Map<string, { bucket: Bucket; times: number[] }>()

  constructor(limits: PaceLimits) {
    this.#limits = limits
  }

  /** Milliseconds until a push may go into this chat. */
  wait(chat: string, group: boolean, at: number): number {
    const known = this.#chats.get(chat)
    const { chatPerSecond, groupPerMinute } = this.#limits
    if (!known) return 0
    if (!group) return chatPerSecond === undefined ? 0 : Math.ceil(known.bucket.wait(at, chatPerSecond))
    const recent = known.times.filter((time) => at - time < MINUTE && time <= at)
    const [oldest = at] = recent
    return groupPerMinute === undefined || recent.length < groupPerMinute ? 0 : oldest + MINUTE - at
  }

  /** So many messages went into this chat in the last minute. */
  sentLately(chat: string, at: number): number {
    return (this.#chats.get(chat)?.times ?? []).filter((time) => at - time < MINUTE).length
  }

  count(chat: string, at: number): void {
    if (this.#chats.size >= MANY) for (const [each, { times }] of this.#chats) if (at - (times.at(-1) ?? 0) > MINUTE) this.#chats.delete(each)
    const known = this.#chats.get(chat) ?? { bucket: new Bucket(this.#limits.chatBurst ?? 1, at), times: [] }
    known.bucket.wait(at, this.#limits.chatPerSecond ?? 1)
    known.bucket.take()
    known.times = [...known.times.filter((time) => at - time < MINUTE), at]
    this.#chats.set(chat, known)
  }
}

/** How an account is looked at: 100 is well. */
export interface Health {
  readonly health: number
  readonly at: Date
  readonly resting: boolean
}

/** What one failure costs, and what an hour gives back. */
const COST = 15
const AN_HOUR = 10
/** Below the first pushes rest; above the second they go again. */
const ILL = 50
const WELL = 80

export function healthAt({ health, at }: Health, now: Date): number {
  const hours = Math.max(0, now.getTime() - at.getTime()) / HOUR
  return Math.min(100, Math.floor(health + hours * AN_HOUR))
}

/** After a message that the network refused, or of which nobody knows whether it went out. */
export function afterFailure(before: Health, now: Date): Health {
  const health = Math.max(0, healthAt(before, now) - COST)
  return { health, at: now, resting: health < ILL || (before.resting && health < WELL) }
}

/** Until when pushes rest. */
export function restUntil(state: Health, now: Date): Date | undefined {
  if (!state.resting) return undefined
  const end = new Date(state.at.getTime() + Math.ceil(((WELL - state.health) / AN_HOUR) * HOUR))
  return end > now ? end : undefined
}
