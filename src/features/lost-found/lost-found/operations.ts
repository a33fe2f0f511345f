/** Reports of what was lost and found: taken, made fuller, compared with each other. */
import type { Acts, Context } from '../../../bot/capability.ts'
import type { Part, Reply } from '../../../bot/message.ts'
import { nextNumber } from '../../../bot/store/numbers.ts'
import { personsWithRole } from '../../../bot/store/staff.ts'
import type { Thing } from '../../../intents/thing.ts'
import { things } from '../../../intents/things.ts'
import { whensIn } from '../../../intents/when.ts'
import { after } from '../../../lib/clock.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { newId } from '../../../lib/ids.ts'
import { forgetReport, keepMatches, type Match, markTold, matchesFor, remember } from '../matching/operations.ts'
import { CALLS_STAFF, type Sought } from '../matching/rules.ts'
import { thingIn } from '../told/operations.ts'
import * as replies from './replies.ts'
import { another, isSame, type Kind, LONGEST, type Missing, merged, missingIn, OPEN_AT_MOST, SOME_THING, WATCH, type Words, whenText } from './rules.ts'
import * as store from './store.ts'

/** What a report came to. */
export interface Reported {
  readonly report: store.Report
  /** It was known already: nothing was doubled, what is new was added. */
  readonly again: boolean
  /** What staff are shown, best first. */
  readonly matches: readonly Match[]
  /** The other side was told that something matching exists. */
  readonly told: boolean
  readonly missing: readonly Missing[]
}

/** Who reports, and where. */
export interface Reporter {
  readonly personId: string
  readonly group?: string | undefined
  readonly pictures?: readonly string[]
}

/** The thing that the words tell of, and when it happened. */
export function readReport(words: Words, now: Date, calendar: Acts['calendar']): { thing: Thing; since: Date | null; until: Date | null } {
  return { thing: thingIn(words), ...momentsIn(words.raw, now, calendar) }
}

/** Does it say what was lost or found? */
export const namesThing = (thing: Thing): boolean => thing.items.length > 0 || thing.called.length > 0

/** Do the words name a thing of the lists? */
export const namesKnown = (text: string): boolean => things().items(text).length > 0

/** What was lost or found lies behind: 周三 is the last one. */
export const whenBefore = (raw: string, now: Date, calendar: Acts['calendar']) => whensIn(raw, now, calendar, { looking: 'back' })[0]?.when

function momentsIn(raw: string, now: Date, calendar: Acts['calendar']): { since: Date | null; until: Date | null } {
  const when = whenBefore(raw, now, calendar)
  if (!when) return { since: null, until: null }
  const moment = (iso: string): Date => calendar.instant(iso.slice(0, 10), iso.slice(11, 16))
  const since = 'date' in when ? calendar.startOfDay(when.date) : moment(when.start)
  const until = 'date' in when ? calendar.startOfDay(calendar.addDays(when.date, 1)) : when.end ? moment(when.end) : since
  // A time to come is about something else: "明天去取".
  return since > now ? { since: null, until: null } : { since, until: until > now ? now : until }
}

/**
 * Takes a report: kept, compared with all open ones of the other kind, the other side and staff told.
 * The same report said again by the same person is recognised and made fuller instead.
 * @returns refused with `nothing` when the words name no thing, `too-many` while too many of the person's are open
 */
export async function takeReport(acts: Acts, kind: Kind, words: Words, who: Reporter): Promise<Result<Reported, 'nothing' | 'too-many'>> {
  const { tx, now } = acts
  const { thing, since, until } = readReport(words, now, acts.calendar)
  if (!namesThing(thing)) return refused('nothing')
  const item = thing.items[0] ?? SOME_THING
  const own = (await store.reportsOf(tx, who.personId)).filter((report) => report.kind === kind)
  const same = another(words.text) ? undefined : own.find((report) => isSame(report, now, item, thing))
  if (same) return ok(await addTo(acts, same, words, who.pictures ?? [], { again: true }))
  if (own.length >= OPEN_AT_MOST) return refused('too-many')
  const report: store.NewReport = {
    id: newId(),
    number: await nextNumber(tx, kind === 'lost' ? 'L' : 'F'),
    kind,
    personId: who.personId,
    item,
    place: thing.places[0] ?? null,
    thing,
    words: cut(words.raw),
    contact: words.slots.phones[0] ?? null,
    pictures: [...(who.pictures ?? [])],
    state: 'open',
    urgent: thing.items.some((each) => things().urgent(each)),
    since,
    until,
    groupId: who.group ?? null,
    createdAt: now,
    watchUntil: after(now, WATCH),
    edition: 1,
  }
  await store.addReport(tx, report)
  await store.addEvent(tx, { at: now, what: kind, item, days: null })
  const kept = await store.byNumber(tx, report.number)
  if (!kept) throw new Error('a report was not stored')
  return ok({ ...(await compared(acts, kept)), again: false })
}

const cut = (text: string): string => Array.from(text).slice(0, LONGEST).join('')

/** Adds to a live report what these words and pictures tell, and compares it again. `again`: it was said as a new one. */
export async function addTo(
  acts: Acts,
  report: store.Report,
  words: Words,
  pictures: readonly string[] = [],
  { again = false, merge = merged }: { again?: boolean; merge?(before: Thing, more: Thing): Thing } = {},
): Promise<Reported> {
  const said = readReport(words, acts.now, acts.calendar)
  const thing = merge(report.thing, said.thing)
  const known = report.words.includes(words.raw)
  const changed = await store.change(acts.tx, report.id, store.LIVE, {
    thing,
    place: thing.places[0] ?? report.place,
    words: known ? report.words : cut(`${report.words}\n${words.raw}`),
    pictures: [...new Set([...report.pictures, ...pictures])],
    ...(said.since ? { since: said.since, until: said.until } : {}),
    ...(words.slots.phones[0] ? { contact: words.slots.phones[0] } : {}),
  })
  return { ...(await compared(acts, changed ?? report)), again }
}

