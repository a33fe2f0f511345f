/** The double-entry ledger: movements are only ever added, each with its counter-entry. */
import type { Reader, Tx } from '../../../db/db.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { newId } from '../../../lib/ids.ts'
import { frozenAmong } from '../freezes/operations.ts'
import { type AccountName, byLock, hasFloor, inputDigest, type Move } from './rules.ts'
import * as store from './store.ts'

/** Who did it and why; the same for every kind of movement. */
export interface Cause {
  /** The same key with the same input is one movement, however often it is asked for. */
  readonly key: string
  /** A member of staff's person, `self`, or the job's name. */
  readonly actor: string
  readonly rule?: string | undefined
  readonly cause?: string | undefined
  /** The reason in plain words. */
  readonly words?: string | undefined
}

export interface Posting extends Cause {
  readonly what: Move
  /** What was asked for, apart from the key: the same key with another input is refused. */
  readonly input: Readonly<Record<string, string | number | undefined>>
  /** The opposite of this movement; each has at most one. */
  readonly reverses?: string | undefined
  /** Sums to zero; no account twice. */
  readonly lines: readonly { readonly account: AccountName; readonly amount: number }[]
}

export interface Posted {
  readonly movementId: string
  /** It was done before: nothing happened now. */
  readonly replayed: boolean
}

/** `key-reused`: the key stands for another input; `short`: an account holds too little; `reversed`: it was reversed before. */
export type NotPosted = 'key-reused' | 'short' | 'reversed'

/** Was this asked for before? @returns undefined when the key is new */
export async function earlier(tx: Reader, key: string, input: Posting['input']): Promise<Result<Posted, 'key-reused'> | undefined> {
  const known = await store.movementByKey(tx, key)
  if (!known) return undefined
  return known.digest === inputDigest(input) ? ok({ movementId: known.id, replayed: true }) : refused('key-reused')
}

/** Opens what is missing and holds these accounts until the commit, in the order in which everybody does. */
export async function hold(tx: Tx, names: readonly AccountName[]): Promise<Map<AccountName, store.Account>> {
  const accounts = new Map<AccountName, store.Account>()
  for (const name of [...names].sort(byLock)) accounts.set(name, await store.lockAccount(tx, name))
  return accounts
}

type Held = Awaited<ReturnType<typeof hold>>

/**
 * Writes a movement and its entries, and moves the balances: all of it or nothing. The accounts that may not
 * go below zero are held first, so that a refusal leaves nothing behind.
 */
export async function post(tx: Tx, posting: Posting, now: Date): Promise<Result<Posted, NotPosted>> {
  const accounts = await hold(tx, posting.lines.map((line) => line.account).filter(hasFloor))
  // Where nothing can be short or reversed twice, writing notices by itself that the key is known.
  const mayBeRefused = posting.reverses !== undefined || posting.lines.some(({ account, amount }) => amount < 0 && hasFloor(account))
  return (mayBeRefused ? await earlier(tx, posting.key, posting.input) : undefined) ?? write(tx, posting, accounts, now)
}

/** The same for whoever holds the accounts already and knows that the key is new. */
export async function write(tx: Tx, posting: Posting, accounts: Held, now: Date): Promise<Result<Posted, NotPosted>> {
  const { lines, input, key, what, actor, rule, cause, words, reverses } = posting
  if (lines.reduce((sum, line) => sum + line.amount, 0) !== 0) throw new Error('a movement must sum to zero')
  if (lines.some(({ account, amount }) => (accounts.get(account)?.balance ?? 0) + amount < 0 && hasFloor(account))) return refused('short')
  if (reverses !== undefined && (await store.reversalOf(tx, reverses))) return refused('reversed')
  const id = newId()
  const movement = { id, key, digest: inputDigest(input), what, actor, rule: rule ?? null, cause: cause ?? null, words: words ?? null }
  if (!(await store.addMovement(tx, { ...movement, at: now, reverses: reverses ?? null }))) return (await earlier(tx, key, input)) ?? refused('reversed')
  const entries: store.NewEntry[] = []
  for (const { account, amount } of [...lines].sort((a, b) => byLock(a.account, b.account))) {
    entries.push({ movementId: id, amount, ...(await moved(tx, account, accounts.get(account), amount)) })
  }
  await store.addEntries(tx, entries)
  return ok({ movementId: id, replayed: false })
}

