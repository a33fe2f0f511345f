/** What can be booked, and when. */
import { bool, index, instant, int, json, oneOf, table, text } from '../../../db/kit.ts'
import type { Span } from '../../../lib/opening.ts'

export const services = table('services', {
  key: text('key').primaryKey(),
  title: text('title').notNull(),
  /** What people also call it. */
  aliases: json<string[]>('aliases').notNull(),
  /** The place (of the centre's places) where it happens: its holidays and special days count. */
  place: text('place').notNull(),
  /** The fact that says where to go. */
  whereFact: text('where_fact'),
  /** Seven days, Monday first; absent: as the place is open. */
  weekly: json<Span[][]>('weekly'),
  breaks: json<Span[]>('breaks').notNull(),
  slotMinutes: int('slot_minutes').notNull(),
  /** People served at the same time. */
  places: int('places').notNull(),
  /** So many minutes before its start a time can no longer be booked. */
  leadMinutes: int('lead_minutes').notNull(),
  horizonDays: int('horizon_days').notNull(),
  /** Open bookings one person may hold. */
  perPerson: int('per_person').notNull(),
  /** What it is about is nobody's business but the adviser's. */
  discreet: bool('discreet').notNull(),
  active: bool('active').notNull(),
  position: int('position').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** Days on which a service differs from its plan. */
export const serviceDays = table(
  'service_days',
  {
    id: text('id').primaryKey(),
    service: text('service').notNull(),
    day: text('day').notNull(),
    kind: oneOf('kind', ['leave', 'extra']).notNull(),
    /** Of a leave: none is the whole day. */
    hours: json<Span[]>('hours').notNull(),
    reason: text('reason').notNull(),
    by: text('by').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('service_days_day').on(t.service, t.day)],
)
