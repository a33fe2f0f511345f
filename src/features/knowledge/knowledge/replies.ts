/** The words about what the centre offers and when it is open. */
import { type Part, type Reply, reply, say } from '../../../bot/message.ts'
import { type AskedTime, momentOn } from '../../../intents/days.ts'
import { type Calendar, type Day, weekdayName } from '../../../lib/calendar.ts'
import {
  type DayHours,
  differs,
  type Hours,
  hoursOn,
  isWholeDay,
  nextOpeningAfter,
  openingAt,
  opensWithin,
  type Span,
  weekGroups,
} from '../../../lib/opening.ts'
import { type Aspect, type AspectText, compose, isExpired, type Known, type Question, type Resolve, type Stated, type Topic } from './rules.ts'

/** The fact that is offered where an answer cannot be given. */
export const PHONE = 'centre.phone'
/** Where the staff of the hall are found, and the place whose hours they keep. */
const COUNTER = 'counter.where'
export const HALL = 'centre'

/** The answer to a question about a topic, with what is known and the time it is. */
export function topicReply(topic: Topic, known: Known, question: Question, now: Date, calendar: Calendar): Reply<'public'> {
  const today = calendar.localDay(now)
  const resolve = resolver(known, question, now, calendar)
  const { lines, verified } = compose(withHours(topic, known, question), question.aspect, resolve, today)
  return spoken(verified ? lines : [notVerified(resolve(PHONE)), ...lines])
}

/** The words ask for something of which nothing is known: said plainly, then at most one line about the topic. */
export function notStatedReply(word: string, topic: Topic, related: boolean, known: Known, now: Date, calendar: Calendar): Reply<'public'> {
  const question: Question = { aspect: 'what', days: [], time: undefined, festive: false }
  const resolve = resolver(known, question, now, calendar)
  const phone = resolve(PHONE)
  const hall = known.places.get(HALL)
  const closed = hall && openingAt(hall, now, calendar)
  const at = closed && !closed.open && closed.next ? `${plainMoment(closed.next, calendar.localDay(now), calendar)}后` : ''
  const text = phone ? `“${word}”这一条我这里没有，请${at}问服务台（电话${phone.text}）。` : `“${word}”这一条我这里没有，请${at}问服务台，或者说“转人工”。`
  const about = related ? compose(topic.aspects, 'what', resolve, calendar.localDay(now)).lines.slice(0, 1) : []
  return spoken([{ text, sample: phone?.sample === true || (at !== '' && hall?.sample === true) }, ...about])
}

/** A line may hold several, one for each day asked about. */
const spoken = (lines: readonly Stated[]): Reply<'public'> =>
  reply(...lines.flatMap((line) => line.text.split('\n').map((text) => say`${text}`)), ...sampleNote(lines))

export const unknownTopic = (): Reply<'public'> => reply(say`这个我手头还没有资料。您说“转人工”，请工作人员答您。`)

/** How an answer begins that may not be stated just now. */
export const BEING_CHECKED = '这一条正在核实'

function notVerified(phone: Stated | undefined): Stated {
  if (phone) return { text: `${BEING_CHECKED}，请打服务台电话${phone.text}问一下。`, sample: phone.sample }
  return { text: `${BEING_CHECKED}，请到服务台问一下，或者说“转人工”。`, sample: false }
}

/** Once per answer, and no further than needed: a confirmed first line stays confirmed. */
function sampleNote(lines: readonly Stated[]): Part<'public'>[] {
  if (!lines.some((line) => line.sample)) return []
  return [lines[0]?.sample ? say`（示例信息，以现场为准）` : say`（第一行以外有示例信息，以现场为准）`]
}

/** A topic with a place tells its hours without a text of its own. */
function withHours(topic: Topic, known: Known, question: Question): ReadonlyMap<Aspect, AspectText> {
  const place = topic.place === undefined ? undefined : known.places.get(topic.place)
  if (!place || topic.aspects.has('when')) return topic.aspects
  const brief = question.days.length > 0 || place.weekly.every(isWholeDay)
  const template = `${place.title}{open:${topic.place}}${brief ? '' : `\n开放时间：{hours:${topic.place}}。`}`
  return new Map([...topic.aspects, ['when', { template, sample: false, validUntil: undefined }]])
}

