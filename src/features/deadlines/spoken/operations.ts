/** What one message says about dates: several things, each with its own day; what is meant by 改到; what names another thing. Pure. */
import { slotsOf } from '../../../intents/slots.ts'
import type { Understanding } from '../../../intents/understanding.ts'
import type { Calendar } from '../../../lib/calendar.ts'
import {
  asksToChange,
  dayIn,
  daysAt,
  KINDS,
  type Kind,
  type Matter,
  mattersAt,
  mattersIn,
  namesDated,
  ownLabel,
  type SaidDay,
  saysDone,
  saysRenewed,
  withoutDays,
  withoutLead,
} from '../rules.ts'

/** Where and when the words were said. */
export interface Moment {
  readonly now: Date
  readonly calendar: Calendar
}

/** One thing of a message: `day` as `packedDay` writes it, undefined where none was said; `clash` is the kept date that it changes. */
export interface Entry {
  readonly what: string
  readonly plate?: string
  readonly day?: string
  readonly clash?: string
}

export const matterText = ({ kind, label }: Matter): string => `${kind}|${label}`

export function matterOf(value: string): Matter {
  const [kind = '', label = ''] = value.split('|')
  return { kind: KINDS.find((each) => each === kind) ?? ('other' as Kind), label }
}

/** `<` before a day that is over, `~` after one of which only the month was said. */
export const packedDay = ({ day, exact, past }: SaidDay): string => `${past ? '<' : ''}${day}${exact ? '' : '~'}`

/** The day of a message of one thing. */
export function dayOf(text: string, { now, calendar }: Moment): string | undefined {
  const said = dayIn(withoutLead(text), now, calendar)
  return said && packedDay(said)
}

const CLAUSE = /[,，。;；\n!！]+|还有|另外|然后|以及/
const JOINS = /[和跟与、及]|都|全|一起|两个/
const ALL = /都|全|一起|一样|也是|同一/
const CORRECTS = /不对|不是|说错|记错|应该|来着|阳历|看错/

/** One clause: what it names, in order, and its days. */
interface Clause {
  readonly text: string
  readonly matters: readonly (Matter & { readonly at: number })[]
  readonly days: readonly (SaidDay & { readonly at: number })[]
}

function clauseOf(text: string, { now, calendar }: Moment): Clause {
  const said = daysAt(text, now, calendar).filter((each, at, all) => each.day !== all[at - 1]?.day)
  const named = mattersAt(text)
  if (named.length === 0 && said.length > 0) {
    const label = ownLabel(withoutDays(text, now, calendar))
    return { text, days: said, matters: label !== undefined && namesDated(label) ? [{ kind: 'other', label, at: text.search(label.charAt(0)) }] : [] }
  }
  return { text, days: said, matters: named }
}

/** Names that follow each other with nothing between that joins them are one thing (营运证年审): the more special one. */
function runsOf({ text, matters, days }: Clause): Matter[][] {
  const runs: { at: number; members: Matter[] }[] = []
  for (const matter of [...matters].sort((a, b) => a.at - b.at)) {
    const last = runs.at(-1)
    const parted = last === undefined || days.some(({ at }) => at > last.at && at < matter.at)
    if (last && !parted && JOINS.test(text.slice(last.at, matter.at))) last.members.push(matter)
    else if (last && !parted) last.members[last.members.length - 1] = special(last.members.at(-1) ?? matter, matter, matters)
    else runs.push({ at: matter.at, members: [matter] })
    const run = runs.at(-1)
    if (run) run.at = matter.at
  }
  return runs.map(({ members }) => members)
}

const special = (one: Matter, other: Matter, order: readonly Matter[]): Matter =>
  order.findIndex(({ label }) => label === one.label) <= order.findIndex(({ label }) => label === other.label) ? one : other

/** The things of one clause with their days; undefined where a thing has none. */
function pairsOf(clause: Clause): { matter: Matter; day: SaidDay | undefined }[] {
  const { matters, days, text } = clause
  const [first] = matters
  if (!first) return []
  const exact = days.filter((each) => each.exact)
  const runs = runsOf(clause)
  if (days.length > 1 && runs.length > 1) {
    const said = exact.length >= runs.length ? exact : days
    return runs.flatMap((run, at) => run.map((matter) => ({ matter, day: said[at] })))
  }
  const day = exact.at(-1) ?? days.at(-1)
  const all = JOINS.test(text) ? runs.flat() : [first]
  return all.map((matter) => ({ matter, day }))
}

