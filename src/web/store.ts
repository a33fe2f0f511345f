/** What the console's status page counts. */
import { and, asc, count, desc, eq, gte, inArray, lt, lte, min } from 'drizzle-orm'
import { accounts, groups, outgoing, questions, updates } from '../bot/tables.ts'
import type { Reader } from '../db/db.ts'
import { schedules } from '../jobs/tables.ts'

/** Messages in doubt that are listed; beyond these only their number is told. */
const LISTED = 20

export interface JobRow {
  name: string
  dueAt: Date
  lastRunAt: Date | null
  skipped: number
}

export async function jobRows(tx: Reader): Promise<JobRow[]> {
  return tx
    .select({ name: schedules.name, dueAt: schedules.dueAt, lastRunAt: schedules.lastRunAt, skipped: schedules.skipped })
    .from(schedules)
    .orderBy(asc(schedules.name))
}

/** What waits to go out: all of it, and what should have gone out before `late`. */
export async function waitingMessages(tx: Reader, late: Date): Promise<{ all: number; late: number; next: Date | undefined }> {
  const [all] = await tx
    .select({ rows: count(), next: min(outgoing.dueAt) })
    .from(outgoing)
    .where(eq(outgoing.state, 'waiting'))
  const [overdue] = await tx
    .select({ rows: count() })
    .from(outgoing)
    .where(and(eq(outgoing.state, 'waiting'), lt(outgoing.dueAt, late)))
  return { all: all?.rows ?? 0, late: overdue?.rows ?? 0, next: all?.next ?? undefined }
}

export interface Doubtful {
  id: string
  settledAt: Date | null
  reason: string
  why: string | null
  /** Whom it was for: a person's shown name or a group's title, where one is known. */
  receiver: string | null
  place: 'private' | 'group'
}

/** Messages that may or may not have arrived, since that moment; the latest first. */
export async function doubtfulMessages(tx: Reader, since: Date): Promise<{ number: number; latest: Doubtful[] }> {
  const doubtful = and(eq(outgoing.state, 'unknown'), gte(outgoing.settledAt, since))
  const [all] = await tx.select({ rows: count() }).from(outgoing).where(doubtful)
  const latest = await tx
    .select({
      id: outgoing.id,
      settledAt: outgoing.settledAt,
      reason: outgoing.reason,
      why: outgoing.why,
      place: outgoing.place,
      person: accounts.display,
      group: groups.title,
    })
    .from(outgoing)
    .leftJoin(accounts, and(eq(outgoing.place, 'private'), eq(accounts.channel, outgoing.channel), eq(accounts.external, outgoing.address)))
    .leftJoin(groups, and(eq(outgoing.place, 'group'), eq(groups.channel, outgoing.channel), eq(groups.chat, outgoing.address)))
    .where(doubtful)
    .orderBy(desc(outgoing.settledAt), asc(outgoing.id))
    .limit(LISTED)
  return { number: all?.rows ?? 0, latest: latest.map(({ person, group, ...row }) => ({ ...row, receiver: row.place === 'group' ? group : person })) }
}

/** Messages that could not be sent since that moment, by reason; the most frequent first. */
export async function failedMessages(tx: Reader, since: Date): Promise<{ why: string | null; rows: number }[]> {
  const rows = await tx
    .select({ why: outgoing.why, rows: count() })
    .from(outgoing)
    .where(and(inArray(outgoing.state, ['failed', 'expired']), gte(outgoing.settledAt, since)))
    .groupBy(outgoing.why)
  return rows.sort((a, b) => b.rows - a.rows || (a.why ?? '').localeCompare(b.why ?? ''))
}

/** What people wrote in that span, and how much of it was not understood. */
export async function questionsAsked(tx: Reader, from: Date, to: Date): Promise<{ messages: number; doubt: number; none: number }> {
  const [asked] = await tx
    .select({ rows: count() })
    .from(updates)
    .where(and(gte(updates.at, from), lte(updates.at, to)))
  const bands = await tx
    .select({ band: questions.band, rows: count() })
    .from(questions)
    .where(and(gte(questions.at, from), lte(questions.at, to)))
    .groupBy(questions.band)
  const of = (band: string) => bands.find((each) => each.band === band)?.rows ?? 0
  return { messages: asked?.rows ?? 0, doubt: of('doubt'), none: of('none') }
}

/** The channels on which this person was seen, as the bot names them. */
export async function channelsOf(tx: Reader, staffPersonId: string): Promise<string[]> {
  const rows = await tx.selectDistinct({ channel: accounts.channel }).from(accounts).where(eq(accounts.personId, staffPersonId))
  return rows.map(({ channel }) => channel).sort()
}

/** Rows that wait, are being sent, or whose fate is unknown, by kind and state. */
export async function messagesByState(tx: Reader): Promise<{ kind: string; state: string; rows: number }[]> {
  return tx
    .select({ kind: outgoing.kind, state: outgoing.state, rows: count() })
    .from(outgoing)
    .where(inArray(outgoing.state, ['waiting', 'claimed', 'sending', 'unknown']))
    .groupBy(outgoing.kind, outgoing.state)
}
