/** How facts become an answer, and which day and hour a question is about. Pure. */
import { type AskedTime, askedDays, askedTime, byFestival, momentOn } from '../../../intents/days.ts'
import type { Calendar, Day } from '../../../lib/calendar.ts'
import type { Hours, Span } from '../../../lib/opening.ts'

export const ASPECTS = ['what', 'price', 'when', 'where', 'who', 'how', 'contact'] as const
export type Aspect = (typeof ASPECTS)[number]

/** A fact is stated up to and including `validUntil`; a sample is one that the centre has not confirmed. */
export interface Fact {
  readonly value: string
  readonly sample: boolean
  readonly validUntil: Day | undefined
}

/** Text with references: `{haircut.price}` a fact, `{open:haircut}` open now or on the day asked about, `{hours:haircut}` the weekly plan. */
export interface AspectText {
  readonly template: string
  readonly sample: boolean
  readonly validUntil: Day | undefined
}

export interface Place extends Hours {
  readonly title: string
  readonly sample: boolean
  readonly validUntil?: Day | null | undefined
}

export interface Topic {
  readonly title: string
  /** The place whose hours apply. */
  readonly place: string | undefined
  readonly aspects: ReadonlyMap<Aspect, AspectText>
}

export interface Known {
  readonly facts: ReadonlyMap<string, Fact>
  readonly places: ReadonlyMap<string, Place>
}

/** Where a statement comes from, who answers for it, and how long it holds. */
export interface Kept {
  readonly sample: boolean
  readonly source: string
  readonly owner: string
  readonly validUntil: Day | null
}

/** What is stored, kind by kind, as plain data: it goes into the history and into spreadsheets as it is. */
export interface EntryOf {
  readonly fact: Kept & { readonly value: string }
  readonly topic: { readonly title: string; readonly place: string | null; readonly names: readonly string[] | null; readonly position: number }
  /** Its key is `topic/aspect`. */
  readonly aspect: Kept & { readonly template: string }
  readonly place: Kept & { readonly title: string; readonly weekly: Hours['weekly']; readonly holidays: Hours['holidays'] }
  /** Its key is `place/day`, `all/day` for the whole centre. */
  readonly special: { readonly hours: readonly Span[]; readonly reason: string }
  /** Moments in ISO; without an end until somebody ends it. */
  readonly closure: { readonly place: string; readonly from: string; readonly until: string | null; readonly reason: string }
  /** Its key is the day. */
  readonly holiday: { readonly kind: 'holiday' | 'workday' | 'ordinary'; readonly name: string }
}
export const KINDS = ['fact', 'topic', 'aspect', 'place', 'special', 'closure', 'holiday'] as const satisfies readonly (keyof EntryOf)[]
export type Kind = (typeof KINDS)[number]
export type Entries = { readonly [K in Kind]: ReadonlyMap<string, EntryOf[K]> }
/** One entry as it is to be; without a value it goes away. */
export type Edit = { [K in Kind]: { readonly kind: K; readonly key: string; readonly value: EntryOf[K] | undefined } }[Kind]

/** Why an entry cannot be stored as it is; `detail` is what the sentence is about. */
export type Problem =
  | 'name'
  | 'empty'
  | 'too-long'
  | 'braces'
  | 'reference'
  | 'no-topic'
  | 'no-place'
  | 'no-what'
  | 'no-such-aspect'
  | 'in-use'
  | 'day'
  | 'hours'
  | 'order'
  | 'taken'
export interface Mistake {
  readonly kind: Kind
  readonly key: string
  readonly problem: Problem
  readonly detail: string
}

/** Stands for every place. */
export const EVERYWHERE = 'all'

/** A line as it is said, and whether it rests on a sample. */
export interface Stated {
  readonly text: string
  readonly sample: boolean
}

/** What a reference stands for; nothing when it may not be stated (expired, or gone). */
export type Resolve = (reference: string) => Stated | undefined

/** The lines of an answer; `verified` is false when what was asked for may not be stated just now. */
export interface Composed {
  readonly lines: readonly Stated[]
  readonly verified: boolean
}

/** What else is most useful beside the aspect asked for, best first. */
const COMPANIONS: Readonly<Record<Aspect, readonly Aspect[]>> = {
  what: ['when', 'where', 'how'],
  price: ['when', 'where', 'how'],
  when: ['where', 'how'],
  where: ['when', 'contact'],
  who: ['how', 'when'],
  how: ['when', 'contact'],
  contact: ['when'],
}

const LINES = 3

export const isExpired = (validUntil: Day | null | undefined, today: Day): boolean => validUntil != null && validUntil < today

const REFERENCE = /\{([^{}]+)\}/g

export function references(template: string): string[] {
  return [...template.matchAll(REFERENCE)].flatMap((match) => match[1] ?? [])
}

/** The aspect's lines in order; a line with something that may not be stated is undefined. */
function state(aspect: AspectText, resolve: Resolve, today: Day): (Stated | undefined)[] {
  const lines = aspect.template.trim().split('\n')
  if (isExpired(aspect.validUntil, today)) return lines.map(() => undefined)
  return lines.map((line) => {
    const found = new Map(references(line).map((reference) => [reference, resolve(reference)]))
    const parts = [...found.values()]
    if (parts.includes(undefined)) return undefined
    const text = line.replace(REFERENCE, (_, reference: string) => found.get(reference)?.text ?? '')
    return { text, sample: aspect.sample || parts.some((part) => part?.sample) }
  })
}

