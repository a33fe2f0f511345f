/** Who did not check in: excuses, their approval, and the make-up offer. Nobody who was there hears of it. */
import type { Acts, Context, Keeps } from '../../../bot/capability.ts'
import { nextNumber } from '../../../bot/store/numbers.ts'
import { addressOf } from '../../../bot/store/people.ts'
import { personsWithRole } from '../../../bot/store/staff.ts'
import type { Role } from '../../../bot/vocabulary.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { attend, missedKey, presentAt, wasThere } from '../attendance/operations.ts'
import { callOff, listOf, ownRows } from '../study/operations.ts'
import * as timetable from '../timetable/operations.ts'
import * as replies from './replies.ts'
import { HEARD_FOR, KEPT_FOR, LONGEST } from './rules.ts'
import * as store from './store.ts'

export { ownAhead } from '../study/operations.ts'
export { seen } from '../timetable/operations.ts'
export type { Excuse } from './store.ts'
export const { openOnes, ofSession } = store

type Session = timetable.Session

/** Who decides about excuses of a kind of session. */
export const deciders = (kind: Session['kind']): Role[] => (kind === 'party' ? ['party'] : ['counter'])

/** Sessions the speaker was on the list of and did not check in to, over or under way, the latest first; those that nothing was said about, where there are any. */
export async function missedOnes(ctx: Context): Promise<Session[]> {
  const own = await ownRows(ctx.tx, ctx.person.id, ['enrolled'])
  const over = own.filter(
    ({ session: { startsAt, endsAt, state } }) => startsAt <= ctx.now && ctx.now.getTime() - endsAt.getTime() <= HEARD_FOR && state !== 'cancelled',
  )
  const missed: Session[] = []
  for (const { session } of over.reverse()) if (!(await wasThere(ctx.tx, session.id, ctx.person.id))) missed.push(session)
  const said = new Set((await store.allOf(ctx.tx, ctx.person.id)).map(({ sessionId }) => sessionId))
  const unsaid = missed.filter(({ id }) => !said.has(id))
  return unsaid.length > 0 ? unsaid : missed.slice(0, 1)
}

/** What the speaker said about missed sessions, the latest first, and what became of it. */
export async function ownExcuses(ctx: Context): Promise<{ excuse: store.Excuse; session: Session | undefined }[]> {
  const all = (await store.allOf(ctx.tx, ctx.person.id)).reverse()
  const sessions = await timetable.sessionsById(
    ctx.tx,
    all.map(({ sessionId }) => sessionId),
  )
  return all.map((excuse) => ({ excuse, session: sessions.find(({ id }) => id === excuse.sessionId) }))
}

/**
 * Keeps an excuse and tells who decides.
 * @returns its number and how many of staff can be reached; refused with `was-there` (checked in), `said` (one was said), `unknown`
 */
export async function excuse(
  ctx: Context,
  sessionId: string,
  kind: store.Excuse['kind'],
  words: string,
): Promise<Result<{ number: string; reached: number; session: Session }, 'was-there' | 'said' | 'unknown'>> {
  const { tx, now, person } = ctx
  const session = await timetable.lockSession(tx, sessionId)
  if (!session || session.startsAt > now) return refused('unknown')
  if (await wasThere(tx, sessionId, person.id)) return refused('was-there')
  if (await store.ofPerson(tx, sessionId, person.id)) return refused('said')
  const number = await nextNumber(tx, 'Q')
  const text = Array.from(words.trim()).slice(0, LONGEST).join('')
  const told = (await personsWithRole(tx, [...deciders(session.kind), 'admin'])).filter((each) => each !== person.id)
  if (!(await store.add(tx, { number, sessionId, personId: person.id, kind, text, told, createdAt: now }))) return refused('said')
  await callOff(tx, [missedKey(session.number, person.id)], now)
  let reached = 0
  for (const each of told) {
    if (await addressOf(tx, each)) reached += 1
    await ctx.push({
      key: `study.excuse:${number}:${each}`,
      reason: 'human.excuse',
      to: { person: each },
      parts: replies.forStaff(number, kind, person.display, timetable.seenLater(ctx, session), text),
      priority: 50,
    })
  }
  return ok({ number, reached, session })
}

