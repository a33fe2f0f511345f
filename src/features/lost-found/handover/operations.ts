/** Who holds a found thing, and that it is back with its owner. */
import type { Acts, Context } from '../../../bot/capability.ts'
import type { Reader } from '../../../db/db.ts'
import { DAY } from '../../../lib/clock.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { award } from '../../points/points/operations.ts'
import { isLive, type Report, reportById, reportByNumber, settled, tally, tellCounter } from '../lost-found/operations.ts'
import * as replies from './replies.ts'
import * as store from './store.ts'

/** Owner and staff are believed; the finder's word is asked after. */
export type Teller = 'owner' | 'finder' | 'staff'

/** The reports of one thing, as far as they are known. */
export interface Pairing {
  readonly lost?: Report
  readonly found?: Report
}

const isStaff = (ctx: Context): Promise<boolean> => ctx.holds('counter')

/**
 * The thing is back with its owner. Owner and staff are believed; on the finder's word the owner is asked. The finder is
 * thanked once, when the owner or staff say so.
 * @returns refused `unknown`, `forbidden` or `returned` (it was before)
 */
export async function handedOver(ctx: Context, number: string): Promise<Result<{ pair: Pairing; teller: Teller }, 'unknown' | 'forbidden' | 'returned'>> {
  const report = await reportByNumber(ctx.tx, number)
  if (!report) return refused('unknown')
  const other = report.otherId ? await reportById(ctx.tx, report.otherId) : undefined
  const [lost, found] = report.kind === 'lost' ? [report, other] : [other, report]
  // Staff who found it are finders like all others: the owner or a colleague confirms it.
  const teller: Teller | undefined =
    lost?.personId === ctx.person.id ? 'owner' : found?.personId === ctx.person.id ? 'finder' : (await isStaff(ctx)) ? 'staff' : undefined
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

/** The owner or staff say that it is back: the finder is thanked, and given points where the rule gives any, once. */
async function confirmReturn(ctx: Context, lost: Report | undefined, found: Report, teller: Teller): Promise<Result<{ pair: Pairing; teller: Teller }, never>> {
  // Who finds what is the own earns nothing.
  if (found.personId && found.personId !== lost?.personId) {
    const points = await rewarded(ctx, found.personId, found)
    await push(ctx, `lost.thanks:${found.number}`, found.personId, { parts: replies.returnedToFinder(found.number, points) })
  }
  if (teller === 'staff' && lost?.personId) await push(ctx, `lost.back:${lost.number}`, lost.personId, { parts: replies.returnedToOwner(lost.number) })
  return ok({ pair: { ...(lost ? { lost } : {}), found }, teller })
}

/** @returns the points that the finder got; 0 where a cap or the rule refuses */
async function rewarded(ctx: Context, personId: string, { number }: Report): Promise<number> {
  const cause = `lost.returned:${number}`
  const given = await award(ctx, { personId, rule: 'returned', cause, key: cause, about: number })
  return given.ok ? given.value.points : 0
}

/**
 * The owner says that it was not handed over: staff look into it.
 * @returns refused `unknown`, or `no-match` where nothing was claimed yet
 */
export async function notHandedOver(ctx: Context, number: string): Promise<Result<true, 'unknown' | 'no-match'>> {
  const lost = await reportByNumber(ctx.tx, number)
  if (lost?.kind !== 'lost' || lost.personId !== ctx.person.id) return refused('unknown')
  const found = lost.otherId ? await reportById(ctx.tx, lost.otherId) : undefined
  if (!found) return refused('no-match')
  await tellCounter(ctx, `lost.not-got:${number}`, replies.notGot(lost.number, found.number))
  return ok(true)
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

/** Who held it, the latest first; before anything was said, the finder. */
export const custodyOf = (read: Reader, found: Pick<Report, 'id'>): Promise<store.Held[]> => store.custodyOf(read, found.id)

const push = (
  acts: Acts,
  key: string,
  person: string,
  said: Pick<ReturnType<typeof replies.didYouGetIt>, 'parts'> & Partial<ReturnType<typeof replies.didYouGetIt>>,
) => acts.push({ key, reason: 'lost.claim', to: { person }, ...said, priority: 60 })

export { dropCustody } from './store.ts'