/** Moves one balance. @returns the account, its balance, and the number of the entry that says so */
async function moved(tx: Tx, account: AccountName, known: store.Account | undefined, amount: number) {
  if (!known && !hasFloor(account)) {
    const { id: accountId, ...after } = await store.bumpBalance(tx, account, amount)
    return { accountId, ...after }
  }
  const { id: accountId } = known ?? (await store.lockAccount(tx, account))
  return { accountId, ...(await store.changeBalance(tx, accountId, amount)) }
}

export async function balanceOf(read: Reader, name: AccountName): Promise<number> {
  return (await store.accountOf(read, name))?.balance ?? 0
}

/** The account's own id, under which its lots are kept; undefined before its first movement. */
export async function accountId(read: Reader, name: AccountName): Promise<string | undefined> {
  return (await store.accountOf(read, name))?.id
}

/** Whose account this is now, also when it was joined to another; undefined when it belongs to nobody any more. */
export const ownerOf = store.ownerOf
export const movement = store.movementById

/** What a movement is kept for: the account's own number goes along, so that many people can have the same cause. */
export const causeFor = (accountId: string, cause: string): string => `${cause}@${accountId}`

/** The newest movement of this kind that an account, or one joined to it, had for a cause. */
export async function movementForCause(read: Reader, name: AccountName, what: Move, cause: string): Promise<Movement | undefined> {
  const accounts = await store.accountAndMerged(read, name)
  return store.movementForCause(
    read,
    what,
    accounts.map((id) => causeFor(id, cause)),
  )
}

export const reversalOf = store.reversalOf
export const entriesIn = store.entriesIn
export type Movement = store.Movement

export interface Line {
  readonly amount: number
  /** The account's balance after it. */
  readonly balance: number
  readonly movement: Movement
  /** Somebody objected to it: nothing is done to it until staff decided. */
  readonly frozen: boolean
}

/** The last entries of an account and of those joined to it, the newest first. */
export async function history(read: Reader, name: AccountName, limit: number): Promise<Line[]> {
  const lines: Omit<Line, 'frozen'>[] = []
  for (const id of await store.accountAndMerged(read, name)) lines.push(...(await store.entriesOf(read, id, limit)))
  const newest = lines.sort((a, b) => b.movement.at.getTime() - a.movement.at.getTime()).slice(0, limit)
  const frozen = await frozenAmong(
    read,
    newest.map((line) => line.movement.id),
  )
  return newest.map((line) => ({ ...line, frozen: frozen.has(line.movement.id) }))
}

/** An account's entries of a stretch of time, in order. */
export async function linesBetween(read: Reader, name: AccountName, from: Date, to: Date): Promise<Omit<Line, 'balance'>[]> {
  const account = await store.accountOf(read, name)
  const entries = account ? await store.entriesBetween(read, account.id, from, to) : []
  const touched = entries.map(({ movement }) => movement.reverses ?? movement.id)
  const frozen = await frozenAmong(read, touched)
  return entries.map((entry, position) => ({ ...entry, frozen: frozen.has(touched[position] ?? '') }))
}

/** Nothing is done to the movement any more until it is thawed. @returns false when it was frozen already */
export { freeze, thaw } from '../freezes/operations.ts'
export const frozen = async (read: Reader, movementId: string): Promise<boolean> => (await frozenAmong(read, [movementId])).has(movementId)

/** From now on the account belongs to nobody: its entries stay under its own number, without the words that staff wrote. */
export async function disown(tx: Tx, accountId: string): Promise<void> {
  for (const id of await store.withMerged(tx, accountId)) await store.emptyWords(tx, id)
  await store.setOwner(tx, accountId, null)
}

/** The account's past becomes part of another one's. */
export async function joinAccount(tx: Tx, accountId: string, into: string): Promise<void> {
  await store.setOwner(tx, accountId, null, into)
}

export async function renameOwner(tx: Tx, accountId: string, owner: string): Promise<void> {
  await store.setOwner(tx, accountId, owner)
}

export const recounted = store.recounted
export const movementSums = store.movementSums
export const totals = store.totals
