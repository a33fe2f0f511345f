/** How alike a lost and a found thing are, in parts that can be told. Pure. */
import type { Thing } from '../../../intents/thing.ts'
import { type Kinship, markGram, type Things } from '../../../intents/things.ts'
import { DAY, HOUR } from '../../../lib/clock.ts'

export type Kind = 'lost' | 'found'

/** One open report as it is compared. */
export interface Sought {
  readonly reportId: string
  readonly number: string
  readonly kind: Kind
  readonly personId: string | null
  readonly thing: Thing
  readonly since: Date | null
  readonly until: Date | null
  readonly at: Date
  readonly reportedAt: Date
}

/** A part of the score: how much it speaks for (or against) one thing, and the reason in plain words. */
export interface Part {
  readonly of: 'item' | 'colour' | 'brand' | 'place' | 'time' | 'plate' | 'name' | 'number' | 'words'
  readonly weight: number
  readonly why?: string
}

/** From this score on staff are shown a pair. */
export const FOR_STAFF = 0.1
/** From this score on a pair is worth calling staff. */
export const CALLS_STAFF = 0.4
/** As many pairs as staff are shown of one report. */
export const SHOWN = 10
/** From this score on both sides are told that something matching exists. */
export const FOR_PEOPLE = 0.85
/** The best must be this much better than the next, or staff choose. */
export const CLEARLY = 0.02
/** Against one thing, before anything is known of it. */
const BIAS = -5.2

/** 0 to 1: the chance that these parts are about one thing. */
export const scoreOf = (parts: readonly Part[]): number => 1 / (1 + Math.exp(-parts.reduce((sum, { weight }) => sum + weight, BIAS)))

/** The reasons, the weightiest first; those against come last. */
export const reasonsOf = (parts: readonly Part[]): string[] => [...parts].sort((a, b) => b.weight - a.weight).flatMap(({ why }) => why ?? [])

/** Enough speaks for it that people may be told: the thing itself, and at least two more of its kinds of signs. */
export function convinces(parts: readonly Part[]): boolean {
  const signs = parts.filter(({ of, weight }) => of !== 'item' && weight >= 0.7)
  const against = parts.some(({ weight }) => weight <= -1)
  return !against && signs.length >= 2 && parts.some(({ of, weight }) => of === 'item' && weight >= 1.5)
}

/** Compares a loss with a find. */
export function compare(lost: Sought, found: Sought, lists: Things): Part[] {
  const [a, b] = [lost.thing, found.thing]
  return [
    itemPart(a, b, lists),
    sides('colour', a.colours, b.colours, (one) => lists.closeColours(one), { same: 1.5, near: 0.6, other: -2.4 }, '颜色'),
    brandPart(a, b),
    placePart(a, b, lists),
    timePart(lost, found),
    platePart(a, b),
    namePart(a, b),
    numberPart(a, b),
    wordsPart(a, b, lists),
  ].filter((part) => part !== undefined)
}

/** What one lost is in what the other found. */
const INSIDE = 1.6
const ITEM: Record<Kinship, number> = { same: 3, general: 2.2, alike: 1.2, other: -6 }

/** A thing named second is less of what was meant. */
const SECOND = 0.7
/** Different things, where one is only guessed. */
const GUESSED = -1.5

function itemPart(a: Thing, b: Thing, lists: Things): Part {
  const kinships = a.items.flatMap((one, first) =>
    b.items.map((other, second) => {
      const kinship = lists.kinship(one, other)
      return { one, other, kinship, weight: ITEM[kinship] * (ITEM[kinship] > 0 ? SECOND ** (Number(first > 0) + Number(second > 0)) : 1) }
    }),
  )
  const [best] = kinships.sort((x, y) => y.weight - x.weight)
  const inside = [...a.items.filter((item) => b.within.includes(item)), ...b.items.filter((item) => a.within.includes(item))]
  if (best?.kinship === 'same') {
    const called = a.called.find((word) => b.called.includes(word))
    const special = called !== undefined && called !== best.one
    return { of: 'item', weight: best.weight + (special ? 0.4 : 0), why: special ? `都是${called}` : `都是${best.one}` }
  }
  if (inside[0] !== undefined && (best === undefined || best.weight < INSIDE))
    return { of: 'item', weight: INSIDE, why: `一个说的${inside[0]}，在另一个说的东西里` }
  if (best === undefined) return { of: 'item', weight: 0 }
  const { one, other, kinship, weight } = best
  if (kinship === 'other') return { of: 'item', weight: a.guessed || b.guessed ? GUESSED : weight, why: `东西不一样：${one}、${other}` }
  return { of: 'item', weight, why: kinship === 'general' ? `${one}和${other}可能是一回事` : `${one}和${other}容易叫混` }
}

