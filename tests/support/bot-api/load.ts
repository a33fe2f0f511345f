/** Loads for benchmarks: messages from many people, and how long each waited for its answer. */
import type { Core } from './core.ts'
import type { Person } from './people.ts'

interface LoadShape {
  /** People who write, in turn, each in the private chat. */
  users: number
  /** What they write, in turn; `{n}` becomes the number of the message. */
  texts?: readonly string[]
  /** Messages of the bot that make up one answer; 1 unless said otherwise. */
  answersPerMessage?: number
  /** Milliseconds without any answer after which the rest counts as lost. */
  patienceMs?: number
}

/** `inFlight` messages wait at any time: a new one is written when an answer arrives. */
export interface SaturatedLoad extends LoadShape {
  kind: 'saturated'
  messages: number
  inFlight: number
}

/** Messages at a fixed rate, evenly spread, whether answers come or not. */
export interface SteadyLoad extends LoadShape {
  kind: 'steady'
  perSecond: number
  seconds: number
}

export type Load = SaturatedLoad | SteadyLoad

/** Milliseconds. */
export interface Percentiles {
  mean: number
  p50: number
  p90: number
  p95: number
  p99: number
  max: number
}

export interface LoadReport {
  written: number
  answered: number
  /** Written and never answered. */
  lost: number
  /** Messages of the bot to people who waited for none: answers given twice. */
  surplus: number
  /** From the first message written to the last answer. */
  seconds: number
  /** Answered messages a second. */
  perSecond: number
  /** From the update first handed to the bot until its (last) answer was delivered. */
  fromHanded: Percentiles
  /** From the message written, so that the wait in the queue counts too. */
  fromWritten: Percentiles
}

interface Waiting {
  writtenAt: number
  handedAt: number | undefined
  answersLeft: number
}

const PATIENCE_USUAL = 10_000
const TEXTS_USUAL = ['你好 {n}']
/** Milliseconds between two looks at the clock of a steady load. */
const TICK = 1

class Run {
  readonly #load: Load
  readonly #core: Core
  readonly #people: readonly Person[]
  readonly #byChat = new Map<number, Waiting[]>()
  readonly #byUpdate = new Map<number, Waiting>()
  readonly #fromHanded: number[] = []
  readonly #fromWritten: number[] = []
  readonly #total: number
  #written = 0
  #surplus = 0
  #startedAt = 0
  #lastAt = 0
  #finish: () => void = () => undefined

  constructor(core: Core, load: Load, people: readonly Person[]) {
    this.#core = core
    this.#load = load
    this.#people = people
    this.#total = load.kind === 'saturated' ? load.messages : Math.round(load.perSecond * load.seconds)
  }

  async run(): Promise<LoadReport> {
    const { records } = this.#core
    records.onHanded = (updateId, at) => this.#handed(updateId, at)
    records.onSent = (chatId, at) => this.#answered(chatId, at)
    this.#startedAt = this.#core.monotonic()
    this.#lastAt = this.#startedAt
    const over = new Promise<void>((resolve) => {
      this.#finish = resolve
    })
    const patience = this.#load.patienceMs ?? PATIENCE_USUAL
    const watch = setInterval(() => {
      if (this.#core.monotonic() - this.#lastAt > patience) this.#finish()
    }, patience / 10)
    if (this.#load.kind === 'saturated') for (let n = 0; n < Math.min(this.#load.inFlight, this.#total); n++) this.#write()
    else this.#tick(this.#load.perSecond)
    await over
    clearInterval(watch)
    records.onHanded = undefined
    records.onSent = undefined
    return this.#report()
  }

  #tick(perSecond: number): void {
    const due = Math.min(this.#total, 1 + Math.floor(((this.#core.monotonic() - this.#startedAt) / 1_000) * perSecond))
    while (this.#written < due) this.#write()
    if (this.#written < this.#total) setTimeout(() => this.#tick(perSecond), TICK)
  }

  #write(): void {
    const person = this.#people[this.#written % this.#load.users]
    const texts = this.#load.texts ?? TEXTS_USUAL
    const text = (texts[this.#written % texts.length] ?? '').replace('{n}', String(this.#written + 1))
    this.#written += 1
    if (!person) return
    const waiting: Waiting = { writtenAt: this.#core.monotonic(), handedAt: undefined, answersLeft: this.#load.answersPerMessage ?? 1 }
    const line = this.#byChat.get(person.id)
    if (line) line.push(waiting)
    else this.#byChat.set(person.id, [waiting])
    // Noted before it is written: a webhook hands it out at once.
    this.#byUpdate.set(this.#core.queue.lastId + 1, waiting)
    person.writes(text)
  }

  #handed(updateId: number, at: number): void {
    const waiting = this.#byUpdate.get(updateId)
    if (!waiting) return
    waiting.handedAt = at
    this.#byUpdate.delete(updateId)
  }

  #answered(chatId: number, at: number): void {
    const line = this.#byChat.get(chatId)
    const waiting = line?.[0]
    if (!line || !waiting) {
      this.#surplus += 1
      return
    }
    this.#lastAt = at
    waiting.answersLeft -= 1
    if (waiting.answersLeft > 0) return
    line.shift()
    this.#fromWritten.push(at - waiting.writtenAt)
    this.#fromHanded.push(at - (waiting.handedAt ?? waiting.writtenAt))
    if (this.#fromWritten.length === this.#total) this.#finish()
    else if (this.#load.kind === 'saturated' && this.#written < this.#total) this.#write()
  }

  #report(): LoadReport {
    const answered = this.#fromWritten.length
    const seconds = (this.#lastAt - this.#startedAt) / 1_000
    return {
      written: this.#written,
      answered,
      lost: this.#written - answered,
      surplus: this.#surplus,
      seconds,
      perSecond: seconds > 0 ? answered / seconds : 0,
      fromHanded: percentiles(this.#fromHanded),
      fromWritten: percentiles(this.#fromWritten),
    }
  }
}

/** Runs one load; `people` are as many as its `users` at least, with started chats. */
export const runLoad = (core: Core, load: Load, people: readonly Person[]): Promise<LoadReport> => new Run(core, load, people).run()

export function percentiles(values: readonly number[]): Percentiles {
  const sorted = Float64Array.from(values).sort()
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
  const mean = sorted.length === 0 ? 0 : sorted.reduce((sum, value) => sum + value, 0) / sorted.length
  return { mean, p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), max: at(1) }
}
