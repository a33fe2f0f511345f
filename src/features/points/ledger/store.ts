/** The ledger's only SQL. Nothing here changes or deletes an entry. */
import { and, asc, desc, eq, gt, gte, inArray, isNotNull, lt, or, sql } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/db.ts'
import { given, prepared } from '../../../db/prepared.ts'
import { newId } from '../../../lib/ids.ts'
import type { AccountName, Move } from './rules.ts'
import { ledgerAccounts, ledgerEntries, ledgerMovements } from './tables.ts'

export type Movement = typeof ledgerMovements.$inferSelect

export interface Account {
  readonly id: string
  readonly balance: number
}

const lock = prepared('ledger_lock', (tx: Tx) =>
  tx
    .insert(ledgerAccounts)
    .values({ id: given('id'), kind: given<AccountName['kind']>('kind'), owner: given('owner'), balance: 0, entries: 0 })
    .onConflictDoUpdate({ target: [ledgerAccounts.kind, ledgerAccounts.owner], set: { entries: sql`${ledgerAccounts.entries}` } })
    .returning({ id: ledgerAccounts.id, balance: ledgerAccounts.balance }),
)

/** Opens the account where there is none, and holds its row until the commit. */
export async function lockAccount(tx: Tx, { kind, owner }: AccountName): Promise<Account> {
  const [row] = await lock(tx, { id: newId(), kind, owner })
  if (!row) throw new Error('an account was not opened')
  return row
}

const find = prepared('ledger_account', (db: Reader) =>
  db
    .select({ id: ledgerAccounts.id, balance: ledgerAccounts.balance })
    .from(ledgerAccounts)
    .where(and(eq(ledgerAccounts.kind, given('kind')), eq(ledgerAccounts.owner, given('owner')))),
)

export async function accountOf(db: Reader, { kind, owner }: AccountName): Promise<Account | undefined> {
  return (await find(db, { kind, owner }))[0]
}

const byKey = prepared('ledger_movement_by_key', (db: Reader) =>
  db
    .select({ id: ledgerMovements.id, digest: ledgerMovements.digest })
    .from(ledgerMovements)
    .where(eq(ledgerMovements.key, given('key'))),
)

export async function movementByKey(db: Reader, key: string): Promise<{ id: string; digest: string } | undefined> {
  return (await byKey(db, { key }))[0]
}

export async function movementById(db: Reader, id: string): Promise<Movement | undefined> {
  const [row] = await db.select().from(ledgerMovements).where(eq(ledgerMovements.id, id))
  return row
}

/** The newest movement of this kind for one of the causes. */
export async function movementForCause(db: Reader, what: Move, causes: readonly string[]): Promise<Movement | undefined> {
  const [row] = await db
    .select()
    .from(ledgerMovements)
    .where(and(inArray(ledgerMovements.cause, [...causes]), eq(ledgerMovements.what, what)))
    .orderBy(desc(ledgerMovements.at), desc(ledgerMovements.id))
    .limit(1)
  return row
}

/** The movement that is the opposite of this one. */
export async function reversalOf(db: Reader, movementId: string): Promise<Movement | undefined> {
  const [row] = await db.select().from(ledgerMovements).where(eq(ledgerMovements.reverses, movementId))
  return row
}

const insertMovement = prepared('ledger_movement_add', (tx: Tx) =>
  tx
    .insert(ledgerMovements)
    .values({
      id: given('id'),
      key: given('key'),
      digest: given('digest'),
      what: given<Move>('what'),
      rule: given('rule'),
      cause: given('cause'),
      words: given('words'),
      actor: given('actor'),
      at: given<Date>('at'),
      reverses: given('reverses'),
    })
    .onConflictDoNothing()
    .returning({ id: ledgerMovements.id }),
)

/** @returns false when there is one with this key already, or one that reverses the same */
export async function addMovement(tx: Tx, movement: Movement): Promise<boolean> {
  return (await insertMovement(tx, movement)).length > 0
}

const change = prepared('ledger_balance', (tx: Tx) =>
  tx
    .update(ledgerAccounts)
    .set({ balance: sql`${ledgerAccounts.balance} + ${given('amount')}`, entries: sql`${ledgerAccounts.entries} + 1` })
    .where(and(eq(ledgerAccounts.id, given('id')), or(eq(ledgerAccounts.kind, 'issuance'), sql`${ledgerAccounts.balance} + ${given('amount')} >= 0`)))
    .returning({ balance: ledgerAccounts.balance, seq: ledgerAccounts.entries }),
)

