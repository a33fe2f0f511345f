/** The ledger's own laws: kinds of accounts and movements, and the order of locks. */
import { digest } from '../../../lib/ids.ts'

/** In the order in which their rows are locked: two movements can never wait for each other. */
export const ACCOUNT_KINDS = ['driver', 'held', 'merchant', 'expiry', 'issuance'] as const
export type AccountKind = (typeof ACCOUNT_KINDS)[number]

export const MOVES = [
  'award',
  'grant',
  'take-back',
  'restore',
  'hold',
  'confirm',
  'release',
  'time-out',
  'expire',
  'refund',
  'collect',
  'merge',
  'close',
] as const
export type Move = (typeof MOVES)[number]

/** One account by what it is and whose. */
export interface AccountName {
  readonly kind: AccountKind
  readonly owner: string
}

/**
 * Common accounts are kept in so many parts, so that not everybody waits for one row. Points come from issuance all
 * day long; what lapsed comes back only from the part it went to, so that this number can never change.
 */
const PARTS = { issuance: 256, expiry: 16 }

export const driver = (personId: string): AccountName => ({ kind: 'driver', owner: personId })
export const held = (personId: string): AccountName => ({ kind: 'held', owner: personId })
export const merchant = (merchantId: string): AccountName => ({ kind: 'merchant', owner: merchantId })
/** Where points come from and go back to; below zero by what is in circulation. */
export const issuance = (personId: string): AccountName => ({ kind: 'issuance', owner: partOf(personId, PARTS.issuance) })
/** Where lapsed points go. */
export const expiry = (personId: string): AccountName => ({ kind: 'expiry', owner: partOf(personId, PARTS.expiry) })

const partOf = (personId: string, parts: number): string => String(Number.parseInt(digest(personId).slice(0, 8), 16) % parts)

/** The account's place among the locks. */
const rank = ({ kind, owner }: AccountName): string => `${ACCOUNT_KINDS.indexOf(kind)}:${owner}`
export const byLock = (a: AccountName, b: AccountName): number => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0)

/** May this account's balance be used up? Issuance alone goes below zero; from `expiry` points come back only by a refund. */
export const hasFloor = ({ kind }: AccountName): boolean => kind !== 'issuance'

/** Names the input of a movement, whatever the order of its fields. */
export const inputDigest = (input: Readonly<Record<string, string | number | undefined>>): string =>
  digest(
    JSON.stringify(
      Object.entries(input)
        .filter(([, value]) => value !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  )

/** For points that never lapse. */
export const NEVER = '9999-12-31'
