/** A driver's words to staff, and staff's answer. */

import type { Context, Keeps } from '../../bot/capability.ts'
import { forgetTexts } from '../../bot/store/forget-texts.ts'
import { nextNumber } from '../../bot/store/numbers.ts'
import { unknownPushes } from '../../bot/store/outgoing.ts'
import { accountsOf, addressOf } from '../../bot/store/people.ts'
import { personsWithRole, staffName } from '../../bot/store/staff.ts'
import { ROLES } from '../../bot/vocabulary.ts'
import type { Tx } from '../../db/db.ts'
import { after, DAY, MINUTE } from '../../lib/clock.ts'
import { ok, type Result, refused } from '../../lib/errors.ts'
import { submittedOnes } from '../announcements/announcements/operations.ts'
import { staffList } from '../lost-found/lost-mine/operations.ts'
import { waitingActs } from '../points/grants/operations.ts'
import { openObjections } from '../points/objections/operations.ts'
import { openOnes } from '../study/absences/operations.ts'
import { answerForDriver, closedForDriver, copied, type Earlier, leftLine, newForStaff, type Viewed, type Waiting } from './replies.ts'
import { LONGEST, names, OPEN_AT_MOST } from './rules.ts'
import * as store from './store.ts'

export interface Kept {
  number: string
  /** Members of staff who can be reached in chat. */
  reached: number
}

/**
 * Keeps the words for staff and tells everybody who answers drivers. Urgent ones (somebody is in danger)
 * are never refused, go first and cannot be muted.
 * @returns refused with `too-many` while too many of the person's messages wait
 */
export async function leaveMessage(ctx: Context, words: string, urgent = false, about?: About): Promise<Result<Kept, 'too-many'>> {
  const text = Array.from(words.trim()).slice(0, LONGEST).join('')
  const waiting = await openNumbers(ctx)
  if (!urgent && waiting.length >= OPEN_AT_MOST) return refused('too-many')
  const number = await nextNumber(ctx.tx, 'H')
  // Who writes as a driver is not the one who will answer.
  const usual = about && (await reachableOf(ctx, about.to)) ? about.to : await personsWithRole(ctx.tx, ['counter', 'admin'])
  const told = [...new Set(usual)].sort().filter((person) => person !== ctx.person.id)
  await store.addMessage(ctx.tx, { number, personId: ctx.person.id, text, told }, ctx.now)
  let reached = 0
  for (const person of told) {
    if (await addressOf(ctx.tx, person)) reached += 1
    await ctx.push({
      key: `human:${number}:${person}`,
      reason: urgent ? 'distress' : 'human.new',
      to: { person },
      parts: newForStaff(number, ctx.person.display, text, urgent, about?.what),
      urgent: true,
      priority: urgent ? 2_000 : 100,
    })
  }
  return ok({ number, reached })
}

/** What a message answers, and who asked for it: they are told instead of everybody who answers drivers, when they can be reached. */
export interface About {
  what: string
  to: readonly string[]
}

async function reachableOf({ tx }: Context, persons: readonly string[]): Promise<boolean> {
  for (const person of persons) if (await addressOf(tx, person)) return true
  return false
}

/** May this member of staff read and answer the message: everybody who answers drivers, and who was sent it. */
export async function mayAnswer(ctx: Context, number: string): Promise<boolean> {
  if (await ctx.holds('counter', 'legal')) return true
  return (await store.byNumber(ctx.tx, number))?.told.includes(ctx.person.id) ?? false
}

/** The numbers of the speaker's messages that wait for an answer. */
export async function openNumbers(ctx: Context): Promise<string[]> {
  const own = await store.messagesOf(ctx.tx, ctx.person.id)
  return own.filter((message) => message.state === 'open').map((message) => message.number)
}

/** What became of an answer: can the driver be reached, and who had answered before. */
export interface Sent {
  reachable: boolean
  earlier: Earlier | undefined
}

/**
 * Answers a driver's message; a second answer adds to the first.
 * @returns refused with `unknown` or `closed`
 */
export async function answerMessage(ctx: Context, number: string, answer: string, update: string): Promise<Result<Sent, 'unknown' | 'closed'>> {
  const message = await store.byNumber(ctx.tx, number)
  if (!message) return refused('unknown')
  const stored = await store.storeAnswer(ctx.tx, number, { answer, answeredBy: ctx.person.id }, ctx.now)
  if (!stored || message.personId === null) return refused('closed')
  const reachable = (await addressOf(ctx.tx, message.personId)) !== undefined
  await ctx.push({
    key: `human.answer:${number}:${update}`,
    reason: 'human.answer',
    to: { person: message.personId },
    parts: answerForDriver(number, answer),
    urgent: true,
    priority: 100,
  })
  await ctx.audit('human.answered', number)
  return ok({ reachable, earlier: await earlierAnswer(ctx, message) })
}

async function earlierAnswer(ctx: Context, { answeredBy, answeredAt }: store.HelpMessage): Promise<Earlier | undefined> {
  if (!answeredBy || !answeredAt) return undefined
  const own = answeredBy === ctx.person.id
  return { name: own ? undefined : ((await staffName(ctx.tx, answeredBy)) ?? '已离开的同事'), when: momentText(ctx, answeredAt) }
}