function resolver(known: Known, question: Question, now: Date, calendar: Calendar): Resolve {
  const today = calendar.localDay(now)
  return (reference) => {
    const [kind, key] = reference.split(':')
    if (key === undefined) {
      const fact = known.facts.get(reference)
      if (!fact || isExpired(fact.validUntil, today)) return undefined
      const hall = reference === COUNTER && question.days.length === 0 ? known.places.get(HALL) : undefined
      const desk = hall && openingAt(hall, now, calendar)
      if (!desk || desk.open || !desk.next) return { text: fact.value, sample: fact.sample }
      // Nobody is sent to a closed desk.
      return { text: `${fact.value}（${plainMoment(desk.next, today, calendar)}开）`, sample: fact.sample || hall.sample }
    }
    const place = known.places.get(key)
    if (!place || isExpired(place.validUntil, today)) return undefined
    if (kind === 'hours') return { text: `${weekWords(place)}${shutNow(place, question, now)}`, sample: place.sample }
    if (kind !== 'open') return undefined
    const text = question.days.map((day) => dayWords(place, day, question, now, calendar)).join('\n')
    return { text: text || nowWords(place, now, calendar), sample: place.sample }
  }
}

/** The plan alone would send people to a closed door: "24小时开放（停电，现在关着）". */
function shutNow({ closures = [] }: Hours, question: Question, now: Date): string {
  const closure = question.days.length > 0 ? undefined : closures.find(({ from, until }) => from <= now && (!until || until > now))
  return closure ? `（${closure.reason}，现在关着）` : ''
}

/** "现在开着，到18:00。" / "现在关着，明天（周三）8:30开。" */
function nowWords(place: Hours, now: Date, calendar: Calendar): string {
  const today = calendar.localDay(now)
  const opening = openingAt(place, now, calendar)
  if (opening.open) {
    if (!opening.until) return '24小时开放，现在就可以来。'
    const closing = place.closures?.find(({ from }) => from.getTime() === opening.until?.getTime())
    return `现在开着，到${untilWords(opening.until, today, calendar)}${closing ? `（${closing.reason}）` : ''}。`
  }
  const because = circumstance(place, today, calendar)
  return `现在关着${because ? `（今天${because}）` : ''}，${opening.next ? `${momentWords(opening.next, today, calendar)}开` : '什么时候开请问服务台'}。`
}

/** "周六（11月28日）开，8:30—18:00。" / "周日（11月29日）不开，周一（11月30日）8:30开。" */
function dayWords(place: Hours, day: Day, question: Question, now: Date, calendar: Calendar): string {
  const today = calendar.localDay(now)
  const on = hoursOn(place, day, calendar)
  const because = circumstance(place, day, calendar)
  const subject = `${dayName(day, today, calendar)}${because ? `${because}，` : ''}`
  const year = Number(day.slice(0, 4))
  const unplanned = question.festive && place.holidays !== 'as-usual' && on.reason === undefined && !calendar.planned(year)
  if (unplanned && !on.holiday) return `${subject}放假安排还没公布，平常${on.hours.length === 0 ? '不开' : `${hoursWords(on.hours)}开`}。`
  const more = unplanned ? `\n${year}年的连休和调休安排还没公布。` : ''
  if (on.hours.length === 0) {
    const next = nextOpeningAfter(place, day, calendar)
    // Where the plan is open, the days around the holiday may be closed, too.
    return `${subject}不开${next && !unplanned ? `，${momentWords(next, today, calendar)}开` : ''}。${more}`
  }
  if (question.time) return `${subject}${timeWords(place, day, on, question.time, now, calendar)}${more}`
  if (isWholeDay(on.hours)) return `${subject}24小时开放。`
  return because ? `${subject}${hoursWords(on.hours)}开。${more}` : `${subject}开，${hoursWords(on.hours)}。`
}

