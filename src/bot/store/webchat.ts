/** The web chat's mailbox: what visitors said and what they were told, read from what the bot stored anyway. */
import { and, desc, eq, gte, inArray, like, ne, or } from 'drizzle-orm'
import type { Reader } from '../../db/db.ts'
import { readKey } from '../channels/webchat-update.ts'
import type { Enclosed } from '../message.ts'
import { accounts, outgoing, updates } from '../tables.ts'

const CHANNEL = 'web'

/** One line of a visitor's chat. */
export type ChatLine = { visitor: string; at: Date } & ({ by: 'visitor'; key: string; text: string } | BotLine)

export interface BotLine {
  by: 'bot'
  row: string
  kind: 'reply' | 'push'
  text: string
  choices: readonly { id: string; label: string }[]
  /** Files that go along, by their place in the row. */
  files: readonly { name: string; type: string }[]
}

/** Where to look: at one visitor's lines or at everybody's. */
export interface Look {
  visitor?: string
  /** Lines that came to be seen at this moment or later. */
  since: Date
}

/** The newest lines of one visitor who comes back after long, and of everybody in a minute: far more than there are. */
const CATCH_UP = 500
const EVERYBODYS = 100_000

const conversationOf = (visitor: string): string => `${CHANNEL}||${visitor}`
const visitorOf = (conversationId: string): string => conversationId.slice(conversationOf('').length)

/** Only what is on its way, went out, or may have: a row that waits is not said yet. */
const SAID = ['sent', 'unknown'] as const

const mailbox = (visitor: string | undefined) =>
  and(eq(outgoing.channel, CHANNEL), eq(outgoing.place, 'private'), visitor === undefined ? ne(outgoing.address, '') : eq(outgoing.address, visitor))

const told = {
  row: outgoing.id,
  visitor: outgoing.address,
  kind: outgoing.kind,
  text: outgoing.text,
  choices: outgoing.choices,
  files: outgoing.files,
  createdAt: outgoing.createdAt,
  dueAt: outgoing.dueAt,
  settledAt: outgoing.settledAt,
}

type Told = Pick<typeof outgoing.$inferSelect, 'kind' | 'text' | 'choices' | 'files' | 'createdAt' | 'dueAt' | 'settledAt'> & { row: string; visitor: string }

/** An answer belongs to the moment of its question; a push to the moment it went out. */
function botLine({ row, visitor, kind, text, choices, files, createdAt, dueAt, settledAt }: Told): ChatLine {
  return {
    visitor,
    at: kind === 'reply' ? createdAt : (settledAt ?? dueAt),
    by: 'bot',
    row,
    kind,
    text,
    choices: choices.map(({ id, label }) => ({ id, label })),
    files: (files ?? []).map(({ name, type }) => ({ name, type })),
  }
}

const spoken = { key: updates.key, conversationId: updates.conversationId, at: updates.at, text: updates.text }

const visitorLine = ({ key, conversationId, at, text }: Pick<typeof updates.$inferSelect, 'key' | 'conversationId' | 'at' | 'text'>): ChatLine => ({
  visitor: visitorOf(conversationId),
  at,
  by: 'visitor',
  key,
  text,
})

/** In the order of the talk: a question stands before the answer that was committed with it. */
const inOrder = (lines: ChatLine[]): ChatLine[] =>
  lines.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.by === b.by ? 0 : a.by === 'visitor' ? -1 : 1) || (rank(a) < rank(b) ? -1 : 1))

const rank = (line: ChatLine): string => (line.by === 'bot' ? line.row : line.key)