/** `10:05` today, otherwise with the day. */
function momentText({ calendar, now }: Context, moment: Date): string {
  const [day, today] = [calendar.localDay(moment), calendar.localDay(now)]
  return day === today ? calendar.localTime(moment) : calendar.isoLocal(moment).replace('T', ' ')
}

/** The whole message with its writer and its answers; undefined when there is no such number. */
export async function viewMessage(ctx: Context, number: string): Promise<Viewed | undefined> {
  const message = await store.byNumber(ctx.tx, number)
  if (!message) return undefined
  const accounts = message.personId === null ? [] : await accountsOf(ctx.tx, message.personId)
  await ctx.audit('human.viewed', number)
  return {
    number,
    state: message.state,
    text: message.text,
    display: accounts.find((account) => account.display)?.display ?? undefined,
    channels: [...new Set(accounts.map((account) => account.channel))],
    at: momentText(ctx, message.createdAt),
    answer: message.answer,
    answeredAt: message.answeredAt ? momentText(ctx, message.answeredAt) : undefined,
    answeredBy: message.answeredBy ? await staffName(ctx.tx, message.answeredBy) : undefined,
    reachable: message.personId !== null && (await addressOf(ctx.tx, message.personId)) !== undefined,
  }
}

/**
 * Closes a driver's message and tells the driver.
 * @returns whether the driver can be reached; refused with `unknown` or `closed`
 */
export async function closeMessage(ctx: Context, number: string, reason: string): Promise<Result<{ reachable: boolean }, 'unknown' | 'closed'>> {
  const message = await store.byNumber(ctx.tx, number)
  if (!message) return refused('unknown')
  const closed = await store.closeMessage(ctx.tx, number, { reason, by: ctx.person.id }, ctx.now)
  if (!closed || message.personId === null) return refused('closed')
  const reachable = (await addressOf(ctx.tx, message.personId)) !== undefined
  await ctx.push({
    key: `human.closed:${number}`,
    reason: 'human.closed',
    to: { person: message.personId },
    parts: closedForDriver(number, reason),
    urgent: true,
    priority: 100,
  })
  await ctx.audit('human.closed', number)
  return ok({ reachable })
}

/** What waits for staff: open messages, what went wrong within the last day and, for the counter, what was lost and found. */
export async function whatWaits(ctx: Context): Promise<Waiting> {
  const since = after(ctx.now, -DAY)
  const [open, failed, unknown] = [await store.openMessages(ctx.tx), await store.failedQuestions(ctx.tx, since), await unknownPushes(ctx.tx, since)]
  const messages: Waiting['messages'][number][] = []
  for (const { number, text, personId, createdAt } of open) {
    const accounts = personId === null ? [] : await accountsOf(ctx.tx, personId)
    const display = accounts.find((account) => account.display)?.display ?? undefined
    messages.push({ number, text, display, minutes: Math.floor((ctx.now.getTime() - createdAt.getTime()) / MINUTE) })
  }
  const lost = (await ctx.holds('counter')) ? await lostWaiting(ctx) : undefined
  return { messages, decisions: await decisionsOf(ctx), failedQuestions: failed, unknownPushes: unknown.length, lost }
}

async function lostWaiting(ctx: Context): Promise<Waiting['lost']> {
  const { claims, pairs, urgent } = await staffList(ctx)
  const counts = { claims: claims.length, pairs: pairs.length, urgent: urgent.length }
  return counts.claims + counts.pairs + counts.urgent > 0 ? counts : undefined
}

/** What waits for somebody's word, by public number: announcements, points by hand, objections, excuses. */
async function decisionsOf({ tx }: Context): Promise<string[]> {
  const lists = [await submittedOnes(tx), await waitingActs(tx), await openObjections(tx), await openOnes(tx)]
  return lists.flatMap((list: readonly { number: string }[]) => list.map(({ number }) => number))
}

/** Messages that were dealt with are kept as long as other requests (milliseconds). */
const KEPT_FOR = 365 * DAY

/** The messages in a person's file. */
export const keeps: Keeps = {
  show: async (read, personId) => [leftLine(await store.messagesOf(read, personId))],
  copy: async (read, personId) => copied(await store.messagesOf(read, personId)),
  erase: eraseMessages,
  move: store.moveMessages,
  clocks: [{ keep: KEPT_FOR, sweep: store.dropMessages }],
}

/** Forgets what these persons wrote, also where staff were told of it; the bare numbers stay. */
async function eraseMessages(tx: Tx, persons: readonly string[], now: Date): Promise<void> {
  const messages = await store.emptyMessages(tx, persons)
  if (messages.length === 0) return
  const staff = new Set([...(await personsWithRole(tx, ROLES)), ...messages.flatMap(({ told, answeredBy }) => [...told, ...(answeredBy ? [answeredBy] : [])])])
  const numbers = messages.map((message) => message.number)
  await forgetTexts(tx, [...staff], (text) => names(text, numbers), now)
}
