/** The only way out: leases, order, retries, and honesty about what cannot be known. */
import type { Db } from '../db/db.ts'
import type { Calendar } from '../lib/calendar.ts'
import { after, type Clock, SECOND } from '../lib/clock.ts'
import { describe } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import type { Channel, Sent } from './channel.ts'
import { inheritance, unknown } from './fates.ts'
import type { Files } from './files.ts'
import { Governor } from './governor.ts'
import type { Meter } from './meter.ts'
import { messageOf, type Parcel, parcelsOf } from './parcel.ts'
import { markGroup } from './store/groups.ts'
import { claimDue, heldBy, markSending, nextDue, type OutgoingRow, type Settlement, settle, type Worker } from './store/outgoing.ts'
import { markGone } from './store/people.ts'
import { sorted } from './wanted.ts'
import { bury, deadWorkers } from './worker.ts'

/** Rows taken at once, and rows on the wire at once. */
const BATCH = 32
const LANES = 16

export interface DeliveryParts {
  db: Db
  channels: ReadonlyMap<string, Channel>
  clock: Clock
  wall: Clock
  log: Log
  meter: Meter
  worker: Worker
  calendar: Calendar
  /** Where pictures that go along lie. */
  files: Pick<Files, 'read'>
}

export class Delivery {
  readonly #parts: DeliveryParts
  readonly #governor: Governor
  /** Runs by channel, and the channels that are to be looked at once more. */
  readonly #pumping = new Map<string, Promise<number>>()
  readonly #again = new Set<string>()
  #stopping = false
  /** The last sending to each chat that is being sent to. */
  readonly #turns = new Map<string, Promise<unknown>>()
  #pending: Settlement[] = []
  #flushing: Promise<void> = Promise.resolve()
  #nextFlush: Promise<void> | undefined

  constructor(parts: DeliveryParts) {
    this.#parts = parts
    this.#governor = new Governor(parts)
  }

