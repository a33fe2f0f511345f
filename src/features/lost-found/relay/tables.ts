import { index, instant, oneOf, table, text, unique } from '../../../db/kit.ts'

/** A line between the finder of a thing and its owner: words pass through the bot, numbers and names do not. */
export const relayLines = table(
  'relay_lines',
  {
    id: text('id').primaryKey(),
    /** Both reports' public numbers, `L-12 F-31`. */
    about: text('about').notNull(),
    ownerId: text('owner_id').notNull(),
    finderId: text('finder_id').notNull(),
    /** When each agreed. */
    ownerAgreed: instant('owner_agreed'),
    finderAgreed: instant('finder_agreed'),
    state: oneOf('state', ['asked', 'open', 'ended', 'reported']).notNull(),
    createdAt: instant('created_at').notNull(),
    openedAt: instant('opened_at'),
    endedAt: instant('ended_at'),
    /** Who ended or reported it. */
    endedBy: text('ended_by'),
  },
  (t) => [unique('relay_lines_about').on(t.about), index('relay_lines_owner').on(t.ownerId), index('relay_lines_finder').on(t.finderId)],
)

/** What was passed on. Staff read it only after a report of abuse. */
export const relayWords = table(
  'relay_words',
  {
    id: text('id').primaryKey(),
    lineId: text('line_id').notNull(),
    side: oneOf('side', ['owner', 'finder']).notNull(),
    text: text('text').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('relay_words_line').on(t.lineId, t.at)],
)
