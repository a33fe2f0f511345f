/** Lists of a session: how long a freed place is held, and who is meant. */
import type { Calendar } from '../../../lib/calendar.ts'
import { after, DAY, HOUR, MINUTE } from '../../../lib/clock.ts'

/** How long a freed place is held for the next of the waiting list, in hours in which people read (milliseconds). */
const OFFER = 6 * HOUR
const [MORNING, EVENING] = ['08:00', '21:00'] as const
/** Places are not offered later than this before the start (milliseconds). */
const LAST_CALL = 30 * MINUTE

/** The end of an offer: some waking hours from now, and in time before the session. Undefined when it is too late to offer a place. */
export function offerEnd(startsAt: Date, now: Date, calendar: Calendar): Date | undefined {
  let left = OFFER
  let at = now
  for (;;) {
    const day = calendar.localDay(at)
    const [from, to] = [calendar.instant(day, MORNING), calendar.instant(day, EVENING)]
    const begin = at < from ? from : at
    const rest = to.getTime() - begin.getTime()
    if (rest >= left) {
      at = after(begin, left)
      break
    }
    left -= Math.max(0, rest)
    at = calendar.instant(calendar.addDays(day, 1), MORNING)
  }
  const until = Math.min(at.getTime(), startsAt.getTime() - HOUR)
  if (until - now.getTime() >= LAST_CALL) return new Date(until)
  return startsAt.getTime() - now.getTime() >= LAST_CALL ? after(startsAt, -10 * MINUTE) : undefined
}

/** From then on no place is offered. */
export const lastCall = ({ startsAt }: { readonly startsAt: Date }): Date => after(startsAt, -LAST_CALL + 1)

interface Span {
  readonly startsAt: Date
  readonly endsAt: Date
}
export const overlaps = (one: Span, other: Span): boolean => one.startsAt < other.endsAt && other.startsAt < one.endsAt

/** The states of a list, the best first. */
export const RANK: readonly string[] = ['enrolled', 'offered', 'waiting', 'lapsed', 'withdrawn']

/** Somebody else is to be put on the list, or several people. */
export const forOthers = (text: string): boolean =>
  /(?:给|帮|替|把)(?:我|俺|你)?(?:的)?(?:老公|媳妇|老婆|爱人|对象|同事|兄弟|哥|弟|儿子|爸|老[\u4e00-\u9fa5])|(?:我|俺)(?:跟|和)(?:俺|我)?[^,，。]{1,4}都|[两二三四五六]个(?:人|名额)|\d个?名额/.test(
    text,
  )

/** A list that is older than this says nothing new (milliseconds). */
export const KEPT_FOR = 2 * 365 * DAY

/** The hours of a day without the day ("晚上有课吗") are meant for any day. */
export const onlyHours = (said: string): boolean => /^(?:晚上?|上午|下午|白天|早上?|中午|傍晚|夜里)$/.test(said)

/** The number of a list in a sentence: 第二场, 报第一个. Undefined for 第三期新能源, which counts something else only when a title follows. */
export function positionIn(text: string, read: (words: string) => number | undefined): number | undefined {
  const found = /第([一二两三四五六七八九十\d]{1,2})(?:个|场|门|节|堂|课|期|项)?/.exec(text)
  return found?.[1] === undefined ? undefined : read(found[1])
}

/** "报名道路新规": the word and a course's name, whatever that name would mean by itself. No question, and no tale. */
export const enrolsIn = (text: string): boolean =>
  /^(?:我|俺)?(?:要|想|来)?(?:给我|帮我|替我)?报个?名(?:参加|上)?[^吗呢吧？?费条件截表止没不谁啥哪怎咋几了过的]{2,14}$/.test(
    text.replace(/[\s，,。.!！]+/g, ''),
  )
