/** From "that is mine" to the hand-over: proof, confirmation, who holds it, until when. */
import type { Acts, Context } from '../../bot/capability.ts'
import { personsWithRole } from '../../bot/store/staff.ts'
import type { Reader } from '../../db/db.ts'
import { things } from '../../intents/things.ts'
import { after, DAY } from '../../lib/clock.ts'
import { ok, type Result, refused } from '../../lib/errors.ts'
import { changeReport, isLive, type Report, readReport, reportById, reportByNumber, settled, tally } from '../lost-found/operations.ts'
import type { Words } from '../lost-found/rules.ts'
import { forgetReport, markRefused, pairOf, pairsOf } from '../matching/operations.ts'
import { offerLine } from '../relay/operations.ts'
import * as replies from './replies.ts'
import { FETCH_WITHIN, judge, MISSES, type Teller } from './rules.ts'
import * as store from './store.ts'

/** A loss and the find that is claimed for it. */
export interface Pairing {
  readonly lost: Report
  readonly found: Report
}

export type NoClaim = 'unknown' | 'no-match' | 'returned' | 'taken' | 'locked' | 'waiting' | 'confirmed'

/** The two reports by number, in either order. */
async function pairing(acts: Pick<Acts, 'tx'>, one: string, other: string | undefined): Promise<Pairing | 'unknown' | 'no-match'> {
  const first = await reportByNumber(acts.tx, one)
  if (!first) return 'unknown'
  const second = other ? await reportByNumber(acts.tx, other) : await partner(acts, first)
  if (!second || second.kind === first.kind) return other ? 'unknown' : 'no-match'
  return first.kind === 'lost' ? { lost: first, found: second } : { lost: second, found: first }
}

/** The other report of a thing: the claimed one, else the best that was told. */
async function partner({ tx }: Pick<Acts, 'tx'>, report: Report): Promise<Report | undefined> {
  if (report.otherId) return reportById(tx, report.otherId)
  const [best] = (await pairsOf(tx, report.id)).filter(({ toldAt }) => toldAt !== null)
  return best && reportById(tx, best.lostId === report.id ? best.foundId : best.lostId)
}

/**
 * Begins a claim of the speaker's loss on a find that was told to match.
 * @returns what is claimed; refused where there is nothing to claim (any more), it is locked or waits for confirmation
 */
export async function claim(ctx: Context, lostNumber: string, foundNumber?: string): Promise<Result<Pairing, NoClaim>> {
  const pair = await pairing(ctx, lostNumber, foundNumber)
  if (typeof pair === 'string') return refused(pair)
  const { lost, found } = pair
  if (lost.personId !== ctx.person.id) return refused('unknown')
  const told = await pairOf(ctx.tx, lost.id, found.id)
  if (!told?.toldAt && lost.otherId !== found.id) return refused('no-match')
  if (!isLive(found) || !isLive(lost)) return refused('returned')
  if (found.state === 'claimed' && found.otherId !== lost.id) return refused('taken')
  const begun = await store.beginClaim(ctx.tx, lost.id, found.id, ctx.now)
  if (begun.state === 'locked') return refused('locked')
  if (begun.state === 'answered') return refused('waiting')
  return begun.state === 'confirmed' ? refused('confirmed') : ok(pair)
}

/**
 * What the claimant names, compared with what is kept back of the find.
 * @returns that it waits for confirmation; refused `wrong` (with how many answers are left), or as `claim`
 */
