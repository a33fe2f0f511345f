/** Excuses: who says one, and for how long it is heard. */
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
export const asksExcuse = (text: string): boolean => !OTHERS.test(text) && (/请(?:个|一?天|一?次)?(?:事|病)?假/.test(text) || wasThere(text))

const wasThere = (text: string): boolean => /(?:到|去|来|上)了.{0,6}(?:没|忘).{0,3}签|忘(?:了|记)?(?:了)?签到|补(?:个|一下)?签到?(?!证)/.test(text)

/** Was the person there, by the words? */
export const kindIn = (text: string): 'there' | undefined => (wasThere(text) ? 'there' : undefined)

/** The reason in "请假，出长途赶不回来": what is left beside the asking. */
export function reasonIn(text: string): string | undefined {
  const rest = text
    .replace(/(?:我|俺)?(?:想|要|得)?(?:跟老师|给我|帮我)?请(?:个|一?天|一?次)?(?:事|病)?假(?:一下|了|吧|呗)?/g, ' ')
    .replace(/(?:那|这|周[一二三四五六日]|星期[一二三四五六日天]|上)?(?:个|节|场|次|堂)?(?:的)?(?:课|学习|培训)(?:的)?/g, ' ')
    .replace(/(?:我|俺)?(?:人)?(?:到|去|来)了|没去成|没签[上到着]?|忘(?:了|记)?(?:了)?(?:签到?)?|(?:给我|帮我)?补(?:个|一下)?签到?(?:上)?/g, ' ')
    .replace(/[\s\p{P}]+/gu, '')
  return rest.length >= 3 ? text.trim() : undefined
}
