import { sql } from 'drizzle-orm'
import { bool, check, index, instant, int, json, oneOf, table, text, unique } from '../../../db/kit.ts'
import { AUDIENCES, KINDS } from './rules.ts'

/** What recurs: sessions are made from it some weeks ahead. */
export const studySeries = table('study_series', {
  id: text('id').primaryKey(),
  kind: oneOf('kind', KINDS).notNull(),
  title: text('title').notNull(),
  place: text('place').notNull(),
  places: int('places').notNull(),
  /** Credit hours in tenths. */
  tenths: int('tenths').notNull(),
  /** Points for attendance; 0: none. */
  points: int('points').notNull(),
  audience: oneOf('audience', AUDIENCES).notNull(),
  /** 1 (Monday) to 7. */
  weekday: int('weekday').notNull(),
  /** Every so many weeks. */
  weeks: int('weeks').notNull(),
  /** `HH:MM`, the centre's. */
  startTime: text('start_time').notNull(),
  endTime: text('end_time').notNull(),
  /** The first day from which its weeks are counted; empty until sessions were made. */
  firstDay: text('first_day'),
  /** No session after this day. */
  lastDay: text('last_day'),
  /** Sessions are made up to and including this day. */
  madeUntil: text('made_until'),
  sample: bool('sample').notNull(),
  createdAt: instant('created_at').notNull(),
})

/** One session, under a public number like `S-12`. */
export const studySessions = table(
  'study_sessions',
  {
    id: text('id').primaryKey(),
    number: text('number').notNull(),
    seriesId: text('series_id'),
    kind: oneOf('kind', KINDS).notNull(),
    title: text('title').notNull(),
    place: text('place').notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    places: int('places').notNull(),
    /** Places given away: enrolled and offered. The database keeps it within the places. */
    taken: int('taken').notNull(),
    tenths: int('tenths').notNull(),
    points: int('points').notNull(),
    audience: oneOf('audience', AUDIENCES).notNull(),
    /** Groups that are reminded, too. */
    groups: json<string[]>('groups').notNull(),
    state: oneOf('state', ['open', 'cancelled', 'closed']).notNull(),
    why: text('why'),
    /** Grows with every change that people are told of. */
    version: int('version').notNull(),
    sample: bool('sample').notNull(),
    /** The reminders of the day before and of two hours before were left. */
    dayReminded: bool('day_reminded').notNull(),
    soonReminded: bool('soon_reminded').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    unique('study_sessions_number').on(t.number),
    unique('study_sessions_series').on(t.seriesId, t.startsAt),
    index('study_sessions_start').on(t.startsAt),
    check('study_sessions_places', sql`${t.taken} >= 0 and ${t.taken} <= ${t.places}`),
  ],
)

/** Credit hours that a year asks for. */
export const studyRequired = table('study_required', {
  kind: oneOf('kind', KINDS).primaryKey(),
  tenths: int('tenths').notNull(),
  sample: bool('sample').notNull(),
})
