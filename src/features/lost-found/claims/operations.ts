/** From "that is mine" to the hand-over: proof, confirmation, who holds it, until when. */
import type { Acts, Context } from '../../../bot/capability.ts'
import { personsWithRole } from '../../../bot/store/staff.ts'
import { things } from '../../../intents/things.ts'
import { after } from '../../../lib/clock.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { custodyOf } from '../handover/operations.ts'
import { changeReport, isLive, type Report, readReport, reportById, reportByNumber, tellCounter } from '../lost-found/operations.ts'
import type { Words } from '../lost-found/rules.ts'
import { forgetReport, markRefused, pairOf, pairsOf } from '../matching/operations.ts'
import { offerLine } from '../relay/operations.ts'
import * as replies from './replies.ts'
import { FETCH_WITHIN, judge, MISSES } from './rules.ts'
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
    await tellCounter(ctx, `lost.locked:${lost.number}:${found.number}`, replies.lockedForStaff(lost.number, found.number))
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
  const [held] = await custodyOf(ctx.tx, found)
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
  if (left <= 0) await tellCounter(ctx, `lost.locked:${lost.number}:${found.number}`, replies.lockedForStaff(lost.number, found.number))
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

/** The owner did not come: the claim may be made once more. */
export const lapseClaim = (acts: Acts, lost: Pick<Report, 'id'>, found: Pick<Report, 'id'>): Promise<void> => store.lapse(acts.tx, lost.id, found.id, acts.now)

const push = (
  acts: Acts,
  key: string,
  person: string,
  said: Pick<ReturnType<typeof replies.toConfirm>, 'parts'> & Partial<ReturnType<typeof replies.toConfirm>>,
) => acts.push({ key, reason: 'lost.claim', to: { person }, ...said, priority: 60 })

export { answeredClaims, claimsOn, dropOf, emptyAnswers } from './store.ts'
