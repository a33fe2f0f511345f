/** What the status page tells: gathered anew for each look, and put in order. */

import type { Channel, ChannelStatus } from '../../bot/channel.ts'
import type { Db } from '../../db/db.ts'
import type { Dialect } from '../../db/dialect.ts'
import { NOBODY_ASKED } from '../../jobs/schedule.ts'
import type { Calendar, Day } from '../../lib/calendar.ts'
import { after, type Clock, DAY, MINUTE, ticks } from '../../lib/clock.ts'
import { qrSvg } from '../../lib/qr.ts'
import { doubtfulMessages, failedMessages, jobRows, questionsAsked, waitingMessages } from '../store.ts'
import * as replies from './replies.ts'

/** What is due is done within seconds; later than this is late (milliseconds). */
const PATIENCE = 2 * MINUTE
const FAILURES_FOR = DAY
const DOUBTS_FOR = 7 * DAY

export interface ReportParts {
  db: Db
  clock: Clock
  calendar: Calendar
  channels: readonly Channel[]
}

export interface ChannelReport {
  name: string
  is: ChannelStatus['is']
  words: string
  /** The sign-in code as a picture. */
  qr: string | undefined
}

export interface Report {
  now: Date
  /** What somebody should look at, a plain sentence each. Empty: all is well. */
  troubles: string[]
  channels: ChannelReport[]
  questions: { messages: number; doubt: number; none: number }
  waiting: { all: number; late: number; next: Date | undefined }
  doubtful: Awaited<ReturnType<typeof doubtfulMessages>>
  failed: { why: string; rows: number }[]
  jobs: { name: string; due: Date; last: Date | null; skipped: number; late: boolean }[]
  database: { engine: Dialect; up: boolean }
  uptime: number
}

export async function report({ db, clock, calendar, channels }: ReportParts): Promise<Report> {
  const now = clock.now()
  const late = after(now, -PATIENCE)
  const [waiting, doubtful, failures, questions, rows, up] = await Promise.all([
    waitingMessages(db.read, late),
    doubtfulMessages(db.read, after(now, -DOUBTS_FOR)),
    failedMessages(db.read, after(now, -FAILURES_FOR)),
    questionsAsked(db.read, calendar.startOfDay(calendar.localDay(now)), now),
    jobRows(db.read),
    reachable(db),
  ])
  const jobs = rows
    .filter(({ dueAt }) => dueAt < NOBODY_ASKED)
    .map(({ name, dueAt, lastRunAt, skipped }) => ({ name, due: dueAt, last: lastRunAt, skipped, late: dueAt < late }))
  const found = {
    now,
    channels: await Promise.all(channels.map(channelReport)),
    questions,
    waiting,
    doubtful,
    failed: inWords(failures),
    jobs,
    database: { engine: db.dialect, up },
    uptime: ticks(),
  }
  return { ...found, troubles: troubles(found) }
}

async function reachable(db: Db): Promise<boolean> {
  try {
    await db.ping()
    return true
  } catch {
    return false
  }
}

async function channelReport(channel: Channel): Promise<ChannelReport> {
  const { is, words, code } = channel.status()
  // The card bears the channel's name already.
  const plain = words.replace(`${replies.channelName(channel.name)}：`, '')
  return { name: channel.name, is, words: plain, qr: code === undefined ? undefined : await qrSvg(code) }
}

/** Different words of the networks for one thing are counted together. */
function inWords(failures: readonly { why: string | null; rows: number }[]): Report['failed'] {
  const counts = new Map<string, number>()
  for (const { why, rows } of failures) counts.set(replies.why(why), (counts.get(replies.why(why)) ?? 0) + rows)
  return [...counts].map(([why, rows]) => ({ why, rows })).sort((a, b) => b.rows - a.rows)
}

function troubles({ channels, database, jobs, waiting, doubtful, failed }: Omit<Report, 'troubles'>): string[] {
  const failures = failed.reduce((sum, { rows }) => sum + rows, 0)
  return [
    ...(database.up ? [] : [replies.databaseTrouble]),
    ...channels.filter(({ is }) => is === 'down' || is === 'sign-in').map(({ name, is }) => replies.channelTrouble(name, is)),
    ...jobs.filter((job) => job.late).map(({ name }) => replies.lateTrouble(name)),
    ...(waiting.late > 0 ? [replies.late(waiting.late)] : []),
    ...(doubtful.number > 0 ? [replies.doubtfulTrouble(doubtful.number)] : []),
    ...(failures > 0 ? [replies.failedTrouble(failures)] : []),
  ]
}

/** 今天 03:30, 昨天 18:05, 11月20日 09:00: as short as it can be read. */
export function momentWords(moment: Date, now: Date, calendar: Calendar): string {
  const [day, today] = [calendar.localDay(moment), calendar.localDay(now)]
  const near: Record<Day, string> = { [today]: '今天', [calendar.addDays(today, -1)]: '昨天', [calendar.addDays(today, 1)]: '明天' }
  const date = `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
  return `${near[day] ?? date} ${calendar.localTime(moment)}`
}
