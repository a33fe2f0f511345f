/** An announcement that is out, or on its way: halted, ended, said again to the silent, and who got it. */
import type { Acts, Context } from '../../../bot/capability.ts'
import type { Enclosure } from '../../../bot/message.ts'
import { record } from '../../../bot/store/staff.ts'
import { after, HOUR } from '../../../lib/clock.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { writeSheets } from '../../../lib/sheets.ts'
import { acksOf } from '../acks/operations.ts'
import { type Announcement, announcement, callOff, wordsOf } from '../announcements/operations.ts'
import { lastOf } from '../announcements/rules.ts'
import { beginMailing, fatesOf, namesOf, nextRound, pauseMailings, progressOf, resumeMailings, stopMailings } from '../mailings/operations.ts'
import * as replies from './replies.ts'

/** A copy for the writer's own eyes. @returns refused with `unknown` */
export async function sendTest(ctx: Context, number: string, update: string): Promise<Result<Announcement, 'unknown'>> {
  const item = await announcement(ctx, number)
  if (!item) return refused('unknown')
  const { lines, pictures } = wordsOf(item)
  const parts = lines.map((line) => ({ audience: 'public' as const, text: line }))
  await ctx.push({
    key: `announcement.test:${number}:${update}`,
    reason: 'human.test',
    to: { person: ctx.person.id },
    parts,
    files: pictures,
    urgent: true,
    priority: 100,
  })
  return ok(item)
}

/** @returns refused with `unknown`, `not-sending` */
export async function pause(acts: Acts, by: string, number: string): Promise<Result<Announcement, 'unknown' | 'not-sending'>> {
  return steer(acts, by, number, 'paused', 'not-sending', (each) => pauseMailings(each, number))
}

/** @returns refused with `unknown`, `not-paused` */
export async function resume(acts: Acts, by: string, number: string): Promise<Result<Announcement, 'unknown' | 'not-paused'>> {
  return steer(acts, by, number, 'resumed', 'not-paused', (each) => resumeMailings(each, number))
}

/** Ends it for good, wherever it stands. @returns refused with `unknown`, `not-sending` when it is over */
export async function stop(acts: Acts, by: string, number: string): Promise<Result<Announcement, 'unknown' | 'not-sending'>> {
  return steer(acts, by, number, 'stopped', 'not-sending', async (each) => {
    const before = await callOff(each, number)
    return (await stopMailings(each, number)) || before
  })
}

async function steer<R extends string>(
  acts: Acts,
  by: string,
  number: string,
  done: string,
  otherwise: R,
  work: (acts: Acts) => Promise<boolean>,
): Promise<Result<Announcement, 'unknown' | R>> {
  const item = await announcement(acts, number)
  if (!item) return refused('unknown')
  if (!(await work(acts))) return refused(otherwise)
  await record(acts.tx, { actor: by, action: `announcement.${done}`, subject: number }, acts.now)
  return ok(item)
}

/** So long nobody is reminded again (milliseconds). */
const CHASE_PAUSE = 4 * HOUR

/**
 * Says it again to those who got it and said nothing, once in a while only.
 * @returns how many; refused with `unknown`, `nothing-to-chase`, `too-late`, `chased-lately`
 */
export async function chase(acts: Acts, number: string): Promise<Result<number, 'unknown' | 'nothing-to-chase' | 'too-late' | 'chased-lately'>> {
  const item = await announcement(acts, number)
  if (!item) return refused('unknown')
  const [, ...chases] = await progressOf(acts, number)
  if (chases.some(({ startedAt }) => startedAt > after(acts.now, -CHASE_PAUSE))) return refused('chased-lately')
  const acks = await acksOf(acts, number)
  const silent = (await fatesOf(acts, number)).flatMap(({ personId, state }) => (personId && state === 'sent' && !acks.has(personId) ? [personId] : []))
  if (!item.ack || silent.length === 0) return refused('nothing-to-chase')
  const round = await nextRound(acts, number)
  const mailing = {
    matter: number,
    round,
    words: wordsOf(item, true),
    reason: 'notice.chase',
    urgent: item.emergency,
    priority: 0,
    owner: item.author ?? undefined,
  }
  const begun = await beginMailing(
    acts,
    { ...mailing, lastAt: lastOf(item) },
    silent.map((person) => ({ person })),
  )
  if (begun.ok) return ok(silent.length)
  return refused(begun.reason === 'nobody' ? 'nothing-to-chase' : 'too-late')
}

/** How the sendings of an announcement stand, and how many said 收到. */
export async function standing(acts: Acts, number: string) {
  const item = await announcement(acts, number)
  if (!item) return undefined
  return { item, sendings: await progressOf(acts, number), acks: (await acksOf(acts, number)).size }
}

/** Every receiver with what became of it, as a sheet. */
export async function rosterOf(acts: Acts, number: string): Promise<{ file: Enclosure<'personal'>; rows: number } | undefined> {
  const item = await announcement(acts, number)
  if (!item) return undefined
  const fates = await fatesOf(acts, number)
  const names = await namesOf(acts, new Set(fates.flatMap(({ personId }) => personId ?? [])))
  const acks = await acksOf(acts, number)
  const minute = (moment: Date | null | undefined) => (moment ? acts.calendar.isoLocal(moment).replace('T', ' ') : '')
  const rows = fates.map(({ personId, groupId, state, why, at }) =>
    replies.rosterRow({
      name: groupId ?? (personId === null ? undefined : (names.get(personId)?.display ?? '')),
      channels: personId === null ? '' : (names.get(personId)?.channels ?? ''),
      state,
      why,
      at: minute(at),
      acked: minute(personId === null ? undefined : acks.get(personId)),
    }),
  )
  const bytes = await writeSheets([{ name: number, columns: replies.rosterColumns, rows }])
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return { file: { audience: 'personal', name: `${number}名单.xlsx`, type, base64: bytes.toString('base64') }, rows: rows.length }
}
