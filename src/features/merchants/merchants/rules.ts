/** Merchants: what people look for, how far it is, and what a merchant's terms allow. Pure. */
import { z } from 'zod'
import { readHours, readWeekdays, type Span } from '../../../lib/opening.ts'

/** Yuan as people write them, kept in fen. */
const Yuan = z
  .number()
  .min(0.01)
  .max(1_000_000)
  .transform((yuan) => Math.round(yuan * 100))

/** What a merchant agreed to. Amounts are in fen once read. */
export const TermsShape = z.strictObject({
  /** So many points are worth one yuan. */
  pointsPerYuan: z.int().min(1).max(10_000),
  /** The fewest points of one spending. */
  minPoints: z.int().min(1).max(100_000),
  minBill: Yuan.optional(),
  /** The most that comes off one bill. */
  maxPerBill: Yuan.optional(),
  /** The most that comes off for one driver in a day. */
  maxPerPersonDay: Yuan.optional(),
  /** The most that comes off for all drivers together in a day. */
  maxPerDay: Yuan.optional(),
})
export type Terms = z.infer<typeof TermsShape>

const HoursText = z.string().refine((text) => readHours(text) !== undefined, 'hours are written 08:30-12:00, 14:30-17:30, or 24h, or closed')
const Week = z.record(
  z.string().refine((days) => readWeekdays(days) !== undefined, 'days are written daily, mon, or mon-fri'),
  HoursText,
)
export type WeekText = z.infer<typeof Week>
export const Holidays = z.union([z.literal('closed'), z.literal('as-usual'), HoursText])

const At = z.tuple([z.number().min(-90).max(90), z.number().min(-180).max(180)])

export const MerchantShape = z.strictObject({
  name: z.string().trim().min(2).max(30),
  kind: z.string(),
  where: z.string().trim().min(1).max(60),
  /** A place of the lexicon that it lies at. */
  near: z.string().optional(),
  at: At.optional(),
  hours: Week,
  holidays: Holidays,
  phone: z.string().max(30).optional(),
  does: z.array(z.string().min(1)).default([]),
  /** How a truck parks there; absent: not known to be possible. */
  parking: z.string().max(60).optional(),
  terms: TermsShape,
})
export type MerchantFacts = z.infer<typeof MerchantShape>

export const MerchantsFile = z.strictObject({
  kinds: z.record(z.string(), z.strictObject({ title: z.string(), words: z.array(z.string().min(1)).min(1) })),
  places: z.record(z.string(), At),
  merchants: z.array(MerchantShape),
})

/** The plan of a week as it is written, Monday first. */
export function weekOf(text: WeekText): Span[][] {
  const week: Span[][] = Array.from({ length: 7 }, () => [])
  for (const [days, hours] of Object.entries(text)) {
    for (const weekday of readWeekdays(days) ?? []) week[weekday - 1] = [...(readHours(hours) ?? [])]
  }
  return week
}

/** Degrees. */
export interface Point {
  readonly lat: number
  readonly lon: number
}

const EARTH = 6_371_000
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Metres between two points on the ground, as the crow flies (haversine). */
export function metresBetween(a: Point, b: Point): number {
  const [dLat, dLon] = [radians(b.lat - a.lat), radians(b.lon - a.lon)]
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLon / 2) ** 2
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** The kinds that the words ask for, those with the longest word first. */
export function kindsIn(text: string, kinds: ReadonlyMap<string, readonly string[]>): string[] {
  const found = [...kinds].flatMap(([kind, words]) => {
    const longest = Math.max(0, ...words.filter((word) => text.includes(word)).map((word) => word.length))
    return longest > 0 ? [{ kind, longest }] : []
  })
  const best = Math.max(0, ...found.map(({ longest }) => longest))
  return found.filter(({ longest }) => longest === best).map(({ kind }) => kind)
}

/** What a number of points takes off a bill, in fen. */
export const worth = (points: number, { pointsPerYuan }: Pick<Terms, 'pointsPerYuan'>): number => Math.floor((points * 100) / pointsPerYuan)

/** The most points that can take no more than so much off (fen). */
export const pointsFor = (fen: number, { pointsPerYuan }: Pick<Terms, 'pointsPerYuan'>): number => Math.floor((fen * pointsPerYuan) / 100)