/** The aspect asked for first (what there is, when it has none), then the most useful others that say something new. */
export function compose(aspects: ReadonlyMap<Aspect, AspectText>, wanted: Aspect, resolve: Resolve, today: Day): Composed {
  const asked = aspects.has(wanted) ? wanted : 'what'
  const main = aspects.get(asked)
  const answer = main ? state(main, resolve, today) : []
  const lines = answer.filter((line) => line !== undefined)
  const said = new Set(references(main?.template ?? '').map(subject))
  for (const companion of COMPANIONS[asked]) {
    const more = aspects.get(companion)
    if (!more || lines.length >= LINES) continue
    const about = references(more.template.trim().split('\n')[0] ?? '').map(subject)
    if (about.length > 0 && about.every((each) => said.has(each))) continue
    const line = state(more, resolve, today)[0]
    if (!line || lines.some((before) => before.text === line.text)) continue
    lines.push(line)
    for (const each of about) said.add(each)
  }
  return { lines, verified: answer[0] !== undefined }
}

/** `{open:haircut}` and `{hours:haircut}` tell of the same thing. */
const subject = (reference: string): string => reference.replace(/^(open|hours):/, 'place:')

/** What a question asks for: the aspect, and the days and time of day it is about; no days means now. */
export interface Question {
  readonly aspect: Aspect
  /** In order, at most three. */
  readonly days: readonly Day[]
  readonly time: AskedTime | undefined
  /** The days were named by their festival, so people wonder about the holiday plan. */
  readonly festive: boolean
}

export function readQuestion(heard: string | undefined, text: string, now: Date, calendar: Calendar): Question {
  const today = calendar.localDay(now)
  const days = askedDays(text, today, calendar)
  const time = askedTime(text)
  const aspect = aspectOf(heard, text, days.length > 0 || time !== undefined)
  const festive = byFestival(text, today, calendar)
  // An hour that has passed today is meant for tomorrow.
  if (time && days.length === 0) return { aspect, time, festive, days: [momentOn(today, time.to, calendar) < now ? calendar.addDays(today, 1) : today] }
  // "Today" without an hour is best answered by how things stand now.
  return { aspect, time, festive, days: days.length === 1 && days[0] === today && !time ? [] : days }
}

const PEOPLE =
  '(?:男|女)(?:的|司机(?!休息)|同志|生|人)|男女|外卖员?|骑手|快递员?|网约车|滴滴|出租车?|代驾|家属|家里人|老公|老婆|媳妇|孩子|小孩|娃|老人|父母|大车|货车|小车|私家车|外地|路人|居民|普通人|乘客|外人|退休'
/** 男的能进吗, 能带孩子不, 让不让家属住: asks who may. */
const WHO_MAY = new RegExp(`(?:${PEOPLE}).{0,6}(?:能|可以|可不可|让|准|行不)|(?:能|可以|让|准)(?:不能|不可以|不让|不准)?.{0,2}(?:带|给|是)?(?:${PEOPLE})`)
const YES_NO = /吗|么|不$|没$|吧$|[?？]|[能开行让]不[能开行让]|有没有|是不是|不\s*$|没有$/
/** 现在还开着吗, 这会儿有人不: asks how things stand. */
const STANDS =
  /(?:现在|这会儿|这时候|这阵|眼下|此刻).{0,6}(?:[开有能在行]|营业|上班|关)|(?<!也|哪)还.{0,2}(?:[开能行]|有(?!什么|啥|别|其他|哪|个|多少|几)|在(?!哪)|营业|上班)|[开有在]着/
const STUCK = /进不[去了]|刷不|刷脸.{0,3}(?:不[行了让上开过]|失败|没反应)|(?:不想|不愿|不敢)刷脸|识别不|打不开|用不了|不会用|登不上|登录不/
const DOORS = /开门|关门|锁门|开着|开不开|开没|开吗|开不$|营业|上班|下班|放假|休息[吗不么]|照常|通宵|有人(?:吗|没|不|值)|几点/

/** Which aspect to lead with: who may, how things stand, a day or an hour; then what was heard. */
function aspectOf(heard: string | undefined, text: string, namesTime: boolean): Aspect {
  const known = ASPECTS.find((aspect) => aspect === heard)
  if (known === 'price' || known === 'contact' || known === 'where') return known
  if (WHO_MAY.test(text)) return 'who'
  const yesNo = YES_NO.test(text)
  if (yesNo && STANDS.test(text)) return 'when'
  if (STUCK.test(text)) return 'how'
  if (yesNo && namesTime && !/(?:要|用)不(?:要|用)|需要|要(?:带|预约|排|约)|怎么|什么|谁/.test(text)) return 'when'
  if (known && known !== 'what') return known
  return namesTime || DOORS.test(text) ? 'when' : 'what'
}

/** Words by which people call what a topic is about, by topic. */
export type Names = ReadonlyMap<string, readonly string[]>

/** A topic that speaks of the centre as a whole, so that a name in the words says more. */
const GENERAL = new Set(['centre.hours', 'centre.address'])

/**
 * The topic that the words name, where the one recognised is general or has no place of its own: 餐厅在哪 is
 * about the canteen, not the address. Undefined when the recognised one stands.
 */
export function namedTopic(recognised: string, hasPlace: boolean, text: string, names: Names): string | undefined {
  if (hasPlace && !GENERAL.has(recognised)) return undefined
  if (names.get(recognised)?.some((name) => text.includes(name))) return undefined
  let best: { topic: string; name: string } | undefined
  for (const [topic, words] of names) {
    for (const name of words) if (text.includes(name) && name.length > (best?.name.length ?? 0)) best = { topic, name }
  }
  return best?.topic
}

/** The word for something that none of the topic's texts speaks of, when the words ask for it. */
export function notStated(text: string, words: readonly string[], stated: string): string | undefined {
  return [...words].sort((a, b) => b.length - a.length).find((word) => text.toLowerCase().includes(word.toLowerCase()) && !stated.includes(word))
}
