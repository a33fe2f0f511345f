/** Keeps pushes to what each network allows: this process's share of it, whoever else shares the account. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../db/db.ts'
import { after, type Clock, DAY, MINUTE, SECOND, ticks } from '../lib/clock.ts'
import type { Channel, PaceLimits, Sent } from './channel.ts'
import { Bucket, ChatPace, restUntil } from './pace.ts'
import type { OutgoingRow } from './store/outgoing.ts'
import { countFailure, holdAccount, livingWorkers, paceOf, pushedToday } from './store/paces.ts'

/** How often it is asked how many processes share the account (milliseconds of real time). */
const LOOK_EVERY = 5 * SECOND
/** A network that asks for more is asked again before (milliseconds). */
const LONGEST_HOLD = 10 * MINUTE

interface Account {
  limits: PaceLimits
  overall: Bucket
  chats: ChatPace
  /** Takes its turn after the one before. */
  line: Promise<void>
  /** The network asked this process to wait so long: what was taken up before waits, too. */
  heldUntil: Date | undefined
}

export interface GovernorParts {
  db: Db
  clock: Clock
  wall: Clock
  channels: ReadonlyMap<string, Channel>
}

export class Governor {
  readonly #parts: GovernorParts
  readonly #accounts = new Map<string, Account>()
  #share = 1
  #lookedAt: number | undefined

  constructor(parts: GovernorParts) {
    this.#parts = parts
    for (const [name, { pace: limits }] of parts.channels)
      if (limits)
        this.#accounts.set(name, {
          limits,
          overall: new Bucket(limits.burst ?? 1, ticks()),
          chats: new ChatPace(limits),
          line: Promise.resolve(),
          heldUntil: undefined,
        })
  }

  /** Until when no push leaves this account: asked to wait, the day's number reached, or at rest after failures. */
  async heldUntil(channel: string): Promise<Date | undefined> {
    const account = this.#accounts.get(channel)
    if (!account) return undefined
    const { db, clock } = this.#parts
    const { limits } = account
    await this.#lookAround()
    const now = clock.now()
    const state = await paceOf(db.read, channel)
    const asked = state?.heldUntil && state.heldUntil > now ? state.heldUntil : undefined
    const resting = state && limits.guarded ? restUntil(state, now) : undefined
    const full = await this.#fullUntil(channel, limits, now)
    return [asked, resting, full].filter((each) => each !== undefined).sort((a, b) => b.getTime() - a.getTime())[0]
  }

  /** How many pushes may be taken up now, at most `most`. */
  async room(channel: string, most: number): Promise<number> {
    const perDay = this.#accounts.get(channel)?.limits.pushesPerDay
    if (perDay === undefined) return most
    const { db, clock } = this.#parts
    return Math.min(most, perDay - (await pushedToday(db.read, channel, clock.now())).length)
  }

  async #fullUntil(channel: string, { pushesPerDay }: PaceLimits, now: Date): Promise<Date | undefined> {
    if (pushesPerDay === undefined) return undefined
    const times = await pushedToday(this.#parts.db.read, channel, now)
    const oldest = times[times.length - pushesPerDay]
    return oldest && after(oldest, DAY)
  }

  /** Milliseconds until a push may go into this chat; 0: now, and it counts. */
  take({ channel, address, place }: OutgoingRow): number {
    const at = this.#parts.clock.now().getTime()
    const chats = this.#accounts.get(channel)?.chats
    const wait = chats?.wait(address, place === 'group', at) ?? 0
    if (wait === 0) chats?.count(address, at)
    return wait
  }

  /** Do pushes leave at a steady pace, and are not counted by the day? Then the next ones may be taken up before the last have left. */
  isSteady(channel: string): boolean {
    const limits = this.#accounts.get(channel)?.limits
    return limits?.perSecond !== undefined && limits.pushesPerDay === undefined
  }

  /** Resolves when a push may leave, and it counts; false when the network asked to wait in the meantime. */
  async turn({ channel }: OutgoingRow): Promise<boolean> {
    const account = this.#accounts.get(channel)
    const perSecond = account?.limits.perSecond
    if (!account || perSecond === undefined) return true
    const isHeld = () => account.heldUntil !== undefined && account.heldUntil > this.#parts.clock.now()
    const mine = account.line.then(async () => {
      for (let wait = 1; wait > 0 && !isHeld(); ) {
        wait = account.overall.wait(ticks(), perSecond / this.#share)
        if (wait > 0) await sleep(Math.ceil(wait))
      }
      if (!isHeld()) account.overall.take()
    })
    account.line = mine
    await mine
    return !isHeld()
  }

  /** An answer leaves: it waits for nobody, and pushes wait for it. */
  answers({ channel }: OutgoingRow): void {
    const account = this.#accounts.get(channel)
    if (account?.limits.perSecond === undefined) return
    account.overall.wait(ticks(), account.limits.perSecond / this.#share)
    account.overall.take()
  }

  /** What became of a sending; undefined: nobody knows. Resolves when what others must know is stored. */
  async learn({ channel, address, place, kind }: OutgoingRow, sent: Sent | undefined): Promise<void> {
    const account = this.#accounts.get(channel)
    if (!account) return
    const { db, clock } = this.#parts
    const now = clock.now()
    const others = account.chats.sentLately(address, now.getTime()) - (kind === 'push' ? 1 : 0)
    if (kind === 'reply' && (sent?.is === 'sent' || !sent)) account.chats.count(address, now.getTime())
    if (sent?.is === 'later' && sent.flood && !explains(account.limits, place, others)) {
      const until = after(now, Math.min(sent.ms, LONGEST_HOLD))
      account.heldUntil = until
      await db.tx((tx) => holdAccount(tx, channel, until, now))
    }
    if (account.limits.guarded && (!sent || sent.is === 'failed')) await db.tx((tx) => countFailure(tx, channel, now))
  }

  async #lookAround(): Promise<void> {
    if (this.#lookedAt !== undefined && ticks() - this.#lookedAt < LOOK_EVERY) return
    this.#lookedAt = ticks()
    this.#share = await livingWorkers(this.#parts.db.read, this.#parts.wall.now())
  }
}

/** Does what went into the chat lately explain that the network asks to wait? Otherwise the whole account is meant. */
const explains = (limits: PaceLimits, place: 'private' | 'group', lately: number): boolean =>
  lately >= (place === 'group' ? (limits.groupPerMinute ?? 1) / 2 : (limits.chatBurst ?? 1))
