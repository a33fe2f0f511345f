/** One's own reports, and staff's view of all: how they stand, corrected, withdrawn, watched on; and how they are forgotten. */
import type { Acts, Context, Keeps } from '../../../bot/capability.ts'
import { forgetTexts } from '../../../bot/store/forget-texts.ts'
import { accountsOf } from '../../../bot/store/people.ts'
import { personsWithRole } from '../../../bot/store/staff.ts'
import { ROLES } from '../../../bot/vocabulary.ts'
import type { Reader, Tx } from '../../../db/db.ts'
import { things } from '../../../intents/things.ts'
import { after, DAY, HOUR, MINUTE } from '../../../lib/clock.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { answeredClaims, claimsOn, dropOf, emptyAnswers } from '../claims/operations.ts'
import { custodyOf, dropCustody } from '../handover/operations.ts'
import {
  addTo,
  changeReport,
  dropSettled,
  emptyReports,
  eventsBetween,
  isLive,
  movePerson as moveReports,
  picturesKept,
  type Report,
  type Reported,
  reportById,
  reportByNumber,
  reportsOf,
  settled,
  tellCounter,
  urgentOpen,
} from '../lost-found/operations.ts'
import { corrected, WATCH, type Words } from '../lost-found/rules.ts'
import { dropPairs, forgetReport, movePerson as moveSought, pairsForStaff, pairsOf } from '../matching/operations.ts'
import { itemsIn } from '../own-words/operations.ts'
import { addsWithin, mergedWithin } from '../told/operations.ts'
import { broughtForStaff, copied, keptLine, type Shown, type StaffList, type StaffView } from './replies.ts'
import { figuresOf, numbersIn, totalOf, type Wish } from './rules.ts'

/** A report as its owner or staff may read it. */
export function shown({ calendar, now }: Pick<Acts, 'calendar' | 'now'>, report: Report): Shown {
  const plain = (moment: Date): string => calendar.plain(calendar.localDay(moment), calendar.localDay(now))
  return { ...report, day: calendar.localDay(report.createdAt), until: report.state === 'claimed' && report.fetchUntil ? plain(report.fetchUntil) : undefined }
}

/** How long an ended report is still listed (milliseconds). */
const LISTED_AFTER = 14 * DAY

/** The speaker's reports: all live ones, and those that ended lately. */
export const ownList = async (ctx: Context): Promise<Report[]> =>
  (await reportsOf(ctx.tx, ctx.person.id, true))
    .filter((report) => isLive(report) || (report.settledAt && report.settledAt > after(ctx.now, -LISTED_AFTER)))
    .slice(0, 12)

/** Whose reports a wish can be about. */
const KINDS: Partial<Record<Wish, 'lost' | 'found'>> = {
  claim: 'lost',
  refuse: 'lost',
  got: 'lost',
  'not-got': 'lost',
  confirm: 'found',
  deny: 'found',
  'handed-in': 'found',
}
/** Wishes that make sense only where something was matched or claimed: those come first. */
const MATCHED: ReadonlySet<Wish> = new Set(['claim', 'refuse', 'got', 'not-got', 'confirm', 'deny'])

/** Which reports of the speaker the words can mean: the named kind of thing narrows it, and so does what is to happen. */
export async function meant(ctx: Context, wish: Wish, words: Words): Promise<Report[]> {
  const all = await ownList(ctx)
  const kind = KINDS[wish] ?? (wish === 'returned' && all.some((each) => each.kind === 'found' && isLive(each)) ? 'found' : undefined)
  const handed = wish === 'got' || wish === 'not-got'
  const own = all.filter((each) => (kind === undefined || each.kind === kind) && (isLive(each) || wish === 'claim' || (handed && each.state === 'returned')))
  const live = own.filter(isLive)
  const items = itemsIn(ctx, words, wish)
  if (wish === 'correct' && items.length === 0) {
    const [newest] = live
    if (newest && newest.createdAt > after(ctx.now, -HOUR)) return [newest]
  }
  const named = items.length === 0 ? [] : own.filter((each) => items.some((item) => things().kinship(item, each.item) !== 'other'))
  if (wish === 'withdraw' && items.length > 0 && named.length === 0) return []
  const pool = named.length > 0 ? named : live.length > 0 ? live : own
  // The owner answers after the finder's word, too: then the report has ended already.
  for (const state of handed ? (['claimed', 'returned'] as const) : []) {
    const those = (named.length > 0 ? named : own).filter((each) => each.state === state)
    if (those.length > 0) return those
  }
  const matched = MATCHED.has(wish) ? pool.filter(({ state }) => state === 'matched' || state === 'claimed') : []
  return matched.length > 0 ? matched : pool
}

