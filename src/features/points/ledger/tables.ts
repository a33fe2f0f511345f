/** The ledger: accounts, movements and their entries. Entries and movements are only ever added. */
import { sql } from 'drizzle-orm'
import { check, index, instant, int, oneOf, primaryKey, table, text, unique } from '../../../db/kit.ts'
import { ACCOUNT_KINDS, MOVES } from './rules.ts'

export const ledgerAccounts = table(
  'ledger_accounts',
  {
    /** Chosen by chance: once its owner is forgotten, it is the pseudonym under which the entries stay. */
    id: text('id').primaryKey(),
    kind: oneOf('kind', ACCOUNT_KINDS).notNull(),
    /** A driver's person, a merchant, or the part of a common account; empty once forgotten or joined to another account. */
    owner: text('owner'),
    /** Whole points: the sum of the entries, kept for speed. */
    balance: int('balance').notNull(),
    /** How many entries there are; the last one's `seq`. */
    entries: int('entries').notNull(),
    /** Two files of one person became one: what came after is in this account. */
    mergedInto: text('merged_into'),
  },
  (t) => [
    unique('ledger_accounts_owner').on(t.kind, t.owner),
    index('ledger_accounts_merged').on(t.mergedInto).where(sql`merged_into is not null`),
    check('ledger_accounts_not_below_zero', sql`kind = 'issuance' or balance >= 0`),
  ],
)

export const ledgerMovements = table(
  'ledger_movements',
  {
    id: text('id').primaryKey(),
    /** The same key is one movement, however often it is asked for. */
    key: text('key').notNull().unique('ledger_movements_key'),
    /** Of what was asked for: the same key with another input is refused. */
    digest: text('digest').notNull(),
    what: oneOf('what', MOVES).notNull(),
    /** The earning rule. */
    rule: text('rule'),
    /** What it was for, by its public number or its day: an award for one cause is given to an account once. */
    cause: text('cause'),
    /** The reason in plain words. */
    words: text('words'),
    /** The member of staff, `self`, or the job that did it. */
    actor: text('actor').notNull(),
    at: instant('at').notNull(),
    /** The movement that this one is the opposite of. */
    reverses: text('reverses').unique('ledger_movements_reverses'),
  },
  (t) => [index('ledger_movements_cause').on(t.cause).where(sql`cause is not null`)],
)

export const ledgerEntries = table(
  'ledger_entries',
  {
    accountId: text('account_id')
      .notNull()
      .references(() => ledgerAccounts.id),
    /** 1, 2, 3 … within the account. */
    seq: int('seq').notNull(),
    movementId: text('movement_id')
      .notNull()
      .references(() => ledgerMovements.id),
    amount: int('amount').notNull(),
    /** The account's balance after it. */
    balance: int('balance').notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.seq] }), index('ledger_entries_movement').on(t.movementId), check('ledger_entries_not_zero', sql`amount <> 0`)],
)