export async function prove(
  ctx: Context,
  lostNumber: string,
  foundNumber: string,
  words: Words,
): Promise<Result<Pairing, NoClaim> | { ok: false; reason: 'wrong'; left: number }> {
  const claimed = await claim(ctx, lostNumber, foundNumber)
  if (!claimed.ok) return claimed
  const { lost, found } = claimed.value
  const verdict = judge(found.thing, readReport(words, ctx.now, ctx.calendar).thing, things())
  if (verdict === 'wrong') {
    const missed = await store.countMiss(ctx.tx, lost.id, found.id, words.raw, ctx.now)
    if (missed?.state !== 'locked') return { ok: false, reason: 'wrong', left: MISSES - (missed?.misses ?? MISSES) }
    await tellStaff(ctx, `lost.locked:${lost.number}:${found.number}`, replies.lockedForStaff(lost.number, found.number))
    return refused('locked')
  }
  const answered = await store.storeAnswer(ctx.tx, lost.id, found.id, words.raw, verdict === 'right', ctx.now)
  if (!answered) return refused('waiting')
  const said = replies.toConfirm(lost.number, found.number, found.item, words.raw, verdict === 'right')
  const asked = [...(found.personId && found.personId !== lost.personId ? [found.personId] : []), ...(await personsWithRole(ctx.tx, ['counter', 'admin']))]
  for (const person of [...new Set(asked)].filter((each) => each !== ctx.person.id)) {
    await ctx.push({
      key: `lost.claim:${lost.number}:${found.number}:${answered.misses}:${person}`,
      reason: 'lost.claim',
      to: { person },
      ...said,
      priority: 70,
    })
  }
  return claimed
}

const isStaff = (ctx: Context): Promise<boolean> => ctx.holds('counter')

/**
 * The finder's or staff's word on a claim. Yes: both reports are claimed, a time to fetch it runs, both are told. No: it
 * counts as a wrong answer; where nothing was claimed, the pair is struck.
 * @returns refused `unknown`, `forbidden`, `returned` or `taken`
 */
export async function decide(
  ctx: Context,
  one: string,
  other: string | undefined,
  yes: boolean,
): Promise<Result<Pairing, 'unknown' | 'forbidden' | 'returned' | 'taken'>> {
  const pair = await pairing(ctx, one, other ?? (await claimant(ctx, one)))
  if (typeof pair === 'string') return refused('unknown')
  const { lost, found } = pair
  const staff = await isStaff(ctx)
  if (!staff && (found.personId !== ctx.person.id || !(await store.claimOf(ctx.tx, lost.id, found.id)))) return refused('forbidden')
  if (!isLive(lost) || !isLive(found)) return refused('returned')
  if ([lost.otherId ?? found.id, found.otherId ?? lost.id].join() !== [found.id, lost.id].join()) return refused('taken')
  await ctx.audit(yes ? 'lost.confirmed' : 'lost.denied', `${lost.number} ${found.number}`)
  return yes ? confirmed(ctx, pair) : denied(ctx, pair)
}

/** Who claims a find and waits for an answer. */
async function claimant(ctx: Context, number: string): Promise<string | undefined> {
  const report = await reportByNumber(ctx.tx, number)
  const waiting = report && (await store.claimsOn(ctx.tx, report.id)).find(({ state }) => state === 'answered')
  return waiting && (await reportById(ctx.tx, report.kind === 'found' ? waiting.lostId : waiting.foundId))?.number
}

async function confirmed(ctx: Context, { lost, found }: Pairing): Promise<Result<Pairing, 'taken'>> {
  await store.beginClaim(ctx.tx, lost.id, found.id, ctx.now)
  if (!(await store.confirm(ctx.tx, lost.id, found.id, ctx.person.id, ctx.now))) return ok({ lost, found })
  const fetchUntil = after(ctx.now, FETCH_WITHIN)
  for (const [id, otherId] of [
    [lost.id, found.id],
    [found.id, lost.id],
  ].sort()) {
    if (id && otherId && !(await changeReport(ctx.tx, id, ['open', 'matched'], { state: 'claimed', otherId, fetchUntil }))) return refused('taken')
    if (id) await forgetReport(ctx.tx, id)
  }
  const until = ctx.calendar.plain(ctx.calendar.localDay(fetchUntil), ctx.calendar.localDay(ctx.now))
  const [held] = await store.custodyOf(ctx.tx, found.id)
  const spot = held?.holder === 'centre' ? (held.spot ?? '服务台') : undefined
  if (lost.personId) await push(ctx, `lost.confirmed:${lost.number}:${found.number}`, lost.personId, replies.confirmed(lost.number, found.number, spot, until))
  if (found.personId && !spot) await push(ctx, `lost.keep:${found.number}:${lost.number}`, found.personId, { parts: replies.finderToKeep(found.number, until) })
  if (!spot && lost.personId && found.personId && lost.personId !== found.personId)
    await offerLine(ctx, `${lost.number} ${found.number}`, lost.personId, found.personId)
  return ok({ lost, found })
}

