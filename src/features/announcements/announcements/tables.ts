import type { Aim } from '../../../bot/capability.ts'
import type { EnclosedPicture } from '../../../bot/message.ts'
import { bool, index, instant, json, oneOf, table, text, unique } from '../../../db/kit.ts'
import { STATES } from './rules.ts'

/** What staff announce, from the draft to the record. */
export const announcements = table(
  'announcements',
  {
    id: text('id').primaryKey(),
    number: text('number').notNull(),
    text: text('text').notNull(),
    picture: json<EnclosedPicture<'public'>>('picture'),
    audience: json<Aim[]>('audience').notNull(),
    emergency: bool('emergency').notNull().default(false),
    /** 收到 is asked for. */
    ack: bool('ack').notNull().default(true),
    /** Absent: as soon as it is approved. */
    dueAt: instant('due_at'),
    lastAt: instant('last_at'),
    state: oneOf('state', STATES).notNull(),
    /** Why it was sent back. */
    why: text('why'),
    /** Persons of staff; an author's file that was erased leaves nothing. */
    author: text('author'),
    approver: text('approver'),
    approvedAt: instant('approved_at'),
    startedAt: instant('started_at'),
    /** The announcement that this one puts right. */
    corrects: text('corrects'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [unique('announcements_number').on(t.number), index('announcements_state').on(t.state, t.dueAt), index('announcements_started').on(t.startedAt)],
)
