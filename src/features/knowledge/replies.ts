/** The words about what the centre offers and when it is open. */
import { type Part, type Reply, reply, say } from '../../bot/message.ts'
import { type Calendar, type Day, weekdayName } from '../../lib/calendar.ts'
import {
  type DayHours,
  type Hours,
  hoursOn,
  isWholeDay,
  nextOpeningAfter,
  type Opening,
  openingAt,
  opensWithin,
  type Span,
  weekGroups,
} from '../../lib/opening.ts'
import { type Aspect, type AspectText, compose, isExpired, type Known, momentOn, type Question, type Resolve, type Stated, type Topic } from './rules.ts'

/** The fact that is offered where an answer cannot be given. */
export const PHONE = 'centre.phone'

/** The answer to a question about a topic, with what is known and the time it is. */
export function topicReply(topic: Topic, known: Known, question: Question, now: Date, calendar: Calendar): Reply<'public'> {
  const today = calendar.localDay(now)
  const resolve = resolver(known, question, now, calendar)
  const { lines, verified } = compose(withHours(topic, known, question), question.aspect, resolve, today)
  const spoken = verified ? lines : [notVerified(resolve(PHONE)), ...lines]
  return reply(...spoken.map((line) => say`${line.text}`), ...sampleNote(spoken))
}

export const unknownTopic = (): Reply<'public'> => reply(say`这个我手头还没有资料。您说“转人工”，请工作人员答您。`)

function notVerified(phone: Stated | undefined): Stated {
  if (phone) return { text: `这一条正在核实，请打服务台电话${phone.text}问一下。`, sample: phone.sample }
  return { text: '这一条正在核实，请到服务台问一下，或者说“转人工”。', sample: false }
}

/** Once per answer, and no further than needed: a confirmed first line stays confirmed. */
function sampleNote(lines: readonly Stated[]): Part<'public'>[] {
  if (!lines.some((line) => line.sample)) return []
  return [lines[0]?.sample ? say`（有示例信息，中心还没确认，请以现场为准。）` : say`（第一行以外有示例信息，中心还没确认，请以现场为准。）`]
}

/** A topic with a place tells its hours without a text of its own. */
function withHours(topic: Topic, known: Known, question: Question): ReadonlyMap<Aspect, AspectText> {
  const place = topic.place === undefined ? undefined : known.places.get(topic.place)
  if (!place || topic.aspects.has('when')) return topic.aspects
  const brief = question.day !== undefined || place.weekly.every(isWholeDay)
  const template = `${place.title}{open:${topic.place}}${brief ? '' : `\n开放时间：{hours:${topic.place}}。`}`
  return new Map([...topic.aspects, ['when', { template, sample: false, validUntil: undefined }]])
}

function resolver(known: Known, question: Question, now: Date, calendar: Calendar): Resolve {
  const today = calendar.localDay(now)
  return (reference) => {
    const [kind, key] = reference.split(':')
    if (key === undefined) {
      const fact = known.facts.get(reference)
      return fact && !isExpired(fact.validUntil, today) ? { text: fact.value, sample: fact.sample } : undefined
    }
    const place = known.places.get(key)
    if (!place) return undefined
    if (kind === 'hours') return { text: weekWords(place), sample: place.sample }
    if (kind !== 'open') return undefined
    const text = question.day ? dayWords(place, question.day, question, today, calendar) : nowWords(openingAt(place, now, calendar), today, calendar)
    return { text, sample: place.sample }
  }
}

/** "现在开着，到18:00。" / "现在关着，明天（周三）8:30开。" */
function nowWords(opening: Opening, today: Day, calendar: Calendar): string {
  if (opening.open) return opening.until ? `现在开着，到${untilWords(opening.until, today, calendar)}。` : '24小时开放，现在就可以来。'
  const because = circumstance(opening.today)
  return `现在关着${because ? `（今天${because}）` : ''}，${opening.next ? `${momentWords(opening.next, today, calendar)}开` : '什么时候开请问服务台'}。`
}

/** "周六（11月28日）开，8:30—18:00。" / "周日（11月29日）不开，周一（11月30日）8:30开。" */
function dayWords(place: Hours, day: Day, { time }: Question, today: Day, calendar: Calendar): string {
  const on = hoursOn(place, day, calendar)
  const because = circumstance(on)
  const subject = `${dayName(day, today, calendar)}${because ? `${because}，` : ''}`
  if (on.hours.length === 0) {
    const next = nextOpeningAfter(place, day, calendar)
    return `${subject}不开${next ? `，${momentWords(next, today, calendar)}开` : ''}。`
  }
  if (time) {
    const open = opensWithin(place, momentOn(day, time.from, calendar), momentOn(day, time.to, calendar), calendar)
    return `${subject}${time.said}${open ? '开着' : '不开'}，${isWholeDay(on.hours) ? '24小时开放' : `${hoursWords(on.hours)}开`}。`
  }
  if (isWholeDay(on.hours)) return `${subject}24小时开放。`
  return because ? `${subject}${hoursWords(on.hours)}开。` : `${subject}开，${hoursWords(on.hours)}。`
}

/** What makes the day's hours differ: 停电检修, 是国庆节假期, 调休上班. */
function circumstance({ reason, holiday }: DayHours): string {
  if (reason !== undefined) return reason
  return holiday ? (holiday.kind === 'holiday' ? `是${holiday.name}假期` : '调休上班') : ''
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
