/** Visits: who stands at the door types its code, once a day. */
import type { Acts, Context, Keeps } from '../../bot/capability.ts'
import { codesLockedUntil, countMiss, forgetMisses } from '../../bot/store/binding.ts'
import { renewSecret, secretIn } from '../../bot/store/secrets.ts'
import { after, DAY, MINUTE } from '../../lib/clock.ts'
import { ok, type Result, refused } from '../../lib/errors.ts'
import { keyedDigest, sameDigest } from '../../lib/ids.ts'
import { isRotatingCode, rotatingCode, TURN } from '../../lib/rotating-code.ts'
import { award } from '../points/points/operations.ts'
import { ownAhead, sessionsNow, wasThere } from '../study/attendance/operations.ts'
import { copied, keptLine } from './replies.ts'
import * as store from './store.ts'

/** The secret behind the door's code. */
const SECRET = 'visit-code'

export interface Arrived {
  /** Points for this visit; 0 where the rule gives none. */
  readonly points: number
  readonly balance: number | undefined
}

/**
 * Checks in with the door's code.
 * @returns refused with `wrong`, `locked` after five wrong ones (for an hour), `again` when this day is counted already
 */
export async function checkIn(ctx: Context, code: string): Promise<Result<Arrived, 'wrong' | 'locked' | 'again'>> {
  const { tx, now, person, calendar } = ctx
  const day = calendar.localDay(now)
  if (await store.visitOn(tx, person.id, day)) return refused('again')
  if (await codesLockedUntil(tx, person.accountId, now)) return refused('locked')
  if (!isRotatingCode(await secretIn(tx, SECRET), code, now)) return refused((await countMiss(tx, person.accountId, now)) > 0 ? 'wrong' : 'locked')
  await forgetMisses(tx, person.accountId)
  if (!(await store.addVisit(tx, person.id, day, now))) return refused('again')
  const cause = `visit:${day}`
  const given = await award(ctx, { personId: person.id, rule: 'visit', cause, key: `${cause}:${person.id}` })
  return ok(given.ok ? { points: given.value.points, balance: given.value.balance } : { points: 0, balance: undefined })
}

/** Did the speaker check in today? */
export const cameToday = async ({ tx, person, calendar, now }: Context): Promise<boolean> =>
  (await store.visitOn(tx, person.id, calendar.localDay(now))) !== undefined

/** Is the speaker expected at a session that one can check in to now? Then a bare 签到 means that session. */
export async function isAtStudy(ctx: Context): Promise<boolean> {
  const near = await sessionsNow(ctx)
  if (near.length === 0) return false
  for (const { session, enrolment } of await ownAhead(ctx, ctx.person.id)) {
    const open = enrolment.state === 'enrolled' && near.some(({ id }) => id === session.id)
    if (open && !(await wasThere(ctx.tx, session.id, ctx.person.id))) return true
  }
  return false
}

/** Might a code be a course's now? */
export const hasStudy = async (ctx: Context): Promise<boolean> => (await sessionsNow(ctx)).length > 0

/** Does the door's screen show this code now? */
export const isDoorCode = async ({ tx, now }: Context, code: string): Promise<boolean> => isRotatingCode(await secretIn(tx, SECRET), code, now)

/** What the door's screen shows now, when it changes, and how many came today. */
export async function door({ tx, now, calendar }: Pick<Acts, 'tx' | 'now' | 'calendar'>): Promise<{ code: string; until: Date; visitors: number }> {
  const code = rotatingCode(await secretIn(tx, SECRET), now)
  return { code, until: new Date((Math.floor(now.getTime() / TURN) + 1) * TURN), visitors: await store.visitsOn(tx, calendar.localDay(now)) }
}

/** The secret behind the links and cookies of screens. Another one, and every screen has to be opened anew. */
const SCREENS = 'visit-screens'
/** How long a link makes a device the screen (milliseconds). */
export const LINK_LASTS = 15 * MINUTE

/** A link for the device that is to be the screen. */
export async function screenLink({ tx, now }: Pick<Acts, 'tx' | 'now'>): Promise<string> {
  const until = String(after(now, LINK_LASTS).getTime())
  return `/daodian/in/${until}.${keyedDigest(await secretIn(tx, SCREENS), `link:${until}`)}`
}

/** The device with this link becomes the screen. @returns its cookie; undefined when the link is wrong or its time over */
export async function bindScreen({ tx, now }: Pick<Acts, 'tx' | 'now'>, word: string): Promise<string | undefined> {
  const secret = await secretIn(tx, SCREENS)
  const [until = '', digest = ''] = word.split('.')
  if (!/^\d{1,16}$/.test(until) || !sameDigest(keyedDigest(secret, `link:${until}`), digest) || Number(until) <= now.getTime()) return undefined
  return keyedDigest(secret, 'screen')
}

/** What the screen shows, for a device that is one. */
export async function doorScreen(
  acts: Pick<Acts, 'tx' | 'now' | 'calendar'>,
  cookie: string | undefined,
): Promise<Awaited<ReturnType<typeof door>> | undefined> {
  return cookie !== undefined && sameDigest(keyedDigest(await secretIn(acts.tx, SCREENS), 'screen'), cookie) ? door(acts) : undefined
}

/** No device is the screen any more: after one was lost. */
export const closeScreens = ({ tx }: Pick<Acts, 'tx'>): Promise<void> => renewSecret(tx, SCREENS)

export { pageWords } from './replies.ts'
export const visitsOn = store.visitsOn

/** Whose visits are kept for a year; then they are only counts (milliseconds). */
const KEPT_FOR = 365 * DAY
const COPIED = 400

export const keeps: Keeps = {
  async show(read, personId) {
    const days = await store.visitsOf(read, personId, COPIED)
    return days.length > 0 ? [keptLine(days)] : []
  },
  async copy(read, personId) {
    const days = await store.visitsOf(read, personId, COPIED)
    return days.length > 0 ? [{ title: '到站签到', lines: copied(days) }] : []
  },
  erase: store.forgetPersons,
  move: store.movePerson,
  clocks: [{ keep: KEPT_FOR, sweep: store.dropOld }],
}
