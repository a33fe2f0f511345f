/** Reading what people say to staff, and what staff answer. */
import type { Understanding } from '../../intents/understanding.ts'

/** Messages of one person that may wait at a time: more would drown the others. */
export const OPEN_AT_MOST = 5
/** The longest message and answer that is kept. */
export const LONGEST = 1_000

/** "转人工", "找个真人" and the like at the beginning; what follows may already be the matter. */
const CALL =
  /^(?:我?[想要]|给我|帮我|给俺|麻烦您?|请)*(?:(?:转接?|找|要|叫|接|换|来)(?:个|一下)?(?:到|下)?)?(?:人工|真人|活人|客服|工作人员)(?:客服|服务|坐席)?[吧呀啊了]*/
/** A part that speaks of nothing but wanting a person, or of the bot's shortcomings. */
const ONLY_CALLS =
  /人工|真人|活人|大活人|客服|工作人员|值班|前台|管事|领导|负责人|同志|找个?人|叫个?人|喊个?人|换个?人|来个?人|个人来|听不懂|听不明白|说不清|说不明白|喷不清|机器|绕|答非所问|答的|打字|问的|在吗|有人[没吗]|谢谢|你好|您好|快点|急事|复杂|三遍|转接/
const PARTS = /[\s,。;!?、…,.;!?]+/
/** Fewer characters than this say nothing that staff could act on. */
const SUBSTANCE = 5

/** A call for a person written in pinyin. */
const PINYIN_CALL = /^(?:wo)?(?:xiang|yao)?(?:zhuan|zhao|jiao)?(?:ge)?(?:rengong|zhenren|kefu)(?:kefu|fuwu)?$/i

/** What the first message already says about the matter; undefined when it only asks for a person. */
export function matterIn(raw: string): string | undefined {
  const parts = raw.replace(CALL, '').split(PARTS)
  const matter = parts.filter((part) => part !== '' && !ONLY_CALLS.test(part)).join('')
  if (PINYIN_CALL.test(raw.replace(/[^a-z]/gi, ''))) return undefined
  return matter.replace(/[^\p{Script=Han}\p{L}\p{N}]/gu, '').length >= SUBSTANCE ? raw.trim() : undefined
}

const bareOf = (text: string): string => text.replace(/[\s\p{P}\p{S}]+/gu, '')

/** "不留言了", "算了不说了": the whole message. */
const NEVER_MIND =
  /^(?:那|还是|先|我)*(?:(?:算了|没事|没啥|取消|不用|不要|不必)(?:了|吧|啦)*|(?:我|先)?不(?:想|用|要)?(?:留言|留话|留|说|写|转人工|转|问|找人|找|发|讲|弄|麻烦)(?:言)?(?:了|吧|啦)+|取消留言|不麻烦(?:你们?|您|大家)?了)(?:(?:谢谢|算了|我?不(?:想)?[留说写转问找发](?:言)?)(?:了|吧|啦)*)*$/
/** Greetings, "wait a moment", "I do not know how to say it": no matter yet, however often it is said. */
const NO_MATTER =
  /^(?:好的?|好[嘞吧]|嗯+|是的?|行|中|可以|在吗|在不在|在么|有人[吗么没不在]*|没人[吗么]|你好[呀啊]?|您好[呀啊]?|师傅你?好|喂+|哈[喽啰]|哦+|噢+|啊+|人呢|人在吗|ok|hello|hi|谢谢你?|收到|知道了|(?:请|你|您)?(?:等|稍|候)(?:一)?(?:等|下|会儿?|候|一下|一会儿?)*(?:[吧啊哈哦])?|(?:让|容)?我(?:先)?(?:想|考虑)(?:一?想|一下|下)*|(?:一|半)?会儿?(?:再)?(?:说|发|写)|马上(?:说|发|写|就?来)?|我?(?:不知道|不会)(?:怎么|咋)?说)$/i

