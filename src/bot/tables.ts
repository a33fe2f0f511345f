/** The bot's own tables: who speaks, what was taken in, what goes out. */
import { sql } from 'drizzle-orm'
import { bool, index, instant, int, json, oneOf, primaryKey, table, text, unique, uniqueIndex } from '../db/kit.ts'
import type { Answered } from './channel.ts'
import type { ConversationState } from './conversation.ts'
import type { Act, Enclosed } from './message.ts'
import type { Outcome } from './outcome.ts'
import type { QuietSpan } from './quiet.ts'
import { DRIVERS, ROLES } from './vocabulary.ts'

/** A human being, whatever the number of chat accounts. */
export const persons = table('persons', {
  id: text('id').primaryKey(),
  createdAt: instant('created_at').notNull(),
  /** This file was joined to another one by a binding code. */
  mergedInto: text('merged_into'),
  /** Until when a question asked in a group waits to be taken up in private. */
  parkedUntil: instant('parked_until'),
  /** The hours in which this person wants to hear nothing; null: the house's. */
  quiet: json<QuietSpan[]>('quiet'),
  /** What the person drives. */
  drives: oneOf('drives', DRIVERS),
})

export const accounts = table(
  'accounts',
  {
    id: text('id').primaryKey(),
    channel: text('channel').notNull(),
    external: text('external').notNull(),
    personId: text('person_id')
      .notNull()
      .references(() => persons.id),
    display: text('display'),
    lastSeenAt: instant('last_seen_at').notNull(),
    /** Has written in private: pushes can reach it. */
    reachable: bool('reachable').notNull().default(false),
    /** Why it can no longer be reached (blocked, deleted). */
    gone: text('gone'),
    codeMisses: int('code_misses').notNull().default(0),
    codesLockedUntil: instant('codes_locked_until'),
  },
  (t) => [unique('accounts_external').on(t.channel, t.external), index('accounts_person').on(t.personId)],
)

