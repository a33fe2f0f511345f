/** The composition root: wires everything by hand. */

import { setTimeout as sleep } from 'node:timers/promises'
import type { Acts, Capability, JobRun } from './bot/capability.ts'
import type { Channel } from './bot/channel.ts'
import { Delivery as Deliveries, type Delivery } from './bot/deliver.ts'
import { Files } from './bot/files.ts'
import { type HostParts, hostFor } from './bot/host.ts'
import { Learner } from './bot/learner.ts'
import type { Transcribe } from './bot/listen.ts'
import { type Meter, noMeter } from './bot/meter.ts'
import { leavePush } from './bot/outbox.ts'
import { productOf } from './bot/product.ts'
import { Reception } from './bot/receive.ts'
import type { Advise } from './bot/second-opinion.ts'
import { leaveLines } from './bot/store/lines.ts'
import type { Worker } from './bot/store/outgoing.ts'
import { CARE, keepLease, stayAlive, thisWorker } from './bot/worker.ts'
import { catalog } from './catalog.ts'
import type { Db } from './db/db.ts'
import { openDb } from './db/open.ts'
import { timed } from './db/timed.ts'
import { LiveMind } from './intents/live.ts'
import type { Opened } from './intents/recognise.ts'
import { heartbeat } from './jobs/heartbeat.ts'
import { Schedule } from './jobs/schedule.ts'
import { type Calendar, LiveHolidays, openCalendar, readHolidays } from './lib/calendar.ts'
import { type Clock, SECOND, systemClock, ticks, VirtualClock } from './lib/clock.ts'
import { describe, StartError } from './lib/errors.ts'
import type { Log } from './lib/log.ts'

/** Jobs count as down when no heartbeat ended for this long (milliseconds). */
const SILENCE = 30 * SECOND
/** How long a heartbeat waits for the sending it began (milliseconds). */
const PATIENCE = SECOND
/** How long a stop waits for what is in hand (milliseconds). */
const DRAIN = 9 * SECOND

export interface AppOptions {
  databaseUrl: string
  zone: string
  log: Log
  channels: readonly Channel[]
  clock?: Clock
  /** Where the trained recogniser is kept between starts. */
  cacheFolder: string
  /** A recogniser that this process has opened already; absent: the app opens its own. */
  recogniser?: Opened
  /** The program of the training thread; the built one unless told otherwise. */
  school?: URL
  /** Where pictures that people send are kept. */
  filesFolder: string
  /** Turns voice into text; absent: voice gets a menu. */
  transcribe?: Transcribe | undefined
  /** Gives a second opinion on what is in doubt; absent: there is none. */
  advise?: Advise | undefined
  /** Counts what is done; absent: nothing is counted. */
  meter?: Meter | undefined
  capabilities?: readonly Capability[]
  /** Fills the database with demonstration data. */
  demo?: boolean
}

/** What a conversation in the terminal hands on; it brings its own channel. */
export type TerminalOptions = Required<Pick<AppOptions, 'databaseUrl' | 'zone' | 'log' | 'cacheFolder' | 'filesFolder' | 'demo'>> &
  Pick<AppOptions, 'transcribe' | 'advise'>

export class App {
  readonly db: Db
  readonly clock: Clock
  readonly calendar: Calendar
  readonly reception: Reception
  readonly delivery: Delivery
  readonly schedule: Schedule<JobRun>
  readonly learners: readonly Learner[]
  readonly #channels: readonly Channel[]
  readonly #host: HostParts
  readonly #log: Log
  /** Takes over what staff know of holidays, whichever process they said it in. */
  readonly #refresh: () => Promise<void>
  readonly #endLease: () => void
  #stopHeart: (() => Promise<void>) | undefined
  #sweptAt = 0
  #beatAt: number | undefined

  private constructor(
    parts: Pick<App, 'db' | 'clock' | 'calendar' | 'reception' | 'delivery' | 'schedule' | 'learners'> & {
      worker: Worker
      channels: readonly Channel[]
      log: Log
      refresh: () => Promise<void>
      endLease: () => void
    },
  ) {
    this.db = parts.db
    this.clock = parts.clock
    this.calendar = parts.calendar
    this.reception = parts.reception
    this.delivery = parts.delivery
    this.schedule = parts.schedule
    this.learners = parts.learners
    this.#channels = parts.channels
    this.#log = parts.log
    this.#refresh = parts.refresh
    this.#endLease = parts.endLease
    this.#host = { ...parts, wall: systemClock }
  }

  /** Opens the database, seeds it when empty, takes over what a dead process left. Nothing is taken in yet. */
  static async open(options: AppOptions): Promise<App> {
    const clock = options.clock ?? systemClock
    const capabilities = options.capabilities ?? catalog
    const mind = new LiveMind({
      cacheFolder: options.cacheFolder,
      ...(options.school ? { school: options.school } : {}),
      ...(options.recogniser ? { opened: options.recogniser } : {}),
    })
    const meter = options.meter ?? noMeter
    const opened = await openDb(options.databaseUrl)
    const db = options.meter ? timed(opened, (seconds, committed) => meter.transaction(seconds, committed)) : opened
    const holidays = new LiveHolidays()
    const calendar = openCalendar(options.zone, readHolidays(), holidays)
    const worker = thisWorker()
    const channels = new Map(options.channels.map((channel) => [channel.name, channel]))
    await seed(db, capabilities, clock, options.demo ?? false)
    await stayAlive(db, worker, systemClock)
    const { log } = options
    const files = new Files(options.filesFolder)
    const delivery = new Deliveries({ db, channels, clock, wall: systemClock, log, meter, worker, calendar, files })
    const product = productOf(capabilities, mind)
    const ears = { files, transcribe: options.transcribe, log }
    const reception = new Reception({ db, product, calendar, clock, log, worker, delivery, channels, ears, meter, advise: options.advise })
    const jobs = capabilities.flatMap((capability) => capability.jobs ?? [])
    const schedule = new Schedule<JobRun>({
      db,
      jobs,
      calendar,
      log,
      equip: (run) => ({ ...run, calendar, files, push: (push) => leavePush(run.tx, push, run.now, calendar) }),
    })
    await schedule.prepare(clock.now())
    await delivery.sweep()
    const endLease = keepLease(db, worker, log)
    const learners = capabilities.flatMap(({ teaches }) => (teaches ? [new Learner({ db, mind, teaching: teaches, log })] : []))
    const refresh = async () => {
      for (const capability of capabilities) if (capability.holidays) holidays.replace(await capability.holidays(db.read, clock.now()))
    }
    await refresh()
    return new App({ db, clock, calendar, reception, delivery, schedule, learners, refresh, worker, channels: options.channels, log, endLease })
  }

