/** The only way out: leases, order, retries, and honesty about what cannot be known. */
import type { Db } from '../db/db.ts'
import type { Calendar } from '../lib/calendar.ts'
import { after, type Clock, SECOND } from '../lib/clock.ts'
import { describe } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import type { Channel, Sent } from './channel.ts'
import { FateBook } from './fate-book.ts'
import { unknown } from './fates.ts'
import type { Files } from './files.ts'
import { Governor } from './governor.ts'
import { Lanes, Turns } from './lanes.ts'
import type { Meter } from './meter.ts'
import { messageOf, type Parcel, parcelsOf } from './parcel.ts'
import { markGroup } from './store/groups.ts'
import { claimDue, markSending, nextDue, type OutgoingRow, releaseClaims, type Settlement, type Worker } from './store/outgoing.ts'
import { markGone } from './store/people.ts'
import { sorted } from './wanted.ts'
import { inherit } from './worker.ts'

/** Rows taken at once, and rows on the wire at once. */
const BATCH = 32
const LANES = 16
/** Where messages leave at a steady pace, more are taken up while so many still wait: the pace is not broken between two batches. */
const AHEAD = 16

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
  /** Channels on which the database failed in the middle: what was claimed there may be in nobody's hands. */
  readonly #doubtful = new Set<string>()
  #stopping = false
  /** What goes to one chat goes one after the other; different chats side by side. */
  readonly #turns = new Turns()
  readonly #fates: FateBook

  constructor(parts: DeliveryParts) {
    this.#parts = parts
    this.#governor = new Governor(parts)
    this.#fates = new FateBook(parts)
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
      dues.push(await nextDue(this.#parts.db.read, channel, held ? 'reply' : undefined))
      const push = held && (await nextDue(this.#parts.db.read, channel, 'push'))
      if (push) dues.push(push > held ? push : held)
    }
    return dues.filter((due) => due !== undefined).sort((a, b) => a.getTime() - b.getTime())[0]
  }

  /**
   * Takes over what dead processes held: claimed rows wait again, an unknown answer is sent again with
   * a line saying so, an unknown push stays unknown.
   */
  sweep(): Promise<number> {
    return inherit(this.#parts)
  }

  /** Takes nothing more up: what was taken and is not on the wire waits again. */
  stop(): void {
    this.#stopping = true
    this.#fates.stop()
  }

  /** Resolves when nothing is on the wire any more. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#pumping.values())
    await this.#turns.idle()
    await this.#fates.idle()
  }

  #served(): string[] {
    return [...this.#parts.channels.values()].filter((channel) => channel.canSend()).map((channel) => channel.name)
  }

  #inTurn<T>(row: OutgoingRow, work: () => Promise<T>): Promise<T> {
    return this.#turns.take(`${row.channel}|${row.address}`, work)
  }

  async #drainDue(channel: string): Promise<number> {
    const { db, worker } = this.#parts
    const lanes = new Lanes<Parcel>(LANES, moreUrgent, (parcel) => this.#carry(parcel))
    const ahead = this.#governor.isSteady(channel) ? AHEAD : undefined
    let taken = 0
    try {
      if (this.#doubtful.has(channel)) await db.tx((tx) => releaseClaims(tx, worker.id, channel))
      this.#doubtful.delete(channel)
      while (!this.#stopping) {
        this.#again.delete(channel)
        const rows = await this.#claim(channel)
        taken += rows.length
        if (rows.length > 0) await this.#takeUp(rows, lanes)
        else if (lanes.inHand.length === 0 && !this.#again.has(channel)) break
        else await lanes.next()
        if (ahead === undefined) await lanes.idle()
        else while (lanes.waiting > ahead) await lanes.next()
      }
      return taken
    } catch (error) {
      this.#doubtful.add(channel)
      throw error
    } finally {
      await lanes.idle()
    }
  }

  async #claim(channel: string): Promise<OutgoingRow[]> {
    const { db, worker, clock } = this.#parts
    const now = clock.now()
    const next = await nextDue(db.read, channel)
    if (next === undefined || next > now) return []
    const held = (await this.#governor.heldUntil(channel)) !== undefined
    const limit = held ? BATCH : await this.#governor.room(channel, BATCH)
    return db.tx((tx) => claimDue(tx, worker.id, [channel], now, limit, held ? 'reply' : undefined))
  }

  /** Judges what was claimed; what is wanted goes on its way. */
  async #takeUp(rows: readonly OutgoingRow[], lanes: Lanes<Parcel>): Promise<void> {
    const { db, clock, calendar } = this.#parts
    // What is on its way to somebody is not counted yet against the budget of the week.
    const unasked = new Set(rows.flatMap(({ unasked: is, personId }) => (is && personId ? [personId] : [])))
    if (lanes.inHand.some((parcel) => parcel.some(({ personId }) => personId && unasked.has(personId)))) await lanes.idle()
    const { wanted, ends } = await sorted(db.read, rows, clock.now(), calendar)
    lanes.add(parcelsOf(wanted))
    await Promise.all(ends.map(({ row, end }) => this.#settle(row, end)))
  }

  /** From the claim to the stored fate. Never rejects. */
  async #carry(parcel: Parcel): Promise<void> {
    const { clock, log } = this.#parts
    const [lead] = parcel
    try {
      // An answer to the same chat does not wait behind a push that waits for its own turn.
      const fate = (await this.#notYet(parcel)) ?? (await this.#inTurn(lead, () => this.#dispatch(parcel)))
      await Promise.all(parcel.map((row) => this.#settle(row, fate.get(row.id))))
    } catch (error) {
      // The wire tells its own faults: it was not reached, and the database was away.
      log.error({ row: lead.id, error: describe(error) }, 'a message could not be taken up; it waits again')
      const dueAt = after(clock.now(), SECOND)
      await Promise.all(parcel.map((row) => this.#settle(row, { id: row.id, state: 'waiting', dueAt })))
    }
  }

  /** Waits for the chat's and the account's turn; a parcel that would wait long waits in the database. */
  async #notYet(parcel: Parcel): Promise<Map<string, Settlement> | undefined> {
    const [lead] = parcel
    if (lead.kind === 'reply') this.#governor.answers(lead)
    if (lead.kind === 'reply') return undefined
    const ms = this.#governor.take(lead)
    if (ms === 0 && !this.#stopping && (await this.#governor.turn(lead)) && !this.#stopping) return undefined
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
      await this.#learn(row, undefined)
      return unknown(row, clock.now())
    }
    await this.#learn(row, sent)
    if (sent.is === 'sent') return { id: row.id, state: 'sent' }
    // Being asked to wait is no attempt.
    if (sent.is === 'later') return { id: row.id, state: 'waiting', why: sent.why, dueAt: after(clock.now(), sent.ms), attempts: row.attempts - 1 }
    if (sent.is === 'gone')
      await db.tx((tx) => (row.place === 'group' ? markGroup(tx, row.channel, row.address, sent.why) : markGone(tx, row.channel, row.address, sent.why)))
    log.warn({ row: row.id, channel: row.channel, why: sent.why }, 'a message could not be sent')
    return { id: row.id, state: 'failed', why: sent.why }
  }

  /** What the network did is known: a fault in writing down what follows for the pace changes nothing about it. */
  async #learn(row: OutgoingRow, sent: Sent | undefined): Promise<void> {
    await this.#governor.learn(row, sent).catch((error: unknown) => this.#parts.log.warn({ row: row.id, error: describe(error) }, 'the pace was not kept'))
  }

  async #settle({ channel, kind }: OutgoingRow, settlement: Settlement | undefined): Promise<void> {
    if (!settlement) return
    this.#parts.meter.outgoing(channel, kind, settlement.state)
    await this.#fates.write(settlement)
  }
}

const moreUrgent = ([a]: Parcel, [b]: Parcel): number => b.priority - a.priority