/**
 * Decides about an excuse and tells the person. Who was there gets hours and points.
 * @returns refused with `unknown`, `decided`
 */
export async function decide(
  acts: Acts,
  number: string,
  approved: boolean,
  { by, why }: { by: string; why: string },
): Promise<Result<{ excuse: store.Excuse; points: number }, 'unknown' | 'decided'>> {
  const { tx, now } = acts
  const known = await store.byNumber(tx, number)
  if (!known) return refused('unknown')
  const session = await timetable.lockSession(tx, known.sessionId)
  const decided = await store.decide(tx, number, { state: approved ? 'approved' : 'declined', decidedBy: by, decidedAt: now })
  if (!decided?.personId || !session) return refused('decided')
  const there = approved && decided.kind === 'there' ? await attend(acts, session.id, decided.personId, { way: 'approved', by }) : undefined
  const points = there?.ok ? there.value.points : 0
  const makeUp = there ? undefined : await makeUpOf(acts, session, decided.personId)
  await acts.push({
    key: `study.decided:${number}`,
    reason: 'study.decided',
    to: { person: decided.personId },
    urgent: true,
    ...replies.decided(decided.kind, approved, timetable.seenLater(acts, session), points, why, makeUp && timetable.seenLater(acts, makeUp)),
  })
  return ok({ excuse: decided, points })
}

/** The next session that makes up for a missed one: the same title rather than only the same kind, and one not enrolled in. */
async function makeUpOf(acts: Acts, missed: Session, personId: string): Promise<Session | undefined> {
  const own = await ownRows(acts.tx, personId, ['enrolled', 'offered', 'waiting'])
  const open = (await timetable.upcomingSessions(acts)).filter(
    ({ id, kind, taken, places }) => kind === missed.kind && taken < places && !own.some(({ session }) => session.id === id),
  )
  return open.find(({ title }) => title === missed.title) ?? open[0]
}

export interface Closed {
  readonly present: number
  /** Who is on the list and neither checked in nor said why. */
  readonly missing: number
}

/**
 * Staff went through the list: who is on it, did not check in and said nothing, is offered to say so, or the next session.
 * Until then nobody hears anything.
 * @returns refused with `unknown`, `not-over`, `closed`
 */
export async function closeSession(acts: Acts, number: string): Promise<Result<Closed, 'unknown' | 'not-over' | 'closed'>> {
  const { tx, now } = acts
  const known = await timetable.sessionByNumber(tx, number)
  const session = known && (await timetable.lockSession(tx, known.id))
  if (!session || session.state === 'cancelled') return refused('unknown')
  if (session.endsAt > now) return refused('not-over')
  if (session.state === 'closed') return refused('closed')
  await timetable.changeSession(acts, session.id, { state: 'closed' })
  const present = await presentAt(tx, session.id)
  const excused = await store.ofSession(tx, session.id)
  const heard = new Set([...present, ...excused].map((row) => row.personId))
  const missing = (await listOf(tx, session.id, ['enrolled'])).filter((row) => !heard.has(row.personId))
  for (const { personId } of missing) {
    const makeUp = await makeUpOf(acts, session, personId)
    await acts.push({
      key: missedKey(number, personId),
      reason: 'study.missed',
      to: { person: personId },
      ...replies.missed(timetable.seenLater(acts, session), makeUp && timetable.seenLater(acts, makeUp)),
    })
  }
  return ok({ present: present.length, missing: missing.length })
}

/** Excuses in a person's file. */
export const keeps: Keeps = {
  show: async (read, personId) => {
    const all = await store.allOf(read, personId)
    return all.length === 0 ? [] : [replies.keptLine(all)]
  },
  copy: async (read, personId) => replies.copied(await store.allOf(read, personId)),
  erase: store.eraseAll,
  move: store.moveAll,
  clocks: [{ keep: KEPT_FOR, sweep: store.dropOld }],
}
