/** The directory of caring merchants, and who answers for one. */
import type { Acts, Context } from '../../../bot/capability.ts'
import type { Location } from '../../../bot/message.ts'
import { codeDigest, codesLockedUntil, countMiss, forgetMisses } from '../../../bot/store/binding.ts'
import type { Reader } from '../../../db/db.ts'
import { nameSearch } from '../../../intents/names.ts'
import type { Understanding } from '../../../intents/understanding.ts'
import { after, HOUR } from '../../../lib/clock.ts'
import { contentPath, readYaml } from '../../../lib/content.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { type Hours, type Opening, openingAt, readHours } from '../../../lib/opening.ts'
import { digits } from '../../../lib/random.ts'
import { kindsIn, type MerchantFacts, MerchantsFile, metresBetween, type Point, weekOf } from './rules.ts'
import * as store from './store.ts'

export type Merchant = store.Merchant

interface Words {
  readonly titles: ReadonlyMap<string, string>
  readonly kinds: ReadonlyMap<string, readonly string[]>
  readonly places: ReadonlyMap<string, Point>
}

let read: { file: ReturnType<typeof readFile>; words: Words } | undefined
const readFile = () => readYaml(contentPath('merchants.yaml'), MerchantsFile)

function content() {
  if (read) return read
  const file = readFile()
  const kinds = Object.entries(file.kinds)
  const words: Words = {
    titles: new Map(kinds.map(([kind, { title }]) => [kind, title])),
    kinds: new Map(kinds.map(([kind, { words }]) => [kind, words])),
    places: new Map(Object.entries(file.places).map(([name, [lat, lon]]) => [name, { lat, lon }])),
  }
  read = { file, words }
  return read
}

/** What a kind of merchants is called: 修车. */
export const kindTitle = (kind: string): string => content().words.titles.get(kind) ?? kind

/** The kinds of merchants that the words speak of. */
export const kindsOf = (text: string): string[] => kindsIn(text, content().words.kinds)

/** The sample merchants of `content/merchants.yaml` fill an empty directory; afterwards staff's own stand. */
export async function seedMerchants(tx: Acts['tx'], now: Date): Promise<void> {
  const { file } = content()
  if (await store.hasMerchants(tx)) return
  for (const facts of file.merchants) await store.putMerchant(tx, facts, true, now)
}

export const putMerchant = (acts: Acts, facts: MerchantFacts): Promise<Merchant> => store.putMerchant(acts.tx, facts, false, acts.now)

/** Suspends a merchant, or opens it again; suspended ones are found nowhere and take no codes. @returns false when it is so already */
export const setState = (acts: Acts, merchantId: string, state: Merchant['state']): Promise<boolean> => store.setState(acts.tx, merchantId, state, acts.now)

/** What a merchant agreed to, as it is from now on; open codes are reckoned by it, too. */
export const setTerms = (acts: Pick<Acts, 'tx' | 'now'>, merchantId: string, terms: Merchant['terms']): Promise<void> =>
  store.setTerms(acts.tx, merchantId, terms, acts.now)

export const listMerchants = store.listMerchants
export const merchantById = store.merchantById
export const merchantOf = store.merchantOf
export const peopleOf = store.peopleOf
export const linkEdition = store.linkEdition
export const renewLinks = store.renewLinks

export function hoursOf({ hours, holidays }: Pick<Merchant, 'hours' | 'holidays'>): Hours {
  const onHolidays = holidays === 'closed' || holidays === 'as-usual' ? holidays : (readHours(holidays) ?? [])
  return { weekly: weekOf(hours), holidays: onHolidays, special: new Map() }
}

export const pointOf = ({ lat, lon }: Merchant): Point | undefined => (lat === null || lon === null ? undefined : { lat: lat / 1e6, lon: lon / 1e6 })

export interface Found {
  readonly merchant: Merchant
  readonly opening: Opening
  /** Metres from where the person is, as the crow flies. */
  readonly metres: number | undefined
}

export interface Search {
  readonly found: readonly Found[]
  /** The kinds looked for; empty: all. */
  readonly kinds: readonly string[]
  /** What the distances count from: the sent location, or a place that was named. */
  readonly from: 'location' | string | undefined
}

