/** How facts become an answer, and which day and hour a question is about. Pure. */
import { readNumber } from '../../intents/numbers.ts'
import type { Calendar, Day } from '../../lib/calendar.ts'
import type { Hours } from '../../lib/opening.ts'

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

export const isExpired = (validUntil: Day | undefined, today: Day): boolean => validUntil !== undefined && validUntil < today

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

/** What a question asks for: the aspect, and the day and time of day it is about; no day means now. */
export interface Question {
  readonly aspect: Aspect
  readonly day: Day | undefined
  readonly time: AskedTime | undefined
}

export function readQuestion(heard: string | undefined, text: string, now: Date, calendar: Calendar): Question {
  const today = calendar.localDay(now)
  const day = askedDay(text, today, calendar)
  const time = askedTime(text)
  const aspect = aspectOf(heard, text, day !== undefined || time !== undefined)
  // An hour that has passed today is meant for tomorrow.
  if (time && !day) return { aspect, time, day: momentOn(today, time.to, calendar) < now ? calendar.addDays(today, 1) : today }
  // "Today" without an hour is best answered by how things stand now.
  return { aspect, time, day: day === today && !time ? undefined : day }
}

/** The moment `minutes` after the start of a day by the centre's clocks. */
export function momentOn(day: Day, minutes: number, calendar: Calendar): Date {
  const time = [Math.floor(minutes / 60) % 24, minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')
  return calendar.instant(calendar.addDays(day, Math.floor(minutes / 1440)), time)
}

/** Which aspect to lead with: a question that names a day or an hour, or asks about doors, is about when. */
function aspectOf(heard: string | undefined, text: string, namesTime: boolean): Aspect {
  const known = ASPECTS.find((aspect) => aspect === heard)
  if (known && known !== 'what') return known
  return namesTime || /开门|关门|锁门|开着|开不开|开没|开吗|营业|上班|下班|放假|照常|通宵|有人(?:吗|没|不|值)|几点/.test(text) ? 'when' : 'what'
}

const N = '(\\d{1,2}|[一二两三四五六七八九十]{1,3})'
const DATE = new RegExp(`${N}月${N}(?!\\d)`)
const DAY_OF_MONTH = new RegExp(`(?<![\\d月第初十])${N}[号日](?![\\d楼窗线门桌院库店口厅车卡内后前])`)
const WEEKDAY = /(?<![上到至-])(下+|这|本)?个?(?:周|星期|礼拜)([一二三四五六日天末])(?!\s*[到至-])/
const HOLIDAYS: readonly (readonly [RegExp, string])[] = [
  [/国庆|(?<![二三四五六七八九十\d])十一(?![月号日点个块元岁年人])/, '国庆节'],
  [/劳动节|(?<![十百])五一(?![月号日点个块元])/, '劳动节'],
  [/元旦/, '元旦'],
  [/春节|过年|大年|年三十|除夕|正月|(?<![年月])初[一二三四五六七]/, '春节'],
  [/清明/, '清明'],
  [/端午/, '端午'],
  [/中秋/, '中秋'],
]

/** The day that a question asks about, on or after today; undefined when it names none. */
export function askedDay(text: string, today: Day, calendar: Calendar): Day | undefined {
  const date = DATE.exec(text)
  if (date) return comingDate(today, readNumber(date[1] ?? ''), readNumber(date[2] ?? ''))
  const near = [/今[天日早晚夜]/, /明[天日早晚]/, /(?<!大)后天/, /大后天/].findIndex((word) => word.test(text))
  if (near >= 0) return calendar.addDays(today, near)
  const weekday = WEEKDAY.exec(text)
  if (weekday) return comingWeekday(weekday[1] ?? '', weekday[2] ?? '', today, calendar)
  const holiday = HOLIDAYS.find(([words]) => words.test(text))?.[1]
  if (holiday) return daysFrom(today, 400, calendar).find((day) => calendar.holiday(day)?.kind === 'holiday' && calendar.holiday(day)?.name === holiday)
  const dayOfMonth = readNumber(DAY_OF_MONTH.exec(text)?.[1] ?? '')
  return daysFrom(today, 62, calendar).find((day) => Number(day.slice(8)) === dayOfMonth)
}

const daysFrom = (first: Day, count: number, calendar: Calendar): Day[] => Array.from({ length: count }, (_, ahead) => calendar.addDays(first, ahead))

function comingDate(today: Day, month = 0, date = 0): Day | undefined {
  const year = Number(today.slice(0, 4))
  // Four years ahead at most: 29 February.
  for (const candidate of [year, year + 1, year + 2, year + 3, year + 4]) {
    const moment = new Date(Date.UTC(candidate, month - 1, date))
    const day = moment.toISOString().slice(0, 10)
    if (moment.getUTCMonth() === month - 1 && moment.getUTCDate() === date && day >= today) return day
  }
  return undefined
}

function comingWeekday(which: string, name: string, today: Day, calendar: Calendar): Day {
  const now = calendar.weekday(today)
  if (name === '末' && which !== '下' && now >= 6) return today
  const wanted = name === '末' ? 6 : name === '天' ? 7 : '一二三四五六日'.indexOf(name) + 1
  if (which.startsWith('下')) return calendar.addDays(today, wanted - now + 7 * which.length)
  return calendar.addDays(today, (wanted - now + 7) % 7)
}

/** A time of day that a question names, in minutes of its day (beyond 1,440: the night after it). */
export interface AskedTime {
  readonly said: string
  readonly from: number
  readonly to: number
}

const PERIODS: readonly (readonly [words: string, from: number, to: number])[] = [
  ['凌晨', 0, 5],
  ['早上|早晨|清早|清晨|大早|早(?!点)', 6, 9],
  ['上午', 8, 12],
  ['中午|晌午', 12, 13],
  ['下午', 13, 18],
  ['傍晚', 17, 19],
  ['后半夜|半夜|夜里|深夜', 22, 30],
  ['晚上|夜晚|晚(?!点)|今夜', 18, 22],
]
const PERIOD = PERIODS.map(([words]) => words).join('|')
const CLOCK = new RegExp(`(${PERIOD})?\\s*${N}(?:点|:(\\d\\d))(半|钟)?`)

/** The time of day that a question names; undefined when it names none or asks for one (几点). */
export function askedTime(text: string): AskedTime | undefined {
  if (/几点|什么时候|什么时间/.test(text)) return undefined
  const clock = CLOCK.exec(text)
  const [said = '', period = '', digits = '', minutes, half] = clock ?? []
  const hour = readNumber(digits)
  // A bare 一点 is "a little".
  const little = digits === '一' && !period && !half
  if (hour !== undefined && hour <= 24 && !little) {
    const at = hourOfDay(period, hour, minutes !== undefined) * 60 + (half === '半' ? 30 : Number(minutes ?? 0))
    return { said: fullWords(said.trim()), from: at, to: at }
  }
  for (const [words, from, to] of PERIODS) {
    const period = new RegExp(words).exec(text)
    if (period) return { said: fullWords(period[0]), from: from * 60, to: to * 60 }
  }
  return undefined
}

/** 今晚 and 明早 leave a bare 晚 or 早. */
const fullWords = (said: string): string => said.replace(/^[早晚](?![上晨])/, '$&上')

/** 晚上9点 is 21, 半夜两点 belongs to the night after the day; a bare 三点 is 15. */
function hourOfDay(period: string, hour: number, exact: boolean): number {
  if (/夜|晚/.test(period)) return hour < 5 ? hour + 24 : hour <= 12 ? hour + 12 : hour
  if (period === '下午') return hour < 12 ? hour + 12 : hour
  if (/中午|晌午/.test(period)) return hour <= 2 ? hour + 12 : hour
  if (period === '') return !exact && hour >= 1 && hour <= 6 ? hour + 12 : hour
  return hour
}
