/** How a capability tells the bot what people can say and what happens by itself. */
import type { Reader, Tx } from '../db/db.ts'
import type { Lessons } from '../intents/live.ts'
import type { Understanding } from '../intents/understanding.ts'
import type { Job, Run } from '../jobs/job.ts'
import type { Calendar, Holidays } from '../lib/calendar.ts'
import type { Filled, Form } from './dialogue.ts'
import type { Files } from './files.ts'
import type { Act, Audience, Location, Personal, Picture, Reply } from './message.ts'
import type { Push } from './outbox.ts'
import type { IntentName, Role } from './vocabulary.ts'

/** The person who speaks. */
export interface Person {
  readonly id: string
  readonly accountId: string
  readonly channel: string
  readonly display: Personal | undefined
}

/** What an operation needs, whoever calls it (a handler, a job, a page): the open transaction, the time, and a way to leave something to be said. */
export interface Acts {
  readonly tx: Tx
  readonly now: Date
  readonly calendar: Calendar
  /** Leaves something to be said later or to others; it commits with everything else. */
  push(push: Push): Promise<void>
}

/** All that a handler may touch. */
export interface Context extends Acts {
  readonly person: Person
  readonly place: 'private' | 'group'
  /** The group's own id (`channel:chat`), in a group. */
  readonly group: string | undefined
  /** Writes down who did what to what; kept three years. */
  audit(action: string, subject: string): Promise<void>
  /** Does the speaker hold one of these roles? */
  holds(...roles: Role[]): Promise<boolean>
}

/** The message a handler answers. */
export interface Turn {
  readonly understood: Understanding
  readonly topic: string | undefined
  readonly aspect: string | undefined
  readonly pictures: readonly Picture[]
  readonly location: Location | undefined
  /** The update's key: unique for ever, so it can serve in idempotency keys. */
  readonly update: string
}

/** What a handler gives back: what to say, and what programs may read of it. */
export interface Answer<A extends Audience = Audience> {
  readonly reply: Reply<A>
  /** What was read out of the message (`slots` of the JSON chat). */
  readonly slots?: Readonly<Record<string, unknown>>
  /** What was created or found, by its public number (`data` of the JSON chat). */
  readonly data?: Readonly<Record<string, unknown>>
  /** The topic that was answered, where it is another than the one asked for: follow-ups refer to it. */
  readonly topic?: string
  /** The speaker's file was erased: the message and this answer are kept without whose they were. */
  readonly forgets?: boolean
  /** The words of this message are nobody's business but their keeper's: the log of messages keeps that there was one, not what it said. */
  readonly discreet?: boolean
  /** The dialogue that follows: the named intent's form, with these fields already known. */
  readonly next?: { intent: IntentName; filled?: Filled }
}

interface IntentBase {
  readonly name: IntentName
  /** Asks for what is missing before `run`; made anew for each message where it depends on what is stored or on the time. */
  readonly form?: Form | ((ctx: Context) => Promise<Form>)
  /** Changes data: wants more certainty than an answer. */
  readonly changes?: boolean
  /** What undoes it: 取消 just after it means that. */
  readonly undoneBy?: IntentName
  /** What words do that say nothing clear by themselves and come just after it, where they add to it. */
  continued?(heard: Understanding): Act | undefined
  /** Only for these roles; to others the intent does not exist. */
  readonly roles?: readonly Role[]
  /** Personal data are kept: asks consent first. */
  readonly consent?: boolean
  /** The words hold a secret (a code): said in a group, they are not kept to be taken up later. */
  readonly secret?: boolean
  /** A location sent without words is meant for it: with the words before it, where those were meant for it, too. */
  readonly locates?: boolean
  /** These words alone are certainly meant for it, whatever the recogniser says: for what must not be missed. */
  claims?(heard: Understanding): boolean
}

/** May be answered anywhere, so its answer holds public parts only: the compiler sees to it. */
export interface PublicIntent extends IntentBase {
  readonly audience: 'public'
  run(ctx: Context, turn: Turn, filled: Filled): Promise<Answer<'public'>>
  /** What is said in private instead, where more may be told than before others. */
  privately?(ctx: Context, turn: Turn, filled: Filled): Promise<Answer>
}

