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

/** What the first message already says about the matter; undefined when it only asks for a person. */
export function matterIn(raw: string): string | undefined {
  const parts = raw.replace(CALL, '').split(PARTS)
  const matter = parts.filter((part) => part !== '' && !ONLY_CALLS.test(part)).join('')
  return matter.replace(/[^\p{Script=Han}\p{L}\p{N}]/gu, '').length >= SUBSTANCE ? raw.trim().slice(0, LONGEST) : undefined
}

const EMPTY_WORDS = /^(?:好的?|好嘞|嗯+|是的?|行|中|可以|在吗|在不在|你好|您好|喂|哦+|转?人工|人呢|ok)$/i

/** The words as a message for staff, when asked for them; a mere "好的" is none. */
export function messageIn(heard: Pick<Understanding, 'raw' | 'text'>): string | undefined {
  const words = heard.raw.trim()
  const bare = words.replace(/[\s\p{P}\p{S}]+/gu, '')
  return bare === '' || EMPTY_WORDS.test(bare) ? undefined : words.slice(0, LONGEST)
}

const NUMBER = /(?<![a-z0-9])[hｈ]\s*[-–—－_]?\s*([\d０-９]{1,8})(?![\d０-９])/i
const BETWEEN = /^[\s:：,，。,.、;；\-—]*(?:(?:回[复覆]|答[复覆]|他|她|司机|说|讲)[\s:：,，、]*)*/

const numberOf = (found: RegExpExecArray): string => `H-${Number(found[1]?.normalize('NFKC'))}`

/** "回复 H-12 您明天上午来": the number and the words after it. */
export function answerIn(raw: string): { number?: string; answer: string } {
  const found = NUMBER.exec(raw)
  if (!found) return { answer: '' }
  const rest = raw.slice(found.index + found[0].length)
  return { number: numberOf(found), answer: rest.replace(BETWEEN, '').trim().slice(0, LONGEST) }
}

/** Does the text name this number (and not a longer one that begins the same)? */
export function names(text: string, numbers: readonly string[]): boolean {
  return [...text.matchAll(new RegExp(NUMBER, 'gi'))].some((found) => numbers.includes(numberOf(found)))
}

/** The first words of a message, for a list. */
export const firstWords = (text: string, length = 20): string => {
  const characters = Array.from(text.replace(/\s+/g, ' '))
  return characters.length > length ? `${characters.slice(0, length).join('')}…` : characters.join('')
}