  /** Opens every channel and starts the heartbeat. */
  async start(): Promise<void> {
    for (const channel of this.#channels) await channel.start(hostFor(channel, this.#host))
    await this.beat()
    this.#stopHeart = heartbeat(
      () => this.beat(),
      (error) => this.#log.error({ error: describe(error) }, 'a heartbeat failed'),
    )
  }

  /** One heartbeat: jobs that are due, pushes that are due, jobs that waited for these to leave; now and then what the dead left. */
  async beat(): Promise<void> {
    const wall = systemClock.now().getTime()
    if (Math.abs(wall - this.#sweptAt) >= CARE) {
      this.#sweptAt = wall
      await this.delivery.sweep()
    }
    await this.#refresh()
    for (const begun = ticks(); ; ) {
      await this.schedule.runDue(this.clock.now())
      if (!(await this.#pumpAWhile()) || ticks() - begun > PATIENCE) break
      await this.schedule.hurry(this.clock.now())
    }
    for (const learner of this.learners) await learner.look()
    this.#beatAt = ticks()
  }

  /** A long sending at the network's pace goes on by itself: jobs and answers do not wait for its end. @returns whether some was sent, all of it */
  async #pumpAWhile(): Promise<boolean> {
    const pumped = this.delivery.pump().catch((error: unknown) => {
      this.#log.error({ error: describe(error) }, 'pushes could not be sent')
      return 0
    })
    const patience = new AbortController()
    const taken = await Promise.race([pumped, sleep(PATIENCE, 0, { signal: patience.signal }).catch(() => 0)])
    patience.abort()
    return taken > 0
  }

  /** One unit of work for what is no message and no job (a page); what it pushes is sent after the commit. */
  async act<T>(work: (acts: Acts) => Promise<T>): Promise<T> {
    const { calendar } = this
    const done = await this.db.tx((tx) => {
      const now = this.clock.now()
      return work({ tx, now, calendar, push: (push) => leavePush(tx, push, now, calendar) })
    })
    void this.delivery.pump().catch((error: unknown) => this.#log.error({ error: describe(error) }, 'pushes could not be sent'))
    return done
  }

  /** Moves a virtual clock to `to`; everything that falls due on the way happens at its own time, in order. */
  async advance(to: Date): Promise<void> {
    if (!(this.clock instanceof VirtualClock)) throw new Error('only a virtual clock can be moved')
    let stuck: number | undefined
    await this.#refresh()
    for (;;) {
      await this.delivery.idle() // rows in somebody's hands are neither due nor done
      const dues = [await this.schedule.nextDue(), await this.delivery.nextDue()].filter((due) => due !== undefined)
      const due = dues.length > 0 ? Math.min(...dues.map((each) => each.getTime())) : undefined
      if (due === undefined || due > to.getTime() || due === stuck) break
      this.clock.moveTo(new Date(due))
      const done = (await this.schedule.runDue(this.clock.now())) + (await this.delivery.pump())
      stuck = done === 0 ? due : undefined
    }
    this.clock.moveTo(to)
  }

  /** True when database, jobs and channels serve. */
  async ready(): Promise<boolean> {
    if (this.#beatAt === undefined || ticks() - this.#beatAt > SILENCE) return false
    try {
      await this.db.ping()
    } catch {
      return false
    }
    return this.#channels.every((channel) => ['up', 'standby'].includes(channel.status().is))
  }

  /** Takes nothing more in, finishes what is in hand, closes the database. */
  async stop(): Promise<void> {
    this.delivery.stop()
    const drained = (async () => {
      await Promise.all(this.#channels.map((channel) => channel.stop()))
      await this.#stopHeart?.()
      await this.reception.idle()
      await this.delivery.idle()
    })()
    const tooLong = new Promise((resolve) => setTimeout(resolve, DRAIN).unref())
    await Promise.race([drained, tooLong])
    this.#endLease()
    await this.db
      .tx((tx) => leaveLines(tx, [this.#host.worker.id]))
      .catch((error: unknown) => this.#log.warn({ error: describe(error) }, 'the lines were not given back'))
    await this.db.close()
  }
}

async function seed(db: Db, capabilities: readonly Capability[], clock: Clock, demo: boolean): Promise<void> {
  try {
    await db.tx(async (tx) => {
      for (const capability of capabilities) await capability.seed?.(tx, clock.now())
      if (demo) for (const capability of capabilities) await capability.demo?.(tx, clock.now())
    })
  } catch (error) {
    if (error instanceof StartError) throw error
    throw new StartError(`DATABASE_URL: the database cannot be written (${describe(error)})`)
  }
}