/** Answered in private only; in a group the firewall speaks instead and parks the question. */
export interface PrivateIntent extends IntentBase {
  readonly audience: 'personal'
  run(ctx: Context, turn: Turn, filled: Filled): Promise<Answer>
}

export type Intent = PublicIntent | PrivateIntent

/** What a job of a capability may touch. */
export interface JobRun extends Run, Acts {
  readonly tx: Tx
  readonly now: Date
  /** Pictures that people sent. */
  readonly files: Files
}

/** Deletes up to `limit` rows that are older than `before`. @returns how many it deleted */
export type Broom = (tx: Tx, before: Date, limit: number) => Promise<number>

/** What a capability keeps about persons: how they see it, take it along, and have it forgotten. */
export interface Keeps {
  /** One line or two for 我的信息; none when nothing is kept. */
  show(read: Reader, personId: string, calendar: Calendar): Promise<readonly string[]>
  /** Everything, for the person's own copy: titled sections of plain lines. */
  copy(read: Reader, personId: string, calendar: Calendar): Promise<readonly { title: string; lines: readonly string[] }[]>
  /** Forgets what is kept about these ids of one person; what law or accounts need stays under a pseudonym. */
  erase(tx: Tx, persons: readonly string[], now: Date): Promise<void>
  /** Two files of one person become one: what is kept goes along. */
  move(tx: Tx, from: string, to: string, now: Date): Promise<void>
  /** Pictures that are still wanted, by their names in the folder of files: they outlive the week that others are kept. */
  files?(read: Reader): Promise<readonly string[]>
  /** Retention clocks: what is older than `keep` (milliseconds) goes away by itself. */
  readonly clocks?: readonly { readonly keep: number; readonly sweep: Broom }[]
}

/** What a page of a capability may touch. */
export interface Desk {
  readonly read: Reader
  readonly calendar: Calendar
  now(): Date
  /** Signs links and cookies of this installation. */
  readonly secret: string
  /** The address under which people reach the pages, without a slash at the end. */
  readonly baseUrl: string
  /** One unit of work; what it pushes is sent after the commit. */
  act<T>(work: (acts: Acts) => Promise<T>): Promise<T>
}

/** A web page that a capability opens to people without the console: everything at `path` and beneath it. */
export interface Page {
  readonly path: string
  fetch(request: Request, desk: Desk, caller: { ip: string }): Promise<Response>
}

/** What staff teach the recogniser. */
export interface Teaching {
  /** Names the present state; another name means that something changed. */
  edition(read: Reader): Promise<string | undefined>
  /** `fresh`: what was not learned before, by its ids. */
  lessons(read: Reader): Promise<Lessons & { readonly fresh: readonly string[] }>
  /** What was fresh is learned; or held, because learning it would break these questions. */
  judged(tx: Tx, fresh: readonly string[], broken: readonly string[]): Promise<void>
}

/** Whom something is for, as it is stored: a kind, which of that kind, and what staff read. */
export interface Aim {
  readonly kind: string
  readonly value: string
  readonly called: string
}

/** Some of the people, by what a capability knows of them: those enrolled in a session, the members of a branch. */
export interface AudienceKind {
  readonly name: string
  /** The audiences of this kind that can be named now: `called` is what staff read and say, each of its words (a number, a title) alone, too. */
  list(acts: Pick<Acts, 'tx' | 'now' | 'calendar'>): Promise<readonly { value: string; called: string }[]>
  /** The persons in it at this moment. */
  members(read: Reader, value: string): Promise<readonly string[]>
}

export interface Capability {
  readonly name: string
  readonly intents?: readonly Intent[]
  readonly jobs?: readonly Job<JobRun>[]
  readonly teaches?: Teaching
  /** Takes pictures that came without words in a private chat; undefined when they are none of its matter. */
  pictures?(ctx: Context, pictures: readonly Picture[]): Promise<Answer | undefined>
  readonly keeps?: Keeps
  readonly pages?: readonly Page[]
  /** Days on which staff know better than the library of public holidays. */
  holidays?(read: Reader, now: Date): Promise<Holidays>
  readonly audiences?: readonly AudienceKind[]
  /** Run once at start inside a transaction: seeds an empty database from `content/`. */
  seed?(tx: Tx, now: Date): Promise<void>
  /** Adds demonstration data on request. */
  demo?(tx: Tx, now: Date): Promise<void>
}