/** All things that a message names, each with its day and its vehicle; those with a day first. */
export function entriesIn(message: string, moment: Moment): Entry[] {
  const found: { matter: Matter; day: SaidDay | undefined; plate: string | undefined }[] = []
  let early: SaidDay | undefined
  for (const text of withoutLead(message).split(CLAUSE)) {
    const clause = clauseOf(text, moment)
    const pairs = pairsOf(clause)
    const day = clause.days.at(-1)
    const open = found.filter((each) => each.day === undefined)
    if (pairs.length > 0) {
      const shared = pairs.at(-1)?.day
      if (shared && ALL.test(text)) for (const each of open) each.day = shared
      const plate = slotsOf(text).plates[0]
      for (const pair of pairs) found.push({ matter: pair.matter, day: pair.day ?? early, plate })
    } else if (day && open.length > 0) for (const each of open) each.day = day
    else if (day && CORRECTS.test(text)) replaceLast(found, day)
    early = found.length > 0 ? undefined : (day ?? early)
  }
  const entries = found.map(({ matter, day, plate }) => ({ what: matterText(matter), ...(plate ? { plate } : {}), ...(day ? { day: packedDay(day) } : {}) }))
  const [dated, bare] = [entries.filter(({ day }) => day !== undefined), entries.filter(({ day }) => day === undefined)]
  const rest = bare.filter((each, at) => bare.findIndex(({ what }) => what === each.what) === at && !dated.some(({ what }) => what === each.what))
  return [...dated, ...rest]
}

function replaceLast(found: { day: SaidDay | undefined }[], day: SaidDay): void {
  const last = found.at(-1)
  if (last) last.day = day
}

/** The value of fields that are never asked for when the words say nothing about them. */
export const UNSAID = '-'

export const packedEntries = (entries: readonly Entry[]): string => (entries.length > 0 ? JSON.stringify(entries) : UNSAID)
export const unpackedEntries = (value: string): Entry[] => JSON.parse(value) as Entry[]

/** What the words name: one of the usual things, or something of the person's own. */
export function matterIn(heard: Understanding, direct: boolean, { now, calendar }: Moment): string | undefined {
  const [matter] = mattersIn(heard.text)
  if (matter) return matterText(matter)
  const meant = heard.readings[0]?.intent
  if (!direct && meant !== undefined && meant !== 'deadline.set') return undefined
  const label = ownLabel(withoutDays(withoutLead(heard.text), now, calendar))
  return label === undefined ? undefined : matterText({ kind: 'other', label })
}

/** One of the usual things, or one that people keep dates of (身份证): named by the words for certain. */
export function thingNamed(text: string, { now, calendar }: Moment): string | undefined {
  const [matter] = mattersIn(text)
  if (matter) return matterText(matter)
  const label = ownLabel(withoutDays(withoutLead(text), now, calendar))
  return label !== undefined && namesDated(label) ? matterText({ kind: 'other', label }) : undefined
}

/** 交强险 answers for 保险; 身份证 does not. */
export function sameThing(one: string, other: string): boolean {
  const [a, b] = [matterOf(one), matterOf(other)]
  if (a.kind !== b.kind) return false
  return a.label === b.label || (a.kind === 'other' ? a.label.includes(b.label) || b.label.includes(a.label) : generic(a.label) || generic(b.label))
}

const FAMILY = /^(?:deadline\.|answer$|none$|yes$|no$|cancel$|back$|greet$|thanks$)/
const CLEAR = 0.9
/** Clearly a wish of another kind, although it names a day: "明天帮我约个理发". */
export function leavesDates(heard: Understanding, { now, calendar }: Moment): boolean {
  const [top] = heard.readings
  if (!top || top.confidence < CLEAR || FAMILY.test(top.intent) || mattersIn(heard.text).length > 0) return false
  return ownLabel(withoutDays(heard.text, now, calendar)) !== undefined
}

const generic = (label: string): boolean => label === '保险' || label === '年检'

const NO_WISH = /[?？吗呢]|约|报名|怎么|咋|几点|多少|丢|捡|拾|落|找不|不见了/

const ORDERS = /提醒[我俺咱]/
/** The day is asked for. */
const ORDERS_PLAINLY = /^(?:请|麻烦|帮[我俺]|记得|记着|到时候?|给[我俺])*提醒[我俺咱](?!.*没有?$)/
/** Whoever names these may want less of them, or means what the house keeps itself. */
const OF_THE_HOUSE = /别|不用|不要|甭|取消|删|关掉|预约|课|培训|活动|积分|公告/

/** Are these certainly dates to be kept: several things, each with its day, one that is ordered, or a kept one that moves? */
export function tellsDates(text: string, moment: Moment): boolean {
  if (NO_WISH.test(text)) return false
  if (mattersIn(text).length > 0 && saysDone(text)) return !/别|不用|不要|甭|取消|删/.test(text)
  if (asksToChange(text) || saysRenewed(text)) return (mattersIn(text).length > 0 || namesDated(text)) && dayIn(text, moment.now, moment.calendar) !== undefined
  if (entriesIn(text, moment).filter(({ day }) => day !== undefined).length > 1) return true
  if (ORDERS_PLAINLY.test(text) && !OF_THE_HOUSE.test(text) && mattersIn(text).length > 0) return true
  return (
    ORDERS.test(text) &&
    !OF_THE_HOUSE.test(text) &&
    dayOf(text, moment) !== undefined &&
    ownLabel(withoutDays(withoutLead(text), moment.now, moment.calendar)) !== undefined
  )
}