/** Did the person think better of it? */
export const neverMind = (text: string): boolean => NEVER_MIND.test(bareOf(text))

/** Characters, letters and digits of a message that says something; two may be a slip of the finger. */
const STUB = 2
/** A number of this many digits may be a telephone number to call back. */
const TELEPHONE = 7

/** The words as a message for staff, when asked for them; a mere "好的", "在吗" or "3" is none. */
export function messageIn(heard: Pick<Understanding, 'raw' | 'text' | 'readings'>): string | undefined {
  const words = heard.raw.trim()
  const bare = bareOf(heard.text)
  if (/^\d*$/.test(bare)) return bare.length >= TELEPHONE ? words : undefined
  if (lengthOf(bare) <= STUB || NO_MATTER.test(bare) || bare.replace(CALL, '') === '') return undefined
  return heard.readings[0]?.intent === 'human' ? matterIn(words) : words
}

const NUMBER = /(?<![a-z0-9])[hｈ]\s*[-–—－_]?\s*([\d０-９]{1,8})(?![\d０-９])/i
const BETWEEN = /^[\s:：,，。,.、;；\-—]*(?:(?:回[复覆]|答[复覆]|他|她|司机|说|讲)[\s:：,，、]*)*/

const numberOf = (found: RegExpExecArray): string => `H-${Number(found[1]?.normalize('NFKC'))}`

/** "回复 H-12 您明天上午来": the number and the words after it. */
export function answerIn(raw: string): { number?: string; answer: string } {
  const found = NUMBER.exec(raw)
  if (!found) return { answer: '' }
  const rest = raw.slice(found.index + found[0].length)
  return { number: numberOf(found), answer: rest.replace(BETWEEN, '').trim() }
}

const VIEW = /^(?:(?:查看|查一?下|看一?下|看看|打开|查|看)(?:留言|编号)?\s*[:,]?\s*)?(?:留言\s*)?h\s*[-_]?\s*\d{1,8}(?:的?(?:留言|内容|详情|原文))?[。.!?\s]*$/i
const CLOSE = /^(?:(?:关闭|关掉|关了|结案|办结)(?:留言|编号)?\s*[:,]?\s*h\s*[-_]?\s*\d{1,8}(?!\d)|h\s*[-_]?\s*\d{1,8}\s*(?:关闭|关掉|结案|办结))/i
const halfWidth = (raw: string): string =>
  raw
    .normalize('NFKC')
    .replace(/[–—－]/g, '-')
    .trim()

/** "查看 H-1", or the bare number. */
export const asksToView = (raw: string): boolean => VIEW.test(halfWidth(raw))
/** "关闭 H-1 司机已经来过": the set phrase at the beginning. */
export const asksToClose = (raw: string): boolean => CLOSE.test(halfWidth(raw))

const REASON_FIRST = /^[\s:：,，、。]*(?:(?:关闭|关掉|结案|办结|原因)(?:是|为)?[\s:：,，、]*)*/

/** The number to close, and why. */
export function closingIn(raw: string): { number?: string; reason: string } {
  const found = NUMBER.exec(raw)
  if (!found) return { reason: '' }
  return {
    number: numberOf(found),
    reason: raw
      .slice(found.index + found[0].length)
      .replace(REASON_FIRST, '')
      .trim(),
  }
}

/** Characters as people count them. */
export const lengthOf = (text: string): number => Array.from(text).length

/** Does the text name this number (and not a longer one that begins the same)? */
export function names(text: string, numbers: readonly string[]): boolean {
  return [...text.matchAll(new RegExp(NUMBER, 'gi'))].some((found) => numbers.includes(numberOf(found)))
}

/** The first words of a message, for a list. */
export const firstWords = (text: string, length = 20): string => {
  const characters = Array.from(text.replace(/\s+/g, ' '))
  return characters.length > length ? `${characters.slice(0, length).join('')}…` : characters.join('')
}