  /** Sends rows that were committed as `sending` by this process, in order; resolves when their fate is stored. Never rejects. */
  async send(rows: readonly OutgoingRow[]): Promise<void> {
    for (const row of rows) {
      try {
        await this.#settle(
          row,
          await this.#inTurn(row, () => {
            this.#governor.answers(row)
            return this.#wire([row])
          }),
        )
      } catch (error) {
        // The row stays held; the sweep after this process's end will say "unknown".
        this.#parts.log.error({ row: row.id, error: describe(error) }, 'what became of a message could not be stored')
      }
    }
  }

  /** Sends everything that is due; resolves to how many rows were taken. Calls at the same time share one run per channel. */
  async pump(): Promise<number> {
    const taken = await Promise.all(this.#served().map((channel) => this.#pumpOf(channel)))
    return taken.reduce((sum, each) => sum + each, 0)
  }

  #pumpOf(channel: string): Promise<number> {
    const running = this.#pumping.get(channel)
    if (running) {
      this.#again.add(channel)
      return running
    }
    const run = this.#drainDue(channel).finally(() => this.#pumping.delete(channel))
    this.#pumping.set(channel, run)
    return run
  }

  /** When the next waiting row may go. */
  async nextDue(): Promise<Date | undefined> {
    const dues: (Date | undefined)[] = []
    for (const channel of this.#served()) {
      const held = await this.#governor.heldUntil(channel)
      dues.push(await nextDue(this.#parts.db.read, [channel], held ? 'reply' : undefined))
      const push = held && (await nextDue(this.#parts.db.read, [channel], 'push'))
      if (push) dues.push(push > held ? push : held)
    }
    return dues.filter((due) => due !== undefined).sort((a, b) => a.getTime() - b.getTime())[0]
  }

  /**
   * Takes over what dead processes held: claimed rows wait again, an unknown answer is sent again with
   * a line saying so, an unknown push stays unknown.
   */
  async sweep(): Promise<number> {
    const { db, clock, wall, worker, log } = this.#parts
    const dead = await deadWorkers(db, worker, wall)
    if (dead.length === 0) return 0
    const now = clock.now()
    const rows = await heldBy(db.read, dead)
    for (const id of dead) {
      const left = rows.filter((row) => row.worker === id).map((row) => inheritance(row, now))
      if (left.length > 0) await db.tx((tx) => settle(tx, id, left, now))
    }
    await bury(db, dead)
    if (rows.length > 0) log.warn({ rows: rows.length }, 'took over what a dead process held')
    return rows.length
  }

  /** Takes nothing more up: what was taken and is not on the wire waits again. */
  stop(): void {
    this.#stopping = true
  }

  /** Resolves when nothing is on the wire any more. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#pumping.values())
    while (this.#turns.size > 0) await Promise.allSettled(this.#turns.values())
    await (this.#nextFlush ?? this.#flushing)
  }

  #served(): string[] {
    return [...this.#parts.channels.values()].filter((channel) => channel.canSend()).map((channel) => channel.name)
  }

  /** What goes to one chat goes one after the other; different chats side by side. */
  #inTurn<T>(row: OutgoingRow, work: () => Promise<T>): Promise<T> {
    const chat = `${row.channel}|${row.address}`
    const before = this.#turns.get(chat)
    const turn = before ? before.then(work, work) : work()
    this.#turns.set(chat, turn)
    const leave = () => {
      if (this.#turns.get(chat) === turn) this.#turns.delete(chat)
    }
    turn.then(leave, leave)
    return turn
  }

  async #drainDue(channel: string): Promise<number> {
    const { db, clock } = this.#parts
    let taken = 0
    while (!this.#stopping) {
      this.#again.delete(channel)
      const now = clock.now()
      const next = await nextDue(db.read, [channel])
      const due = next !== undefined && next <= now
      const rows = due ? await this.#claim(channel, now) : []
      taken += rows.length
      if (rows.length > 0) await this.#dispatchAll(rows)
      else if (!this.#again.has(channel)) break
    }
    return taken
  }

  async #claim(channel: string, now: Date): Promise<OutgoingRow[]> {
    const { db, worker } = this.#parts
    const held = (await this.#governor.heldUntil(channel)) !== undefined
    const limit = held ? BATCH : await this.#governor.room(channel, BATCH)
    return db.tx((tx) => claimDue(tx, worker.id, [channel], now, limit, held ? 'reply' : undefined))
  }

  async #dispatchAll(rows: readonly OutgoingRow[]): Promise<void> {
    const { db, clock, calendar } = this.#parts
    const { wanted, ends } = await sorted(db.read, rows, clock.now(), calendar)
    await Promise.all(ends.map(({ row, end }) => this.#settle(row, end)))
    const queue = parcelsOf(wanted)
    const lane = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const parcel = next
        const [lead] = parcel
        // An answer to the same chat does not wait behind a push that waits for its own turn.
        const fate = (await this.#notYet(parcel)) ?? (await this.#inTurn(lead, () => this.#dispatch(parcel)))
        await Promise.all(parcel.map((row) => this.#settle(row, fate.get(row.id))))
      }
    }
    await Promise.all(Array.from({ length: Math.min(LANES, queue.length) }, lane))
  }

  /** Waits for the chat's and the account's turn; a parcel that would wait long waits in the database. */
  async #notYet(parcel: Parcel): Promise<Map<string, Settlement> | undefined> {
    const [lead] = parcel
    if (lead.kind === 'reply') this.#governor.answers(lead)
    if (lead.kind === 'reply') return undefined
    const ms = this.#governor.take(lead)
    if (ms === 0 && !this.#stopping) await this.#governor.turn(lead)
    if (ms === 0 && !this.#stopping) return undefined
    const dueAt = after(this.#parts.clock.now(), ms)
    return new Map(parcel.map(({ id }) => [id, { id, state: 'waiting', dueAt, ...(ms > 0 ? { why: 'pace of the chat' } : {}) }]))
  }

  /** Claimed rows: commit "sending" and put them on the wire. */
  async #dispatch(parcel: Parcel): Promise<Map<string, Settlement>> {
    const { db, worker } = this.#parts
    const ids = parcel.map(({ id }) => id)
    const ours = new Set(await db.tx((tx) => markSending(tx, ids, worker.id)))
    const [first, ...others] = parcel.filter(({ id }) => ours.has(id)).map((row) => ({ ...row, attempts: row.attempts + 1 }))
    if (!first) return new Map()
    const fate = await this.#wire([first, ...others])
    return new Map([first, ...others].map(({ id }) => [id, { ...fate, id }]))
  }

  async #wire(parcel: Parcel): Promise<Settlement> {
    const { channels, clock, db, log, files } = this.#parts
    const [row] = parcel
    const channel = channels.get(row.channel)
    if (row.place === 'group' && row.audience !== 'public') return { id: row.id, state: 'failed', why: 'firewall' }
    if (!channel?.canSend()) return { id: row.id, state: 'waiting', dueAt: after(clock.now(), SECOND) }
    let sent: Sent
    try {
      sent = await channel.send(await messageOf(parcel, channel, files))
    } catch (error) {
      log.warn({ row: row.id, channel: row.channel, error: describe(error) }, 'a message may or may not have gone out')
      await this.#governor.learn(row, undefined)
      return unknown(row, clock.now())
    }
    await this.#governor.learn(row, sent)
    if (sent.is === 'sent') return { id: row.id, state: 'sent' }
    // Being asked to wait is no attempt.
    if (sent.is === 'later') return { id: row.id, state: 'waiting', why: sent.why, dueAt: after(clock.now(), sent.ms), attempts: row.attempts - 1 }
    if (sent.is === 'gone')
      await db.tx((tx) => (row.place === 'group' ? markGroup(tx, row.channel, row.address, sent.why) : markGone(tx, row.channel, row.address, sent.why)))
    log.warn({ row: row.id, channel: row.channel, why: sent.why }, 'a message could not be sent')
    return { id: row.id, state: 'failed', why: sent.why }
  }

  /** Stores fates together: those that come while one commit runs share the next one. */
  #settle({ channel, kind }: OutgoingRow, settlement: Settlement | undefined): Promise<void> {
    if (!settlement) return Promise.resolve()
    this.#parts.meter.outgoing(channel, kind, settlement.state)
    this.#pending.push(settlement)
    this.#nextFlush ??= this.#flushing.then(() => {
      this.#nextFlush = undefined
      this.#flushing = this.#store(this.#pending.splice(0))
      return this.#flushing
    })
    return this.#nextFlush
  }

  async #store(batch: readonly Settlement[]): Promise<void> {
    const { db, clock, worker, log } = this.#parts
    try {
      // Forgotten in a power cut, a sent answer is repeated with a line saying so, a sent push becomes unknown.
      await db.tx((tx) => settle(tx, worker.id, batch, clock.now()), { lasting: false })
    } catch (error) {
      // The rows stay held; the sweep after this process's end will say "unknown".
      log.error({ rows: batch.length, error: describe(error) }, 'the fate of sent messages could not be stored')
    }
  }
}
