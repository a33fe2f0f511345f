/**
 * The open pages: every line that comes to be seen is sent to its visitor's pages, once each. Lines are
 * found by looking at the database, at once when this process stored one and every two seconds for
 * what another process stored.
 */
import { type ChatLine, linesSince } from '../../bot/store/webchat.ts'
import type { Db } from '../../db/db.ts'
import { after, type Clock, MINUTE, SECOND } from '../../lib/clock.ts'
import { describe } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'

const LOOK_EVERY = 2 * SECOND
/** Keeps the way open through proxies, and lets the page notice a dead one. */
const BEAT_EVERY = 20 * SECOND
/** Rows do not commit in the order of their times, and clocks differ: so far back a look goes each time. */
const MARGIN = MINUTE
const STREAMS_PER_VISITOR = 5
const STREAMS = 2_000
/** A page that does not read is let go (bytes); it comes back and gets what it missed. */
const BACKLOG = 256 * 1024

const encoder = new TextEncoder()

interface Stream {
  visitor: string
  /** What was sent here, and when: the margin brings it up again for a while. */
  shown: Map<string, number>
  controller: ReadableStreamDefaultController<Uint8Array>
}

export interface StreamParts {
  db: Db
  clock: Clock
  log: Log
  /** A line as the page shows it. */
  render(line: ChatLine): string
}

export class Streams {
  readonly #parts: StreamParts
  readonly #open = new Map<string, Set<Stream>>()
  #count = 0
  #stopped = false
  #looking: NodeJS.Timeout | undefined
  #beating: NodeJS.Timeout | undefined

  constructor(parts: StreamParts) {
    this.#parts = parts
  }

  /** Opens a stream that begins with what was missed since `since`; undefined when too many are open. */
  open(visitor: string, since: Date): ReadableStream<Uint8Array> | undefined {
    const mine = this.#open.get(visitor) ?? new Set<Stream>()
    if (this.#stopped || mine.size >= STREAMS_PER_VISITOR || this.#count >= STREAMS) return undefined
    let stream: Stream | undefined
    return new ReadableStream<Uint8Array>(
      {
        start: async (controller) => {
          stream = { visitor, shown: new Map(), controller }
          mine.add(stream)
          this.#open.set(visitor, mine)
          this.#count += 1
          this.#keepGoing()
          this.#write(stream, 'retry: 2000\n\n')
          await this.#look({ visitor, since: after(since, -MARGIN) })
          this.#beat(stream)
        },
        cancel: () => {
          if (stream) this.#drop(stream)
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: BACKLOG }),
    )
  }

  /** Something new was stored for this visitor. */
  wake(visitor: string): void {
    if (this.#open.has(visitor)) void this.#look({ visitor, since: after(this.#parts.clock.now(), -MARGIN) })
  }

  /** This visitor's pages start afresh. */
  dismiss(visitor: string): void {
    for (const stream of this.#open.get(visitor) ?? []) {
      this.#write(stream, 'event: reload\ndata: 1\n\n')
      this.#end(stream)
    }
  }

  /** Ends every stream; the pages come back by themselves. */
  stop(): void {
    this.#stopped = true
    for (const stream of [...this.#open.values()].flatMap((each) => [...each])) this.#end(stream)
  }

  /** Looks and beats as long as a page is open. */
  #keepGoing(): void {
    this.#looking ??= setInterval(() => void this.#look({ since: after(this.#parts.clock.now(), -MARGIN) }), LOOK_EVERY).unref()
    this.#beating ??= setInterval(() => {
      for (const stream of [...this.#open.values()].flatMap((each) => [...each])) this.#beat(stream)
    }, BEAT_EVERY).unref()
  }

  #rest(): void {
    clearInterval(this.#looking)
    clearInterval(this.#beating)
    this.#looking = undefined
    this.#beating = undefined
  }

  async #look(where: { visitor?: string; since: Date }): Promise<void> {
    const { db, clock, log } = this.#parts
    const moment = clock.now().getTime()
    try {
      for (const line of await linesSince(db.read, where)) this.#show(line, moment)
    } catch (error) {
      log.warn({ error: describe(error) }, 'the web chat could not look for new lines')
    }
  }

  #show(line: ChatLine, moment: number): void {
    const streams = this.#open.get(line.visitor)
    if (!streams) return
    const name = line.by === 'bot' ? line.row : line.key
    let html: string | undefined
    for (const stream of streams) {
      if (stream.shown.has(name)) continue
      stream.shown.set(name, moment)
      html ??= this.#parts.render(line)
      if (html) this.#write(stream, `id: ${moment}\nevent: line\ndata: ${JSON.stringify(html)}\n\n`)
    }
  }

  /** The page's cursor moves on although nothing happened; what is too old to come up again is forgotten. */
  #beat(stream: Stream): void {
    const moment = this.#parts.clock.now().getTime()
    for (const [name, at] of stream.shown) if (moment - at > 3 * MARGIN) stream.shown.delete(name)
    this.#write(stream, `id: ${moment}\nevent: beat\ndata: 1\n\n`)
  }

  #write(stream: Stream, text: string): void {
    if (!this.#open.get(stream.visitor)?.has(stream)) return
    stream.controller.enqueue(encoder.encode(text))
    if ((stream.controller.desiredSize ?? 0) <= 0) this.#end(stream)
  }

  #end(stream: Stream): void {
    if (this.#drop(stream)) stream.controller.close()
  }

  #drop(stream: Stream): boolean {
    const mine = this.#open.get(stream.visitor)
    if (!mine?.delete(stream)) return false
    this.#count -= 1
    if (mine.size === 0) this.#open.delete(stream.visitor)
    if (this.#count === 0) this.#rest()
    return true
  }
}