/** Staff hear that the finder brought it; theirs is the word that it is there. */
export async function broughtIn(ctx: Context, number: string): Promise<Result<Report, NotOurs>> {
  const report = await own(ctx, number)
  if (report.ok) await tellCounter(ctx, `lost.brought:${number}`, broughtForStaff(number, report.value.item))
  return report
}

/** How long after a report pictures without words still belong to it (milliseconds). */
const PICTURES_FOLLOW = 30 * MINUTE

/** Adds pictures to the speaker's newest report, if it was made just now. */
export async function addPictures(ctx: Context, files: readonly string[]): Promise<Report | undefined> {
  const [newest] = await reportsOf(ctx.tx, ctx.person.id)
  if (!newest || ctx.now.getTime() - newest.createdAt.getTime() > PICTURES_FOLLOW) return undefined
  return changeReport(ctx.tx, newest.id, ['open', 'matched', 'claimed'], { pictures: [...newest.pictures, ...files] })
}

type NotOurs = 'unknown' | 'over'

async function own(ctx: Context, number: string): Promise<Result<Report, NotOurs>> {
  const report = await reportByNumber(ctx.tx, number)
  if (!report || (report.personId !== ctx.person.id && !(await ctx.holds('counter')))) return refused('unknown')
  return isLive(report) ? ok(report) : refused('over')
}

/** Takes a report back. @returns refused `unknown`, or `over` when it had ended */
export async function withdraw(ctx: Context, number: string): Promise<Result<Report, NotOurs>> {
  const report = await own(ctx, number)
  if (!report.ok) return report
  if (!(await settled(ctx, report.value.id, 'closed'))) return refused('over')
  await ctx.audit('lost.withdrawn', number)
  return report
}

/** Watches another month. */
export async function watchOn(ctx: Context, number: string): Promise<Result<Report, NotOurs>> {
  const report = await own(ctx, number)
  if (!report.ok) return report
  const changed = await changeReport(ctx.tx, report.value.id, ['open', 'matched'], { watchUntil: after(ctx.now, WATCH), askedAt: null })
  return changed ? ok(changed) : report
}

/** What is said now replaces what it contradicts, adds what is new, and is compared again. */
export async function correct(ctx: Context, number: string, words: Words): Promise<Result<Reported, NotOurs>> {
  const report = await own(ctx, number)
  if (!report.ok) return report
  return ok(await addTo(ctx, report.value, words, [], { merge: addsWithin(words.text) ? mergedWithin : corrected }))
}

/** The speaker's own report, however it stands; staff see any. */
export async function seen(ctx: Context, number: string): Promise<{ own: Shown } | { staff: StaffView } | undefined> {
  const report = await reportByNumber(ctx.tx, number)
  if (!report) return undefined
  if (await ctx.holds('counter')) return { staff: await staffView(ctx, report) }
  return report.personId === ctx.person.id ? { own: shown(ctx, report) } : undefined
}

async function staffView(ctx: Context, report: Report): Promise<StaffView> {
  const number = async (id: string): Promise<string> => (await reportById(ctx.tx, id))?.number ?? '?'
  const other = (one: { lostId: string; foundId: string }): string => (one.lostId === report.id ? one.foundId : one.lostId)
  const claims: StaffView['claims'][number][] = []
  for (const claim of await claimsOn(ctx.tx, report.id)) claims.push({ ...claim, other: await number(other(claim)) })
  const pairs: StaffView['pairs'][number][] = []
  for (const pair of (await pairsOf(ctx.tx, report.id)).slice(0, 5)) pairs.push({ ...pair, other: await number(other(pair)) })
  const custody = (await custodyOf(ctx.tx, report)).slice(0, 3).map((held) => ({ ...held, at: ctx.calendar.isoLocal(held.at).replace('T', ' ') }))
  const accounts = report.personId ? await accountsOf(ctx.tx, report.personId) : []
  await ctx.audit('lost.viewed', report.number)
  const reporter = accounts.find(({ display }) => display)?.display ?? undefined
  return { ...shown(ctx, report), reporter, urgent: report.urgent, custody, claims, pairs }
}