/** Left of the day's ceilings, in fen; undefined where there is none. */
export interface LeftToday {
  readonly person: number | undefined
  readonly all: number | undefined
}

const least = (...amounts: (number | undefined)[]): number => Math.min(...amounts.map((amount) => amount ?? Number.MAX_SAFE_INTEGER))

/** What becomes of held points once the bill is known. */
export type Reckoned =
  | { readonly is: 'ok'; readonly points: number; readonly fen: number }
  /** The bill is below what the terms ask for. */
  | { readonly is: 'bill-too-small'; readonly minBill: number }
  /** The day's ceiling is reached. */
  | { readonly is: 'day-full' }

/** How many of the held points this bill takes, and how much comes off. Never more than the bill. */
export function reckon(terms: Terms, held: number, bill: number, left: LeftToday): Reckoned {
  if (terms.minBill !== undefined && bill < terms.minBill) return { is: 'bill-too-small', minBill: terms.minBill }
  const most = least(bill, terms.maxPerBill, left.person, left.all)
  const points = Math.min(held, pointsFor(most, terms))
  return points < 1 || worth(points, terms) < 1 ? { is: 'day-full' } : { is: 'ok', points, fen: worth(points, terms) }
}

/** Why so many points cannot be set aside here; `most` is what can. */
export type TermRefusal = { readonly is: 'too-few'; readonly least: number } | { readonly is: 'too-many'; readonly most: number } | { readonly is: 'day-full' }

export function refusedBy(terms: Terms, points: number, left: LeftToday): TermRefusal | undefined {
  const most = pointsFor(least(terms.maxPerBill, left.person, left.all), terms)
  if (most < terms.minPoints) return { is: 'day-full' }
  if (points < terms.minPoints) return { is: 'too-few', least: terms.minPoints }
  return points > most ? { is: 'too-many', most } : undefined
}

/** `M-48291374`: a merchant's one-time code, the whole message. */
const BINDING = /^(?:商家码|接入码|绑定码|码)?[是为:：\s]*m\s*-?\s*(\d{4})\s?(\d{4})$/i
export function bindingCodeIn(raw: string): string | undefined {
  const found = BINDING.exec(raw.normalize('NFKC').trim())
  return found ? `M-${found[1]}${found[2]}` : undefined
}

/** `上个月`, `10月`: the month of a statement, `2026-10`; this month unless another is named. */
export function monthIn(text: string, today: string): string {
  const [year = 0, month = 1] = today.split('-').map(Number)
  const back = /上{2}个?月/.test(text) ? 2 : /上个?月/.test(text) ? 1 : 0
  const named = Number(/(?<!\d)(1[0-2]|[1-9])月(?:份)?/.exec(text)?.[1] ?? NUMERALS[/(十[一二]?|[一二三四五六七八九])月份?/.exec(text)?.[1] ?? ''] ?? 0)
  const wanted = named > 0 ? (named > month ? (year - 1) * 12 + named - 1 : year * 12 + named - 1) : year * 12 + month - 1 - back
  return `${Math.floor(wanted / 12)}-${String((wanted % 12) + 1).padStart(2, '0')}`
}

const NUMERALS: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10, 十一: 11, 十二: 12 }

/** What staff do with a merchant by talking. */
export interface MerchantCommand {
  readonly does: 'code' | 'suspend' | 'reopen'
  readonly name: string
}

const COMMANDS: readonly (readonly [RegExp, MerchantCommand['does']])[] = [
  [/^(?:给|要|发)?商家码[:：\s]*(.+)$/, 'code'],
  [/^(?:停用|暂停|停掉)商家[:：\s]*(.+)$/, 'suspend'],
  [/^(?:恢复|启用|重开)商家[:：\s]*(.+)$/, 'reopen'],
]

/** "商家码 老李汽修", "停用商家 老李汽修", "恢复商家 老李汽修". */
export function merchantCommand(raw: string): MerchantCommand | undefined {
  const words = raw.normalize('NFKC').trim()
  for (const [pattern, does] of COMMANDS) {
    const name = pattern.exec(words)?.[1]?.trim()
    if (name && bindingCodeIn(words) === undefined && !/^m-?\d/i.test(name)) return { does, name }
  }
  return undefined
}
