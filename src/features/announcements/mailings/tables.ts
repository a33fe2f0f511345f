import { index, instant, int, json, oneOf, primaryKey, table, text, uniqueIndex } from '../../../db/kit.ts'
import { STATES, type Words } from './rules.ts'

/** The same words to many, each at most once. */
export const mailings = table(
  'mailings',
  {
    id: text('id').primaryKey(),
    /** The public number of what it belongs to (`N-12`). */
    matter: text('matter').notNull(),
    /** Tells the sendings of one matter apart: the first, a reminder to the silent. */
    round: int('round').notNull(),
    words: json<Words>('words').notNull(),
    /** Its first word is what people mute. */
    reason: text('reason').notNull(),
    priority: int('priority').notNull(),
    urgent: int('urgent').notNull(),
    /** Who is told how it goes. */
    owner: text('owner'),
    /** After this moment it is worth nothing. */
    lastAt: instant('last_at').notNull(),
    state: oneOf('state', STATES).notNull(),
    /** Why it stands still or was stopped. */
    why: text('why'),
    /** Failures that a person saw and went on from. */
    tolerated: int('tolerated').notNull().default(0),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [uniqueIndex('mailings_matter').on(t.matter, t.round), index('mailings_state').on(t.state)],
)

export const mailingTargets = table(
  'mailing_targets',
  {
    mailingId: text('mailing_id').notNull(),
    /** Names the receiver in the push's key: made once, kept when files are joined. */
    target: text('target').notNull(),
    /** Whose it is now; null for a group, and for a person who was erased. */
    personId: text('person_id'),
    groupId: text('group_id'),
    /** `open`: no push yet; `left`: there is a push, whose state holds; otherwise how it ended. */
    state: text('state').notNull().default('open'),
    why: text('why'),
    at: instant('at'),
  },
  (t) => [
    primaryKey({ columns: [t.mailingId, t.target] }),
    index('mailing_targets_person').on(t.personId),
    index('mailing_targets_state').on(t.mailingId, t.state),
  ],
)
