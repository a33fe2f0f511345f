/** Taking a message in: the conversation's lock, what was seen before, who speaks. */
import { and, eq, sql } from 'drizzle-orm'
import type { Reader, Tx } from '../../db/db.ts'
import { given, prepared } from '../../db/prepared.ts'
import { newId } from '../../lib/ids.ts'
import type { ConversationState } from '../conversation.ts'
import type { Inbound } from '../message.ts'
import type { Outcome } from '../outcome.ts'
import { accounts, conversations, persons, questions, updates } from '../tables.ts'

/** Names the conversation: one person in one chat. */
export function conversationId(message: Inbound): string {
  return [message.channel, message.place.kind === 'group' ? message.place.id : '', message.from].join('|')
}

/** Names a group among all channels. */
export const groupId = (channel: string, chat: string): string => `${channel}|${chat}`

const lock = prepared('conversation_lock', (tx: Tx) => {
  const updatedAt = given<Date>('now')
  return tx
    .insert(conversations)
    .values({ id: given('id'), channel: given('channel'), state: given('state'), updatedAt })
    .onConflictDoUpdate({ target: conversations.id, set: { updatedAt } })
    .returning({ state: conversations.state })
})

/** Locks the conversation (the upsert returns the row and holds it until the commit) and reads its state. */
export async function lockConversation(tx: Tx, id: string, channel: string, now: Date): Promise<ConversationState> {
  const [row] = await lock(tx, { id, channel, state: {}, now })
  return row?.state ?? {}
}

const peek = prepared('conversation_peek', (read: Reader) =>
  read
    .select({ state: conversations.state })
    .from(conversations)
    .where(eq(conversations.id, given('id'))),
)

/** The committed state of a conversation, if it exists. */
export async function peekConversation(read: Reader, id: string): Promise<ConversationState | undefined> {
  const [row] = await peek(read, { id })
  return row?.state
}

const keep = prepared('conversation_keep', (tx: Tx) =>
  tx
    .update(conversations)
    .set({ state: given('state') })
    .where(eq(conversations.id, given('id'))),
)

export async function keepConversation(tx: Tx, id: string, state: ConversationState): Promise<void> {
  await keep(tx, { id, state })
}

const outcomeOf = prepared('update_seen', (tx: Reader) =>
  tx
    .select({ outcome: updates.outcome })
    .from(updates)
    .where(eq(updates.key, given('key'))),
)

/** What became of this update when it was first taken in. */
export async function seen(tx: Reader, key: string): Promise<Outcome | undefined> {
  const [row] = await outcomeOf(tx, { key })
  return row?.outcome
}

export interface Taken {
  key: string
  conversationId: string
  personId: string
  at: Date
  text: string
  outcome: Outcome
}

const insertClaim = prepared<Taken, Tx, unknown>('update_claim', (tx) =>
  tx.insert(updates).values({
    key: given('key'),
    conversationId: given('conversationId'),
    personId: given('personId'),
    at: given('at'),
    text: given('text'),
    outcome: given('outcome'),
  }),
)

/** Claims the update for good; the primary key makes a second claim impossible. */
export async function claim(tx: Tx, taken: Taken): Promise<void> {
  await insertClaim(tx, taken)
}

export interface Speaker {
  accountId: string
  personId: string
  parkedUntil: Date | null
}

/** The account's person; a new account is a new person. Keeps "last seen" and "reachable" true. */
export async function speaker(tx: Tx, message: Inbound, now: Date): Promise<Speaker> {
  const known = await find(tx, message)
  const isPrivate = message.place.kind === 'private'
  if (known) {
    const stale = now.getTime() - known.lastSeenAt.getTime() > 60_000 || known.gone !== null || (isPrivate && !known.reachable)
    if (stale || known.display !== (message.display ?? null)) {
      await tx
        .update(accounts)
        .set({ lastSeenAt: now, display: message.display ?? null, ...(isPrivate ? { reachable: true, gone: null } : {}) })
        .where(eq(accounts.id, known.accountId))
    }
    return known
  }
  const personId = newId()
  const accountId = newId()
  await tx.insert(persons).values({ id: personId, createdAt: now })
  const [made] = await tx
    .insert(accounts)
    .values({
      id: accountId,
      channel: message.channel,
      external: message.from,
      personId,
      display: message.display ?? null,
      lastSeenAt: now,
      reachable: isPrivate,
    })
    .onConflictDoNothing({ target: [accounts.channel, accounts.external] })
    .returning({ id: accounts.id })
  if (made) return { accountId, personId, parkedUntil: null }
  // The same new account wrote in two chats at once: the other one was quicker.
  await tx.delete(persons).where(eq(persons.id, personId))
  const other = await find(tx, message)
  if (!other) throw new Error('an account that exists cannot be read')
  return other
}

const accountOf = prepared('account_find', (tx: Reader) =>
  tx
    .select({
      accountId: accounts.id,
      personId: accounts.personId,
      lastSeenAt: accounts.lastSeenAt,
      reachable: accounts.reachable,
      gone: accounts.gone,
      display: accounts.display,
      parkedUntil: persons.parkedUntil,
    })
    .from(accounts)
    .innerJoin(persons, eq(persons.id, accounts.personId))
    .where(and(eq(accounts.channel, given('channel')), eq(accounts.external, given('external')))),
)

async function find(tx: Tx, message: Inbound) {
  const [row] = await accountOf(tx, { channel: message.channel, external: message.from })
  return row
}

/** Keeps a question that was not clearly understood, for staff. */
export async function keepQuestion(tx: Tx, question: Omit<typeof questions.$inferInsert, 'id'>): Promise<string> {
  const id = newId()
  await tx.insert(questions).values({ id, ...question })
  return id
}

/** The person said which of the offered meanings was meant: a candidate wording for staff. */
export async function keepChosen(tx: Tx, question: string, label: string): Promise<void> {
  await tx.update(questions).set({ chosen: label }).where(eq(questions.id, question))
}

/** Messages of this person so far. */
export async function messagesOf(tx: Reader, personId: string): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(updates)
    .where(eq(updates.personId, personId))
  return row?.count ?? 0
}