/** One person in one chat. Its row is the lock under which that person's messages there are handled in order. */
export const conversations = table('conversations', {
  id: text('id').primaryKey(),
  channel: text('channel').notNull(),
  state: json<ConversationState>('state').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** Messages taken in, each once. */
export const updates = table(
  'updates',
  {
    key: text('key').primaryKey(),
    conversationId: text('conversation_id').notNull(),
    personId: text('person_id').notNull(),
    at: instant('at').notNull(),
    text: text('text').notNull(),
    outcome: json<Outcome>('outcome').notNull(),
  },
  (t) => [index('updates_at').on(t.at), index('updates_person').on(t.personId), index('updates_conversation').on(t.conversationId, t.at)],
)

export const groups = table('groups', {
  id: text('id').primaryKey(),
  channel: text('channel').notNull(),
  chat: text('chat').notNull(),
  title: text('title'),
  /** Why nothing can be said there any more (the bot was removed). */
  gone: text('gone'),
  /** May the bot answer public questions nobody addressed to it? */
  unasked: bool('unasked').notNull().default(false),
  /** Answers left in this minute, and when the minute began. */
  answersLeft: int('answers_left').notNull(),
  minuteStart: instant('minute_start').notNull(),
})

/** The last time a group got the answer to a public question. */
export const groupAnswers = table(
  'group_answers',
  { groupId: text('group_id').notNull(), question: text('question').notNull(), at: instant('at').notNull() },
  (t) => [primaryKey({ columns: [t.groupId, t.question] })],
)

export const OUTGOING_STATES = ['waiting', 'claimed', 'sending', 'sent', 'failed', 'expired', 'muted', 'cancelled', 'unknown'] as const

export const outgoing = table(
  'outgoing',
  {
    id: text('id').primaryKey(),
    kind: oneOf('kind', ['reply', 'push']).notNull(),
    /** Names a push: the same key is one push. */
    key: text('key').notNull(),
    channel: text('channel').notNull(),
    address: text('address').notNull(),
    place: oneOf('place', ['private', 'group']).notNull(),
    personId: text('person_id'),
    audience: oneOf('audience', ['public', 'personal']).notNull(),
    text: text('text').notNull(),
    /** A push keeps what its choices mean: it belongs to no conversation that would remember it. */
    choices: json<{ id: string; label: string; act?: Act }[]>('choices').notNull(),
    files: json<Enclosed[]>('files'),
    updateId: text('update_id'),
    answers: json<Answered>('answers'),
    reason: text('reason').notNull(),
    state: oneOf('state', OUTGOING_STATES).notNull(),
    why: text('why'),
    /** Sent once already, perhaps: says so when sent again. */
    repeated: bool('repeated').notNull().default(false),
    worker: text('worker'),
    /** What a push belongs to (`N-12`): called off, held and counted together. */
    matter: text('matter'),
    /** Goes out at any hour, and whatever the week's budget says. */
    urgent: bool('urgent').notNull().default(false),
    /** Nobody asked for it: the person's budget may drop it. */
    unasked: bool('unasked').notNull().default(false),
    /** Put off to the end of quiet hours: joined with others of the same person. */
    deferred: bool('deferred').notNull().default(false),
    priority: int('priority').notNull(),
    attempts: int('attempts').notNull().default(0),
    dueAt: instant('due_at').notNull(),
    worthlessAfter: instant('worthless_after').notNull(),
    createdAt: instant('created_at').notNull(),
    settledAt: instant('settled_at'),
  },
  (t) => [
    uniqueIndex('outgoing_push_key').on(t.key).where(sql`kind = 'push'`),
    index('outgoing_due').on(t.dueAt).where(sql`state = 'waiting'`),
    index('outgoing_held').on(t.worker).where(sql`state in ('claimed', 'sending')`),
    index('outgoing_settled').on(t.settledAt),
    index('outgoing_person').on(t.personId),
    index('outgoing_matter').on(t.matter),
    index('outgoing_pushed').on(t.channel, t.settledAt).where(sql`kind = 'push'`),
    index('outgoing_address').on(t.channel, t.address, t.dueAt),
  ],
)

/** Private questions asked in a group, to be taken up in private. */
export const parked = table(
  'parked',
  {
    id: text('id').primaryKey(),
    personId: text('person_id').notNull(),
    text: text('text').notNull(),
    at: instant('at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [index('parked_person').on(t.personId)],
)

/** What a person agreed to, in which wording, and since when no longer. */
export const consents = table(
  'consents',
  {
    id: text('id').primaryKey(),
    personId: text('person_id').notNull(),
    version: int('version').notNull(),
    givenAt: instant('given_at').notNull(),
    withdrawnAt: instant('withdrawn_at'),
  },
  (t) => [index('consents_person').on(t.personId)],
)

/** Kinds of pushes a person does not want (`study`, `notice`, …). */
export const mutes = table('mutes', { personId: text('person_id').notNull(), kind: text('kind').notNull(), since: instant('since').notNull() }, (t) => [
  primaryKey({ columns: [t.personId, t.kind] }),
])

/** One identity per member of staff, for console and chat. */
export const staff = table('staff', {
  id: text('id').primaryKey(),
  name: text('name').notNull().unique('staff_name'),
  personId: text('person_id'),
  codeDigest: text('code_digest').unique('staff_code'),
  codeExpiresAt: instant('code_expires_at'),
  createdAt: instant('created_at').notNull(),
})

export const staffRoles = table(
  'staff_roles',
  {
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    role: oneOf('role', ROLES).notNull(),
  },
  (t) => [primaryKey({ columns: [t.staffId, t.role] })],
)

/** One-time codes by which a person brings another chat account into the own file. */
export const bindingCodes = table('binding_codes', {
  digest: text('digest').primaryKey(),
  personId: text('person_id').notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
})

/** Who did what to what; append-only, kept three years. */
export const audit = table(
  'audit',
  {
    id: text('id').primaryKey(),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    action: text('action').notNull(),
    subject: text('subject').notNull(),
  },
  (t) => [index('audit_at').on(t.at)],
)

/** Questions that were not understood or only in doubt, for staff. */
export const questions = table(
  'questions',
  {
    id: text('id').primaryKey(),
    at: instant('at').notNull(),
    personId: text('person_id'),
    text: text('text').notNull(),
    /** In doubt, none of ours, or answered and then denied ("不是这个意思"). */
    band: oneOf('band', ['doubt', 'none', 'wrong']).notNull(),
    nearest: json<{ intent: string; topic?: string; confidence: number }[]>('nearest').notNull(),
    /** The meaning (its label) that the person then chose; `none` for "none of these". */
    chosen: text('chosen'),
    /** What staff made of it: the meaning it was added to, or `none`. */
    settled: text('settled'),
    settledAt: instant('settled_at'),
  },
  (t) => [index('questions_at').on(t.at)],
)

/** The last public number given out for each kind (`H-12`, `B-1042`). */
export const numbers = table('numbers', { kind: text('kind').primaryKey(), last: int('last').notNull() })

/** The one process that holds a channel's line, where a network allows only one. */
export const lines = table('lines', { channel: text('channel').primaryKey(), worker: text('worker').notNull(), until: instant('until').notNull() })

/** Keys that sign cookies, shared by all processes on this database. */
export const secrets = table('secrets', { name: text('name').primaryKey(), value: text('value').notNull() })

/** Processes that hold leases; a lease ends with its process. Real time, also under a virtual clock. */
export const workers = table('workers', {
  id: text('id').primaryKey(),
  host: text('host').notNull(),
  pid: int('pid').notNull(),
  aliveUntil: instant('alive_until').notNull(),
})

export * from './tables-pace.ts'
