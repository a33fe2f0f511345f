/** Hands updates in, whichever way they came: a batch side by side, and says which could not be stored. */
import { describe } from '../../../lib/errors.ts'
import type { Log } from '../../../lib/log.ts'
import type { Host } from '../../channel.ts'
import { isAddressed } from '../../gate.ts'
import type { Inbound } from '../../message.ts'
import type { Receipt } from '../../outcome.ts'
import { type Event, type Load, type Reading, readUpdate, type Self } from './inbound.ts'

/** Silent messages of groups that are remembered, in case an edit turns them to us. */
const REMEMBERED = 500

export interface IntakeParts {
  self: Self
  host: Host
  load: Load
  /** Takes the hour-glass from a pressed button. Never throws. */
  answerPress(query: string): Promise<void>
  log: Log
}

/** An update that must be delivered again. */
export interface Refused {
  id: number
  error: unknown
}

export interface Handed {
  refused: Refused[]
  /** Messages that were answered: proof that the database takes what it is given. */
  answered: number
}

export class Intake {
  readonly #parts: IntakeParts
  /** Oldest first. */
  readonly #silent = new Set<string>()
  readonly #running = new Set<Promise<unknown>>()

  constructor(parts: IntakeParts) {
    this.#parts = parts
  }

  /** Resolves when everything of the batch that can be stored is; those that could not be come back. `stored` hears of each as soon as it is. */
  async hand(updates: readonly unknown[], stored?: (id: number) => void): Promise<Handed> {
    const { self, load } = this.#parts
    const readings = withEdits(updates.map((update) => readUpdate(update, self, load)))
    const refused: Refused[] = []
    let answered = 0
    const attempt = async (reading: Reading) => {
      try {
        if (await this.#take(reading)) answered += 1
        if (reading.id !== undefined) stored?.(reading.id)
      } catch (error) {
        if (reading.id !== undefined) refused.push({ id: reading.id, error })
      }
    }
    // What follows in a group's new name needs the group to have moved.
    for (const reading of readings) if (reading.event.is === 'moved') await attempt(reading)
    const work = Promise.all(readings.filter(({ event }) => event.is !== 'moved').map(attempt))
    await this.#track(work)
    return { refused, answered }
  }

  /** Resolves when nothing that was handed in is unfinished. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  /** True when something was answered. */
  async #take({ id, kind, event }: Reading): Promise<boolean> {
    const { host, log } = this.#parts
    switch (event.is) {
      case 'message':
        return this.#message(event.slot, event.inbound)
      case 'edit':
        // Only what was not for us before can become a question by being changed.
        return isAddressed(event.inbound) && this.#silent.has(event.slot) && this.#message(event.slot, event.inbound)
      case 'press':
        return this.#press(event)
      case 'joined':
        await host.reach({ kind: 'group', id: event.group }, event.group)
        await host.joined(event.group, event.title)
        return false
      case 'moved':
        await host.moved(event.from, event.to)
        return false
      case 'reach':
        await host.reach(event.place, event.to, event.gone)
        return false
      case 'malformed':
        log.warn({ update: id, kind, why: event.why }, 'a Telegram update cannot be read and is skipped')
        return false
      case 'ignored':
        log.debug({ update: id, kind, why: event.why }, 'a Telegram update is not for us')
        return false
    }
  }

  async #message(slot: string, inbound: Inbound): Promise<boolean> {
    const { handled } = await this.#give(inbound)
    this.#silent.delete(slot)
    if (handled || isAddressed(inbound)) return handled
    this.#silent.add(slot)
    for (const oldest of this.#silent) {
      if (this.#silent.size <= REMEMBERED) break
      this.#silent.delete(oldest)
    }
    return false
  }

  async #press({ query, inbound }: Extract<Event, { is: 'press' }>): Promise<boolean> {
    const receipt = inbound && (await this.#give(inbound))
    void this.#track(this.#parts.answerPress(query))
    return receipt?.handled ?? false
  }

  /** Resolves at the commit; the answer goes out by itself. */
  async #give(inbound: Inbound): Promise<Receipt> {
    const { host, log } = this.#parts
    const { receipt, sent } = await host.take(inbound)
    sent.catch((error: unknown) => log.error({ error: describe(error) }, 'the fate of an answer could not be stored'))
    return receipt
  }

  #track<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work)
    const done = () => this.#running.delete(work)
    work.then(done, done)
    return work
  }
}

/** A change that came together with its message counts as what was written; the message keeps its own name. */
function withEdits(readings: readonly Reading[]): Reading[] {
  const edits = new Map<string, Inbound>()
  const written = new Set<string>()
  for (const { event } of readings) {
    if (event.is === 'message') written.add(event.slot)
    if (event.is === 'edit' && written.has(event.slot)) edits.set(event.slot, event.inbound)
  }
  if (edits.size === 0) return [...readings]
  return readings.flatMap((reading) => {
    const { event } = reading
    if (event.is !== 'message' && event.is !== 'edit') return [reading]
    const edited = edits.get(event.slot)
    if (!edited) return [reading]
    if (event.is === 'edit') return []
    return [{ ...reading, event: { ...event, inbound: { ...edited, update: event.inbound.update } } }]
  })
}

/** For logs: what the refusals of one round have in common is told once. */
export const firstReason = (refused: readonly Refused[]): string => describe(refused[0]?.error)
