/** Being there: when one can check in, which code was said, and what a year still asks for. */
import type { Understanding } from '../../../intents/understanding.ts'
import { DAY, MINUTE } from '../../../lib/clock.ts'

export const WAYS = ['code', 'staff', 'sheet', 'approved'] as const
export type Way = (typeof WAYS)[number]

/** Checking in begins so long before the start and ends so long after the end (milliseconds). */
export const OPENS_BEFORE = 30 * MINUTE
export const CLOSES_AFTER = 15 * MINUTE
/** Wrong codes within `TRIES_WITHIN` before one has to wait. */
export const TRIES = 5
export const TRIES_WITHIN = 10 * MINUTE
/** Attendance is kept for this year's record and last year's (milliseconds). */
export const KEPT_FOR = 2 * 365 * DAY

const SPOKEN = /(?<![零〇一二两三四五六七八九幺])[零〇一二两三四五六七八九幺]{4}(?![零〇一二两三四五六七八九幺百千个十])/g
const DIGIT: Readonly<Record<string, string>> = {
  零: '0',
  〇: '0',
  幺: '1',
  一: '1',
  二: '2',
  两: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
}
const TYPED = /(?<![\d.])\d{4,6}(?![\d.号日月年点])/g

/** The code in a message: digits, or read out ("七三零六"); the last one where it was corrected. */
export function codeIn({ raw, slots }: Pick<Understanding, 'raw' | 'slots'>): string | undefined {
  const text = raw.normalize('NFKC')
  const phones = slots.phones.map((phone) => phone.replace(/\D/g, ''))
  const typed = [...text.matchAll(TYPED)].map(([digits]) => digits).filter((digits) => !phones.some((phone) => phone.includes(digits)))
  const spaced = /(?<!\d)\d(?:[\s,、-]\d){3}(?!\d)/.exec(text)?.[0].replace(/\D/g, '')
  const spoken = [...text.matchAll(SPOKEN)].map(([words]) => Array.from(words, (word) => DIGIT[word] ?? '').join(''))
  return typed.at(-1) ?? spaced ?? spoken.at(-1)
}

const HERE = /签[到道个上]|打卡|点[名到卯]|到(?:了)?(?:教室|课)|上课|课堂/
/** 签到 4829 may be the door's: visits looks whose code it is. */
const EITHER = /^(?:签到|打卡|报到)(?:码)?[是为:：,，\s]*\d{4}[。.!！]?$/
const ELSEWHERE = /到站|进站|来中心|到访|报名|退[课了掉]|查|几号|多少/

/** Checking in at the centre's door is meant, not in a room. */
export const namesDoor = (text: string): boolean => /到站|进站|来中心|到访|门口/.test(text)

/** Words with a code that can only be meant for a session: the code is no second matter. */
export const claimsCheckIn = (heard: Pick<Understanding, 'raw' | 'text' | 'slots'>): boolean =>
  HERE.test(heard.text) && !EITHER.test(heard.raw.normalize('NFKC').trim()) && !ELSEWHERE.test(heard.text) && codeIn(heard) !== undefined

/** Asks what one is enrolled in: 我报了啥课. */
export const asksOwn = (text: string): boolean =>
  /^(?:看看|查查?|看一?下)?我(?:都|现在|还)?报(?:了|过|上|的)(?:名)?(?:的)?(?:是)?(?:什么|哪|几|课|了?哪些)|^我的(?:课|报名|学习)$|^我报名的课/.test(text)

/** Asks how one stands on the waiting list of a course: 换轮胎那课我排第几, 有位子了吗. Without a course the counter's queue is meant. */
export const asksWait = (text: string): boolean =>
  /(?:课|培训|学习|班)(?:的|那|我|现在|还)*(?:排(?:到|在)*(?:第几|几[位名])|排(?:到|上)(?:我|了)?(?:吗|没|么)|轮到我|有(?:空|了)?(?:位子?|座位?|名额)了|前面(?:还)?有(?:几|多少))|^(?:现在|那)?(?:有|空出|腾出)(?:空)?(?:位子|座位|名额)(?:来)?了(?:吗|没|么|没有)?$/.test(
    text.replace(/[\s，,。?？]+/g, ''),
  ) && !/理发|律师|预约|停车/.test(text)

export interface Attended {
  readonly kind: string
  readonly tenths: number
}

export interface Standing {
  readonly kind: string
  readonly times: number
  /** In tenths, as all hours here. */
  readonly done: number
  /** Undefined: nothing is asked for. */
  readonly required: number | undefined
  readonly missing: number
}

/** Per kind of study: what was done and what a year still asks for. Kinds with neither are left out. */
export function standings(kinds: readonly string[], attended: readonly Attended[], required: ReadonlyMap<string, number>): Standing[] {
  return kinds.flatMap((kind) => {
    const own = attended.filter((each) => each.kind === kind)
    const needed = required.get(kind)
    if (own.length === 0 && needed === undefined) return []
    const done = own.reduce((sum, each) => sum + each.tenths, 0)
    return [{ kind, times: own.length, done, required: needed, missing: Math.max(0, (needed ?? 0) - done) }]
  })
}

/** The next sessions that together close a gap (as far as they do), at most `most`; the earliest first. */
export function closing<S extends { readonly tenths: number }>(sessions: readonly S[], missing: number, most: number): S[] {
  const chosen: S[] = []
  let left = missing
  for (const session of sessions) {
    if (left <= 0 || chosen.length >= most) break
    if (session.tenths <= 0) continue
    chosen.push(session)
    left -= session.tenths
  }
  return chosen
}