/** Moves the balance, never below zero. @throws when it would: the caller looked before, under the same lock */
export async function changeBalance(tx: Tx, id: string, amount: number): Promise<{ balance: number; seq: number }> {
  const [row] = await change(tx, { id, amount })
  if (!row) throw new Error('a balance would have gone below zero')
  return row
}

const bump = prepared('ledger_bump', (tx: Tx) =>
  tx
    .insert(ledgerAccounts)
    .values({ id: given('id'), kind: given<AccountName['kind']>('kind'), owner: given('owner'), balance: given<number>('amount'), entries: 1 })
    .onConflictDoUpdate({
      target: [ledgerAccounts.kind, ledgerAccounts.owner],
      set: { balance: sql`${ledgerAccounts.balance} + ${given('amount')}`, entries: sql`${ledgerAccounts.entries} + 1` },
    })
    .returning({ id: ledgerAccounts.id, balance: ledgerAccounts.balance, seq: ledgerAccounts.entries }),
)

/** Moves the balance of an account without a floor, opening it where there is none: one statement, so its row is held as shortly as can be. */
export async function bumpBalance(tx: Tx, { kind, owner }: AccountName, amount: number): Promise<{ id: string; balance: number; seq: number }> {
  const [row] = await bump(tx, { id: newId(), kind, owner, amount })
  if (!row) throw new Error('an account was not opened')
  return row
}

export type NewEntry = typeof ledgerEntries.$inferInsert

/** One statement for so many entries. */
const insertEntries = Array.from({ length: 5 }, (_, count) =>
  prepared(`ledger_entries_add_${count}`, (tx: Tx) =>
    tx.insert(ledgerEntries).values(
      Array.from({ length: count }, (_each, at) => ({
        accountId: given<string>(`accountId${at}`),
        seq: given<number>(`seq${at}`),
        movementId: given<string>(`movementId${at}`),
        amount: given<number>(`amount${at}`),
        balance: given<number>(`balance${at}`),
      })),
    ),
  ),
)

/** The entries of one movement; a taking back of what became a debt has none. */
export async function addEntries(tx: Tx, entries: readonly NewEntry[]): Promise<void> {
  if (entries.length === 0) return
  const insert = insertEntries[entries.length]
  if (!insert) throw new Error(`a movement of ${entries.length} entries`)
  await insert(tx, Object.fromEntries(entries.flatMap((entry, at) => Object.entries(entry).map(([name, value]) => [`${name}${at}`, value]))))
}

const newest = prepared('ledger_entries_newest', (db: Reader) =>
  db
    .select({ amount: ledgerEntries.amount, balance: ledgerEntries.balance, movement: ledgerMovements })
    .from(ledgerEntries)
    .innerJoin(ledgerMovements, eq(ledgerMovements.id, ledgerEntries.movementId))
    .where(eq(ledgerEntries.accountId, given('accountId')))
    .orderBy(desc(ledgerEntries.seq))
    .limit(given<number>('limit')),
)

/** The account's last entries, the newest first, each with its movement. */
export async function entriesOf(db: Reader, accountId: string, limit: number): Promise<{ amount: number; balance: number; movement: Movement }[]> {
  return newest(db, { accountId, limit })
}

/** An account's entries of a stretch of time, in order, each with its movement. */
export async function entriesBetween(db: Reader, accountId: string, from: Date, to: Date): Promise<{ amount: number; movement: Movement }[]> {
  return db
    .select({ amount: ledgerEntries.amount, movement: ledgerMovements })
    .from(ledgerEntries)
    .innerJoin(ledgerMovements, eq(ledgerMovements.id, ledgerEntries.movementId))
    .where(and(eq(ledgerEntries.accountId, accountId), gte(ledgerMovements.at, from), lt(ledgerMovements.at, to)))
    .orderBy(asc(ledgerEntries.seq))
}

/** The entries of a movement with the accounts they are in. */
export async function entriesIn(db: Reader, movementId: string) {
  return db
    .select({ accountId: ledgerEntries.accountId, amount: ledgerEntries.amount, kind: ledgerAccounts.kind, owner: ledgerAccounts.owner })
    .from(ledgerEntries)
    .innerJoin(ledgerAccounts, eq(ledgerAccounts.id, ledgerEntries.accountId))
    .where(eq(ledgerEntries.movementId, movementId))
}