/** Two lists of one kind of sign: the same, near, or neither; undefined when one side says nothing. */
function sides(
  of: Part['of'],
  one: readonly string[],
  other: readonly string[],
  near: (word: string) => readonly string[],
  weights: { same: number; near: number; other: number },
  called: string,
): Part | undefined {
  if (one.length === 0 || other.length === 0) return undefined
  const same = one.find((word) => other.includes(word))
  if (same !== undefined) return { of, weight: weights.same, why: `${called}一样：${same}` }
  const close = one.flatMap((word) =>
    near(word)
      .filter((each) => other.includes(each))
      .map((each) => [word, each] as const),
  )[0]
  if (close) return { of, weight: weights.near, why: `${called}相近：${close[0]}、${close[1]}` }
  return { of, weight: weights.other, why: `${called}不一样：${one[0]}、${other[0]}` }
}

/** A brand named for what is in or on it differs easily; the same one is a strong sign. */
function brandPart(a: Thing, b: Thing): Part | undefined {
  return sides('brand', a.brands, b.brands, () => [], { same: 2, near: 0, other: a.items.length > 1 || b.items.length > 1 ? -1 : -2.6 }, '牌子')
}

function placePart(a: Thing, b: Thing, lists: Things): Part | undefined {
  const spot = a.spots.find((one) =>
    b.spots.some((other) => one === other || (one.length >= 3 && other.includes(one)) || (other.length >= 3 && one.includes(other))),
  )
  if (spot !== undefined) return { of: 'place', weight: 1.8, why: `地点一样：${spot}` }
  const listed = sides('place', a.places, b.places, (place) => lists.nearPlaces(place), { same: 1.7, near: 0.8, other: -1 }, '地点')
  if (listed && listed.weight > 0) return listed
  if (a.setting && b.setting && a.setting !== b.setting) return { of: 'place', weight: -1.2, why: '一个在车上，一个在中心' }
  if (listed) return listed
  return a.setting === 'car' && b.setting === 'car' ? { of: 'place', weight: 0.3 } : undefined
}

function timePart(lost: Sought, found: Sought): Part | undefined {
  // Nobody finds before it is lost; who says nothing of the time means: before the report.
  const [lostFrom, lostTo] = [lost.since ?? undefined, lost.until ?? lost.reportedAt]
  const [foundFrom, foundTo] = [found.since ?? undefined, found.until ?? found.reportedAt]
  if (lostFrom && foundTo.getTime() < lostFrom.getTime() - 3 * HOUR) return { of: 'time', weight: -3, why: '捡到的时间早于丢的时间' }
  if (!lostFrom || !foundFrom) return Math.abs(lostTo.getTime() - foundTo.getTime()) <= 3 * DAY ? { of: 'time', weight: 0.4 } : undefined
  const gap = Math.max(0, foundFrom.getTime() - lostTo.getTime(), lostFrom.getTime() - foundTo.getTime())
  if (gap <= 12 * HOUR) return { of: 'time', weight: 1.4, why: gap < HOUR ? '时间对得上' : `时间对得上，相差${Math.round(gap / HOUR)}小时` }
  if (gap <= 3 * DAY) return { of: 'time', weight: 0.6, why: `时间相差${Math.max(1, Math.round(gap / DAY))}天` }
  return gap <= 14 * DAY ? { of: 'time', weight: -0.4 } : { of: 'time', weight: -1, why: `时间相差${Math.round(gap / DAY)}天` }
}

function platePart(a: Thing, b: Thing): Part | undefined {
  return sides('plate', a.plates, b.plates, () => [], { same: 3.5, near: 0, other: -2 }, '车牌')
}

function namePart(a: Thing, b: Thing): Part | undefined {
  if (!a.surname || !b.surname) return undefined
  return a.surname === b.surname ? { of: 'name', weight: 2.6, why: `都姓${a.surname}` } : { of: 'name', weight: -3.5, why: '姓不一样' }
}

/** Measures that a finder can read off; how many there are and what it costs, people remember wrongly. */
const EXACT = new Set(['寸', '度', '码', '升', '毫升', '年级', '班', 'g', 'gb', 'tb'])

/** Sums of money that are no slip of memory. */
const FAR_APART = 3