async function denied(ctx: Context, { lost, found }: Pairing): Promise<Result<Pairing, never>> {
  const current = await store.claimOf(ctx.tx, lost.id, found.id)
  if (current?.state !== 'answered') {
    await strike(ctx, { lost, found })
    return ok({ lost, found })
  }
  const missed = await store.countMiss(ctx.tx, lost.id, found.id, current.answer, ctx.now)
  const left = MISSES - (missed?.misses ?? MISSES)
  if (lost.personId) await push(ctx, `lost.denied:${lost.number}:${found.number}:${left}`, lost.personId, { parts: replies.denied(lost.number, left) })
  if (left <= 0) await tellStaff(ctx, `lost.locked:${lost.number}:${found.number}`, replies.lockedForStaff(lost.number, found.number))
  return ok({ lost, found })
}

/** The pair is no pair; both are open again where nothing else matches. */
async function strike(ctx: Acts, { lost, found }: Pairing): Promise<void> {
  await markRefused(ctx.tx, lost.id, found.id, ctx.now)
  for (const { id } of [lost, found].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const left = (await pairsOf(ctx.tx, id)).some(({ toldAt }) => toldAt !== null)
    if (!left) await changeReport(ctx.tx, id, ['matched'], { state: 'open' })
  }
}

/** The owner says that the suggested find is not the thing. @returns refused `no-match` where none was suggested */
export async function refuse(ctx: Context, lostNumber: string, foundNumber?: string): Promise<Result<Pairing, 'unknown' | 'no-match'>> {
  const pair = await pairing(ctx, lostNumber, foundNumber)
  if (typeof pair === 'string') return refused(pair)
  if (pair.lost.personId !== ctx.person.id) return refused('unknown')
  await strike(ctx, pair)
  return ok(pair)
}

/**
 * The thing is back with its owner. Owner and staff are believed; on the finder's word the owner is asked. Points go to the
 * finder once, when the owner or staff say so.
 * @returns refused `unknown`, `forbidden` or `returned` (it was before)
 */
export async function handedOver(
  ctx: Context,
  number: string,
): Promise<Result<{ pair: Partial<Pairing>; teller: Teller }, 'unknown' | 'forbidden' | 'returned'>> {
  const report = await reportByNumber(ctx.tx, number)
  if (!report) return refused('unknown')
  const other = report.otherId ? await reportById(ctx.tx, report.otherId) : undefined
  const [lost, found] = report.kind === 'lost' ? [report, other] : [other, report]
  const teller: Teller | undefined =
    lost?.personId === ctx.person.id ? 'owner' : (await isStaff(ctx)) ? 'staff' : found?.personId === ctx.person.id ? 'finder' : undefined
  if (!teller) return refused('forbidden')
  // After the finder's word the reports are returned already; the owner's confirms it.
  if (!isLive(report)) return report.state === 'returned' && teller !== 'finder' && found ? confirmReturn(ctx, lost, found, teller) : refused('returned')
  for (const each of [lost, found].filter((one) => one !== undefined).sort((a, b) => (a.id < b.id ? -1 : 1))) {
    await settled(ctx, each.id, 'returned')
  }
  if (found) await store.hold(ctx.tx, { reportId: found.id, holder: 'owner', spot: null, at: ctx.now, by: ctx.person.id })
  const since = (found ?? report).createdAt
  await tally(ctx, { what: 'returned', item: report.item, days: Math.round((ctx.now.getTime() - since.getTime()) / DAY) })
  await ctx.audit('lost.returned', [lost?.number, found?.number].filter(Boolean).join(' '))
  if (teller === 'finder') {
    if (lost?.personId && found) await push(ctx, `lost.got:${lost.number}`, lost.personId, replies.didYouGetIt(lost.number, found.number))
    return ok({ pair: { ...(lost ? { lost } : {}), ...(found ? { found } : {}) }, teller })
  }
  return found ? confirmReturn(ctx, lost, found, teller) : ok({ pair: lost ? { lost } : {}, teller })
}

