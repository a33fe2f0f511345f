/** Excuses: who says one, and for how long it is heard. */
import { withoutDenied } from '../../../intents/denial.ts'
import { DAY } from '../../../lib/clock.ts'

/** A session that ended longer ago is no matter any more (milliseconds). */
export const HEARD_FOR = 14 * DAY
/** Excuses are kept for a year after they were said (milliseconds). */
export const KEPT_FOR = 365 * DAY
/** The longest excuse that is kept. */
export const LONGEST = 300

/** Staff's own phrases, and what only sounds like it. */
const OTHERS = /(?<![a-z])[sq]\s*-?\s*\d|[单表条]$|名单|放假|假期|节假/i

/** The message asks to be excused from a session, or says that one was there without checking in. */
export function asksExcuse(text: string): boolean {
  const meant = withoutDenied(text)
  return !OTHERS.test(meant) && (/请(?:个|一?天|一?次)?(?:事|病)?假/.test(meant) || wasThere(meant) || missedIt(meant))
}

/** It is over, and the speaker was not there: 没去成, 家里有事课没赶上. A booking, a bus and somebody else are other matters. */
const missedIt = (text: string): boolean =>
  (COURSE.test(text) ? MISSED_COURSE.test(text) : MISSED.test(text) && text.length <= LONGEST_BARE) && !ELSE.test(text)
const MISSED = /(?<!有)没(?:能)?(?:去|来|赶)成|(?<!有)没有(?:去|来)成(?!都)/
const MISSED_COURSE =
  /(?<!有)没(?:能|有)?(?:(?:去|来|赶|上)(?:成(?!都)|得了)|赶(?:上|到)(?!过))|(?:课|学习|培训)(?:我)?(?:没(?:能|有)?(?:去|来|上|参加)(?!过)|缺(?:了|席)|落下了)/
const COURSE = /课|学习|培训|继续教育/
const ELSE = /预约|理发|律师|取号|挂号|车(?:次|票)|饭|优惠|活动|公告|下一?[场次期节]|哪天|[他她]|[吗么?？]$/
/** Without a course's name such words are few (UTF-16 units). */
const LONGEST_BARE = 12

/** Asks what became of an excuse: 我有请假吗, 假批了没. */
export const asksDecision = (text: string): boolean =>
  /有(?:没有)?请(?:过|了)?假|请(?:过|了)假(?:了)?(?:吗|没|么)|(?:假|补签)(?:申请)?(?:.{0,3})(?:批|准|通过|同意)(?:了|下来了?|没)*(?:吗|没|么|没有)|(?:批|准)(?:了)?(?:我的?)?(?:假|补签)(?:了)?(?:吗|没|么)|(?:假|补签)(?:的)?(?:结果|进度|怎么样了|咋样了)/.test(
    text,
  ) && !/放假|节假|假期/.test(text)

/** The latest of those that were missed is meant. */
export const namesLatest = (text: string): boolean => /上一?(?:次|回|节|堂|场)|刚才|刚刚|今[天晚早]/.test(text)

const wasThere = (text: string): boolean => /(?:到|去|来|上)了.{0,6}(?:没|忘).{0,3}签|忘(?:了|记)?(?:了)?签到|补(?:个|一下)?签到?(?!证)/.test(text)

/** Was the person there, by the words? */
export const kindIn = (text: string): 'there' | undefined => (wasThere(text) ? 'there' : undefined)

/** The reason in "请假，出长途赶不回来": what is left beside the asking. */
export function reasonIn(text: string): string | undefined {
  const rest = text
    .replace(/(?:我|俺)?(?:想|要|得)?(?:跟老师|给我|帮我)?请(?:个|一?天|一?次)?(?:事|病)?假(?:一下|了|吧|呗)?/g, ' ')
    .replace(/(?:那|这|周[一二三四五六日]|星期[一二三四五六日天]|上一?|今天|昨天)?(?:个|节|场|次|堂)?(?:的)?(?:课|学习|培训)(?:的)?/g, ' ')
    .replace(
      /(?:我|俺)?(?:人)?(?:到|去|来)了|没(?:能|有)?(?:去|来|赶|上)(?:成|得了|上|到)|没(?:能|有)?(?:去|来|参加)|没签[上到着]?|忘(?:了|记)?(?:了)?(?:签到?)?|(?:给我|帮我)?补(?:个|一下)?签到?(?:上)?/g,
      ' ',
    )
    .replace(/[\s\p{P}]+/gu, '')
  return rest.length >= 3 ? text.trim() : undefined
}
