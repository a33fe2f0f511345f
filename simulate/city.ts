/** Who does what when: a city of drivers and staff on a virtual clock. */
import type { Receipt } from '../src/bot/outcome.ts'
import { outgoing, updates } from '../src/bot/tables.ts'
import { helpMessages } from '../src/features/human/tables.ts'
import { schedules } from '../src/jobs/tables.ts'
import { after, DAY, HOUR, MINUTE, SECOND } from '../src/lib/clock.ts'
import { StartError } from '../src/lib/errors.ts'
import { Chance } from './chance.ts'
import type { Entry, Evidence } from './checks.ts'
import { type Draft, Driver, type Heard, type Script, type Surroundings, works } from './habits.ts'
import type { Death } from './life.ts'
import { Machine } from './machine.ts'
import { CHANNEL, Network } from './network.ts'
import { Notebook, type Report } from './report.ts'
import { readWords } from './words.ts'

export interface Plan {
  days: number
  drivers: number
  seed: number
  databaseUrl: string
}

/** A Monday's midnight. */
const START = new Date('2026-11-23T00:00:00+08:00')
/** The bot forgets what is older than a month: the evidence is looked at before. */
const LOOK_EVERY = 7
const STAFF = [
  ['boss', 'admin', [9, 12, 15, 18]],
  ['counter', 'counter', [8, 10, 11, 14, 16, 17]],
] as const

/** Shares of all messages; the answers of staff are few, and a push hangs on each. */
const DOOMED = 0.02
const DOOMED_ANSWERS = 0.25
const TWICE_AT_ONCE = 0.03
const AGAIN_LATER = 0.03
/** Share of all events before which the clock is found wrong. */
const CLOCK_STEP = 0.004

/** What a script goes on with when the bot would not take its line; the checks find the missing receipt. */
const NOT_TAKEN: Receipt = { intent: 'none', confidence: 0, handled: false }

const isAnswer = ({ text }: Draft): boolean => text.startsWith('回复 ')

interface Event {
  at: Date
  happens(): Promise<void>
}

/** Lives through the plan and tells what held. */
export async function simulate(plan: Plan): Promise<Report> {
  const network = new Network(plan.seed)
  const machine = await Machine.start(plan.databaseUrl, network, START)
  try {
    if ((await machine.db.read.select({ key: updates.key }).from(updates).limit(1)).length > 0)
      throw new StartError('--db: this database holds messages already; allowed: one that is empty or does not exist')
    const city = new City(plan, network, machine)
    return await city.lives()
  } finally {
    await machine.stop()
  }
}

class City {
  readonly #plan: Plan
  readonly #network: Network
  readonly #machine: Machine
  readonly #surroundings: Surroundings
  readonly #drivers: Driver[]
  readonly #entries: Entry[] = []
  readonly #notebook = new Notebook()
  #events: Event[] = []
  #marks = 0
  /** Entries before the last look, and before the one before that. */
  #looked = 0
  #lookedBefore = 0

  constructor(plan: Plan, network: Network, machine: Machine) {
    this.#plan = plan
    this.#network = network
    this.#machine = machine
    const mark = (kind: string) => {
      this.#marks += 1
      return `${kind}${String(this.#marks).padStart(4, '0')}`
    }
    const surroundings = { chance: new Chance(plan.seed), words: readWords(), mark }
    this.#surroundings = surroundings
    this.#drivers = Array.from({ length: plan.drivers }, (_, number) => new Driver(number + 1, surroundings))
  }

  async lives(): Promise<Report> {
    for (const [name, role] of STAFF) await this.#writes({ from: name, place: { kind: 'private' }, addressed: true, text: '你好', localRole: role })
    // One of the groups lets the bot answer what nobody asked it.
    await this.#writes({ from: 'boss', place: { kind: 'group', id: 'g:夜班' }, addressed: true, text: '群里主动回答 开', localRole: 'admin' })
    for (let day = 0; day < this.#plan.days; day += 1) {
      this.#planDay(after(START, day * DAY))
      await this.#until(after(START, (day + 1) * DAY))
      if ((day + 1) % LOOK_EVERY === 0) await this.#look(false)
    }
    this.#network.calm = true
    await this.#until(after(START, this.#plan.days * DAY + 12 * HOUR)) // scripts and late deliveries come to their end
    await this.#machine.advance(after(this.#machine.now(), 2 * HOUR))
    await this.#look(true)
    return this.#notebook.report({ plan: this.#plan, machine: this.#machine, network: this.#network, entries: this.#entries })
  }

