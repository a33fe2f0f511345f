import { index, instant, primaryKey, table, text } from '../../../db/kit.ts'

/** Who said 收到, in private or in a group. */
export const announcementAcks = table(
  'announcement_acks',
  { number: text('number').notNull(), personId: text('person_id').notNull(), at: instant('at').notNull() },
  (t) => [primaryKey({ columns: [t.number, t.personId] }), index('announcement_acks_person').on(t.personId)],
)
