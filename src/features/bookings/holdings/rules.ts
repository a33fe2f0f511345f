/** Which of the own bookings a message means. Pure. */
import { readNumber } from '../../../intents/numbers.ts'
import type { Understanding } from '../../../intents/understanding.ts'
import { whensIn } from '../../../intents/when.ts'
import type { Calendar, Day } from '../../../lib/calendar.ts'

/** An hour alone names no day, although it falls on one. */
const NAMES_A_DAY = /[今明后昨前周号日天月节]|星期|礼拜|\d[./-]\d/

/** The days by which a message may name a booking that it wants changed. */
export function daysNamed(raw: string, now: Date, calendar: Calendar): Day[] {
  const all = whensIn(raw, now, calendar).filter(({ said }) => NAMES_A_DAY.test(said))
  const from = all.filter(({ role }) => role === 'from')
  return (from.length > 0 ? from : all.filter(({ role }) => role !== 'to')).map(({ days }) => days.first)
}

/** What can be picked: a booking or a place on a waiting list. */
export interface Pickable {
  readonly number: string
  readonly service: string
  readonly names: readonly string[]
  readonly day: Day
  readonly made: Date
}

/** The second of them, as they are listed; -1 the last. "第二天" is none. */
function ordinalIn(raw: string): number | undefined {
  if (/最后(?:那|一)?个/.test(raw)) return -1
  const [, words] = /第\s*(\d{1,2}|[一二三四五六七八九十]{1,2})\s*[个条项]/.exec(raw) ?? []
  return words === undefined ? undefined : readNumber(words)
}

const LATEST = /刚才|刚刚|刚约|刚订|上一个|上个|最近约/

/** Does the message name a day or a service that is not this booking's? */
export function isAnother({ raw, slots }: Pick<Understanding, 'raw' | 'slots'>, { day, service, names }: Pickable, days: readonly Day[]): boolean {
  const { services } = slots.named
  const otherService = services.length > 0 && !services.includes(service) && !names.some((name) => raw.includes(name))
  return otherService || (days.length > 0 && !days.includes(day))
}

/** Which of the own bookings a message means: by number, service, day, "the last one", or the only one there is. */
export function pickIn(heard: Pick<Understanding, 'raw' | 'slots'>, own: readonly Pickable[], days: readonly Day[]): string | undefined {
  const code = own.find(({ number }) => heard.slots.codes.includes(number))
  if (code) return code.number
  const ordinal = ordinalIn(heard.raw)
  if (ordinal !== undefined) return own.at(ordinal < 0 ? ordinal : ordinal - 1)?.number
  const [only] = own
  if (only && own.length === 1) return only.number
  if (LATEST.test(heard.raw)) return [...own].sort((a, b) => b.made.getTime() - a.made.getTime())[0]?.number
  const named = own.filter(({ service, names }) => heard.slots.named.services.includes(service) || names.some((name) => heard.raw.includes(name)))
  const left = named.length > 0 ? named : own
  const onDay = left.filter(({ day }) => days.includes(day))
  const [fits] = onDay.length > 0 ? onDay : named
  return fits && (onDay.length > 0 ? onDay : named).length === 1 ? fits.number : undefined
}

/** What is to stay as it is: 律师照旧, 那个先别动. */
const KEEPS = /(?:先)?(?:别|不|甭|莫)(?:要|用|给我)?(?:动|变|改|取消|退)|照[旧常]|(?:留|保留)着|还是[那原]个/
/** Asks about cancelling, or whether it still stands: 取消扣不扣分, 没给我取消吧. */
const ASKS_ABOUT = /[?？]|[吗么没]$|扣|罚|算爽约|要钱|收费|多久|几点|啥时候|怎么|咋|不会.*吧|没.*吧|都?约上了/
/** "能帮我取消吗" is a wish all the same. */
const ASKS_FOR = /(?:能不?能?|可不?可以|麻烦|帮)(?:帮?[我俺]|给[我俺])?.{0,6}(?:取消|退)|取消.{0,4}(?:行|可以|中)(?:不|吗|么)/

const PARTS = /[，,。;；!！\s]+|但是?|可是/
/** The parts of a message about a booking that say what is to be kept. */
export const keptParts = (raw: string): string[] => raw.split(PARTS).filter((part) => KEEPS.test(part))
/** Speaks of cancelling without wanting it done at once. */
export const onlyAsksAbout = (raw: string): boolean => ASKS_ABOUT.test(raw) && !ASKS_FOR.test(raw)
/** "律师那个先别动": nothing is to be done. */
export const keepsAll = ({ raw, readings: [top] }: Pick<Understanding, 'raw' | 'readings'>): boolean => {
  const parts = raw.split(PARTS).filter((part) => part !== '')
  return top !== undefined && /^(?:booking\.(?!create)|cancel$)/.test(top.intent) && parts.length > 0 && parts.every((part) => KEEPS.test(part))
}

const ALL = /全部?(?:都)?(?:取消|退|不要)|都(?:取消|退|不要|不去|不约)|所有/
export const meansAll = (raw: string): boolean => ALL.test(raw)