/** "晚上11点不开，8:30—18:00开。" / "晚饭17:00—19:30。" / "已经关了，明天（周三）8:30开。" */
function timeWords(place: Hours, day: Day, on: DayHours, time: AskedTime, now: Date, calendar: Calendar): string {
  const today = calendar.localDay(now)
  if (isWholeDay(on.hours)) return `${time.said}开着，24小时开放。`
  const over = day === today && !opensWithin(place, now, calendar.instant(day, '24:00'), calendar)
  const next = over ? nextOpeningAfter(place, day, calendar) : undefined
  const meals = time.meal ? on.hours.filter((span) => minutesOf(span.from) >= time.from && minutesOf(span.to) <= time.to) : []
  if (meals.length > 0) return `${time.said}${hoursWords(meals)}${over ? `，已经过了${next ? `，${momentWords(next, today, calendar)}开` : ''}` : ''}。`
  if (over) return `已经关了${next ? `，${momentWords(next, today, calendar)}开` : ''}。`
  const [from, to] = [momentOn(day, time.from, calendar), momentOn(day, time.to, calendar)]
  const open = opensWithin(place, from < now && now < to ? now : from, to, calendar)
  return `${time.said}${time.meal ? '时候' : ''}${open ? '开着' : '不开'}，${hoursWords(on.hours)}开。`
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** What makes the day's hours differ from its weekday's: 停电检修, 是国庆节假期, 调休上班; nothing when they do not. */
function circumstance(place: Hours, day: Day, calendar: Calendar): string {
  const { reason, holiday } = hoursOn(place, day, calendar)
  if (reason !== undefined) return reason
  if (!holiday || !differs(place, day, calendar)) return ''
  return holiday.kind === 'holiday' ? `是${holiday.name}假期` : '调休上班'
}

/** 今天, 明天（周三）, 周六（11月28日）, 12月20日（周日）. */
function dayName(day: Day, today: Day, calendar: Calendar): string {
  const plain = calendar.plain(day, today)
  const weekday = weekdayName(calendar.weekday(day))
  if (day === today) return plain
  if (!/^\d/.test(plain)) return `${plain}（${weekday}）`
  return day < calendar.addDays(today, 7) ? `${weekday}（${plain.replace(/（.*/, '')}）` : plain
}

const momentWords = (moment: Date, today: Day, calendar: Calendar): string =>
  `${dayName(calendar.localDay(moment), today, calendar)}${clockWords(calendar.localTime(moment))}`

/** 明天8:30: for the middle of a line. */
const plainMoment = (moment: Date, today: Day, calendar: Calendar): string =>
  `${calendar.plain(calendar.localDay(moment), today).replace(/（.*/, '')}${clockWords(calendar.localTime(moment))}`

/** Midnight belongs to the day that ends. */
function untilWords(moment: Date, today: Day, calendar: Calendar): string {
  const day = calendar.localDay(moment)
  const time = calendar.localTime(moment)
  if (day === today) return clockWords(time)
  if (time === '00:00' && day === calendar.addDays(today, 1)) return '24:00'
  return `${calendar.plain(day, today)}${clockWords(time)}`
}

const clockWords = (time: string): string => time.replace(/^0(?=\d:)/, '')

const hoursWords = (hours: readonly Span[]): string =>
  hours.map(({ from, to }) => `${clockWords(from)}—${to === '00:00' ? '24:00' : `${to > from ? '' : '次日'}${clockWords(to)}`}`).join('、')

/** "每天8:30—18:00，节假日9:00—17:00" / "周一至周五8:30—12:00、14:30—17:30，周六、周日休息，节假日休息" */
function weekWords({ weekly, holidays }: Hours): string {
  const groups = weekGroups(weekly).map(({ first, last, hours }) => {
    const days =
      last - first === 6
        ? '每天'
        : [first, last]
            .slice(0, last - first + 1)
            .map(weekdayName)
            .join(last - first === 1 ? '、' : '至')
    const open = isWholeDay(hours) ? '24小时开放' : hoursWords(hours)
    return hours.length === 0 ? `${days}休息` : days === '每天' && isWholeDay(hours) ? open : `${days}${open}`
  })
  const onHolidays = holidays === 'as-usual' ? [] : [`节假日${holidays === 'closed' || holidays.length === 0 ? '休息' : hoursWords(holidays)}`]
  return [...groups, ...onHolidays].join('，')
}