/** This account and those that were joined to it. */
export async function withMerged(db: Reader, accountId: string): Promise<string[]> {
  const merged = await db.select({ id: ledgerAccounts.id }).from(ledgerAccounts).where(eq(ledgerAccounts.mergedInto, accountId))
  return [accountId, ...merged.map(({ id }) => id)]
}

export async function accountAndMerged(db: Reader, name: AccountName): Promise<string[]> {
  const account = await accountOf(db, name)
  return account ? withMerged(db, account.id) : []
}

/** Whose account this is now, also when it was joined to another. */
export async function ownerOf(db: Reader, accountId: string): Promise<string | undefined> {
  const [row] = await db
    .select({ owner: ledgerAccounts.owner, mergedInto: ledgerAccounts.mergedInto })
    .from(ledgerAccounts)
    .where(eq(ledgerAccounts.id, accountId))
  return row?.mergedInto ? ownerOf(db, row.mergedInto) : (row?.owner ?? undefined)
}

/** The account gets no owner any more, or another; what was joined to it keeps pointing at it. */
export async function setOwner(tx: Tx, accountId: string, owner: string | null, mergedInto?: string): Promise<void> {
  await tx
    .update(ledgerAccounts)
    .set({ owner, ...(mergedInto === undefined ? {} : { mergedInto }) })
    .where(eq(ledgerAccounts.id, accountId))
  if (mergedInto !== undefined) await tx.update(ledgerAccounts).set({ mergedInto }).where(eq(ledgerAccounts.mergedInto, accountId))
}

/** The free words of movements of this account are forgotten; amounts and rules stay. */
export async function emptyWords(tx: Tx, accountId: string): Promise<void> {
  const rows = await tx.selectDistinct({ id: ledgerEntries.movementId }).from(ledgerEntries).where(eq(ledgerEntries.accountId, accountId))
  for (const { id } of rows)
    await tx
      .update(ledgerMovements)
      .set({ words: null })
      .where(and(eq(ledgerMovements.id, id), isNotNull(ledgerMovements.words)))
}

/** Accounts from `after` on, each as it is kept and as its entries say. */
export async function recounted(db: Reader, after: string, limit: number) {
  return db
    .select({
      id: ledgerAccounts.id,
      kind: ledgerAccounts.kind,
      owner: ledgerAccounts.owner,
      balance: ledgerAccounts.balance,
      entries: ledgerAccounts.entries,
      sum: sql`coalesce(sum(${ledgerEntries.amount}), 0)`.mapWith(Number),
      count: sql`count(${ledgerEntries.seq})`.mapWith(Number),
      lowest: sql`coalesce(min(${ledgerEntries.balance}), 0)`.mapWith(Number),
    })
    .from(ledgerAccounts)
    .leftJoin(ledgerEntries, eq(ledgerEntries.accountId, ledgerAccounts.id))
    .where(gt(ledgerAccounts.id, after))
    .groupBy(ledgerAccounts.id, ledgerAccounts.kind, ledgerAccounts.owner, ledgerAccounts.balance, ledgerAccounts.entries)
    .orderBy(asc(ledgerAccounts.id))
    .limit(limit)
}

/** Movements from `after` on, each with the sum of its entries. */
export async function movementSums(db: Reader, after: string, limit: number): Promise<{ id: string; sum: number }[]> {
  return db
    .select({ id: ledgerMovements.id, sum: sql`coalesce(sum(${ledgerEntries.amount}), 0)`.mapWith(Number) })
    .from(ledgerMovements)
    .leftJoin(ledgerEntries, eq(ledgerEntries.movementId, ledgerMovements.id))
    .where(gt(ledgerMovements.id, after))
    .groupBy(ledgerMovements.id)
    .orderBy(asc(ledgerMovements.id))
    .limit(limit)
}

/** All balances of each kind together. */
export async function totals(db: Reader): Promise<{ kind: AccountName['kind']; sum: number }[]> {
  return db
    .select({ kind: ledgerAccounts.kind, sum: sql`sum(${ledgerAccounts.balance})`.mapWith(Number) })
    .from(ledgerAccounts)
    .groupBy(ledgerAccounts.kind)
}
