import { index, instant, json, oneOf, table, text, unique } from '../../db/kit.ts'

/** What people left for staff, each under a public number like `H-12`. */
export const helpMessages = table(
  'help_messages',
  {
    id: text('id').primaryKey(),
    number: text('number').notNull(),
    /** Empty once its writer had the own data erased. */
    personId: text('person_id'),
    text: text('text').notNull(),
    state: oneOf('state', ['open', 'answered', 'closed']).notNull(),
    createdAt: instant('created_at').notNull(),
    /** Members of staff (as persons) who were sent the words. */
    told: json<string[]>('told').notNull(),
    answeredAt: instant('answered_at'),
    /** The person who answered last. */
    answeredBy: text('answered_by'),
    answer: text('answer'),
  },
  (t) => [unique('help_messages_number').on(t.number), index('help_messages_person').on(t.personId), index('help_messages_state').on(t.state)],
)
