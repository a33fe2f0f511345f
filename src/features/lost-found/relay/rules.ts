/** What is said to the other side, and what to the bot about it. Pure. */
import { withoutNumbers } from '../../../intents/mask.ts'
import { DAY } from '../../../lib/clock.ts'

/** The longest message that is passed on (characters). */
export const LONGEST = 300
/** How long passed words are kept after the line ended (milliseconds). */
export const KEPT_FOR = 90 * DAY

export type Wish = 'agree' | 'decline' | 'pass' | 'end' | 'abuse'

const START = /^\s*(?:传话|回话|转告(?:对方)?|带话|捎话|给(?:他|她|对方|失主|司机)(?:传|带|捎)(?:个|句)?话)[\s:：,，、]*/
const END = /^\s*(?:结束|停止|不要|不想|关闭|断开)(?:再)?(?:传话|回话|带话)了?[\s。!！]*$/
const ABUSE = /^\s*举报(?:传话|对方|他|她)?/

/** Wants to speak with the other side, in so many words. */
const AGREE =
  /^\s*(?:我)?(?:愿意|同意|可以)(?:传话|带话|传个话)(?:吧|呗|啊)?[\s。!！]*$|^\s*(?:我要|我想|能不能|帮我)?(?:跟|和|联系|找)一?下?(?:捡到的?那?个?人|捡到东西的人|拾到的?人|失主|对方)(?:说话|说句话|说|联系|聊|传话|沟通|约时间|约)?(?:一下)?[\s。!！?？]*$/

/** Words that certainly belong to a line; undefined for all others. */
export function wishIn(text: string): Wish | undefined {
  if (END.test(text)) return 'end'
  if (AGREE.test(text)) return 'agree'
  if (ABUSE.test(text) && text.length <= 60) return 'abuse'
  return START.test(text) ? 'pass' : undefined
}

/** The words to pass on, without what only told the bot to; no number of anybody is left in them. */
export const toPass = (raw: string): string =>
  Array.from(withoutNumbers(raw.replace(START, '').trim()))
    .slice(0, LONGEST)
    .join('')
