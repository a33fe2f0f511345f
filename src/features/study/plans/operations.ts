/** Whom and what staff mean when they give no number, and the end of what recurs. */
import type { Acts } from '../../../bot/capability.ts'
import { quietAround } from '../../../bot/quiet.ts'
import { quietOf } from '../../../bot/store/people.ts'
import type { Reader } from '../../../db/db.ts'
import { after, DAY, HOUR } from '../../../lib/clock.ts'
import { driverNamed } from '../../points/grants/operations.ts'
import { hasBegun } from '../rosters/operations.ts'
import { callOff, listOf, meantSessions, reminderKeys } from '../study/operations.ts'
import * as timetable from '../timetable/operations.ts'
import * as replies from './replies.ts'
import { timeIn } from './rules.ts'
import * as store from './store.ts'

export { movedTo, recurs, type SaidSession, saidSession, spanIn, timeIn } from './rules.ts'

type Session = timetable.Session
type Core = Pick<Acts, 'tx' | 'now' | 'calendar'>

/** From the end of the quiet hours to the session: who reads it then has set out (milliseconds). */
const ON_THE_WAY = 2 * HOUR

/** In their quiet hours only those are woken who would read in the morning that they need not have come. */
export async function tooLateInTheMorning({ tx, now, calendar }: Acts, personId: string, startsAt: Date): Promise<boolean> {
  const quiet = quietAround(await quietOf(tx, personId), now, calendar)
  return quiet !== undefined && startsAt < after(quiet.end, ON_THE_WAY)
}

/** Staff look back so far at who was there (milliseconds). */
const LOOK_BACK = 14 * DAY

/** Which sessions can be meant: those `ahead`, those that have `begun`, those that are `over`, or `any` of these. */
export type Among = 'ahead' | 'begun' | 'over' | 'any'

/** The sessions whose title, kind or day the words name, the next first; and the words without their names. */
export async function sessionsCalled(acts: Core, words: string, among: Among): Promise<{ sessions: readonly Session[]; rest: string }> {
  const { tx, now, calendar } = acts
  const ahead = among === 'over' ? [] : await timetable.upcomingSessions(acts)
  const past = among === 'ahead' ? [] : (await timetable.sessionsBetween(tx, after(now, -LOOK_BACK), now)).filter(({ state }) => state !== 'cancelled')
  const all = [...past.filter(({ startsAt, state, endsAt }) => among !== 'over' || (endsAt <= now && state === 'open' && startsAt <= now)), ...ahead].filter(
    (session) => among !== 'begun' || hasBegun(session, now),
  )
  const bare = words.replace(/\s+/g, '')
  const exact = all.filter(({ title }) => bare.includes(title.replace(/\s+/g, '')))
  const longest = Math.max(0, ...exact.map(({ title }) => title.length))
  const { named, fits } = meantSessions(acts, { text: words, codes: [] }, all)
  const found = longest > 0 ? exact.filter(({ title }) => title.length === longest) : named ? fits : []
  const { day } = timeIn(words, acts)
  const onDay = day === undefined || among === 'ahead' ? [] : found.filter(({ startsAt }) => calendar.localDay(startsAt) === day)
  const sessions = onDay.length > 0 ? onDay : found
  return { sessions, rest: withoutTitle(words, sessions[0]?.title ?? '') }
}

/** "学习新精神 老师病了" → "老师病了": the title's words are gone, the others stay. */
function withoutTitle(words: string, title: string): string {
  const pieces = words.split(/[\s,，、:：]+/).flatMap((piece) => {
    if (title !== '' && piece.includes(title)) return [piece.slice(piece.indexOf(title) + title.length).replace(/^(?:的|那节|那场|这节|课)+/, '')]
    return title.includes(piece) || (piece.length >= 2 && shares(piece, title)) ? [] : [piece]
  })
  return pieces.filter((piece) => piece !== '').join(' ')
}