function numberPart(a: Thing, b: Thing): Part | undefined {
  const shared = Object.keys(a.numbers).filter((unit) => b.numbers[unit] !== undefined)
  if (shared.length === 0) return undefined
  const same = shared.filter((unit) => a.numbers[unit] === b.numbers[unit])
  const differs = shared.filter((unit) => a.numbers[unit] !== b.numbers[unit] && EXACT.has(unit))
  const money = [a.numbers.元, b.numbers.元].filter((yuan) => yuan !== undefined).sort((x, y) => x - y)
  const farApart = money.length === 2 && (money[1] ?? 0) > FAR_APART * (money[0] ?? 0) ? 1.5 : 0
  const weight = Math.min(2, same.length) - 1.2 * differs.length - farApart
  if (weight === 0) return undefined
  const why = same[0] !== undefined ? `都是${a.numbers[same[0]]}${same[0]}` : undefined
  return { of: 'number', weight, ...(why ? { why } : {}) }
}

/** What one such sign can weigh at most. */
const WORDS_AT_MOST = 4

function wordsPart(a: Thing, b: Thing, lists: Things): Part | undefined {
  const others = new Set(b.grams)
  const shared = a.grams.filter((gram) => others.has(gram))
  const within = [...new Set([...a.within, ...a.items.slice(1)])].filter((item) => b.within.includes(item) || b.items.slice(1).includes(item))
  const weigh = (gram: string): number => (gram.startsWith(markGram('')) ? 1.1 : 0.9) * lists.telling(gram)
  const sum = shared.reduce((all, gram) => all + weigh(gram), 0) + 1.1 * within.length
  if (sum < 0.15) return undefined
  const told = [...new Set([...within, ...shared.filter((gram) => weigh(gram) >= 0.4).map((gram) => gram.replace(markGram(''), ''))])].slice(0, 4)
  return { of: 'words', weight: Math.min(WORDS_AT_MOST, sum), ...(told.length > 0 ? { why: `都提到：${told.join('、')}` } : {}) }
}

/** How many of the best are looked at a second time, by the sound of their words. */
export const SECOND_LOOK = 20
/** As many keys as one report is looked up by. */
const KEYS_AT_MOST = 60

/** Under which keys a report is kept: the more two of them share, the likelier they are one thing. */
export function keysOf(thing: Thing, lists: Things): string[] {
  const signs = signsOf(thing.colours, thing.brands, [...thing.places, ...thing.spots], thing.surname)
  return distinct([
    ...thing.plates.map((plate) => `n:${plate}`),
    ...thing.items.flatMap((item) => [...signs.map((sign) => `i:${item}|${sign}`), `i:${item}`]),
    ...thing.within.map((item) => `w:${item}`),
    ...tellingGrams(thing, lists).map((gram) => `g:${gram}`),
  ]).slice(0, KEYS_AT_MOST)
}

/** Under which keys its counterparts may be kept, the most telling first. */
export function keysToSeek(thing: Thing, lists: Things): string[] {
  const near = signsOf(
    distinct([...thing.colours, ...thing.colours.flatMap((colour) => lists.closeColours(colour))]),
    thing.brands,
    distinct([...thing.places, ...thing.spots, ...thing.places.flatMap((place) => lists.nearPlaces(place)).slice(0, 4)]),
    thing.surname,
  )
  const own = signsOf(thing.colours, thing.brands, [...thing.places, ...thing.spots], thing.surname)
  const kin = distinct(thing.items.flatMap((item) => lists.kin(item))).filter((item) => !thing.items.includes(item))
  return distinct([
    ...thing.plates.map((plate) => `n:${plate}`),
    ...thing.items.flatMap((item) => near.map((sign) => `i:${item}|${sign}`)),
    ...thing.items.map((item) => `i:${item}`),
    ...tellingGrams(thing, lists).map((gram) => `g:${gram}`),
    ...kin.flatMap((item) => [...own.map((sign) => `i:${item}|${sign}`), `i:${item}`]),
    ...thing.items.map((item) => `w:${item}`),
    ...thing.within.map((item) => `i:${item}`),
  ]).slice(0, 2 * KEYS_AT_MOST)
}

function signsOf(colours: readonly string[], brands: readonly string[], places: readonly string[], surname: string | undefined): string[] {
  return [
    ...brands.map((brand) => `b:${brand}`),
    ...(surname ? [`s:${surname}`] : []),
    ...colours.map((colour) => `c:${colour}`),
    ...places.slice(0, 6).map((place) => `p:${place}`),
  ]
}

const tellingGrams = (thing: Thing, lists: Things): string[] =>
  [...thing.grams]
    .filter((gram) => lists.telling(gram) >= 0.5)
    .sort((x, y) => lists.telling(y) - lists.telling(x))
    .slice(0, 16)

const distinct = (words: readonly string[]): string[] => [...new Set(words)]