const soughtOf = (report: store.Report): Sought => ({
  reportId: report.id,
  number: report.number,
  kind: report.kind,
  personId: report.personId,
  thing: report.thing,
  since: report.since,
  until: report.until,
  at: report.since ? new Date((report.since.getTime() + (report.until ?? report.since).getTime()) / 2) : report.createdAt,
  reportedAt: report.createdAt,
})

/** Compares a report with the open ones of the other kind and tells who should know. */
async function compared(acts: Acts, report: store.Report): Promise<Omit<Reported, 'again'>> {
  const missing = missingIn(report.thing, report.since !== null)
  if (report.state === 'claimed') return { report, matches: [], told: false, missing }
  const own = soughtOf(report)
  await remember(acts.tx, own)
  const found = await matchesFor(acts.tx, own)
  const kept = await keepMatches(acts.tx, own, found, acts.now)
  let told = false
  for (const { match, pair } of kept) {
    if (!match.sure) continue
    told = true
    if (await markTold(acts.tx, pair.lostId, pair.foundId, acts.now)) await tellBoth(acts, report, match)
  }
  const now = (await store.byId(acts.tx, report.id)) ?? report
  await tellStaff(acts, now, found)
  return { report: now, matches: kept.map(({ match }) => match), told, missing }
}

/** Both reports are matched; the one who is not speaking hears of it. */
async function tellBoth(acts: Acts, report: store.Report, { other }: Match): Promise<void> {
  const ids = [report.id, other.reportId].sort()
  for (const id of ids) await store.change(acts.tx, id, ['open'], { state: 'matched' })
  await store.addEvent(acts.tx, { at: acts.now, what: 'matched', item: report.item, days: null })
  const [lost, found] = report.kind === 'lost' ? [report.number, other.number] : [other.number, report.number]
  if (other.personId === null || other.personId === report.personId) return
  await acts.push({
    key: `lost.match:${lost}:${found}`,
    reason: 'lost.match',
    to: { person: other.personId },
    ...(other.kind === 'lost' ? replies.somethingFound(lost, found, report.item) : replies.somethingLost(found, report.item)),
    priority: 50,
  })
}

/** Says something to everybody at the counter, once. */
export async function tellCounter(acts: Acts, key: string, parts: readonly Part[], priority = 60): Promise<void> {
  for (const person of await personsWithRole(acts.tx, ['counter', 'admin'])) {
    await acts.push({ key: `${key}:${person}`, reason: 'lost.staff', to: { person }, parts, priority })
  }
}

/** Staff hear of urgent kinds at once, and of pairs that people are not told of. */
async function tellStaff(acts: Acts, report: store.Report, found: readonly Match[]): Promise<void> {
  const close = found.filter(({ score }) => score >= CALLS_STAFF)
  if (close.length === 0 && !(report.urgent && report.edition === 1)) return
  const best = close.slice(0, 3)
  await tellCounter(acts, `lost.staff:${report.number}:${best[0]?.other.number ?? '-'}`, replies.forStaff(report, best), report.urgent ? 60 : 10)
}

/** The pair as its score tells it, for programs. */
export const matchData = (matches: readonly Match[]) =>
  matches.slice(0, 10).map(({ other, score, why }) => ({ report: other.number, score: Math.round(score * 100) / 100, why }))

/** The answer to a report, or to what was added to one. */
export function saidBack(ctx: Context, reported: Reported, added = false): Reply {
  const { report, again, told, matches } = reported
  return (added ? replies.added : again ? replies.again : replies.taken)({ report, told, matches: matches.length, when: whenText(ctx, report) })
}

export const isLive = (report: store.Report): boolean => store.LIVE.some((state) => state === report.state)

/** The speaker's live reports of a kind, newest first. */
export const ownReports = async (ctx: Context, kind?: Kind): Promise<store.Report[]> =>
  (await store.reportsOf(ctx.tx, ctx.person.id)).filter((report) => kind === undefined || report.kind === kind)

/** Changes a report that is in one of these states; undefined when it was in another. */
export const changeReport = store.change

/** Ends a live report: it is found no more. @returns the report as it is now; undefined when it had ended before */
export async function settled(acts: Acts, id: string, state: 'returned' | 'closed' | 'expired'): Promise<store.Report | undefined> {
  const ended = await store.change(acts.tx, id, store.LIVE, { state, settledAt: acts.now })
  if (ended) await forgetReport(acts.tx, id)
  return ended
}

/** Opens reports again whose claim came to nothing. */
export async function reopened(acts: Acts, id: string): Promise<void> {
  const open = await store.change(acts.tx, id, ['claimed'], { state: 'open', otherId: null, fetchUntil: null })
  if (open) await remember(acts.tx, soughtOf(open))
}

/** Counts for the figures. */
export const tally = (acts: Acts, event: Pick<store.Event, 'what' | 'item' | 'days'>): Promise<void> => store.addEvent(acts.tx, { at: acts.now, ...event })

export { addsWithin, bothWays, foundAgain, mergedWithin } from '../told/operations.ts'
export {
  byId as reportById,
  byNumber as reportByNumber,
  dropSettled,
  emptyReports,
  eventsBetween,
  movePerson,
  notNoticed,
  onNotice,
  openFinds,
  ownerless,
  picturesKept,
  type Report,
  reportsOf,
  toFetchBy,
  unanswered,
  urgentOpen,
  watchedOut,
} from './store.ts'
