/** Lists of a session: how long a freed place is held, and who is meant. */
import type { Understanding } from '../../../intents/understanding.ts'
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

export type Asked = 'when' | 'where' | 'places' | 'bring' | 'other'
const ASKED: readonly (readonly [RegExp, Asked])[] = [
  [/带(?:点)?(?:什么|啥|哪些)|要?带.{0,4}(?:不|吗|么|没)$|带不带|用不用带|准备(?:什么|啥)/, 'bring'],
  [/(?:几|多少)个?(?:名额|位子|座位|空位)|(?:有|剩)(?:没有)?(?:名额|位子|座位|空位)|名额(?:还)?(?:有|剩|够)|满(?:员)?了(?:吗|没|么)/, 'places'],
  [/在?哪(?:个|间|里|儿|上|开|讲)|在哪$|几楼|什么地方|啥地方|地点|教室在/, 'where'],
  [/几点|什么时候|啥时候|何时|哪天|几号|多长时间|多久|几个(?:小时|钟头)|讲到/, 'when'],
  [/谁(?:来)?(?:讲|教)|老师是谁|考试|考不考|发证|有证|讲(?:什么|啥)|学(?:什么|啥)|点名/, 'other'],
]
/** A wish beside the question is more than a question. */
const WISHES = /报名|报上|给我报|算我|我要?报|我去|写上?我|加我|退|签到|请假|排队|取消/

/** What is asked about a course, with whatever it is called; undefined where nothing is, or more than that is wanted. */
export const askedIn = (text: string): Asked | undefined => (WISHES.test(text) ? undefined : ASKED.find(([words]) => words.test(text))?.[1])

const COURSE = /课|教室|培训|学习|继续教育|名额|(?:开|主)讲/
const STARTS = /几点(?:钟)?(?:开始|结束|开讲)/
/** Services and other things that have times and rooms of their own. */
const OTHERS = /预约|律师|理发|签到|学时|积分|课程?表/

/** Services that courses are. */
const STUDIES: readonly string[] = ['education', 'skills', 'party-activity']

type Heard = Pick<Understanding, 'text' | 'readings' | 'elliptic' | 'slots'>
const ownMatter = ({ text, slots }: Heard): boolean => slots.named.services.every((topic) => STUDIES.includes(topic)) && !OTHERS.test(text)

/** Asks about one course: 明天那课几点, 防御性驾驶还有几个名额. What courses there are is another question. */
export function asksOfCourse(heard: Heard): boolean {
  const { text, readings, elliptic } = heard
  const [top] = readings
  if (askedIn(text) === undefined || !ownMatter(heard) || text.length > LONGEST_QUESTION) return false
  if (
    /(?:那|这)(?:个|节|场|堂|次)?课|课.{0,4}(?:几点|在哪|哪个教室|还有|带)|哪(?:个|间)教室|教室在哪|(?:几|多少)个?名额|名额还(?:有|剩|够)?(?:多|几|吗|没|么|不)/.test(
      text,
    )
  )
    return true
  return STARTS.test(text) && !elliptic && (COURSE.test(text) || top === undefined || top.intent === 'none' || top.intent.startsWith('study.'))
}
const LONGEST_QUESTION = 24

/** Is a course held, or called off? No wish to leave it. */
export const asksWhetherOn = (text: string): boolean =>
  /(?:课|培训|学习).{0,8}(?:取消|停)(?:课)?(?:了|没有?)*(?:吗|没|么|没有|不)[?？]?$|停课了?(?:吗|没|么)|(?:课|培训|学习).{0,6}(?:还上不上|上不上|还上吗|还开吗|还开不开|照常)|(?:课|培训|学习).{0,6}(?:取消没取消|是不是(?:取消|停))/.test(
    text,
  ) && !/我(?:想|要)|能不能|可以|怎么|咋/.test(text)

/** Leaves the waiting list of a course that is called by its name. */
export const leavesQueue = (heard: Heard): boolean => {
  const text = heard.text.replace(/[\s，,。.!！]+/g, '')
  const named =
    /^(?:我)?(?:要|想)?(?:退出|取消|不要|放弃|撤销)(?!预约|号)(.{2,12}?)(?:的|那|课)*(?:排队|候补|等位)(?:了|吧)?$|^.{2,12}(?:课|培训|学习|班)(?:的|我|那)*(?:不(?:排|等)(?:了|队了|位了)|(?:取消|退出)(?:排队|候补)|别排了)(?:吧|啦)?$|^.{2,10}(?:的)?(?:排队|候补)(?:取消|退)(?:了|掉)?吧?$/
  return named.test(text) && ownMatter(heard) && !/^(?:取消|退出)(?:我的|这个|那个|刚才)/.test(text)
}
