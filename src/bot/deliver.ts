/** The only way out: leases, order, retries, and honesty about what cannot be known. */
import type { Db } from '../db/db.ts'
import { after, type Clock, SECOND } from '../lib/clock.ts'
import { describe } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import type { Channel, OutgoingMessage, Sent } from './channel.ts'
import type { Meter } from './meter.ts'
import { TO_PRIVATE } from './outbox.ts'
import { repeatedNotice } from './replies.ts'
import { markGroup } from './store/groups.ts'
import { claimDue, heldBy, markSending, nextDue, type OutgoingRow, type Settlement, settle, type Worker } from './store/outgoing.ts'
import { markGone, mutedKinds } from './store/people.ts'
import { bury, deadWorkers } from './worker.ts'

/** Rows taken at once, and rows on the wire at once. */
const BATCH = 32
const LANES = 8
/** An answer that failed for reasons of the moment is tried this often. */
const REPLY_ATTEMPTS = 5

/** An answer somebody waits for and a call for help are no reminders: 退订 does not mean them. */
const NEVER_MUTED = new Set(['human', 'distress'])

export interface DeliveryParts {
  db: Db
  channels: ReadonlyMap<string, Channel>
  clock: Clock
  wall: Clock
  log: Log
  meter: Meter
  worker: Worker
}

export class Delivery {
  readonly #parts: DeliveryParts
  #pumping: Promise<number> | undefined
  #again = false
  /** The last sending to each chat that is being sent to. */
  readonly #turns = new Map<string, Promise<unknown>>()
  #pending: Settlement[] = []
  #flushing: Promise<void> = Promise.resolve()
  #nextFlush: Promise<void> | undefined

  constructor(parts: DeliveryParts) {
    this.#parts = parts
  }

  /** Sends rows that were committed as `sending` by this process, in order; resolves when their fate is stored. Never rejects. */
  async send(rows: readonly OutgoingRow[]): Promise<void> {
    for (const row of rows) {
      try {
        await this.#settle(row, await this.#inTurn(row, () => this.#wire(row)))
      } catch (error) {
        // The row stays held; the sweep after this process's end will say "unknown".
        this.#parts.log.error({ row: row.id, error: describe(error) }, 'what became of a message could not be stored')
      }
    }
  }

  /** Sends everything that is due; resolves to how many rows were taken. Calls at the same time share one run. */
  async pump(): Promise<number> {
    if (this.#pumping) {
      this.#again = true
      return this.#pumping
    }
    this.#pumping = this.#drainDue().finally(() => {
      this.#pumping = undefined
    })
    return this.#pumping
  }

  /** When the next waiting row falls due. */
  nextDue(): Promise<Date | undefined> {
    return nextDue(this.#parts.db.read, this.#served())
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

  /** Resolves when nothing is on the wire any more. */
  async idle(): Promise<void> {
    await this.#pumping
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

  async #drainDue(): Promise<number> {
    const { db, clock, worker } = this.#parts
    let taken = 0
    for (;;) {
      this.#again = false
      const rows = await db.tx((tx) => claimDue(tx, worker.id, this.#served(), clock.now(), BATCH))
      taken += rows.length
      const queue = [...rows]
      const lane = async () => {
        for (let next = queue.shift(); next; next = queue.shift()) {
          const row = next
          await this.#settle(row, await this.#inTurn(row, () => this.#dispatch(row)))
        }
      }
      await Promise.all(Array.from({ length: Math.min(LANES, queue.length) }, lane))
      if (rows.length === 0 && !this.#again) return taken
    }
  }

  /** A claimed row: still wanted? Then commit "sending" and put it on the wire. */
  async #dispatch(row: OutgoingRow): Promise<Settlement | undefined> {
    const { db, clock, worker } = this.#parts
    if (row.worthlessAfter < clock.now()) return { id: row.id, state: 'expired', why: 'too late' }
    const kind = row.reason.split('.')[0] ?? row.reason
    if (row.kind === 'push' && row.personId && !NEVER_MUTED.has(kind)) {
      const muted = await mutedKinds(db.read, row.personId)
      if (muted.includes(kind) || muted.includes('all')) return { id: row.id, state: 'muted', why: kind }
    }
    if (!(await db.tx((tx) => markSending(tx, row.id, worker.id)))) return undefined
    return this.#wire({ ...row, attempts: row.attempts + 1 })
  }

  async #wire(row: OutgoingRow): Promise<Settlement> {
    const { channels, clock, db, log } = this.#parts
    const channel = channels.get(row.channel)
    if (row.place === 'group' && row.audience !== 'public') return { id: row.id, state: 'failed', why: 'firewall' }
    if (!channel?.canSend()) return { id: row.id, state: 'waiting', dueAt: after(clock.now(), SECOND) }
    let sent: Sent
    try {
      sent = await channel.send(messageOf(row, channel))
    } catch (error) {
      log.warn({ row: row.id, channel: row.channel, error: describe(error) }, 'a message may or may not have gone out')
      return unknown(row, clock.now())
    }
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

function unknown(row: OutgoingRow, now: Date): Settlement {
  if (row.kind === 'push') return { id: row.id, state: 'unknown', why: 'may or may not have arrived; not repeated' }
  if (row.attempts >= REPLY_ATTEMPTS) return { id: row.id, state: 'unknown', why: 'given up' }
  return { id: row.id, state: 'waiting', dueAt: after(now, SECOND * 2 ** row.attempts), repeated: true }
}

function inheritance(row: OutgoingRow, now: Date): Settlement {
  if (row.state === 'claimed') return { id: row.id, state: 'waiting', dueAt: row.dueAt }
  if (row.kind === 'push') return { id: row.id, state: 'unknown', why: 'the process died while sending; not repeated' }
  return { id: row.id, state: 'waiting', dueAt: now, repeated: true }
}

function messageOf(row: OutgoingRow, channel: Channel): OutgoingMessage {
  const numbered = channel.abilities.buttons ? [] : row.choices.map((choice, position) => `${position + 1}. ${choice.label}`)
  const lines = [...(row.repeated && !channel.abilities.keepsSent ? [repeatedNotice.text] : []), row.text, ...numbered]
  return {
    id: row.id,
    kind: row.kind,
    to: row.address,
    place: row.place === 'group' ? { kind: 'group', id: row.address } : { kind: 'private' },
    text: lines.join('\n'),
    choices: row.choices.map(({ id, label }) => ({ id, label })),
    ...(row.files && channel.abilities.files ? { files: row.files } : {}),
    reason: row.reason,
    toPrivate: row.reason === TO_PRIVATE,
    due: row.dueAt,
    // The stored key carries the channel's name before the channel's own id of the update.
    ...(row.answers ? { answers: row.answers } : {}),
    ...(row.updateId ? { update: row.updateId.slice(row.channel.length + 1) } : {}),
  }
}