/** Open ones first, the nearest of them first; closed ones last; suspended ones not at all. */
export async function find(acts: Pick<Acts, 'now' | 'calendar'> & { tx: Reader }, heard: Understanding, location: Location | undefined): Promise<Search> {
  const { words } = content()
  const all = await store.listMerchants(acts.tx, { suspended: false })
  const kinds = kindsIn(heard.text, words.kinds)
  const place = heard.slots.named.places.find((name) => words.places.has(name))
  const origin = location ?? (place === undefined ? undefined : words.places.get(place))
  const named = namedIn(heard.text, all)
  const wanted = named.length > 0 ? named : all.filter((merchant) => kinds.length === 0 || kinds.includes(merchant.kind))
  const found = wanted.map((merchant): Found => {
    const point = pointOf(merchant)
    return { merchant, opening: openingAt(hoursOf(merchant), acts.now, acts.calendar), metres: origin && point ? metresBetween(origin, point) : undefined }
  })
  const doing = (one: Found): number => Number(one.merchant.does.some((what) => heard.text.includes(what)))
  const far = (one: Found): number => one.metres ?? Number.MAX_SAFE_INTEGER
  found.sort((a, b) => Number(b.opening.open) - Number(a.opening.open) || (origin ? far(a) - far(b) : doing(b) - doing(a)) || doing(b) - doing(a))
  return { found, kinds: named.length > 0 ? [] : kinds, from: location ? 'location' : place }
}

/** Merchants whose whole name stands in the words. */
const namedIn = (text: string, all: readonly Merchant[]): Merchant[] => all.filter(({ name }) => text.includes(name.toLowerCase()))

/** A merchant by its name, also mistyped; undefined when none or more than one fits. */
export async function merchantNamed(tx: Reader, words: string, { suspended = false } = {}): Promise<Merchant | undefined> {
  const all = await store.listMerchants(tx, { suspended })
  const exact = namedIn(words.toLowerCase(), all)
  if (exact.length === 1) return exact[0]
  const [first, second] = nameSearch(all, ({ name }) => [name])(words, 2)
  if (!first || first.similarity < SURE_NAME) return undefined
  return second && first.similarity - second.similarity < CLEARLY ? undefined : first.item
}

const SURE_NAME = 0.7
const CLEARLY = 0.1

/** How long a merchant's code is good for (milliseconds): staff hand it over on paper or by telephone. */
const CODE_LIFE = 24 * HOUR

/** A fresh code that makes one chat the merchant's; the codes given out before are void. */
export async function issueMerchantCode({ tx, now }: Pick<Acts, 'tx' | 'now'>, merchantId: string): Promise<string> {
  const code = `M-${digits(8)}`
  await store.addCode(tx, { digest: codeDigest(code), merchantId, expiresAt: after(now, CODE_LIFE) }, now)
  return code
}

/** Uses a merchant's code up. @returns refused with `over` when it was used or is too old, `wrong` */
export async function useCode({ tx, now }: Pick<Acts, 'tx' | 'now'>, code: string): Promise<Result<Merchant, 'wrong' | 'over'>> {
  const merchantId = await store.takeCode(tx, codeDigest(code), now)
  const merchant = merchantId === undefined ? undefined : await store.merchantById(tx, merchantId)
  return merchant ? ok(merchant) : refused((await store.knowsCode(tx, codeDigest(code))) ? 'over' : 'wrong')
}

/**
 * Makes the speaker's chat a merchant's.
 * @returns refused with `locked` after five wrong codes (for an hour), `over` when the code was used or is too old, `wrong`
 */
export async function bindByCode(ctx: Context, code: string): Promise<Result<Merchant, 'locked' | 'wrong' | 'over'>> {
  const { tx, now, person } = ctx
  if (await codesLockedUntil(tx, person.accountId, now)) return refused('locked')
  const used = await useCode(ctx, code)
  if (!used.ok) return used.reason === 'wrong' && (await countMiss(tx, person.accountId, now)) === 0 ? refused('locked') : used
  await forgetMisses(tx, person.accountId)
  await store.bindPerson(tx, person.id, used.value.id, now)
  await ctx.audit('merchant.bound', used.value.id)
  return used
}

export const unbindPersons = store.unbindPersons
export { notAMerchant } from './replies.ts'
export const movePerson = store.movePerson
export const dropCodes = store.dropCodes