/** The visitor's newest lines, at most `limit`, oldest first. */
export async function lastLines(read: Reader, visitor: string, limit: number): Promise<ChatLine[]> {
  const [mine, bots] = await Promise.all([
    read
      .select(spoken)
      .from(updates)
      .where(eq(updates.conversationId, conversationOf(visitor)))
      .orderBy(desc(updates.at), desc(updates.key))
      .limit(limit),
    read
      .select(told)
      .from(outgoing)
      .where(and(mailbox(visitor), inArray(outgoing.state, [...SAID, 'sending'])))
      .orderBy(desc(outgoing.dueAt), desc(outgoing.id))
      .limit(limit),
  ])
  return withPressed(read, inOrder([...mine.map(visitorLine), ...bots.map(botLine)]).slice(-limit))
}

/**
 * What came to be seen since then, oldest first. A row counts from the moment its sending was settled,
 * not from its making: a push can lie for days. What is being sent at this moment always belongs to it.
 */
export async function linesSince(read: Reader, { visitor, since }: Look): Promise<ChatLine[]> {
  const limit = visitor === undefined ? EVERYBODYS : CATCH_UP
  const talk = visitor === undefined ? like(updates.conversationId, `${conversationOf('')}%`) : eq(updates.conversationId, conversationOf(visitor))
  const seen = or(eq(outgoing.state, 'sending'), and(inArray(outgoing.state, [...SAID]), gte(outgoing.settledAt, since)))
  const [mine, bots] = await Promise.all([
    read
      .select(spoken)
      .from(updates)
      .where(and(gte(updates.at, since), talk))
      .orderBy(desc(updates.at), desc(updates.key))
      .limit(limit),
    read
      .select(told)
      .from(outgoing)
      .where(and(mailbox(visitor), seen))
      .orderBy(desc(outgoing.dueAt), desc(outgoing.id))
      .limit(limit),
  ])
  return withPressed(read, inOrder([...mine.map(visitorLine), ...bots.map(botLine)]))
}

/** A pressed choice has no words of its own: what it said is on the button. */
async function withPressed(read: Reader, lines: ChatLine[]): Promise<ChatLine[]> {
  const pressed = lines.flatMap((line) => {
    const kind = line.by === 'visitor' && line.text === '' ? readKey(line.key).kind : undefined
    return kind?.is === 'choice' ? [kind.row] : []
  })
  if (pressed.length === 0) return lines
  const rows = await read
    .select({ id: outgoing.id, choices: outgoing.choices })
    .from(outgoing)
    .where(inArray(outgoing.id, [...new Set(pressed)]))
  const offered = new Map(rows.map(({ id, choices }) => [id, choices]))
  return lines.map((line) => {
    const kind = line.by === 'visitor' && line.text === '' ? readKey(line.key).kind : undefined
    return kind?.is === 'choice' ? { ...line, text: offered.get(kind.row)?.[kind.position]?.label ?? '' } : line
  })
}

/** A line of the bot in this visitor's chat. */
export async function toldLine(read: Reader, visitor: string, row: string): Promise<BotLine | undefined> {
  const [found] = await read
    .select(told)
    .from(outgoing)
    .where(and(eq(outgoing.id, row), mailbox(visitor)))
  const line = found && botLine(found)
  return line?.by === 'bot' ? line : undefined
}

/** A file that was sent to this visitor, and to nobody else. */
export async function toldFile(read: Reader, visitor: string, row: string, position: number): Promise<Enclosed | undefined> {
  const [found] = await read
    .select({ files: outgoing.files })
    .from(outgoing)
    .where(and(eq(outgoing.id, row), mailbox(visitor), inArray(outgoing.state, [...SAID, 'sending'])))
  return found?.files?.[position]
}

/** What is known of a visitor: nothing before the first message; `left` after 退出, and then never again. */
export async function standingOf(read: Reader, visitor: string): Promise<'unknown' | 'known' | 'left'> {
  const [row] = await read
    .select({ gone: accounts.gone })
    .from(accounts)
    .where(and(eq(accounts.channel, CHANNEL), eq(accounts.external, visitor)))
  if (!row) return 'unknown'
  return row.gone === null ? 'known' : 'left'
}
