/**
 * The console's accounts, as better-auth wants them, with the columns it needs here and no others: where
 * a member of staff signed in from is nobody's business.
 */
import { staff } from '../bot/tables.ts'
import { index, instant, table, text, unique } from '../db/kit.ts'

/** A member of staff who can sign in. The row shares the id of its `staff` row and goes with it. */
export const consoleUsers = table('console_users', {
  id: text('id')
    .primaryKey()
    .references(() => staff.id, { onDelete: 'cascade' }),
  /** Made from the id: the library looks users up by it; no mail is ever sent. */
  email: text('email').notNull().unique('console_users_email'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

export const consoleSessions = table(
  'console_sessions',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => consoleUsers.id, { onDelete: 'cascade' }),
    token: text('token').notNull().unique('console_sessions_token'),
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [index('console_sessions_user').on(t.userId), index('console_sessions_expires').on(t.expiresAt)],
)

/** How a user proves who it is: a password, hashed by the library. */
export const consoleAccounts = table(
  'console_accounts',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => consoleUsers.id, { onDelete: 'cascade' }),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    password: text('password').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [unique('console_accounts_user').on(t.userId, t.providerId)],
)

/** One-time links: `identifier` says what for, `value` is the digest of the key. */
export const consoleVerifications = table(
  'console_verifications',
  {
    id: text('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull().unique('console_verifications_value'),
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [index('console_verifications_identifier').on(t.identifier)],
)