/** The owner or staff say that it is back: the finder is thanked, once. */
async function confirmReturn(
  ctx: Context,
  lost: Report | undefined,
  found: Report,
  teller: Teller,
): Promise<Result<{ pair: Partial<Pairing>; teller: Teller }, never>> {
  const points = 0
  if (found.personId) await push(ctx, `lost.thanks:${found.number}`, found.personId, { parts: replies.returnedToFinder(found.number, points) })
  if (teller === 'staff' && lost?.personId) await push(ctx, `lost.back:${lost.number}`, lost.personId, { parts: replies.returnedToOwner(lost.number) })
  return ok({ pair: { ...(lost ? { lost } : {}), found }, teller })
}

/** The owner says that it was not handed over: staff look into it. */
export async function notHandedOver(ctx: Context, number: string): Promise<Result<Pairing, 'unknown'>> {
  const pair = await pairing(ctx, number, undefined)
  if (typeof pair === 'string' || pair.lost.personId !== ctx.person.id) return refused('unknown')
  await tellStaff(ctx, `lost.not-got:${number}`, replies.notGot(pair.lost.number, pair.found.number))
  return ok(pair)
}

/** Staff took a find into keeping. @returns refused `unknown`, `forbidden` or `returned` */
export async function keepAt(ctx: Context, number: string, spot: string): Promise<Result<Report, 'unknown' | 'forbidden' | 'returned'>> {
  if (!(await isStaff(ctx))) return refused('forbidden')
  const found = await reportByNumber(ctx.tx, number)
  if (found?.kind !== 'found') return refused('unknown')
  if (!isLive(found)) return refused('returned')
  await store.hold(ctx.tx, { reportId: found.id, holder: 'centre', spot, at: ctx.now, by: ctx.person.id })
  await ctx.audit('lost.kept', number)
  return ok(found)
}

/** The owner did not come: the claim may be made once more. */
export const lapseClaim = (acts: Acts, lost: Pick<Report, 'id'>, found: Pick<Report, 'id'>): Promise<void> => store.lapse(acts.tx, lost.id, found.id, acts.now)

/** Who held it, the latest first; before anything was said, the finder. */
export const custodyOf = (read: Reader, found: Pick<Report, 'id'>): Promise<store.Held[]> => store.custodyOf(read, found.id)

const push = (
  acts: Acts,
  key: string,
  person: string,
  said: Pick<ReturnType<typeof replies.toConfirm>, 'parts'> & Partial<ReturnType<typeof replies.toConfirm>>,
) => acts.push({ key, reason: 'lost.claim', to: { person }, ...said, priority: 60 })

export async function tellStaff(acts: Acts, key: string, parts: ReturnType<typeof replies.lockedForStaff>): Promise<void> {
  for (const person of await personsWithRole(acts.tx, ['counter', 'admin'])) {
    await acts.push({ key: `${key}:${person}`, reason: 'lost.staff', to: { person }, parts, priority: 60 })
  }
}

export { answeredClaims, claimsOn, dropOf, emptyAnswers } from './store.ts'