/** As many lines as staff read at once. */
const LINES = 10

/** How long urgent reports are shown to staff as waiting (milliseconds). */
const URGENT_FOR = 3 * DAY

/** What waits for staff: claims to be confirmed, pairs that people were not told of, urgent reports of these days. */
export async function staffList(ctx: Context): Promise<StaffList> {
  const live = async (one: { lostId: string; foundId: string }): Promise<{ lost: Report; found: Report } | undefined> => {
    const [lost, found] = [await reportById(ctx.tx, one.lostId), await reportById(ctx.tx, one.foundId)]
    return lost && found && isLive(lost) && isLive(found) && !lost.otherId && !found.otherId ? { lost, found } : undefined
  }
  const list = { claims: [] as StaffList['claims'][number][], pairs: [] as StaffList['pairs'][number][] }
  for (const claim of await answeredClaims(ctx.tx, 3 * LINES)) {
    const both = await live(claim)
    if (both) list.claims.push({ lost: both.lost.number, found: both.found.number, item: both.found.item, state: claim.state })
  }
  for (const pair of await pairsForStaff(ctx.tx, after(ctx.now, -WATCH), 3 * LINES)) {
    const both = await live(pair)
    if (both) list.pairs.push({ lost: both.lost.number, found: both.found.number, item: both.found.item, score: pair.score })
  }
  const urgent = await urgentOpen(ctx.tx, after(ctx.now, -URGENT_FOR), LINES)
  return { claims: list.claims.slice(0, LINES), pairs: list.pairs.slice(0, LINES), urgent: urgent.map((report) => shown(ctx, report)) }
}

/** What was lost, found, matched and returned in a month (`2026-11`). */
export async function figures({ tx, calendar }: Pick<Acts, 'calendar'> & { tx: Reader }, month: string) {
  const [year = 0, of = 1] = month.split('-').map(Number)
  const next = of === 12 ? `${year + 1}-01-01` : `${year}-${String(of + 1).padStart(2, '0')}-01`
  const events = await eventsBetween(tx, calendar.startOfDay(`${month}-01`), calendar.startOfDay(next))
  return { total: totalOf(events), byItem: figuresOf(events) }
}

/** How long reports are kept once they have ended (milliseconds). */
const KEPT_FOR = 90 * DAY

/** Reports in a person's file. */
export const keeps: Keeps = {
  async show(read, personId) {
    const all = await reportsOf(read, personId, true)
    const lost = all.filter(({ kind }) => kind === 'lost').length
    return all.length > 0 ? [keptLine(lost, all.length - lost)] : []
  },
  async copy(read, personId, calendar) {
    const all = await reportsOf(read, personId, true)
    return all.length > 0
      ? [{ title: '失物登记', lines: copied(all.map((report) => ({ ...report, day: calendar.localDay(report.createdAt), until: undefined }))) }]
      : []
  },
  erase,
  async move(tx, from, to) {
    await moveReports(tx, from, to)
    await moveSought(tx, from, to)
  },
  files: picturesKept,
  clocks: [
    {
      keep: KEPT_FOR,
      async sweep(tx, before, limit) {
        const gone = await dropSettled(tx, before, limit)
        await dropPairs(tx, gone)
        await dropOf(tx, gone)
        await dropCustody(tx, gone)
        return gone.length
      },
    },
  ],
}

/** Whose reports they were is forgotten, also where others were told of them; that there was such a thing stays. */
async function erase(tx: Tx, persons: readonly string[], now: Date): Promise<void> {
  const gone = await emptyReports(tx, persons, now)
  const ids = gone.map(({ id }) => id)
  for (const id of ids) await forgetReport(tx, id)
  await dropPairs(tx, ids)
  await emptyAnswers(tx, ids)
  if (gone.length === 0) return
  const numbers = new Set(gone.map(({ number }) => number))
  await forgetTexts(tx, await personsWithRole(tx, ROLES), (text) => numbersIn(text).some((number) => numbers.has(number)), now)
}

export { claim, decide, prove, refuse } from '../claims/operations.ts'
export { handedOver, keepAt, notHandedOver } from '../handover/operations.ts'
export { matchData, saidBack } from '../lost-found/operations.ts'
export { addition, NONE, packed, skips, unpacked, type Words } from '../lost-found/rules.ts'
export { alike, claimsOwn, itemsIn, tellsMore } from '../own-words/operations.ts'
export { showLine } from '../relay/operations.ts'