const shares = (piece: string, title: string): boolean =>
  Array.from({ length: Math.max(0, title.length - 1) }, (_, at) => title.slice(at, at + 2)).some((pair) => piece.includes(pair))

/** Somebody whom staff may mean. */
export interface Meant {
  readonly personId: string
  readonly name: string
  /** The end of the account's own name. */
  readonly tail: string
}

const TAIL = 4

/** Who is called so: `#` with a person's id, a phone, a driver's number `D-12`, the end of an account, or the shown name. */
export async function peopleCalled(read: Reader, who: string): Promise<Meant[]> {
  const words = who.trim()
  if (words.startsWith('#')) return meant(await store.accountsOfPersons(read, [words.slice(1)]))
  const driver = /^(?:1\d{10}|d\s*-?\s*\d{1,8})$/i.test(words) ? await driverNamed(read, words.replace(/^d\s*-?\s*/i, 'D-')) : undefined
  if (driver?.ok) return meant(await store.accountsOfPersons(read, [driver.value.driver.personId]))
  const tail = /^(?:账?号?尾号?)?\s*([a-z0-9_-]{4,})$/i.exec(words)?.[1]
  return meant(await store.accountsCalled(read, { name: words, tail }))
}

function meant(accounts: readonly store.Account[]): Meant[] {
  const persons = [...new Set(accounts.map(({ personId }) => personId))]
  return persons.map((personId) => {
    const own = accounts.filter((each) => each.personId === personId)
    const shown = own.find(({ display }) => display) ?? own[0]
    return { personId, name: shown?.display ?? '', tail: (shown?.external ?? '').slice(-TAIL) }
  })
}

const ON_LIST = ['enrolled', 'offered', 'waiting'] as const

/** The sessions of a series that are still to come, and how many people are on their lists. */
export async function restOfSeries(acts: Core, seriesId: string): Promise<{ sessions: readonly Session[]; people: number }> {
  const sessions = (await timetable.upcomingSessions(acts)).filter((session) => session.seriesId === seriesId)
  const persons = new Set<string>()
  for (const { id } of sessions) for (const { personId } of await listOf(acts.tx, id, ON_LIST)) persons.add(personId)
  return { sessions, people: persons.size }
}

/** Ends a series: no further sessions are made, those to come are cancelled, and everybody on their lists is told once. @returns how many sessions and people */
export async function stopSeries(acts: Acts, seriesId: string, why: string): Promise<{ sessions: number; told: number }> {
  const { tx, now } = acts
  const { sessions } = await restOfSeries(acts, seriesId)
  await timetable.endSeries(tx, seriesId, acts.calendar.localDay(now))
  const told = new Map<string, Session[]>()
  // Held in the order of their ids, as everybody does who needs several.
  for (const { id } of [...sessions].sort((one, other) => (one.id < other.id ? -1 : 1))) {
    const session = await timetable.lockSession(tx, id)
    if (session?.state !== 'open') continue
    await timetable.changeSession(acts, id, { state: 'cancelled', why })
    const people = await listOf(tx, id, ON_LIST)
    await callOff(tx, reminderKeys(session, [...people.map(({ personId }) => personId), ...session.groups]), now)
    for (const { personId } of people) told.set(personId, [...(told.get(personId) ?? []), session])
  }
  for (const [personId, unsorted] of told) {
    const own = unsorted.sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime())
    const [first, last] = [own[0], own.at(-1)]
    if (!first || !last) continue
    await acts.push({
      urgent: await tooLateInTheMorning(acts, personId, first.startsAt),
      key: `study.ended:${seriesId}:${personId}:${first.id}`,
      reason: 'study.cancelled',
      to: { person: personId },
      worthlessAfter: last.endsAt,
      priority: 100,
      ...replies.endedForPerson(
        first.title,
        own.map((session) => timetable.seenLater(acts, session)),
        why,
      ),
    })
  }
  return { sessions: sessions.length, told: told.size }
}