  #planDay(midnight: Date): void {
    const { chance } = this.#surroundings
    for (const driver of this.#drivers) {
      const [from, to, most] = driver.times
      for (let left = chance.between(0, most); left > 0; left -= 1) {
        const at = after(midnight, from * HOUR + chance.between(0, (to - from) * 3_600 - 1) * SECOND)
        this.#begins(at, driver.visits(), driver)
      }
    }
    for (const [name, role, hours] of STAFF) {
      for (const hour of hours) this.#begins(after(midnight, hour * HOUR + chance.between(0, 40) * MINUTE), works(name, role, this.#surroundings))
    }
    // Once a day with nothing in hand; the other deaths come in the middle of a message.
    this.#events.push({ at: after(midnight, chance.between(0, 1_439) * MINUTE), happens: () => this.#machine.dies() })
  }

  /** A script's first line waits its own time, too. */
  #begins(at: Date, script: Script, driver?: Driver, heard?: Heard): void {
    const step = heard ? script.next(heard) : script.next()
    if (step.done) return
    const { after: pause, draft } = step.value
    const happens = async () => {
      const answer = await this.#writes(draft)
      driver?.sees(answer.said)
      this.#begins(this.#machine.now(), script, driver, answer)
    }
    this.#events.push({ at: after(at, pause), happens })
  }

  /** Everything planned before `end` happens in order; what follows from it is planned meanwhile. */
  async #until(end: Date): Promise<void> {
    for (;;) {
      const next = this.#events.reduce<Event | undefined>((first, event) => (first && first.at <= event.at ? first : event), undefined)
      if (!next || next.at > end) break
      this.#events = this.#events.filter((event) => event !== next)
      await this.#mishaps()
      await this.#machine.advance(next.at)
      await next.happens()
    }
    await this.#machine.advance(end)
  }

  async #mishaps(): Promise<void> {
    const { chance } = this.#surroundings
    if (this.#network.calm) return
    if (chance.happens(CLOCK_STEP)) await this.#machine.stepClock(chance)
  }

  /** One line goes to the bot: mostly once, now and then twice at once or again later, now and then into a death. */
  async #writes(draft: Draft): Promise<Heard> {
    const { chance } = this.#surroundings
    const entry: Entry = { update: `u${this.#entries.length + 1}`, draft, receipts: [] }
    this.#entries.push(entry)
    const faults = !this.#network.calm
    const death = faults && chance.happens(isAnswer(draft) ? DOOMED_ANSWERS : DOOMED) ? this.#death(draft) : undefined
    const times = !death && faults && chance.happens(TWICE_AT_ONCE) ? 2 : 1
    const from = this.#network.arrived.length
    entry.receipts.push(...(await this.#deliver(entry, times, death)))
    if (faults && chance.happens(AGAIN_LATER)) {
      const at = after(this.#machine.now(), chance.between(1, 300) * MINUTE)
      this.#events.push({ at, happens: async () => void entry.receipts.push(...(await this.#deliver(entry, 1, undefined))) })
    }
    const said = this.#network.arrived.slice(from).filter((message) => message.to === (draft.place.kind === 'group' ? draft.place.id : draft.from))
    const [receipt = NOT_TAKEN] = entry.receipts
    return { receipt, said }
  }

  #deliver({ update, draft }: Entry, times: number, death: Death | undefined) {
    return this.#machine.take({ ...draft, channel: CHANNEL, update }, times, death)
  }

  /** An answer of staff leads to one push, so its death may also come anywhere on that push's way. */
  #death(draft: Draft): Death {
    const { chance } = this.#surroundings
    const push = isAnswer(draft)
    if (push && chance.happens(0.4)) return chance.pick(['push before the wire', 'push after the wire'])
    if (chance.happens(0.6)) return { commit: push ? chance.between(1, 5) : 1, kept: chance.happens(0.5) }
    return chance.pick(['reply before the wire', 'reply after the wire'])
  }

  async #look(over: boolean): Promise<void> {
    const { read } = this.#machine.db
    const evidence: Evidence = {
      now: this.#machine.now(),
      over,
      entries: this.#entries,
      // Once more those of the time before: some were delivered again since.
      fresh: this.#entries.slice(this.#lookedBefore),
      arrived: this.#network.arrived,
      updates: await read.select({ key: updates.key }).from(updates),
      outgoing: await read.select().from(outgoing),
      requests: await read.select({ number: helpMessages.number, told: helpMessages.told, createdAt: helpMessages.createdAt }).from(helpMessages),
      jobs: await read.select({ name: schedules.name, dueAt: schedules.dueAt }).from(schedules),
    }
    this.#lookedBefore = this.#looked
    this.#looked = this.#entries.length
    this.#notebook.notes(evidence)
  }
}
